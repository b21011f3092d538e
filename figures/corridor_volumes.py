"""Middle Corridor cargo by year against targets, in tonnes; apart from it, one northern operator's containers, in TEU."""

from __future__ import annotations

from typing import Any

from common import BLUE, GREY, INK, LINE, ORANGE, PAPER, WIDTH, DataError, heading, read, svg

UNITS = {"middle": "Mt", "northern": "thousand TEU"}
KINDS = {"middle": {"result", "target"}, "northern": {"transit", "all", "westbound"}}
YEARS = [str(year) for year in range(2017, 2027)]


def draw() -> str:
    rows = read(
        "corridor-volumes",
        {"series": str, "year": str, "value": float, "unit": str, "kind": str, "counter": str},
        series=set(UNITS),
        year=set(YEARS),
        unit=set(UNITS.values()),
        kind=set().union(*KINDS.values()),
    )
    for line, row in enumerate(rows, 2):
        if row["unit"] != UNITS[row["series"]] or row["kind"] not in KINDS[row["series"]]:
            raise DataError(
                f"corridor-volumes.csv:{line}: {row['series']} in {row['unit']}, {row['kind']}; "
                f"expected {UNITS[row['series']]}, {' or '.join(sorted(KINDS[row['series']]))}"
            )

    def panel(
        series: str, title: str, top: float, steps: list[float], height: int, layers: list[dict[str, Any]]
    ) -> dict[str, Any]:
        x = {
            "field": "year",
            "type": "ordinal",
            "scale": {"domain": YEARS, "paddingInner": 0.35},
            "axis": {"title": None, "labelAngle": 0, "ticks": False},
        }
        y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": [0, top]},
            "axis": {"title": None, "values": steps, "domain": False, "ticks": False},
        }
        for layer in layers:
            layer["encoding"] = {"x": x, "y": layer.pop("y", y), **layer.pop("more", {})}
        return {
            "width": WIDTH - 50,
            "height": height,
            "data": {"values": [row for row in rows if row["series"] == series]},
            "layer": layers,
            "title": heading(title),
        }

    def only(kind: str, mark: dict[str, Any], year: str | None = None, **more: Any) -> dict[str, Any]:
        test = f"datum.kind === '{kind}'" + (f" && datum.year === '{year}'" if year else "")
        return {"transform": [{"filter": test}], "mark": mark, **more}

    def note(year: str, value: float, text: str | list[str], colour: str, **mark: Any) -> dict[str, Any]:
        return {
            "data": {"values": [{"year": year, "value": value}]},
            "mark": {"type": "text", "text": text, "color": colour, "lineHeight": 15, **mark},
        }

    tonnes = {"text": {"field": "value", "type": "quantitative", "format": ".1f"}}
    containers = {"text": {"field": "value", "type": "quantitative"}}
    base = {"datum": 0, "type": "quantitative", "scale": {"domain": [0, 6.2]}}
    diamond = {
        "type": "point",
        "shape": "diamond",
        "size": 110,
        "fill": PAPER,
        "stroke": ORANGE,
        "strokeWidth": 2.2,
        "opacity": 1,
    }
    circle = {"type": "point", "shape": "circle", "size": 70, "fill": PAPER, "stroke": INK, "strokeWidth": 2.2, "opacity": 1}
    middle = panel(
        "middle",
        "Middle Corridor: cargo, million tonnes",
        6.2,
        [0, 2, 4, 6],
        190,
        [
            only("result", {"type": "bar", "color": BLUE}),
            only(
                "result",
                {"type": "text", "color": PAPER, "baseline": "bottom", "dy": -5, "fontWeight": "bold"},
                more=tonnes,
                y=base,
            ),
            only("target", diamond),
            only("target", {"type": "text", "color": ORANGE, "fontWeight": "bold", "baseline": "bottom", "dy": -8}, more=tonnes),
            note("2022", 3.2, "target or forecast", ORANGE, fontWeight="bold", baseline="bottom", dy=-25),
            note("2019", 0.76, "result", BLUE, fontWeight="bold", baseline="bottom", dy=-4),
            note("2017", 0, ["not in", "the series"], GREY, align="left", baseline="bottom", dx=-14, dy=-22),
        ],
    )
    north = panel(
        "northern",
        "Northern route: containers of UTLC ERA, thousand TEU",
        880,
        [0, 200, 400, 600, 800],
        160,
        [
            only("transit", {"type": "bar", "color": GREY}),
            only("all", {"type": "bar", "color": LINE, "stroke": GREY}),
            only("transit", {"type": "text", "color": INK, "baseline": "bottom", "dy": -3}, more=containers),
            only("all", {"type": "text", "color": INK, "baseline": "bottom", "dy": -3}, more=containers),
            only("westbound", circle),
            only("westbound", {"type": "text", "color": INK, "baseline": "top", "dy": 9}, year="2021", more=containers),
            only("westbound", {"type": "text", "color": INK, "baseline": "top", "dy": 9}, year="2024", more=containers),
            note(
                "2019",
                333,
                ["transit, China", "and Europe"],
                INK,
                fontWeight="bold",
                align="right",
                baseline="bottom",
                dx=14,
                dy=-34,
            ),
            note("2024", 746, "all its services", INK, fontWeight="bold", baseline="bottom", dy=-19),
            note(
                "2021", 420, ["China", "to Europe"], INK, fontWeight="bold", baseline="bottom", dx=-9, dy=-28, align="left"
            ),
            note("2017", 0, ["other years", "not found"], GREY, align="left", baseline="bottom", dx=-14, dy=-22),
        ],
    )
    return svg({"vconcat": [middle, north], "spacing": 18})
