"""Agreements: how many documents of the summit, by country, and by whose count."""
from __future__ import annotations

from common import BLUE, GREEN, GREY, LINE, ORANGE, WIDTH, read
from sheet import Columns, Row, axis, dots, keys, labels, linear, sheet, spans, up_to, words

TOP, STEP, HEAD, END = 52, 40, 26, 180
KINDS = {
    "official": ("government or its agency", BLUE, "circle", False),
    "press": ("press or a participant", GREEN, "square", False),
    "commentary": ("commentaries only, not confirmed", ORANGE, "diamond", True),
}


def draw() -> str:
    columns: Columns = {
        "group": str, "number": up_to(END), "bound": str, "counts": str, "counter": str, "kind": str, "unit": str,
        "sources": keys,
    }
    rows = read("agreements-count", columns, bound={"exact", "over"}, kind=set(KINDS), unit={"documents"})
    x = linear(0, END, 6, WIDTH)
    heads: list[Row] = []
    y = float(TOP)
    for number, row in enumerate(rows):
        if not number or row["group"] != rows[number - 1]["group"]:
            y += 6
            heads.append({"x": 0, "x2": WIDTH, "y": y, "text": row["group"]})
            y += HEAD
        row |= {"x": x(row["number"]), "y": y + 28, "name": f"{row['counter'][0].upper()}{row['counter'][1:]}: {row['counts']}"}
        row["said"] = ("over " if row["bound"] == "over" else "") + f"{row['number']:g}"
        y += STEP
    layers = axis(range(0, 151, 50), x, TOP + HEAD, y, "number of documents; counters differ, so they do not add up")
    for number, (kind, (name, colour, shape, hollow)) in enumerate(KINDS.items()):
        left, top = (8 + 200 * number, 10) if number < 2 else (8, 32)
        own = [row for row in rows if row["kind"] == kind]
        stems = [{"x": x(0), "x2": row["x"] - 6, "y": row["y"]} for row in own]
        layers += [
            dots([{"x": left, "y": top}], colour, shape, hollow=hollow), words([{"x": left + 12, "y": top, "text": name}]),
            spans(stems, colour, strokeWidth=2, strokeDash=[3, 3] if hollow else []),
            dots(own, colour, shape, hollow=hollow),
        ]
    return sheet(y + 42, [
        *layers,
        spans(heads, LINE), labels(heads, "text", dy=14, x=0, fontWeight="bold"),
        labels(rows, "name", dy=-18, x=x(0), color=GREY),
        labels(rows, "said", dx=11),
    ])
