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
from PIL import Image, ImageCms

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


ALPHAS = []


def expect_alpha(name, plane):
    body = plane.astype(">u2").tobytes() if plane.dtype == np.uint16 else plane.tobytes()
    ALPHAS.append(f"{name} {hashlib.sha256(body).hexdigest()}")


def packed_rows(array, bits):
    """Rows of filter 0 and samples packed to the bit depth; array is rows × columns × samples."""
    out = b""
    for row in array.reshape(array.shape[0], -1):
        if bits == 16:
            out += b"\0" + row.astype(">u2").tobytes()
        else:
            text = "".join(format(int(v), f"0{bits}b") for v in row)
            text += "0" * (-len(text) % 8)
            out += b"\0" + int(text, 2).to_bytes(len(text) // 8, "big")
    return out


def adam7(array, bits):
    """The seven passes of interlacing (PNG specification, 8.2)."""
    passes = ((0, 8, 0, 8), (0, 8, 4, 8), (4, 8, 0, 4), (0, 4, 2, 4), (2, 4, 0, 2), (0, 2, 1, 2), (1, 2, 0, 1))
    parts = [array[y::dy, x::dx] for y, dy, x, dx in passes]
    return b"".join(packed_rows(part, bits) for part in parts if part.size)


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
# The same interlaced, in sizes that leave passes empty or cut.
for bits, colour, shape in ((1, 0, (9, 13)), (2, 3, (5, 3)), (4, 0, (1, 1)), (8, 2, (11, 6)), (16, 6, (7, 9)), (16, 0, (10, 2))):
    samples = {0: 1, 2: 3, 3: 1, 6: 4}[colour]
    array = rng.integers(0, 1 << bits, (*shape, samples), dtype=np.uint16)
    name = f"adam7-{bits}-{colour}.png"
    png(name, shape[1], shape[0], bits, colour, adam7(array, bits), chunk(b"PLTE", colours.tobytes()) if colour == 3 else b"", 1)
    if colour == 3:
        expect(name, colours[array[:, :, 0]])
    elif bits < 8:
        expect(name, (array * (255 // ((1 << bits) - 1))).astype(np.uint8))
    else:
        expect(name, (array if bits == 16 else array.astype(np.uint8))[:, :, :3])
    if colour == 6:
        expect_alpha(name, array[:, :, 3])
# Alpha and colour keys leave the samples alone and go into a plane of their own.
deep_alpha = rng.integers(0, 65536, (31, 17), dtype=np.uint16)
png("grey-alpha16.png", 17, 31, 16, 4, packed_rows(np.dstack([deep[:, :, 0], deep_alpha]), 16))
expect("grey-alpha16.png", deep[:, :, 0])
expect_alpha("grey-alpha16.png", deep_alpha)
png("grey-alpha8.png", 83, 61, 8, 4, packed_rows(np.dstack([grey, rgb[:, :, 1]]), 8))
expect("grey-alpha8.png", grey)
expect_alpha("grey-alpha8.png", rgb[:, :, 1].copy())
levels = rng.integers(0, 4, (9, 13), dtype=np.uint8)
png("grey2-key.png", 13, 9, 2, 0, packed_rows(levels, 2), chunk(b"tRNS", b"\0\2"))
expect("grey2-key.png", levels * 85)
expect_alpha("grey2-key.png", np.where(levels == 2, 0, 255).astype(np.uint8))
key = deep[4, 5]
png("rgb16-key.png", 17, 31, 16, 2, packed_rows(deep, 16), chunk(b"tRNS", key.astype(">u2").tobytes()))
expect("rgb16-key.png", deep)
expect_alpha("rgb16-key.png", np.where((deep == key).all(axis=2), 0, 65535).astype(np.uint16))
expect_alpha("palette.png", np.array([0, 128, 255, 255], dtype=np.uint8)[index])
# A background and a text are not the picture.
png("background.png", 83, 61, 8, 2, filtered(rgb.tobytes(), 83 * 3), chunk(b"bKGD", b"\0\1\0\2\0\3") + chunk(b"tEXt", b"Comment\0no pixels"))
expect("background.png", rgb)
rgba = np.dstack([rgb, grey])
expect_alpha("rgba.png", grey)
Image.fromarray(rgba, "RGBA").save(OUT / "rgba.png")
expect("rgba.png", rgb)
subprocess.run(["convert", str(OUT / "rgb8.png"), "-interlace", "PNG", "-define", "png:color-type=2", str(OUT / "interlaced.png")], check=True)
expect("interlaced.png", rgb)

Image.fromarray(rgb).save(OUT / "baseline.jpg", quality=90, subsampling=2)
Image.fromarray(rgb).save(OUT / "progressive.jpg", quality=80, progressive=True, dpi=(600, 600))
Image.fromarray(grey).save(OUT / "grey.jpg", quality=85)
cmyk = np.dstack([255 - rgb, np.zeros_like(grey)])
Image.fromarray(cmyk, "CMYK").save(OUT / "cmyk.jpg", quality=100, subsampling=0)
(OUT / "rgb8.ppm").write_bytes(b"P6 83 61 255\n" + rgb.tobytes())
subprocess.run(["cjpeg", "-rgb", "-quality", "90", "-outfile", str(OUT / "adobe-rgb.jpg"), str(OUT / "rgb8.ppm")], check=True)
subprocess.run(["cjpeg", "-sample", "1x2", "-restart", "1", "-outfile", str(OUT / "restart.jpg"), str(OUT / "rgb8.ppm")], check=True)
# Adobe's transform 2: the same samples taken as Y Cb Cr K.
ycck = bytearray((OUT / "cmyk.jpg").read_bytes())
ycck[ycck.index(b"Adobe") + 11] = 2
(OUT / "ycck.jpg").write_bytes(ycck)
for name in ("baseline.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "ycck.jpg", "adobe-rgb.jpg", "restart.jpg"):
    # djpeg with its default accurate DCT and fancy upsampling.
    out = subprocess.run(["djpeg", "-dct", "int", "-pnm", str(OUT / name)], check=True, capture_output=True).stdout
    fields = out.split(None, 3)
    width, height = int(fields[1]), int(fields[2])
    body = out[-width * height * (3 if fields[0] == b"P6" else 1):]
    expect(name, np.frombuffer(body, np.uint8).reshape(height, width, -1))

# Claims: orientation and resolution in either byte order, resolution per centimetre, profiles.
small = Image.fromarray(rgb[:9, :13])
jpeg_start = b"\xff\xd8"


def with_segment(marker, body):
    small.save(OUT / "small.jpg")
    data = (OUT / "small.jpg").read_bytes()
    return jpeg_start + bytes([0xff, marker]) + struct.pack(">H", len(body) + 2) + body + data[2:]


for orientation in range(1, 9):
    order = "<" if orientation % 2 else ">"
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    unit = 3 if orientation > 4 else 2
    tags = struct.pack(order + "H", 4)
    tags += struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    tags += struct.pack(order + "HHII", 0x011a, 5, 1, 62) + struct.pack(order + "HHII", 0x011b, 5, 1, 70)
    tags += struct.pack(order + "HHIHH", 0x0128, 3, 1, unit, 0) + struct.pack(order + "I", 0)
    block = b"Exif\0\0" + head + tags + struct.pack(order + "IIII", 600, 2, 1000, 4)
    (OUT / f"exif-{orientation}.jpg").write_bytes(with_segment(0xe1, block))
    # The block cut short anywhere must not be read past its end.
    for cut in range(6, len(block), 5):
        (OUT / f"exif-cut-{orientation}-{cut}.jpg").write_bytes(with_segment(0xe1, block[:cut]))
data = bytearray(with_segment(0xfe, b"a comment"))
at = data.index(b"JFIF")
data[at + 7:at + 12] = struct.pack(">BHH", 2, 100, 200)
(OUT / "jfif-cm.jpg").write_bytes(data)
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
small.save(OUT / "icc.jpg", icc_profile=profile)
small.save(OUT / "icc.png", icc_profile=profile)
name = b"Scanner \x1b[31m7\0"
old = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78
head = struct.pack(">I", 144 + len(old)) + b"\0" * 32 + b"acsp" + b"\0" * 88
(OUT / "icc-old.jpg").write_bytes(with_segment(0xe2, b"ICC_PROFILE\0\1\1" + head + struct.pack(">I4sII", 1, b"desc", 144, len(old)) + old))
(OUT / "alphas.txt").write_text("\n".join(ALPHAS) + "\n")
(OUT / "expected.txt").write_text("\n".join(ROWS) + "\n")

# Broken ones.
whole = (OUT / "rgb8.png").read_bytes()
(OUT / "truncated.png").write_bytes(whole[:len(whole) * 6 // 10])
whole = (OUT / "baseline.jpg").read_bytes()
(OUT / "truncated.jpg").write_bytes(whole[:len(whole) * 6 // 10])
whole = (OUT / "progressive.jpg").read_bytes()
(OUT / "truncated-progressive.jpg").write_bytes(whole[:len(whole) * 8 // 10])
first = whole.index(b"\xff\xda")
(OUT / "first-scan-progressive.jpg").write_bytes(whole[:first + (whole.index(b"\xff\xda", first + 2) - first) * 6 // 10])
# One scan per component, cut in that of the first: the rows before the cut have no colour.
(OUT / "scans.txt").write_text("0; 1; 2;")
whole_scans = subprocess.run(["jpegtran", "-scans", OUT / "scans.txt", OUT / "baseline.jpg"], check=True, capture_output=True).stdout
first = whole_scans.index(b"\xff\xda")
(OUT / "first-scan-sequential.jpg").write_bytes(whole_scans[:first + (whole_scans.index(b"\xff\xda", first + 2) - first) * 6 // 10])
# A few bytes that claim 400 megapixels would cost gigabytes of coefficients.
bomb = bytearray(whole)
at = bomb.index(b"\xff\xc2")
bomb[at + 5:at + 9] = struct.pack(">HH", 20000, 20000)
(OUT / "bomb.jpg").write_bytes(bomb)
whole = (OUT / "adam7-8-2.png").read_bytes()
(OUT / "truncated-interlaced.png").write_bytes(whole[:-70])
whole = (OUT / "rgb8.png").read_bytes()
(OUT / "no-end.png").write_bytes(whole[:-12])
(OUT / "half-end.png").write_bytes(whole[:-5])
(OUT / "wrong-sum.png").write_bytes(whole[:-14] + bytes([whole[-14] ^ 1]) + whole[-13:])
deeper = bytearray((OUT / "baseline.jpg").read_bytes())
deeper[deeper.index(b"\xff\xc0") + 4] = 12
(OUT / "twelve-bit.jpg").write_bytes(deeper)
(OUT / "text.png").write_text("This is not a picture.\n")
(OUT / "empty.png").write_bytes(b"")
png("huge.png", 100000, 100000, 8, 2, b"\0" * 100)
(OUT / "folder.png").mkdir(exist_ok=True)
(OUT / "tiff.png").write_bytes(b"II*\0" + b"\0" * 100)
