"""Drives the built program as a person does: finds widgets by their accessible names, and moves
the real mouse and presses real keys on the virtual display.

A scenario is a function with steps; each step prints one TAP line and leaves a screenshot in the
folder named by RECTO_SHOTS. Nothing sleeps for luck: everything polls with a deadline.
"""
import os
import pathlib
import signal
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

DEADLINE = 30


class Failure(Exception):
    pass


def poll(what, check, deadline=DEADLINE):
    """Waits until check() gives something true and returns it."""
    end = time.monotonic() + deadline
    value = None
    while time.monotonic() < end:
        try:
            value = check()
        except GLib.Error:
            value = None
        if value:
            return value
        time.sleep(0.05)
    raise Failure(f"waited {deadline} s in vain: {what}")


def x(*words):
    return subprocess.run(["xdotool", *map(str, words)], check=True, capture_output=True, text=True).stdout


class Program:
    """One running Recto."""

    def __init__(self, arguments, env=None):
        self.env = dict(os.environ, GTK_A11Y="atspi", **(env or {}))
        self.log_path = pathlib.Path(os.environ["HOME"]) / f"recto-{time.monotonic_ns()}.log"
        self.log = self.log_path.open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [os.environ["RECTO_BIN"], *arguments], env=self.env, stdout=self.log, stderr=subprocess.STDOUT
        )
        self.window = poll("the window", self._find_window)
        poll("the X window", lambda: self.x_window())

    def _find_window(self):
        if self.process.poll() is not None:
            raise Failure(f"the program ended with {self.process.returncode}: {self.log_path.read_text()}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                return app
        return None

    def x_window(self):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)], capture_output=True, text=True
        ).stdout.split()
        return found[-1] if found else None

    def origin(self):
        """Where the content of the main X window lies on the screen."""
        words = dict(
            row.split("=") for row in x("getwindowgeometry", "--shell", self.x_window()).split() if "=" in row
        )
        return int(words["X"]), int(words["Y"])

    def complaints(self):
        """What GTK and the rooms have complained about."""
        self.log.flush()
        rows = self.log_path.read_text(encoding="utf-8", errors="replace").splitlines()
        return [row for row in rows if "WARNING" in row or "CRITICAL" in row or "Sanitizer" in row]

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def wait_end(self):
        poll("the end of the program", lambda: self.process.poll() is not None)
        return self.process.returncode

    # ----- finding -----

    def walk(self, root=None, depth=0):
        root = root or self.window
        if depth > 60:
            return
        for index in range(root.get_child_count()):
            child = root.get_child_at_index(index)
            if child is None:
                continue
            yield child
            yield from self.walk(child, depth + 1)

    def visible(self, node):
        try:
            states = node.get_state_set()
            if not states.contains(Atspi.StateType.VISIBLE):
                return False
            box = node.get_component_iface() and node.get_extents(Atspi.CoordType.WINDOW)
            return box is not None and box.width > 0 and box.height > 0
        except GLib.Error:
            return False

    def all(self, name=None, role=None, contains=None, root=None, visible=True):
        found = []
        for node in self.walk(root):
            try:
                label = node.get_name() or ""
                if name is not None and label != name:
                    continue
                if contains is not None and contains not in label:
                    continue
                if role is not None and node.get_role_name() != role:
                    continue
                if visible and not self.visible(node):
                    continue
            except GLib.Error:
                continue
            found.append(node)
        return found

    def find(self, name=None, role=None, contains=None, root=None, deadline=DEADLINE, index=0):
        def look():
            found = self.all(name, role, contains, root)
            return found[index] if len(found) > index else None

        return poll(f"name={name} contains={contains} role={role}", look, deadline)

    def gone(self, name=None, role=None, contains=None):
        poll(f"gone: name={name} contains={contains}", lambda: not self.all(name, role, contains))

    def tree(self):
        rows = []

        def show(node, depth):
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is None:
                    continue
                if self.visible(child) or depth < 3:
                    rows.append("  " * depth + f"{child.get_role_name()}: {child.get_name()!r} {child.get_description()!r}")
                    show(child, depth + 1)

        show(self.window, 0)
        return "\n".join(rows)

    # ----- acting -----

    def box(self, node):
        """Extents on the screen."""
        place = node.get_extents(Atspi.CoordType.WINDOW)
        left, top = self.origin()
        return left + place.x, top + place.y, place.width, place.height

    def point(self, node, fx=0.5, fy=0.5):
        place = []

        def rests():
            place.append(self.box(node))
            return len(place) > 1 and place[-1] == place[-2]

        # What has just appeared may still be on its way to its place.
        poll(f"{node.get_name()} to rest", rests)
        left, top, width, height = place[-1]
        return int(left + width * fx), int(top + height * fy)

    def move(self, px, py):
        x("mousemove", px, py)

    def click(self, node, button=1, fx=0.5, fy=0.5, repeat=1):
        px, py = self.point(node, fx, fy)
        x("mousemove", px, py)
        time.sleep(0.05)
        x("click", "--repeat", repeat, "--delay", 40, button)

    def click_at(self, px, py, button=1, repeat=1):
        x("mousemove", px, py)
        time.sleep(0.05)
        x("click", "--repeat", repeat, "--delay", 40, button)

    def drag(self, start, end, steps=12, button=1):
        x("mousemove", *start)
        time.sleep(0.05)
        x("mousedown", button)
        for step in range(1, steps + 1):
            x("mousemove", round(start[0] + (end[0] - start[0]) * step / steps),
              round(start[1] + (end[1] - start[1]) * step / steps))
            time.sleep(0.01)
        x("mouseup", button)

    def key(self, *keys):
        for key in keys:
            x("key", key)
            time.sleep(0.04)

    def hold(self, key):
        x("keydown", key)

    def release(self, key):
        x("keyup", key)

    def type(self, text):
        x("type", "--delay", "12", text)

    def press(self, node):
        """As assistive technology presses a button; a popover is a window of its own, whose place it does not tell."""
        if not node.get_action_iface().do_action(0):
            raise Failure(f"{node.get_name()} cannot be pressed")

    def action(self, node, name):
        """Calls an action of the widget by name, as assistive technology does."""
        iface = node.get_action_iface()
        for index in range(iface.get_n_actions()):
            if iface.get_action_name(index) == name:
                return iface.do_action(index)
        raise Failure(f"no action {name} on {node.get_name()}")


class Scenario:
    """TAP output, screenshots, and what to do when a step fails."""

    def __init__(self, name):
        self.name = name
        self.count = 0
        self.failed = 0
        self.program = None
        self.shots = pathlib.Path(os.environ.get("RECTO_SHOTS", os.environ["HOME"])) / name
        self.shots.mkdir(parents=True, exist_ok=True)
        subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        poll("the window manager", lambda: "no such" not in subprocess.run(
            ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], capture_output=True, text=True).stdout)

    def shot(self, name):
        path = self.shots / f"{self.count:02d}-{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=False, stderr=subprocess.DEVNULL)
        return path

    def step(self, name, function):
        self.count += 1
        if self.failed:
            # Later steps stand on earlier ones.
            print(f"not ok {self.count} - {name} # not reached", flush=True)
            return
        try:
            function()
            print(f"ok {self.count} - {name}", flush=True)
            self.shot(name.replace(" ", "-").replace("/", "-")[:60])
        except Exception as error:  # a failed step must not hide the ones after it
            self.failed += 1
            print(f"not ok {self.count} - {name}", flush=True)
            for row in f"{type(error).__name__}: {error}".splitlines():
                print(f"# {row}", flush=True)
            if self.program is not None:
                print(f"# the program runs: {self.program.process.poll() is None}", flush=True)
                for row in self.program.log_path.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]:
                    print(f"# {row}", flush=True)
            self.shot("failed")
            if self.program is not None and self.program.process.poll() is None:
                try:
                    print(self.program.tree()[:20000], file=sys.stderr)
                except GLib.Error:
                    pass

    def end(self):
        print(f"1..{self.count}", flush=True)
        sys.exit(1 if self.failed else 0)
