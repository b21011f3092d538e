"""refs.bib: keys, fields and letters keep the rules of CONTRIBUTING.md, and every entry is cited."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from conftest import ROOT
from handbook.claims.model import NICKNAMES
from handbook.data import rows
from handbook.sources.entries import author_of, label_of
from pybtex.database import Entry, parse_string

TEXT = (ROOT / "refs.bib").read_text("utf-8")
SEEDS = [
    "netease-2025-shrine",
    "netease-2025-lone-guest",
    "repost-2025-anxious-buyer",
    "netease-2025-caspian",
    "jiefang-20251217-breakout",
]
FIELDS = {
    "title", "titleaddon", "shorttitle", "year", "date", "usera", "month", "day", "language", "note", "keywords", "doi", "url", "urldate",
    "annotation",
}  # fmt: skip
FIELDS_OF_TYPE = {
    "online": {"organization"},
    "article": {"journaltitle", "volume", "number", "pages"},
    "report": {"institution", "type"},
    "book": {"publisher"},
    "inbook": {"booktitle", "publisher", "pages"},
    "thesis": {"institution", "type"},
    "dataset": {"organization"},
}
FOREIGN = re.compile(r"[\u0400-\u052f\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture(scope="module")
def refs() -> dict[str, Entry]:
    return dict(parse_string(TEXT, "bibtex").entries.items())


def test_keys_are_unique_well_formed_and_seeds_come_first() -> None:
    keys = re.findall(r"^@\w+\{([^,]+),", TEXT, re.M)
    assert [key for key, n in Counter(map(str.casefold, keys)).items() if n > 1] == []
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []
    assert keys[:5] == SEEDS
    assert keys[5:] == sorted(keys[5:])


def test_fields(refs: dict[str, Entry]) -> None:
    """Types and fields of biblatex's data model; what else an entry may lack is held by the build itself."""
    wrong = []
    for key, entry in refs.items():
        fields = entry.fields
        if set(fields) - FIELDS - FIELDS_OF_TYPE[entry.type] or "url" not in fields:
            wrong.append((key, "fields"))
        # No year: published at an unknown time before the year in which it was read, so that other tools date it too.
        if fields.get("date", "/2026") != "/2026" or ("date" in fields) == ("year" in fields):
            wrong.append((key, "year or date"))
        if not re.fullmatch("[a-z]{0,2}", fields.get("usera", "")):
            wrong.append((key, "usera"))
        if not re.fullmatch(r"https?://\S+", fields["url"]):
            wrong.append((key, "url"))
        if not re.fullmatch(r"\{[^{}]+\}", fields["title"]):
            wrong.append((key, "title: double braces keep its capitals"))
    assert wrong == []


def test_no_latex_but_five_escapes(refs: dict[str, Entry]) -> None:
    """Each of these characters is escaped, so that LaTeX reads the file, and nothing else of LaTeX is used."""
    odd = re.compile(r"\\(?![&%#_$])|(?<!\\)[&%#_$]|[{}~]")
    wrong = [
        (key, name)
        for key, entry in refs.items()
        for name, value in entry.fields.items()
        if name not in ("url", "doi", "date") and odd.search(value[1:-1] if name == "title" else value)
    ]
    assert wrong == []


def test_the_five_articles_are_named_as_readers_know_them(refs: dict[str, Entry]) -> None:
    names = {key: entry.fields["shorttitle"] for key, entry in refs.items() if "shorttitle" in entry.fields}
    assert names == dict(zip(SEEDS, NICKNAMES.values(), strict=True))


def test_authors_are_institutions_or_surname_and_given_name(refs: dict[str, Entry]) -> None:
    person = r"[^,{}]+, [^,{}]+"
    strange = [
        m
        for m in re.findall(r"^  author = \{(.*)\},$", TEXT, re.M)
        if not re.fullmatch(rf"\{{[^{{}}]+\}}|{person}( and {person})*", m)
    ]
    assert strange == [], "write {{Institution}} or Surname, Given and Surname, Given"
    assert [key for key, e in refs.items() if not author_of(e) or FOREIGN.search(author_of(e))] == []


def test_author_and_year_are_unique(refs: dict[str, Entry]) -> None:
    labels = Counter(label_of(e) for e in refs.values())
    assert [label for label, n in labels.items() if n > 1] == [], "give each its own letter; letters once given stay"


def test_titles_in_other_languages_are_translated(refs: dict[str, Entry]) -> None:
    bare = [
        key
        for key, e in refs.items()
        if "language" in e.fields and not e.fields["title"].startswith("{[") and "titleaddon" not in e.fields
    ]
    assert bare == [], "add titleaddon = {English translation}"
    unmarked = [key for key, e in refs.items() if FOREIGN.search(e.fields["title"]) and "language" not in e.fields]
    assert unmarked == [], "add language = {…}"


def test_every_entry_is_cited() -> None:
    text = "".join(
        path.read_text("utf-8") for folder in ("chapters", "seeds", "reference") for path in (ROOT / folder).glob("*.md")
    )
    text += (ROOT / "index.md").read_text("utf-8")
    text += "".join(
        (ROOT / f"figures/data/{name}.csv").read_text("utf-8") for name in ("timeline", "agreements")
    )  # shown as tables
    keys = re.findall(r"^@\w+\{([^,]+),", TEXT, re.M)
    assert set(keys) - set(re.findall(r"[a-z0-9-]+", text)) == set()


def test_sources_of_the_data_are_entries(refs: dict[str, Entry]) -> None:
    unknown = set()
    for path in (ROOT / "figures/data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            unknown |= {
                (path.name, key) for row in csv.DictReader(file) for key in row.get("sources", "").split() if key not in refs
            }
    assert unknown == set()


def test_audits_add_up() -> None:
    _, found = rows(ROOT / "reference/audits.csv")
    assert found
    for line, row in found:
        drawn, *parts = (int(row[name]) for name in ("drawn", "hold", "more", "wrong"))
        assert drawn == sum(parts), f"audits.csv:{line}"
        assert row["mended"] or row["more"] == row["wrong"] == "0", (
            f"audits.csv:{line}: say in which edition the faults were mended"
        )
