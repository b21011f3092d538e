"""Write ``_static/styles/furo.css``: the theme's own style sheet without the rules and variables that no page uses.

    make css

The file takes the place of the theme's sheet and is a third lighter.  Run it after a change of the theme or of what pages hold;
a test says when it is stale.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import tinycss2

ROOT = Path(__file__).parent.parent
SITE = ROOT / "_build/html"
SHEET = ROOT / "_static/styles/furo.css"


def trimmed() -> str:
    """Return furo's style sheet with what the built site uses of it."""
    sheet = files("furo").joinpath("theme/furo/static/styles/furo.css").read_text("utf-8")
    pages = "".join(path.read_text("utf-8") for path in sorted(SITE.rglob("*.html")))
    scripts = "".join(path.read_text("utf-8") for path in sorted(SITE.glob("_static/**/*.js")))
    named = " ".join(re.findall(r'class="([^"]*)"', pages)).split()
    known = {*named, *re.findall(r"[\"'`]([a-z][\w-]+)[\"'`]", scripts)}
    css = filtered(sheet, lambda selector: classes(selector) <= known, lambda name: True)
    others = pages + "".join(path.read_text("utf-8") for path in sorted(SITE.glob("_static/**/*.css")) if path.name != SHEET.name)
    used = variables(css, others)
    kept = filtered(css, lambda selector: True, lambda name: not name.startswith("--") or name in used)
    return f"/* made by make css: do not edit */\n{kept.strip()}\n"


def classes(selector: str) -> set[str]:
    """Return the classes that an element must have to match; those in ``:not()`` and ``:is()`` need not be there."""
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r":(?:not|is|where)\([^)]*\)", "", selector)))


def variables(css: str, others: str) -> set[str]:
    """Return the variables of *css* that a property takes, in it or in *others*, or another such variable does."""
    used: set[str] = set()
    todo = set(re.findall(r"var\((--[\w-]+)", re.sub(r"--[\w-]+:[^;}]*", "", css) + others))
    while todo:
        used |= todo
        values = " ".join(value for name, value in re.findall(r"(--[\w-]+):([^;}]*)", css) if name in todo)
        todo = set(re.findall(r"var\((--[\w-]+)", values)) - used
    return used


def filtered(css: str, wanted_selector: Callable[[str], bool], wanted_property: Callable[[str], bool]) -> str:
    """Return *css*, minified, with only the selectors and the declarations that are wanted."""

    def rules(found: list[Any]) -> str:
        text = ""
        for rule in found:
            if rule.type == "qualified-rule":
                selectors = [s for s in re.split(r",(?![^(]*\))", tinycss2.serialize(rule.prelude)) if wanted_selector(s)]
                parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                body = ";".join(part.serialize() for part in parts if part.type != "declaration" or wanted_property(part.name))
                text += f"{','.join(selectors)}{{{body}}}" if selectors and body else ""
            elif rule.type == "at-rule" and rule.content is not None and rule.at_keyword in ("media", "supports"):
                inner = rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
                text += f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
            else:
                text += rule.serialize()
        return text

    return rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def main() -> int:
    css = trimmed()
    SHEET.parent.mkdir(exist_ok=True)
    SHEET.write_text(css, "utf-8")
    sys.stdout.write(f"{SHEET.relative_to(ROOT)}: {len(css):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
