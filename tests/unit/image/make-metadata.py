#!/usr/bin/python3
"""Makes the files that test-metadata reads, with what they must claim as Pillow reads it or as it was planted.

usage: make-metadata.py FOLDER   leaves pictures, claims.txt (file, identifier, value) and doubts.txt (file, identifier or -identifier for
one that must not be there).
"""
import io
import pathlib
import struct
import subprocess
import sys
import zlib

import cv2
import numpy as np
from PIL import ExifTags, Image, ImageCms, TiffImagePlugin

OUT = pathlib.Path(sys.argv[1])
OUT.mkdir(parents=True, exist_ok=True)
CLAIMS, DOUBTS = [], []


def claim(name, identifier, value):
    CLAIMS.append(f"{name}\t{identifier}\t{value}")


def doubt(name, *identifiers):
    DOUBTS.extend(f"{name}\t{identifier}" for identifier in identifiers)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def exif_block(ifd0, exif=(), thumbnail=None, gps=()):
    """A TIFF structure by hand, little-endian: entries are (tag, type, count, bytes)."""
    head = 8

    def directory(entries, start, following):
        body, extra = b"", b""
        data_at = start + 2 + 12 * len(entries) + 4
        for tag, kind, count, value in sorted(entries):
            if len(value) <= 4:
                body += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
            else:
                body += struct.pack("<HHII", tag, kind, count, data_at + len(extra))
                extra += value + b"\0" * (len(value) % 2)
        return struct.pack("<H", len(entries)) + body, extra, following

    def size(entries):
        return 2 + 12 * len(entries) + 4 + sum(len(v) + len(v) % 2 for _, _, _, v in entries if len(v) > 4)

    ifd0 = list(ifd0)
    pointers = (1 if exif else 0) + (1 if gps else 0)
    exif_at = head + size(ifd0) + 12 * pointers
    gps_at = exif_at + (size(exif) if exif else 0)
    ifd1_at = gps_at + (size(gps) if gps else 0)
    if exif:
        ifd0.append((0x8769, 4, 1, struct.pack("<I", exif_at)))
    if gps:
        ifd0.append((0x8825, 4, 1, struct.pack("<I", gps_at)))
    out = b"II*\0" + struct.pack("<I", 8)
    parts = [(ifd0, head, ifd1_at if thumbnail else 0)]
    if exif:
        parts.append((list(exif), exif_at, 0))
    if gps:
        parts.append((list(gps), gps_at, 0))
    if thumbnail:
        entries = [(0x0103, 3, 1, struct.pack("<H", 6)), (0x0201, 4, 1, b"\0\0\0\0"), (0x0202, 4, 1, struct.pack("<I", len(thumbnail)))]
        entries[1] = (0x0201, 4, 1, struct.pack("<I", ifd1_at + size(entries)))
        parts.append((entries, ifd1_at, 0))
    for entries, start, following in parts:
        body, extra, _ = directory(entries, start, following)
        out += body + struct.pack("<I", following) + extra
    return out + (thumbnail or b"")


def text(tag, words):
    data = words if isinstance(words, bytes) else words.encode() + b"\0"
    return (tag, 2, len(data), data)


def ratio(tag, *values):
    return (tag, 5, len(values), b"".join(struct.pack("<II", *v) for v in values))


def short(tag, value):
    return (tag, 3, 1, struct.pack("<H", value))


def long(tag, value):
    return (tag, 4, 1, struct.pack("<I", value))


def jpeg(picture, quality=92, **options):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def with_segments(data, *segments):
    """Segments (marker, bytes) put right behind SOI."""
    return data[:2] + b"".join(bytes([0xff, m]) + struct.pack(">H", len(b) + 2) + b for m, b in segments) + data[2:]


rng = np.random.default_rng(11)


def scene(width, height, seed=1):
    """A picture with structure of all sizes, never compressed: blurred noise, lines, and a sensor's fine noise."""
    random = np.random.default_rng(seed)
    base = sum(cv2.resize(random.normal(0, 1, (n, n, 3)), (width, height), interpolation=cv2.INTER_CUBIC) * 90 / (i + 1)
               for i, n in enumerate((4, 16, 64)))
    picture = np.clip(128 + base, 0, 255)
    for _ in range(40):
        a, b = random.integers(0, (width, height)), random.integers(0, (width, height))
        cv2.line(picture, tuple(map(int, a)), tuple(map(int, b)), tuple(map(float, random.integers(0, 255, 3))), 2, cv2.LINE_AA)
    picture += random.normal(0, 2, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


# ----- EXIF in JPEG, PNG; what Pillow reads of it -----
photo = Image.fromarray(scene(640, 448))
small = photo.resize((160, 112), Image.LANCZOS)
ifd0 = [text(0x010f, "Utopia Optics"), text(0x0110, "Scan\x1b[31mner 7"), text(0x0131, "GIMP 2.10.34"), text(0x0132, "2025:03:05 08:00:00"),
        text(0x013b, "Zoë Ünlü".encode("latin-1") + b"\0"), short(0x0112, 6), ratio(0x011a, (300, 1)), ratio(0x011b, (300, 1)), short(0x0128, 2)]
exif = [text(0x9003, "2025:03:04 05:06:07"), text(0xa434, "50 mm f/2"), ratio(0x829a, (1, 125)), ratio(0x829d, (28, 10)), short(0x8827, 200),
        short(0xa001, 1), long(0xa002, 640), long(0xa003, 448), (0xa300, 7, 1, b"\2"), (0x9286, 7, 18, b"UNICODE\0" + "ไทย ab"[:5].encode("utf-16-le"))]
gps = [text(0x0001, "N"), ratio(0x0002, (13, 1), (45, 1), (0, 1)), text(0x0003, "W"), ratio(0x0004, (100, 1), (30, 1), (36, 1))]
block = exif_block(ifd0, exif, jpeg(small, 80), gps)
(OUT / "camera.jpg").write_bytes(with_segments(jpeg(photo, 92), (0xe1, b"Exif\0\0" + block)))
(OUT / "camera.png").write_bytes(b"")
photo.save(OUT / "camera.png", exif=b"Exif\0\0" + block)
for name in ("camera.jpg", "camera.png"):
    read = Image.open(OUT / name).getexif()
    sub = read.get_ifd(0x8769)
    place = read.get_ifd(0x8825)
    assert read[0x010f] == "Utopia Optics" and sub[0xa434] == "50 mm f/2"
    claim(name, "exif-make", read[0x010f])
    claim(name, "exif-model", "Scan[31mner 7")
    claim(name, "exif-software", read[0x0131])
    claim(name, "exif-artist", "Zoë Ünlü")
    claim(name, "exif-date-original", sub[0x9003].replace(":", "-", 2))
    claim(name, "exif-date-modified", read[0x0132].replace(":", "-", 2))
    claim(name, "exif-lens", sub[0xa434])
    claim(name, "exif-exposure-time", f"{float(sub[0x829a]):g}")
    claim(name, "exif-aperture", f"{float(sub[0x829d]):g}")
    claim(name, "exif-iso", sub[0x8827])
    claim(name, "exif-orientation", read[0x0112])
    claim(name, "exif-dpi-x", f"{float(read[0x011a]):g}")
    claim(name, "exif-comment", "ไทย a")
    degrees = [float(sum(p / 60 ** i for i, p in enumerate(place[k]))) for k in (2, 4)]
    claim(name, "exif-place", f"{degrees[0]:.5f}, {-degrees[1]:.5f}")
    claim(name, "thumbnail", "160 × 112")
    doubt(name, "software-editor", "date-modified", "-date-future", "-thumbnail-differs", "-thumbnail-turned", "-size-differs", "-cut")
doubt("camera.jpg", "orientation", "-dpi-missing", "-jpeg-grid-shifted", "-jpeg-grid")

# What is not in the block is not claimed: a library may complete it.
(OUT / "bare.jpg").write_bytes(with_segments(jpeg(photo, 92), (0xe1, b"Exif\0\0" + exif_block([text(0x010f, "U")], [short(0xa001, 65535)]))))
claim("bare.jpg", "-exif-dpi-x", "")
claim("bare.jpg", "-exif-orientation", "")
doubt("bare.jpg", "dpi-missing", "date-missing", "profile-missing")

# ----- dates -----
for name, original, modified, expected in (
        ("future.jpg", "2027:01:01 00:00:00", None, "date-future"), ("zero.jpg", "0000:00:00 00:00:00", None, "date-implausible"),
        ("words.jpg", "yesterday", None, "date-implausible"), ("same.jpg", "2025:03:04 05:06:07", "2025:03:04 05:06:08", "-date-modified")):
    entries = [text(0x0132, modified)] if modified else [text(0x010f, "U")]
    (OUT / name).write_bytes(with_segments(jpeg(photo, 92), (0xe1, b"Exif\0\0" + exif_block(entries, [text(0x9003, original)]))))
    doubt(name, expected, "-date-missing")

# ----- resolution -----
for name, dpi, size, expected in (("d72.png", 72, (640, 448), ["dpi-default"]), ("d96.png", 96, (640, 448), ["dpi-default"]),
                                  ("d600.png", 600, (2953, 2079), ["-dpi-default", "-dpi-size", "-dpi-unequal", "-dpi-missing"]),
                                  ("big.png", 20, (640, 448), ["dpi-size"])):
    Image.new("RGB", size, "white").save(OUT / name, dpi=(dpi, dpi))
    doubt(name, *expected)
claim("d600.png", "size-like", "td3-page")
Image.new("L", (1000, 631)).save(OUT / "card.png")
claim("card.png", "dpi-if", f"{(1000 / 85.6 * 25.4 + 631 / 53.98 * 25.4) / 2:.0f} dpi, id-1")
doubt("card.png", "dpi-missing")
Image.new("L", (300, 200)).save(OUT / "unequal.jpg", dpi=(300, 150))
claim("unequal.jpg", "jfif-dpi-y", "150")
doubt("unequal.jpg", "dpi-unequal")

# ----- JPEG coding: planted qualities and what Pillow reads -----
for quality in (1, 10, 25, 49, 50, 51, 75, 85, 92, 95, 99, 100):
    name = f"q{quality}.jpg"
    subsampling, words = ((0, "4:4:4"), (1, "4:2:2"), (2, "4:2:0"))[quality % 3]
    (OUT / name).write_bytes(jpeg(photo.crop((0, 0, 64, 48)), quality, subsampling=subsampling, progressive=quality % 2 == 0))
    claim(name, "jpeg-quality", quality)
    claim(name, "jpeg-subsampling", words)
    claim(name, "jpeg-process", "progressive" if Image.open(OUT / name).info.get("progressive") else "baseline")
    doubt(name, "jpeg-quality-low" if quality < 75 else "-jpeg-quality-low")
(OUT / "own.jpg").write_bytes(jpeg(photo, qtables="web_high"))
claim("own.jpg", "jpeg-tables", "not-ijg")
claim("own.jpg", "-jpeg-quality", "")
(OUT / "restart.jpg").write_bytes(cv2.imencode(".jpg", scene(64, 48), [cv2.IMWRITE_JPEG_RST_INTERVAL, 3])[1].tobytes() + b"behind!")
claim("restart.jpg", "jpeg-restart", "3")
claim("restart.jpg", "trailing-bytes", "7")
doubt("restart.jpg", "trailing-bytes")

# ----- the grid of an earlier compression -----
raw = scene(720, 520, 3)
Image.fromarray(raw).save(OUT / "never.png")
claim("never.png", "jpeg-grid", "none")
doubt("never.png", "-jpeg-grid")
Image.fromarray(raw).save(OUT / "never.tif")
claim("never.tif", "-jpeg-quality", "")
for left, top, quality in ((0, 0, 75), (3, 5, 85), (7, 1, 90)):
    name = f"grid-{left}-{top}.png"
    again = Image.open(io.BytesIO(jpeg(Image.fromarray(raw), quality))).crop((left, top, 720, 520))
    again.save(OUT / name)
    claim(name, "jpeg-grid", f"{-left % 8}, {-top % 8}")
    doubt(name, "jpeg-grid")
deep = np.asarray(again.convert("L")).astype(np.uint16) * 257
cv2.imwrite(str(OUT / "grid-deep.png"), deep)
claim("grid-deep.png", "jpeg-grid", "1, 7")
first = Image.open(io.BytesIO(jpeg(Image.fromarray(raw), 60))).crop((2, 6, 720, 520))
(OUT / "twice.jpg").write_bytes(jpeg(first, 100, subsampling=0))
claim("twice.jpg", "jpeg-grid", "6, 2")
doubt("twice.jpg", "jpeg-grid-shifted")
(OUT / "once.jpg").write_bytes(jpeg(Image.fromarray(raw), 80))
claim("once.jpg", "jpeg-grid", "0, 0")
doubt("once.jpg", "-jpeg-grid-shifted", "-jpeg-grid")

# ----- small pictures that fit and that do not -----
def with_small(name, inner, *expected, picture=photo):
    (OUT / name).write_bytes(with_segments(jpeg(picture, 90), (0xe1, b"Exif\0\0" + exif_block([text(0x010f, "U")], (), inner))))
    doubt(name, *expected)


bars = Image.new("RGB", (160, 120))
bars.paste(small, (0, 4))
face = photo.copy()
face.paste(Image.fromarray(scene(120, 140, 9)), (60, 80))
with_small("small-bars.jpg", jpeg(bars, 80), "-thumbnail-differs", "-thumbnail-shape")
with_small("small-bright.jpg", jpeg(small.point(lambda v: min(255, v * 0.8 + 40)), 80), "-thumbnail-differs")
with_small("small-other.jpg", jpeg(Image.fromarray(scene(160, 112, 5)), 80), "thumbnail-differs")
with_small("small-face.jpg", jpeg(small, 80), "thumbnail-differs", picture=face)
with_small("small-turned.jpg", jpeg(small.transpose(Image.ROTATE_90), 80), "thumbnail-turned", "-thumbnail-differs")
with_small("small-mirrored.jpg", jpeg(small.transpose(Image.FLIP_LEFT_RIGHT), 80), "thumbnail-turned", "-thumbnail-differs")
with_small("small-shape.jpg", jpeg(photo.crop((0, 0, 448, 448)).resize((120, 120)), 80), "thumbnail-shape")
with_small("small-broken.jpg", jpeg(small, 80)[:300], "thumbnail-damaged")

# ----- PNG chunks -----
body = io.BytesIO()
photo.crop((0, 0, 40, 30)).save(body, "PNG")
plain = body.getvalue()


def with_chunks(name, *chunks, behind=b""):
    (OUT / name).write_bytes(plain[:33] + b"".join(chunk(k, b) for k, b in chunks) + plain[33:] + behind)


with_chunks("texts.png", (b"tEXt", b"Software\0Adobe Photoshop 25.1"), (b"tEXt", b"Author\0Zo\xeb"),
            (b"zTXt", b"Comment\0\0" + zlib.compress(b"a\x1b[2Jb  \n c")), (b"iTXt", "Title\0\1\0th\0ชื่อ\0".encode() + zlib.compress("หน้า‮ข้อมูล".encode())),
            (b"tIME", struct.pack(">HBBBBB", 2025, 2, 3, 4, 5, 6)), (b"gAMA", struct.pack(">I", 45455)), behind=b"extra")
info = Image.open(OUT / "texts.png")
info.load()
claim("texts.png", "png-software", info.text["Software"])
claim("texts.png", "png-text", info.text["Author"])
claim("texts.png", "png-text", "a[2Jb c")
claim("texts.png", "png-text", "หน้าข้อมูล")
claim("texts.png", "png-time", "2025-02-03 04:05:06Z")
claim("texts.png", "trailing-bytes", "5")
doubt("texts.png", "software-editor", "trailing-bytes", "-date-missing", "-cut")
with_chunks("bomb.png", (b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 50_000_000)))
doubt("bomb.png", "cut")
with_chunks("many.png", *[(b"tEXt", b"k%d\0v" % i) for i in range(500)])
doubt("many.png", "cut")
with_chunks("long.png", (b"tEXt", b"Comment\0" + b"word " * 100_000))

# ----- XMP, Photoshop, profiles -----
xmp = b"""<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:Description xmp:CreatorTool="Adobe Photoshop 24.0 &amp; more" xmp:ModifyDate='2025-05-06T07:08:09+07:00'>
<xmp:CreateDate>2025-05-05T00:00:00Z</xmp:CreateDate><stEvt:softwareAgent>Lightroom</stEvt:softwareAgent><stEvt:softwareAgent>Lightroom</stEvt:softwareAgent>
<rdf:li stEvt:softwareAgent="Snapseed"/></rdf:Description>"""
iptc = b"\x1c\x02\x41\x00\x04Prog\x1c\x02\x78\x00\x03abc"
resources = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + b"\0" * (len(iptc) % 2) + b"8BIM\x03\xed\0\0" + struct.pack(">I", 2) + b"ab"
(OUT / "xmp.jpg").write_bytes(with_segments(jpeg(photo, 92), (0xe1, b"http://ns.adobe.com/xap/1.0/\0" + xmp), (0xed, b"Photoshop 3.0\0" + resources),
                                            (0xfe, b"a comment\xff")))
claim("xmp.jpg", "xmp-creator-tool", "Adobe Photoshop 24.0 & more")
claim("xmp.jpg", "xmp-date-created", "2025-05-05T00:00:00Z")
claim("xmp.jpg", "xmp-date-modified", "2025-05-06T07:08:09+07:00")
claim("xmp.jpg", "xmp-history-software", "Lightroom")
claim("xmp.jpg", "xmp-history-software", "Snapseed")
claim("xmp.jpg", "iptc", "2")
claim("xmp.jpg", "iptc-program", "Prog")
claim("xmp.jpg", "iptc-caption", "abc")
claim("xmp.jpg", "photoshop-block", "2")
claim("xmp.jpg", "jpeg-comment", "a commentÿ")
doubt("xmp.jpg", "software-editor")
srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
photo.save(OUT / "profile.jpg", icc_profile=srgb)
claim("profile.jpg", "profile-name", "sRGB built-in")
claim("profile.jpg", "profile-space", "RGB")
photo.convert("L").save(OUT / "wrong-profile.png", icc_profile=srgb)
claim("wrong-profile.png", "profile-name", "sRGB built-in")
doubt("wrong-profile.png", "profile-kind")
with_small("wrong-size.jpg", None, "size-differs")
(OUT / "wrong-size.jpg").write_bytes(with_segments(jpeg(photo, 90), (0xe1, b"Exif\0\0" + exif_block([text(0x010f, "U")], [long(0xa002, 4000), long(0xa003, 3000)]))))

# ----- TIFF -----
tags = TiffImagePlugin.ImageFileDirectory_v2()
tags[271], tags[272], tags[305], tags[306], tags[269] = "Utopia Optics", "Flatbed 9", "VueScan 9", "2025:03:04 05:06:07", "page 7"
photo.save(OUT / "scan.tif", tiffinfo=tags, dpi=(600, 600), compression="tiff_lzw", save_all=True, append_images=[photo, photo])
read = Image.open(OUT / "scan.tif")
claim("scan.tif", "exif-make", read.tag_v2[271])
claim("scan.tif", "exif-model", read.tag_v2[272])
claim("scan.tif", "exif-software", read.tag_v2[305])
claim("scan.tif", "exif-date-modified", "2025-03-04 05:06:07")
claim("scan.tif", "exif-dpi-x", f"{float(read.tag_v2[282]):g}")
claim("scan.tif", "tiff-document", read.tag_v2[269])
claim("scan.tif", "tiff-compression", "LZW")
claim("scan.tif", "tiff-pages", read.n_frames)
# Two pages that say different things.
for page, (words, dpi) in enumerate((("white page", 300), ("second scan", 72))):
    photo.save(OUT / f"page{page}.tif", tiffinfo={270: words}, dpi=(dpi, dpi))
subprocess.run(["tiffcp", OUT / "page0.tif", OUT / "page1.tif", OUT / "two.tif"], check=True)

# ----- WebP -----
photo.save(OUT / "camera.webp", exif=b"Exif\0\0" + block, icc_profile=srgb, xmp=xmp, quality=80)
claim("camera.webp", "exif-make", Image.open(OUT / "camera.webp").getexif()[0x010f])
claim("camera.webp", "profile-name", "sRGB built-in")
claim("camera.webp", "xmp-creator-tool", "Adobe Photoshop 24.0 & more")
claim("camera.webp", "webp-coding", "lossy")
doubt("camera.webp", "software-editor", "-trailing-bytes")

(OUT / "claims.txt").write_text("\n".join(CLAIMS) + "\n")
(OUT / "doubts.txt").write_text("\n".join(DOUBTS) + "\n")
