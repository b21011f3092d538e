"""The EPUB: EPUBCheck has nothing to say, and every anchor of the web site is in it."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from conftest import Build


def test_epubcheck_has_nothing_to_say(built_epub: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    subprocess.run(["java", "-jar", "/usr/bin/epubcheck", "--json", str(file), str(built_epub)], capture_output=True, check=False)
    report = json.loads(file.read_text("utf-8"))
    assert report["checker"]["checkerVersion"] and report["publication"]["title"].startswith("Japan and Central Asia")
    assert [(m["ID"], m["message"], m["locations"][0]["path"]) for m in report["messages"]] == []


def test_every_anchor_is_in_the_book(built_epub: Path, built_html: Path) -> None:
    anchors = json.loads((built_html / "data/anchors.json").read_text("utf-8"))["anchors"]
    with zipfile.ZipFile(built_epub) as book:
        ids = {
            name: set(re.findall(r'\bid="([^"]+)"', book.read(name).decode("utf-8")))
            for name in book.namelist()
            if name.endswith(".xhtml")
        }
    assert [label for label, item in anchors.items() if label not in ids.get(f"{item['page']}.xhtml", ())] == []


def test_date_is_that_of_the_edition_where_no_other_is_given(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    conf = "edition_date = '2026-11-24'\nversion = '2026.11'\nepub_basename = 'small'\n"
    built = build(builder="epub", conf=conf)
    with zipfile.ZipFile(built.out / "small.epub") as book:
        assert '<meta property="dcterms:modified">2026-11-24T00:00:00Z</meta>' in book.read("content.opf").decode("utf-8")
        assert {item.date_time[:3] for item in book.infolist()} == {(2026, 11, 24)}


def test_drawings_and_languages_are_in_the_book(built_epub: Path) -> None:
    with zipfile.ZipFile(built_epub) as book:
        names = book.namelist()
        summit = book.read("chapters/summit.xhtml").decode("utf-8")
    assert any(name.endswith("corridor-map.svg") for name in names)
    assert not [name for name in names if name.endswith((".js", "search.xhtml"))]
    assert 'lang="zh-Hans"' in summit and 'alt=""' not in summit
