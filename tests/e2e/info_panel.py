#!/usr/bin/python3
"""The Info panel on a scan that tells much of itself, with a small picture inside that is another."""
import io
import json
import os
import struct
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Failure, Scenario, poll, x  # noqa: E402
from light_table import CASEBOOK, HOME, begin, cli, draw_pages, focus_canvas, is_on, settled  # noqa: E402

from PIL import Image  # noqa: E402

LONG = "A remark without end, as scanners write it. " * 20


def exif(software, small):
    """EXIF by hand: make, software and a small picture (TIFF structure, little-endian)."""
    texts = [(0x010e, LONG.encode() + b"\0"), (0x010f, b"Utopia Optics\0"), (0x0131, software.encode() + b"\0")]
    at = 8 + 2 + 12 * len(texts) + 4
    head, data = struct.pack("<H", len(texts)), b""
    for tag, value in texts:
        head += struct.pack("<HHII", tag, 2, len(value), at + len(data))
        data += value + b"\0" * (len(value) % 2)
    first = at + len(data)
    inside = first + 2 + 12 * 3 + 4
    second = struct.pack("<H", 3) + struct.pack("<HHIHH", 0x0103, 3, 1, 6, 0) + struct.pack("<HHII", 0x0201, 4, 1, inside)
    second += struct.pack("<HHII", 0x0202, 4, 1, len(small)) + struct.pack("<I", 0)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + head + struct.pack("<I", first) + data + second + small


def scans():
    folder = HOME / "scans"
    pages = draw_pages(folder, 150)
    white = Image.open(pages[2]).convert("RGB")
    other = white.resize((160, 160 * white.height // white.width)).transpose(Image.FLIP_TOP_BOTTOM).point(lambda v: 255 - v)
    small = io.BytesIO()
    other.save(small, "JPEG", quality=85)
    path = folder / "scan-of-the-data-page-with-a-name-that-does-not-end-soon_W.jpg"
    white.save(path, quality=60, dpi=(72, 72), exif=exif("GIMP 2.10.34", small.getvalue()))
    return path, pages[1]


def info_panel():
    scenario = Scenario("info-panel")
    white, uv = scans()
    case = cli("case", "new", "--casebook", CASEBOOK, "--title", "Info").strip()
    cli("case", "add", case, white, "--casebook", CASEBOOK, "--page", "data", "--light", "white")
    cli("case", "add", case, uv, "--casebook", CASEBOOK, "--page", "data", "--light", "uv365")
    exposures = json.loads(cli("case", "show", case, "--casebook", CASEBOOK, "--json"))["pages"][0]["exposures"]

    def start():
        settled(begin(scenario, "--case", case))

    def told():
        program = scenario.program
        focus_canvas(program)
        program.key("alt+6")
        for words in ("Doubtful: The file claims 72 dpi", "Doubtful: The file names “GIMP 2.10.34”",
                      "Doubtful: The small picture inside the file shows something else", "quality of about 60 of 100"):
            program.find(contains=words)
        program.find(name=white.name)
        program.find(name="Utopia Optics")

    def pictures():
        program = scenario.program
        program.find(name="The picture, as small")
        program.move(*program.point(program.find(name="The small picture inside the file")))
        program.move(*program.point(program.find(name="Colour profile")))
        for _ in range(40):
            x("click", 5)

    def copied():
        program = scenario.program
        program.press(program.find(name="Copy SHA-256", role="push button"))
        program.find(contains="The hash is copied")
        text = subprocess.run(["xclip", "-selection", "clipboard", "-o"], capture_output=True, text=True, check=True).stdout
        if text != exposures[0]["sha256"]:
            raise Failure(f"the clipboard holds {text}")

    def other_exposure():
        program = scenario.program
        # The Adjust panel's button of that name stands before this panel's.
        program.press(program.find(contains="B  UV", role="push button", index=1))
        program.find(name=uv.name)
        program.gone(name="Utopia Optics")
        focus_canvas(program)
        for key, name in (("alt+1", "Adjust"), ("alt+6", "Info")):
            program.key(key)
            poll(f"{name} to be chosen", lambda: is_on(program.find(name=name, role="push button")))

    def small_window():
        program = scenario.program
        program.press(program.find(contains="A  White", role="push button", index=1))
        x("windowsize", program.x_window(), 1366, 768)
        program.find(name="Utopia Optics")
        settled(program)

    def quiet():
        complaints = scenario.program.complaints()
        if complaints:
            raise Failure("\n".join(complaints[:10]))

    for step in (start, told, pictures, copied, other_exposure, small_window, quiet):
        scenario.step(step.__name__.replace("_", " "), step)
    scenario.program.kill()
    scenario.end()


if __name__ == "__main__":
    info_panel()
