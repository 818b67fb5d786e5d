# SPDX-License-Identifier: GPL-3.0-or-later
"""denoise against the guided filter of He, Sun and Tang written with OpenCV's mean in floating point."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def guided(picture, radius, epsilon):
    def mean(values):
        return cv2.blur(values, (2 * radius + 1, 2 * radius + 1), borderType=cv2.BORDER_REPLICATE)

    average = mean(picture)
    variance = mean(picture * picture) - average * average
    a = variance / (variance + epsilon)
    return mean(a) * picture + mean((1 - a) * average)


for depth, top in ((8, 255), (16, 65535)):
    for channels, size in ((1, (211, 157)), (3, (211, 157)), (3, (9, 7))):
        picture = page(channels, depth, *size)
        for radius, noise in ((1, 0.02), (3, 0.03), (20, 0.1), (5, 0.3), (4, 0.002)):
            expected = np.floor(guided(picture.astype(np.float64), radius, (noise * top) ** 2) + 0.5).astype(picture.dtype)
            got = render(picture, [{"op": "denoise", "params": {"radius": radius, "noise": noise}}])
            compare(f"{size}, {channels} channels, {depth} bit, radius {radius}, noise {noise}", got, expected, 1)

# Grain goes, an edge stays.
rng = np.random.default_rng(5)
clean = np.full((120, 120), 90.0)
clean[:, 60:] = 190
grainy = np.round(clean + rng.normal(0, 4, clean.shape)).astype(np.uint8)
smooth = render(grainy, [{"op": "denoise"}]).astype(float)
flat = smooth[:, :55] - 90
compare("a third of the grain is left at most", np.array([flat.std() < 4 / 3]), np.array([True]))
step = smooth[:, 60].mean() - smooth[:, 59].mean()
compare("the edge keeps nine tenths", np.array([step > 90]), np.array([True]))
finish()
