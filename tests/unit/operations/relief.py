# SPDX-License-Identifier: GPL-3.0-or-later
"""relief against OpenCV's filter2D with the kernel of two places read by straight lines."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def put(kernel, x, y, sign):
    middle = kernel.shape[0] // 2
    x, y = x + middle, y + middle
    left, top = int(np.floor(x)), int(np.floor(y))
    for dy, wy in ((0, 1 - (y - top)), (1, y - top)):
        for dx, wx in ((0, 1 - (x - left)), (1, x - left)):
            kernel[top + dy, left + dx] += sign * wx * wy


for depth, top in ((8, 255), (16, 65535)):
    for channels in (1, 3):
        picture = page(channels, depth)
        for angle, distance, amount in ((0, 1, 1), (90, 2, 1), (135, 1, 2), (217, 3.7, 0.5), (360, 10, 0.3)):
            kernel = np.zeros((27, 27))
            x, y = distance * np.cos(np.radians(angle)), -distance * np.sin(np.radians(angle))
            put(kernel, -x, -y, 1)
            put(kernel, x, y, -1)
            shade = cv2.filter2D(picture.astype(np.float64), cv2.CV_64F, kernel, borderType=cv2.BORDER_REPLICATE)
            expected = np.clip(np.floor((top + 1) / 2 + amount * shade + 0.5), 0, top).astype(picture.dtype)
            got = render(picture, [{"op": "relief", "params": {"angle": angle, "distance": distance, "amount": amount}}])
            # Places are rounded to 256ths of a pixel, and the amount too.
            compare(f"{channels} channels, {depth} bit, {angle}°, {distance} px", got, expected, 2 if depth == 8 else 400)
# Light from above: the upper side of something bright is lit.
spot = np.full((40, 40), 60, np.uint8)
spot[15:25, 15:25] = 160
lit = render(spot, [{"op": "relief", "params": {"angle": 90}}])
compare("light from above", (lit[14:16, 20] > 128) & (lit[24:26, 20] < 128), np.array([True, True]))
finish()
