"""Formats: when each partner first met the five Central Asian states at ministers' and at leaders' level."""
from __future__ import annotations

from common import BLUE, GREY, LINE, ORANGE, WIDTH, read
from sheet import axis, day_or_none, dots, keys, linear, marks, sheet, words, years

TOP, STEP, LEFT = 52, 43, 84
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def draw() -> str:
    rows = read(
        "formats",
        {"partner": str, "level": str, "status": str, "date": day_or_none, "place": str, "note": str, "sources": keys},
        level={"ministers", "leaders"}, status={"first", "later", "not held", "not found"},
    )
    x = linear(1997, 2027, LEFT, WIDTH - 4)
    partners = list(dict.fromkeys(row["partner"] for row in rows))
    middle = {partner: TOP + STEP * (number + 0.5) for number, partner in enumerate(partners)}
    bottom = TOP + STEP * len(partners)
    for row in rows:
        row["y"] = middle[row["partner"]]
        if row["date"]:
            row["x"] = x(years(row["date"]))
            row["text"] = f"{row['date'].day} {MONTHS[row['date'].month - 1]} {row['date'].year}"

    def of(level: str, status: str) -> list[dict]:
        return [{k: row[k] for k in ("partner", "x", "y", "text")} for row in rows if row["level"] == level and row["status"] == status]

    ministers, leaders = of("ministers", "first"), of("leaders", "first")
    ends = {row["partner"]: row for row in leaders}
    spans = [{"x": row["x"] + 7, "y": row["y"], "x2": ends[row["partner"]]["x"] - 8} for row in ministers]
    rank = {row["partner"]: number for number, row in enumerate(sorted(leaders, key=lambda row: row["x"]), 1)}
    names = [{"x": 0, "y": y, "text": f"{rank[partner]}  {partner}" if partner in rank else partner} for partner, y in middle.items()]
    for row in ends.values():
        place = next(r["place"] for r in rows if r["partner"] == row["partner"] and r["level"] == "leaders" and r["status"] == "first")
        row["text"] += ", video" if place == "video" else ""
    japan = next(row for row in ministers if row["partner"] == "Japan")
    waits = [{"x": (japan["x"] + ends["Japan"]["x"]) / 2 - 30, "y": japan["y"] - 10, "text": f"{(ends['Japan']['x'] - japan['x']) / (x(1998) - x(1997)):.0f} years"}]
    key = [
        dots([{"x": 8, "y": 10}], BLUE, "circle", hollow=True), words([{"x": 20, "y": 10, "text": "first ministers’ meeting found"}], color=BLUE),
        dots([{"x": 228, "y": 10}], ORANGE, "diamond", 150), words([{"x": 240, "y": 10, "text": "first leaders’ meeting (1–9)"}], color=ORANGE),
        dots([{"x": 8, "y": 32}], ORANGE, "diamond", 45), words([{"x": 20, "y": 32, "text": "later leaders’ meeting"}]),
        dots([{"x": 228, "y": 32}], GREY, "cross", 70, hollow=True), words([{"x": 240, "y": 32, "text": "put off, or not found held"}]),
    ]
    return sheet(bottom + 24, [
        *key,
        *axis(range(2000, 2026, 5), x, TOP, bottom),
        marks("rule", [{"x": 0, "x2": WIDTH, "y": TOP + STEP * n} for n in range(len(partners))], color=LINE),
        words([n for n in names if "Japan" not in n["text"]]),
        words([n for n in names if "Japan" in n["text"]], fontWeight="bold"),
        marks("rule", spans, color=GREY, strokeWidth=1.5),
        dots(of("leaders", "later"), ORANGE, "diamond", 45), dots(of("leaders", "not held"), GREY, "cross", 70, hollow=True),
        dots(ministers, BLUE, "circle", hollow=True), dots(leaders, ORANGE, "diamond", 150),
        words([{**row, "x": row["x"] - 10} for row in ministers], align="right", color=BLUE),
        words([{**row, "x": min(row["x"] + 8, WIDTH), "y": row["y"] - 14} for row in leaders], align="right", color=ORANGE, fontWeight="bold"),
        words(waits, align="center"),
        words([{**row, "x": WIDTH, "y": row["y"] + 13, "text": f"due {row['text']}"}
               for row in of("leaders", "not held")], align="right", color=GREY),
        words([{"x": x(1997), "y": row["y"], "text": row["note"]} for row in rows if row["status"] == "not found"], color=GREY),
    ])
