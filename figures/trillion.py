"""What ¥3 trillion is: the sums of 2015 and 2025 on one axis, each with what it counts."""
from __future__ import annotations

from common import BLUE, GREY, ORANGE, SKY, WIDTH, read
from sheet import axis, bars, day, dots, keys, linear, sheet, words

TOP, STEP, HEAD, END, THICK = 46, 45, 30, 3.6, 18
LOOK = {"hope": (BLUE, {"hollow": True}), "agreements": (SKY, {}), "grants": (ORANGE, {}), "other region": (GREY, {"hollow": True, "dash": [4, 3]})}
KEY = {"hope": "hoped for or aimed at", "agreements": "value of agreements", "grants": "grants", "other region": "another region, off the scale"}


def said(trillion: float, row: dict) -> str:
    """Return a sum as the figure writes it, with the dollars that it was converted from."""
    yen = f"¥{row['amount']:g} billion" if trillion < 0.1 else f"{trillion:.2g}"
    return f"{row['bound']} {yen}" + (f" (USD {row['amount']:g} billion)" if row["unit"] == "billion US dollars" else "")


def draw() -> str:
    rows = read(
        "trillion",
        {"event": str, "day": day, "who": str, "counts": str, "kind": str, "bound": str, "amount": float, "unit": str, "yen_per_unit": float, "rate": str, "sources": keys},
        kind=set(LOOK), bound={"over", "about", "up to"}, unit={"billion yen", "billion US dollars"},
    )
    x = linear(0, END, 5, WIDTH - 6)
    heads, y = [], float(TOP)
    for number, row in enumerate(rows):
        if not number or row["event"] != rows[number - 1]["event"]:
            heads.append({"x": 0, "y": y + 16, "text": row["event"]})
            y += HEAD
        trillion = row["amount"] * row["yen_per_unit"] / 1000
        row |= {"x": x(0), "x2": x(min(trillion, END)), "y": y + 30, "text": f"{row['who']}: {row['counts']}", "said": said(trillion, row)}
        y += STEP
    inside = [row for row in rows if row["x2"] < x(END)]
    beyond = [row for row in rows if row["x2"] == x(END)]
    layers = [*axis((0, 1, 2, 3), x, TOP + HEAD, y, "¥ trillion; each sum by its own counter")]
    for number, (kind, (colour, look)) in enumerate(LOOK.items()):
        left, top = 1 + 200 * (number % 2), 10 + 22 * (number // 2)
        layers += [
            bars([{"x": left, "x2": left + 24, "y": top}], colour, 13, **look), words([{"x": left + 31, "y": top, "text": KEY[kind]}]),
            bars([{k: row[k] for k in ("x", "x2", "y")} for row in rows if row["kind"] == kind], colour, THICK, **look),
        ]
    return sheet(y + 42, [
        *layers,
        dots([{"x": x(END), "y": row["y"]} for row in beyond], GREY, "triangle-right", 90),
        words(heads, fontWeight="bold"),
        words([{"x": x(0), "y": row["y"] - 19, "text": row["text"]} for row in rows]),
        words([{"x": row["x2"] + 6, "y": row["y"], "text": row["said"]} for row in inside]),
        words([{"x": x(0) + 8, "y": row["y"], "text": f"{row['said']}: {row['amount'] / 3000:.0f} times ¥3 trillion"} for row in beyond]),
    ])
