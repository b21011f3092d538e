"""The list of public anchors, tests/anchors.txt: ``page<TAB>label<TAB>heading``, kept by ``make anchors``.

An anchor once listed stays for ever: readers cite it.  This script adds new ones and never takes one out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FILE = Path(__file__).parent.parent / "tests/anchors.txt"
BUILT = Path(__file__).parent.parent / "_build/html/data/anchors.json"


def listed() -> dict[str, tuple[str, str]]:
    """Return label → (page, heading) of the list."""
    lines = FILE.read_text("utf-8").splitlines() if FILE.exists() else []
    return {label: (page, heading) for page, label, heading in (line.split("\t") for line in lines if line and line[0] != "#")}


def built() -> dict[str, tuple[str, str]]:
    """Return label → (page, heading) of the book as built; a claim's heading is its id, for its verdict may change."""
    data = json.loads(BUILT.read_text("utf-8"))["anchors"]
    return {
        label: (item["page"], f"Claim {label}" if item["title"].startswith("Claim ") else item["title"])
        for label, item in data.items()
    }


def main() -> None:
    known, now = listed(), built()
    new = {label: place for label, place in now.items() if label not in known}
    if new:
        old = (
            FILE.read_text("utf-8") if FILE.exists() else "# page, label, heading of every public anchor; see tools/anchors.py\n"
        )
        FILE.write_text(old + "".join(f"{page}\t{label}\t{heading}\n" for label, (page, heading) in new.items()), "utf-8")
    sys.stdout.write(f"{len(new)} anchors added, {len(known)} known\n")


if __name__ == "__main__":
    main()
