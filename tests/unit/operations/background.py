# SPDX-License-Identifier: GPL-3.0-or-later
"""background against OpenCV's morphology and smoothing on a reduced picture, and against light that was planted."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def between(values, n, factor):
    """Along the first axis, from one block more at both ends to n pixels."""
    at = (np.arange(n) + 0.5) / factor + 0.5
    before = np.floor(at).astype(int)
    part = (at - before).reshape(-1, *[1] * (values.ndim - 1))
    return values[before] * (1 - part) + values[before + 1] * part


def ground(picture, size, marks):
    height, width = picture.shape[:2]
    planes = picture.reshape(height, width, -1).astype(np.float64)
    factor = 1
    while size / (2 * factor) >= (8 if marks == "both" else 4):
        factor *= 2
    if factor == 1 and marks == "both":
        side = 2 * int(np.ceil(size * 3)) + 1
        return cv2.GaussianBlur(planes, (side, side), size, borderType=cv2.BORDER_REPLICATE).reshape(picture.shape)
    planes = np.pad(planes, ((factor, factor + -height % factor), (factor, factor + -width % factor), (0, 0)), mode="edge")
    planes = planes.reshape(planes.shape[0] // factor, factor, planes.shape[1] // factor, factor, -1).mean(axis=(1, 3))
    if marks != "both":
        side = 2 * int(np.floor(size / factor + 0.5)) + 1
        way = cv2.MORPH_CLOSE if marks == "dark" else cv2.MORPH_OPEN
        planes = cv2.morphologyEx(planes, way, np.ones((side, side)), borderType=cv2.BORDER_REPLICATE)
    left = (size / factor) ** 2 - ((1 - factor**-2) / 12 + 1 / 6 if factor > 1 else 0)
    side = 2 * int(np.ceil(np.sqrt(left) * 3)) + 1
    planes = cv2.GaussianBlur(planes, (side, side), np.sqrt(left), borderType=cv2.BORDER_REPLICATE)
    planes = planes.reshape(*planes.shape[:2], -1)
    if factor == 1:
        return planes[1:-1, 1:-1].reshape(picture.shape)
    return between(between(planes, height, factor).swapaxes(0, 1), width, factor).swapaxes(0, 1).reshape(picture.shape)


for depth, top in ((8, 255), (16, 65535)):
    for channels in (1, 3):
        picture = page(channels, depth)
        for size, marks, method, level in ((40, "dark", "divide", 0.8), (6, "light", "subtract", 0.5), (13, "dark", "subtract", 0.9),
                                           (60, "both", "divide", 0.6), (5, "both", "subtract", 0.5)):
            under = ground(picture, size, marks)
            even = picture * level * top / under if method == "divide" else picture - under + level * top
            expected = np.clip(np.floor(even + 0.5), 0, top).astype(picture.dtype)
            params = {"size": size, "marks": marks, "method": method, "level": level}
            compare(f"{channels} channels, {depth} bit, size {size}, {marks}, {method}",
                    render(picture, [{"op": "background", "params": params}]), expected, 1 if depth == 8 else 60)

# Writing on paper under a lamp at one corner: the paper becomes even, the writing keeps its share.
y, x = np.mgrid[0:300, 0:400]
light = 90 + 140 * np.exp(-((x - 60) ** 2 + (y - 40) ** 2) / 2 / 220**2)
ink = ((x // 5) % 7 == 0) & ((y // 20) % 2 == 0)
picture = np.round(light * np.where(ink, 0.4, 1)).astype(np.uint8)
even = render(picture, [{"op": "background", "params": {"size": 16}}]).astype(int)
compare("paper under a lamp", even[~ink].astype(np.uint8), np.full(np.count_nonzero(~ink), 204, np.uint8), 6, 0.02)
compare("writing under a lamp", even[ink].astype(np.uint8), np.full(np.count_nonzero(ink), 82, np.uint8), 5, 0.02)
finish()
