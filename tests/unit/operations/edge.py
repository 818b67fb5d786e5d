# SPDX-License-Identifier: GPL-3.0-or-later
"""edge against OpenCV's Sobel, Scharr and GaussianBlur."""
import cv2
import numpy as np
from truth import compare, finish, page, render

for depth, top in ((8, 255), (16, 65535)):
    for channels in (1, 3):
        picture = page(channels, depth)
        for operator, smoothing, amount in (("sobel", 0, 1), ("scharr", 0, 0.7), ("sobel", 2, 2), ("scharr", 1.2, 3)):
            smooth = picture.astype(np.float64)
            if smoothing:
                size = 2 * int(np.ceil(smoothing * 3)) + 1
                smooth = cv2.GaussianBlur(smooth, (size, size), smoothing, borderType=cv2.BORDER_REPLICATE)
            slope = cv2.Sobel if operator == "sobel" else cv2.Scharr
            across = slope(smooth, cv2.CV_64F, 1, 0, borderType=cv2.BORDER_REPLICATE)
            down = slope(smooth, cv2.CV_64F, 0, 1, borderType=cv2.BORDER_REPLICATE)
            length = np.hypot(across, down) * amount / (4 if operator == "sobel" else 16)
            expected = np.clip(np.floor(length + 0.5), 0, top).astype(picture.dtype)
            got = render(picture, [{"op": "edge", "params": {"operator": operator, "smoothing": smoothing, "amount": amount}}])
            within = 0 if not smoothing else 1 if depth == 8 else 30
            compare(f"{channels} channels, {depth} bit, {operator}, smoothing {smoothing}", got, expected, within)
finish()
