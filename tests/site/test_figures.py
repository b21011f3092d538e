"""The drawings: as drawn from their data, small, with their text as text; wrong data stops and names file and row."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import common
import draw
import pytest
from conftest import ROOT, Pages

NAMES = draw.names()


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
def test_drawing_is_shown_with_its_finding_told(pages: Pages, name: str) -> None:
    shown = [
        (page, node)
        for page, soup in pages.items()
        for node in soup.select(f'figure [aria-label][data-drawing="{name}"], figure img[src$="/{name}.svg"]')
    ]
    assert shown
    for page, node in shown:
        assert len(node.get("aria-label") or node.get("alt")) > 60, (page, "alt text that tells the finding")
        figure = node.find_parent("figure")
        assert figure.select_one("figcaption .caption-number") and figure.select_one("figcaption .legend"), page


def rewritten(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change) -> None:
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
        (lambda text: text.replace("43.0", "about 43", 1), "uranium.csv:2: output is 'about 43'; expected float"),
        (lambda text: text + "Niger,3.0\n", "uranium.csv:9: expected 7 cells"),
        (lambda text: text + '"Niger,3.0\n', "uranium.csv: unexpected end of data"),
    ],
)
def test_mistakes_in_data_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change, words: str) -> None:
    rewritten("uranium", tmp_path, monkeypatch, change)
    with pytest.raises(common.DataError, match=re.escape(words)):
        draw.drawn("uranium")


def test_unknown_figure_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert draw.main(["uranum"]) == 1
    assert "no figure uranum; there are " in capsys.readouterr().err


def test_a_colour_outside_the_palette_is_refused() -> None:
    with pytest.raises(common.DataError, match="#123456"):
        common.svg(
            {
                "mark": {"type": "point", "color": "#123456"},
                "data": {"values": [{"a": 1}]},
                "encoding": {"x": {"field": "a", "type": "quantitative"}},
            }
        )


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
    used = set(re.findall(r'\.drawing \[fill="(#[0-9a-f]{6})"\]', css))
    assert used == common.PALETTE
