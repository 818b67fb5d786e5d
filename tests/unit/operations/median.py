# SPDX-License-Identifier: GPL-3.0-or-later
"""median against OpenCV's medianBlur, and for what that does not do against NumPy's median of each square."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def expected(picture, radius):
    side = 2 * radius + 1
    if picture.dtype == np.uint8 or side <= 5:
        return cv2.medianBlur(picture, side)
    planes = picture.reshape(*picture.shape[:2], -1)
    wide = np.pad(planes, ((radius, radius), (radius, radius), (0, 0)), mode="edge")
    squares = np.lib.stride_tricks.sliding_window_view(wide, (side, side), axis=(0, 1))
    return np.median(squares, axis=(3, 4)).astype(picture.dtype).reshape(picture.shape)


for depth in (8, 16):
    for channels, size in ((1, (211, 157)), (3, (97, 61)), (1, (1300, 40)), (3, (5, 4))):
        picture = page(channels, depth, *size)
        for radius in (1, 2, 3, 6, 10):
            if depth == 16 and picture.size > 40000:
                continue
            got = render(picture, [{"op": "median", "params": {"radius": radius}}])
            compare(f"{size} {channels} channels, {depth} bit, radius {radius}", got, expected(picture, radius))
finish()
