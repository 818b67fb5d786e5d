# SPDX-License-Identifier: GPL-3.0-or-later
"""curve against Fritsch and Carlson's conditions and an evaluation by Bézier pieces (de Casteljau)."""
import numpy as np
from truth import compare, finish, page, render


def table(points, top):
    """Tangents by the paper, then each piece as a Bézier curve in y: x runs evenly in t."""
    points = np.array(sorted(points), float)
    x, y = points.T
    d = np.diff(y) / np.diff(x)
    m = np.concatenate([d[:1], np.where(d[:-1] * d[1:] > 0, (d[:-1] + d[1:]) / 2, 0), d[-1:]])
    for k in range(len(d)):
        if d[k] == 0:
            m[k] = m[k + 1] = 0
        else:
            alpha, beta = m[k] / d[k], m[k + 1] / d[k]
            if np.hypot(alpha, beta) > 3:
                m[k], m[k + 1] = d[k] * 3 * alpha / np.hypot(alpha, beta), d[k] * 3 * beta / np.hypot(alpha, beta)
    v = np.clip(np.arange(top + 1) / top, x[0], x[-1])
    k = np.clip(np.searchsorted(x, v, side="left") - 1, 0, len(d) - 1)
    w = x[k + 1] - x[k]
    t = (v - x[k]) / w
    p = [y[k], y[k] + w * m[k] / 3, y[k + 1] - w * m[k + 1] / 3, y[k + 1]]
    while len(p) > 1:
        p = [a + (b - a) * t for a, b in zip(p, p[1:])]
    return np.floor(np.clip(p[0], 0, 1) * top + 0.5).astype(np.int64)


def step(points, channel="all"):
    params = {"channel": channel, "points": len(points)}
    for i, (x, y) in enumerate(points, 1):
        params[f"x{i}"], params[f"y{i}"] = x, y
    return [{"op": "curve", "params": params}]


CURVES = {
    "S": [(0, 0), (0.25, 0.1), (0.75, 0.9), (1, 1)],
    "steep": [(0, 0), (0.3, 0.02), (0.35, 0.9), (0.6, 0.92), (1, 1)],
    "turning": [(0.1, 0.9), (0.4, 0.2), (0.5, 0.2), (0.7, 1), (0.95, 0)],
    "eight, not in order": [(1, 1), (0, 0.1), (0.5, 0.45), (0.2, 0.3), (0.3, 0.31), (0.6, 0.7), (0.8, 0.71), (0.9, 0.99)],
}
for depth, top in ((8, 255), (16, 65535)):
    for name, points in CURVES.items():
        expected = table(points, top)
        ramp = np.arange(top + 1, dtype=np.uint8 if depth == 8 else np.uint16).reshape(-1, 256)
        got = render(ramp, step(points))
        compare(f"{name}, {depth} bit", got, expected.astype(ramp.dtype).reshape(-1, 256), within=1, share=0.001)
        if name in ("S", "steep"):
            compare(f"{name}, {depth} bit, never falls", (np.diff(got.ravel().astype(int)) < 0).astype(int), np.zeros(top, int))
    colour = page(3, depth)
    curve = table(CURVES["S"], top)
    for c, channel in enumerate(("red", "green", "blue")):
        expected = colour.copy()
        expected[:, :, c] = curve[colour[:, :, c]]
        compare(f"{channel}, {depth} bit", render(colour, step(CURVES["S"], channel)), expected, within=1, share=0.001)
    wide = colour.astype(np.int64)
    luminance = (wide @ [13933, 46871, 4732] + 32768) >> 16
    expected = np.clip(wide + (curve[luminance] - luminance)[:, :, None], 0, top).astype(colour.dtype)
    compare(f"luminance, {depth} bit", render(colour, step(CURVES["S"], "luminance")), expected, within=1, share=0.001)
straight = page(3)
compare("straight", render(straight, step([(0, 0), (1, 1)])), straight)
compare("one point", render(straight, step([(0.5, 0.25)])), np.full_like(straight, 64))
finish()
