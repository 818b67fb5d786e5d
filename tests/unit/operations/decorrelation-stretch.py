# SPDX-License-Identifier: GPL-3.0-or-later
"""decorrelation stretch against NumPy's eigenvectors, with L*a*b* by CIE's formulas and by OpenCV; and the covariance that comes out."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def stretch(pixels, sample, spread, middle):
    values, vectors = np.linalg.eigh(np.cov(sample.reshape(-1, 3).T, bias=True))
    matrix = vectors @ np.diag(spread / np.maximum(np.sqrt(np.maximum(values, 0)), 1 / 1020)) @ vectors.T
    return (pixels - sample.reshape(-1, 3).mean(axis=0)) @ matrix.T + middle


M = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
WHITE = np.array([0.95047, 1, 1.08883])


def lab_of(rgb):
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    t = linear @ M.T / WHITE
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def rgb_of(lab):
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], axis=-1)
    t = np.where(f > 6 / 29, f**3, (116 * f - 16) * 27 / 24389)
    v = np.clip((t * WHITE) @ np.linalg.inv(M).T, 0, 1)
    return np.where(v <= 0.0031308, 12.92 * v, 1.055 * v ** (1 / 2.4) - 0.055)


def run(picture, region=None, **params):
    return render(picture, [{"op": "decorrelation-stretch", "params": params, **({"drawn": {"region": region}} if region else {})}])


for depth, top in ((8, 255), (16, 65535)):
    picture = page(3, depth)
    shares = picture / top
    for spread in (0.2, 0.07):
        expected = np.floor(np.clip(stretch(shares, shares, spread, 0.5), 0, 1) * top + 0.5).astype(picture.dtype)
        compare(f"R, G, B, {depth} bit, spread {spread}", run(picture, spread=spread), expected, within=1)
    part = shares[40:100, 30:110]
    expected = np.floor(np.clip(stretch(shares, part, 0.2, part.reshape(-1, 3).mean(axis=0)), 0, 1) * top + 0.5).astype(picture.dtype)
    compare(f"region, mean kept, {depth} bit", run(picture, [30, 40, 80, 60], keep=True), expected, within=1)
    for spread in (0.1, 0.2):
        lab = lab_of(shares) / 100
        expected = np.floor(rgb_of(100 * stretch(lab, lab, spread, (0.5, 0, 0))) * top + 0.5).astype(picture.dtype)
        compare(f"L*, a*, b*, {depth} bit, spread {spread}", run(picture, space="lab", spread=spread), expected, within=1 if depth == 8 else 8)
    # OpenCV's L*a*b* is of single precision, read off tables.
    if depth == 8:
        lab = cv2.cvtColor(shares.astype(np.float32), cv2.COLOR_RGB2Lab).astype(np.float64) / 100
        out = (stretch(lab, lab, 0.1, (0.5, 0, 0)) * 100).astype(np.float32)
        expected = np.floor(np.clip(cv2.cvtColor(out, cv2.COLOR_Lab2RGB), 0, 1) * 255 + 0.5).astype(np.uint8)
        compare("L*, a*, b* of OpenCV", run(picture, space="lab", spread=0.1), expected, within=2)
    grey = page(1, depth)
    shares = grey / top
    expected = np.floor(np.clip((shares - shares.mean()) / shares.std() * 0.1 + 0.5, 0, 1) * top + 0.5).astype(grey.dtype)
    compare(f"grey, {depth} bit", run(grey, spread=0.1), expected, within=1)

# What comes out has no correlation left, and the spread that was asked for.
out = run(page(3, 16), spread=0.05) / 65535
covariance = np.cov(out.reshape(-1, 3).T, bias=True)
compare("covariance", np.round(covariance / 0.05**2 * 1000).astype(int), np.eye(3, dtype=int) * 1000, within=5)
finish()
