#!/usr/bin/python3
"""Draws the pictures that test-load reads, with other programs' encoders, and writes what another decoder makes of each.

usage: make-pictures.py FOLDER   leaves pictures and expected.txt: name, width, height, channels, depth, SHA-256.
"""
import hashlib
import pathlib
import struct
import subprocess
import sys
import zlib

import cv2
import numpy as np
from PIL import Image

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
ROWS = []


def expect(name, samples):
    if samples.ndim == 3 and samples.shape[2] == 1:
        samples = samples[:, :, 0]
    channels = 1 if samples.ndim == 2 else 3
    depth = 16 if samples.dtype == np.uint16 else 8
    head = f"{samples.shape[1]}x{samples.shape[0]}x{channels}x{depth}\n".encode()
    body = samples.astype(">u2").tobytes() if depth == 16 else samples.tobytes()
    ROWS.append(f"{name} {samples.shape[1]} {samples.shape[0]} {channels} {depth} {hashlib.sha256(head + body).hexdigest()}")


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(name, width, height, depth, colour, rows, before=b"", interlace=0):
    """A PNG by hand, so that the encoder under another decoder's nose is not ours."""
    data = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)) + before
    (OUT / name).write_bytes(b"\x89PNG\r\n\x1a\n" + data + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def filtered(array_bytes, stride):
    return b"".join(b"\0" + array_bytes[i:i + stride] for i in range(0, len(array_bytes), stride))


rng = np.random.default_rng(7)
rgb = cv2.GaussianBlur(rng.integers(0, 256, (61, 83, 3), dtype=np.uint8), (0, 0), 1.5)
rgb = cv2.normalize(rgb, None, 0, 255, cv2.NORM_MINMAX)
grey = rgb[:, :, 0].copy()
deep = rng.integers(0, 65536, (31, 17, 3), dtype=np.uint16)

png("rgb8.png", 83, 61, 8, 2, filtered(rgb.tobytes(), 83 * 3))
expect("rgb8.png", rgb)
png("rgb16.png", 17, 31, 16, 2, filtered(deep.astype(">u2").tobytes(), 17 * 6))
expect("rgb16.png", deep)
png("grey16.png", 17, 31, 16, 0, filtered(deep[:, :, 1].astype(">u2").tobytes(), 17 * 2))
expect("grey16.png", deep[:, :, 1])
for bits in (1, 2, 4):
    levels = rng.integers(0, 1 << bits, (9, 13), dtype=np.uint8)
    packed = bytearray()
    for row in levels:
        text = "".join(format(v, f"0{bits}b") for v in row)
        text += "0" * (-len(text) % 8)
        packed += b"\0" + int(text, 2).to_bytes(len(text) // 8, "big")
    png(f"grey{bits}.png", 13, 9, bits, 0, bytes(packed))
    expect(f"grey{bits}.png", (levels.astype(np.uint16) * 255 // ((1 << bits) - 1)).astype(np.uint8))
index = rng.integers(0, 4, (9, 13), dtype=np.uint8)
colours = np.array([[255, 0, 0], [0, 200, 10], [5, 6, 7], [250, 251, 252]], dtype=np.uint8)
png("palette.png", 13, 9, 8, 3, filtered(index.tobytes(), 13), chunk(b"PLTE", colours.tobytes()) + chunk(b"tRNS", b"\x00\x80"))
expect("palette.png", colours[index])
greys = np.repeat(np.array([[3], [90], [180], [250]], dtype=np.uint8), 3, axis=1)
png("palette-grey.png", 13, 9, 8, 3, filtered(index.tobytes(), 13), chunk(b"PLTE", greys.tobytes()))
expect("palette-grey.png", greys[index][:, :, 0])
# Gamma and significant bits are claims: samples stay.
png("gamma.png", 83, 61, 8, 2, filtered(rgb.tobytes(), 83 * 3), chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"sBIT", b"\x05\x06\x05"))
expect("gamma.png", rgb)
rgba = np.dstack([rgb, grey])
Image.fromarray(rgba, "RGBA").save(OUT / "rgba.png")
expect("rgba.png", rgb)
subprocess.run(["convert", str(OUT / "rgb8.png"), "-interlace", "PNG", "-define", "png:color-type=2", str(OUT / "interlaced.png")], check=True)
expect("interlaced.png", rgb)

Image.fromarray(rgb).save(OUT / "baseline.jpg", quality=90, subsampling=2)
Image.fromarray(rgb).save(OUT / "progressive.jpg", quality=80, progressive=True, dpi=(600, 600))
Image.fromarray(grey).save(OUT / "grey.jpg", quality=85)
for name in ("baseline.jpg", "progressive.jpg", "grey.jpg"):
    # djpeg with its default accurate DCT and fancy upsampling.
    out = subprocess.run(["djpeg", "-dct", "int", "-pnm", str(OUT / name)], check=True, capture_output=True).stdout
    fields = out.split(None, 3)
    width, height = int(fields[1]), int(fields[2])
    body = out[-width * height * (3 if fields[0] == b"P6" else 1):]
    expect(name, np.frombuffer(body, np.uint8).reshape(height, width, -1))
cmyk = np.dstack([255 - rgb, np.zeros_like(grey)])
Image.fromarray(cmyk, "CMYK").save(OUT / "cmyk.jpg", quality=100, subsampling=0)
(OUT / "expected.txt").write_text("\n".join(ROWS) + "\n")

# Broken ones.
whole = (OUT / "rgb8.png").read_bytes()
(OUT / "truncated.png").write_bytes(whole[:len(whole) * 6 // 10])
whole = (OUT / "baseline.jpg").read_bytes()
(OUT / "truncated.jpg").write_bytes(whole[:len(whole) * 6 // 10])
(OUT / "text.png").write_text("This is not a picture.\n")
(OUT / "empty.png").write_bytes(b"")
png("huge.png", 100000, 100000, 8, 2, b"\0" * 100)
(OUT / "folder.png").mkdir(exist_ok=True)
(OUT / "tiff.png").write_bytes(b"II*\0" + b"\0" * 100)
