#!/usr/bin/python3
"""Checks what the compiler cannot: who includes whom, where SQL stands, how long files are, what words are left in.

usage: lint.py SOURCE_ROOT   prints TAP.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
# Rooms and the rooms below them that they may include from.
BELOW = {
    "image": [],
    "casebook": [],
    "analysis": ["image"],
    "specimen": ["image"],
    "record": ["image", "casebook", "analysis"],
    "canvas": ["image", "analysis"],
    "app": ["image", "casebook", "analysis", "specimen", "record", "canvas"],
    "cli": ["image", "casebook", "analysis", "specimen", "record"],
}
WITHOUT_GTK = ["image", "casebook", "analysis", "specimen", "record", "cli"]


def sources(room):
    return sorted(p for p in (ROOT / "src" / room).rglob("*") if p.suffix in (".c", ".h"))


def owner():
    owners = {}
    for room in BELOW:
        for path in sources(room):
            if path.suffix == ".h":
                owners.setdefault(path.name, set()).add(room)
    return owners


def includes():
    owners = owner()
    for name, rooms in owners.items():
        if len(rooms) > 1:
            yield f"{name} stands in several rooms: {', '.join(sorted(rooms))}"
    for room, below in BELOW.items():
        for path in sources(room):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
                if not match:
                    continue
                where = f"{path.relative_to(ROOT)}:{number}"
                name = pathlib.PurePath(match.group(1)).name
                for other in owners.get(name, ()):
                    if other != room and other not in below:
                        yield f"{where} includes {name} of {other}"
                if room in WITHOUT_GTK and re.match(r"(gtk|gdk|gsk|adwaita)", match.group(1)):
                    yield f"{where} includes {match.group(1)}"


def sql():
    for room in BELOW:
        if room == "casebook":
            continue
        for path in sources(room):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if re.search(r'sqlite3_|"(SELECT|INSERT|UPDATE|DELETE) ', line):
                    yield f"{path.relative_to(ROOT)}:{number} holds SQL"


def length():
    for path in sorted((ROOT / "src").rglob("*.[ch]")) + sorted((ROOT / "tests").rglob("*.[ch]")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > 600:
            yield f"{path.relative_to(ROOT)} has {lines} lines"


def heads():
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        text = path.read_text(encoding="utf-8")
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:600]:
            yield f"{path.relative_to(ROOT)} has no licence line"
        if path.suffix == ".h" and "#pragma once" not in text:
            yield f"{path.relative_to(ROOT)} has no #pragma once"
        if path.suffix == ".c" and not re.search(r'#include "config\.h"', text):
            yield f"{path.relative_to(ROOT)} does not include config.h"


def words():
    pattern = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
    for folder in ("src", "ui", "tests", "resources"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".c", ".h", ".ui", ".py", ".css", ".sql"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if pattern.search(line) and "XXXXXX" not in line and "NAT" not in line:
                    yield f"{path.relative_to(ROOT)}:{number} {line.strip()[:60]}"


def main():
    checks = [
        ("includes run down the house", includes),
        ("SQL stands only in the casebook", sql),
        ("no file is over 600 lines", length),
        ("file heads", heads),
        ("no words of unfinished work", words),
    ]
    print(f"1..{len(checks)}")
    failed = 0
    for number, (name, check) in enumerate(checks, 1):
        problems = list(check())
        failed += bool(problems)
        print(f"{'not ok' if problems else 'ok'} {number} - {name}")
        for problem in problems:
            print(f"# {problem}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
