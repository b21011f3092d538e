"""Uranium: each country's share of the world's output (2022) against its share of the resources (as quoted in 2022)."""
from common import BLUE, GREY, ORANGE, WIDTH, read, svg


def draw() -> str:
    rows = read(
        "uranium",
        {"country": str, "output": float, "output_year": int, "resources": float, "resources_quoted": int, "unit": str},
        unit={"% of world"}, output_year={"2022"}, resources_quoted={"2022"},
    )
    order = [row["country"] for row in rows]
    y = {"field": "country", "type": "nominal", "sort": order, "title": None, "axis": {"ticks": False, "domain": False}}
    axis = {"title": "share of the world, %", "values": [0, 10, 20, 30, 40, 50]}
    x = {"type": "quantitative", "scale": {"domain": [0, 50]}, "axis": axis}

    def dots(field: str, colour: str, shape: str) -> dict:
        return {"mark": {"type": "point", "filled": True, "size": 110, "color": colour, "shape": shape, "opacity": 1},
                "encoding": {"x": {"field": field, **x}, "y": y}}

    def words(field: str, text: str, colour: str, country: str) -> dict:
        look = {"align": "left", "dx": 10, "color": colour, "fontWeight": "bold"}
        return {"transform": [{"filter": f"datum.country === '{country}'"}], "mark": {"type": "text", "text": text, **look},
                "encoding": {"x": {"field": field, **x}, "y": y}}

    return svg({
        "width": WIDTH - 110, "height": {"step": 30}, "data": {"values": rows},
        "layer": [
            {"mark": {"type": "rule", "color": GREY},
             "encoding": {"x": {"field": "output", **x}, "x2": {"field": "resources"}, "y": y}},
            dots("resources", ORANGE, "diamond"), dots("output", BLUE, "circle"),
            words("output", "output 2022", BLUE, "Canada"),
            words("resources", "resources, as quoted in 2022", ORANGE, "Australia"),
        ],
    })
