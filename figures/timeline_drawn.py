"""The timeline drawn: chosen events from 1991 to 2026, true to time in the strip above and with their words in the list below."""
from __future__ import annotations

from textwrap import wrap

from common import BLUE, GREEN, GREY, LINE, ORANGE, WIDTH, DataError, read
from sheet import axis, day, dots, keys, labels, linear, marks, sheet, spans, words, written, years

STRIP, STEP, TOP, APART, DATE, LABEL, LETTERS = 14, 24, 112, 17, 54, 144, 46
LANES = {
    "Japan and the five": (BLUE, "circle"),
    "others’ formats": (ORANGE, "diamond"),
    "corridors and resources": (GREEN, "square"),
}


def draw() -> str:
    rows = read("timeline-drawn", {"date": str, "lane": str, "label": str, "sources": keys}, lane=set(LANES))
    y = float(TOP)
    for line, row in enumerate(rows, 2):
        try:
            when = row["when"] = day(row["date"])
        except ValueError as error:
            raise DataError(f"timeline-drawn.csv:{line}: date is {row['date']!r}; expected {day.__name__}") from error
        before = rows[line - 3]["when"] if line > 2 else when
        if when < before:
            raise DataError(f"timeline-drawn.csv:{line}: {row['date']} stands after {before}; expected the order of time")
        row["text"] = "\n".join(wrap(row["label"], LETTERS, break_on_hyphens=False))
        row["said"] = written(when) if row["date"].count("-") == 2 else written(when).partition(" ")[2]
        y += 9 + min(14.0, 3 * (years(when) - years(before)))
        row["y"] = round(y + 8, 1)
        y += 16 * (row["text"].count("\n") + 1)
    x = linear(1991, 2027, 176, WIDTH - 6)
    foot = STRIP + STEP * (len(LANES) - 1) + 10
    layers = axis(range(1995, 2026, 10), x, 4, foot)
    for number, (lane, (colour, shape)) in enumerate(LANES.items()):
        own, level, column = [row for row in rows if row["lane"] == lane], STRIP + STEP * number, 8 + APART * number
        layers += [
            spans([{"x": x(1991), "x2": WIDTH, "y": level}], LINE), marks("rule", [{"x": column, "y": TOP, "y2": y}], color=LINE),
            dots([{"x": 8, "y": level}], colour, shape),
            words([{"x": 20, "y": level, "text": lane}], color=colour, fontWeight="bold"),
            dots([{"x": x(years(row["when"])), "y": level} for row in own], colour, shape, 50),
            dots([{"x": column, "y": row["y"]} for row in own], colour, shape),
            labels(own, "said", x=DATE, color=colour, fontWeight="bold"),
        ]
    return sheet(y + 4, [*layers, spans([{"x": 0, "x2": WIDTH, "y": TOP - 4}], GREY), labels(rows, "text", x=LABEL)])
