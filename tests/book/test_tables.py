"""page/tables and page/downloads: tables from CSV files, and links to files."""

from __future__ import annotations

import pytest
from conftest import Build

TABLE = "\n:::{data-table} events\n:columns: date, event, sources\n:headings: Date, What, Source\n:widths: 20, 60, 20\n:caption: Events.\n:name: summit-table-events\n:::\n\n{data}`events.csv`\n"


def page() -> str:
    from conftest import PAGES

    return PAGES["summit.md"] + TABLE


def test_rows_sources_and_download(build: Build) -> None:
    built = build(
        {"summit.md": page(), "figures/data/events.csv": "date,event,sources\n2025-12-20,Met,mofa-2025-a jiji-2025-b\n"}
    )
    assert built.warnings == ""
    html = built.page("summit.html")
    assert [c.text.strip() for c in html.select("#summit-table-events tbody td")] == [
        "20 December 2025",
        "Met",
        "(Jiji Press 2025; MOFA Japan 2025a)",
    ]
    assert html.select_one("a.download")["href"] == "data/events.csv"
    assert (built.out / "data/events.csv").exists()


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("date,event\n2025,x\n", "has no column 'sources'"),
        ("date,event,sources\n2025,x\n", "events.csv:2: expected 3 cells"),
        ("date,event,sources\n2025,x,mofa-2025-z\n", "events.csv:2: no entry 'mofa-2025-z'"),
        ("date,event,sources\n2025,x,\n", "events.csv:2: a row needs a source"),
        ("date,event,sources\n2025,x, \n", "events.csv:2: a row needs a source"),
        ("date,event,sources\n2025-31,x,mofa-2025-a\n", "events.csv:2: '2025-31' is not a date"),
        ('date,event,sources\n2025,"x,mofa-2025-a\n', "events.csv: unexpected end of data"),
        ("", "has no column 'date'"),
    ],
)
def test_mistakes_in_rows_are_told(build: Build, rows: str, words: str) -> None:
    said = build({"summit.md": page(), "figures/data/events.csv": rows}).warnings
    assert words in said and "summit.md:11" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (":widths: 20, 60, 20\n", "", "lacks :widths:"),
        (":caption: Events.\n", "", "lacks :caption:"),
        ("20, 60, 20", "20, x, 20", "widths whole numbers"),
        ("Date, What, Source", "Date, What", "must be equally many"),
        ("{data-table} events", "{data-table} event", "no file event.csv in figures/data or reference"),
        ("{data}`events.csv`", "{data}`event.csv`", "no data event.csv, nor a drawing of that name"),
        ("{data}`events.csv`", "{edition}`events.pdf`", "no edition events.pdf: there are book.pdf and Small.epub"),
    ],
)
def test_mistakes_in_directive_and_role_are_told(build: Build, old: str, new: str, words: str) -> None:
    assert old in page()
    data = "date,event,sources\n2025-12-20,Met,mofa-2025-a\n"
    said = build({"summit.md": page().replace(old, new), "figures/data/events.csv": data}).warnings
    assert words in said and "summit.md:1" in said
