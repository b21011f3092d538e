"""Make ``data/land.geojson`` from Natural Earth: ``npm pack world-atlas``, unpack, ``python land.py package/countries-50m.json``.

Natural Earth is in the public domain; world-atlas 2.0.2 carries its 1:50m countries as TopoJSON.  Kept are the land as one
shape and the borders between the countries of :data:`BORDERED` and their neighbours.  Lines are thinned (Douglas and Peucker)
to :data:`FINE` degrees in the region, and to :data:`COARSE` elsewhere, where no map of the book looks.
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

BORDERED = {"Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Armenia", "Azerbaijan", "Georgia"}
WEST, SOUTH, EAST, NORTH = -12, 18, 152, 72
CLOSE = (36, 34, 90, 56)  # the enlargement
FINE, MIDDLE, COARSE = 0.035, 0.12, 3.0
Point = tuple[float, float]


def tolerance(point: Point) -> float:
    x, y = point
    if CLOSE[0] <= x <= CLOSE[2] and CLOSE[1] <= y <= CLOSE[3]:
        return FINE
    return MIDDLE if WEST <= x <= EAST and SOUTH <= y <= NORTH else COARSE


def thinned(line: list[Point]) -> list[Point]:
    """Return *line* without the points that lie nearer to it than their tolerance."""
    keep, stack = {0, len(line) - 1}, [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        worst, place = 1.0, None
        for i in range(first + 1, last):
            x, y = line[i]
            away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if away / tolerance(line[i]) > worst:
                worst, place = away / tolerance(line[i]), i
        if place is not None:
            keep.add(place)
            stack += [(first, place), (place, last)]
    return [line[i] for i in sorted(keep)]


def arcs(topology: dict) -> list[list[Point]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    made = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round(x * sx + tx, 3), round(y * sy + ty, 3)))
        made.append([(round(a, 2), round(b, 2)) for a, b in thinned(line)])
    return made


def rings(geometry: dict) -> list[list[list[int]]]:
    return {"Polygon": lambda: [geometry["arcs"]], "MultiPolygon": lambda: geometry["arcs"]}[geometry["type"]]()


def main(path: Path) -> None:
    topology = json.loads(path.read_text("utf-8"))
    lines = arcs(topology)

    def ring(numbers: list[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            points += (lines[number] if number >= 0 else lines[~number][::-1])[bool(points):]
        return points

    def near(points: list[Point]) -> bool:
        return len(set(points)) > 2 and any(tolerance(point) < COARSE for point in points)

    polygons = []
    for polygon in (p for geometry in topology["objects"]["land"]["geometries"] for p in rings(geometry)):
        made = [ring(numbers) for numbers in polygon]
        if near(made[0]):
            polygons.append([made[0], *filter(near, made[1:])])
    users: dict[int, set[str]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["type"] is not None:
            for number in (n for polygon in rings(geometry) for numbers in polygon for n in numbers):
                users.setdefault(number if number >= 0 else ~number, set()).add(geometry["properties"]["name"])
    borders = [lines[number] for number, names in sorted(users.items()) if len(names) > 1 and names & BORDERED]
    features = [{"type": "Feature", "id": name, "properties": {"source": "Natural Earth 1:50m, public domain"}, "geometry": {"type": kind, "coordinates": coordinates}}
                for name, kind, coordinates in (("land", "MultiPolygon", polygons), ("borders", "MultiLineString", borders))]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    Path(__file__).with_name("data").joinpath("land.geojson").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
