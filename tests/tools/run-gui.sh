#!/bin/sh
# Runs a test program on a display, session bus and home of its own.
# Standard output stays pure TAP: everything but the program goes to standard error.
set -eu
for tool in xvfb-run dbus-run-session; do
  command -v "$tool" >/dev/null 2>&1 || { echo "Bail out! $tool is missing: run tests/run"; exit 99; }
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/recto-gui.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
mkdir -p -m 700 "$scratch/home" "$scratch/run" "$scratch/tmp"
export HOME="$scratch/home" TMPDIR="$scratch/tmp" XDG_RUNTIME_DIR="$scratch/run"
export XDG_DATA_HOME="$HOME/data" XDG_CONFIG_HOME="$HOME/config" XDG_CACHE_HOME="$HOME/cache" XDG_STATE_HOME="$HOME/state"
export GDK_BACKEND=x11 NO_AT_BRIDGE=0 LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS 2>/dev/null || true
exec 3>&1
xvfb-run -a -s "-screen 0 ${RECTO_TEST_SCREEN:-1280x900x24} -noreset" \
  dbus-run-session -- sh -c 'exec "$@" 1>&3 3>&-' run-gui "$@" 1>&2
