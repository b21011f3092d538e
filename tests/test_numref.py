"""_ext/numref.py gives what Sphinx gives, and leaves to it what it does not know."""
from __future__ import annotations

import pytest
from conftest import PAGES

TABLES = "\n:::{list-table} One.\n:name: summit-table-one\n\n* - a\n:::\n\n{numref}`summit-table-one`, {numref}`lists-table-two`.\n"
OTHER = "\n:::{list-table} Two.\n:name: lists-table-two\n\n* - b\n:::\n"


@pytest.mark.parametrize("extension", ["", "extensions.append('numref')\n"])
def test_numbers_of_this_page_and_another(build, extension: str) -> None:
    built = build({"summit.md": PAGES["summit.md"] + TABLES, "lists.md": PAGES["lists.md"] + OTHER}, conf="numfig = True\n" + extension)
    assert built.warnings == ""
    links = built.page("summit.html").select("a:has(> .std-numref)")
    assert [(a.text, a["href"]) for a in links] == [("Table 1.1", "#summit-table-one"), ("Table 1", "lists.html#lists-table-two")]


def test_an_unknown_label_stops_the_build(build) -> None:
    said = build({"summit.md": PAGES["summit.md"] + "\n{numref}`summit-table-none`\n"}, conf="numfig = True\nextensions.append('numref')\n").warnings
    assert "summit.md:11: WARNING: undefined label: 'summit-table-none'" in said
