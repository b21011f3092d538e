"""citing/formats: forms that other people's parsers read."""

from __future__ import annotations

import json

import pytest
import rispy
from csl_reference import Reference
from handbook.citing.formats import Citation, latex
from pybtex.database import parse_string


def cited(title: str, chapter: str = "The summit") -> Citation:
    return Citation(
        "summit-money", title, chapter, "https://example.org/a.html#summit-money", "Book", "Handbook", "2026.11", 2026, 11
    )


@pytest.mark.parametrize(
    "title",
    [
        "50% of ¥3 trillion & more_so",
        "A lone { brace",
        "}{",
        r"back\\slash",
        "“Quoted”, $5 #1",
        "峰会 ~ ^",
        "ER  - ",
    ],
)
def test_a_title_with_signs_survives_each_form(title: str) -> None:
    citation = cited(title)
    fields = parse_string(citation.bib(), "bibtex").entries[citation.id].fields
    assert (
        fields["title"] == "{" + " ".join(latex(title).split(" ")).replace("  ", " ") + "}"
        and fields["url"] == citation.address
        and fields["note"] == "Section of The summit"
    )
    (ris,) = rispy.loads(citation.ris())
    assert ris["title"] == title.strip() and ris["notes"] == ["Section of The summit"] and ris["date"] == "2026/11//"
    (csl,) = json.loads(citation.json())
    assert csl["title"] == title and csl["section"] == "The summit" and Reference.model_validate(csl).title == title
    assert (
        citation.txt()
        == f"Handbook (2026). {title}. The summit, in: Book, edition 2026.11. https://example.org/a.html#summit-money\n"
    )


def test_a_whole_page_names_no_chapter() -> None:
    citation = cited("The summit", chapter="")
    assert "note" not in parse_string(citation.bib(), "bibtex").entries[citation.id].fields
    assert "notes" not in rispy.loads(citation.ris())[0] and "section" not in json.loads(citation.json())[0]
    assert citation.txt().startswith("Handbook (2026). The summit. In: Book")


def test_latex_escapes() -> None:
    assert latex("a_b & {c} 5% $1 #2") == r"a\_b \& \textbraceleft{}c\textbraceright{} 5\% \$1 \#2"


def test_form_names() -> None:
    citation = cited("T")
    assert [citation.form(name) for name in ("txt", "bib", "ris", "json")] == [
        citation.txt(),
        citation.bib(),
        citation.ris(),
        citation.json(),
    ]
