"""The PDF: tags, destinations, fonts, scripts, bookmarks and links; and the builder on small books."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import handbook.output.pdf.typeset as typeset
import pikepdf
import pytest
from conftest import BIB, PAGES, ROOT, Build, Built, Pages, builder_in
from handbook.output.pdf.index import SCRIPTS
from pypdf import PdfReader

SAMPLES = {
    "English": "Tokyo Declaration",
    "Chinese": "峰会",
    "Japanese": "高市",
    "Russian": "Токаев",
    "Kazakh": "Қасым",
    "Tajik": "Тоҷикистон",
}
CHAPTERS = ("background", "summit", "resources", "corridors", "critiques")


@pytest.fixture(scope="module")
def reader(built_pdf: Path) -> PdfReader:
    return PdfReader(built_pdf)


@pytest.fixture(scope="module")
def page_of(built_pdf: Path) -> dict[str, int]:
    """The page of each anchor, as the build tells it."""
    return json.loads(built_pdf.with_name("pages.json").read_text("utf-8"))  # type: ignore[no-any-return]


def destinations(reader: PdfReader) -> dict[str, int]:
    """Return the page of each named destination, from 1; 0 for one that leads to none."""
    places = reader.named_destinations.items()
    return {name: 1 + page if (page := reader.get_destination_page_number(place)) is not None else 0 for name, place in places}


@pytest.fixture(scope="module")
def text(built_pdf: Path) -> str:
    return text_of(built_pdf)


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def tags_of(pdf: Path) -> Iterator[Any]:
    """Yield every tag of *pdf*: dictionaries of the structure tree."""

    def under(tag: Any) -> Iterator[Any]:
        kids = tag.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from under(kid)

    with pikepdf.open(pdf) as file:
        yield from under(file.Root.StructTreeRoot)


# -- The book --------------------------------------------------------------------------------------------------


def test_every_anchor_is_a_destination_on_the_page_told(
    reader: PdfReader, built_html: Path, page_of: dict[str, int], text: str
) -> None:
    anchors = json.loads((built_html / "data/anchors.json").read_text("utf-8"))["anchors"]
    assert {label: item["pdf_page"] for label, item in anchors.items()} == {label: page_of.get(label) for label in anchors}
    assert destinations(reader) == page_of
    printed = text.split("\f")
    claims = [label for label, item in anchors.items() if item["title"].startswith("Claim ")]
    assert len(claims) > 400 and [label for label in claims if label not in printed[page_of[label] - 1]] == []


def test_every_kind_of_anchor_is_a_destination(page_of: dict[str, int]) -> None:
    public = [line.split("\t")[1] for line in (ROOT / "tests/anchors.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
    works = [f"cite-{key}" for key in re.findall(r"^@\w+\{([^,]+),", (ROOT / "refs.bib").read_text("utf-8"), re.M)]
    sources = "".join(
        path.read_text("utf-8") for folder in ("chapters", "reference", "seeds") for path in (ROOT / folder).glob("*.md")
    )
    drawn = re.findall(r"^:name: ([a-z0-9-]+-(?:figure|table)-[a-z0-9-]+)$", sources, re.M)
    assert len(drawn) > 40
    assert [name for name in (*public, *works, *drawn) if name not in page_of] == []
    assert len([name for name in page_of if name.startswith("term-") and ".use" not in name]) > 200


def test_links_within_the_book_lead_to_destinations_and_say_where(reader: PdfReader, page_of: dict[str, int]) -> None:
    links = [link.get_object() for page in reader.pages for link in page.get("/Annots", [])]
    inside = [link for link in links if "/Dest" in link and isinstance(link["/Dest"], str)]
    assert len(inside) > 5000
    assert [link["/Dest"] for link in inside if not link["/Contents"].endswith(f" page {page_of[link['/Dest']]}")] == []
    assert not [link for link in links if str(link.get("/A", {}).get("/URI", "")).startswith("dest:")]


def test_fonts_are_embedded_and_those_of_the_book(built_pdf: Path) -> None:
    lines = subprocess.run(["pdffonts", str(built_pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    found = [re.match(r"(\S+) .*(yes|no) (yes|no) (yes|no)\s+\d+\s+\d+$", line) for line in lines]
    fonts = [match.groups() for match in found if match]
    assert len(fonts) == len(lines) >= 6
    assert [font for font, *told in fonts if told != ["yes"] * 3 or not re.match(r"[A-Z]{6}\+(Noto|Liberation)", font)] == []


@pytest.mark.parametrize("script", SAMPLES)
def test_scripts_can_be_read_and_copied(text: str, script: str) -> None:
    assert SAMPLES[script] in text


def test_text_has_no_sign_that_stands_for_another(text: str) -> None:
    assert not set(text) & set("\ufffd\ufb00\ufb01\ufb02\u00ad\u200b\ue000")


def test_no_word_is_broken_without_a_hyphen(built_pdf: Path, pages: Pages) -> None:
    """Every word of the PDF is a whole word of the web pages, the template, the settings or the index."""
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(built_pdf), "-"]  # keeps hyphens at the ends of lines
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    whole = [page.get_text(" ") for page in pages.values()] + [str(script) for script in SCRIPTS.values()]
    whole += [(ROOT / name).read_text("utf-8") for name in ("_templates/book.typ", "conf.py")]
    known, found = (set(re.findall("[A-Z]?[a-z]{2,}", words)) for words in (" ".join(whole), printed))
    assert len(found) > 5000 and sorted(found - known) == []


def test_bookmarks_lead_to_the_chapters_in_order(reader: PdfReader) -> None:
    titles = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    first_lines = [re.search(r"^# (.*)$", (ROOT / f"chapters/{name}.md").read_text("utf-8"), re.M) for name in CHAPTERS]
    found = [next((i for i, title in enumerate(titles) if line and line[1] in title), -1) for line in first_lines]
    assert -1 not in found and found == sorted(found)
    assert titles[-1] == "Index"


def test_title_language_and_outside_links(reader: PdfReader) -> None:
    root, about = reader.trailer["/Root"], reader.metadata
    assert about and str(about.title).startswith("Japan and Central Asia") and about.author == "Japan–Central Asia Handbook"
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    actions = [link.get_object().get("/A", {}) for page in reader.pages for link in page.get("/Annots", [])]
    outside = {action["/URI"] for action in actions if "/URI" in action}
    assert len(outside) > 200
    assert [uri for uri in outside if "127.0.0.1" in uri or uri.startswith("file:") or not uri.isascii()] == []


def test_tags_tell_languages_headers_and_what_figures_show(built_pdf: Path) -> None:
    count: Counter[str] = Counter()
    for tag in tags_of(built_pdf):
        kind = str(tag.S)
        count[kind] += 1
        if kind == "/TH":
            (scope,) = {str(part.Scope) for part in (tag.A if isinstance(tag.A, pikepdf.Array) else [tag.A]) if "/Scope" in part}
            count[scope] += 1
        if kind == "/Figure":
            assert str(tag.Alt)
        if "/Lang" in tag:
            count[str(tag.Lang)] += 1
    assert {"ja", "zh-CN", "zh-TW", "ru", "kk"} <= set(count)
    assert count["/Table"] >= 30 and count["/Figure"] >= 10 and count["/Column"] > 100 and count["/Row"] > 500
    assert count["/TOCI"] > 100 and count["/Caption"] > 40


# -- Small books -----------------------------------------------------------------------------------------------

TEMPLATE = {"_templates/book.typ": (ROOT / "_templates/book.typ").read_text("utf-8")}
CONF = "bookpdf_file = 'small.pdf'\nedition_date = '2026-11-24'\nmyst_enable_extensions = ['colon_fence', 'deflist']\n"
SIGNS = [
    '"a"',
    "\\b",
    "#c",
    "#let d = 1",
    "$e$",
    "@f",
    "<g>",
    "`h`",
    "//i",
    "/* j */",
    "[k]",
    "{l}",
    "~m",
    "=n",
    "--o",
    "*p*",
    "_q_",
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" font-family="Liberation Sans"><text y="20">Drawn</text></svg>'
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit. "
RICH = f"""
(summit-rich)=
## Much at once

{" ".join("``" + f" {sign} " + "``" if "`" in sign else f"``{sign}``" for sign in SIGNS)}

Note[^long], again[^long], another[^short].

[^long]: {LOREM * 120}

    Its second paragraph. {LOREM * 20}

[^short]: Short.

{"x" * 300} https://example.org/{"part/" * 40}?query={"y" * 80} Donaudampfschifffahrtsgesellschaftskapitän

- a
  - b
    - c
      - d
        - e
          1. f
             1. g

term
: definition

> quoted

```python
f("{"z" * 200}")
```

:::{{note}}
Noted.
:::

:::{{list-table}} A tall table.
:name: summit-table-tall
:header-rows: 1
:stub-columns: 1

* - Head
  - Other
* - First
  - {LOREM * 130}
* - Second {"w" * 70}
  - - item
    - ``{"0123456789abcdef" * 8}``
:::

| plain | table[^cell] |
|-------|--------------|
| 1     | 2            |

[^cell]: In a cell.

```{{figure}} pic.svg
:alt: A word.
:name: summit-figure-word

Its caption.
```
"""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small book with much that is hard to set."""
    changes = {**TEMPLATE, "summit.md": f"{PAGES['summit.md']}{RICH}", "pic.svg": SVG}
    return builder_in(tmp_path_factory.mktemp("rich"))(changes, builder="bookpdf", conf=CONF)


@pytest.fixture
def printed(build: Build) -> Callable[..., Built]:
    """Build a small book as PDF with the template of the real one."""
    return lambda changes=None, **more: build({**TEMPLATE, **(changes or {})}, builder="bookpdf", conf=CONF, **more)


def test_a_small_book_with_all_that_is_hard_to_set(rich: Built) -> None:
    assert rich.warnings == "" and rich.app.statuscode == 0
    assert sorted(path.name for path in rich.out.iterdir()) == ["pages.json", "small.pdf"]
    found = destinations(PdfReader(rich.out / "small.pdf"))
    pages = json.loads((rich.out / "pages.json").read_text("utf-8"))
    wanted = (
        "summit-chapter", "summit-days", "summit-rich", "summit-table-tall", "summit-figure-word", "caspian-01", "cite-mofa-2025-a",
        "disagreements-times", "long", "cell",
    )  # fmt: skip
    assert [label for label in wanted if found[label] != pages[label]] == []
    text = text_of(rich.out / "small.pdf")
    assert text.count("Lorem") == 270 and text.count("Its second paragraph.") == 1 and text.count("In a cell.") == 1
    words = "".join(text.split())
    assert "x" * 300 in words and "part/" * 40 in words and "0123456789abcdef" * 8 in words and "Drawn" in words


def test_signs_that_mean_something_to_typst_come_out_as_they_are(rich: Built) -> None:
    text = " ".join(text_of(rich.out / "small.pdf").split())
    assert [sign for sign in SIGNS if sign not in text] == []


def test_nothing_is_set_beyond_the_margin(rich: Built) -> None:
    command = ["pdftotext", "-f", "2", "-bbox", str(rich.out / "small.pdf"), "-"]  # the cover has margins of its own
    boxes = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    margin = 34 / 25.4 * 72
    assert max(float(right) for right in re.findall(r'xMax="([\d.]+)"', boxes)) < 595.3 - margin + 1


def test_first_cells_of_rows_are_their_headers(rich: Built) -> None:
    scopes = Counter(
        str(tag.A.Scope) for tag in tags_of(rich.out / "small.pdf") if tag.S == "/TH" and isinstance(tag.A, pikepdf.Dictionary)
    )
    assert scopes["/Row"] == 2 + 4  # the tall table, and those that the extension makes of the claims


def test_what_has_no_glyph_is_told_with_its_place_and_nothing_is_spoiled(printed: Callable[..., Built]) -> None:
    good = printed()
    before = {path.name: path.read_bytes() for path in good.out.iterdir()}
    table = "| a | b |\n|---|---|\n| x | y \u0379 |\n"
    bad = printed(
        {
            "summit.md": f"{PAGES['summit.md']}\nA sign \u0378.\n\n{table}\nCode `\u0380`.\n",
            "refs.bib": BIB.replace("{First}", "{First \u038b}"),
        }
    )
    warnings = re.sub(r"\x1b\[\d+m", "", bad.warnings)  # without colours
    told = re.findall(
        r"^([\w.]+:\d+).*: WARNING: the font (.*) has no glyph for .* \((U\+\w+)\); write it otherwise", warnings, re.M
    )
    assert told == [
        ("summit.md:11", "Noto Serif", "U+0378"),
        ("summit.md:13", "Noto Serif", "U+0379"),
        ("summit.md:17", "Noto Sans Mono", "U+0380"),
        ("refs.bib:2", "Noto Serif", "U+038B"),
    ]
    assert bad.app.statuscode == 1
    assert {path.name: path.read_bytes() for path in bad.out.iterdir()} == before


def test_a_table_too_wide_for_the_page_is_told_with_its_place(printed: Callable[..., Built]) -> None:
    wide = "".join(f"| Incomparable{n} " for n in range(12)) + "|\n" + "|---" * 12 + "|\n" + "| x " * 12 + "|\n"
    built = printed({"summit.md": f"{PAGES['summit.md']}\n{wide}"})
    assert re.search(r"summit\.md:11: WARNING: the table is \d+ mm too wide for the page; give it fewer columns", built.warnings)
    assert built.app.statuscode == 1 and list(built.out.iterdir()) == []


def test_pictures_that_are_not_there_or_say_nothing_are_told(printed: Callable[..., Built]) -> None:
    pictures = "\n\n![a](gone.png)\n\n![](pic.svg)\n\n![b](https://example.org/b.png)\n"
    told = printed({"summit.md": PAGES["summit.md"] + pictures, "pic.svg": SVG}).warnings
    assert re.search(r"summit\.md:12: WARNING: image file not readable: gone\.png", told)
    assert re.search(r"summit\.md:14: WARNING: the picture pic\.svg needs :alt:", told)
    assert re.search(r"summit\.md:16: WARNING: the PDF takes no picture from the network", told)


def test_a_drawing_in_a_font_that_the_book_has_not_is_told(printed: Callable[..., Built]) -> None:
    drawing = {"summit.md": PAGES["summit.md"] + "\n![a](pic.svg)\n", "pic.svg": SVG.replace("Liberation Sans", "Nowhere Sans")}
    assert "pic.svg:1: WARNING: Nowhere Sans is no font of the book" in printed(drawing).warnings


def test_fonts_of_a_folder_or_too_old_a_typst(
    printed: Callable[..., Built], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOOK_FONTS", str(tmp_path))
    assert f"the PDF needs fonts that are not in {tmp_path}: Noto Serif" in printed().warnings
    monkeypatch.setenv("BOOK_FONTS", str(tmp_path / "gone"))
    assert "BOOK_FONTS names no folder" in printed().warnings
    monkeypatch.setattr(typeset, "version", lambda name: "0.14.2")
    assert printed().warnings.count("WARNING") == 1 and "typst 0.15 or newer, not 0.14.2" in printed().warnings


def test_a_mistake_in_the_template_is_told_with_its_line(printed: Callable[..., Built]) -> None:
    broken = TEMPLATE["_templates/book.typ"].replace("#let quotation(body) =", "#let quotation(body) = nothing(")
    line = broken[: broken.index("nothing(")].count("\n") + 1
    assert f"_templates/book.typ:{line}: WARNING:" in printed({"_templates/book.typ": broken}).warnings


def test_the_same_bytes_whatever_the_number_of_processes(printed: Callable[..., Built], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    first = (printed().out / "small.pdf").read_bytes()
    second = (printed({"summit.md": PAGES["summit.md"] + "\n"}, parallel=2).out / "small.pdf").read_bytes()
    assert first == second
