"""The timeline drawn: chosen events from 1991 to 2026, true to time in the strip above and with their words in the list below."""

from itertools import pairwise
from textwrap import wrap

from common import DAY, SOURCES, TEXT, Row, one_of, read
from marks import BLUE, GREEN, GREY, LINE, LINE_HEIGHT, ORANGE, WIDTH, Marks, axis, line, linear, sheet, sign, text

STRIP = 14  # the first lane of the strip
LANE = 24  # from one lane of the strip to the next
TOP = 112  # where the list begins
APART = 17  # from one lane of the list to the next
DATE = 54  # where the dates begin
LABEL = 144  # where the labels begin
LETTERS = 46  # at most, in a line of a label
LANES = {
    "Japan and the five": ("circle", BLUE),
    "others’ formats": ("diamond", ORANGE),
    "corridors and resources": ("square", GREEN),
}


def strip(rows: list[Row]) -> Marks:
    """Return the lanes with their names and all events true to time."""
    x = linear(1991, 2027, 176, WIDTH - 6)
    bottom = STRIP + LANE * (len(LANES) - 1) + 10
    marks = []
    for year in range(1995, 2026, 10):
        marks += line(x(year), 4, x(year), bottom, LINE)
    for place, (lane, (shape, colour)) in enumerate(LANES.items()):
        y = STRIP + LANE * place
        marks += line(x(1991), y, WIDTH, y, LINE) + sign(shape, 8, y, colour) + text(20, y, lane, colour, bold=True)
        for row in rows:
            marks += sign(shape, x(row["date"].years), y, colour, 4) if row["lane"] == lane else []
    return marks + axis(range(1995, 2026, 10), x, bottom)


def listed(rows: list[Row]) -> tuple[Marks, float]:
    """Return the list of the events, and where it ends; the longer the time between two, the further they stand apart."""
    marks, y, before = [], float(TOP), rows[0]["date"]
    for row in rows:
        shape, colour = LANES[row["lane"]]
        wrapped = wrap(row["label"], LETTERS, break_on_hyphens=False)
        y += 9 + min(14.0, 3 * (row["date"].years - before.years))
        before = row["date"]
        marks += sign(shape, 8 + APART * list(LANES).index(row["lane"]), y + 8, colour)
        marks += text(DATE, y + 8, row["date"].text, colour, bold=True) + text(LABEL, y + 8, "\n".join(wrapped))
        y += LINE_HEIGHT * len(wrapped)
    return marks, y


def draw() -> str:
    rows = read("timeline-drawn", {"date": DAY, "lane": one_of(*LANES), "label": TEXT, "sources": SOURCES})
    for earlier, row in pairwise(rows):
        if row["date"].when < earlier["date"].when:
            raise row.fault(f"{row['date'].text} stands after {earlier['date'].text}; expected the order of time")
    events, bottom = listed(rows)
    marks = strip(rows) + line(0, TOP - 4, WIDTH, TOP - 4, GREY)
    for place in range(len(LANES)):
        marks += line(8 + APART * place, TOP, 8 + APART * place, bottom, LINE)
    return sheet(bottom + 4, marks + events)
