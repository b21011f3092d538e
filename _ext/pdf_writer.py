"""From HTML to PDF: everything that touches WeasyPrint, which is pinned because some of it is private.

WeasyPrint writes PDF/A-2a; what PDF/UA-1 wants on top is added here, each in a function that says why.  ``tests/test_pdf.py``
holds the result to both standards with veraPDF.
"""

from __future__ import annotations

import logging as python_logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pydyf
from sphinx.util import logging
from weasyprint import HTML, Document
from weasyprint.logger import LOGGER
from weasyprint.pdf import tags

logger = logging.getLogger(__name__)

# PDF/A allows only metadata whose schema it knows or finds described; this says "PDF/UA-1" and describes it.
PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@dataclass(frozen=True)
class Settings:
    """What the PDF says of itself, and how it is set; *fonts* are the families that may be used, by their beginning."""

    title: str
    author: str
    language: str
    description: str
    made: datetime
    sources: Path
    stylesheet: Path
    fonts: tuple[str, ...]


def write(target: Path, body: str, index: Callable[[Mapping[str, int]], str] | None, settings: Settings) -> dict[str, int]:
    """Write the PDF and return the page of each anchor.

    *index* makes the HTML of the index from these pages.  It is set on its own and takes the place of the last page of
    *body*, which holds only its heading, so that the contents could name its page.
    """
    with sphinx_warnings():
        document = lay_out(body, settings)
        if index:
            start = len(document.pages)
            more = lay_out(index(page_of_anchors(document)), settings, first_page=start)
            document = document.copy([*document.pages[:-1], *more.pages])
        add_pdfua_to_metadata(document)
        with languages_of_runs():
            document.write_pdf(target, pdf_variant="pdf/a-2a", finisher=finish)
        warn_of_other_fonts(document, settings.fonts)
    return page_of_anchors(document)


def lay_out(body: str, settings: Settings, first_page: int = 1) -> Document:
    made = settings.made.strftime("%Y-%m-%dT%H:%M:%SZ")
    meta = {"author": settings.author, "description": settings.description, "dcterms.created": made, "dcterms.modified": made}
    head = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in meta.items())
    html = (
        f'<!doctype html><html lang="{settings.language}"><head><meta charset="utf-8">'
        f"<title>{escape(settings.title)}</title>{head}"
        f"<style>@page :first {{ counter-reset: page {first_page} }}</style></head><body>{body}</body></html>"
    )
    return HTML(string=html, base_url=str(settings.sources) + "/").render(stylesheets=[settings.stylesheet])


def page_of_anchors(document: Document) -> dict[str, int]:
    """Return the page on which each anchor first stands, counted from 1."""
    pages: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            pages.setdefault(anchor, number)
    return pages


@contextmanager
def sphinx_warnings() -> Iterator[None]:
    """Have what WeasyPrint complains of (a missing glyph, image or anchor, an unknown property) stop a strict build."""

    class Relay(python_logging.Handler):
        def emit(self, record: python_logging.LogRecord) -> None:
            logger.warning("PDF: %s", record.getMessage(), type="pdf")

    relay = Relay(python_logging.WARNING)
    LOGGER.addHandler(relay)
    try:
        yield
    finally:
        LOGGER.removeHandler(relay)


def warn_of_other_fonts(document: Document, families: tuple[str, ...]) -> None:
    """Warn where text fell back to a font that the book does not name: it would look different elsewhere."""
    for font in document.fonts.values():
        if not font.family.startswith(families):
            text = "".join(sorted(set("".join(font.to_unicode.values()))))[:40]
            logger.warning("PDF: %s is set in %s; install the fonts of packages.txt", text, font.family, type="pdf")


def add_pdfua_to_metadata(document: Document) -> None:
    """Say in the metadata that the file is PDF/UA-1 too: WeasyPrint names one standard only."""
    make = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *args: make(*args).replace(b"</rdf:RDF>", PDFUA)


@contextmanager
def languages_of_runs() -> Iterator[None]:
    """Give the tag of each element with a language its /Lang, which WeasyPrint leaves out (private: its tag builder)."""
    build = tags._build_box_tree

    def with_language(box: Any, *args: Any) -> Iterator[pydyf.Dictionary]:
        for tag in build(box, *args):
            element = getattr(box, "element", None)
            if element is not None and element.tag == box.element_tag != "html" and element.get("lang"):
                tag["Lang"] = pydyf.String(element.get("lang"))
            yield tag

    with patch.object(tags, "_build_box_tree", with_language):
        yield


def finish(document: Document, pdf: pydyf.PDF) -> None:
    """Mend the tags before the file is written."""
    structure = [item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/StructElem"]
    number_table_headers(structure)
    give_list_items_a_body(pdf, structure)


def number_table_headers(structure: list[pydyf.Dictionary]) -> None:
    """Number the headers of tables: WeasyPrint names them by their place in memory, which changes with every run."""
    names: dict[Any, pydyf.String] = {}

    def name(old: pydyf.String) -> pydyf.String:
        return names.setdefault(old.string, pydyf.String(f"header-{len(names) + 1}"))

    for tag in structure:
        if tag["S"] == "/TH":
            tag["ID"] = name(tag["ID"])
        elif tag["S"] == "/TD" and "A" in tag:
            tag["A"]["Headers"] = pydyf.Array(map(name, tag["A"]["Headers"]))


def give_list_items_a_body(pdf: pydyf.PDF, structure: list[pydyf.Dictionary]) -> None:
    """Put what an item of a list holds into one body: PDF/UA wants nothing but label and body in it."""
    for tag in [tag for tag in structure if tag["S"] == "/LI"]:
        kids = {kid: pdf.objects[int(kid.split()[0])] for kid in tag["K"]}
        rest = [kid for kid, made in kids.items() if made["S"] not in ("/Lbl", "/LBody")]
        if not rest:
            continue
        kind = {"Type": "/StructElem", "S": "/LBody"}
        body = pydyf.Dictionary({**kind, "K": pydyf.Array(rest), "Pg": tag["Pg"], "P": tag.reference})
        pdf.add_object(body)
        for kid in rest:
            kids[kid]["P"] = body.reference
        tag["K"] = pydyf.Array([*(kid for kid in tag["K"] if kid not in rest), body.reference])
