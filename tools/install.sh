#!/usr/bin/env bash
# install.sh LOCKFILE STAMP: make .venv with the first Python from 3.11 on, install the locked packages, leave STAMP.
set -u
lock=$1 stamp=$2

fail() { echo "$*" >&2; rm -rf .venv; exit 1; }

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for name in ${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3}; do
  if command -v "$name" >/dev/null && recent "$name"; then python=$name; break; fi
done
if [ -z "$python" ]; then
  found=$(python3 --version 2>/dev/null || echo "no Python")
  fail "This book needs Python 3.11 or newer ($found found): install it, or name it with make PYTHON=/path/to/python."
fi

if ! { [ -x .venv/bin/python ] && recent .venv/bin/python; }; then
  rm -rf .venv
  "$python" -m venv .venv >/dev/null 2>&1 ||
    fail "$python cannot make a virtual environment: install its venv module (on Debian: apt install python3-venv)."
fi
echo "Installing $lock into .venv …"
log=$(mktemp)
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" >"$log" 2>&1; then
  tail -n 5 "$log" >&2; rm -f "$log"
  fail "The packages of $lock could not be installed: check the network (or the package index that pip is set to) and run make again."
fi
rm -f "$log"
touch "$stamp"
