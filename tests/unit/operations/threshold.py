# SPDX-License-Identifier: GPL-3.0-or-later
"""threshold against OpenCV's Otsu, and local levels from OpenCV's box filter in floating point."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def luminance(picture):
    if picture.ndim == 2:
        return picture
    r, g, b = (picture[:, :, c].astype(np.int64) for c in range(3))
    return ((13933 * r + 46871 * g + 4732 * b + 32768) >> 16).astype(picture.dtype)


def run(picture, **params):
    return render(picture, [{"op": "threshold", "params": params}])


for channels in (1, 3):
    picture = page(channels)
    _, expected = cv2.threshold(luminance(picture), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    compare(f"Otsu, {channels} channels", run(picture, method="otsu"), expected)

for depth, top in ((8, 255), (16, 65535)):
    for channels in (1, 3):
        picture = page(channels, depth)
        grey = luminance(picture).astype(np.float64)
        kind = f"{channels} channels, {depth} bit"
        compare("level, " + kind, run(picture, method="manual", level=0.4), np.where(grey > np.floor(0.4 * top + 0.5), top, 0).astype(picture.dtype))
        for window in (3, 40, 150):
            size = (2 * window + 1,) * 2
            mean = cv2.boxFilter(grey, cv2.CV_64F, size, borderType=cv2.BORDER_REPLICATE)
            square = cv2.sqrBoxFilter(grey, cv2.CV_64F, size, borderType=cv2.BORDER_REPLICATE)
            level = mean - 0.05 * top
            # What lies at the level itself may fall to either side.
            compare(f"mean {window}, " + kind, run(picture, method="mean", window=window), np.where(grey > level, top, 0).astype(picture.dtype), share=0.0005)
            level = mean * (1 + 0.2 * (np.sqrt(np.maximum(square - mean * mean, 0)) / ((top + 1) / 2) - 1))
            compare(f"Sauvola {window}, " + kind, run(picture, method="sauvola", window=window), np.where(grey > level, top, 0).astype(picture.dtype), share=0.0005)

# Wider than a strip of columns.
wide = page(1, width=1300, height=60)
level = cv2.boxFilter(wide.astype(np.float64), cv2.CV_64F, (41, 41), borderType=cv2.BORDER_REPLICATE) - 0.05 * 255
compare("wide", run(wide, method="mean", window=20), np.where(wide > level, 255, 0).astype(np.uint8), share=0.0005)

# 16 bit: the level that parts the groups best, by the definition.
deep = luminance(page(1, 16))
values = np.unique(deep).astype(np.float64)
counts = np.unique(deep, return_counts=True)[1] / deep.size
below, sums = np.cumsum(counts), np.cumsum(counts * values)
with np.errstate(divide="ignore", invalid="ignore"):
    between = np.nan_to_num(below * (1 - below) * (sums / below - (sums[-1] - sums) / (1 - below)) ** 2)
level = values[np.argmax(between[:-1])]
compare("Otsu, 16 bit", run(deep, method="otsu"), np.where(deep > level, 65535, 0).astype(np.uint16), share=0.0005)
finish()
