# SPDX-License-Identifier: GPL-3.0-or-later
"""pseudocolour against OpenCV's tables of the same maps, and their lightness by OpenCV's L*."""
import cv2
import numpy as np
from truth import compare, finish, page, render

MAPS = {"viridis": cv2.COLORMAP_VIRIDIS, "inferno": cv2.COLORMAP_INFERNO, "cividis": cv2.COLORMAP_CIVIDIS}


def run(picture, **params):
    return render(picture, [{"op": "pseudocolour", "params": params}])


ramp = np.tile(np.arange(256, dtype=np.uint8), (4, 1))
for name, number in MAPS.items():
    table = cv2.applyColorMap(ramp, number)[:, :, ::-1]
    compare(name, run(ramp, map=name), table, within=2)
    compare(name + ", reversed", run(ramp, map=name, reversed=True), table[:, ::-1], within=2)
    deep = run(np.tile(np.arange(0, 65536, 16, dtype=np.uint16), (2, 1)), map=name)
    expected = np.stack([np.interp(np.arange(0, 65536, 16) / 257, np.arange(256), table[0, :, c]) for c in range(3)], axis=1) * 257
    compare(name + ", 16 bit", deep[0], np.round(expected).astype(np.uint16), within=2 * 257)
    # Lightness never falls, and is nowhere more than 6 from the straight line.
    lightness = cv2.cvtColor((run(ramp, map=name)[:1] / 255).astype(np.float32), cv2.COLOR_RGB2Lab)[0, :, 0]
    straight = np.linspace(lightness[0], lightness[-1], 256)
    print(f"# {name}: L* {lightness[0]:.1f} to {lightness[-1]:.1f}, off the line by {np.abs(lightness - straight).max():.2f}")
    compare(name + ", even", np.array(np.diff(lightness).min() > -0.5 and np.abs(lightness - straight).max() < 6), np.array(True))

colour = page(3)
luminance = ((colour.astype(np.int64) @ [13933, 46871, 4732] + 32768) >> 16).astype(np.uint8)
compare("colour", run(colour), cv2.applyColorMap(luminance, cv2.COLORMAP_VIRIDIS)[:, :, ::-1], within=2)
shares = np.clip((ramp / 255 - 0.2) / 0.5, 0, 1) * 255
table = cv2.applyColorMap(np.arange(256, dtype=np.uint8).reshape(1, -1), cv2.COLORMAP_VIRIDIS)[0, :, ::-1]
expected = np.round(np.stack([np.interp(shares, np.arange(256), table[:, c]) for c in range(3)], axis=2)).astype(np.uint8)
compare("from and to", run(ramp, low=0.2, high=0.7), expected, within=2)
finish()
