#!/usr/bin/python3
"""Writes TIFF, WebP, BMP and JPEG files with other programs' encoders and by hand, and what another decoder makes of each.

usage: make-formats.py FOLDER   leaves pictures and expected.txt: name, frame, width, height, channels, depth, SHA-256 and "-" or the alpha's SHA-256.
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


def big(array):
    return array.astype(">u2").tobytes() if array.dtype == np.uint16 else array.tobytes()


def expect(name, samples, alpha=None, frame=0):
    samples = np.ascontiguousarray(samples)
    channels = 1 if samples.ndim == 2 else 3
    depth = 16 if samples.dtype == np.uint16 else 8
    head = f"{samples.shape[1]}x{samples.shape[0]}x{channels}x{depth}\n".encode()
    plane = "-" if alpha is None else hashlib.sha256(big(alpha)).hexdigest()
    ROWS.append(f"{name} {frame} {samples.shape[1]} {samples.shape[0]} {channels} {depth} {hashlib.sha256(head + big(samples)).hexdigest()} {plane}")


def ink(cmyk):
    """R = (M - C)(M - K) / M, rounded."""
    most = 65535 if cmyk.dtype == np.uint16 else 255
    wide = most - cmyk.astype(np.uint64)
    return ((wide[:, :, :3] * wide[:, :, 3:] + most // 2) // most).astype(cmyk.dtype)


rng = np.random.default_rng(11)
W, H = 83, 61
rgb = cv2.normalize(cv2.GaussianBlur(rng.integers(0, 256, (H, W, 3), dtype=np.uint8), (0, 0), 1.5), None, 0, 255, cv2.NORM_MINMAX)
grey = rgb[:, :, 0].copy()
noise = rng.integers(0, 65536, (H, W, 4), dtype=np.uint16)
deep = noise[:, :, :3].copy()
bilevel = (rgb[:, :, 1] > 128).astype(np.uint8)
alpha = rgb[:, :, 2].copy()

# ----- TIFF by hand -----


def pack(array, bits, order):
    """Rows of samples, each row to a whole byte."""
    rows = array.reshape(array.shape[0], -1)
    if bits == 8:
        return [r.astype(np.uint8).tobytes() for r in rows]
    if bits == 16:
        return [r.astype(order + "u2").tobytes() for r in rows]
    out = []
    for row in rows:
        text = "".join(format(int(v), f"0{bits}b") for v in row)
        text += "0" * (-len(text) % 8)
        out.append(int(text, 2).to_bytes(len(text) // 8, "big"))
    return out


def tiff(name, array, bits, photometric, tags=(), order="<", bigtiff=False, rows_per_strip=16, tile=None, planar=False, compress=None, next_at=None):
    """array: rows × columns × samples. compress: number and function from bytes to bytes. Data first, directory last."""
    head = 16 if bigtiff else 8
    array = array[:, :, None] if array.ndim == 2 else array
    number, press = compress or (1, lambda b: b)
    planes = [array[:, :, i:i + 1] for i in range(array.shape[2])] if planar else [array]
    blocks = []
    for plane in planes:
        if tile:
            for y in range(0, plane.shape[0], tile):
                for x in range(0, plane.shape[1], tile):
                    part = plane[y:y + tile, x:x + tile]
                    part = np.pad(part, ((0, tile - part.shape[0]), (0, tile - part.shape[1]), (0, 0)), constant_values=1)
                    blocks.append(press(b"".join(pack(part, bits, order))))
        else:
            for y in range(0, plane.shape[0], rows_per_strip):
                lines = pack(plane[y:y + rows_per_strip], bits, order)
                # Runs of PackBits do not cross rows.
                blocks.append(b"".join(press(r) for r in lines) if number == 32773 else press(b"".join(lines)))
    body, offsets = b"", []
    for block in blocks:
        offsets.append(head + len(body))
        body += block + b"\0" * (len(block) % 2)
    entries = {256: (4, [array.shape[1]]), 257: (4, [array.shape[0]]), 258: (3, [bits] * array.shape[2]), 259: (3, [number]),
               262: (3, [photometric]), 277: (3, [array.shape[2]]), 284: (3, [2 if planar else 1])}
    places = (324, 325) if tile else (273, 279)
    entries[places[0]] = (4, offsets)
    entries[places[1]] = (4, [len(b) for b in blocks])
    if tile:
        entries[322] = entries[323] = (4, [tile])
    else:
        entries[278] = (4, [rows_per_strip])
    entries.update(dict(tags))
    sizes = {1: ("B", 1), 2: ("s", 1), 3: ("H", 2), 4: ("I", 4), 5: ("II", 8), 7: ("B", 1)}
    inline = 8 if bigtiff else 4
    at = head + len(body)
    table, extra = b"", b""
    length = (8 + 20 * len(entries) + 8) if bigtiff else (2 + 12 * len(entries) + 4)
    for tag in sorted(entries):
        kind, values = entries[tag]
        if kind == 2:
            data, n = values, len(values)
        elif kind == 5:
            data, n = b"".join(struct.pack(order + "II", *v) for v in values), len(values)
        else:
            data, n = struct.pack(order + str(len(values)) + sizes[kind][0], *values), len(values)
        if len(data) <= inline:
            value = data + b"\0" * (inline - len(data))
        else:
            value = struct.pack(order + ("Q" if bigtiff else "I"), at + length + len(extra))
            extra += data + b"\0" * (len(data) % 2)
        table += struct.pack(order + ("HHQ" if bigtiff else "HHI"), tag, kind, n) + value
    mark = b"II" if order == "<" else b"MM"
    start = mark + (struct.pack(order + "HHHQ", 43, 8, 0, at) if bigtiff else struct.pack(order + "HI", 42, at))
    count = struct.pack(order + ("Q" if bigtiff else "H"), len(entries))
    link = struct.pack(order + ("Q" if bigtiff else "I"), at if next_at == "self" else next_at or 0)
    (OUT / name).write_bytes(start + body + count + table + link + extra)


def packbits(data):
    out = b""
    for i in range(0, len(data), 100):
        part = data[i:i + 100]
        out += bytes([len(part) - 1]) + part
    return out


deflate = (8, zlib.compress)
for order in "<>":
    end = "le" if order == "<" else "be"
    for bigtiff in (False, True):
        kind = "big" if bigtiff else "classic"
        tiff(f"{kind}-{end}-rgb8.tif", rgb, 8, 2, order=order, bigtiff=bigtiff)
        expect(f"{kind}-{end}-rgb8.tif", rgb)
        tiff(f"{kind}-{end}-rgb16.tif", deep, 16, 2, order=order, bigtiff=bigtiff, compress=deflate)
        expect(f"{kind}-{end}-rgb16.tif", deep)
    tiff(f"planar-{end}-rgb16.tif", deep, 16, 2, order=order, planar=True, compress=deflate)
    expect(f"planar-{end}-rgb16.tif", deep)
    tiff(f"tiles-{end}-grey16.tif", deep[:, :, 0], 16, 1, order=order, tile=32)
    expect(f"tiles-{end}-grey16.tif", deep[:, :, 0])
    tiff(f"white-{end}-grey16.tif", deep[:, :, 1], 16, 0, order=order)
    expect(f"white-{end}-grey16.tif", 65535 - deep[:, :, 1])
for bits in (1, 2, 4, 8):
    levels = rng.integers(0, 1 << bits, (H, W), dtype=np.uint8)
    full = levels * np.uint8(255 // ((1 << bits) - 1))
    tiff(f"grey{bits}.tif", levels, bits, 1)
    expect(f"grey{bits}.tif", full)
    tiff(f"white{bits}.tif", levels, bits, 0, compress=(32773, packbits))
    expect(f"white{bits}.tif", 255 - full)
    tiff(f"grey{bits}-tiles.tif", levels, bits, 1, tile=16, compress=deflate)
    expect(f"grey{bits}-tiles.tif", full)
    table = rng.integers(0, 256, (1 << bits, 3), dtype=np.uint16)
    for factor, word in ((257, "full"), (256, "shifted")):
        tiff(f"palette{bits}-{word}.tif", levels, bits, 3, tags={320: (3, list((table * factor).T.flatten()))}.items())
        expect(f"palette{bits}-{word}.tif", table.astype(np.uint8)[levels])
    if bits < 8:
        three = rng.integers(0, 1 << bits, (H, W, 3), dtype=np.uint8)
        tiff(f"rgb{bits}.tif", three, bits, 2)
        expect(f"rgb{bits}.tif", three * np.uint8(255 // ((1 << bits) - 1)))
        tiff(f"rgb{bits}-planar.tif", three, bits, 2, planar=True)
        expect(f"rgb{bits}-planar.tif", three * np.uint8(255 // ((1 << bits) - 1)))
greys = np.arange(16, dtype=np.uint16) * 17
level4 = rng.integers(0, 16, (H, W), dtype=np.uint8)
tiff("palette-grey.tif", level4, 4, 3, tags={320: (3, list(greys * 257) * 3)}.items())
expect("palette-grey.tif", greys.astype(np.uint8)[level4])
rgba = np.dstack([rgb, alpha])
for number, word in ((2, "straight"), (1, "premultiplied")):
    for planar in (False, True):
        for tile in (None, 16):
            name = f"alpha-{word}-{planar:d}-{tile or 0}.tif"
            tiff(name, rgba, 8, 2, tags={338: (3, [number])}.items(), planar=planar, tile=tile)
            expect(name, rgb, alpha)
tiff("alpha-grey16.tif", noise[:, :, :2], 16, 1, tags={338: (3, [2])}.items())
expect("alpha-grey16.tif", noise[:, :, 0], noise[:, :, 1])
tiff("extra.tif", np.dstack([rgb, alpha, grey]), 8, 2, tags={338: (3, [0, 0])}.items())
expect("extra.tif", rgb)
tiff("extra-and-alpha.tif", np.dstack([rgb, alpha, grey]), 8, 2, tags={338: (3, [0, 2])}.items())
expect("extra-and-alpha.tif", rgb, grey)
cmyk = noise.astype(np.uint8)
for planar in (False, True):
    for tile in (None, 16):
        name = f"cmyk8-{planar:d}-{tile or 0}.tif"
        tiff(name, cmyk, 8, 5, planar=planar, tile=tile)
        expect(name, ink(cmyk))
        name = f"cmyk16-{planar:d}-{tile or 0}.tif"
        tiff(name, noise, 16, 5, planar=planar, tile=tile, compress=deflate)
        expect(name, ink(noise))
tiff("claims.tif", rgb, 8, 2, order=">", tags={274: (3, [6]), 282: (5, [(60000, 200)]), 283: (5, [(1181, 10)]), 296: (3, [3]), 285: (2, b"Page \x1b[31m2\0")}.items())
expect("claims.tif", rgb)

# ----- TIFF by libtiff's tools, read by another program -----


def run(*words):
    return subprocess.run([str(w) for w in words], check=True, capture_output=True).stdout


Image.fromarray(rgb).save(OUT / "plain.tif")
Image.fromarray(bilevel * 255).convert("1").save(OUT / "plain1.tif")
for word in ("lzw", "lzw:2", "zip", "zip:2", "packbits"):
    for shape in ((), ("-t", "-w", "32", "-l", "16"), ("-p", "separate"), ("-B",), ("-8",), ("-r", "1")):
        name = f"cp-{word.replace(':', '')}{''.join(shape)}.tif"
        run("tiffcp", "-c", word, *shape, OUT / "plain.tif", OUT / name)
        expect(name, rgb)
for word in ("g3:1d", "g3:2d", "g3:1d:fill", "g4"):
    for fill in ("msb2lsb", "lsb2msb"):
        name = f"fax-{word.replace(':', '')}-{fill}.tif"
        run("tiffcp", "-c", word, "-f", fill, OUT / "plain1.tif", OUT / name)
        expect(name, bilevel * 255)
run("tiffcp", "-c", "lzw", "-f", "lsb2msb", OUT / "plain.tif", OUT / "lsb.tif")
expect("lsb.tif", rgb)
for word in ("jpeg:90", "jpeg:r:90"):
    for shape in ((), ("-t", "-w", "32", "-l", "32")):
        name = f"cp-{word.replace(':', '')}{''.join(shape)}.tif"
        run("tiffcp", "-c", word, *shape, OUT / "plain.tif", OUT / name)
        expect(name, np.array(Image.open(OUT / name)))
        other = cv2.imread(str(OUT / name), cv2.IMREAD_COLOR)[:, :, ::-1]
        assert (other == np.array(Image.open(OUT / name))).all(), name
Image.fromarray(grey).save(OUT / "jpeg-grey.tif", compression="jpeg")
expect("jpeg-grey.tif", np.array(Image.open(OUT / "jpeg-grey.tif")))
# YCbCr that is not JPEG: every program lets libtiff convert it.
tiff("ycbcr.tif", cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)[:, :, [0, 2, 1]], 8, 6, tags={530: (3, [1, 1])}.items())
ycbcr = cv2.imread(str(OUT / "ycbcr.tif"), cv2.IMREAD_COLOR)[:, :, ::-1]
assert abs(ycbcr.astype(int) - rgb).max() <= 3
expect("ycbcr.tif", ycbcr)
# Its last strip is behind the end. Nothing of such a picture is kept, and nothing is offered.
tiff("cut-ycbcr.tif", cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)[:, :, [0, 2, 1]], 8, 6, tags={273: (4, [8, 8, 8, 30000]), 530: (3, [1, 1])}.items())
# The orientation is a claim and moves no pixel, in several strips and tiles neither.
for turn in range(1, 9):
    for tile in (None, 32):
        name = f"ycbcr-turn{turn}{'-tiles' if tile else ''}.tif"
        tiff(name, cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb)[:, :, [0, 2, 1]], 8, 6, tile=tile, tags={274: (3, [turn]), 530: (3, [1, 1])}.items())
        expect(name, ycbcr)
# Several pages, one of which is not read.
tiff("second.tif", deep, 16, 2)
tiff("float.tif", noise[:, :, :1], 16, 1, tags={339: (3, [3])}.items())
run("tiffcp", OUT / "plain.tif", OUT / "second.tif", OUT / "plain1.tif", OUT / "pages.tif")
expect("pages.tif", rgb)
expect("pages.tif", deep, frame=1)
expect("pages.tif", bilevel * 255, frame=2)

# ----- WebP -----
Image.fromarray(rgb).save(OUT / "lossless.webp", lossless=True)
expect("lossless.webp", rgb)
Image.fromarray(rgba, "RGBA").save(OUT / "lossless-alpha.webp", lossless=True, exact=True)
expect("lossless-alpha.webp", rgb, alpha)
Image.fromarray(rgb).save(OUT / "lossy.webp", quality=80)
expect("lossy.webp", np.array(Image.open(OUT / "lossy.webp").convert("RGB")))
Image.fromarray(rgba, "RGBA").save(OUT / "lossy-alpha.webp", quality=80, alpha_quality=100)
lossy = np.array(Image.open(OUT / "lossy-alpha.webp").convert("RGBA"))
expect("lossy-alpha.webp", lossy[:, :, :3], lossy[:, :, 3])

# ----- BMP -----
Image.fromarray(rgb).save(OUT / "24.bmp", dpi=(300, 300))
expect("24.bmp", rgb)
Image.fromarray(grey).save(OUT / "8-grey.bmp")
expect("8-grey.bmp", grey)
Image.fromarray(rgb).quantize(200).save(OUT / "8.bmp")
expect("8.bmp", np.array(Image.open(OUT / "8.bmp").convert("RGB")))
Image.fromarray(bilevel * 255).convert("1").save(OUT / "1.bmp")
expect("1.bmp", bilevel * 255)
Image.fromarray(rgba, "RGBA").save(OUT / "32-alpha.bmp")
other = Image.open(OUT / "32-alpha.bmp")
expect("32-alpha.bmp", rgb, alpha if other.mode == "RGBA" else None)


def bmp(name, bits, rows, palette=b"", top_down=False, compression=0, masks=b""):
    at = 54 + len(masks) + len(palette)
    head = struct.pack("<IiiHHIIiiII", 40, W, -H if top_down else H, 1, bits, compression, 0, 0, 0, 0, 0)
    body = b"".join(rows if top_down else rows[::-1])
    (OUT / name).write_bytes(b"BM" + struct.pack("<IHHI", at + len(body), 0, 0, at) + head + masks + palette + body)


def padded(row):
    return row + b"\0" * (-len(row) % 4)


bgr = rgb[:, :, ::-1]
bmp("top-down.bmp", 24, [padded(r.tobytes()) for r in bgr], top_down=True)
expect("top-down.bmp", rgb)
colours = rng.integers(0, 256, (16, 4), dtype=np.uint8)
bmp("4.bmp", 4, [padded(r) for r in pack(level4, 4, "<")], colours.tobytes())
expect("4.bmp", colours[level4][:, :, 2::-1])
four = np.dstack([alpha, rgb])  # X R G B in a pixel's bytes
bmp("masks.bmp", 32, [r.tobytes() for r in four], compression=3, masks=struct.pack("<III", 0xff00, 0xff0000, 0xff000000))
expect("masks.bmp", rgb)

# ----- JPEG: arithmetic coding, CMYK without Adobe's marker, no end -----
(OUT / "rgb.ppm").write_bytes(b"P6 %d %d 255\n" % (W, H) + rgb.tobytes())
run("cjpeg", "-arithmetic", "-outfile", OUT / "arithmetic.jpg", OUT / "rgb.ppm")
run("cjpeg", "-arithmetic", "-progressive", "-outfile", OUT / "arithmetic-progressive.jpg", OUT / "rgb.ppm")
run("cjpeg", "-outfile", OUT / "huffman.jpg", OUT / "rgb.ppm")
run("cjpeg", "-progressive", "-outfile", OUT / "progressive.jpg", OUT / "rgb.ppm")
for name in ("arithmetic.jpg", "arithmetic-progressive.jpg"):
    expect(name, np.array(Image.open(OUT / ("huffman.jpg" if "prog" not in name else "progressive.jpg"))))
Image.fromarray(np.ascontiguousarray(cmyk), "CMYK").save(OUT / "adobe-cmyk.jpg", quality=95, subsampling=0)
adobe = np.array(Image.open(OUT / "adobe-cmyk.jpg"))  # Pillow turns Adobe's inverted values
expect("adobe-cmyk.jpg", ink(adobe))
data = (OUT / "adobe-cmyk.jpg").read_bytes()
at = data.index(b"\xff\xee")
(OUT / "bare-cmyk.jpg").write_bytes(data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2:at + 4])[0]:])
expect("bare-cmyk.jpg", ink(255 - adobe))
ycck = bytearray(data)
ycck[ycck.index(b"Adobe") + 11] = 2
(OUT / "ycck.jpg").write_bytes(ycck)
expect("ycck.jpg", ink(np.array(Image.open(OUT / "ycck.jpg"))))
for name in ("huffman", "progressive"):
    whole = (OUT / f"{name}.jpg").read_bytes()
    (OUT / f"{name}-no-end.jpg").write_bytes(whole[:-2])
    expect(f"{name}-no-end.jpg", np.array(Image.open(OUT / f"{name}.jpg")))
    (OUT / f"{name}-cut.jpg").write_bytes(whole[:-40])
whole = (OUT / "progressive.jpg").read_bytes()
(OUT / "progressive-no-last-scan.jpg").write_bytes(whole[:whole.rindex(b"\xff\xda")])
lossless = bytearray((OUT / "huffman.jpg").read_bytes())
lossless[lossless.index(b"\xff\xc0") + 1] = 0xc3
(OUT / "lossless.jpg").write_bytes(lossless)

# ----- broken and refused -----
tiff("circle.tif", rgb, 8, 2, next_at="self")
tiff("overlap.tif", rgb, 8, 2)
data = bytearray((OUT / "overlap.tif").read_bytes())
at = struct.unpack("<I", data[4:8])[0]
count = struct.unpack("<H", data[at:at + 2])[0]
second = at + 2 + 12 * 2 + 4  # the 3 of BitsPerSample's count: a directory of three entries, if one believes it
data[at + 2 + 12 * count:at + 6 + 12 * count] = struct.pack("<I", second)
(OUT / "overlap.tif").write_bytes(data)
chain = bytearray(b"II*\0" + struct.pack("<I", 8))
for i in range(1200):
    chain += struct.pack("<HHHII", 1, 256, 4, 1, 1) + struct.pack("<I", 8 + 18 * (i + 1) if i < 1199 else 0)
(OUT / "endless.tif").write_bytes(chain)
tiff("twelve.tif", noise[:, :64, 0] >> 4, 8, 1, tags={258: (3, [12])}.items())
tiff("old-jpeg.tif", grey, 8, 1, tags={259: (3, [6])}.items())
tiff("jbig.tif", grey, 8, 1, tags={259: (3, [34661])}.items())
tiff("lab.tif", rgb, 8, 8)
tiff("signed.tif", grey, 8, 1, tags={339: (3, [2])}.items())
tiff("huge.tif", grey, 8, 1, tags={256: (4, [100000]), 257: (4, [100000])}.items())
tiff("bomb.tif", grey, 8, 1, tags={256: (4, [20000]), 257: (4, [20000]), 278: (4, [20000])}.items(), rows_per_strip=H, compress=deflate)
tiff("tile-bomb.tif", grey, 8, 1, tags={322: (4, [65536]), 323: (4, [65536])}.items(), tile=16)
for name, options in (("none", {}), ("deflate", {"compress": deflate, "rows_per_strip": H}), ("planar", {"planar": True}), ("tiles", {"tile": 16})):
    # Directory first would be cut last; here the data are moved behind it by padding the middle of the file away.
    tiff("whole.tif", rgb, 8, 2, **options)
    data = (OUT / "whole.tif").read_bytes()
    at = struct.unpack("<I", data[4:8])[0]
    moved = bytearray(b"II*\0" + struct.pack("<I", 8) + data[at:])
    shift = 8 - at
    n = struct.unpack("<H", moved[8:10])[0]
    body_at = len(moved)

    def place(value):
        return value + shift if value >= at else value - 8 + body_at

    for i in range(n):
        entry = 10 + 12 * i
        tag, kind, number, value = struct.unpack("<HHII", moved[entry:entry + 12])
        size = {2: 1, 3: 2, 4: 4, 5: 8}[kind] * number
        where = place(value) if size > 4 else entry + 8
        if size > 4:
            moved[entry + 8:entry + 12] = struct.pack("<I", where)
        if tag in (273, 324):
            for k in range(number):
                old = struct.unpack("<I", moved[where + 4 * k:where + 4 * k + 4])[0]
                moved[where + 4 * k:where + 4 * k + 4] = struct.pack("<I", place(old))
    moved += data[8:at]
    (OUT / f"front-{name}.tif").write_bytes(moved)
    expect(f"front-{name}.tif", rgb)
    (OUT / f"cut-{name}.tif").write_bytes(moved[:body_at + (len(moved) - body_at) * (9 if name == "planar" else 6) // 10])
(OUT / "whole.tif").unlink()
(OUT / "cut-directory.tif").write_bytes((OUT / "plain.tif").read_bytes()[:8] + b"\0" * 2 if (OUT / "plain.tif").read_bytes()[4:8] != b"\x08\0\0\0" else (OUT / "plain.tif").read_bytes()[:40])
for name in ("lossless.webp", "24.bmp", "lossy.webp"):
    data = (OUT / name).read_bytes()
    (OUT / f"cut-{name}").write_bytes(data[:len(data) * 6 // 10])
(OUT / "rle.bmp").write_bytes(b"BM" + struct.pack("<IHHIIiiHHIIiiII", 62, 0, 0, 54, 40, 4, 1, 1, 8, 1, 8, 0, 0, 0, 0) + b"\4\0\0\1")
Image.fromarray(rgb).save(OUT / "animation.webp", save_all=True, append_images=[Image.fromarray(255 - rgb)])
(OUT / "expected.txt").write_text("\n".join(ROWS) + "\n")
