"""What ¥3 trillion is: the sums of 2015 and 2025 on one axis, each with what it counts."""
from __future__ import annotations

from typing import Any

from common import BLUE, GREY, ORANGE, SKY, WIDTH, DataError, read
from sheet import Columns, Row, axis, bars, day, dots, keys, labels, linear, sheet, words

TOP, STEP, HEAD, END, THICK = 46, 45, 30, 3.6, 18
KINDS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "hope": ("hoped for or aimed at", BLUE, {"hollow": True}),
    "agreements": ("value of agreements", SKY, {}),
    "grants": ("grants", ORANGE, {}),
    "other region": ("another region, off the scale", GREY, {"hollow": True, "dash": [4, 3]}),
}


def said(row: Row, trillion: float) -> str:
    """Return a sum as the figure writes it, with the dollars that it was converted from."""
    if row["unit"] == "billion US dollars":
        words = f"about {trillion:.2g} (USD {row['amount']:g} billion)"
    else:
        words = f"{row['bound']} " + (f"¥{row['amount']:g} billion" if trillion < 0.1 else f"{trillion:.2g}")
    return words + (f": {trillion / 3:.0f} times ¥3 trillion" if trillion > END else "")


def draw() -> str:
    columns: Columns = {
        "event": str, "day": day, "who": str, "counts": str, "kind": str, "bound": str, "amount": float, "unit": str,
        "yen_per_unit": float, "rate": str, "sources": keys,
    }
    units = {"billion yen", "billion US dollars"}
    rows = read("trillion", columns, kind=set(KINDS), bound={"over", "about", "up to"}, unit=units)
    x = linear(0, END, 5, WIDTH - 6)
    heads, y = [], float(TOP)
    for number, row in enumerate(rows):
        if not number or row["event"] != rows[number - 1]["event"]:
            heads.append({"x": 0, "y": y + 16, "text": row["event"]})
            y += HEAD
        trillion = row["amount"] * row["yen_per_unit"] / 1000
        if (trillion > END) != (row["kind"] == "other region"):
            fits = f"expected at most {END}, or more for 'other region'"
            raise DataError(f"trillion.csv:{number + 2}: amount makes ¥{trillion:g} trillion; {fits}")
        row |= {"x": x(0), "x2": x(min(trillion, END)), "y": y + 30}
        row |= {"name": f"{row['who']}: {row['counts']}", "said": said(row, trillion)}
        y += STEP
    layers = axis((0, 1, 2, 3), x, TOP + HEAD, y, "¥ trillion; each sum by its own counter")
    for number, (kind, (name, colour, look)) in enumerate(KINDS.items()):
        left, top = 1 + 200 * (number % 2), 10 + 22 * (number // 2)
        layers += [
            bars([{"x": left, "x2": left + 24, "y": top}], colour, 13, **look), words([{"x": left + 31, "y": top, "text": name}]),
            bars([row for row in rows if row["kind"] == kind], colour, THICK, **look),
        ]
    beyond = [row for row in rows if row["kind"] == "other region"]
    return sheet(y + 42, [
        *layers,
        dots([{"x": x(END), "y": row["y"]} for row in beyond], GREY, "triangle-right", 90),
        words(heads, fontWeight="bold"),
        labels(rows, "name", dy=-19, x=x(0)),
        labels([row for row in rows if row not in beyond], "said", dx=6),
        labels(beyond, "said", x=x(0) + 8),
    ])
