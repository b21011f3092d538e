"""Citations of the built site: forms that other people's parsers read, for every section and claim."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rispy
from conftest import ROOT, Build, Pages
from csl_reference import Reference
from pybtex.database import parse_string

CSL_FIELDS = {field.alias or name for name, field in Reference.model_fields.items()}


@pytest.fixture(scope="module")
def anchors(built_html: Path) -> dict[str, dict[str, object]]:
    return dict(json.loads((built_html / "data/anchors.json").read_text("utf-8"))["anchors"])


def test_every_heading_and_claim_can_be_cited_in_four_forms(
    pages: Pages, anchors: dict[str, dict[str, object]], built_html: Path
) -> None:
    wanted = set()
    for name, page in pages.items():
        if name in ("index.html", "genindex.html", "search.html"):
            continue
        for heading in page.select("article :is(h1, h2, h3, h4)"):
            wanted.add(heading.find_parent("section")["id"])
        wanted |= {claim["id"] for claim in page.select(".claim")}
    assert len(wanted) > 400
    assert wanted - set(anchors) == set()
    files = {
        (label, form): (built_html / f"cite/{label}.{form}").read_text("utf-8")
        for label in wanted
        for form in ("bib", "ris", "json")
    }
    # Parsed together: the parser's start-up alone takes seconds for hundreds of files.
    entries = parse_string("".join(files[label, "bib"] for label in wanted), "bibtex").entries
    assert len(entries) == len(wanted)
    for label in wanted:
        entry = entries[f"handbook-2026.11-{label}"]
        assert entry.type == "incollection" and entry.fields["url"].endswith(f"#{label}")
        (item,) = rispy.loads(files[label, "ris"])
        assert item["type_of_reference"] == "CHAP" and item["urls"][0].endswith(f"#{label}")
        (item,) = json.loads(files[label, "json"])
        assert Reference.model_validate(item).title and set(item) <= CSL_FIELDS
        assert (built_html / f"cite/{label}.txt").read_text("utf-8").strip().endswith(f"#{label}")


def test_list_without_a_script_holds_every_citation(pages: Pages, anchors: dict[str, dict[str, object]]) -> None:
    ids = {node["id"] for node in pages["reference/citing.html"].select("li[id^=citing-]")}
    assert {f"citing-{label}" for label in anchors} == ids


def test_anchors_are_in_the_inventory(anchors: dict[str, dict[str, object]], built_html: Path) -> None:
    from sphinx.util.inventory import InventoryFile

    with (built_html / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, uri: uri)
    assert set(anchors) - set(inventory["std:label"]) == set()
    claims = {label for label, item in anchors.items() if str(item["title"]).startswith("Claim ")}
    assert claims == set(inventory["book:claim"])


def test_another_book_cites_sections_and_a_claim(build: Build, built_html: Path) -> None:
    """A second Sphinx project reaches the book through intersphinx."""
    conf = (
        '\nextensions = ["myst_parser", "sphinx.ext.intersphinx"]\nprimary_domain = None\n'
        f'intersphinx_mapping = {{"handbook": ("https://handbook.example/", {str(built_html / "objects.inv")!r})}}\n'
    )
    text = (
        "# Other\n\n[](inv:handbook#summit-chapter) [](inv:handbook#corridors-middle) {external+handbook:std:ref}`background-chapter` "
        "[a claim](inv:handbook:book:claim#caspian-04)\n"
    )
    pages: dict[str, str | None] = {"index.md": text, "summit.md": None, "netease-2025-caspian.md": None, "lists.md": None}
    built = build(pages, conf=conf)
    assert built.warnings == ""
    links = [a["href"] for a in built.page("index.html").select("a.external")]
    assert links == [
        "https://handbook.example/chapters/summit.html#summit-chapter",
        "https://handbook.example/chapters/corridors.html#corridors-middle",
        "https://handbook.example/chapters/background.html#background-chapter",
        "https://handbook.example/seeds/netease-2025-caspian.html#caspian-04",
    ]


def test_edition_agrees_everywhere() -> None:
    import yaml

    conf = (ROOT / "conf.py").read_text("utf-8")
    (edition,), (date,) = (
        re.findall(r'^version = release = "(.*?)"', conf, re.M),
        re.findall(r'^edition_date = "(.*?)"', conf, re.M),
    )
    year, month = map(int, edition.split("."))
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cff["version"] == edition
    assert str(cff["date-released"]) == date and date.startswith(f"{year}-{month:02}-")
    preferred = cff["preferred-citation"]
    assert (str(preferred["edition"]), preferred["year"], preferred["month"]) == (edition, year, month)
    assert f"## {edition}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
