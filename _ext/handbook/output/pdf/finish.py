"""What is done to the file after Typst: packing, row headers, and a look at its fonts and destinations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf

WITHOUT_TABLES = ("/Table", "/P", "/H1", "/H2", "/H3", "/H4", "/Caption", "/Figure", "/TOC", "/Link", "/Span", "/Lbl")


def finish(data: bytes, row_headers: Sequence[bool], words: Mapping[str, str]) -> tuple[bytes, dict[str, int], set[str]]:
    """Return the file packed, the page of each named destination (from 1), and the names of its fonts.

    *row_headers* says of each table, in order, whether the first cell of a row heads it; *words* says of each destination what a
    screen reader tells of it, before its page.
    """
    with pikepdf.open(BytesIO(data)) as file:
        head_rows(file, row_headers)
        pages, fonts = pages_of_destinations(file), names_of_fonts(file)
        lead_links(file, pages, words)
        file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)  # poppler 22 takes "Suspects false" for a mistake
        packed = BytesIO()
        file.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return packed.getvalue(), pages, fonts


def head_rows(file: pikepdf.Pdf, row_headers: Sequence[bool]) -> None:
    """Make headers of the first cells of rows: ``pdf.header-cell`` needs a feature that Typst's Python package cannot turn on.

    The other cells name their headers only by column then, so that list goes and readers take the headers in row and column.
    """
    tables = (tag for tag in tags(file.Root.StructTreeRoot) if tag.S == "/Table")
    for table, headed in zip(tables, row_headers, strict=True):
        for part in table.K if headed else ():
            for row in part.K if part.S == "/TBody" else ():
                first, *rest = row.K
                first.S = pikepdf.Name.TH
                first.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
                for cell in rest:
                    for attributes in several(cell.get("/A")):
                        if "/Headers" in attributes:
                            del attributes["/Headers"]


def tags(tag: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the tags under *tag* in the order of the document, but for those in tables and in what can hold no table."""
    for kid in several(tag.get("/K")):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if kid.S not in WITHOUT_TABLES:
                yield from tags(kid)


def several(value: Any) -> list[Any]:
    """Return what PDF writes as one thing, several or none as a list."""
    return list(value) if isinstance(value, pikepdf.Array) else [] if value is None else [value]


def pages_of_destinations(file: pikepdf.Pdf) -> dict[str, int]:
    numbers = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
    if "/Names" not in file.Root or "/Dests" not in file.Root.Names:
        return {}
    return {name: numbers[place[0].objgen] for name, place in pikepdf.NameTree(file.Root.Names.Dests).items()}


def lead_links(file: pikepdf.Pdf, pages: Mapping[str, int], words: Mapping[str, str]) -> None:
    """Make links to destinations of the addresses ``dest:NAME``, and say for screen readers where each leads."""
    told = {name: pikepdf.String(f"{words.get(name) or name}, page {page}") for name, page in pages.items()}
    named = {name: pikepdf.String(name) for name in pages}
    for page in file.pages:
        for link in page.obj.get("/Annots", ()):
            action = link.get("/A")
            if action is not None and (uri := bytes(action.get("/URI", b""))).startswith(b"dest:"):
                name = uri[len(b"dest:") :].decode()
                del link["/A"]
                link.Dest, link.Contents = named[name], told[name]


def names_of_fonts(file: pikepdf.Pdf) -> set[str]:
    """Return the names of the fonts without the six letters that mark a subset: ``NotoSerif-Bold``."""
    fonts = {font.objgen: font for page in file.pages for font in dict(page.obj.Resources.get("/Font", {})).values()}
    return {str(font.BaseFont).lstrip("/").rpartition("+")[2] for font in fonts.values()}
