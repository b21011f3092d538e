"""The pen: marks of SVG, placed by the script that draws them.

A sheet is :data:`WIDTH` units wide, so that at the 330 pixels of a phone its text is still 10 pixels high; x runs right and y
down, and all lengths are in these units.  Every mark is a list of SVG elements, each of which is a line of the file; later
marks cover earlier ones.  Colours are few: ``_static/book.css`` knows them and turns them for the dark scheme, so no other may
be used.  They are Okabe and Ito's, which colour-blind readers can tell apart, darkened where white paper needs it; shape, dash
or label always says the same again.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from common import DataError

WIDTH = 440
TEXT_SIZE = 13
LINE_HEIGHT = 16  # from one line of a text to the next
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the first two have the same widths

INK = "#1a1a1a"
GREY = "#5c5c5c"
LINE = "#d0d0d0"
BLUE = "#0060a8"
ORANGE = "#b85c00"
GREEN = "#00795a"
RED = "#b3261e"
PURPLE = "#7b3a92"
SKY = "#56a7d8"
PAPER = "#ffffff"
LAND = "#e9e6df"
PALETTE = {INK, GREY, LINE, BLUE, ORANGE, GREEN, RED, PURPLE, SKY, PAPER, LAND}

Marks = list[str]
Point = tuple[float, float]
Attribute = str | float | None
Scale = Callable[[float], float]  # from a value to its place in units
# Corners of the signs about their centre, for a size of 1; pointed ones reach further, so that all look equally large.
CORNERS: dict[str, list[Point]] = {
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)],
    "triangle": [(0, -1.1), (1.2, 1), (-1.2, 1)],
    "arrow": [(-1, -1.2), (1.1, 0), (-1, 1.2)],
    "cross": [
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4),
        (0.4, 1.2), (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
    ],
}  # fmt: skip


def number(value: float) -> str:
    """Return a length to a hundredth of a unit, finer than any screen."""
    return f"{round(value, 2) + 0.0:g}"  # 0.0 turns -0 into 0


def element(tag: str, content: str = "", /, **attributes: Attribute) -> str:
    """Return one SVG element; an attribute that is None is left out, and ``stroke_width`` is written ``stroke-width``."""
    written = "".join(
        f' {name.replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>"


def line(x1: float, y1: float, x2: float, y2: float, colour: str, width: float = 1, dash: str | None = None) -> Marks:
    """Return a straight line; *dash* is the lengths of dashes and gaps, such as ``3 3``."""
    return [element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, stroke_dasharray=dash)]


def rect(x: float, y: float, width: float, height: float, colour: str, *, hollow: bool = False, dash: str | None = None) -> Marks:
    """Return a filled rectangle, or a *hollow* one, whose border of 2 units lies within it."""
    if not hollow:
        return [element("rect", x=x, y=y, width=width, height=height, fill=colour)]
    style = {"fill": PAPER, "stroke": colour, "stroke_width": "2", "stroke_dasharray": dash}
    return [element("rect", x=x + 1, y=y + 1, width=max(width - 2, 0), height=max(height - 2, 0), **style)]


def path(lines: Iterable[Iterable[Point]], *, closed: bool = False, digits: int = 2, **style: Attribute) -> Marks:
    """Return one path of several lines, or of areas where *closed*, its places written with *digits* decimals."""
    end = "Z" if closed else ""
    written = ["M" + "L".join(f"{round(x, digits):g},{round(y, digits):g}" for x, y in points) + end for points in lines]
    return [element("path", d="".join(written), **({"fill": "none", "stroke_linejoin": "round"} | style))]


def sign(shape: str, x: float, y: float, colour: str, size: float = 6, *, hollow: bool = False) -> Marks:
    """Return a sign about *x* and *y*: a ``circle`` or a shape of :data:`CORNERS`, *size* units from centre to edge."""
    look: dict[str, Attribute] = {"fill": PAPER, "stroke": colour, "stroke_width": 2} if hollow else {"fill": colour}
    if shape == "circle":
        return [element("circle", cx=x, cy=y, r=size, **look)]
    corners = " ".join(f"{number(x + size * dx)},{number(y + size * dy)}" for dx, dy in CORNERS[shape])
    return [element("polygon", points=corners, **look)]


def text(
    x: float,
    y: float,
    content: str,
    colour: str = INK,
    *,
    anchor: str = "start",
    bold: bool = False,
    halo: str | None = None,
    **style: str | None,
) -> Marks:
    """Return a text of one or more lines: *x* is its start, middle or end (*anchor*), *y* the middle of its first line.

    A *halo* is a border in the colour of the ground, for a text that stands on lines.  It is a second text below the first,
    hidden from screen readers, because not every reader of SVG can paint a border below its letters.
    """
    style |= {"text_anchor": None if anchor == "start" else anchor, "font_weight": "bold" if bold else None}
    border = {"stroke": halo, "stroke_width": "4", "stroke_linejoin": "round", "aria_hidden": "true"}
    marks = []
    for place, part in enumerate(content.split("\n")):
        where = {"x": x, "y": y + LINE_HEIGHT * place + 0.35 * TEXT_SIZE}
        if halo:
            marks.append(element("text", escape(part, quote=False), **where, fill=halo, **border, **style))
        marks.append(element("text", escape(part, quote=False), **where, fill=colour, **style))
    return marks


def link(label: str, marks: Marks) -> Marks:
    """Return *marks* as a link to a label of the book, which ``_ext/handbook/page/drawings.py`` makes on web pages."""
    return [f'<g class="to-{label}">', *marks, "</g>"]


def linear(low: float, high: float, start: float, end: float) -> Scale:
    """Return the function that puts the values *low* … *high* at *start* … *end* units."""
    return lambda value: start + (value - low) / (high - low) * (end - start)


def axis(ticks: Sequence[float], place: Scale, y: float, title: str = "", *, end: float = WIDTH, form: str = "g") -> Marks:
    """Return an x axis at *y* from the first tick to *end*: ticks, their numbers in *form*, and a title below.

    It needs 22 units below *y*, or 44 with a title.
    """
    marks = line(place(ticks[0]), y, end, y, GREY)
    for tick in ticks:
        marks += line(place(tick), y, place(tick), y + 5, GREY)
        marks += text(place(tick), y + 14, format(tick, form), anchor="middle")
    return marks + text(place(ticks[0]), y + 34, title, GREY) if title else marks


def sheet(height: float, marks: Marks) -> str:
    """Return the SVG of *marks* on a sheet *height* units high.

    :raises DataError: where a colour is not in :data:`PALETTE`.
    """
    strange = {colour for mark in marks for colour in re.findall(r' (?:fill|stroke)="([^"]*)"', mark)} - PALETTE - {"none"}
    if strange:
        raise DataError(f"colours outside the palette: {', '.join(sorted(strange))}")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {number(height)}" font-family="{FONT}"'
    return "\n".join([f'{head} font-size="{TEXT_SIZE}">', *marks, "</svg>"]) + "\n"
