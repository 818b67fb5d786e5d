#!/usr/bin/python3
# bench-lut.py: OpenCV's LUT over a buffer, timed on demand
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bench-lut.py SAMPLES TABLE HEIGHT WIDTH: each line on standard input is a number of threads, negative for a new array each time; the
# answer is milliseconds. Says "ready" first.

import sys
import time

import cv2
import numpy

samples, table, height, width = sys.argv[1:]
source = numpy.fromfile(samples, numpy.uint8).reshape(int(height), int(width), 3)
lut = numpy.fromfile(table, numpy.uint8)
target = numpy.zeros_like(source)
print("ready", flush=True)
for line in sys.stdin:
    threads = int(line)
    cv2.setNumThreads(abs(threads))
    start = time.monotonic()
    if threads > 0:
        cv2.LUT(source, lut, target)
    else:
        made = cv2.LUT(source, lut)
    spent = time.monotonic() - start
    made = None
    print(spent * 1000, flush=True)
