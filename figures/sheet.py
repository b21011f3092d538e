"""Drawings laid out by hand: marks at places that the script has reckoned, for figures whose words stand among the marks.

A sheet is :data:`common.WIDTH` units wide; x runs right and y down, in units.
Vega-Lite draws it, so that :func:`common.svg` checks its colours like those of any other figure.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from common import GREY, INK, LINE, WIDTH, svg

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
Row = dict[str, Any]
Layer = dict[str, Any]
Columns = dict[str, Callable[[str], Any]]


def marks(kind: str, rows: Iterable[Row], **style: Any) -> Layer:
    """Return a layer of one *kind* of mark (``rule``, ``rect``, ``point``, ``text``), each at its row's x, y, x2, y2 and text."""
    values = list(rows)
    fields = values[0].keys() if values else ()
    encoding: dict[str, Any] = {c: {"field": c, "type": "quantitative", "scale": None} for c in ("x", "y") if c in fields}
    encoding |= {c: {"field": c} for c in ("x2", "y2", "text") if c in fields}
    return {"data": {"values": values}, "mark": {"type": kind, **style}, "encoding": encoding}


def words(rows: Iterable[Row], **style: Any) -> Layer:
    """Return a layer of text that starts at x and is centred on y, unless *style* says otherwise; it may have several lines."""
    look = {"align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": 16, "color": INK}
    return marks("text", rows, **{**look, **style})


def labels(rows: Iterable[Row], field: str, dx: float = 0, dy: float = 0, *, x: float | None = None, **style: Any) -> Layer:
    """Return a layer of the text in *field* of each row, away from its mark by *dx* and *dy*, or in a column at *x*."""
    placed = [{"x": row.get("x2", row.get("x")) if x is None else x, "y": row["y"] + dy, "text": row[field]} for row in rows]
    return words([{**row, "x": row["x"] + dx} for row in placed], **style)


def dots(rows: Iterable[Row], colour: str, shape: str, size: int = 110, *, hollow: bool = False) -> Layer:
    """Return a layer of points of one *shape*."""
    fill = {"fill": "transparent"} if hollow else {"fill": colour}
    placed = [{"x": row["x"], "y": row["y"]} for row in rows]
    return marks("point", placed, shape=shape, size=size, stroke=colour, strokeWidth=2, opacity=1, **fill)


def spans(rows: Iterable[Row], colour: str, **style: Any) -> Layer:
    """Return a layer of lines from x to x2."""
    return marks("rule", [{c: row[c] for c in ("x", "x2", "y")} for row in rows], color=colour, **style)


def bars(rows: Iterable[Row], colour: str, height: int = 14, *, hollow: bool = False, dash: list[int] | None = None) -> Layer:
    """Return a layer of bars from x to x2, centred on y."""
    placed = [{"x": row["x"], "x2": row["x2"], "y": row["y"] - height / 2, "y2": row["y"] + height / 2} for row in rows]
    look = {"fill": "transparent", "stroke": colour, "strokeWidth": 2, "strokeDash": dash or []} if hollow else {"fill": colour}
    return marks("rect", placed, opacity=1, **look)


def linear(low: float, high: float, left: float, right: float) -> Callable[[float], float]:
    """Return the function that puts *low* … *high* between *left* and *right*."""
    return lambda value: round(left + (value - low) / (high - low) * (right - left), 2)


def axis(ticks: Iterable[float], place: Callable[[float], float], top: float, bottom: float, title: str = "") -> list[Layer]:
    """Return the layers of an x axis: a light line for each tick, its number below, and the title below that."""
    at = [{"x": place(tick), "text": f"{tick:g}"} for tick in ticks]
    layers = [
        marks("rule", [{"x": t["x"], "y": top, "y2": bottom} for t in at], color=LINE),
        words([{**t, "y": bottom + 12} for t in at], align="center"),
    ]
    return [*layers, words([{"x": at[0]["x"], "y": bottom + 30, "text": title}], color=GREY)] if title else layers


def sheet(height: float, layers: Iterable[Layer]) -> str:
    """Return the SVG of *layers* on a sheet of this *height*."""
    drawn = [layer for layer in layers if layer["data"]["values"]]
    return svg({"width": WIDTH, "height": height, "padding": 0, "autosize": "none", "layer": drawn})


def keys(cell: str) -> str:
    """Return a cell of source keys; an empty one is refused."""
    if not cell.split():
        raise ValueError(cell)
    return cell


keys.__name__ = "one or more source keys"


def up_to(limit: float) -> Callable[[str], float]:
    """Return the function that reads a number and refuses one beyond *limit*, where the axis ends."""
    def convert(cell: str) -> float:
        value = float(cell)
        if not 0 <= value <= limit:
            raise ValueError(cell)
        return value

    convert.__name__ = f"a number from 0 to {limit:g}, where the axis ends"
    return convert


def day(cell: str) -> date:
    """Return the date of ``2025-12-20``, ``2025-12`` or ``2025``; the middle stands for what is not known."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", cell)
    if not match:
        raise ValueError(cell)
    return date(int(match[1]), int(match[2] or 7), int(match[3] or (15 if match[2] else 1)))


day.__name__ = "a date such as 2025-12-20, 2025-12 or 2025"


def day_or_none(cell: str) -> date | None:
    """Return a date, or None where the cell is empty: not found."""
    return day(cell) if cell else None


day_or_none.__name__ = f"{day.__name__}, or nothing"


def written(when: date) -> str:
    """Return a date as the figures write it: 19 Dec 2025."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def years(when: date) -> float:
    """Return a date as a year with its part."""
    start = date(when.year, 1, 1)
    return when.year + (when - start).days / (date(when.year + 1, 1, 1) - start).days
