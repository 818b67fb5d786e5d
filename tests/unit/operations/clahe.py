# SPDX-License-Identifier: GPL-3.0-or-later
"""CLAHE against OpenCV's createCLAHE. 16 bit against the definition with 4096 counted values."""
import cv2
import numpy as np
from truth import compare, finish, page, render


def run(picture, **params):
    return render(picture, [{"op": "clahe", "params": params}])


def luminance(picture):
    return ((picture.astype(np.int64) @ [13933, 46871, 4732] + 32768) >> 16).astype(picture.dtype)


for width, height in ((208, 160), (211, 157), (60, 50)):
    for clip, tiles in ((3, 8), (1, 4), (40, 2), (8, 1)):
        clahe = cv2.createCLAHE(clip, (tiles, tiles))
        grey = page(1, width=width, height=height)
        compare(f"{width} × {height}, clip {clip}, {tiles} tiles", run(grey, clip=clip, tiles=tiles), clahe.apply(grey), within=1)
        colour = page(3, width=width, height=height)
        old = luminance(colour)
        moved = clahe.apply(old).astype(np.int64) - old
        expected = np.clip(colour + moved[:, :, None], 0, 255).astype(np.uint8)
        compare(f"colour, {width} × {height}, clip {clip}, {tiles} tiles", run(colour, clip=clip, tiles=tiles), expected, within=1)



def defined(grey, clip, tiles, n):
    """The definition in floating point, with n counted values of which a table entry tells the upper end."""
    top, size = np.iinfo(grey.dtype).max, (np.iinfo(grey.dtype).max + 1) // n
    height, width = grey.shape
    divides = height % tiles == 0 and width % tiles == 0
    th, tw = (height // tiles, width // tiles) if divides else (height // tiles + 1, width // tiles + 1)
    padded = np.pad(grey, ((0, th * tiles - height), (0, tw * tiles - width)), mode="reflect")
    tables = np.empty((tiles, tiles, n + 1))
    for j, i in np.ndindex(tiles, tiles):
        counts = np.bincount((padded[j * th:j * th + th, i * tw:i * tw + tw] // size).ravel(), minlength=n)
        limit = max(int(clip * th * tw / n), 1)
        over = np.maximum(counts - limit, 0).sum()
        counts = np.minimum(counts, limit) + over // n
        rest = over % n
        if rest:
            counts[np.arange(0, n, max(n // rest, 1))[:rest]] += 1
        tables[j, i] = np.concatenate([[0], np.cumsum(counts) * top / (th * tw)])
    if n == top + 1:
        tables[:, :, :-1] = tables[:, :, 1:]
    y, x = np.mgrid[0:height, 0:width]
    fy, fx = y / th - 0.5, x / tw - 0.5
    j, i = np.floor(fy).astype(int), np.floor(fx).astype(int)
    wy, wx = fy - j, fx - i
    at, part = (grey // size).astype(int), (grey % size + 1) / size if size > 1 else 0.0
    total = 0
    for dj, wj in ((0, 1 - wy), (1, wy)):
        for di, wi in ((0, 1 - wx), (1, wx)):
            jj, ii = np.clip(j + dj, 0, tiles - 1), np.clip(i + di, 0, tiles - 1)
            total = total + wj * wi * (tables[jj, ii, at] * (1 - part) + tables[jj, ii, at + (size > 1)] * part)
    return np.clip(np.round(total), 0, top).astype(grey.dtype)


# The definition is OpenCV's at 8 bit; at 16 bit it is held against Recto.
grey = page(1)
compare("the definition", defined(grey, 3, 8, 256), cv2.createCLAHE(3, (8, 8)).apply(grey), within=1)
deep = page(1, 16)
for clip, tiles in ((3, 8), (40, 2)):
    # Tables are whole numbers, and weights have 12 binary places.
    compare(f"16 bit, clip {clip}, {tiles} tiles", run(deep, clip=clip, tiles=tiles), defined(deep, clip, tiles, 4096), within=20)
finish()
