# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds operations against another implementation, through recto-cli render.

A test is a file beside this one: it calls compare() for each case, then finish(). The pictures are drawn here; what comes out of
Recto is compared with what the test computed by NumPy or OpenCV, sample by sample, within a stated number of levels.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import cv2
import numpy as np

CLI = os.environ["RECTO_CLI"]
_folder = tempfile.TemporaryDirectory()
_at = pathlib.Path(_folder.name)
_results = []


def page(channels=3, depth=8, width=211, height=157, seed=3):
    """Light ground with a gradient, dark strokes, coloured patches and noise; R G B or grey."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for c in range(channels):
        v = 150 + 0.25 * x + 0.15 * y + 6 * c
        v[((x // 4 + y // 9) % 6) == 0] = 40 + 22 * c
        v[(x - 60) ** 2 + (y - 70) ** 2 < 400] = (210, 90, 60)[c]
        planes.append(v + rng.normal(0, 3, v.shape))
    picture = np.clip(np.stack(planes, axis=2), 0, 255)
    picture = np.round(picture).astype(np.uint8) if depth == 8 else np.round(picture * 257).astype(np.uint16)
    return picture[:, :, 0] if channels == 1 else picture


def render(picture, steps):
    """What Recto makes of picture by steps: [{"op": …, "params": {…}}, …]."""
    source, recipe, out = _at / "in.png", _at / "recipe.json", _at / "out.png"
    cv2.imwrite(str(source), picture if picture.ndim == 2 else picture[:, :, ::-1])
    recipe.write_text(json.dumps({"recto-recipe": 1, "steps": steps}))
    subprocess.run([CLI, "render", str(source), "--recipe", str(recipe), "-o", str(out), "--force"], check=True)
    result = cv2.imread(str(out), cv2.IMREAD_UNCHANGED)
    return result if result.ndim == 2 else np.ascontiguousarray(result[:, :, ::-1])


def compare(name, got, expected, within=0, share=0.0):
    """At most share of the samples may differ by more than within levels."""
    expected = np.asarray(expected)
    good, words = got.shape == expected.shape and got.dtype == expected.dtype, f"{got.shape} {got.dtype}, not {expected.shape} {expected.dtype}"
    if good:
        off = np.abs(got.astype(np.int64) - expected.astype(np.int64))
        good, words = (off > within).mean() <= share, f"differs by up to {off.max()}, mean {off.mean():.4f}"
    _results.append(good)
    print(f"# {name}: {words}")
    print(f"{'ok' if good else 'not ok'} {len(_results)} {name}", flush=True)


def finish():
    print(f"1..{len(_results)}")
    sys.exit(0 if all(_results) else 1)
