# SPDX-License-Identifier: GPL-3.0-or-later
"""separate against Fisher's discriminant by NumPy, and against the luminance it must beat."""
import numpy as np
from truth import compare, finish, page, render

A, B = (50, 60, 20, 20), (120, 20, 70, 50)


def cut(picture, region):
    x, y, width, height = region
    return picture[y:y + height, x:x + width]


def step(first, second, **params):
    if second:
        params.update(zip(("x", "y", "width", "height"), second))
    return [{"op": "separate", "params": params, **({"drawn": {"region": list(first)}} if first else {})}]


for depth, top in ((8, 255), (16, 65535)):
    picture = page(3, depth)
    shares = picture / top
    for second, spread in ((B, 0.5), (None, 0.9)):
        one = cut(shares, A).reshape(-1, 3)
        two = (cut(shares, second) if second else shares).reshape(-1, 3)
        within = (np.cov(one.T, bias=True) + np.cov(two.T, bias=True)) / 2 + np.eye(3) / (12 * 255**2)
        w = np.linalg.solve(within, two.mean(axis=0) - one.mean(axis=0))
        low, high = one.mean(axis=0) @ w, two.mean(axis=0) @ w
        expected = np.floor(np.clip(0.5 + spread * (shares @ w - (low + high) / 2) / (high - low), 0, 1) * top + 0.5).astype(picture.dtype)
        compare(f"{depth} bit, {second}", render(picture, step(A, second, spread=spread)), expected, within=1)
    grey = page(1, depth)
    one, two = cut(grey, A).mean() / top, cut(grey, B).mean() / top
    expected = np.floor(np.clip(0.5 + 0.5 * (grey / top - (one + two) / 2) / (two - one), 0, 1) * top + 0.5).astype(grey.dtype)
    compare(f"grey, {depth} bit", render(grey, step(A, B)), expected, within=1)

# Two inks of the same luminance and overlapping channels: the projection parts them, no channel does.
rng = np.random.default_rng(5)
noise = rng.normal(0, 12, (60, 90, 1)) + rng.normal(0, 1, (60, 90, 3))
inks = np.full((60, 90, 3), (120.0, 110, 100)) + noise
inks[:, 45:] += (6, -2, 2)
inks = np.clip(np.round(inks), 0, 255).astype(np.uint8)
got = render(inks, step((0, 0, 45, 60), (45, 0, 45, 60)))


def apart(plane):
    a, b = plane[:, :45].astype(float), plane[:, 45:].astype(float)
    return abs(a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / 2)


best = max(apart(inks[:, :, c]) for c in range(3))
print(f"# apart by {apart(got):.1f} deviations, best channel {best:.1f}")
compare("parts what no channel does", np.array(apart(got) > 5 and best < 1), np.array(True))
same = page(3)
compare("no difference gives luminance", render(same, step(None, None)), np.floor(same @ [0.2126, 0.7152, 0.0722] + 0.5).astype(np.uint8), within=1)
finish()
