"""What all drawings share: size, type, colours, and how CSV files are read and checked.

A drawing is 440 units wide, so that at the 330 pixels of a phone its text is still 10 pixels high.  Colours are few and named:
``_static/book.css`` knows them and turns them for the dark scheme, so no other may be used.  The palette is Okabe and Ito's,
which colour-blind readers can tell apart, darkened where white paper needs it; shape, dash or label always says the same again.
"""
from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import vl_convert

FOLDER = Path(__file__).parent
WIDTH = 440
INK, GREY, LINE = "#1a1a1a", "#5c5c5c", "#d0d0d0"
BLUE, ORANGE, GREEN, RED, PURPLE, SKY = "#0060a8", "#b85c00", "#00795a", "#b3261e", "#7b3a92", "#56a7d8"
PAPER, LAND = "#ffffff", "#e9e6df"
PALETTE = {INK, GREY, LINE, BLUE, ORANGE, GREEN, RED, PURPLE, SKY, PAPER, LAND}
# Liberation Sans comes with vl-convert, so that a redraw is the same on every machine; Arial has its widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

CONFIG: dict[str, Any] = {
    "background": None,
    "font": FONT,
    "aria": False,  # the page says in words what the drawing shows
    "padding": {"left": 2, "right": 2, "top": 2, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal",
        "gridColor": LINE, "domainColor": GREY, "tickColor": GREY, "labelLimit": 200, "titleLimit": 420,
    },
    "text": {"fontSize": 13, "color": INK},
    "legend": {
        "labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK, "titleFontWeight": "normal",
        "labelLimit": 380,
    },
}


class DataError(ValueError):
    """A row of a CSV file that is not as it should be; the message names file and row."""


def read(name: str, columns: Mapping[str, Callable[[str], Any]], **allowed: set[str]) -> list[dict[str, Any]]:
    """Return the rows of ``figures/data/<name>.csv`` with their cells converted.

    *columns* maps each column to the function that reads its cells (``str``, ``float``, :func:`number`); *allowed* maps a column,
    such as ``unit``, to the only values it may hold.

    :raises DataError: where the file or a column is missing, a row has too many or too few cells, or a cell cannot be read.
    """
    path = FOLDER / "data" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = reader.fieldnames or ()
            found = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: {error}") from error
    missing = [column for column in columns if column not in names]
    if missing:
        raise DataError(f"{path.name}: no column {missing[0]!r}; expected {', '.join(columns)}")
    rows = []
    for line, row in found:
        if None in row or None in row.values():
            raise DataError(f"{path.name}:{line}: expected {len(names)} cells")
        for column, values in allowed.items():
            if row[column] not in values:
                expected = ", ".join(sorted(values))
                raise DataError(f"{path.name}:{line}: {column} is {row[column]!r}; expected one of {expected}")
        made = {}
        for column, convert in columns.items():
            try:
                made[column] = convert(row[column])
            except ValueError as error:
                raise DataError(f"{path.name}:{line}: {column} is {row[column]!r}; expected {convert.__name__}") from error
        rows.append(made)
    return rows


def number(cell: str) -> float | None:
    """Return a cell as a number, or None where it is empty: not seen, which is not zero."""
    return float(cell) if cell else None


def heading(text: str, weight: str = "bold", offset: int = 8) -> dict[str, Any]:
    """Return the title of a panel, *offset* units above it."""
    place = {"anchor": "start", "frame": "group", "offset": offset}
    return {"text": text, "fontSize": 13, "fontWeight": weight, "color": INK, **place}


def svg(spec: dict[str, Any]) -> str:
    """Return the SVG of a Vega-Lite *spec*, one element a line, with no colour outside the palette.

    :raises DataError: where a colour is not in :data:`PALETTE`.
    """
    spec = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", **spec, "config": {**CONFIG, **spec.get("config", {})}}
    text = vl_convert.vegalite_to_svg(spec)
    # What Vega writes on every element and readers do not need: roles, digits beyond a hundredth, the one font, empty groups.
    text = re.sub(r' (?:aria-[a-z]+|role|class|pointer-events|stroke-miterlimit|font-family|xmlns:xlink)="[^"]*"', "", text)
    text = re.sub(r"-?\d+\.\d{3,}(?:e-\d+)?", lambda m: f"{float(m[0]):.2f}".rstrip("0").rstrip("."), text)
    text = re.sub(r'<path d="(?:M0,0h0v0h0Z)?"[^>]*></path>|<path d="(?:M0,0h0v0h0Z)?"[^>]*/>', "", text)
    while "<g></g>" in text:
        text = text.replace("<g></g>", "")
    text = text.replace("<svg ", f'<svg font-family="{FONT}" ', 1)
    text = re.sub(r"rgba?\((\d+), ?(\d+), ?(\d+)(?:, ?1)?\)", lambda m: "#" + "".join(f"{int(c):02x}" for c in m.groups()), text)
    text = re.sub(r'<svg ([^>]*?)width="[^"]*" height="[^"]*"', r"<svg \1", text)
    # Vega counts clip paths on from drawing to drawing; its links are of no use outside the book, so _ext/drawings.py makes them.
    found = {name: f"clip{i}" for i, name in enumerate(dict.fromkeys(re.findall(r'clipPath id="([^"]+)"', text)))}
    text = re.sub(r'(clipPath id="|url\(#)([^")]+)', lambda m: m[1] + found.get(m[2], m[2]), text)
    text = re.sub(r'<a xlink:href="[^"#]*#([a-z0-9-]+)"[^>]*>(.*?)</a>', r'<g class="to-\1">\2</g>', text)
    strange = set(re.findall(r'(?:fill|stroke)="(#[0-9a-fA-F]{6})"', text)) - PALETTE
    if strange:
        raise DataError(f"colours outside the palette: {', '.join(sorted(strange))}")
    return text.replace("><", ">\n<") + "\n"
