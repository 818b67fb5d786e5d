#!/usr/bin/python3
"""The light table as an examiner works it, with mouse and keys on the built program."""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from driver import Atspi, Failure, Program, Scenario, poll  # noqa: E402

CLI = os.environ["RECTO_CLI"]
HOME = pathlib.Path(os.environ["HOME"])
CASEBOOK = HOME / "casebook"
MODES = ["Single", "Side by side", "Curtain", "Torch", "Overlay", "Blink", "Difference", "Two-colour"]


def cli(*words, status=0):
    done = subprocess.run([CLI, *map(str, words)], capture_output=True, text=True)
    if done.returncode != status:
        raise Failure(f"recto-cli {words[0]} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def the_case():
    cases = json.loads(cli("case", "list", "--casebook", CASEBOOK, "--json"))
    return json.loads(cli("case", "show", cases[0]["case"], "--casebook", CASEBOOK, "--json"))


def draw_pages(folder, dpi=300):
    cli("specimen", "--output-dir", folder, "--dpi", dpi, "--forgery", "digit")
    for light, name in (("white", "W"), ("uv365", "UV"), ("ir", "IR")):
        (folder / f"page-{light}.png").rename(folder / f"A0147_p2_{name}.png")
    return sorted(folder.glob("A0147*.png"))


def copy_files(paths):
    """Files on the clipboard, as a file manager puts them there."""
    text = "".join(f"{path.as_uri()}\r\n" for path in paths)
    subprocess.run(["xclip", "-selection", "clipboard", "-t", "text/uri-list"], input=text, text=True, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def begin(scenario, *arguments):
    scenario.program = Program(["--casebook", str(CASEBOOK), "--author", "M. Khamvongsa", *arguments])
    return scenario.program


def canvas(program):
    """The canvas with the picture: the largest image on the window."""
    def look():
        found = [n for n in program.all(role="image") if "zoom" in (n.get_description() or "")]
        return found[0] if found else None
    return poll("the canvas", look)


def settled(program):
    poll("the canvas to settle", lambda: "settled" in canvas(program).get_description())


def zoom(program):
    return float(re.search(r"zoom ([\d.,]+)", canvas(program).get_description()).group(1).replace(",", "."))


def focus_canvas(program):
    """A click beside the page gives the canvas the focus and touches nothing."""
    program.click(canvas(program), fx=0.9, fy=0.03)
    time.sleep(0.2)


def is_on(button):
    states = button.get_state_set()
    return states.contains(Atspi.StateType.PRESSED) or states.contains(Atspi.StateType.CHECKED)


def import_pages(program, paths):
    copy_files(paths)
    program.key("ctrl+v")
    button = program.find(name="Import", role="push button")
    poll("the files to be read", lambda: button.get_state_set().contains(Atspi.StateType.SENSITIVE))


def main_job():
    scenario = Scenario("main-job")
    pages = draw_pages(HOME / "scans")
    state = {}

    def start_page():
        program = begin(scenario)
        program.find(contains="No cases yet")

    def new_case():
        program = scenario.program
        program.key("ctrl+n")
        program.find(name="Create", role="push button")
        program.type("Passport UTO JP4730266")
        program.key("Return")
        program.find(contains="Case 20")

    def paste():
        program = scenario.program
        import_pages(program, pages)
        for light in ("white light", "ultraviolet 365", "infrared, wavelength not stated"):
            program.find(contains=light)

    def imported():
        program = scenario.program
        program.click(program.find(name="Import", role="push button"))
        poll("three exposures, aligned", lambda: [
            1 for page in the_case()["pages"] for e in page["exposures"]
            if e["reference"] or (e["registration"] or {}).get("status") == "aligned"
        ] == [1, 1, 1], 60)
        settled(program)

    def keys_at_once():
        program = scenario.program
        # Nobody has clicked the picture yet.
        for key, name in (("2", "Side by side"), ("1", "Single")):
            program.key(key)
            poll(name, lambda name=name: is_on(program.find(name=name, role="push button")))
        settled(program)
        program.click(program.find(contains="View: turn"))
        time.sleep(0.5)
        program.key("Down", "Return")
        time.sleep(0.3)
        program.key("2")
        poll("the key after the menu", lambda: is_on(program.find(name="Side by side", role="push button")))
        program.key("1", "ctrl+0")
        settled(program)

    def zooms():
        program = scenario.program
        focus_canvas(program)
        fit = zoom(program)
        program.key("ctrl+1")
        poll("100 %", lambda: zoom(program) == 100)
        settled(program)
        scenario.shot("one-to-one")
        node = canvas(program)
        program.move(*program.point(node, 0.4, 0.4))
        for _ in range(4):
            subprocess.run(["xdotool", "click", "4"], check=True)
        poll("the wheel to zoom in", lambda: zoom(program) > 150)
        program.key("plus")
        program.drag(program.point(node, 0.5, 0.5), program.point(node, 0.35, 0.4), button=2)
        settled(program)
        program.key("ctrl+0")
        poll("the whole page", lambda: abs(zoom(program) - fit) < 0.6)

    def modes():
        program = scenario.program
        for index, name in enumerate(MODES, 1):
            focus_canvas(program)
            program.key(str(index))
            program.find(name=name, role="push button")
            poll(f"mode {name}", lambda: is_on(program.find(name=name, role="push button")))
            program.move(*program.point(canvas(program), 0.7, 0.3))
            settled(program)
            time.sleep(0.4)
            scenario.shot(f"mode-{index}-{name.lower().replace(' ', '-')}")

    def original():
        program = scenario.program
        focus_canvas(program)
        program.key("1")
        program.hold("o")
        time.sleep(0.4)
        program.release("o")

    def adjust():
        program = scenario.program
        focus_canvas(program)
        program.key("ctrl+k")
        program.type("tone")
        program.key("Return")
        slider = program.find(name="Gamma", role="slider")
        program.click(slider, fx=0.7)
        poll("the recipe to be stored", lambda: any(
            step["params"].get("gamma", 1) != 1
            for page in the_case()["pages"] for e in page["exposures"] for step in e["recipe"]["steps"]))
        settled(program)

    def undo():
        program = scenario.program
        before = json.dumps(the_case()["pages"])
        program.key("ctrl+z")
        poll("the undo to be stored", lambda: json.dumps(the_case()["pages"]) != before)
        program.key("ctrl+shift+z")
        poll("the redo to be stored", lambda: any(
            step["params"].get("gamma", 1) != 1
            for page in the_case()["pages"] for e in page["exposures"] for step in e["recipe"]["steps"]))

    def finding():
        program = scenario.program
        focus_canvas(program)
        program.key("4")
        program.key("f")
        node = canvas(program)
        program.drag(program.point(node, 0.62, 0.14), program.point(node, 0.82, 0.24))
        poll("a finding", lambda: len(the_case()["findings"]) == 1)
        state["finding"] = the_case()["findings"][0]

    def words():
        program = scenario.program
        field = program.find(name="Text of the finding")
        program.click(field)
        program.type("Disturbed surface, glows under UV.")
        focus_canvas(program)
        poll("the words to be stored", lambda: (the_case()["findings"][0]["text"] or "").startswith("Disturbed"))

    def tools():
        program = scenario.program
        for number, tool in enumerate(("Ellipse", "Arrow", "Freehand", "Point"), 2):
            program.click(program.find(name=f"Finding: {tool.lower()}", role="push button"))
            node = canvas(program)
            start = program.point(node, 0.3 + 0.02 * number, 0.5)
            if tool == "Point":
                program.click_at(*start)
            else:
                program.drag(start, program.point(node, 0.4 + 0.02 * number, 0.62))
            poll(f"finding {number}", lambda: len(the_case()["findings"]) == number)
        program.click(program.find(name="Finding: polygon", role="push button"))
        node = canvas(program)
        for fx, fy in ((0.25, 0.75), (0.35, 0.75), (0.3, 0.85)):
            program.click_at(*program.point(node, fx, fy))
        program.key("Return")
        poll("the polygon", lambda: len(the_case()["findings"]) == 6)
        kinds = [f["shape"]["type"] for f in the_case()["findings"]]
        if kinds != ["rectangle", "ellipse", "arrow", "freehand", "point", "polygon"]:
            raise Failure(f"shapes are {kinds}")

    def move_and_reshape():
        program = scenario.program
        program.click(program.find(name="Select and move", role="push button"))
        node = canvas(program)
        # The ellipse was drawn from (0.34, 0.5) to (0.44, 0.62): its lowest point lies on the line.
        edge = program.point(node, 0.39, 0.62)
        before = the_case()["findings"][1]["shape"]
        program.click_at(*edge)
        time.sleep(0.3)
        program.drag((edge[0] + 12, edge[1] - 1), (edge[0] + 42, edge[1] + 19))
        poll("the ellipse to be stored elsewhere", lambda: the_case()["findings"][1]["shape"] != before)
        moved = the_case()["findings"][1]["shape"]
        if abs(moved["width"] - before["width"]) > 1e-6 or moved["x"] <= before["x"]:
            raise Failure(f"moved from {before} to {moved}")
        # Its lower right handle.
        left, top, width, height = program.box(node)
        corner = (round(left + width * 0.44 + 30), round(top + height * 0.62 + 20))
        program.drag(corner, (corner[0] + 25, corner[1] + 15))
        poll("the ellipse to be stored larger", lambda: the_case()["findings"][1]["shape"]["width"] > moved["width"] + 1)

    def withdraw():
        program = scenario.program
        program.press(program.find(name="Withdraw this finding", role="push button"))
        program.find(contains="Withdraw finding 2")
        program.type("drawn to try")
        program.key("Return")
        poll("the tombstone", lambda: the_case()["findings"][1]["withdrawn_reason"] == "drawn to try")
        focus_canvas(program)
        program.key("ctrl+z")
        poll("the finding again", lambda: the_case()["findings"][1]["withdrawn"] is None)

    def turn_and_mirror():
        program = scenario.program
        node = canvas(program)
        for action in ("view.rotate-right", "view.mirror"):
            program.action(node, action)
            settled(program)
        scenario.shot("turned-and-mirrored")
        program.action(node, "view.mirror")
        program.action(node, "view.rotate-left")
        settled(program)

    def hide():
        program = scenario.program
        focus_canvas(program)
        program.key("h")
        time.sleep(0.4)
        scenario.shot("annotations-hidden")
        program.key("h")

    def kill():
        state["before"] = the_case()
        scenario.program.kill()
        cli("case", "verify", "--casebook", CASEBOOK)

    def reopen():
        program = begin(scenario, "--case", state["before"]["case"])
        settled(program)
        program.find(contains="Verified")
        after = the_case()
        for key in ("pages", "findings"):
            if after[key] != state["before"][key]:
                raise Failure(f"{key} differ after the restart")

    def restores():
        program = scenario.program
        focus_canvas(program)
        program.key("ctrl+1")
        poll("100 %", lambda: zoom(program) == 100)
        program.key("alt+2")
        row = program.find(contains="Finding 1", role="list item")
        time.sleep(0.3)
        program.click(row)
        poll("the finding's own view", lambda: zoom(program) != 100)
        settled(program)
        program.key("1")
        poll("the key after the list", lambda: is_on(program.find(name="Single", role="push button")))
        program.key("4")

    def quiet():
        complaints = scenario.program.complaints()
        if complaints:
            raise Failure("\n".join(complaints[:10]))

    for step in (start_page, new_case, paste, imported, keys_at_once, zooms, modes, original, adjust, undo, finding, words, tools,
                 move_and_reshape, withdraw, turn_and_mirror, hide, kill, reopen, restores, quiet):
        scenario.step(step.__name__.replace("_", " "), step)
    scenario.program.kill()
    scenario.end()


def broken_files():
    scenario = Scenario("broken-files")
    folder = HOME / "scans"
    pages = draw_pages(folder, 150)
    whole = pages[0].read_bytes()
    (folder / "b1_W.png").write_bytes(whole[:len(whole) // 2])
    (folder / "b2_W.png").write_text("This is not a picture.")
    (folder / "b3_W.png").write_bytes(b"")
    broken = [folder / f"b{i}_W.png" for i in (1, 2, 3)]

    def start():
        begin(scenario)
        scenario.program.key("ctrl+n")
        scenario.program.find(name="Create", role="push button")
        scenario.program.key("Return")
        scenario.program.find(contains="Case 20")

    def told():
        import_pages(scenario.program, [*pages, *broken])
        for words in ("ends too early", "no PNG, JPEG", "is empty"):
            scenario.program.find(contains=words)

    def others_are_imported():
        scenario.program.click(scenario.program.find(name="Import", role="push button"))
        poll("three exposures", lambda: sum(len(page["exposures"]) for page in the_case()["pages"]) == 3, 60)
        settled(scenario.program)

    def quiet():
        complaints = scenario.program.complaints()
        if complaints:
            raise Failure("\n".join(complaints[:10]))

    for step in (start, told, others_are_imported, quiet):
        scenario.step(step.__name__.replace("_", " "), step)
    scenario.program.kill()
    scenario.end()


def put_back():
    """An original that was damaged and copied back: what was said of it is taken back when the case is verified."""
    scenario = Scenario("put-back")
    pages = draw_pages(HOME / "scans", 150)
    case = cli("case", "new", "--casebook", CASEBOOK, "--title", "Put back").strip()
    for light, page in (("white", pages[2]), ("uv365", pages[1])):
        cli("case", "add", case, page, "--casebook", CASEBOOK, "--page", "data", "--light", light)
    whole = pages[2].read_bytes()
    original = next(f for f in CASEBOOK.rglob("*") if f.is_file() and f.stat().st_size == len(whole) and f.read_bytes() == whole)
    damaged = bytearray(whole)
    damaged[len(damaged) // 2] ^= 255

    def write(data):
        original.parent.chmod(0o755)
        original.chmod(0o644)
        original.write_bytes(data)

    def told():
        write(damaged)
        program = begin(scenario, "--case", case)
        program.find(contains="1 of 2 originals has changed")
        program.find(contains="A picture is missing from the table")

    def taken_back():
        program = scenario.program
        write(whole)
        program.key("ctrl+shift+v")
        program.find(contains="Verified")
        program.gone(contains="A picture is missing from the table")
        settled(program)

    for step in (told, taken_back):
        scenario.step(step.__name__.replace("_", " "), step)
    scenario.program.kill()
    scenario.end()


def align_by_hand():
    scenario = Scenario("align-by-hand")
    pages = draw_pages(HOME / "scans", 150)
    case = cli("case", "new", "--casebook", CASEBOOK, "--title", "By hand").strip()
    for light, page in (("white", pages[2]), ("uv365", pages[1])):
        cli("case", "add", case, page, "--casebook", CASEBOOK, "--page", "data", "--light", light)

    def registration():
        return the_case()["pages"][0]["exposures"][1]["registration"]

    def start():
        program = begin(scenario, "--case", case)
        settled(program)
        focus_canvas(program)
        program.key("2")
        program.press(program.find(contains="UV 365 on White", role="push button"))
        program.press(program.find(contains="By hand", role="push button"))
        program.find(contains="Align by hand")

    def pairs():
        program = scenario.program
        panes = poll("two panes", lambda: [
            n for n in program.all(role="image") if "zoom" in (n.get_description() or "")][1:] and [
            n for n in program.all(role="image") if "zoom" in (n.get_description() or "")])
        # On a busy machine the panes are placed, and drawn, later than they can be found.
        poll("both panes to settle", lambda: all("settled" in n.get_description() for n in panes))
        time.sleep(1)
        for n, (fx, fy) in enumerate(((0.35, 0.3), (0.65, 0.3), (0.65, 0.7), (0.35, 0.7)), 1):
            program.click_at(*program.point(panes[0], fx, fy))
            program.find(contains="now set it in B")
            program.click_at(*program.point(panes[1], fx, fy))
            program.find(contains="1 pair," if n == 1 else f"{n} pairs,")

    def used():
        program = scenario.program
        program.press(program.find(name="Use", role="push button"))
        poll("the registration by hand", lambda: registration()["source"] == "hand")
        if registration()["status"] != "aligned" or len(registration()["pairs"]) != 4:
            raise Failure(f"stored is {registration()}")

    def taken_back():
        program = scenario.program
        program.key("ctrl+z")
        poll("the automatic registration again", lambda: registration()["source"] == "auto")

    def quiet():
        complaints = scenario.program.complaints()
        if complaints:
            raise Failure("\n".join(complaints[:10]))

    for step in (start, pairs, used, taken_back, quiet):
        scenario.step(step.__name__.replace("_", " "), step)
    scenario.program.kill()
    scenario.end()


def thai():
    """The same window in Thai: LANGUAGE is all that a user sets."""
    scenario = Scenario("thai")
    locale = HOME / "locale"

    def start():
        # A bare system has no locale but C, under which translations are not looked up.
        locale.mkdir()
        subprocess.run(["localedef", "-i", "en_US", "-f", "UTF-8", str(locale / "en_US.UTF-8")], check=True)
        scenario.program = Program(["--casebook", str(CASEBOOK)], {
            "LANGUAGE": "th", "LC_ALL": "en_US.UTF-8", "LOCPATH": str(locale),
            "RECTO_LOCALEDIR": os.environ["RECTO_LOCALEDIR"]})

    def speaks():
        scenario.program.find(name="คดีใหม่", role="push button", deadline=10)

    for step in (start, speaks):
        scenario.step(step.__name__, step)
    scenario.program.kill()
    scenario.end()


if __name__ == "__main__":
    {"thai": thai, "main-job": main_job, "broken-files": broken_files, "align-by-hand": align_by_hand, "put-back": put_back}[sys.argv[1]]()
