"""Agreements: how many documents of the summit, by country, and by whose count."""

from itertools import groupby

from common import SOURCES, TEXT, Row, one_of, read, up_to
from marks import BLUE, GREEN, GREY, LINE, ORANGE, WIDTH, Marks, Scale, axis, line, linear, sheet, sign, text

TOP = 58  # the line above the first group
HEAD = 26  # height of a group's heading
STEP = 40  # from one count to the next
END = 180  # documents at the right edge
KINDS = {  # who counts: name in the key, colour, sign, whether hollow
    "official": ("government or its agency", BLUE, "circle", False),
    "press": ("press or a participant", GREEN, "square", False),
    "commentary": ("commentaries only, not confirmed", ORANGE, "diamond", True),
}
KEY = {"official": (8, 10), "press": (208, 10), "commentary": (8, 32)}  # place of each sign in the key


def key() -> Marks:
    marks = []
    for kind, (x, y) in KEY.items():
        name, colour, shape, hollow = KINDS[kind]
        marks += sign(shape, x, y, colour, hollow=hollow) + text(x + 12, y, name)
    return marks


def count(row: Row, x: Scale, y: float) -> Marks:
    """Return one count: what it is of, and below, at *y*, its stem, sign and number."""
    _, colour, shape, hollow = KINDS[row["kind"]]
    end = x(row["number"])
    said = ("over " if row["bound"] == "over" else "") + f"{row['number']:g}"
    return [
        *text(x(0), y - 18, f"{row['counter'][0].upper()}{row['counter'][1:]}: {row['counts']}", GREY),
        *line(x(0), y, end, y, colour, 2, "3 3" if hollow else None),
        *sign(shape, end, y, colour, hollow=hollow),
        *text(end + 11, y, said),
    ]


def draw() -> str:
    columns = {"group": TEXT, "number": up_to(END), "bound": one_of("exact", "over"), "counts": TEXT, "counter": TEXT}
    rows = read("agreements-count", {**columns, "kind": one_of(*KINDS), "unit": one_of("documents"), "sources": SOURCES})
    x = linear(0, END, 6, WIDTH)
    marks, y = key(), float(TOP)
    for group, own in groupby(rows, lambda row: str(row["group"])):
        marks += line(0, y, WIDTH, y, LINE) + text(0, y + 14, group, bold=True)
        y += HEAD
        for row in own:
            marks += count(row, x, y + 28)
            y += STEP
        y += 6
    return sheet(y + 44, marks + axis(range(0, 151, 50), x, y, "number of documents; counters differ, so they do not add up"))
