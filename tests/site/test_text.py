"""The Markdown sources keep the rules of CONTRIBUTING.md: labels, headings, length, citations, wording, names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

PAGES = sorted([ROOT / "index.md", *ROOT.glob("chapters/*.md"), *ROOT.glob("seeds/*.md"), *ROOT.glob("reference/*.md")])
CHAPTERS = sorted(ROOT.glob("chapters/*.md"))
LABEL = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CITE = re.compile(r"\{cite:[pt]\}`[^`]+`")
# Words that a careful editor would strike; quotation marks around them say that they are someone else's.
STRUCK = re.compile(
    r"(?<![“\"'])\b(delve\w*|tapestry|underscor\w+|pivotal|landmark|game[- ]?changer|chessboard|great game|"
    r"it is (important|worth) (to note|noting)|historic)\b(?![”\"'])",
    re.I,
)


def body(path: Path) -> str:
    """The page without its front matter and comments."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.S)
    return re.sub(r"^%.*$", "", text, flags=re.M)


def prose(path: Path) -> str:
    """The page as running text: no directives' options, no roles, no citations."""
    text = CITE.sub("", body(path))
    text = re.sub(r"\{claim\}`[^`]*`", "", text)
    text = re.sub(r"\{[\w:-]+\}`([^`<]*?)\s*(<[^`]*>)?`", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"^\(.*\)=$|^:{3,}.*$|^:[\w-]+:.*$|^#+ ", "", text, flags=re.M)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_every_heading_has_a_label_of_its_page(path: Path) -> None:
    lines = body(path).splitlines()
    seen: list[str] = []
    for i, line in enumerate(lines):
        if not line.startswith("#"):
            continue
        if path.name == "index.md" and path.parent == ROOT and line.startswith("# "):
            continue  # a label on the root page's title is lost in the PDF
        assert i and re.fullmatch(r"\(.+\)=", lines[i - 1]), f"no label right above {line!r}"
        label = lines[i - 1][1:-2]
        assert LABEL.fullmatch(label), label
        stem = {"index": path.parent.name}.get(path.stem, path.stem)
        assert label.startswith(stem + "-") or (path.parent == ROOT and label.startswith("book-")), (
            f"{label} does not begin with {stem}-"
        )
        seen.append(label)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_no_role_in_headings_and_captions(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = re.findall(r"^(?:#+ .*|:{3,}\{(?:list-table|table|figure)\}.*)$", text, re.M)
    assert [line for line in lines if "`" in line] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_wording(path: Path) -> None:
    assert [m[0] for m in STRUCK.finditer(prose(path))] == []
    assert "description:" in path.read_text("utf-8")[:400], "say in one sentence what the page holds (html_meta description)"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_chapter_shape(path: Path) -> None:
    words = len(re.findall(r"[^\W_][\w’'.,-]*", prose(path)))
    assert 3500 <= words <= 5000, f"{words} words"
    text = path.read_text("utf-8")
    assert f"({path.stem}-brief)=" in text
    assert f"({path.stem}-open)=" in text


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_paragraphs_with_figures_are_cited(path: Path) -> None:
    """A paragraph with a date, a sum or a percentage carries a citation, a claim, or a link to where it is proved."""
    # The rows of a table and the caption of a drawing are cited in the row and in the line below the drawing.
    text = re.sub(r"^:{3,}\{(?:list-table|drawing)\}.*?^:{3,}$", "", body(path), flags=re.S | re.M)
    text = text.partition(f"({path.stem}-brief)=")[2]  # the abstract sums up what the sections prove
    factual = re.compile(r"\b\d{4}\b|[¥€]|USD|%|\b\d+ (?:km|Mt|t|days|TEU)\b")
    bare = [
        p[:90]
        for p in re.split(r"\n\s*\n", text)
        if factual.search(prose_of(p))
        and not re.search(r"\{cite:[pt]\}|\{claim\}|\{numref\}|\]\(#", p)
        and not p.lstrip().startswith(("#", "(", ":::"))
    ]
    assert bare == []


def prose_of(paragraph: str) -> str:
    return re.sub(r"\{[\w:-]+\}`[^`]*`", "", paragraph)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_sentences_are_short(path: Path) -> None:
    text = re.sub(r"^(?:\*|-| {2,4}-).*$", "", prose(path), flags=re.M)
    sentences = [
        s.split()
        for p in re.split(r"\n\s*\n", text)
        for s in re.split(r"(?<=[.?!])\s+(?=[A-Z“\"¥])", p.strip())
        if len(s.split()) > 2
    ]
    long = [" ".join(words) for words in sentences if len(words) > 40]
    assert long == []
    mean = sum(map(len, sentences)) / len(sentences)
    assert 12 <= mean <= 24, f"{mean:.1f} words a sentence"


def test_no_path_or_tool_of_a_machine_in_the_project() -> None:
    assert [p.name for p in PAGES if re.search(r"(?<![\w.])/(?:home|root|tmp|work)/\w|evidence/", p.read_text("utf-8"))] == []
