"""Make ``figures/data/land.geojson`` from Natural Earth: ``npm pack world-atlas@2.0.2``, unpack, then
``python tools/land.py package/countries-50m.json``.

Natural Earth is in the public domain; world-atlas 2.0.2 carries its 1:50m countries as TopoJSON.  For each window of
:data:`WINDOWS` the file has the land as one shape, the five states of Central Asia as another, and the borders between the
countries of :data:`BORDERED` and their neighbours.  Lines are thinned (Douglas and Peucker) to the window's tolerance in it
and to :data:`COARSE` degrees elsewhere.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FIVE = {"Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"}
BORDERED = FIVE | {"Armenia", "Azerbaijan", "Georgia"}
# Window: west, south, east, north, and the tolerance in it, all in degrees.
WINDOWS = {"large": (-12, 18, 152, 72, 0.28), "close": (33, 32, 90, 57, 0.07)}
COARSE = 3.0
TARGET = Path(__file__).parent.parent / "figures/data/land.geojson"
Point = tuple[float, float]
Window = tuple[float, float, float, float, float]


def tolerance(point: Point, window: Window) -> float:
    """Return the tolerance at *point*, in degrees."""
    west, south, east, north, fine = window
    return fine if west <= point[0] <= east and south <= point[1] <= north else COARSE


def thinned(line: list[Point], window: Window) -> list[Point]:
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
            if away / tolerance(line[i], window) > worst:
                worst, place = away / tolerance(line[i], window), i
        if place is not None:
            keep.add(place)
            stack += [(first, place), (place, last)]
    return [line[i] for i in sorted(keep)]


def arcs(topology: dict[str, Any], window: Window) -> list[list[Point]]:
    """Return the arcs of a TopoJSON file as thinned lines of degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    made = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((round(x * sx + tx, 3), round(y * sy + ty, 3)))
        made.append([(round(a, 2), round(b, 2)) for a, b in thinned(line, window)])
    return made


def rings(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a geometry, each as its rings of numbers of arcs."""
    found: list[list[list[int]]] = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return found


def ring(numbers: list[int], lines: list[list[Point]]) -> list[Point]:
    """Return the ring that the arcs of these *numbers* make; ``~number`` is an arc read backwards."""
    points: list[Point] = []
    for number in numbers:
        points += (lines[number] if number >= 0 else lines[~number][::-1])[bool(points) :]
    return points


def polygons(geometries: list[dict[str, Any]], lines: list[list[Point]], window: Window) -> list[list[list[Point]]]:
    """Return the polygons of *geometries* that reach into the window, without holes that do not."""

    def near(points: list[Point]) -> bool:
        return len(set(points)) > 2 and any(tolerance(point, window) < COARSE for point in points)

    made = [[ring(numbers, lines) for numbers in polygon] for geometry in geometries for polygon in rings(geometry)]
    return [[polygon[0], *filter(near, polygon[1:])] for polygon in made if near(polygon[0])]


def borders(countries: list[dict[str, Any]], lines: list[list[Point]]) -> list[list[Point]]:
    """Return the lines that a country of :data:`BORDERED` shares with another."""
    users: dict[int, set[str]] = {}
    for geometry in countries:
        for number in (n for polygon in rings(geometry) for numbers in polygon for n in numbers):
            users.setdefault(number if number >= 0 else ~number, set()).add(geometry["properties"]["name"])
    return [lines[number] for number, names in sorted(users.items()) if len(names) > 1 and names & BORDERED]


def features(topology: dict[str, Any], name: str, window: Window) -> list[dict[str, Any]]:
    """Return the land, the five states and the borders of one window."""
    lines = arcs(topology, window)
    countries = [geometry for geometry in topology["objects"]["countries"]["geometries"] if geometry["type"] is not None]
    five = [geometry for geometry in countries if geometry["properties"]["name"] in FIVE]
    made = {
        "land": ("MultiPolygon", polygons(topology["objects"]["land"]["geometries"], lines, window)),
        "five": ("MultiPolygon", polygons(five, lines, window)),
        "borders": ("MultiLineString", borders(countries, lines)),
    }
    return [
        {
            "type": "Feature",
            "id": f"{name}-{what}",
            "properties": {"source": "Natural Earth 1:50m, public domain"},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for what, (kind, coordinates) in made.items()
    ]


def main(path: Path) -> None:
    topology = json.loads(path.read_text("utf-8"))
    made = [feature for name, window in WINDOWS.items() for feature in features(topology, name, window)]
    text = json.dumps({"type": "FeatureCollection", "features": made}, separators=(",", ":"))
    TARGET.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
