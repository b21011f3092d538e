"""output/web: what a page loads, and what other builders leave out."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import PAGES, Build


def test_pages_load_only_what_they_need(build: Build) -> None:
    conf = "html_theme = 'furo'\nhtml_static_path = ['_static']\n"
    built = build(
        {
            "_static/book.css": "p { margin: 0 }\n",
            "summit.md": PAGES["summit.md"] + "\n```python\nprint()\n```\n",
            "index.md": PAGES["index.md"] + "\n:::{card} A card\nText.\n:::\n",
        },
        conf=conf,
    )
    files = {
        name: {node["href"].partition("?")[0].rpartition("/")[2] for node in built.page(name).select("link[rel=stylesheet]")}
        for name in ("summit.html", "index.html", "lists.html")
    }
    assert files["summit.html"] - files["lists.html"] == {"pygments.css"}
    assert files["index.html"] - files["lists.html"] == {"sphinx-design.min.css", "furo-extensions.css"}
    assert built.page("search.html").select("script[src*=searchtools]") and not built.page("lists.html").select(
        "script[src*=searchtools]"
    )


@pytest.mark.parametrize(("builder", "file"), [("dirhtml", "summit/index.html"), ("text", "summit.txt"), ("man", "small.1")])
def test_other_builders_make_the_text(build: Build, builder: str, file: str) -> None:
    svg = '<svg viewBox="0 0 9 9"><text>a</text></svg>\n'
    drawing = "\n:::{drawing} one\n:name: summit-figure-one\n:alt: One.\n\nCaption.\n\nSource.\n:::\n"
    built = build(
        {"summit.md": PAGES["summit.md"] + drawing, "figures/one.svg": svg}, builder=builder, conf="html_theme = 'basic'\n"
    )
    assert built.warnings == ""
    text = (built.out / file).read_text("utf-8")
    assert "MOFA Japan 2025a" in text and "caspian-01" in text
    assert not Path(built.out, "cite").exists()
