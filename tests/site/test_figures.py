"""The drawings: as drawn from their data, small, with their text as text; wrong data stops and names file and row."""

from __future__ import annotations

import csv
import gzip
import importlib.util
import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import common
import corridor_map
import draw
import marks
import pytest
import verdicts
from conftest import ROOT, Pages, Soup
from handbook.data import rows
from handbook.page import drawings

NAMES = draw.names()
SVG = "{http://www.w3.org/2000/svg}"


def test_every_figure_of_the_plan_is_there() -> None:
    assert len(NAMES) >= 11
    assert {path.stem for path in ROOT.glob("figures/*.svg")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_committed_drawing_is_what_a_redraw_gives(name: str) -> None:
    assert (ROOT / f"figures/{name}.svg").read_text("utf-8") == draw.drawn(name), (
        f"run make figures: {name}.svg is not what its data say"
    )
    for file, text in draw.made(name).items():
        assert (ROOT / f"figures/data/{file}").read_text("utf-8") == text, f"run make figures: {file} is not what its data say"


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_small_and_its_text_is_text(name: str) -> None:
    svg = (ROOT / f"figures/{name}.svg").read_text("utf-8")
    assert len(gzip.compress(svg.encode())) < 40_000
    assert svg.count("<text") >= 5
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)', svg)]
    assert min(sizes) >= 13, "at 330 pixels, 13 of 440 units are 10 pixels"
    assert "<image" not in svg and "base64" not in svg


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_plain_svg_that_every_reader_draws_alike(name: str) -> None:
    svg = (ROOT / f"figures/{name}.svg").read_text("utf-8")
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox", "").startswith("0 0 440 ") and not {"width", "height", "id"} & set(root.attrib)
    height = float(root.get("viewBox", "").split()[3])
    assert all(re.fullmatch(r"<[^<>]+>(?:[^<>]*</text>)?", line) for line in svg.splitlines())
    known = {"svg", "g", "clipPath", "rect", "line", "path", "circle", "polygon", "text"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= known
    assert not re.search(r" style=|var\(|currentColor|<tspan", svg), "plain attributes alone mean the same to all readers"
    assert set(re.findall(r' id="([^"]+)"', svg)) == set(re.findall(r"url\(#([^)]+)\)", svg)), "no id that nothing uses"
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x", "-1")) <= 440 and 9 <= float(text.get("y", "-1")) <= height - 3, text.text
    assert svg == draw.drawn(name) == draw.drawn(name)


@pytest.mark.parametrize("name", NAMES)
def test_halo_is_the_text_itself_right_below_it(name: str) -> None:
    texts = list(ElementTree.parse(ROOT / f"figures/{name}.svg").getroot().iter(f"{SVG}text"))
    for below, above in pairwise(texts):
        if below.get("aria-hidden"):
            assert (below.text, below.get("x"), below.get("y")) == (above.text, above.get("x"), above.get("y"))
            assert below.get("stroke") == below.get("fill") in (marks.PAPER, marks.LAND)
    assert not texts[-1].get("aria-hidden")


@pytest.fixture(scope="module")
def figures(pages: Pages) -> dict[str, list[tuple[str, Soup]]]:
    """Where each drawing is shown: the page, and the drawing or image in it."""
    found: dict[str, list[tuple[str, Soup]]] = {name: [] for name in NAMES}
    for page, soup in pages.items():
        for node in soup.select("figure [aria-label][data-drawing], figure img[src$='.svg']"):
            found[node.get("data-drawing") or Path(node["src"]).stem].append((page, node))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_drawing_is_shown_with_its_finding_told(figures: dict[str, list[tuple[str, Soup]]], name: str) -> None:
    assert figures[name]
    for page, node in figures[name]:
        assert len(node.get("aria-label") or node.get("alt")) > 60, (page, "alt text that tells the finding")
        figure = node.find_parent("figure")
        assert figure.select_one("figcaption .caption-number") and figure.select_one("figcaption .legend"), page


def rewritten(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str]) -> None:
    """Put a changed copy of one CSV file in the place of the figures' data."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (ROOT / "figures/data").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    file = folder / f"{name}.csv"
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    monkeypatch.setattr(common, "FOLDER", tmp_path)


def test_changed_data_make_another_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = draw.drawn("uranium")
    rewritten("uranium", tmp_path, monkeypatch, lambda text: text.replace("Kazakhstan,43.0", "Kazakhstan,34.0"))
    assert draw.drawn("uranium") != before


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace("unit", "units", 1), "uranium.csv: no column 'unit'"),
        (lambda text: text.replace("% of world", "tonnes", 1), "uranium.csv:2: unit is 'tonnes'; expected one of % of world"),
        (
            lambda text: text.replace("43.0", "about 43", 1),
            "uranium.csv:2: output is 'about 43'; expected a number from 0 to 50, where the axis ends",
        ),
        (lambda text: text + "Niger,3.0\n", "uranium.csv:9: expected 7 cells"),
        (lambda text: text + '"Niger,3.0\n', "uranium.csv: unexpected end of data"),
        (lambda text: text.splitlines()[0], "uranium.csv: no column 'country'; expected rows of country, output"),
        (
            lambda text: text.replace("43.0", "430", 1),
            "uranium.csv:2: output is '430'; expected a number from 0 to 50, where the axis ends",
        ),
        (
            lambda text: text.replace("wna-202308-production kun-20220707-wna", " ", 1),
            "uranium.csv:2: sources is ' '; expected one or more source keys",
        ),
    ],
)
def test_mistakes_in_data_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[str], str], words: str
) -> None:
    rewritten("uranium", tmp_path, monkeypatch, change)
    with pytest.raises(common.DataError, match=re.escape(words)):
        draw.drawn("uranium")


@pytest.mark.parametrize(
    ("figure", "table", "old", "new", "words"),
    [
        (
            "agreements-count",
            "agreements-count",
            ",158,",
            ",181,",
            ":2: number is '181'; expected a number from 0 to 180, where the axis ends",
        ),
        ("corridor-comparison", "corridor-comparison", "50,55,", "56,55,", ":4: low is 56; expected no more than high, 55"),
        (
            "corridor-comparison",
            "corridor-comparison",
            "days,Xi'an",
            "USD per FEU,Xi'an",
            ":2: unit is 'USD per FEU' in panel 1; expected 'days'",
        ),
        (
            "corridor-comparison",
            "corridor-comparison",
            "30,30,usual,,days,Xi'an to Duisburg",
            "30,30,usual,,days,Back",
            ":3: direction is 'Back'; expected \"Xi'an to Duisburg\" as in the panel's first row",
        ),
        (
            "corridor-volumes",
            "corridor-volumes",
            "0.759,Mt",
            "0.759,thousand TEU",
            ":2: middle in thousand TEU, result; expected Mt, result or target",
        ),
        ("formats", "formats", "2020-07-16", "", ":2: expected a date, or none where status is 'not found'"),
        (
            "formats",
            "formats",
            "2020-07-16",
            "16.7.2020",
            ":2: date is '16.7.2020'; expected a date such as 2025-12-20, 2025-12 or 2025, or nothing",
        ),
        ("rare-earth-imports", "rare-earth-imports", "2018,58,METI", "2018,58,JOGMEC", ": 0 rows of METI; expected 1"),
        (
            "timeline-drawn",
            "timeline-drawn",
            "1992-04-22",
            "1990-04-22",
            ":3: 22 Apr 1990 stands after 28 Dec 1991; expected the order of time",
        ),
        (
            "timeline-drawn",
            "timeline-drawn",
            "1992-04-22",
            "1992-02-30",
            ":3: date is '1992-02-30'; expected a date such as 2025-12-20, 2025-12 or 2025",
        ),
        (
            "trade",
            "trade",
            "exact,94.82",
            "nearly,94.82",
            ":2: bound is 'nearly'; expected one of exact, over, under, year not named",
        ),
        (
            "trillion",
            "trillion",
            "over,3000,",
            "over,3700,",
            ":2: amount makes ¥3.7 trillion; expected at most 3.6, or more for 'other region'",
        ),
        ("corridor-map", "corridor-nodes", "\nxian,", "\nlianyungang,", ": an id stands twice; expected each once"),
        ("corridor-map", "corridor-nodes", "\nxian,", "\nsian,", ": no row 'xian'; the map names or marks this place"),
        ("corridor-map", "corridor-nodes", "degrees WGS 84", "degrees", ":2: unit is 'degrees'; expected one of degrees WGS 84"),
        ("corridor-map", "corridor-nodes", "34.60", "134.60", ":2: latitude is '134.60'; expected a number from -90 to 90"),
        (
            "corridor-map",
            "corridor-routes",
            "lianyungang xian",
            "lianyungang sian",
            ":2: nodes has 'sian'; expected ids of corridor-nodes.csv",
        ),
    ],
)
def test_what_a_figure_cannot_show_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: str, table: str, old: str, new: str, words: str
) -> None:
    assert old in (ROOT / f"figures/data/{table}.csv").read_text("utf-8")
    rewritten(table, tmp_path, monkeypatch, lambda text: text.replace(old, new, 1))
    with pytest.raises(common.DataError, match=re.escape(f"{table}.csv{words}")):
        draw.drawn(figure)


def test_missing_tables_and_land_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "FOLDER", tmp_path)
    with pytest.raises(common.DataError, match=r"trade\.csv: .*No such file"):
        draw.drawn("trade")
    monkeypatch.setattr(corridor_map, "FOLDER", tmp_path)
    with pytest.raises(
        common.DataError, match=r"land\.geojson: expected the GeoJSON that tools/land\.py makes: FileNotFoundError"
    ):
        list(corridor_map.ground("close"))


def test_rows_are_those_of_the_csv_module_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('name,note\nx,"two\nlines"\ny,\n', "utf-8")
    assert rows(file)[1] == [(3, {"name": "x", "note": "two\nlines"}), (4, {"name": "y", "note": ""})]
    for path in (ROOT / "figures/data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as opened:
            assert [row for _, row in rows(path)[1]] == list(csv.DictReader(opened))
    file.write_bytes(b"name\n\xff\n")
    with pytest.raises(ValueError, match=r"a\.csv: 'utf-8' codec"):
        rows(file)


@pytest.mark.parametrize(
    ("cell", "when", "text"),
    [
        ("2025-12-20", date(2025, 12, 20), "20 Dec 2025"),
        ("2016-10", date(2016, 10, 15), "Oct 2016"),
        ("1991", date(1991, 7, 1), "1991"),
    ],
)
def test_dates_are_read_as_far_as_they_are_known(cell: str, when: date, text: str) -> None:
    assert common.day(cell) == (when, text)


@pytest.mark.parametrize("cell", ["", "2025-1-5", "2025-13", "20 Dec 2025", "2025-12-20 ", "２０２５"])
def test_other_dates_are_refused(cell: str) -> None:
    with pytest.raises(ValueError):
        common.day(cell)


def test_a_day_is_a_year_with_its_part() -> None:
    assert common.day("2024-01-01").years == 2024 and common.day("2024-07-02").years == 2024.5
    assert common.day("2025-12-31").years < 2026


@pytest.mark.parametrize(("count", "verdict"), [(0, None), (1, "wrong")])
def test_claims_without_a_known_verdict_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, verdict: str | None
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.md").write_text(
        "# A\n\n:::{claim} buyer-01\n:para: 1\n" + ":verdict: wrong\n" * count + "\nSaid.\n:::\n", "utf-8"
    )
    monkeypatch.setattr(verdicts, "FOLDER", tmp_path / "figures")
    with pytest.raises(
        common.DataError, match=re.escape(f"a.md:3: claim 'buyer-01' has verdict {verdict!r}; expected one of confirmed")
    ):
        list(verdicts.claims())


def test_claims_counted_are_those_of_the_records() -> None:
    written = "".join(path.read_text("utf-8") for path in (ROOT / "seeds").glob("*.md"))
    assert len(list(verdicts.claims())) == len(re.findall(r"^:::+\{claim\}", written, re.M)) > 0


def test_projection_is_that_of_the_books() -> None:
    # J. P. Snyder, Map projections: a working manual (1987), page 291: parallels 29.5 and 45.5, centre 96 W 23 N, place 75 W 35 N.
    panel = corridor_map.Panel("", 0, 0, (29.5, 45.5), (-96, 23), (0, 0), 1, 1, {}, [])
    x, y = panel.project(-75, 35)
    assert (round(x, 7), round(-y, 7)) == (0.2952720, 0.2416774)
    assert panel.unproject(x, y) == pytest.approx((-75, 35))
    assert corridor_map.LARGE_MAP.project(-175, 66) > corridor_map.LARGE_MAP.project(175, 66), (
        "the map goes on beyond 180 degrees"
    )


@pytest.mark.parametrize("panel", [corridor_map.LARGE_MAP, corridor_map.CLOSE_MAP], ids=lambda panel: panel.name)
def test_areas_lose_no_point_that_the_map_shows(panel: corridor_map.Panel) -> None:
    left, right, top, bottom = -20, 460, panel.top - 20, panel.top + panel.height + 20
    around = [
        *((left, y) for y in range(round(top), round(bottom), 9)),
        *((x, bottom) for x in range(left, right, 9)),
        *((right, y) for y in range(round(bottom), round(top), -9)),
        *((x, top) for x in range(right, left, -9)),
    ]
    kept = panel.area([panel.unproject(*point) for point in around])
    assert len(kept) < len(around) / 2
    assert all(min(x for x, _ in kept) < x < max(x for x, _ in kept) for x in (0, 440))
    for x, y in [
        (1, panel.top + 1),
        (439, panel.top + 1),
        (439, panel.top + panel.height - 1),
        (1, panel.top + panel.height - 1),
    ]:
        crossed = [
            ax + (y - ay) / (by - ay) * (bx - ax) > x
            for (ax, ay), (bx, by) in zip(kept, [*kept[1:], kept[0]], strict=True)
            if (ay > y) != (by > y)
        ]
        assert sum(crossed) % 2 == 1, "each corner of the map is within what is left of a ring around it"


def test_map_names_what_a_reader_looks_for_and_links_its_six_routes() -> None:
    root = ElementTree.parse(ROOT / "figures/corridor-map.svg").getroot()
    told = {text.text for text in root.iter(f"{SVG}text")}
    assert {"Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan", "Black Sea", "Caspian", "Sea"} <= told
    links = [group for group in root.iter(f"{SVG}g") if group.get("class", "").startswith("to-corridors-")]
    assert len(links) == len(corridor_map.ROUTES) == 6
    assert all(group.find(f"{SVG}text") is not None and not group.findall(f"{SVG}g") for group in links)


def tool(name: str) -> ModuleType:
    """Import a script of ``tools/``, which is on no path."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_land_is_made_of_an_atlas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Two squares of 4 degrees with one border: Kazakhstan to the west of it, China to the east.
    lines = [[[64, 44], [0, 4]], [[64, 48], [-4, 0], [0, -4], [4, 0]], [[64, 44], [4, 0], [0, 4], [-4, 0]]]
    squares = {"Kazakhstan": [[0, 1]], "China": [[2, -1]]}
    countries = [{"type": "Polygon", "arcs": arcs, "properties": {"name": name}} for name, arcs in squares.items()]
    land = [{"type": "MultiPolygon", "arcs": [[[1, 2]]]}]
    objects = {"countries": {"geometries": [*countries, {"type": None}]}, "land": {"geometries": land}}
    atlas = tmp_path / "atlas.json"
    atlas.write_text(
        json.dumps({"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": lines, "objects": objects}), "utf-8"
    )
    script = tool("land")
    monkeypatch.setattr(script, "TARGET", tmp_path / "land.geojson")
    script.main(atlas)
    made = {f["id"]: f["geometry"]["coordinates"] for f in json.loads((tmp_path / "land.geojson").read_text("utf-8"))["features"]}
    assert list(made) == [f"{name}-{what}" for name in ("large", "close") for what in ("land", "five", "borders")]
    assert made["close-borders"] == [[[64, 44], [64, 48]]]
    assert made["close-five"] == [[[[64, 44], [64, 48], [60, 48], [60, 44], [64, 44]]]]
    assert len(made["close-land"]) == 1 and len(made["close-land"][0][0]) == 7


def test_thinning_keeps_the_ends_and_every_point_that_matters() -> None:
    script = tool("land")
    window = (0, 0, 10, 10, 0.1)
    assert script.thinned([(0, 0), (1, 0.05), (2, 0)], window) == [(0, 0), (2, 0)]
    assert script.thinned([(0, 0), (1, 0.2), (2, 0)], window) == [(0, 0), (1, 0.2), (2, 0)]
    assert script.thinned([(20, 20), (21, 22), (22, 20)], window) == [(20, 20), (22, 20)], "coarse outside the window"


def test_unknown_figure_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw.main(["uranum"]) == 1
    assert "no figure uranum; there are " in capsys.readouterr().err


@pytest.mark.parametrize(
    "mark",
    [
        lambda: marks.line(0, 0, 9, 9, "#123456"),
        lambda: marks.rect(0, 0, 9, 9, "#123456", hollow=True),
        lambda: marks.text(0, 9, "a", halo="#123456"),
        lambda: marks.path([[(0, 0), (9, 9)]], fill="#123456"),
    ],
)
def test_a_colour_outside_the_palette_is_refused(mark: Callable[[], marks.Marks]) -> None:
    with pytest.raises(common.DataError, match="#123456"):
        marks.sheet(10, mark())


def test_marks_are_elements_of_svg() -> None:
    assert marks.line(0, 1.005, -0.001, 2, marks.INK, dash="3 3") == [
        '<line x1="0" y1="1" x2="0" y2="2" stroke="#1a1a1a" stroke-width="1" stroke-dasharray="3 3"/>'
    ]
    assert marks.text(1, 2, "a & b\n<c>", anchor="end", bold=True) == [
        '<text x="1" y="6.55" fill="#1a1a1a" text-anchor="end" font-weight="bold">a &amp; b</text>',
        '<text x="1" y="22.55" fill="#1a1a1a" text-anchor="end" font-weight="bold">&lt;c&gt;</text>',
    ]
    assert marks.sign("circle", 1, 2, marks.BLUE, 3) == ['<circle cx="1" cy="2" r="3" fill="#0060a8"/>']
    assert marks.sign("square", 1, 2, marks.BLUE, 3) == ['<polygon points="-2,-1 4,-1 4,5 -2,5" fill="#0060a8"/>']
    assert marks.rect(0, 0, 1, 9, marks.RED, hollow=True)[0].startswith('<rect x="1" y="1" width="0" height="7" fill="#ffffff"')
    assert marks.path([[(0, 0.04), (1, 1)]], closed=True, digits=1) == [
        '<path d="M0,0L1,1Z" fill="none" stroke-linejoin="round"/>'
    ]
    assert marks.link("book-map", ["<text/>"]) == ['<g class="to-book-map">', "<text/>", "</g>"]
    assert [marks.linear(0, 10, 5, 25)(value) for value in (0, 5, 10)] == [5, 15, 25]
    assert "".join(marks.axis((0, 1000), marks.linear(0, 1000, 0, 400), 9, "unit", form=",g")).count("<text") == 3


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2.2 reckons it, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return sum(
            w * (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4)
            for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True)
        )

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_colours_can_be_told_from_the_ground_in_both_schemes() -> None:
    css = (ROOT / "_static/book.css").read_text("utf-8")
    schemes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r"--ink:[^}]*", css)]
    assert len(schemes) == 3  # light, dark by choice, dark by the system
    for scheme in schemes:
        for name in ("ink", "grey"):
            assert contrast(scheme[name], scheme["paper"]) >= 4.5, name
        for name in ("blue", "orange", "green", "red", "purple"):
            assert contrast(scheme[name], scheme["paper"]) >= 3, name
    assert set(drawings.PALETTE) == marks.PALETTE
    assert set(drawings.PALETTE.values()) <= set(schemes[0])  # what the dark schemes leave out stays as it is
