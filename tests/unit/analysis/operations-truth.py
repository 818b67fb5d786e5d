#!/usr/bin/python3
"""What the channel operation should give, computed apart from it.

usage: operations-truth.py FOLDER   reads colours-8.raw and colours-16.raw (RGB samples) and, for each, NAME-8.raw and NAME-16.raw as
the operation made them. Says what differs and exits with 1.

The matrix comes from the chromaticities of sRGB's primaries and D65 (IEC 61966-2-1) instead of printed figures, and its white (0.3127,
0.3290) differs from (0.95047, 1, 1.08883) in the fourth digit. Therefore a* and b* may differ by 0.02, which is one 8-bit value at a border
and a handful of 16-bit ones.
"""
import colorsys
import pathlib
import sys

import cv2
import numpy as np

FOLDER = pathlib.Path(sys.argv[1])


def xyz_matrix():
    primaries = np.array([[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]])
    white = np.array([0.3127, 0.3290])
    columns = np.array([[x / y, 1, (1 - x - y) / y] for x, y in primaries]).T
    target = np.array([white[0] / white[1], 1, (1 - white.sum()) / white[1]])
    return columns * np.linalg.solve(columns, target), target


def lab(rgb):
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    matrix, white = xyz_matrix()
    t = linear @ matrix.T / white
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return 116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])


def expected(rgb):
    r, g, b = rgb.T
    hsv = np.array([colorsys.rgb_to_hsv(*colour) for colour in rgb])
    light, a, bb = lab(rgb)
    return {
        "red": r, "green": g, "blue": b,
        "luminance": 0.2126 * r + 0.7152 * g + 0.0722 * b,
        "hue": hsv[:, 0], "saturation": hsv[:, 1], "value": hsv[:, 2],
        "lightness": light / 100, "a": (a + 128) / 255, "b": (bb + 128) / 255,
    }


def by_opencv(rgb):
    picture = rgb.astype(np.float32).reshape(-1, 1, 3)
    hsv = cv2.cvtColor(picture, cv2.COLOR_RGB2HSV).reshape(-1, 3)
    lab_ = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).reshape(-1, 3)
    return {
        "hue": hsv[:, 0] / 360, "saturation": hsv[:, 1], "value": hsv[:, 2],
        "lightness": lab_[:, 0] / 100, "a": (lab_[:, 1] + 128) / 255, "b": (lab_[:, 2] + 128) / 255,
    }


def main():
    bad = 0
    for depth, kind, top in ((8, np.uint8, 255), (16, np.uint16, 65535)):
        stored = np.fromfile(FOLDER / f"colours-{depth}.raw", kind).reshape(-1, 3)
        rgb = stored / top
        # In levels of the depth, for plain channels (8, 16 bit) and for L*, a*, b*: rounding, weights in 1/65536, the white's digits;
        # OpenCV reads its L*a*b* off splines that are 0.3 beside at worst.
        for source, truth, slack in (("numpy", expected(rgb), (0.51, 1.2, 0.6, 6)), ("opencv", by_opencv(rgb), (0.6, 2, 1.3, 200))):
            for name, values in truth.items():
                ours = np.fromfile(FOLDER / f"{name}-{depth}.raw", kind).astype(float)
                tolerance = slack[(name in ("lightness", "a", "b")) * 2 + (depth == 16)]
                difference = np.abs(ours - values * top)
                if name == "hue":
                    difference = np.minimum(difference, np.abs(top - difference))
                worst = difference.argmax()
                if difference[worst] > tolerance:
                    bad += 1
                    print(f"{source}: {name}, {depth} bit: {ours[worst]} for {stored[worst]}, expected {values[worst] * top:.3f}")
    return 1 if bad else 0


sys.exit(main())
