"""Draw every figure again: ``make figures``, or ``python figures/draw.py NAME…`` for some.

A script of this folder that has a function ``draw() -> str`` is a figure; its SVG goes beside it.  Where it also has
``files() -> dict[str, str]``, these texts go into ``data/`` by their names.
"""

import importlib
import re
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER))


def names() -> list[str]:
    """Return the figures by name, which is that of their script with hyphens."""
    scripts = [path for path in FOLDER.glob("*.py") if re.search(r"^def draw\(\)", path.read_text("utf-8"), re.M)]
    return sorted(path.stem.replace("_", "-") for path in scripts)


def drawn(name: str) -> str:
    """Return the SVG of one figure, drawn anew, with the apostrophes of the text."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", str(importlib.import_module(name.replace("-", "_")).draw()))


def made(name: str) -> dict[str, str]:
    """Return the files that one figure makes of its data, by name."""
    return dict(getattr(importlib.import_module(name.replace("-", "_")), "files", dict)())


def main(wanted: list[str]) -> int:
    """Draw the figures *wanted*, or all, and return 1 where a name or the data are wrong."""
    from common import DataError

    unknown = set(wanted) - set(names())
    if unknown:
        sys.stderr.write(f"no figure {', '.join(sorted(unknown))}; there are {', '.join(names())}\n")
        return 1
    for name in wanted or names():
        try:
            (FOLDER / f"{name}.svg").write_text(drawn(name), "utf-8")
            for file, text in made(name).items():
                (FOLDER / "data" / file).write_text(text, "utf-8")
        except DataError as error:
            sys.stderr.write(f"{name}: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
