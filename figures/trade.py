"""Trade of the five with China, the EU, Russia and Japan in 2024, each figure by its own counter."""
from __future__ import annotations

from common import BLUE, GREY, ORANGE, WIDTH, read
from sheet import axis, bars, keys, linear, sheet, words

TOP, STEP, LEFT = 0, 46, 62


def draw() -> str:
    rows = read(
        "trade",
        {"partner": str, "counter": str, "bound": str, "value": float, "unit": str, "year": str, "note": str, "sources": keys},
        bound={"exact", "over", "under", "year not named"}, unit={"USD billion"}, year={"2024", "2024 by context"},
    )
    x = linear(0, 110, LEFT, WIDTH)
    bottom = TOP + STEP * len(rows)
    for number, row in enumerate(rows):
        row |= {"x": x(0), "x2": x(row["value"]), "y": TOP + STEP * number + 31}
        row["said"] = {"over": "over ", "under": "under "}.get(row["bound"], "") + f"{row['value']:g}"
        row["said"] += ", year not named" if row["bound"] == "year not named" else ""

    def of(*bounds: str) -> list[dict]:
        return [{k: row[k] for k in ("x", "x2", "y")} for row in rows if row["bound"] in bounds]

    return sheet(bottom + 42, [
        *axis(range(0, 101, 25), x, TOP, bottom, "USD billion in 2024; each bar by its own counter"),
        bars(of("exact", "over"), BLUE, 16),
        bars(of("year not named"), BLUE, 15, hollow=True, dash=[4, 3]), bars(of("under"), ORANGE, 15, hollow=True),
        words([{"x": 0, "y": row["y"], "text": row["partner"]} for row in rows], fontWeight="bold"),
        words([{"x": LEFT, "y": row["y"] - 18, "text": row["counter"]} for row in rows], color=GREY),
        words([{"x": row["x2"] + 6, "y": row["y"], "text": row["said"]} for row in rows]),
    ])
