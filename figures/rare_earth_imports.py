"""Rare earths: China's share of Japan's imports by year, each counter with a sign of its own and none joined to another."""
from __future__ import annotations

from typing import Any

from common import BLUE, GREEN, INK, ORANGE, PURPLE, RED, WIDTH, read, svg

# Two counters whose signs would hide one another stand a little beside their year.
ASIDE = {("Toyo Keizai", 2009): -0.3, ("Toyo Keizai", 2024): -0.2, ("JOGMEC", 2024): 0.2}
# Colour and sign of each counter, and for each of its rows with a label: year, share, words, side, offset.
SERIES: dict[str, tuple[str, str, list[tuple[int, float, list[str], str, float, float]]]] = {
    "trade statistics": (BLUE, "circle", [(2010, 81.61, ["Japan's trade statistics"], "left", 10, -4), (2008, 90, ["over 90"], "left", 9, -8), (2014, 59.64, ["59.6"], "center", 0, -13)]),
    "Toyo Keizai": (ORANGE, "square", [(2009, 84, ["Toyo", "Keizai 84"], "center", -12, 18), (2024, 71, ["Toyo Keizai 71"], "right", 18, -16)]),
    "METI": (GREEN, "triangle-up", [(2018, 58, ["METI 58"], "center", 0, 16)]),
    "UN Comtrade": (PURPLE, "diamond", [(2023, 68, ["UN Comtrade: with", "finished goods 68"], "right", -11, -5), (2023, 44, ["raw materials", "only 44"], "right", -11, 4)]),
    "JOGMEC": (RED, "cross", [(2024, 70, ["JOGMEC some 70"], "right", 18, 41)]),
}


def draw() -> str:
    rows = read("rare-earth-imports", {"year": int, "share": float, "series": str, "unit": str, "counter": str, "bound": str},
                series=set(SERIES), unit={"% of imports from China"}, bound={"", "over", "about"})
    x = {"field": "year", "type": "quantitative", "scale": {"domain": [2007, 2025.4], "nice": False}, "axis": {"title": None, "format": "d", "values": list(range(2008, 2026, 4)), "grid": False}}
    y = {"field": "share", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": {"title": None, "values": [0, 20, 40, 60, 80, 100], "labelExpr": "datum.value + '%'", "domain": False, "ticks": False}}
    where = {"x": x, "y": y}
    layers: list[dict[str, Any]] = [{"data": {"values": [row for row in rows if row["series"] == "trade statistics" and row["year"] <= 2011]},
                                     "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.6}, "encoding": where}]
    for series, (colour, shape, labels) in SERIES.items():
        layers.append({"data": {"values": [{**row, "year": row["year"] + ASIDE.get((series, row["year"]), 0)} for row in rows if row["series"] == series]}, "encoding": where,
                       "mark": {"type": "point", "filled": True, "opacity": 1, "size": 100, "color": colour, "shape": shape}})
        for year, share, text, align, dx, dy in labels:
            layers.append({"data": {"values": [{"year": year, "share": share}]}, "encoding": where,
                           "mark": {"type": "text", "text": text, "color": colour, "fontWeight": "bold", "align": align, "dx": dx, "dy": dy, "baseline": "middle", "lineHeight": 15}})
    return svg({"width": WIDTH - 50, "height": 290, "layer": layers,
                "title": {"text": "from China, % of Japan's rare-earth imports", "anchor": "start", "frame": "group", "fontSize": 13, "fontWeight": "normal", "color": INK, "offset": 8}})
