"""sources/entries: names and dates of works."""

from __future__ import annotations

import pytest
from handbook.sources.entries import author_of, cited_as, date_of, outlet_of, plain, problem_of, year_of
from pybtex.database import Entry, parse_string


def entry(fields: str) -> Entry:
    (found,) = parse_string(f"@online{{a, {fields}}}", "bibtex").entries.values()
    return found


@pytest.mark.parametrize(
    ("author", "listed", "cited"),
    [
        ("{MOFA Japan}", "MOFA Japan", "MOFA Japan"),
        ("Dadabaev, Timur", "Dadabaev, Timur", "Dadabaev"),
        ("van der Meer, Jan and Dadabaev, Timur", "van der Meer, Jan and Dadabaev, Timur", "van der Meer and Dadabaev"),
        ("King, Jr., Martin Luther", "King, Jr., Martin Luther", "King"),
        ("Smith, Ann and others", "Smith, Ann and others", "Smith and others"),
        ("A, B and C, D and E, F", "A, B, C, D and E, F", "A, C and E"),
        (r"{Ports \& Roads}", "Ports & Roads", "Ports & Roads"),
    ],
)
def test_no_part_of_a_name_is_lost(author: str, listed: str, cited: str) -> None:
    found = entry(f"author={{{author}}}")
    assert (author_of(found), cited_as(found)) == (listed, cited)


@pytest.mark.parametrize(
    ("fields", "date", "year"),
    [
        ("year={2025}, usera={c}, month={12}, day={20}", "20 December 2025", "2025c"),
        ("year={2025}, month={2}, day={3}", "3 February 2025", "2025"),
        ("year={2025}, usera={aa}, month={12}", "December 2025", "2025aa"),
        ("year={2025}", "2025", "2025"),
        ("usera={a}", "undated", "n.d.-a"),
        ("title={T}", "undated", "n.d."),
    ],
)
def test_dates(fields: str, date: str, year: str) -> None:
    assert (date_of(entry(fields)), year_of(entry(fields))) == (date, year)


SOUND = "author={A, B}, title={T}, keywords={press}, urldate={2026-11-28}, annotation={Opening read: it met.}"


def test_a_sound_entry_has_no_problem() -> None:
    assert problem_of(entry(SOUND)) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("author={A, B}, ", "", "lacks author"),
        ("title={T}, ", "", "lacks title"),
        ("keywords={press}, ", "", "lacks keywords"),
        ("urldate={2026-11-28}, ", "", "lacks urldate"),
        ("annotation={Opening read: it met.}", "note={n}", "lacks annotation"),
        ("{press}", "{papers}", "expected one of seed"),
        ("2026-11-28", "2026", "the month it was read"),
        ("2026-11-28", "28.11.2026", "the month it was read"),
        ("Opening read: it met.", "It met.", "does not begin with one of: Whole page read:"),
        ("Opening read: it met.", "Opening read:", "says nothing"),
        ("it met", "it " + "met " * 90, "the limit is 90"),
        ("title={T}", "title={T}, year={2025c}", "the letter of a year stands in usera"),
        ("title={T}", "title={T}, year={2025}, month={13}", "no such date"),
        ("title={T}", "title={T}, year={2025}, month={2}, day={30}", "no such date"),
        ("title={T}", "title={T}, year={2025}, day={3}", "no such date"),
        ("title={T}", "title={T}, month={3}", "no such date"),
        ("title={T}", "title={T}, year={2025}, month={dec}", "no such date"),
        ("title={T}", "title={T}, year={2025}, month={0}", "no such date"),
    ],
)
def test_problems(old: str, new: str, words: str) -> None:
    assert old in SOUND
    assert words in problem_of(entry(SOUND.replace(old, new)))


def test_other_types_are_refused() -> None:
    (found,) = parse_string(f"@misc{{a, {SOUND}}}", "bibtex").entries.values()
    assert problem_of(found).startswith("is of type @misc; expected one of online, article")


@pytest.mark.parametrize(
    ("kind", "fields", "outlet"),
    [
        ("online", "organization={Jiji Press}", "Jiji Press"),
        ("article", "journaltitle={Vestnik}, volume={13}, number={3}, pages={86--111}", "Vestnik 13 (3), pp. 86–111"),
        ("article", "journaltitle={Xuebao}, number={1}, pages={5}", "Xuebao no. 1, p. 5"),
        ("inbook", "booktitle={Essays}, publisher={Press}", "Essays, Press"),
        ("report", "institution={World Bank}", "World Bank"),
        ("online", "year={2025}", ""),
    ],
)
def test_where_it_appeared(kind: str, fields: str, outlet: str) -> None:
    (found,) = parse_string(f"@{kind}{{a, {fields}}}", "bibtex").entries.values()
    assert outlet_of(found) == outlet


def test_escapes_are_taken_out() -> None:
    assert plain(r"{Oil \& gas} 50\% \#1 a\_b \$5") == "Oil & gas 50% #1 a_b $5"
