"""_ext/theme.py: what is left out of the theme's files, and what is not."""
from __future__ import annotations

import zlib

from theme import classes, tidied, variables


def test_rules_that_match_nothing_are_left_out() -> None:
    css = "/* note */ .used,.gone p{color:red} .gone{color:red} @media print{.gone{margin:0}} @media print{.used{margin:0}}"
    assert tidied(css, lambda selector: classes(selector) <= {"used"}, lambda name: True) == ".used{color:red}@media print{.used{margin:0}}"


def test_variables_that_nothing_uses_are_left_out() -> None:
    assert tidied("a{--one:1;--two:2;color:red}", lambda selector: True, lambda name: name != "--two") == "a{--one:1;color:red}"


def test_variables_that_only_unused_ones_take_are_unused() -> None:
    css = "a{--one:var(--two);--three:var(--four);--two:1;--four:2;--five:3;color:var(--one)}"
    assert variables(css, "b{margin:var(--five)}") == {"--one", "--two", "--five"}


def test_classes_that_must_not_be_there_do_not_count() -> None:
    assert classes("ul.simple > li:not(.glossary):hover") == {"simple"}


def test_pages_load_only_what_they_need(build) -> None:
    from conftest import PAGES

    conf = "extensions.append('theme')\nhtml_theme = 'furo'\nhtml_static_path = ['_static']\n"
    built = build({"_static/book.css": "p { margin: 0 }\n", "summit.md": PAGES["summit.md"] + "\n```python\nprint()\n```\n", "index.md": PAGES["index.md"] + "\n:::{card} A card\nText.\n:::\n"}, conf=conf)
    files = {name: {node["href"].partition("?")[0].rpartition("/")[2] for node in built.page(name).select("link[rel=stylesheet]")} for name in ("summit.html", "index.html", "lists.html")}
    assert files["summit.html"] - files["lists.html"] == {"pygments.css"}
    assert files["index.html"] - files["lists.html"] == {"sphinx-design.min.css", "furo-extensions.css"}
    assert built.page("search.html").select("script[src*=searchtools]") and not built.page("lists.html").select("script[src*=searchtools]")


def test_checksums_are_those_of_the_trimmed_sheets(built_html, pages) -> None:
    for name in ("_static/styles/furo.css", "_static/book.css"):
        assert f"{name}?v={zlib.crc32((built_html / name).read_bytes()):08x}" in {node["href"] for node in pages["index.html"].select("link")}
