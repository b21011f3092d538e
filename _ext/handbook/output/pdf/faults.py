"""What Typst complains of, told with file and line of the book instead of those of its own source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

GLYPH = re.compile(r'the text `"(.*)"` could not be displayed with (?:font `"(.*)"`|a font)')


class CannotBeSet(Exception):
    """Why there is no PDF: *told* are messages, each with its place in the book, which may be empty."""

    def __init__(self, *told: tuple[str, str]) -> None:
        super().__init__("; ".join(": ".join(filter(None, (place, message))) for message, place in told))
        self.told = told


def explain(
    diagnostic: str, source: str, template: str, find_entry: Callable[[str], str], drawings: Sequence[tuple[str, str]]
) -> CannotBeSet:
    """Return the errors of Typst's *diagnostic*, each once, with where it is in the book and what mends it.

    *source* is the text that Typst was given, *template* the name of the file that it imports, *find_entry* returns file and
    line of the key of a work, *drawings* are pictures as (name, text of the SVG file).
    """
    lines = source.splitlines()
    told: dict[tuple[str, str], None] = {}
    for message, file, number in errors(diagnostic):
        if glyph := GLYPH.search(message):
            text = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), glyph[1])
            where = [number] if file and not file.endswith(template) else [i for i, line in enumerate(lines, 1) if text in line]
            places = [place_of_line(lines, i, find_entry) for i in where]
            places = places or [f"{name}:{line_of(svg, svg.index(text))}" for name, svg in drawings if text in svg]
            codes = " ".join(f"U+{ord(char):04X}" for char in text)
            font = f"the font {glyph[2]} has" if glyph[2] else "the fonts have"
            mend = f"{font} no glyph for {text!r} ({codes}); write it otherwise, or name in {template} a font that has it"
            told.update(dict.fromkeys((mend, place) for place in places or [""]))
        elif message.startswith("panicked with: "):  # the template speaks for itself: "place: message"
            place, _, message = message.removeprefix("panicked with: ").partition(": ")
            told[message, place] = None
        elif file.endswith(template):
            told[message, f"{template}:{number}"] = None
        else:
            told[message, place_of_line(lines, number, find_entry) if number else ""] = None
    return CannotBeSet(*told)


def line_of(text: str, index: int) -> int:
    """Return the line of *text*, from 1, in which its character *index* stands."""
    return text.count("\n", 0, index) + 1


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
    return ""
