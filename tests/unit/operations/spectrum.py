# SPDX-License-Identifier: GPL-3.0-or-later
"""spectrum against Welch's method written with NumPy's transform, and against planted gratings."""
import numpy as np
from truth import compare, finish, page, render


def starts(length, side):
    if length <= side:
        return [0]
    n = min(-(-(length - side) // (side // 2)) + 1, 24)
    return [k * (length - side) // (n - 1) for k in range(n)]


def welch(picture):
    height, width = picture.shape[:2]
    side = 16
    while side < 512 and 2 * side <= min(width, height):
        side *= 2
    grey = picture.astype(np.float64).reshape(height, width, -1).mean(axis=2) / np.iinfo(picture.dtype).max
    window = np.sin(np.pi * (np.arange(side) + 0.5) / side) ** 2
    power = np.zeros((side, side))
    count = 0
    for top in starts(height, side):
        for left in starts(width, side):
            square = np.pad(grey, ((0, side), (0, side)), mode="edge")[top:top + side, left:left + side]
            square = (square - square.mean()) * np.outer(window, window)
            power += np.abs(np.fft.fft2(square)) ** 2
            count += 1
    return power / count


def view(picture, span):
    height, width = picture.shape[:2]
    decibel = 10 * np.log10(welch(picture) + 1e-12)
    side = len(decibel)
    line = np.minimum(np.arange(side), side - np.arange(side))
    most = decibel[(line[:, None] > 3) | (line[None, :] > 3)].max()
    share = np.clip((decibel - most) / span + 1, 0, 1)
    v = (np.arange(height) - height // 2) / height * side
    u = (np.arange(width) - width // 2) / width * side
    below, left = np.floor(v).astype(int), np.floor(u).astype(int)
    part_y, part_x = (v - below)[:, None], (u - left)[None, :]
    a, b = share[np.ix_(below % side, left % side)], share[np.ix_(below % side, (left + 1) % side)]
    c, d = share[np.ix_((below + 1) % side, left % side)], share[np.ix_((below + 1) % side, (left + 1) % side)]
    seen = (a * (1 - part_x) + b * part_x) * (1 - part_y) + (c * (1 - part_x) + d * part_x) * part_y
    top = np.iinfo(picture.dtype).max
    return np.floor(seen * top + 0.5).astype(picture.dtype)


for depth in (8, 16):
    for channels, size in ((1, (211, 157)), (3, (700, 530)), (1, (13, 9))):
        picture = page(channels, depth, *size)
        for span in (60, 30):
            got = render(picture, [{"op": "spectrum", "params": {"range": span}}])
            compare(f"{size} {channels} channels, {depth} bit, {span} dB", got, view(picture, span), 1 if depth == 8 else 2)

# A grating of 0.125 cycles to the right and 0.0625 down shows where it should, and on the other side of the middle.
y, x = np.mgrid[0:256, 0:256]
grating = np.round(128 + 60 * np.cos(2 * np.pi * (x / 8 + y / 16))).astype(np.uint8)
seen = render(grating, [{"op": "spectrum"}])
bright = sorted((int(a), int(b)) for a, b in np.argwhere(seen == 255))
compare("places of a grating", np.array(bright), np.array([(128 - 16, 128 - 32), (128 + 16, 128 + 32)]))
finish()
