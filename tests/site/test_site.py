"""The built web site: links, ids, languages, metadata, back-links, downloads, weight."""

from __future__ import annotations

import copy
import csv
import gzip
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from conftest import ROOT, Pages
from handbook.page.languages import RUN

OUTSIDE = re.compile(r"^(https?:)?//|^(mailto|data|blob):", re.I)
GENERATED = {"genindex.html", "search.html"}


def content(pages: Pages) -> Pages:
    """The pages that the book's authors wrote."""
    return {name: page for name, page in pages.items() if name not in GENERATED and page.select_one("article")}


def test_quotation_marks_and_apostrophes_are_typographic(pages: Pages) -> None:
    straight = []
    for name, page in content(pages).items():
        suspect = page.select_one("article").find_all(string=re.compile(r"[\"']|\w[‘“]"))
        straight += [(name, text.strip()) for text in suspect if not text.find_parent(["code", "pre", "script", "style"])]
    assert straight == []


def test_every_internal_link_resolves(pages: Pages, built_html: Path) -> None:
    ids = {name: {node["id"] for node in page.select("[id]")} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for node in page.select("[href], [src]"):
            address = node.get("href") or node.get("src")
            if not address or OUTSIDE.match(address):
                continue
            path, fragment = urldefrag(address)
            path = unquote(path.partition("?")[0])
            file = (built_html / name).parent / path if path else built_html / name
            file = file.resolve()
            if not file.exists() or (
                fragment and file.suffix == ".html" and unquote(fragment) not in ids[str(file.relative_to(built_html.resolve()))]
            ):
                dead.append((name, address))
    assert dead == []


def test_ids_are_unique(pages: Pages) -> None:
    twice = {
        name: [i for i, n in Counter(node["id"] for node in page.select("[id]")).items() if n > 1] for name, page in pages.items()
    }
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_every_heading_has_a_lasting_id(pages: Pages) -> None:
    bad = []
    for name, page in content(pages).items():
        for heading in page.select("article :is(h1, h2, h3, h4)"):
            section = heading.find_parent("section")
            if name != "index.html" and (section is None or re.fullmatch(r"id\d+", section.get("id", "id1"))):
                bad.append((name, heading.text))
    assert bad == []


def test_nothing_comes_from_a_third_party(pages: Pages, built_html: Path) -> None:
    loaded = [
        (name, node)
        for name, page in pages.items()
        for node in page.select(
            "script[src], img[src], link[rel=stylesheet], link[rel=preload], link[rel~=icon], iframe, source, video, audio"
        )
        if OUTSIDE.match(node.get("src") or node.get("href") or "")
    ]
    assert loaded == []
    styles = "".join(path.read_text("utf-8") for path in built_html.rglob("*.css"))
    assert re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//[^)]*\)", styles) == []


def test_no_citation_is_empty(pages: Pages) -> None:
    cites = [(name, node) for name, page in pages.items() for node in page.select(".bibtex-citation")]
    assert len(cites) > 300
    assert [
        (name, str(node)) for name, node in cites if not node.select("a") or any(not a.text.strip() for a in node.select("a"))
    ] == []


def test_foreign_words_have_a_language(pages: Pages) -> None:
    bare = []
    for name, page in content(pages).items():
        for text in page.select_one("article").find_all(string=RUN):
            around = [node for node in text.parents if node.get("lang")]
            if (not around or around[0].name == "html") and text.find_parent(["pre", "code", "script"]) is None:
                bare.append((name, str(text)[:60]))
    assert bare == []


def test_citation_tags(pages: Pages) -> None:
    for name, page in content(pages).items():
        titles = page.select("meta[name=citation_title]")
        book = page.select_one("meta[property='og:type']")["content"]
        if name == "index.html":
            assert titles == [] and book == "book"
            continue
        heading = copy.copy(page.select_one("h1"))  # the pages are shared by all tests
        for part in heading.select(".section-number, .cite-control, .headerlink"):
            part.extract()
        assert [t["content"] for t in titles] == [heading.text.strip()], name
        assert len(page.select("meta[name=citation_inbook_title]")) == 1
        assert [t["content"] for t in page.select("meta[name=citation_author]")] == ["Japan–Central Asia Handbook"]
        data = json.loads(page.select_one("script[type='application/ld+json']").text)
        assert data["@type"] == "Chapter" and data["isPartOf"]["@type"] == "Book"
        assert page.select_one("meta[property='og:description']")["content"], f"{name} has no description"


def test_every_work_says_where_it_is_cited_and_seeds_lead_to_their_records(pages: Pages) -> None:
    page = pages["reference/bibliography.html"]
    works = page.select(".work")
    assert len(works) >= 200
    assert [work["id"] for work in works if not work.select(".used-in a")] == []
    assert len(page.select(".work-seed")) == 5
    assert [w["id"] for w in page.select(".work-seed") if not w.select("a[href*='seeds/']")] == []
    primary = [w for w in works if {"work-primary", "work-statistics", "work-academic"} & set(w["class"])]
    assert len(primary) >= 60


def test_claims_data(built_html: Path) -> None:
    claims = json.loads((built_html / "data/claims.json").read_text("utf-8"))["claims"]
    assert len(claims) >= 300
    assert len({claim["id"] for claim in claims}) == len(claims)
    assert {claim["seed"] for claim in claims} == {path.stem for path in ROOT.glob("seeds/*.md")} - {"index"}
    assert [c["id"] for c in claims if not c["sources"] and c["verdict"] not in ("unverified", "opinion")] == []
    assert [c["id"] for c in claims if len(c["record"]) < 20] == []
    counts = Counter(claim["verdict"] for claim in claims)
    told = "".join(re.findall(r"^:alt: .*$", (ROOT / "reference/claims.md").read_text("utf-8"), re.M))
    assert f"Of {len(claims)} claims {counts['opinion']} are opinion, {counts['confirmed']} confirmed" in told, (
        "the figure's words are not what it shows"
    )


def test_fifty_disagreements_each_treated_in_a_chapter(pages: Pages) -> None:
    entries = pages["reference/disagreements.html"].select(".disagreement")
    assert len(entries) >= 50
    assert [e["id"] for e in entries if "chapters/" not in e.select(".used-in a")[-1]["href"]] == []


def test_downloads_hold_what_the_tables_show(pages: Pages, built_html: Path) -> None:
    for name in ("timeline", "agreements"):
        with (built_html / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        shown = pages[f"reference/{name}.html"].select("table.data-table tbody tr")
        assert len(rows) == len(shown) > 20, name


@pytest.mark.parametrize("chapter", ["background", "summit", "resources", "corridors", "critiques"])
def test_first_view_of_a_chapter_is_light(pages: Pages, built_html: Path, chapter: str) -> None:
    name = f"chapters/{chapter}.html"
    page = pages[name]
    files = {name}
    for node in page.select("link[rel=stylesheet], script[src]"):
        files.add(str(Path(name).parent / (node.get("href") or node.get("src")).partition("?")[0]))
    for img in page.select("article img:not([loading=lazy])"):
        files.add(str(Path(name).parent / img["src"]))
    sizes = {file: len(gzip.compress((built_html / file).resolve().read_bytes(), 6)) for file in files}
    assert len(sizes) <= 9, sizes
    assert sum(sizes.values()) <= 45_000, sizes


def test_script_is_small_and_deferred(pages: Pages, built_html: Path) -> None:
    assert sum(path.stat().st_size for path in ROOT.glob("_static/*.js")) < 15_000
    assert pages["chapters/summit.html"].select_one("script[src*='book.js']").has_attr("defer")


def test_previews_are_small_and_hold_what_the_page_links_to(pages: Pages, built_html: Path) -> None:
    for name in content(pages):
        links = pages[name].select("article a.internal[href*='#cite-'], article a.internal:has(.claim-link)")
        wanted = {str(link["href"]).partition("#")[2] for link in links}
        file = built_html / "_previews" / name.replace(".html", ".json")
        previews = json.loads(file.read_text("utf-8")) if file.exists() else {}
        if name not in GENERATED | {"reference/bibliography.html", "reference/claims.html"}:
            assert wanted - set(previews) == set(), name
        if previews:
            assert len(gzip.compress(file.read_bytes(), 6)) <= 60_000, name
    source = json.loads((built_html / "_previews/chapters/summit.json").read_text("utf-8"))["cite-mofa-jp-20251220-result"]
    head, title, appeared, read, address = source
    assert head == "MOFA Japan (2025k) · Primary document" and "<cite><span lang=" in title
    assert "December 2025" in appeared and "read: " in read and address.startswith("https://")
