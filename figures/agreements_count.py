"""Agreements: how many documents of the summit, by country, and by whose count."""
from __future__ import annotations

from common import BLUE, GREEN, GREY, LINE, ORANGE, WIDTH, read
from sheet import Row, axis, dots, keys, linear, marks, sheet, words

TOP, STEP, HEAD = 52, 40, 26
LOOK = {"official": (BLUE, "circle", False), "press": (GREEN, "square", False), "commentary": (ORANGE, "diamond", True)}
KEY = {"official": "government or its agency", "press": "press or a participant", "commentary": "commentaries only, not confirmed"}


def draw() -> str:
    rows = read(
        "agreements-count",
        {"group": str, "number": int, "bound": str, "counts": str, "counter": str, "kind": str, "unit": str, "sources": keys},
        bound={"exact", "over"}, kind=set(LOOK), unit={"documents"},
    )
    x = linear(0, 180, 6, WIDTH)
    heads: list[Row] = []
    y = float(TOP)
    for number, row in enumerate(rows):
        if not number or row["group"] != rows[number - 1]["group"]:
            y += 6
            heads.append({"x": 0, "x2": WIDTH, "y": y + 14, "text": row["group"]})
            y += HEAD
        row |= {"x": x(row["number"]), "y": y + 28, "text": ("over " if row["bound"] == "over" else "") + str(row["number"])}
        y += STEP
    layers = [*axis(range(0, 151, 50), x, TOP + HEAD, y, "number of documents; counters differ, so they do not add up")]
    for number, (kind, (colour, shape, hollow)) in enumerate(LOOK.items()):
        left, top = (8 + 200 * number, 10) if number < 2 else (8, 32)
        layers += [
            dots([{"x": left, "y": top}], colour, shape, hollow=hollow), words([{"x": left + 12, "y": top, "text": KEY[kind]}]),
            marks("rule", [{"x": x(0), "x2": row["x"] - 6, "y": row["y"]} for row in rows if row["kind"] == kind], color=colour, strokeWidth=2, strokeDash=[3, 3] if hollow else []),
            dots([{"x": row["x"], "y": row["y"]} for row in rows if row["kind"] == kind], colour, shape, hollow=hollow),
        ]
    return sheet(y + 42, [
        *layers,
        marks("rule", [{"x": h["x"], "x2": h["x2"], "y": h["y"] - 14} for h in heads], color=LINE),
        words([{k: h[k] for k in ("x", "y", "text")} for h in heads], fontWeight="bold"),
        words([{"x": x(0), "y": row["y"] - 18, "text": f"{row['counter'][0].upper()}{row['counter'][1:]}: {row['counts']}"} for row in rows], color=GREY),
        words([{"x": row["x"] + 11, "y": row["y"], "text": row["text"]} for row in rows]),
    ])
