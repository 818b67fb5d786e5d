# SPDX-License-Identifier: GPL-3.0-or-later
"""raster against overlapping squares written with NumPy's transform, and against rasters that were planted."""
import numpy as np
from truth import compare, finish, page, render

MOST = 64


def taken(plane, peaks):
    """What belongs to the peaks."""
    height, width = plane.shape
    side = 16
    while side < 512 and 2 * side <= min(width, height):
        side *= 2
    line = np.fft.fftfreq(side) * side
    mask = np.zeros((side, side))
    for px, py in peaks:
        for sign in (1, -1):
            dx = line[None, :] - sign * px * side
            dy = line[:, None] - sign * py * side
            dx, dy = (dx + side / 2) % side - side / 2, (dy + side / 2) % side - side / 2
            t = np.clip((4 - np.hypot(dx, dy)) / 2, 0, 1)
            mask = np.maximum(mask, t * t * (3 - 2 * t))
    window = np.sin(np.pi * (np.arange(side) + 0.5) / side)
    window = np.outer(window, window)
    half = side // 2
    wide = np.pad(plane, side, mode="edge")
    out = np.zeros_like(wide)
    for top in range(-half, height, half):
        for left in range(-half, width, half):
            at = np.s_[top + side:top + 2 * side, left + side:left + 2 * side]
            square = wide[at]
            out[at] += np.fft.ifft2(np.fft.fft2((square - square.mean()) * window) * mask).real * window
    return out[side:-side, side:-side]


def recipe(peaks, strength):
    numbers = [0.0] * (3 * MOST)
    for i, (px, py) in enumerate(peaks):
        numbers[3 * i:3 * i + 3] = [px, py, 20]
    return [{"op": "raster", "params": {"strength": strength}, "drawn": {"numbers": numbers}}]


for depth, top in ((8, 255), (16, 65535)):
    for channels, size in ((1, (211, 157)), (3, (300, 270))):
        picture = page(channels, depth, *size)
        for peaks, strength in (([(0.2, 0.11)], 1), ([(0.25, 0), (-0.13, 0.2), (0.4999, 0.31)], 0.6)):
            planes = picture.reshape(*picture.shape[:2], -1).astype(np.float64)
            gone = np.stack([taken(planes[:, :, c], peaks) for c in range(planes.shape[2])], axis=2)
            expected = np.clip(np.floor(planes - strength * gone + 0.5), 0, top).astype(picture.dtype).reshape(picture.shape)
            compare(f"{channels} channels, {depth} bit, {len(peaks)} peaks", render(picture, recipe(peaks, strength)), expected, 1)

# A dot screen at 22° with a period of 5.3 px over writing, found without being told: most of it goes, the writing stays.
y, x = np.mgrid[0:400, 0:500]
writing = np.where(((x // 9) % 13 < 2) & (y % 90 < 40) & ((x * 7 + y * 3) % 41 < 30), 60.0, 180.0)
turn = np.radians(22)
u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
screen = 25 * (np.cos(2 * np.pi * u / 5.3) + np.cos(2 * np.pi * v / 5.3))
rng = np.random.default_rng(8)
grain = rng.normal(0, 2, x.shape)
before = np.clip(np.round(writing + screen + grain), 0, 255).astype(np.uint8)
after = render(before, [{"op": "raster"}]).astype(float)
inner = np.s_[20:-20, 20:-20]
left = np.abs(np.fft.fft2(after[inner] - writing[inner]))
was = np.abs(np.fft.fft2(before[inner].astype(float) - writing[inner]))
fy, fx = np.fft.fftfreq(360)[:, None], np.fft.fftfreq(460)[None, :]
near = np.zeros(left.shape, bool)
for px, py in ((np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))):
    for sign in (1, -1):
        near |= np.hypot(fx - sign * px / 5.3, fy - sign * py / 5.3) < 0.004
share = np.sqrt((left[near] ** 2).sum() / (was[near] ** 2).sum())
print(f"# {share:.4f} of the screen is left")
compare("the screen goes", np.array([share < 0.1]), np.array([True]))
error = np.sqrt(((after[inner] - writing[inner]) ** 2).mean())
print(f"# the picture differs from the writing by {error:.2f}, with the screen by {np.sqrt(((before[inner] - writing[inner]) ** 2).mean()):.2f}")
compare("the writing stays", np.array([error < 9]), np.array([True]))

# Nothing repeats: nothing changes.
noise = np.clip(rng.normal(128, 20, (300, 300)), 0, 255).astype(np.uint8)
compare("noise is left alone", render(noise, [{"op": "raster"}]), noise)
finish()
