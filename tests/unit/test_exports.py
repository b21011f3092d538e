"""sources/exports: the bibliography in the forms that other tools read."""

from __future__ import annotations

import json

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from conftest import ROOT
from csl_reference import Reference
from handbook.sources.exports import exported
from pybtex.database import Entry, parse_string

COMMON = "keywords={press}, url={https://example.org/a}, urldate={2026-11-28}, annotation={Opening read: it met.}"


def works(text: str) -> dict[str, Entry]:
    return dict(parse_string(text, "bibtex").entries.items())


def test_each_type_in_each_form() -> None:
    ris, csl = exported(
        works(rf"""
@online{{a, author={{{{Oil \& Gas}}}}, title={{会談}}, titleaddon={{Talks}}, organization={{Jiji}}, year={{2025}}, month={{2}}, day={{3}}, language={{Japanese}}, {COMMON}}}
@article{{b, author={{Dadabaev, Timur and van der Meer, Jan}}, title={{T}}, journaltitle={{J}}, volume={{9}}, number={{1}}, pages={{3--4}}, doi={{10.1/x}}, year={{2020}}, {COMMON}}}
@report{{c, author={{{{World Bank}}}}, title={{R}}, institution={{World Bank}}, {COMMON}}}
""")
    )
    first, second, third = rispy.loads(ris)
    assert (first["type_of_reference"], first["title"], first["translated_title"], first["publisher"]) == (
        "ELEC",
        "会談",
        "Talks",
        "Jiji",
    )
    assert (first["authors"], first["date"], first["year"]) == (["Oil & Gas,"], "2025/02/03/", "2025")
    assert (second["authors"], second["secondary_title"], second["volume"]) == (
        ["Dadabaev, Timur", "van der Meer, Jan"],
        "J",
        "9",
    )
    assert "year" not in third and third["urls"] == ["https://example.org/a"]
    items = json.loads(csl)
    assert [item["type"] for item in items] == ["webpage", "article-journal", "report"]
    assert items[0]["author"] == [{"literal": "Oil & Gas"}] and items[0]["issued"] == {"date-parts": [[2025, 2, 3]]}
    assert items[1]["page"] == "3–4" and items[1]["DOI"] == "10.1/x" and "issued" not in items[2]
    assert [Reference.model_validate(item).title for item in items] == ["会談", "T", "R"]


@pytest.fixture(scope="module")
def refs() -> dict[str, Entry]:
    return works((ROOT / "refs.bib").read_text("utf-8"))


def test_every_work_is_read_back(refs: dict[str, Entry]) -> None:
    ris, csl = exported(refs)
    read = {item["id"]: item for item in rispy.loads(ris)}
    items = json.loads(csl)
    assert set(read) == {item["id"] for item in items} == set(refs)
    assert set(CiteProcJSON(items)) == set(refs)
    for item in items:
        assert Reference.model_validate(item).title == item["title"] == read[item["id"]]["title"]
        assert item.get("URL") == read[item["id"]]["urls"][0]
