"""The corridor map: six ways out of Central Asia, from Europe to Japan, and the Caspian and Central Asia enlarged.

Lines join the named places in order; they are not the exact track.  ``corridor-map.geojson`` is made from the two tables
(:func:`files`, which ``draw.py`` calls).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Any

from common import FOLDER, TEXT, DataError, Row, between, one_of, read
from marks import BLUE, GREEN, GREY, INK, LAND, ORANGE, PURPLE, RED, WIDTH, Marks, Point, element, link, path, sheet, sign, text

# Routes as the key has them, open ones first: name, colour, width in units, dashes; dots are kept for what is not open.
ROUTES = {
    "middle": ("Middle Corridor", ORANGE, 4.5, None),
    "northern": ("Northern route", BLUE, 2.0, None),
    "southern": ("Southern, by Iran", PURPLE, 2.4, "9 4"),
    "cpc": ("CPC oil pipeline", INK, 2.4, "9 3 2 3"),
    "tripp": ("TRIPP branch", RED, 3.4, "0.1 4.6"),
    "cku": ("China–Kyrgyzstan–Uzbekistan", GREEN, 3.0, "3 3"),
}
TINT = 0.16  # of the five states: pale, so that names can stand on it
SIGNS = {  # shape, size in units, whether hollow
    "gauge": ("diamond", 5.0, True),
    "port": ("square", 4.0, True),
    "capital": ("circle", 3.4, False),
    "other": ("circle", 2.0, False),
}
# Places with a sign; where they have a name too: its anchor, and units to the right and down from the sign.
Labels = dict[str, tuple[str, float, float] | None]
LARGE: Labels = {
    "duisburg": ("start", 7, -8), "moscow": ("start", 6, -10), "brest": None, "istanbul": ("end", -6, 2),
    "constanta": ("end", 12, -14), "bandarabbas": ("start", 9, 1), "khorgos": None, "dostyk": None, "xian": ("start", 2, 11),
    "beijing": ("end", -7, -4), "lianyungang": ("start", 8, 1), "tokyo": ("end", -7, 5),
}  # fmt: skip
CLOSE: Labels = {
    "novorossiysk": ("start", -6, -14), "poti": ("end", -8, 7), "kars": ("end", -6, 8), "akhalkalaki": None,
    "tbilisi": ("start", 3, -12), "tehran": ("start", 7, 1), "baku": ("start", 7, -1), "alat": None, "aktau": ("start", 9, 3),
    "tengiz": ("start", 6, -11), "ashgabat": ("middle", 6, 13), "astana": ("start", 7, -9), "tashkent": ("end", -7, -7),
    "dushanbe": ("middle", 0, 13), "bishkek": ("end", -7, 3), "makmal": ("end", 13, 20), "kashgar": ("end", 48, 14),
    "almaty": ("middle", -7, -12), "khorgos": ("end", -7, -12), "dostyk": ("end", 5, -15),
}  # fmt: skip
Land = tuple[str, float, float, str]  # name of a land or sea, degrees east and north of its middle, colour
LARGE_LANDS: list[Land] = [("Russia", 95, 59, GREY), ("China", 100, 31, GREY)]
CLOSE_LANDS: list[Land] = [
    ("Kazakhstan", 64, 49, INK),
    ("Uzbekistan", 61.4, 43.4, INK),
    ("Turkmenistan", 59.1, 40, INK),
    ("Kyrgyzstan", 78, 41.7, INK),
    ("Tajikistan", 72.6, 38.3, INK),
    ("China", 78, 36.2, GREY),
    ("Iran", 47.5, 36.4, GREY),
    ("Russia", 44, 49.6, GREY),
    ("Black Sea", 36.35, 41.85, BLUE),
    ("Caspian\nSea", 51, 39, BLUE),
]


@dataclass(frozen=True)
class Panel:
    """One of the two maps, in Albers' equal-area conic projection."""

    name: str
    top: float  # of its place on the sheet, in units
    height: float
    parallels: tuple[float, float]  # degrees north where the cone cuts the sphere
    centre: Point  # degrees east and north of the place at *at*
    at: Point  # in units
    scale: float  # radius of the sphere, in units
    thin: float  # factor of the widths of the routes
    labels: Labels
    lands: list[Land]

    @property
    def cone(self) -> tuple[float, float, float]:
        """The constant of the cone, that of its parallels, and how far the centre is from its top, in radii of the sphere."""
        south, north = (radians(latitude) for latitude in self.parallels)
        n = (sin(south) + sin(north)) / 2
        c = cos(south) ** 2 + 2 * n * sin(south)
        return n, c, sqrt(c - 2 * n * sin(radians(self.centre[1]))) / n

    def project(self, east: float, north: float) -> Point:
        """Return the units of a place in degrees."""
        n, c, top = self.cone
        turn = n * radians((east - self.centre[0] + 180) % 360 - 180)
        distance = sqrt(c - 2 * n * sin(radians(north))) / n
        return self.at[0] + self.scale * distance * sin(turn), self.at[1] - self.scale * (top - distance * cos(turn))

    def unproject(self, x: float, y: float) -> Point:
        """Return the degrees of a place in units."""
        n, c, top = self.cone
        right, down = (x - self.at[0]) / self.scale, top + (y - self.at[1]) / self.scale
        north = asin((c - (n * hypot(right, down)) ** 2) / (2 * n))
        return self.centre[0] + degrees(atan2(right, down)) / n, degrees(north)

    def beyond(self, x: float, y: float) -> str:
        """Return an edge of the panel beyond which a place in units lies, or nothing."""
        sides = {"left": x < 0, "right": x > WIDTH, "top": y < self.top, "bottom": y > self.top + self.height}
        return next((side for side, outside in sides.items() if outside), "")

    def area(self, ring: list[Point]) -> list[Point]:
        """Return a ring of degrees in units, without the points that lie beyond the same edge as both their neighbours."""
        points = [self.project(*point) for point in ring]
        sides = [self.beyond(*point) for point in points]
        return [p for i, p in enumerate(points) if not sides[i - 1] == sides[i] == sides[(i + 1) % len(points)] != ""]


LARGE_MAP = Panel("large", 0, 212, (22, 50), (73, 45), (198, 101), 250, 0.85, LARGE, LARGE_LANDS)
CLOSE_MAP = Panel("close", 358, 286, (38, 48), (60.3, 43.5), (245, 506), 695, 1, CLOSE, CLOSE_LANDS)


def places() -> dict[str, Row]:
    """Return the places by id."""
    columns = {"id": TEXT, "name": TEXT, "country": TEXT, "longitude": between(-180, 180), "latitude": between(-90, 90)}
    columns |= {"role": one_of("capital", "port", "border", "city", "oil", "bend"), "gauge_change": one_of("yes", "no")}
    rows = read("corridor-nodes", {**columns, "unit": one_of("degrees WGS 84"), "note": TEXT, "sources": TEXT})
    nodes = {row["id"]: row for row in rows}
    if len(nodes) < len(rows):
        raise DataError("corridor-nodes.csv: an id stands twice; expected each once")
    for name in (*LARGE, *CLOSE):
        if name not in nodes:
            raise DataError(f"corridor-nodes.csv: no row {name!r}; the map names or marks this place")
    return nodes


def routes(nodes: dict[str, Row]) -> list[Row]:
    columns = {"id": one_of(*ROUTES), "route": TEXT, "section": TEXT, "part": TEXT, "status": one_of("open", "planned")}
    columns |= {"nodes": TEXT, "unit": one_of("ordered ids of corridor-nodes.csv"), "note": TEXT, "sources": TEXT}
    rows = read("corridor-routes", columns)
    for row in rows:
        for node in row["nodes"].split():
            if node not in nodes:
                raise row.fault(f"nodes has {node!r}; expected ids of corridor-nodes.csv")
    return rows


def degrees_of(node: Row) -> Point:
    return node["longitude"], node["latitude"]


def ground(name: str) -> Iterator[list[list[Point]]]:
    """Yield the land, the five states and the borders of a map, each as lines of degrees."""
    file = FOLDER / "data" / "land.geojson"
    try:
        features = {feature["id"]: feature["geometry"] for feature in json.loads(file.read_text("utf-8"))["features"]}
        for what in ("land", "five"):
            yield [ring for polygon in features[f"{name}-{what}"]["coordinates"] for ring in polygon]
        yield features[f"{name}-borders"]["coordinates"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{file.name}: expected the GeoJSON that tools/land.py makes: {error!r}") from error


def stroke(route: str, lines: list[list[Point]], thin: float = 1) -> Marks:
    """Return *lines* as those of a route."""
    _, colour, width, dash = ROUTES[route]
    cap = "round" if route == "tripp" else None
    return path(lines, digits=1, stroke=colour, stroke_width=width * thin, stroke_dasharray=dash, stroke_linecap=cap)


def placed(panel: Panel, nodes: dict[str, Row]) -> Marks:
    """Return the names of places, lands and seas, and the signs of places."""
    signs, names = [], []
    for name, label in panel.labels.items():
        node, (x, y) = nodes[name], panel.project(*degrees_of(nodes[name]))
        kind = "gauge" if node["gauge_change"] == "yes" else node["role"] if node["role"] in SIGNS else "other"
        shape, size, hollow = SIGNS[kind]
        signs += sign(shape, x, y, INK, size, hollow=hollow)
        if label:
            anchor, right, down = label
            names += text(x + right, y + down, node["name"].partition(" (")[0], anchor=anchor, halo=LAND)
    for land, east, north, colour in panel.lands:
        halo, slope = (None, "italic") if colour == BLUE else (LAND, None)
        at = panel.project(east, north)
        names += text(*at, land, colour, anchor="middle", bold=colour == INK, halo=halo, font_style=slope)
    return names + signs  # so that no name's halo covers a sign


def frame() -> Marks:
    """Return the edge of the enlarged map on the large one."""
    top, bottom, parts = CLOSE_MAP.top, CLOSE_MAP.top + CLOSE_MAP.height, [WIDTH * i / 16 for i in range(17)]
    edge = [(x, top) for x in parts] + [(x, bottom) for x in reversed(parts)]
    lines = [[LARGE_MAP.project(*CLOSE_MAP.unproject(*point)) for point in edge]]
    return path(lines, closed=True, digits=1, stroke=GREY) + text(232, 170, "enlarged below", GREY, font_style="italic")


def drawn(panel: Panel, nodes: dict[str, Row], rows: list[Row]) -> Marks:
    """Return one map, cut at its edges."""
    land, five, borders = ground(panel.name)
    marks = path(filter(None, map(panel.area, land)), closed=True, digits=1, fill=LAND)
    marks += path(filter(None, map(panel.area, five)), closed=True, digits=1, fill=ORANGE, fill_opacity=TINT)
    marks += path([[panel.project(*point) for point in border] for border in borders], digits=1, stroke=GREY, stroke_width=0.6)
    for route in ROUTES:
        own = [row["nodes"].split() for row in rows if row["id"] == route]
        marks += stroke(route, [[panel.project(*degrees_of(nodes[name])) for name in names] for names in own], panel.thin)
    marks += (frame() if panel is LARGE_MAP else []) + placed(panel, nodes)
    edge = element("rect", x=0, y=panel.top, width=WIDTH, height=panel.height)
    return [f'<clipPath id="{panel.name}">', edge, "</clipPath>", f'<g clip-path="url(#{panel.name})">', *marks, "</g>"]


def key(rows: list[Row], y: float) -> Marks:
    """Return the key of the routes below *y*: two columns, each name a link to its section.

    The links stand 32 units apart, which is 24 pixels on a phone, room for a finger.
    """
    section = {row["id"]: row["section"] for row in rows}
    marks = text(4, y, "open", GREY) + text(4, y + 83, "dotted: planned or being built", GREY)
    for place, (route, (name, *_)) in enumerate(ROUTES.items()):
        left, middle = 4 + 196 * (place % 2), y + 25 + 32 * (place // 2) + (19 if place > 3 else 0)
        sample = stroke(route, [[(left, middle), (left + 34, middle)]])
        marks += link(section[route], sample + text(left + 42, middle, name))
    return marks


def draw() -> str:
    nodes = places()
    rows = routes(nodes)
    marks = drawn(LARGE_MAP, nodes, rows) + key(rows, 227) + drawn(CLOSE_MAP, nodes, rows)
    bottom = CLOSE_MAP.top + CLOSE_MAP.height
    for kind, x, name in (("gauge", 8, "gauge changes"), ("port", 132, "port"), ("capital", 198, "capital")):
        shape, size, hollow = SIGNS[kind]
        marks += sign(shape, x, bottom + 15, INK, size, hollow=hollow) + text(x + 11, bottom + 15, name)
    return sheet(bottom + 26, marks)


def properties(row: Row) -> dict[str, Any]:
    """Return the cells of a row that its geometry does not tell."""
    return {name: cell for name, cell in row.items() if name not in ("longitude", "latitude", "unit")}


def files() -> dict[str, str]:
    """Return the two tables as one GeoJSON collection, one feature a line."""
    nodes = places()
    made: list[dict[str, Any]] = []
    for row in routes(nodes):
        course = {"type": "LineString", "coordinates": [degrees_of(nodes[node]) for node in row["nodes"].split()]}
        made.append({"type": "Feature", "properties": properties(row), "geometry": course})
    for node in nodes.values():
        point = {"type": "Point", "coordinates": degrees_of(node)}
        made.append({"type": "Feature", "properties": properties(node), "geometry": point})
    written = json.dumps({"type": "FeatureCollection", "features": made}, ensure_ascii=False, separators=(",", ":"))
    return {"corridor-map.geojson": written.replace('{"type":"Feature"', '\n{"type":"Feature"') + "\n"}
