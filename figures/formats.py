"""Formats: when each partner first met the five Central Asian states at ministers' and at leaders' level."""
from __future__ import annotations

from common import BLUE, GREY, LINE, ORANGE, WIDTH, DataError, read
from sheet import Columns, Row, axis, day_or_none, dots, keys, labels, linear, sheet, spans, words, written, years

TOP, STEP, LEFT = 52, 43, 84
STATUS = {"first", "later", "put off", "not known held", "not found"}


def draw() -> str:
    columns: Columns = {
        "partner": str, "level": str, "status": str, "date": day_or_none, "place": str, "note": str, "sources": keys,
    }
    rows = read("formats", columns, level={"ministers", "leaders"}, status=STATUS)
    x = linear(1997, 2027, LEFT, WIDTH - 4)
    partners = list(dict.fromkeys(row["partner"] for row in rows))
    bottom = TOP + STEP * len(partners)
    for line, row in enumerate(rows, 2):
        if (row["date"] is None) != (row["status"] == "not found"):
            raise DataError(f"formats.csv:{line}: expected a date, or none where status is 'not found'")
        row["y"] = TOP + STEP * (partners.index(row["partner"]) + 0.5)
        if row["date"]:
            row |= {"x": x(years(row["date"])), "said": written(row["date"])}
        if row["status"] in ("put off", "not known held"):
            row["said"] = f"due {row['said']}"
        if row["place"] == "video" and row["level"] == "leaders":
            row["said"] += ", video"

    def of(level: str, status: str) -> list[Row]:
        return [row for row in rows if row["level"] == level and row["status"] == status]

    ministers, leaders = of("ministers", "first"), of("leaders", "first")
    due = of("leaders", "put off") + of("leaders", "not known held")
    reached = {row["partner"]: row for row in leaders}
    order = [row["partner"] for row in sorted(leaders, key=lambda row: row["date"])]
    names = {row["partner"]: {"y": row["y"], "name": row["partner"]} for row in rows}
    for rank, partner in enumerate(order, 1):
        names[partner]["name"] = f"{rank}  {partner}"
    japan = names.pop("Japan")
    waits = [{"x": row["x"] + 7, "x2": reached[row["partner"]]["x"] - 8, "y": row["y"]} for row in ministers]
    first = next(row for row in ministers if row["partner"] == "Japan")
    apart = years(reached["Japan"]["date"]) - years(first["date"])
    wait = {"x": (first["x"] + reached["Japan"]["x"]) / 2 - 30, "y": first["y"], "text": f"{apart:.0f} years"}
    return sheet(bottom + 24, [
        dots([{"x": 8, "y": 10}], BLUE, "circle", hollow=True),
        words([{"x": 20, "y": 10, "text": "first ministers’ meeting found"}], color=BLUE),
        dots([{"x": 228, "y": 10}], ORANGE, "diamond", 150),
        words([{"x": 240, "y": 10, "text": f"first leaders’ meeting (1–{len(order)})"}], color=ORANGE),
        dots([{"x": 8, "y": 32}], ORANGE, "diamond", 45), words([{"x": 20, "y": 32, "text": "later leaders’ meeting"}]),
        dots([{"x": 228, "y": 32}], GREY, "cross", 70, hollow=True),
        words([{"x": 240, "y": 32, "text": "put off, or not found held"}]),
        *axis(range(2000, 2026, 5), x, TOP, bottom),
        spans([{"x": 0, "x2": WIDTH, "y": TOP + STEP * number} for number in range(len(partners))], LINE),
        labels(names.values(), "name", x=0), labels([japan], "name", x=0, fontWeight="bold"),
        spans(waits, GREY, strokeWidth=1.5), labels([wait], "text", dy=-10, align="center"),
        dots(of("leaders", "later"), ORANGE, "diamond", 45),
        dots(due, GREY, "cross", 70, hollow=True),
        dots(ministers, BLUE, "circle", hollow=True), dots(leaders, ORANGE, "diamond", 150),
        labels(ministers, "said", dx=-10, align="right", color=BLUE),
        labels(leaders, "said", dx=8, dy=-14, align="right", color=ORANGE, fontWeight="bold"),
        labels(due, "said", dy=13, x=WIDTH, align="right", color=GREY),
        labels(of("ministers", "not found"), "note", x=x(1997), color=GREY),
    ])
