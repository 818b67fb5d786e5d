# SPDX-License-Identifier: GPL-3.0-or-later
"""false colour against NumPy's indexing."""
import numpy as np
from truth import compare, finish, page, render


def run(picture, red, green, blue):
    return render(picture, [{"op": "false-colour", "params": {"red": red, "green": green, "blue": blue}}])


for depth, top in ((8, 255), (16, 65535)):
    picture, grey = page(3, depth), page(1, depth)
    luminance = ((picture.astype(np.int64) @ [13933, 46871, 4732] + 32768) >> 16).astype(picture.dtype)
    kind = f", {depth} bit"
    compare("turned" + kind, render(picture, [{"op": "false-colour"}]), picture[:, :, [1, 2, 0]])
    compare("as it is" + kind, run(picture, "red", "green", "blue"), picture)
    expected = np.dstack([top - picture[:, :, 2], luminance, top - luminance]).astype(picture.dtype)
    compare("inverted and luminance" + kind, run(picture, "not-blue", "luminance", "not-luminance"), expected)
    expected = np.dstack([top - picture[:, :, 0], top - picture[:, :, 1], picture[:, :, 0]]).astype(picture.dtype)
    compare("inverted red and green" + kind, run(picture, "not-red", "not-green", "red"), expected)
    compare("grey" + kind, run(grey, "green", "blue", "red"), grey)
    compare("grey, inverted" + kind, run(grey, "not-green", "not-blue", "not-red"), top - grey)
    compare("grey, coloured" + kind, run(grey, "green", "not-blue", "red"), np.dstack([grey, top - grey, grey]))
finish()
