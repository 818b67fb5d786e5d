# SPDX-License-Identifier: GPL-3.0-or-later
"""blur against OpenCV's GaussianBlur in floating point, from less than a pixel to as wide as the picture."""
import cv2
import numpy as np
from truth import compare, finish, page, render

for depth in (8, 16):
    for channels, size in ((1, (211, 157)), (3, (400, 90)), (1, (3, 2))):
        picture = page(channels, depth, *size)
        for radius in (0.5, 2, 11, 17, 33, 50, 100, 200):
            side = 2 * int(np.ceil(radius * 3)) + 1
            smooth = cv2.GaussianBlur(picture.astype(np.float64), (side, side), radius, borderType=cv2.BORDER_REPLICATE)
            got = render(picture, [{"op": "blur", "params": {"radius": radius}}])
            compare(f"{size} {channels} channels, {depth} bit, radius {radius}", got, np.round(smooth).astype(picture.dtype), 1 if depth == 8 else 60)
finish()
