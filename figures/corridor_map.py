"""The corridor map: six ways out of Central Asia, from Europe to Japan, and the Caspian and Central Asia enlarged.

Lines join the named places in order; they are not the exact track.  ``corridor-map.geojson`` is made from the two tables
(:func:`files`, which ``draw.py`` calls).
"""

from __future__ import annotations

import json
import re
from typing import Any

from common import BLUE, FOLDER, GREEN, GREY, INK, LAND, ORANGE, PAPER, PURPLE, RED, WIDTH, DataError, read, svg

# Colour, width and dashes; dots and short dashes are kept for what is not open.
STYLES: dict[str, dict[str, Any]] = {
    "middle": {"stroke": ORANGE, "strokeWidth": 4.5},
    "northern": {"stroke": BLUE, "strokeWidth": 2},
    "southern": {"stroke": PURPLE, "strokeWidth": 2.4, "strokeDash": [9, 4]},
    "cpc": {"stroke": INK, "strokeWidth": 2.4, "strokeDash": [9, 3, 2, 3]},
    "cku": {"stroke": GREEN, "strokeWidth": 3, "strokeDash": [3, 3]},
    "tripp": {"stroke": RED, "strokeWidth": 3.4, "strokeDash": [0.1, 4.6], "strokeCap": "round"},
}
KEY = [
    ("northern", "Northern route"),
    ("middle", "Middle Corridor"),
    ("southern", "Southern, by Iran"),
    ("cku", "China–Kyrgyzstan–Uzbekistan"),
    ("tripp", "TRIPP branch"),
    ("cpc", "CPC oil pipeline"),
]
ROLES = {"capital", "port", "border", "city", "oil", "bend"}

# Which places have a name on which map, and where it stands: side, and offset in units.
LARGE: dict[str, tuple[str, float, float]] = {
    "duisburg": ("left", 7, -4),
    "moscow": ("left", 6, -6),
    "lianyungang": ("left", 8, 5),
    "xian": ("left", 2, 15),
    "tokyo": ("right", -7, 9),
    "bandarabbas": ("left", 9, 5),
    "beijing": ("right", -7, 0),
    "istanbul": ("right", -6, 6),
    "constanta": ("left", -48, -12),
}
CLOSE: dict[str, tuple[str, float, float]] = {
    "astana": ("left", 7, -5),
    "almaty": ("left", 9, 8),
    "khorgos": ("right", -9, -1),
    "dostyk": ("right", 17, -11),
    "bishkek": ("right", -7, 8),
    "tashkent": ("right", -7, -3),
    "dushanbe": ("left", 7, 5),
    "ashgabat": ("left", -35, 16),
    "aktau": ("left", 9, 6),
    "baku": ("left", 7, 2),
    "poti": ("right", -8, 9),
    "tbilisi": ("left", 3, -8),
    "kars": ("right", -6, 12),
    "tengiz": ("left", 6, -8),
    "novorossiysk": ("left", -6, -10),
    "makmal": ("left", 2, -9),
    "kashgar": ("left", -12, 16),
    "tehran": ("left", 7, 5),
}

MARKED = {"brest", "khorgos", "dostyk", "alat", "akhalkalaki"}  # with a sign, but on one map or both without a name


def degrees_east(cell: str) -> float:
    if not -180 <= float(cell) <= 180:
        raise ValueError(cell)
    return float(cell)


def degrees_north(cell: str) -> float:
    if not -90 <= float(cell) <= 90:
        raise ValueError(cell)
    return float(cell)


def places() -> dict[str, dict[str, Any]]:
    rows = read(
        "corridor-nodes",
        {
            "id": str,
            "name": str,
            "country": str,
            "longitude": degrees_east,
            "latitude": degrees_north,
            "role": str,
            "gauge_change": str,
            "note": str,
            "sources": str,
        },
        role=ROLES,
        gauge_change={"yes", "no"},
        unit={"degrees WGS 84"},
    )
    nodes = {row["id"]: row for row in rows}
    if len(nodes) < len(rows):
        raise DataError("corridor-nodes.csv: an id stands twice; expected each once")
    for name in (*LARGE, *CLOSE, *MARKED):
        if name not in nodes:
            raise DataError(f"corridor-nodes.csv: no row {name!r}; the map names or marks this place")
    return nodes


def routes(nodes: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    rows = read(
        "corridor-routes",
        {"id": str, "route": str, "section": str, "part": str, "status": str, "nodes": str, "note": str, "sources": str},
        id=set(STYLES),
        status={"open", "planned"},
        unit={"ordered ids of corridor-nodes.csv"},
    )
    for line, row in enumerate(rows, 2):
        for node in row["nodes"].split():
            if node not in nodes:
                raise DataError(f"corridor-routes.csv:{line}: nodes has {node!r}; expected ids of corridor-nodes.csv")
    return rows


def geojson(nodes: dict[str, dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the two tables as one GeoJSON collection."""
    lines = [
        {
            "type": "Feature",
            "properties": row,
            "geometry": {"type": "LineString", "coordinates": [at(nodes[node]) for node in row["nodes"].split()]},
        }
        for row in rows
    ]
    return {
        "type": "FeatureCollection",
        "features": lines
        + [
            {
                "type": "Feature",
                "properties": {k: v for k, v in node.items() if k not in ("longitude", "latitude")},
                "geometry": {"type": "Point", "coordinates": at(node)},
            }
            for node in nodes.values()
        ],
    }


def at(node: dict[str, Any]) -> list[float]:
    return [node["longitude"], node["latitude"]]


def ground() -> dict[str, Any]:
    path = FOLDER / "data" / "land.geojson"
    try:
        features = {feature["id"]: feature for feature in json.loads(path.read_text("utf-8"))["features"]}
        return {name: features[name] for name in ("large-land", "large-borders", "close-land", "close-borders")}
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path.name}: expected the GeoJSON that land.py makes: {error!r}") from error


def texts(values: list[dict[str, Any]], **mark: Any) -> list[dict[str, Any]]:
    """Return text layers, one for each side and offset, since these are no encodings."""
    made = []
    for align, dx, dy in dict.fromkeys((v["align"], v["dx"], v["dy"]) for v in values):
        data = [
            {k: v for k, v in value.items() if k in ("t", "x", "y")}
            for value in values
            if (value["align"], value["dx"], value["dy"]) == (align, dx, dy)
        ]
        made.append(
            {
                "data": {"values": data},
                "mark": {"type": "text", "align": align, "dx": dx, "dy": dy, **mark},
                "encoding": {
                    "longitude": {"field": "x", "type": "quantitative"},
                    "latitude": {"field": "y", "type": "quantitative"},
                    "text": {"field": "t"},
                },
            }
        )
    return made


def words(t: str, x: float, y: float, align: str = "center") -> dict[str, Any]:
    return {"t": t, "x": x, "y": y, "align": align, "dx": 0, "dy": 0}


def panel(
    window: str,
    projection: dict[str, Any],
    height: int,
    names: dict[str, tuple[str, float, float]],
    marked: set[str],
    nodes: dict[str, dict[str, Any]],
    rows: list[dict[str, Any]],
    extra: list[dict[str, Any]],
    thin: float = 1,
) -> dict[str, Any]:
    """Return one map: land, borders, routes, signs of *marked* places, names."""
    earth = ground()
    layers: list[dict[str, Any]] = [
        {"data": {"values": [earth[f"{window}-land"]]}, "mark": {"type": "geoshape", "fill": LAND, "stroke": None}},
        {
            "data": {"values": [earth[f"{window}-borders"]]},
            "mark": {"type": "geoshape", "filled": False, "stroke": GREY, "strokeWidth": 0.6},
        },
    ]
    for route, style in STYLES.items():
        lines = [
            {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [at(nodes[n]) for n in row["nodes"].split()]}}
            for row in rows
            if row["id"] == route
        ]
        layers.append(
            {
                "data": {"values": lines},
                "mark": {
                    "type": "geoshape",
                    "filled": False,
                    **style,
                    "strokeWidth": style["strokeWidth"] * thin,
                    "strokeJoin": "round",
                },
            }
        )
    shown = [nodes[name] for name in nodes if name in marked]
    signs = {
        "gauge": ("diamond", 95, PAPER, 1.8),
        "capital": ("circle", 42, INK, 0),
        "port": ("square", 52, PAPER, 1.8),
        "other": ("circle", 16, INK, 0),
    }
    for sign, (shape, size, fill, stroke) in signs.items():
        values = [{"x": n["longitude"], "y": n["latitude"]} for n in shown if kind(n) == sign]
        if values:
            layers.append(
                {
                    "data": {"values": values},
                    "mark": {
                        "type": "point",
                        "shape": shape,
                        "size": size,
                        "fill": fill,
                        "stroke": INK,
                        "strokeWidth": stroke,
                        "opacity": 1,
                    },
                    "encoding": {
                        "longitude": {"field": "x", "type": "quantitative"},
                        "latitude": {"field": "y", "type": "quantitative"},
                    },
                }
            )
    called = [
        {
            "t": nodes[n]["name"].partition(" (")[0],
            "x": nodes[n]["longitude"],
            "y": nodes[n]["latitude"],
            "align": a,
            "dx": dx,
            "dy": dy,
        }
        for n, (a, dx, dy) in names.items()
    ]
    return {
        "width": WIDTH - 4,
        "height": height,
        "projection": {**projection, "clipExtent": [[0, 0], [WIDTH - 4, height]]},
        "layer": [*layers, *texts(called), *extra],
    }


def kind(node: dict[str, Any]) -> str:
    if node["gauge_change"] == "yes":
        return "gauge"
    return node["role"] if node["role"] in ("capital", "port") else "other"


def key(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the key of the routes: two columns, each name a link to its section."""
    section = {row["id"]: "#" + row["section"] for row in rows}
    cells = [
        {"id": route, "t": t, "x": 4 + 196 * (i % 2), "y": 13 + 32 * (i // 2), "h": section[route]}
        for i, (route, t) in enumerate(KEY)
    ]
    x = {"type": "quantitative", "scale": {"domain": [0, WIDTH - 4]}, "axis": None}
    y = {"type": "quantitative", "scale": {"domain": [96, 0]}, "axis": None}
    samples: list[dict[str, Any]] = [
        {
            "data": {"values": [cell]},
            "transform": [{"calculate": "datum.x + 34", "as": "x2"}],
            "mark": {"type": "rule", "opacity": 1, **STYLES[cell["id"]]},
            "encoding": {"x": {"field": "x", **x}, "x2": {"field": "x2"}, "y": {"field": "y", **y}},
        }
        for cell in cells
    ]
    names = {
        "data": {"values": cells},
        "mark": {"type": "text", "align": "left", "dx": 42, "baseline": "middle"},
        "encoding": {"x": {"field": "x", **x}, "y": {"field": "y", **y}, "text": {"field": "t"}, "href": {"field": "h"}},
    }
    return {"width": WIDTH - 4, "height": 102, "layer": [*samples, names]}


def signs() -> dict[str, Any]:
    """Return the key of the signs."""
    shapes = {
        "gauge changes": (8, "diamond", 95, PAPER, 1.8),
        "port": (124, "square", 52, PAPER, 1.8),
        "capital": (179, "circle", 42, INK, 0),
    }
    values = [{"t": t, "x": x} for t, (x, *_) in shapes.items()] + [{"t": "dotted: planned or being built", "x": 248}]
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, WIDTH - 4]}, "axis": None}
    points = [
        {
            "data": {"values": [value]},
            "encoding": {"x": x},
            "mark": {
                "type": "point",
                "shape": shape,
                "size": size,
                "fill": fill,
                "stroke": INK,
                "strokeWidth": width,
                "opacity": 1,
            },
        }
        for value, (_, shape, size, fill, width) in zip(values, shapes.values(), strict=False)
    ]
    names = {
        "data": {"values": values},
        "mark": {"type": "text", "align": "left", "dx": 10, "baseline": "middle"},
        "encoding": {"x": x, "text": {"field": "t"}},
    }
    return {"width": WIDTH - 4, "height": 22, "layer": [*points, names]}


def draw() -> str:
    nodes = places()
    rows = routes(nodes)
    west, south, east, north = 36.5, 34.8, 84, 53.5
    edge = [[west + (east - west) * i / 16, south] for i in range(17)] + [
        [east - (east - west) * i / 16, north] for i in range(17)
    ]
    box = {
        "data": {"values": [{"type": "Feature", "geometry": {"type": "LineString", "coordinates": [*edge, edge[0]]}}]},
        "mark": {"type": "geoshape", "filled": False, "stroke": GREY, "strokeWidth": 1},
    }
    large = panel(
        "large",
        {
            "type": "conicEqualArea",
            "parallels": [22, 50],
            "rotate": [-73, 0],
            "center": [0, 45],
            "scale": 250,
            "translate": [196, 101],
        },
        212,
        LARGE,
        set(LARGE) | {"brest", "khorgos", "dostyk"},
        nodes,
        rows,
        [
            box,
            *texts([words("Russia", 95, 58), words("China", 101, 30.5)], color=GREY),
            *texts([words("enlarged below", 73, 31.2)], color=GREY, fontStyle="italic"),
        ],
        thin=0.85,
    )
    lands = [
        words("Kazakhstan", 66, 49),
        words("Uzbekistan", 61.2, 43.1),
        words("Turkmenistan", 59.1, 39.7),
        words("China", 80.8, 39.9),
        words("Iran", 47.5, 36.1),
        words("Russia", 44, 49.3),
    ]
    ways = [
        words("Northern route", 62, 52),
        words("Middle Corridor", 66, 45.5),
        words("Southern", 64.8, 35.6),
        words("CPC", 43.7, 45.1),
        words("TRIPP", 45.6, 37.8),
    ]
    close = panel(
        "close",
        {
            "type": "conicEqualArea",
            "parallels": [38, 48],
            "rotate": [-60.3, 0],
            "center": [0, 43.5],
            "scale": 745,
            "translate": [214, 150],
        },
        278,
        CLOSE,
        set(CLOSE) | {"alat", "akhalkalaki"},
        nodes,
        rows,
        [*texts(lands, color=GREY), *texts(ways, fontWeight="bold")],
    )
    text = svg({"vconcat": [large, key(rows), close, signs()], "spacing": 6})
    # A tenth of a unit is finer than any screen; the small arcs of the signs stay as they are.
    return re.sub(
        r' (?:d="[^"A]*"|transform="[^"]*")',
        lambda part: re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), part[0]),
        text,
    )


def files() -> dict[str, str]:
    nodes = places()
    return {
        "corridor-map.geojson": json.dumps(geojson(nodes, routes(nodes)), ensure_ascii=False, separators=(",", ":")).replace(
            '{"type":"Feature"', '\n{"type":"Feature"'
        )
        + "\n"
    }
