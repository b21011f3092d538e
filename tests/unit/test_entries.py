"""sources/entries: names and dates of works."""

from __future__ import annotations

import pytest
from handbook.sources.entries import author_of, cited_as, date_of, plain, problem_of
from pybtex.database import Entry, parse_string


def entry(fields: str) -> Entry:
    (found,) = parse_string(f"@misc{{a, {fields}}}", "bibtex").entries.values()
    return found


@pytest.mark.parametrize(
    ("author", "listed", "cited"),
    [
        ("{MOFA Japan}", "MOFA Japan", "MOFA Japan"),
        ("Dadabaev, Timur", "Dadabaev, Timur", "Dadabaev"),
        ("van der Meer, Jan and Dadabaev, Timur", "van der Meer, Jan and Dadabaev, Timur", "van der Meer and Dadabaev"),
        ("A, B and C, D and E, F", "A, B, C, D and E, F", "A, C and E"),
        (r"{Ports \& Roads}", "Ports & Roads", "Ports & Roads"),
    ],
)
def test_no_part_of_a_name_is_lost(author: str, listed: str, cited: str) -> None:
    found = entry(f"author={{{author}}}")
    assert (author_of(found), cited_as(found)) == (listed, cited)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year={2025c}, month={12}, day={20}", "20 December 2025"),
        ("year={2025}, month={2}, day={3}", "3 February 2025"),
        ("year={2025aa}, month={12}", "December 2025"),
        ("year={2025}", "2025"),
        ("year={n.d.-a}", "undated"),
    ],
)
def test_dates(fields: str, date: str) -> None:
    assert date_of(entry(fields)) == date


@pytest.mark.parametrize(
    "fields",
    [
        "year={2025}, month={13}",
        "year={2025}, month={2}, day={30}",
        "year={2025}, day={3}",
        "year={2025}, month={dec}",
        "year={2025}, month={0}",
    ],
)
def test_no_such_dates(fields: str) -> None:
    with pytest.raises(ValueError):
        date_of(entry(fields))
    assert "no such date" in problem_of(entry("author={A, B}, title={T}, keywords={press}, " + fields))


def test_escapes_are_taken_out() -> None:
    assert plain(r"{Oil \& gas} 50\% \#1 a\_b") == "Oil & gas 50% #1 a_b"
