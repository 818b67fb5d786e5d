# SPDX-License-Identifier: GPL-3.0-or-later
"""white balance against sRGB's formulas in NumPy."""
import numpy as np
from truth import compare, finish, page, render

Y = np.array([0.2126, 0.7152, 0.0722])


def linear(v):
    return np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)


def stored(v):
    return np.where(v <= 0.0031308, 12.92 * v, 1.055 * v ** (1 / 2.4) - 0.055)


def run(picture, patch, on):
    return render(picture, [{"op": "white-balance", "params": {"r": patch[0], "g": patch[1], "b": patch[2], "on": on}}])


for depth, top in ((8, 255), (16, 65535)):
    picture = page(3, depth)
    for patch in ((0.7, 0.6, 0.45), (0.2, 0.9, 0.0)):
        p = np.array(patch)
        with np.errstate(divide="ignore"):
            factor = np.minimum(linear(p) @ Y / linear(p), 16)
            plain = np.minimum(p @ Y / p, 16)
        expected = np.floor(stored(np.clip(linear(picture / top) * factor, 0, 1)) * top + 0.5).astype(picture.dtype)
        compare(f"linear, {patch}, {depth} bit", run(picture, patch, "linear"), expected, within=1)
        expected = np.floor(np.clip(picture / top * plain, 0, 1) * top + 0.5).astype(picture.dtype)
        compare(f"stored, {patch}, {depth} bit", run(picture, patch, "stored"), expected, within=1)
    patch = np.full((8, 8, 3), np.round(np.array((0.7, 0.6, 0.45)) * top)).astype(picture.dtype)
    got = run(patch, list(patch[0, 0] / top), "linear").astype(int)
    compare(f"the patch becomes grey, {depth} bit", np.ptp(got, axis=2), np.zeros((8, 8), int), within=1)
    grey = page(1, depth)
    compare(f"grey stays, {depth} bit", run(grey, (0.3, 0.2, 0.9), "linear"), grey)
finish()
