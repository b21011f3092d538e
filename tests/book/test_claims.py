"""claims: what the directives make, and that each kind of wrong input is told with file and line."""

from __future__ import annotations

import csv
import json
import re

from conftest import PAGES, Build, Built
from handbook.claims.domain import book_domain

RECORD = "netease-2025-caspian.md"


def test_small_book_has_no_warning(small: Built) -> None:
    assert small.warnings == ""


def test_source_that_only_begins_like_a_cited_one_is_named(build: Build) -> None:
    from conftest import BIB

    longer = (
        BIB.replace("mofa-2025-a", "mofa-2025-ab")
        .replace("usera={a}", "usera={b}")
        .replace("it met", "they met")
        .partition("@misc{jiji")[0]
    )
    text = PAGES[RECORD].replace("It did.", "It did {cite:p}`mofa-2025-ab`.", 1)
    claim = build({RECORD: text, "refs.bib": BIB + longer}).page("netease-2025-caspian.html").select_one("#caspian-01")
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


HEAD = PAGES[RECORD].partition(":::{claim}")[0]
CLAIMS = PAGES[RECORD].removeprefix(HEAD)
SEED = HEAD[HEAD.index(":::{seed}") :]
CLAIM = ":::{claim} caspian-09\n:para: 5\n:topic: summit\n:verdict: confirmed\n:sources: mofa-2025-a\n\nIt met once.\n\nIt did.\n:::\n\n"

# What is changed in a claim, and words of the message; each stands on the record of the same build.
IN_A_CLAIM = [
    (":verdict: confirmed", ":verdict: true", "not one of confirmed"),
    (":verdict: confirmed\n", "", "lacks :verdict:"),
    (":topic: summit", ":topic: sport", "not one of background"),
    (":sources: mofa-2025-a", ":sources: mofa-2025-z", "no entry 'mofa-2025-z'"),
    (":sources: mofa-2025-a\n", "", "needs :sources:"),
    (":para: 5\n", ":para: 56\n", "the article has 55"),
    (":para: 5\n", ":para: five\n", "five is not a number"),
    ("caspian-09", "caspian-02", "already at netease-2025-caspian:22"),
    ("caspian-09", "guest-02", "slug of the record"),
    ("It met once.\n\nIt did.\n", "It met once.\n", "say after the claim"),
    ("It met once.\n\nIt did.\n", "", "has no text"),
    ("It met once.\n\nIt did.\n", "- It met.\n\nIt did.\n", "has no text"),
    ("mofa-2025-a\n", "mofa-2025-a\n:conflicts: caspian-09\n", "cannot conflict with itself"),
    ("mofa-2025-a\n", "mofa-2025-a\n:conflicts: caspian-77\n", "no claim 'caspian-77' is on record; mend"),
]


def test_mistakes_in_claims_are_told(build: Build) -> None:
    text, expected = PAGES[RECORD] + "\n", []
    for number, (old, new, words) in enumerate(IN_A_CLAIM, start=10):
        assert old in CLAIM
        claim = CLAIM.replace(old, new, 1).replace("caspian-09", f"caspian-{number}")
        expected.append((f"{RECORD}:{text.count(chr(10)) + 1}: WARNING", words))
        text += claim
    said = build({RECORD: text}).warnings.splitlines()
    for place, words in expected:
        assert len([line for line in said if place in line and words in line]) == 1, (place, words, said)
    assert "\n".join(said).count(": WARNING") == len(expected), "\n".join(said)


def test_mistakes_in_seeds_are_told(build: Build) -> None:
    stray = "---\norphan: true\n---\n(stray-page)=\n# Stray\n\n"
    other = ":::{seed} stray\n:key: stray\n:paragraphs: 5\n:sha256: " + "0" * 64 + "\n:::\n"
    said = build(
        {
            RECORD: HEAD.replace(":sha256: 0", ":sha256: x") + SEED + CLAIMS,
            "stray.md": stray + other,
            "strange.md": stray.replace("stray-page", "strange-page")
            + other.replace("} stray", "} strange").replace(":paragraphs: 5\n", ""),
            "foreign.md": stray.replace("stray-page", "foreign-page") + CLAIM,
        }
    ).warnings.splitlines()
    expected = [
        (f"{RECORD}:4", "not 64 hexadecimal digits"),
        (f"{RECORD}:10", "has a record already"),
        ("stray.md:7", "no entry 'stray' in refs.bib"),
        ("strange.md:7", "no entry 'stray' in refs.bib"),
        ("strange.md:7", "'stray' must be a file of that name"),
        ("strange.md:7", "lacks :paragraphs:"),
        ("foreign.md:7", "slug of the record"),
    ]
    for place, words in expected:
        assert len([line for line in said if place in line and words in line]) == 1, (place, words, said)
    assert len(said) == len(expected)


def test_mistakes_between_claims_and_pages_are_told(build: Build) -> None:
    one_sided = CLAIM.replace("mofa-2025-a\n", "mofa-2025-a\n:conflicts: caspian-01\n", 1)
    summit = PAGES["summit.md"].replace("caspian-01", "caspian-77").replace("mofa-2025-a", "mofa-2025-z")
    lists = (
        PAGES["lists.md"] + "\n:::{disagreement} one\n:claims: caspian-01, caspian-01\n:section: summit-days\n\nA.\n\nB.\n:::\n"
    )
    said = build(
        {
            RECORD: PAGES[RECORD] + "\n" + one_sided,
            "summit.md": summit + "\n(summit-days)=\n## Again\n\n[gone](#summit-gone)\n",
            "lists.md": lists,
        }
    ).warnings.splitlines()
    expected = [
        (f"{RECORD}:10", "but caspian-01 does not name caspian-09: add it to :conflicts: there"),
        ("summit.md:9", "no claim 'caspian-77' is on record; see seeds/"),
        ("summit.md:4", "no entry mofa-2025-z in refs.bib"),
        ("summit.md:11", "uplicate explicit target name"),
        ("summit.md:14", "summit-gone"),
        (f"lists.md:{lists.count(chr(10)) - 7}", "needs two claims"),
    ]
    for place, words in expected:
        assert len([line for line in said if place in line and words in line]) == 1, (place, words, said)


def test_conflict_without_a_disagreement_is_told(build: Build) -> None:
    entry = re.findall(r":::\{disagreement\}.*?:::\n\n", PAGES["lists.md"], re.S)[0]
    said = build({"lists.md": PAGES["lists.md"].replace(entry, "")}).warnings
    assert f"{RECORD}:10: WARNING: caspian-01 and caspian-02 conflict, but no disagreement" in said and said.count("WARNING") == 1


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
