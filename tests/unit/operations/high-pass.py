# SPDX-License-Identifier: GPL-3.0-or-later
"""high-pass against OpenCV's GaussianBlur in floating point, also for smoothing as wide as the picture."""
import cv2
import numpy as np
from truth import compare, finish, page, render

for depth, top in ((8, 255), (16, 65535)):
    for channels in (1, 3):
        picture = page(channels, depth)
        for radius, amount in ((0.8, 1), (9, 2.5), (15.9, 1), (16, 1), (31, 1), (64, 1), (200, 1)):
            size = 2 * int(np.ceil(radius * 3)) + 1
            smooth = cv2.GaussianBlur(picture.astype(np.float64), (size, size), radius, borderType=cv2.BORDER_REPLICATE)
            expected = np.clip(np.floor((top + 1) / 2 + amount * (picture - smooth) + 0.5), 0, top).astype(picture.dtype)
            got = render(picture, [{"op": "high-pass", "params": {"radius": radius, "amount": amount}}])
            within = 1 if depth == 8 else 30 * amount if radius < 16 else 80
            compare(f"{channels} channels, {depth} bit, radius {radius}", got, expected, within)
finish()
