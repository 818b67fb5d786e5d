# SPDX-License-Identifier: GPL-3.0-or-later
"""channel mixer against OpenCV's transform in floating point."""
import cv2
import numpy as np
from truth import compare, finish, page, render

NAMES = ["rr", "rg", "rb", "ro", "gr", "gg", "gb", "go", "br", "bg", "bb", "bo"]
MIXTURES = {
    "swapped": [0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0],
    "mixed": [0.5, 0.3, 0.1, 0.05, -0.4, 1.7, 0.2, -0.1, 1.1, -2.5, 2, 0.3],
}
for depth, top in ((8, 255), (16, 65535)):
    picture = page(3, depth)
    grey = page(1, depth)
    for name, numbers in MIXTURES.items():
        params = dict(zip(NAMES, numbers))
        matrix = np.array(numbers, float).reshape(3, 4)
        matrix[:, 3] *= top
        mixed = cv2.transform(picture.astype(np.float64), matrix)
        expected = np.floor(np.clip(mixed, 0, top) + 0.5).astype(picture.dtype)
        compare(f"{name}, {depth} bit", render(picture, [{"op": "channel-mixer", "params": params}]), expected, 1)
        params["monochrome"] = True
        compare(f"{name}, monochrome, {depth} bit", render(picture, [{"op": "channel-mixer", "params": params}]), expected[:, :, 0], 1)
        expected = np.floor(np.clip(grey * matrix[0, :3].sum() + matrix[0, 3], 0, top) + 0.5).astype(grey.dtype)
        del params["monochrome"]
        compare(f"{name}, grey, {depth} bit", render(grey, [{"op": "channel-mixer", "params": params}]), expected, 1)
finish()
