"""upstream: numbers of tables and figures, labels and terms on two pages."""

from __future__ import annotations

import pytest
from conftest import PAGES, Build

TABLES = (
    "\n:::{list-table} One.\n:name: summit-table-one\n\n* - a\n:::\n\n{numref}`summit-table-one`, {numref}`lists-table-two`.\n"
)
OTHER = "\n:::{list-table} Two.\n:name: lists-table-two\n\n* - b\n:::\n"


def test_numbers_of_this_page_and_another(build: Build) -> None:
    built = build({"summit.md": PAGES["summit.md"] + TABLES, "lists.md": PAGES["lists.md"] + OTHER})
    assert built.warnings == ""
    links = built.page("summit.html").select("a:has(> .std-numref)")
    assert [(a.text, a["href"]) for a in links] == [("Table 1.1", "#summit-table-one"), ("Table 1", "lists.html#lists-table-two")]


def test_an_unknown_label_stops_the_build(build: Build) -> None:
    said = build({"summit.md": PAGES["summit.md"] + "\n{numref}`summit-table-none`\n"}).warnings
    assert "summit.md:11: WARNING: undefined label: 'summit-table-none'" in said


GLOSSARY = "\n:::{glossary}\nSummit\n  A meeting.\n:::\n"


def pages(first: str, last: str) -> dict[str, str]:
    """Return so many pages that two processes read them, with a text on the first and on the last."""
    many = {f"more{i}.md": f"---\norphan: true\n---\n(more{i}-page)=\n# More {i}\n" for i in range(8)}
    return {**many, "more0.md": many["more0.md"] + first, "summit.md": PAGES["summit.md"] + last}


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("\n(more-here)=\n## Here\n", "duplicate label more-here, other instance in", "11"),
        (GLOSSARY, "duplicate term summit, other instance in", "12"),
    ],
)
def test_a_name_on_two_pages_is_told(build: Build, text: str, words: str, line: str) -> None:
    said = [message for message in build(pages(text, text), parallel=2).warnings.splitlines() if words in message]
    assert said and f"summit.md:{line}: WARNING" in said[0]


def test_names_on_one_page_each_are_not_told(build: Build) -> None:
    assert build(pages("\n(more-here)=\n## Here\n", "\n(more-there)=\n## There\n" + GLOSSARY), parallel=2).warnings == ""
