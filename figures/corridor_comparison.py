"""Days and cost by route: only like stretches share a panel, and cost has a panel and a unit of its own."""

from __future__ import annotations

from typing import Any

from common import BLUE, GREY, INK, ORANGE, PAPER, RED, WIDTH, DataError, heading, read, svg

PANELS = {  # number: unit, title
    "1": ("days", "Xi'an to Duisburg, days"),
    "2": ("days", "China–Europe or ends not named, days"),
    "3": ("days", "Nagoya to Türkiye, days"),
    "4": ("days", "Japan to Italy, days"),
    "5": ("USD per FEU", "China–Europe, USD per container of 40 feet"),
}
AXES = {"days": (180, [0, 30, 60, 90, 120, 150, 180], "d"), "USD per FEU": (3600, [0, 1000, 2000, 3000], ",d")}
SIGNS = {"northern": (BLUE, "square"), "middle": (ORANGE, "circle"), "sea": (GREY, "triangle-up")}


def words(row: dict[str, Any]) -> str:
    return "–".join(f"{value:,g}" for value in dict.fromkeys((row["low"], row["high"])))


def draw() -> str:
    rows = read(
        "corridor-comparison",
        {
            "panel": str,
            "route": str,
            "label": str,
            "low": float,
            "high": float,
            "mark": str,
            "bound": str,
            "unit": str,
            "direction": str,
        },
        panel=set(PANELS),
        route=set(SIGNS),
        mark={"usual", "trial"},
        bound={"", "about", "up to"},
        unit=set(AXES),
    )
    for line, row in enumerate(rows, 2):
        if row["unit"] != PANELS[row["panel"]][0]:
            raise DataError(
                f"corridor-comparison.csv:{line}: unit is {row['unit']!r} in panel {row['panel']}; "
                f"expected {PANELS[row['panel']][0]!r}"
            )
        if row["low"] > row["high"]:
            raise DataError(f"corridor-comparison.csv:{line}: low is {row['low']:g}; expected no more than high, {row['high']:g}")
    first: dict[str, str] = {}
    for line, row in enumerate(rows, 2):
        if first.setdefault(row["panel"], row["direction"]) != row["direction"]:
            raise DataError(
                f"corridor-comparison.csv:{line}: direction is {row['direction']!r}; "
                f"expected {first[row['panel']]!r} as in the panel's first row"
            )

    def one(number: str) -> dict[str, Any]:
        unit, title = PANELS[number]
        top, steps, form = AXES[unit]
        shown = [{**row, "text": f"{row['bound']} {words(row)}".strip()} for row in rows if row["panel"] == number]
        last = number in ("4", "5")
        x = {
            "type": "quantitative",
            "scale": {"domain": [0, top]},
            "axis": {"title": None, "values": steps, "format": form, "labels": last, "ticks": last, "domain": last},
        }
        y = {
            "field": "label",
            "type": "nominal",
            "sort": [row["label"] for row in shown],
            "title": None,
            "axis": {"ticks": False, "domain": False, "minExtent": 118, "maxExtent": 118},
        }
        layers: list[dict[str, Any]] = []
        for row in shown:
            colour, shape = SIGNS[row["route"]]
            trial = row["mark"] == "trial"
            values = {"values": [row]}
            if row["low"] < row["high"]:
                layers.append(
                    {
                        "data": values,
                        "mark": {"type": "rule", "color": colour, "strokeWidth": 6, "opacity": 1},
                        "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "y": y},
                    }
                )
            point = {
                "type": "point",
                "opacity": 1,
                "size": 150 if trial else 70 if row["low"] == row["high"] else 40,
                "shape": "diamond" if trial else shape,
                "fill": PAPER if trial else colour,
                "stroke": RED if trial else colour,
                "strokeWidth": 2.4 if trial else 1,
            }
            for end in dict.fromkeys(("low", "high") if row["low"] < row["high"] else ("low",)):
                layers.append({"data": values, "mark": point, "encoding": {"x": {"field": end, **x}, "y": y}})
            layers.append(
                {
                    "data": values,
                    "mark": {
                        "type": "text",
                        "align": "left",
                        "dx": 11,
                        "baseline": "middle",
                        "color": RED if trial else INK,
                        "fontWeight": "bold" if trial else "normal",
                    },
                    "encoding": {"x": {"field": "high", **x}, "y": y, "text": {"field": "text"}},
                }
            )
        return {
            "width": WIDTH - 138,
            "height": {"step": 24},
            "layer": layers,
            "title": heading(title, offset=4),
        }

    return svg({"vconcat": [one(number) for number in PANELS], "spacing": 8})
