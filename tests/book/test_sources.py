"""sources and page/backlinks: labels, entries, and the way back."""

from __future__ import annotations

import pytest
from conftest import BIB, PAGES, Build, Built
from sphinx.errors import SphinxError


def test_labels_are_author_and_date_in_round_brackets(small: Built) -> None:
    page = small.page("summit.html")
    assert [node.text for node in page.select(".bibtex-citation")] == ["(MOFA Japan 2025a)", "Jiji Press (2025)"]


def test_locator_and_several_works(build: Build) -> None:
    page = build(
        {
            "summit.md": "(summit-chapter)=\n# S\n\n{cite:p}`mofa-2025-a,netease-2025-caspian{¶12–13}`\n\n(summit-days)=\n## Days\n\n{claim}`caspian-01`\n"
        }
    ).page("summit.html")
    assert page.select_one(".bibtex-citation").text == "(MOFA Japan 2025a; Caspian, NetEase Hao 2025, ¶12–13)"


def test_citations_in_the_sentence(build: Build) -> None:
    page = build(
        {"summit.md": PAGES["summit.md"] + "\n{cite:t}`{see}mofa-2025-a{¶1},jiji-2025-b`, {cite:p}`{see}jiji-2025-b`\n"}
    ).page("summit.html")
    assert [node.text for node in page.select(".bibtex-citation")][2:] == [
        "Jiji Press (2025), MOFA Japan (see 2025a, ¶1)",
        "(see Jiji Press 2025)",
    ]
    assert [a.text for a in page.select(".bibtex-citation")[2].select("a")] == ["2025", "2025a"]


def test_entry_keeps_case_script_translation_and_date(small: Built) -> None:
    page = small.page("lists.html")
    assert (
        page.select_one("#cite-mofa-2025-a p").text
        == "MOFA Japan (2025a). First. Ministry, 20 December 2025. Primary document. example.org/a"
    )
    entry = page.select_one("#cite-jiji-2025-b p")
    assert entry.text == "Jiji Press (2025). 会談 [Talks]. 2025. In Japanese. News agency. example.org/b"
    assert entry.select_one("em [lang=ja]").text == "会談"


def test_entry_lists_the_sections_that_cite_it(small: Built) -> None:
    page = small.page("lists.html")
    links = page.select("#cite-mofa-2025-a .used-in a")
    assert [(a["href"], a.text) for a in links][:2] == [
        ("summit.html#summit-chapter", "1"),
        ("netease-2025-caspian.html#caspian-01", "caspian-01"),
    ]
    assert page.select("[role=doc-biblioentry], [role=list]") == []


def test_broken_bib_file_stops_the_build(build: Build) -> None:
    built = build({"refs.bib": BIB + BIB})
    assert "repeated bibliography entry: mofa-2025-a" in built.warnings


def test_mistakes_in_entries_are_all_told(build: Build) -> None:
    bib = (
        BIB.replace("title={First},", "", 1)
        .replace("keywords={agency}", "keywords={agent}")
        .replace("{Whole page read: it was", "{It was")
    )
    with pytest.raises(SphinxError) as stop:
        build({"refs.bib": bib})
    first, second, third = str(stop.value).splitlines()
    assert first == "refs.bib:2: entry mofa-2025-a lacks title"
    assert second.startswith("refs.bib:4: entry jiji-2025-b has keywords = {agent}; expected one of seed, primary")
    assert third.startswith("refs.bib:6: entry netease-2025-caspian has an annotation that does not begin with")


def test_two_works_with_one_annotation_are_told(build: Build) -> None:
    twin = BIB.partition("@online{jiji")[0].replace("mofa-2025-a", "mofa-2025-b")
    with pytest.raises(
        SphinxError, match=r"^refs.bib:\d+: entry mofa-2025-b has the annotation of mofa-2025-a: say what this page says$"
    ):
        build({"refs.bib": BIB + twin})


def test_a_broken_file_is_told(build: Build) -> None:
    with pytest.raises(SphinxError, match=r"^refs.bib: syntax error in line 2"):
        build({"refs.bib": BIB.replace("title={First},", "title={First}", 1)})


MALFORMED = [
    "{cite:p}`mofa-2025-a jiji-2025-b`",
    "{cite:t}` `",
    "{cite}`mofa-2025-a`",
    "{cite:p}`mofa-2025-a{¶1},mofa-2025-a{¶2}`",
    "{cite:p}`!mofa-2025-a`",
    "{cite:p}`words<mofa-2025-a>`",
]


def test_malformed_citations_are_all_told(build: Build) -> None:
    said = build({"summit.md": PAGES["summit.md"] + "\n" + "\n\n".join(MALFORMED) + "\n"}).warnings
    for number, cite in enumerate(MALFORMED):
        assert f"summit.md:{11 + 2 * number}: WARNING: {cite} is no citation" in said
    assert said.count("is no citation") == len(MALFORMED)


def test_what_was_read_stands_folded_with_its_languages(small: Built) -> None:
    """The language of a quotation is told from its own entry, not from others in the list."""
    page = small.page("lists.html")
    folded = page.select_one("#cite-jiji-2025-b details.annotation")
    assert folded.summary.text == "What was read"
    assert folded.p.text == "Opening read: “会談” (talks). Read: 26 November 2026."
    assert [node["lang"] for node in folded.select("[lang]")] == ["ja"]
    assert [node["lang"] for node in page.select("#cite-netease-2025-caspian details [lang]")] == ["zh-Hans"]
