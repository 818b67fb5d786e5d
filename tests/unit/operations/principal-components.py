# SPDX-License-Identifier: GPL-3.0-or-later
"""principal components against OpenCV's PCACompute2 and sorted values."""
import cv2
import numpy as np
from truth import compare, finish, page, render

for depth, top in ((8, 255), (16, 65535)):
    picture = page(3, depth)
    shares = picture.reshape(-1, 3) / top
    for region in (None, (30, 40, 80, 60)):
        part = shares if region is None else (picture[40:100, 30:110] / top).reshape(-1, 3)
        mean, vectors, _ = cv2.PCACompute2(part, mean=None)
        for component in range(3):
            axis = vectors[component] * np.sign(vectors[component][np.argmax(np.abs(vectors[component]))])
            for low, high in ((0.5, 0.5), (5, 0)):
                order = np.sort((part - mean) @ axis)
                black = order[int(np.floor(len(order) * low / 100))]
                white = order[len(order) - 1 - int(np.floor(len(order) * high / 100))]
                expected = np.clip(((shares - mean) @ axis - black) / (white - black), 0, 1)
                expected = np.floor(expected * top + 0.5).astype(picture.dtype).reshape(picture.shape[:2])
                step = {"op": "principal-components", "params": {"component": str(component + 1), "low": low, "high": high}}
                if region:
                    step["drawn"] = {"region": list(region)}
                # The counts' steps are 1/2048 of a deviation.
                compare(f"{depth} bit, component {component + 1}, {region}, {low} %", render(picture, [step]), expected, within=1 if depth == 8 else 40)
grey = page(1)
order = np.sort(grey, axis=None).astype(float)
black, white = order[int(np.floor(len(order) * 0.005))], order[len(order) - 1 - int(np.floor(len(order) * 0.005))]
expected = np.floor(np.clip((grey - black) / (white - black), 0, 1) * 255 + 0.5).astype(np.uint8)
compare("grey, first", render(grey, [{"op": "principal-components", "params": {"component": "1"}}]), expected, within=1)
compare("grey, second", render(grey, [{"op": "principal-components", "params": {"component": "2"}}]), np.full_like(grey, 128))
finish()
