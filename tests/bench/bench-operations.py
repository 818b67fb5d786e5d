#!/usr/bin/python3
# bench-operations.py: the whole-picture time of each operation beside OpenCV's
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bench-operations.py PROGRAM [depth] [threads]: a 24-megapixel RGB page through PROGRAM (bench-operations.c) and through OpenCV's equivalent where
# there is one, in turn and with as many threads as there are processors. Medians of three.

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import cv2
import numpy as np

WIDTH, HEIGHT, RUNS = 6000, 4000, 3
program = sys.argv[1]
depth = int(sys.argv[2]) if len(sys.argv) > 2 else 8
threads = int(sys.argv[3]) if len(sys.argv) > 3 else len(os.sched_getaffinity(0))
rng = np.random.default_rng(1)
y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
page = np.where(((x // 7 + y // 5) % 9 == 0)[:, :, None], 60, 190 + np.arange(3) * 10).astype(np.float32)
page += 12 * np.cos(2 * np.pi * (x / 6.1 + y / 19))[:, :, None] + rng.normal(0, 3, (HEIGHT, WIDTH, 1)).astype(np.float32)
page = np.clip(page, 0, 255).astype(np.uint8) if depth == 8 else np.clip(page * 257, 0, 65535).astype(np.uint16)
del x, y
MIDDLE = 128 if depth == 8 else 32768


def gauss(sigma):
    return lambda: cv2.GaussianBlur(page, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)


def unsharp():
    return cv2.addWeighted(page, 2, cv2.GaussianBlur(page, (0, 0), 2), -1, 0)


def highpass(sigma):
    return lambda: cv2.addWeighted(page, 2, cv2.GaussianBlur(page, (0, 0), sigma), -2, MIDDLE)


def relief():
    kernel = np.zeros((5, 5), np.float32)
    kernel[1:3, 1:3] += (np.outer([0.71, 0.29], [0.71, 0.29])[::-1, ::-1]).astype(np.float32)
    kernel[2:4, 2:4] -= np.outer([0.29, 0.71], [0.29, 0.71]).astype(np.float32)
    return cv2.filter2D(page, -1, kernel * 2, delta=MIDDLE)


def edge():
    across, down = cv2.Scharr(page, cv2.CV_32F, 1, 0), cv2.Scharr(page, cv2.CV_32F, 0, 1)
    return cv2.convertScaleAbs(cv2.magnitude(across, down), alpha=1 / 8)


def background():
    small = cv2.resize(page, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((11, 11))), (0, 0), 5)
    ground = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(page, ground, scale=0.8 * (255 if depth == 8 else 65535))


def denoise():
    if hasattr(cv2, "ximgproc"):
        planes = [cv2.ximgproc.guidedFilter(p, p, 3, 60) for p in cv2.split(page)]
        return cv2.merge(planes)
    return cv2.bilateralFilter(page, 7, 8, 3)


def spectrum():
    return cv2.dft(page.mean(axis=2, dtype=np.float32))


def equalise():
    return cv2.merge([cv2.equalizeHist(p) for p in cv2.split(page)])


# A step, its parameters, OpenCV's equivalent, and whether that takes 16 bit.
CASES = [
    ("median", {"radius": 1}, lambda: cv2.medianBlur(page, 3), True),
    ("median", {"radius": 2}, lambda: cv2.medianBlur(page, 5), True),
    ("median", {"radius": 5}, lambda: cv2.medianBlur(page, 11), False),
    ("median", {"radius": 10}, lambda: cv2.medianBlur(page, 21), False),
    ("blur", {"radius": 2}, gauss(2), True),
    ("blur", {"radius": 15}, gauss(15), True),
    ("blur", {"radius": 60}, gauss(60), True),
    ("unsharp", {"radius": 2, "amount": 1}, unsharp, True),
    ("high-pass", {"radius": 10}, highpass(10), True),
    ("relief", {}, relief, True),
    ("edge", {"smoothing": 0}, edge, True),
    ("background", {"size": 40}, background, True),
    ("denoise", {}, denoise, False),
    ("raster", {}, None, True),
    ("spectrum", {}, spectrum, True),
    ("equalise", {}, equalise, False),
]
with tempfile.TemporaryDirectory() as folder:
    samples = pathlib.Path(folder) / "samples"
    page.tofile(samples)
    ours = subprocess.Popen([program, samples, str(WIDTH), str(HEIGHT), "3", str(depth)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ours.stdout.readline()
    cv2.setNumThreads(threads)
    print(f"24 megapixels RGB {depth} bit, {threads} thread(s), milliseconds", flush=True)
    for name, params, other, deep in CASES:
        times, others = [], []
        for _ in range(RUNS):
            text = json.dumps({"recto-recipe": 1, "steps": [{"op": name, "params": params}]})
            ours.stdin.write(f"{threads} {text}\n")
            ours.stdin.flush()
            times.append(float(ours.stdout.readline()))
            if other is not None and (deep or depth == 8):
                start = time.monotonic()
                other()
                others.append((time.monotonic() - start) * 1000)
        mine = sorted(times)[len(times) // 2]
        line = f"  {name:12} {' '.join(f'{k} {v}' for k, v in params.items()):24} {mine:8.0f}"
        if others:
            limit = sorted(others)[len(others) // 2]
            line += f"   OpenCV {limit:8.0f}   {'met' if mine <= limit else 'missed'}"
        print(line, flush=True)
    ours.stdin.close()
    ours.wait()
