# SPDX-License-Identifier: GPL-3.0-or-later
"""equalise against OpenCV's equalizeHist, and for 16 bit against the shares themselves."""
import cv2
import numpy as np
from truth import compare, finish, page, render

grey = page(1)
compare("grey, 8 bit", render(grey, [{"op": "equalise"}]), cv2.equalizeHist(grey))

deep = page(1, 16)
bins = np.cumsum(np.bincount(deep.ravel() >> 4, minlength=4096)).astype(float)
lowest = np.bincount(deep.ravel() >> 4, minlength=4096)
lowest = lowest[lowest > 0][0]
shares = np.clip((bins - lowest) / (deep.size - lowest), 0, 1)
values = np.arange(65536)
table = np.interp(values, np.arange(4096) * 16 + 15, shares, left=None)
table[:16] = shares[0] * (values[:16] + 1) / 16
compare("grey, 16 bit", render(deep, [{"op": "equalise"}]), np.floor(table * 65535 + 0.5).astype(np.uint16)[deep], within=1)

colour = page(3)
counts = np.bincount(colour.ravel(), minlength=256)
table = np.clip((np.cumsum(counts) - counts[counts > 0][0]) / (colour.size - counts[counts > 0][0]), 0, 1)
compare("colour", render(colour, [{"op": "equalise"}]), np.floor(table * 255 + 0.5).astype(np.uint8)[colour])
half = np.floor(255 * (np.arange(256) / 255 * 0.5 + table * 0.5) + 0.5).astype(np.uint8)[colour]
compare("half", render(colour, [{"op": "equalise", "params": {"amount": 0.5}}]), half)
finish()
