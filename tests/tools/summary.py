#!/usr/bin/python3
"""Counts the TAP results of the last test run in each build folder.

usage: summary.py STATUS BUILD...   prints "N passed, N failed, N skipped" last, exits with STATUS
or with 1 when anything failed.
"""
import json
import pathlib
import re
import sys


def count(build):
    passed = failed = skipped = 0
    log = pathlib.Path(build) / "meson-logs" / "testlog.json"
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        test = json.loads(line)
        bad = 0
        seen = False
        for row in (test.get("stdout") or "").splitlines():
            match = re.match(r"(not )?ok\b(.*)", row)
            if not match:
                continue
            seen = True
            if re.search(r"#\s*skip", match.group(2), re.I):
                skipped += 1
            elif match.group(1):
                bad += 1
            else:
                passed += 1
        if test["result"] not in ("OK", "EXPECTEDFAIL", "SKIP"):
            bad = max(bad, 1)
            print(f"failed: {test['name']} ({test['result']})")
        elif test["result"] == "SKIP" and not seen:
            skipped += 1
        elif not seen:
            passed += 1
        failed += bad
    return passed, failed, skipped


def main():
    status = int(sys.argv[1])
    totals = [sum(part) for part in zip(*(count(build) for build in sys.argv[2:]))]
    print("{} passed, {} failed, {} skipped".format(*totals))
    return 1 if totals[1] else status


if __name__ == "__main__":
    sys.exit(main())
