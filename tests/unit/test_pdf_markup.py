"""Trees as Typst's code: no text is read as markup, long words get places to break, tables say what they need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document
from handbook.output.pdf.markup import BREAK, Writer, ascii_address, by_column, pieces, string, tall_rows
from handbook.output.pdf.tree import Page

# What means something to Typst in markup, code or a string; each must come out as it is.
SIGNS = [
    '"', "\\", '\\"', "#", "#let x = 1", "$x$", "@label", "<label>", "`raw`", "//", "/* */", "*b*", "_e_", "= H", "- i", "+ 1",
    "/ t: d", "[", "]", "{", "}", "(", ")", "~", "--", "---", "...", "'", "\\u{41}", "\\n", "\\#", ";", "&", "%", "^", "|", "://",
    "#include \"x\"", "\u2028", "\u00a0", "\u200b", "”", "é", "峰", "𠮷",
]  # fmt: skip


def read(literal: str) -> str:
    """Return what a string literal of Typst means: only backslash and quotation mark are written with a backslash in ours."""
    match = re.fullmatch(r'"((?:[^"\\]|\\["\\])*)"', literal)
    assert match, literal
    return re.sub(r'\\(["\\])', r"\1", match[1])


def writer(told: list[str] | None = None) -> Writer:
    return Writer(Path("/book"), lambda message, node: None if told is None else told.append(message))


def written(*children: nodes.Node, told: list[str] | None = None) -> str:
    document = new_document("/book/page.md")
    document += list(children)
    return writer(told).page(Page("page", 1, document))


@pytest.mark.parametrize("text", [*SIGNS, "".join(SIGNS), "a" + "b".join(reversed(SIGNS)) + "\\"])
def test_a_string_says_what_the_text_says(text: str) -> None:
    assert read(string(text)) == text


def test_white_space_is_one_space() -> None:
    assert read(string("a \n\t b\r\nc")) == "a b c"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("short", ["short"]),
        ("example.org/reference/bibliography.html", ["example.org/", "reference/", "bibliography.", "html"]),
        ("https://example.org/%D0%A2%D0%BE%D0%BA", ["https://example.", "org/%D0%A2", "%D0%BE%D0", "%BA"]),
        ("Transportministerkonferenz", ["Transportministerkonferenz"]),
        ("0123456789" * 3, ["012345678901234567890123", "456789"]),
        ("外务省" * 20, ["外务省" * 20]),
        ("x" * 60, ["x" * 24, "x" * 24, "x" * 12]),
    ],
)
def test_pieces(word: str, parts: list[str]) -> None:
    assert pieces(word) == parts


@pytest.mark.parametrize("word", ["a" * 500, "-" * 90, "/" * 90, "a.b" * 40, "%" * 70, "?x=" * 30 + "é" * 40])
def test_pieces_lose_nothing_and_are_short(word: str) -> None:
    assert "".join(pieces(word)) == word
    assert max(map(len, pieces(word))) <= BREAK


@pytest.mark.parametrize(
    ("uri", "coded"),
    [
        ("https://example.org/a%20b?c=d#e", "https://example.org/a%20b?c=d#e"),
        ("https://example.org/Токаев?q=峰#前", "https://example.org/%D0%A2%D0%BE%D0%BA%D0%B0%D0%B5%D0%B2?q=%E5%B3%B0#%E5%89%8D"),
        ("https://пример.example/a%20é", "https://xn--e1afmkfd.example/a%20%C3%A9"),
    ],
)
def test_addresses_are_ascii(uri: str, coded: str) -> None:
    assert ascii_address(uri) == coded


def test_only_long_words_get_places_to_break() -> None:
    text = "Short-stay visas for the five became easier from 5 June 2017; see example.org/reference/bibliography.html there."
    assert writer().parts(text) == [
        "Short-stay visas for the five became easier from 5 June 2017; see example.org/",
        "reference/",
        "bibliography.",
        "html there.",
    ]


def test_text_and_inlines() -> None:
    paragraph = nodes.paragraph(
        "", "", nodes.Text("a “"), nodes.emphasis("", "b"), nodes.literal("", "#c"), classes=["x"], ids=["i"]
    )
    assert written(paragraph).split("\n") == [
        'p(("x", ), {', 'anchor("i")', 't("a “")', "emph({", 't("b")', "})", 'code(("#c", ))', "})", "",
    ]  # fmt: skip


def test_places_stand_above_what_comes_from_them() -> None:
    one, two = nodes.paragraph("", "one"), nodes.paragraph("", "two")
    one.source, one.line, two.source, two.line = "/book/page.md", 3, "/elsewhere/x.md", 5
    assert [line for line in written(one, two).split("\n") if line.startswith("//")] == ["// page.md:3", "// /elsewhere/x.md:5"]


def test_what_is_not_known_is_told_and_its_text_stays() -> None:
    told: list[str] = []
    assert 't("x")' in written(nodes.math("", "x"), told=told)
    assert told == ["the PDF does not know math; write it otherwise or teach _ext/handbook/output/pdf/markup.py"]


def test_a_link_to_what_is_left_out_is_told() -> None:
    told: list[str] = []
    made = writer(told)
    document = new_document("page")
    document += [nodes.comment("", "", ids=["gone"]), nodes.paragraph("", "", nodes.reference("", "x", refid="gone"))]
    made.page(Page("page", 1, document))
    made.check_links()
    assert told == ["the PDF leaves out what 'gone' stands at; link to something that it shows"]


def cell(text: str, **spans: int) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", text), **spans)


def test_cells_are_found_by_column_also_where_some_span() -> None:
    rows = [
        nodes.row("", cell("a", morerows=1), cell("b", morecols=1)),
        nodes.row("", cell("c"), cell("d")),
        nodes.row("", cell("e"), cell("f"), cell("g")),
    ]
    assert [[found.astext() for found in column] for column in by_column(rows, 3)] == [["a", "e"], ["c", "f"], ["d", "g"]]


def test_only_tall_rows_may_break() -> None:
    short, long = nodes.row("", cell("x"), cell("y")), nodes.row("", cell("x " * 2000), cell("y"))
    assert tall_rows([short, long], [1, 1], wide=False) == [False, True]
    assert tall_rows([nodes.row("", cell("x", morerows=1), cell("y")), short], [1, 1], wide=False) == [True, True]


def test_a_row_knows_its_longest_words() -> None:
    group = nodes.tgroup("", nodes.colspec(colwidth=1), nodes.colspec(colwidth=3), cols=2)
    group += nodes.thead("", nodes.row("", cell("Head"), cell("Heading two")))
    group += nodes.tbody("", nodes.row("", cell("Turkmenistan’s part"), cell("2024–2025 外务省 x")))
    made = written(nodes.table("", group, classes=["colwidths-given"]))
    assert '((1, ("Head", ), ("Turkmenistan’s", "part", )), (3, ("Heading", "two", ), ("2024–", "2025", "x", )), )' in made


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("breakout-01 x", ["breakout-01", "x"]),
        ("Asia-Pacific", ["Asia-", "Pacific"]),
        ("2024–25 1/2 and/or", ["2024–", "25", "1/2", "and/", "or"]),
        ("外务省 (外交部)", ["(", ")"]),
    ],
)
def test_lines_break_after_hyphens_but_not_before_digits(text: str, parts: list[str]) -> None:
    assert list(writer().unbroken(text)) == parts


def test_footnotes_are_set_where_they_are_first_referred_to() -> None:
    note = nodes.footnote("", nodes.label("", "1"), nodes.paragraph("", "said"), ids=["n"])
    made = written(
        nodes.paragraph("", "", nodes.footnote_reference("", "1", refid="n"), nodes.footnote_reference("", "1", refid="n")), note
    )
    assert made.split("\n") == ["p((), {", 'note("n", {', 'anchor("n")', 't("said")', "})", 'note-again("n")', "})", ""]
