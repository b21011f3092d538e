"""Rare earths: China's share of Japan's imports by year, each counter with a sign of its own and none joined to another."""

from __future__ import annotations

from typing import Any

from common import BLUE, GREEN, ORANGE, PURPLE, RED, WIDTH, DataError, heading, read, svg

# Two counters whose signs would hide one another stand a little beside their year.
ASIDE = {("Toyo Keizai", 2009): -0.3, ("Toyo Keizai", 2024): -0.2, ("JOGMEC", 2024): 0.2}
# Colour and sign of each counter, and the labels of its rows: which row, words ({} is its share), side, offset.
SERIES: dict[str, tuple[str, str, list[tuple[int, list[str], str, float, float]]]] = {
    "trade statistics": (
        BLUE,
        "circle",
        [
            (2, ["Japan's trade statistics"], "left", 10, -4),
            (0, ["over {:.0f}"], "left", 9, -8),
            (4, ["{:.1f}"], "center", 0, -13),
        ],
    ),
    "Toyo Keizai": (
        ORANGE,
        "square",
        [(0, ["Toyo", "Keizai {:g}"], "center", -12, 18), (1, ["Toyo Keizai {:g}"], "right", 18, -16)],
    ),
    "METI": (GREEN, "triangle-up", [(0, ["METI {:g}"], "center", 0, 16)]),
    "UN Comtrade": (
        PURPLE,
        "diamond",
        [
            (0, ["UN Comtrade: with", "finished goods {:g}"], "right", -11, -5),
            (1, ["raw materials", "only {:g}"], "right", -11, 4),
        ],
    ),
    "JOGMEC": (RED, "cross", [(0, ["JOGMEC some {:g}"], "right", 18, 41)]),
}


def percent(cell: str) -> float:
    share = float(cell)
    if not 0 <= share <= 100:
        raise ValueError(cell)
    return share


def draw() -> str:
    rows = read(
        "rare-earth-imports",
        {"year": int, "share": percent, "series": str, "unit": str, "counter": str, "bound": str},
        series=set(SERIES),
        unit={"% of imports from China"},
        bound={"", "over", "about"},
    )
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [2007, 2025.4], "nice": False},
        "axis": {"title": None, "format": "d", "values": list(range(2008, 2026, 4)), "grid": False},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {
            "title": None,
            "values": [0, 20, 40, 60, 80, 100],
            "labelExpr": "datum.value + '%'",
            "domain": False,
            "ticks": False,
        },
    }
    where = {"x": x, "y": y}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [row for row in rows if row["series"] == "trade statistics" and row["year"] <= 2011]},
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.6},
            "encoding": where,
        }
    ]
    for series, (colour, shape, labels) in SERIES.items():
        own = [row for row in rows if row["series"] == series]
        if len(own) <= max(label[0] for label in labels):
            raise DataError(
                f"rare-earth-imports.csv: {len(own)} rows of {series}; expected {max(label[0] for label in labels) + 1}"
            )
        layers.append(
            {
                "data": {"values": [{**row, "year": row["year"] + ASIDE.get((series, row["year"]), 0)} for row in own]},
                "encoding": where,
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 100, "color": colour, "shape": shape},
            }
        )
        for place, text, align, dx, dy in labels:
            layers.append(
                {
                    "data": {"values": [own[place]]},
                    "encoding": where,
                    "mark": {
                        "type": "text",
                        "text": [line.format(own[place]["share"]) for line in text],
                        "color": colour,
                        "fontWeight": "bold",
                        "align": align,
                        "dx": dx,
                        "dy": dy,
                        "baseline": "middle",
                        "lineHeight": 15,
                    },
                }
            )
    return svg(
        {
            "width": WIDTH - 50,
            "height": 290,
            "layer": layers,
            "title": heading("from China, % of Japan's rare-earth imports", "normal"),
        }
    )
