# SPDX-License-Identifier: GPL-3.0-or-later
"""auto levels against sorted samples, and against OpenCV's normalize where nothing is clipped."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def stretch(plane, samples, low, high, top):
    order = np.sort(samples, axis=None)
    black = int(order[int(np.floor(len(order) * low / 100))])
    white = int(order[len(order) - 1 - int(np.floor(len(order) * high / 100))])
    above = np.clip(plane.astype(np.int64) - black, 0, white - black)
    return ((2 * above * top + white - black) // (2 * (white - black))).astype(plane.dtype)


for depth, top in ((8, 255), (16, 65535)):
    for channels in (1, 3):
        picture = page(channels, depth)
        for low, high in ((0.5, 0.5), (12, 3.3)):
            name = f"{channels} channels, {depth} bit, {low} and {high} %"
            got = render(picture, [{"op": "auto-levels", "params": {"low": low, "high": high}}])
            compare(name, got, stretch(picture, picture, low, high, top))
            got = render(picture, [{"op": "auto-levels", "params": {"low": low, "high": high, "channels": "separate"}}])
            planes = picture.reshape(picture.shape[0], picture.shape[1], -1)
            expected = np.dstack([stretch(planes[:, :, c], planes[:, :, c], low, high, top) for c in range(channels)])
            compare(name + ", separate", got, expected.reshape(picture.shape))

grey = page(1)[20:60, 30:90]
compare("OpenCV", render(grey, [{"op": "auto-levels", "params": {"low": 0, "high": 0}}]), cv2.normalize(grey, None, 0, 255, cv2.NORM_MINMAX), within=1)
whole = page(3)
region = {"op": "auto-levels", "params": {"low": 2, "high": 2}, "drawn": {"region": [100, 20, 60, 50]}}
compare("region", render(whole, [region]), stretch(whole, whole[20:70, 100:160], 2, 2, 255))
flat = np.full((20, 30), 77, np.uint8)
compare("one value stays", render(flat, [{"op": "auto-levels"}]), flat)
finish()
