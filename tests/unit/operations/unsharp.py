# SPDX-License-Identifier: GPL-3.0-or-later
"""unsharp against OpenCV's GaussianBlur in floating point."""
import cv2
import numpy as np
from truth import compare, finish, page, render

for depth, top, within in ((8, 255, 1), (16, 65535, 12)):
    for channels in (1, 3):
        picture = page(channels, depth)
        for radius, amount, threshold in ((1.5, 1, 0), (6, 2.5, 0), (2, 1, 0.05)):
            size = 2 * int(np.ceil(radius * 3)) + 1
            smooth = cv2.GaussianBlur(picture.astype(np.float64), (size, size), radius, borderType=cv2.BORDER_REPLICATE)
            difference = picture - smooth
            difference[np.abs(difference) <= threshold * top] = 0
            expected = np.clip(np.round(picture + amount * difference), 0, top).astype(picture.dtype)
            got = render(picture, [{"op": "unsharp", "params": {"radius": radius, "amount": amount, "threshold": threshold}}])
            # A difference at the threshold itself may fall to either side.
            compare(f"{channels} channels, {depth} bit, radius {radius}, threshold {threshold}", got, expected, within, 0.003 if threshold else 0)
finish()
