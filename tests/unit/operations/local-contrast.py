# SPDX-License-Identifier: GPL-3.0-or-later
"""local contrast against OpenCV's blur, three times in floating point."""
import cv2
import numpy as np
from truth import compare, finish, page, render

for depth, top, within in ((8, 255, 1), (16, 65535, 8)):
    for channels in (1, 3):
        picture = page(channels, depth)
        wide = picture.astype(np.float64)
        luminance = wide if channels == 1 else np.floor((wide @ [13933, 46871, 4732] + 32768) / 65536)
        for radius, amount in ((5, 0.7), (40, 2.5), (200, -0.8)):
            smooth = luminance
            for _ in range(3):
                smooth = cv2.blur(smooth, (2 * radius + 1,) * 2, borderType=cv2.BORDER_REPLICATE)
            more = amount * (luminance - smooth)
            expected = np.clip(np.round(wide + (more if channels == 1 else more[:, :, None])), 0, top).astype(picture.dtype)
            got = render(picture, [{"op": "local-contrast", "params": {"radius": radius, "amount": amount}}])
            compare(f"{channels} channels, {depth} bit, radius {radius}, amount {amount}", got, expected, within)
finish()
