#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs recto-cli over a folder of sample pictures that lies beside the project and is no part of it.

usage: samples.py RECTO_CLI FOLDER

MANIFEST.tsv names each file and what is expected. Files that ought to be read are compared, sample by sample, with what Pillow or OpenCV
makes of them (pixel_sha256 as recto-cli defines it); broken ones must end soon, within bounds of memory, with a picture or with words.
"""
import csv
import hashlib
import json
import pathlib
import resource
import subprocess
import sys

import cv2
import numpy as np
from PIL import Image

CLI, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"}
REFUSALS = ("must be rejected", "clear error", "reject", "INVALID")
# Files of others that open elsewhere and are refused here on purpose: a part of the name, and of the words.
REFUSED = {
    "monkey12.jpg": "12 bits",
    "dualPLTE.png": "PLTE: duplicate",
    "ojpeg_": "old-style JPEG",
    "test_ifd_loop_": "run in a circle",
    "testfax3_bug": "damaged",  # libtiff 4.5 reads neither
    "webp_lossless_rgba_alpha_fully_opaque.tif": "compressed with WebP",
    "-10.tif": "10 bits per sample",
    "-12.tif": "12 bits per sample",
    "-14.tif": "14 bits per sample",
    "flower-palette-16.tif": "more than 256 colours",
}
MEMORY = 4 << 30
SECONDS = 60
Image.MAX_IMAGE_PIXELS = None


def bounds():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def info(path):
    """Exit status, answer (or None), words."""
    run = subprocess.run([CLI, "info", "--json", str(path)], capture_output=True, timeout=SECONDS, preexec_fn=bounds)
    answer = json.loads(run.stdout) if run.stdout.strip() else []
    return run.returncode, answer[0] if answer else None, run.stderr.decode()


def pixel_sha256(samples):
    if samples.ndim == 3 and samples.shape[2] == 1:
        samples = samples[:, :, 0]
    channels = 1 if samples.ndim == 2 else 3
    depth = 16 if samples.dtype == np.uint16 else 8
    head = f"{samples.shape[1]}x{samples.shape[0]}x{channels}x{depth}\n".encode()
    body = samples.astype(">u2").tobytes() if depth == 16 else np.ascontiguousarray(samples).tobytes()
    return hashlib.sha256(head + body).hexdigest()


def by_pillow(path):
    with Image.open(path) as picture:
        picture.load()
        if picture.mode == "1":
            return np.asarray(picture.convert("L"))
        if picture.mode == "P":
            colours = np.asarray(picture.getpalette("RGB"), dtype=np.uint8).reshape(-1, 3)
            samples = colours[np.asarray(picture)]
            grey = (colours[:, 0] == colours[:, 1]).all() and (colours[:, 1] == colours[:, 2]).all()
            return samples[:, :, 0] if grey else samples
        if picture.mode in ("L", "RGB"):
            return np.asarray(picture)
        if picture.mode in ("LA", "RGBA", "PA"):
            samples = np.asarray(picture.convert("RGBA") if picture.mode == "PA" else picture)
            return samples[:, :, 0] if picture.mode == "LA" else samples[:, :, :3]
        if picture.mode.startswith("I;16"):
            return np.asarray(picture).astype(np.uint16)
        if picture.mode == "I" and path.suffix == ".png":
            return np.asarray(picture).astype(np.uint16)
    return None


def by_opencv(path):
    samples = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if samples is None or samples.dtype not in (np.uint8, np.uint16):
        return None
    if samples.ndim == 3:
        samples = samples[:, :, 2::-1] if samples.shape[2] >= 3 else samples[:, :, 0]
    return np.ascontiguousarray(samples)


def by_magick(path):
    """Planar 16-bit TIFF, which OpenCV mixes up."""
    size = subprocess.run(["identify", "-format", "%w %h %z %[channels] ", f"{path}[0]"], capture_output=True, check=True).stdout.split()
    width, height, depth, channels = int(size[0]), int(size[1]), int(size[2]), size[3].decode()
    if depth not in (8, 16) or not channels.startswith(("srgb", "rgb")):
        return None
    raw = subprocess.run(["convert", f"{path}[0]", "-endian", "MSB", "-depth", str(depth), "rgb:-"], capture_output=True, check=True).stdout
    return np.frombuffer(raw, ">u2" if depth == 16 else np.uint8).reshape(height, width, 3).astype(np.uint16 if depth == 16 else np.uint8)


def others(path):
    """What other decoders make of it. They turn a TIFF by its orientation and spread grey with alpha to colours; Recto does neither."""
    tiff = path.suffix.lower() in (".tif", ".tiff")
    for decode in (by_pillow, by_opencv) + ((by_magick,) if tiff else ()):
        try:
            samples = decode(path)
        except Exception:
            samples = None
        if samples is None:
            continue
        for turned in (samples, np.swapaxes(samples, 0, 1)) if tiff else (samples,):
            for mirrored in (turned, turned[::-1], turned[:, ::-1], turned[::-1, ::-1]) if tiff else (turned,):
                yield pixel_sha256(mirrored)
        if samples.ndim == 3 and (samples == samples[:, :, :1]).all():
            yield pixel_sha256(samples[:, :, 0])


def check_good(path):
    status, answer, words = info(path)
    known = list(others(path))
    if status != 0:
        meant = any(part in path.name and why in words for part, why in REFUSED.items())
        return meant or not known, f"refused: {words.strip()}"
    if answer["pixel_sha256"] in known:
        return True, ""
    if not known:
        return True, "no other decoder reads it"
    if "CMYK" in " ".join(answer["warnings"]):
        return True, "converted from CMYK, not compared"
    return False, f"differs from every other decoder: {answer['width']}x{answer['height']}x{answer['channels']}x{answer['depth']}"


def check_bad(path, expected):
    status, answer, words = info(path)
    if status == 0:
        refused = any(expected.startswith(word) for word in REFUSALS)
        return not refused, "opened, but ought to be refused"
    said = words.split(": ", 2)
    clear = status == 1 and len(said) == 3 and len(said[2]) > 20 and answer is None
    return clear, f"status {status}: {words.strip()}"


def main():
    rows = []
    with open(FOLDER / "MANIFEST.tsv", encoding="utf-8") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = FOLDER / row["file"]
            bad = row["file"].startswith("bad/")
            if path.is_file() and (bad or path.suffix.lower() in PICTURES):
                rows.append((path, row["file"], bad, row["expected"] or ""))
    print(f"1..{len(rows)}", flush=True)
    for n, (path, name, bad, expected) in enumerate(rows, 1):
        try:
            good, words = check_bad(path, expected) if bad else check_good(path)
        except subprocess.TimeoutExpired:
            good, words = False, f"took longer than {SECONDS} s"
        for line in words.splitlines():
            print(f"# {line}")
        print(f"{'ok' if good else 'not ok'} {n} {name.replace('#', '-')}", flush=True)


main()
