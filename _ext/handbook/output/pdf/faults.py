"""What Typst complains of, told with file and line of the book instead of those of its own source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

GLYPH = re.compile(r'the text `"(.*)"` could not be displayed with (?:font `"(.*)"`|a font)')
UNKNOWN_FONT = re.compile(r"unknown font family: (.*)")


def explain(
    diagnostic: str, source: str, template: str, find_entry: Callable[[str], str], drawings: Sequence[tuple[str, str]]
) -> list[str]:
    """Return the errors of *diagnostic*, one a line, each once, with where it is and what mends it.

    *source* is the text that Typst was given, *template* the name of the file that it imports, *find_entry* returns file and line of
    the key of a work, *drawings* are pictures as (name, text of the SVG file).
    """
    lines = source.splitlines()
    found: dict[str, None] = {}
    for message, file, number in errors(diagnostic):
        glyph = GLYPH.search(message)
        if glyph:
            text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), glyph[1])
            where = [number] if file and not file.endswith(template) else [i for i, line in enumerate(lines, 1) if text in line]
            places = [place_of_line(lines, i, find_entry) for i in where] or [
                name for name, svg in drawings if set(text) & set(svg)
            ]
            codes = " ".join(f"U+{ord(char):04X}" for char in text)
            font = f"the font {glyph[2]} has" if glyph[2] else "the fonts have"
            for place in places or [template]:
                found[
                    f"{place}: {font} no glyph for {text!r} ({codes}); write it otherwise or name in {template} a font that has it"
                ] = None
        elif message.startswith("panicked with: "):
            found[message.removeprefix("panicked with: ").strip('"')] = None
        elif file.endswith(template):
            found[f"{template}:{number}: {message}"] = None
        else:
            found[f"{place_of_line(lines, number, find_entry)}: {message}" if number else message] = None
    return list(found)


def errors(diagnostic: str) -> Iterator[tuple[str, str, int]]:
    """Yield (message, file, line) of each error; file and line are empty where Typst knows no place."""
    for part in re.split(r"^(?=error: |warning: )", diagnostic, flags=re.M):
        if part.startswith("error: "):
            place = re.search(r"┌─ (.+):(\d+):\d+$", part, re.M)
            yield part[len("error: ") :].splitlines()[0], place[1] if place else "", int(place[2]) if place else 0


def place_of_line(lines: Sequence[str], number: int, find_entry: Callable[[str], str]) -> str:
    """Return where in the book line *number* of Typst's source comes from: the nearest ``// file:line`` above it."""
    for line in reversed(lines[:number]):
        if line.startswith("// entry "):
            return find_entry(line.removeprefix("// entry "))
        if line.startswith("// "):
            return line.removeprefix("// ")
    return "the book"
