"""What Typst complains of is told with file and line of the book, and what is missing with what to do."""

from __future__ import annotations

import pytest
from handbook.output.pdf.faults import CannotBeSet, explain, place_of_line
from handbook.output.pdf.typeset import check_fonts, check_used, check_version, faults_of_drawing

SOURCE = """#import "/_templates/book.typ": *
#{
// chapters/summit.md:7
p((), {
t("one")
// chapters/summit.md:9
t("two \u0378")
})
// entry mofa-2025-a
t("three")
}"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" font-family="Liberation Sans, Arial">\n<text>A \u0379</text>\n</svg>'


def find_entry(key: str) -> str:
    return f"refs.bib:71: entry {key}"


def told(diagnostic: str) -> list[tuple[str, str]]:
    return list(explain(diagnostic, SOURCE, "_templates/book.typ", find_entry, [("figures/a.svg", SVG)]).told)


def glyph(char: str, font: str, place: str = "") -> str:
    shown = f'PDF/A-2a, PDF/UA-1 error: the text `"{char}"` could not be displayed with {font}'
    return f"error: {shown}\n{place} = hint: try using a different font\n\n"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (1, ""),
        (3, "chapters/summit.md:7"),
        (5, "chapters/summit.md:7"),
        (7, "chapters/summit.md:9"),
        (10, "refs.bib:71: entry mofa-2025-a"),
    ],
)
def test_a_line_of_typst_is_a_place_in_the_book(line: int, place: str) -> None:
    assert place_of_line(SOURCE.splitlines(), line, find_entry) == place


def test_a_missing_glyph_is_placed_by_its_line_or_by_its_text() -> None:
    mend = "the font Noto Serif has no glyph for '\\u0378' (U+0378); write it otherwise, or name in _templates/book.typ a font that has it"
    for place in ("   ┌─ main.typ:7:0\n   │\n", ""):
        assert told(glyph("\\u{378}", 'font `"Noto Serif"`', place)) == [(mend, "chapters/summit.md:9")]


def test_a_missing_glyph_in_a_drawing_is_placed_in_it() -> None:
    ((message, place),) = told(glyph("\\u{379}", "a font"))
    assert message.startswith("the fonts have no glyph for '\\u0379' (U+0379)") and place == "figures/a.svg:2"


def test_each_error_is_told_once_and_warnings_are_not_errors() -> None:
    error = "error: label `<x>` does not exist\n  ┌─ main.typ:10:1\n  │\n\n"
    assert told(error + "warning: something\n  ┌─ main.typ:4:1\n\n" + error) == [
        ("label `<x>` does not exist", "refs.bib:71: entry mofa-2025-a")
    ]


def test_the_template_is_named_where_it_is_wrong_and_speaks_for_itself() -> None:
    place = "  ┌─ ../_templates/book.typ:12:3\n  │\n\n"
    assert told(f"error: unknown variable: x\n{place}") == [("unknown variable: x", "_templates/book.typ:12")]
    assert told(f"error: panicked with: page.md:5: the table is too wide: mend\n{place}") == [
        ("the table is too wide: mend", "page.md:5")
    ]


def test_an_error_without_a_place_is_told_too() -> None:
    assert told("error: out of paper\n\n") == [("out of paper", "")]


@pytest.mark.parametrize("found", ["0.14.2", "0.9", "0.13.1rc1"])
def test_too_old_a_typst(found: str) -> None:
    with pytest.raises(
        CannotBeSet, match=rf"needs the package typst 0\.15 or newer, not {found}; install requirements.txt again"
    ):
        check_version(found)


@pytest.mark.parametrize("found", ["0.15.0", "0.15.2", "0.20", "1.0"])
def test_new_enough_a_typst(found: str) -> None:
    check_version(found)


@pytest.mark.parametrize(
    ("there", "folder", "debian", "words"),
    [
        (
            ["Noto Serif"],
            "",
            True,
            "not here: Noto Sans CJK SC, Liberation Sans; install the Debian packages fonts-liberation fonts-noto-cjk",
        ),
        (
            ["Noto Serif"],
            "",
            False,
            "not here: Noto Sans CJK SC, Liberation Sans; install them, or put their files into a folder",
        ),
        (
            ["noto sans cjk sc"],
            "fonts",
            True,
            "not in fonts: Noto Serif, Liberation Sans; install them, or put their files into a folder",
        ),
    ],
)
def test_missing_fonts_are_named_with_what_to_do(there: list[str], folder: str, debian: bool, words: str) -> None:
    with pytest.raises(CannotBeSet, match=words):
        check_fonts(["Noto Serif", "Noto Sans CJK SC", "Liberation Sans"], there, folder, debian=debian)


def test_a_font_that_came_in_unasked_is_told() -> None:
    families = ["Noto Serif", "Noto Serif CJK SC", "Liberation Sans"]
    check_used({"NotoSerif-Bold", "NotoSerifCJKsc-Regular-Identity-H", "LiberationSans"}, families, "book.typ")
    with pytest.raises(CannotBeSet, match=r"fonts that book\.typ does not name: DejaVuSans, NotoSans-Bold"):
        check_used({"NotoSerif", "NotoSans-Bold", "DejaVuSans"}, families, "book.typ")


def test_a_drawing_must_name_a_font_of_the_book_and_be_one() -> None:
    families = ["Liberation Sans", "Noto Sans"]
    assert list(faults_of_drawing("a.svg", SVG, families)) == []
    styled = SVG.replace("<text>", "<text style=\"font-family: 'DejaVu Sans', serif\">")
    assert list(faults_of_drawing("a.svg", styled, families)) == [
        ("DejaVu Sans is no font of the book; name first in font-family one of Liberation Sans, Noto Sans", "a.svg:2")
    ]
    ((message, place),) = faults_of_drawing("a.svg", "<svg>\n<g>", families)
    assert "this is no SVG file" in message and place == "a.svg:2"
