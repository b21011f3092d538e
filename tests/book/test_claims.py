"""claims: what the directives make, and that each kind of wrong input is told with file and line."""

from __future__ import annotations

import csv
import json
import re

import pytest
from conftest import PAGES, Build, Built
from handbook.claims.domain import book_domain

RECORD = "netease-2025-caspian.md"


def test_small_book_has_no_warning(small: Built) -> None:
    assert small.warnings == ""


def test_source_that_only_begins_like_a_cited_one_is_named(build: Build) -> None:
    from conftest import BIB

    longer = BIB.replace("mofa-2025-a", "mofa-2025-ab").replace("2025a", "2025b").partition("@misc{jiji")[0]
    text = changed("It did.", "It did {cite:p}`mofa-2025-ab`.")
    claim = build({**text, "refs.bib": BIB + longer}).page("netease-2025-caspian.html").select_one("#caspian-01")
    assert claim.select_one(".claim-sources").text == "Also MOFA Japan (2025a)."


def test_role_shows_paragraph_and_verdict_and_links(small: Built) -> None:
    link = small.page("summit.html").select_one(".claim-link").parent
    assert link.text == "[caspian-01, ¶5, confirmed]"
    assert link["href"] == "netease-2025-caspian.html#caspian-01"


def test_claim_says_where_it_is_used_and_contradicted(small: Built) -> None:
    claim = small.page("netease-2025-caspian.html").select_one("#caspian-01")
    assert claim.select_one(".used-in a")["href"] == "summit.html#summit-days"
    assert claim.select_one(".claim-conflicts a")["href"] == "#caspian-02"
    assert "MOFA Japan" in claim.select_one(".claim-sources").text


def test_claims_are_in_the_inventory(small: Built) -> None:
    names = {(name, kind) for name, _, kind, *_ in small.app.env.get_domain("book").get_objects()}
    assert names == {("caspian-01", "claim"), ("caspian-02", "claim")}


def test_data_files_hold_every_claim(small: Built) -> None:
    out = small.out
    claims = json.loads((out / "data/claims.json").read_text("utf-8"))["claims"]
    rows = list(csv.DictReader((out / "data/claims.csv").read_text("utf-8").splitlines()))
    assert [c["id"] for c in claims] == [r["id"] for r in rows] == ["caspian-01", "caspian-02"]
    assert claims[1]["paragraphs"] == [7, 8, 9]
    assert claims[1]["record"] == "Held by nobody (jiji-2025-b)."
    assert claims[0]["used_in"] == ["summit-days", "disagreements-times"]


def test_ledger_counts_and_disagreement(small: Built) -> None:
    page = small.page("lists.html")
    assert [row.th.a["href"] for row in page.select("table.ledger tbody tr")] == [
        "netease-2025-caspian.html#caspian-01",
        "netease-2025-caspian.html#caspian-02",
    ]
    assert [cell.text for cell in page.select("table.counts tbody tr:last-child td")] == ["1", "0", "0", "0", "1", "2"]
    entry = page.select_one("#disagreements-times")
    assert "It met twice." in entry.text
    assert entry.select_one(".used-in a")["href"] == "summit.html#summit-days"


def changed(old: str, new: str) -> dict[str, str]:
    assert old in PAGES[RECORD]
    return {RECORD: PAGES[RECORD].replace(old, new, 1)}


STRAY = "---\norphan: true\n---\n(stray-page)=\n# Stray\n\n:::{claim} caspian-03\n:para: 5\n:topic: summit\n:verdict: opinion\n\nA.\n\nB.\n:::\n"
STRAY_RECORD = STRAY.partition(":::{claim}")[0] + ":::{seed} stray\n:key: stray\n:paragraphs: 5\n:sha256: " + "0" * 64 + "\n:::\n"
DISAGREEMENT = "".join(re.findall(r":::\{disagreement\}.*?:::\n\n", PAGES["lists.md"], re.S))
SEED = "".join(re.findall(r":::\{seed\}.*?:::\n\n", PAGES[RECORD], re.S))

MISTAKES = {
    "verdict": (changed(":verdict: confirmed", ":verdict: true"), RECORD, 10, "not one of confirmed"),
    "topic": (changed(":topic: summit", ":topic: sport"), RECORD, 10, "not one of background"),
    "source": (changed(":sources: mofa-2025-a", ":sources: mofa-2025-z"), RECORD, 10, "no entry 'mofa-2025-z'"),
    "no source": (changed(":sources: mofa-2025-a\n", ""), RECORD, 10, "needs :sources:"),
    "out of range": (changed(":para: 5\n", ":para: 56\n"), RECORD, 10, "the article has 55"),
    "not a paragraph": (changed(":para: 5\n", ":para: five\n"), RECORD, 10, "five is not a number"),
    "repeated": (changed("{claim} caspian-02", "{claim} caspian-01"), RECORD, 22, "already at netease-2025-caspian:10"),
    "foreign id": (changed("{claim} caspian-02", "{claim} guest-02"), RECORD, 22, "slug of the record"),
    "one-sided": (
        changed(":verdict: opinion\n:conflicts: caspian-01\n", ":verdict: opinion\n"),
        RECORD,
        22,
        "add it to :conflicts: there",
    ),
    "no record": (changed("It met once.\n\nIt did.", "It met once."), RECORD, 10, "say after the claim"),
    "role": ({"summit.md": PAGES["summit.md"].replace("caspian-01", "caspian-77")}, "summit.md", 9, "no claim 'caspian-77'"),
    "conflict": (changed(":conflicts: caspian-02", ":conflicts: caspian-03"), RECORD, 10, "no claim 'caspian-03'"),
    "uncovered": ({"lists.md": PAGES["lists.md"].replace(DISAGREEMENT, "")}, RECORD, 10, "no disagreement"),
    "one side": (
        {"lists.md": PAGES["lists.md"].replace("caspian-01, caspian-02", "caspian-01, caspian-01")},
        "lists.md",
        10,
        "needs two claims",
    ),
    "another record": ({"stray.md": STRAY}, "stray.md", 7, "slug of the record"),
    "itself": (changed(":conflicts: caspian-02", ":conflicts: caspian-01"), RECORD, 10, "cannot conflict with itself"),
    "second seed": (changed(SEED, SEED + SEED), RECORD, 10, "has a record already"),
    "checksum": (changed(":sha256: 0", ":sha256: x"), RECORD, 4, "not 64 hexadecimal digits"),
    "seed under another name": (
        changed(":key: netease-2025-caspian", ":key: stray"),
        RECORD,
        4,
        "'stray' must be a file of that name",
    ),
    "seed without an entry": ({"stray.md": STRAY_RECORD}, "stray.md", 7, "no entry 'stray' in refs.bib"),
    "citation": (
        {"summit.md": PAGES["summit.md"].replace("mofa-2025-a", "mofa-2025-z")},
        "summit.md",
        4,
        "no entry mofa-2025-z in refs.bib",
    ),
    "label": (
        {"summit.md": PAGES["summit.md"] + "\n(summit-days)=\n## Again\n"},
        "summit.md",
        11,
        "uplicate explicit target name",
    ),
    "link": ({"summit.md": PAGES["summit.md"] + "\n[gone](#summit-gone)\n"}, "summit.md", 11, "summit-gone"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_told(build: Build, name: str) -> None:
    changes, file, line, words = MISTAKES[name]
    said = [text for text in build(changes).warnings.splitlines() if words in text]
    assert said, f"nothing said of {words!r}"
    assert f"{file}:{line or ''}" in said[0]
    assert "WARNING" in said[0] or "ERROR" in said[0]
    assert len(said) == 1, "one fault is told once"


def test_purge_and_incremental(build: Build) -> None:
    """A second build reads only what changed, forgets what is gone, and writes the lists again."""

    def uses(built: Built) -> list[str]:
        return [a["href"] for a in built.page("netease-2025-caspian.html").select("#caspian-01 .used-in a")]

    assert uses(build()) == ["summit.html#summit-days", "lists.html#disagreements-times"]
    shorter = PAGES["summit.md"].replace("See {claim}`caspian-01`, ", "")
    again = build({"summit.md": shorter})
    assert again.warnings == ""
    assert uses(again) == ["lists.html#disagreements-times"]
    store = book_domain(again.app.env)
    store.clear_doc("netease-2025-caspian")
    assert not store.claims and not store.seeds


def test_parallel_reading_merges(build: Build) -> None:
    many = {f"more{i}.md": f"---\norphan: true\n---\n(more{i}-page)=\n# More {i}\n\n{{claim}}`caspian-02`\n" for i in range(8)}
    built = build(many, parallel=2)
    assert built.warnings == ""
    assert set(book_domain(built.app.env).claims) == {"caspian-01", "caspian-02"}
    claim = built.page("netease-2025-caspian.html").select_one("#caspian-02")
    assert len(claim.select(".used-in a")) == 9
    assert built.page("summit.html").select_one("h2 .cite-control")["href"] == "lists.html#citing-summit-days"
