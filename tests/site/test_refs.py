"""refs.bib: keys, fields and letters keep the rules of CONTRIBUTING.md, and every entry is cited."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from conftest import ROOT
from handbook.sources.entries import KINDS, author_of, cited_as
from pybtex.database import BibliographyData, parse_string

TEXT = (ROOT / "refs.bib").read_text("utf-8")
SEEDS = [
    "netease-2025-shrine",
    "netease-2025-lone-guest",
    "repost-2025-anxious-buyer",
    "netease-2025-caspian",
    "jiefang-20251217-breakout",
]
FIELDS = {"title", "titleaddon", "publisher", "year", "month", "day", "language", "note", "keywords", "url"}
FOREIGN = re.compile(r"[\u0400-\u052f\u3040-\u30ff\u3400-\u9fff]")


@pytest.fixture(scope="module")
def refs() -> BibliographyData:
    return parse_string(TEXT, "bibtex")


def test_keys_are_unique_well_formed_and_seeds_come_first() -> None:
    keys = re.findall(r"^@\w+\{([^,]+),", TEXT, re.M)
    assert [key for key, n in Counter(map(str.casefold, keys)).items() if n > 1] == []
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []
    assert keys[:5] == SEEDS
    assert keys[5:] == sorted(keys[5:])


def test_fields(refs: BibliographyData) -> None:
    wrong = []
    for key, entry in refs.entries.items():
        fields = entry.fields
        if entry.type != "misc" or set(fields) - FIELDS or {"title", "year", "keywords", "url"} - set(fields):
            wrong.append((key, "type or fields"))
        if not re.fullmatch(r"\d{4}[a-z]{0,2}|n\.d\.(-[a-z]{1,2})?", fields.get("year", "")):
            wrong.append((key, "year"))
        if fields.get("keywords") not in KINDS:
            wrong.append((key, "keywords"))
        if (
            not 1 <= int(fields.get("month", 1)) <= 12
            or not 1 <= int(fields.get("day", 1)) <= 31
            or ("day" in fields and "month" not in fields)
        ):
            wrong.append((key, "date"))
        if not re.fullmatch(r"https?://\S+", fields.get("url", "")):
            wrong.append((key, "url"))
    assert wrong == []


def test_no_latex_but_four_escapes(refs: BibliographyData) -> None:
    assert [
        key
        for key, e in refs.entries.items()
        for name, value in e.fields.items()
        if re.search(r"\\(?![&%#_])|[{}~]", value) and name != "url"
    ] == []


def test_authors_are_institutions_or_surname_and_given_name(refs: BibliographyData) -> None:
    person = r"[^,{}]+, [^,{}]+"
    strange = [
        m
        for m in re.findall(r"^  author = \{(.*)\},$", TEXT, re.M)
        if not re.fullmatch(rf"\{{[^{{}}]+\}}|{person}( and {person})*", m)
    ]
    assert strange == [], "write {{Institution}} or Surname, Given and Surname, Given"
    assert [key for key, e in refs.entries.items() if not author_of(e) or FOREIGN.search(author_of(e))] == []


def test_author_and_year_are_unique(refs: BibliographyData) -> None:
    labels = Counter(f"{cited_as(e)} {e.fields['year']}" for e in refs.entries.values())
    assert [label for label, n in labels.items() if n > 1] == [], "give each its own letter; letters once given stay"


def test_titles_in_other_languages_are_translated(refs: BibliographyData) -> None:
    bare = [
        key
        for key, e in refs.entries.items()
        if "language" in e.fields and not e.fields["title"].startswith("[") and "titleaddon" not in e.fields
    ]
    assert bare == [], "add titleaddon = {English translation}"
    unmarked = [key for key, e in refs.entries.items() if FOREIGN.search(e.fields["title"]) and "language" not in e.fields]
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


def test_sources_of_the_data_are_entries(refs: BibliographyData) -> None:
    unknown = set()
    for path in (ROOT / "figures/data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            unknown |= {
                (path.name, key)
                for row in csv.DictReader(file)
                for key in row.get("sources", "").split()
                if key not in refs.entries
            }
    assert unknown == set()
