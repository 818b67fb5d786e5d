#!/usr/bin/python3
# bench-size.py: recto-cli render --size against vipsthumbnail, as whole processes
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Draws a page of 24 megapixels, keeps it as PNG and as JPEG of quality 92, and makes it 1600 pixels wide with both programs in turn. Prints the median
# time and the processor's work. The two do not do the same: vipsthumbnail lets the JPEG decoder halve the picture before it sees a pixel;
# recto-cli averages the stored pixels.

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 9


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall * 1000, work * 1000


def main():
    cli = sys.argv[1]
    vips = shutil.which("vipsthumbnail")
    convert = shutil.which("convert")
    with tempfile.TemporaryDirectory(prefix="recto-bench-") as folder:
        page = os.path.join(folder, "page-white.png")
        subprocess.run([cli, "specimen", "-o", folder, "--dpi", "1200"], check=True, stdout=subprocess.DEVNULL)
        inputs = [("PNG", page, 1)]
        if convert:
            jpeg = os.path.join(folder, "page.jpg")
            subprocess.run([convert, page, "-quality", "92", jpeg], check=True)
            inputs.insert(0, ("JPEG", jpeg, 3))
        else:
            print("ImageMagick's convert is not installed: no JPEG")
        if not vips:
            print("vipsthumbnail is not installed: no limit can be judged")
        for name, path, limit in inputs:
            for out in ("out.tif", "out.png"):
                target = os.path.join(folder, out)
                commands = [[cli, "render", path, "--size", "1600x1600", "--force", "-o", target]]
                if vips:
                    commands.append([vips, path, "--size", "1600x1600", "-o", os.path.join(folder, "v-" + out)])
                times = [[] for _ in commands]
                for _ in range(RUNS):
                    for which, command in enumerate(commands):
                        times[which].append(run(command))
                middle = [[statistics.median(t[k] for t in one) for k in range(2)] for one in times]
                line = f"{name} of 24 megapixels to {out[4:]}: recto-cli {middle[0][0]:.0f} ms (work {middle[0][1]:.0f} ms)"
                if vips:
                    ratio = middle[1][0] / middle[0][0]
                    line += (f", vipsthumbnail {middle[1][0]:.0f} ms (work {middle[1][1]:.0f} ms): {ratio:.2f} times as fast, "
                             f"limit {limit} or more: {'met' if ratio >= limit else 'missed'}")
                print(line, flush=True)


main()
