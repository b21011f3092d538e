"""Trade of the five with China, the EU, Russia and Japan in 2024, each figure by its own counter."""
from __future__ import annotations

from common import BLUE, GREY, ORANGE, WIDTH, read
from sheet import Columns, axis, bars, keys, labels, linear, sheet, up_to

STEP, LEFT, END = 46, 62, 110
BOUNDS = {"exact", "over", "under", "year not named"}


def draw() -> str:
    columns: Columns = {
        "partner": str, "counter": str, "bound": str, "value": up_to(END), "unit": str, "year": str, "note": str, "sources": keys,
    }
    rows = read("trade", columns, bound=BOUNDS, unit={"USD billion"}, year={"2024", "2024 by context"})
    x = linear(0, END, LEFT, WIDTH)
    for number, row in enumerate(rows):
        row |= {"x": x(0), "x2": x(row["value"]), "y": STEP * number + 31, "said": f"{row['value']:g}"}
        if row["bound"] in {"over", "under"}:
            row["said"] = f"{row['bound']} {row['said']}"
        if row["bound"] == "year not named":
            row["said"] += ", year not named"
    bottom = STEP * len(rows)
    return sheet(bottom + 42, [
        *axis(range(0, 101, 25), x, 0, bottom, "USD billion in 2024; each bar by its own counter"),
        bars([row for row in rows if row["bound"] in {"exact", "over"}], BLUE, 16),
        bars([row for row in rows if row["bound"] == "year not named"], BLUE, 15, hollow=True, dash=[4, 3]),
        bars([row for row in rows if row["bound"] == "under"], ORANGE, 15, hollow=True),
        labels(rows, "partner", x=0, fontWeight="bold"),
        labels(rows, "counter", dy=-18, x=LEFT, color=GREY),
        labels(rows, "said", dx=6),
    ])
