"""page/drawings: a drawing in the page, its links and ids, and mistakes told with file and line."""

from __future__ import annotations

from conftest import PAGES, Build

SVG = (
    '<?xml version="1.0"?><svg viewBox="0 0 9 9"><clipPath id="clip0"></clipPath><g clip-path="url(#clip0)"><text>a</text></g>'
    '<g class="to-summit-days"><text>b</text></g></svg>\n'
)
DRAWING = '\n:::{drawing} one\n:name: summit-figure-one\n:alt: It says “one” & "two".\n\nCaption.\n\nSource.\n:::\n'


def test_drawing_stands_in_the_page_with_ids_of_its_own_and_links(build: Build) -> None:
    built = build({"summit.md": PAGES["summit.md"] + DRAWING, "figures/one.svg": SVG})
    assert built.warnings == ""
    figure = built.page("summit.html").select_one("#summit-figure-one")
    assert figure.select_one("[role=group]")["aria-label"] == 'It says “one” & "two".'
    assert [node["id"] for node in figure.select("svg [id]")] == ["one-clip0"] and "url(#one-clip0)" in str(figure)
    assert figure.select_one("svg a")["href"] == "#summit-days"


def test_large_drawing_is_fetched_later(build: Build) -> None:
    text = PAGES["summit.md"] + DRAWING.replace(":alt:", ":later:\n:alt:")
    image = build({"summit.md": text, "figures/one.svg": SVG}).page("summit.html").select_one("#summit-figure-one img")
    assert image["loading"] == "lazy" and image["src"] == "_images/one.svg"


def test_mistakes_are_told_and_a_drawing_that_comes_is_taken(build: Build) -> None:
    pages = {"summit.md": PAGES["summit.md"] + DRAWING}
    assert "summit.md:11: ERROR: no drawing figures/one.svg: run make figures" in build(pages).warnings
    gone = build({**pages, "figures/one.svg": SVG.replace("summit-days", "summit-gone")}).warnings
    assert "summit.md:11: WARNING: drawing figures/one.svg links to an undefined label: 'summit-gone'" in gone
    bare = {"summit.md": PAGES["summit.md"] + DRAWING.replace("\n\nSource.", "")}
    assert "summit.md:11: ERROR: drawing one needs :alt:, a caption and a source line" in build(bare).warnings
