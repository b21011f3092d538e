"""No public anchor is lost, moved to other text, or left out of the list."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import anchors
import pytest
from conftest import ROOT, Pages
from sphinx.errors import ConfigError

MOVED = (
    "{label} (“{old}” on {page}) is gone or stands at other text (“{new}”). Readers cite it: put ({label})= back right above that text; "
    "for a renamed heading put the old label above a new one and change the heading in tests/anchors.txt; for a moved page add it to redirects.txt."
)


def complaints(listed: dict[str, tuple[str, str]], built: dict[str, tuple[str, str]], ids: dict[str, set[str]]) -> list[str]:
    """Say what is wrong: *ids* are the ids of each page, which hold the older labels of a section too."""
    found = []
    for label, (page, heading) in listed.items():
        if label in built:
            if built[label] != (page, heading):
                found.append(MOVED.format(label=label, old=heading, page=page, new=" on ".join(built[label][::-1])))
        elif label not in ids.get(page, ()):
            found.append(MOVED.format(label=label, old=heading, page=page, new="nowhere"))
    found += [f"{label} is not in tests/anchors.txt: run make anchors" for label in built if label not in listed]
    return found


@pytest.fixture(scope="module")
def ids(pages: Pages) -> dict[str, set[str]]:
    return {name.removesuffix(".html"): {node["id"] for node in page.select("[id]")} for name, page in pages.items()}


def test_no_anchor_is_lost(ids: dict[str, set[str]]) -> None:
    assert complaints(anchors.listed(), anchors.built(), ids) == []


def test_every_listed_page_exists_or_redirects(ids: dict[str, set[str]]) -> None:
    redirects = [
        line.split()[0] for line in (ROOT / "redirects.txt").read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    gone = {page for page, _ in anchors.listed().values()} - set(ids)
    assert gone - set(redirects) == set()


def test_a_deleted_label_a_changed_heading_and_a_removed_page_are_told() -> None:
    listed = {"summit-days": ("chapters/summit", "The four days"), "summit-old": ("chapters/summit", "Old name")}
    ids = {"chapters/summit": {"summit-days", "summit-old"}}
    assert complaints(listed, {"summit-days": ("chapters/summit", "The four days")}, ids) == []
    deleted = complaints(listed, {}, {"chapters/summit": {"summit-old"}})
    assert len(deleted) == 1 and "put (summit-days)= back" in deleted[0]
    changed = complaints(listed, {"summit-days": ("chapters/summit", "Five days")}, ids)
    assert len(changed) == 1 and "Five days" in changed[0]
    removed = complaints(listed, {}, {})
    assert len(removed) == 2 and "redirects.txt" in removed[0]
    assert complaints({}, {"summit-new": ("chapters/summit", "New")}, ids) == [
        "summit-new is not in tests/anchors.txt: run make anchors"
    ]


def test_a_redirect_of_other_than_two_words_is_told_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", sys.path[:])  # conf.py adds to it
    (tmp_path / "conf.py").write_bytes((ROOT / "conf.py").read_bytes())
    (tmp_path / "redirects.txt").write_text("# old new\nchapters/old new.html\nchapters/older to new.html\n", "utf-8")
    with pytest.raises(
        ConfigError, match=r"^redirects.txt:3: expected the old document and the new address, got 'chapters/older to"
    ):
        runpy.run_path(str(tmp_path / "conf.py"))
    (tmp_path / "redirects.txt").write_text("# old new\nchapters/old new.html\n", "utf-8")
    assert runpy.run_path(str(tmp_path / "conf.py"))["redirects"] == {"chapters/old": "new.html"}
