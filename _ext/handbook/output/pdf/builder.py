"""Sphinx builder ``bookpdf``: the whole book as one tagged PDF, set by Typst.

    sphinx-build -b bookpdf SOURCE OUT    leaves OUT/<bookpdf_file> and OUT/pages.json (anchor → page)

The pages are resolved one by one and put in reading order with anchors of their own (:mod:`tree`), written as calls of functions of
the template (:mod:`markup`), set by Typst, packed and looked over (:mod:`finish`).  What is wrong is told with file and line of the
book (:mod:`faults`), and nothing is left half written.
"""
from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from importlib.metadata import version
from pathlib import Path

import typst
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

# What the rest of the book's extension gives; nothing else of it is used here.
from edition import made_at  # isort: skip
from languages import RUN, language_of  # isort: skip

from . import faults
from .finish import finish
from .index import Entry, collect
from .markup import Writer, array, string
from .tree import Anchors, Page, mark_term_uses, numbers, page_uri, reading_order

logger = logging.getLogger(__name__)

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
NEEDS = (0, 15)  # the first Typst that names a destination for each labelled heading and keeps two standards at once
# Debian's packages of fonts, by the beginning of a family's name; the first that fits.
PACKAGES = {
    "Noto Sans Mono CJK": "fonts-noto-cjk", "Noto Sans Mono": "fonts-noto-mono", "Noto Serif CJK": "fonts-noto-cjk",
    "Noto Sans CJK": "fonts-noto-cjk", "Noto": "fonts-noto-core", "Liberation": "fonts-liberation",
}


class BookPdfBuilder(Builder):
    name = "bookpdf"
    format = "pdf"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types = ["image/svg+xml", "image/png", "image/jpeg"]

    def get_outdated_docs(self) -> str:
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return page_uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return page_uri(to)

    def write_documents(self, docnames: Set[str]) -> None:
        check_version()
        template, folder = self.config.bookpdf_template, os.environ.get("BOOK_FONTS", "")
        fonts = find_fonts(folder)
        families = families_of(self.srcdir, template, fonts)
        check_fonts(families, fonts, folder)
        writer = Writer(Path(self.srcdir), {}, warn)
        source = self.source(writer, template)
        drawings = [(uri, Path(self.srcdir, uri).read_text("utf-8")) for uri in dict.fromkeys(writer.images) if uri.endswith(".svg")]
        for uri, svg in drawings:
            check_drawing(uri, svg, fonts)
        if kept := os.environ.get("BOOK_TYPST", ""):
            Path(kept).write_text(source, "utf-8")
        try:
            data = typst.compile(
                source.encode(), root=self.srcdir, font_paths=fonts, format="pdf", pdf_standards=STANDARDS,
                timestamp=int(made_at(self.config).timestamp()),
            )
        except typst.TypstError as error:
            told = faults.explain(error.diagnostic, source, template, self.find_entry, drawings)
            raise SphinxError("\n".join(["The PDF could not be made:", *told])) from None
        data, pages, used = finish(data, writer.row_headers)
        if strange := sorted(name for name in used if not belongs(name, families)):
            raise SphinxError(f"The PDF would hold fonts that {template} does not name: {', '.join(strange)}; see the font-family of the drawings")
        write_whole(Path(self.outdir, self.config.bookpdf_file), data)
        write_whole(Path(self.outdir, "pages.json"), (json.dumps(pages, indent=0, sort_keys=True) + "\n").encode())

    def source(self, writer: Writer, template: str) -> str:
        """Return the book as Typst's source."""
        config, env = self.config, self.env
        pages = [Page(docname, depth, self.resolved(docname)) for docname, depth in reading_order(env.toctree_includes, config.root_doc)]
        anchors = Anchors(pages, warn)
        anchors.mend_links()
        writer.numbers = numbers(anchors, env.toc_secnumbers, env.toc_fignumbers, config.numfig_format)
        main, _, subtitle = config.book_title.partition(": ")
        first = pages[0].document
        about = {
            "title": config.book_title, "short": main, "subtitle": subtitle, "author": config.author, "lang": config.language,
            "description": next((meta["content"] for meta in first.findall(nodes.meta) if meta.get("name") == "description"), ""),
            "edition": config.release, "licence": config.bookpdf_licence, "address": config.html_baseurl,
        }
        parts = {anchors.titles[docname]: caption for docname, caption in self.captions() if docname in anchors.titles}
        drawing = string(f"/{config.bookpdf_cover}") if config.bookpdf_cover else "none"
        entries = self.entries(anchors, mark_term_uses(pages))
        base = config.html_baseurl.rstrip("/")
        written = [
            writer.page(page, "" if page.depth else config.bookpdf_front, f"{base}/{page.docname}.html" if base and page.depth else "")
            for page in pages
        ]
        written += [writer.index(entries, runs_of(entries))] if entries else []
        settings = ", ".join([dictionary(about), dictionary(parts), drawing])
        return "\n".join([f'#import "/{template}": *', f"#show: it => book({settings}, it)", "#{", *written, "}", ""])

    def resolved(self, docname: str) -> nodes.document:
        document = self.env.get_doctree(docname)
        self.post_process_images(document)
        self.env.resolve_references(document, docname, self)
        return document

    def captions(self) -> Iterator[tuple[str, str]]:
        """Yield (page, words) for each captioned list of pages on the front page, where its first page is that page."""
        for toctree in self.env.get_doctree(self.config.root_doc).findall(addnodes.toctree):
            if toctree.get("caption") and toctree["includefiles"]:
                yield toctree["includefiles"][0], toctree["caption"]

    def entries(self, anchors: Anchors, uses: Mapping[str, Sequence[str]]) -> list[Entry]:
        found = [
            (kind, words, target, main == "main")
            for docname, entries in sorted(self.env.domains.index_domain.entries.items())
            for kind, words, id_, main, _ in entries if (target := anchors.target(docname, id_))
        ]
        try:
            return collect(found, uses)
        except ValueError as error:
            raise SphinxError(str(error)) from None

    def find_entry(self, key: str) -> str:
        """Return ``refs.bib:71: entry KEY``."""
        for name in self.config.bibtex_bibfiles:
            before, match, _ = Path(self.srcdir, name).read_text("utf-8").partition(f"{{{key},")
            if match:
                return f"{name}:{before.count(chr(10)) + 1}: entry {key}"
        return f"entry {key}"


def warn(message: str, node: nodes.Node) -> None:
    logger.warning(message, location=node, type="handbook", subtype="pdf")


def dictionary(values: Mapping[str, str]) -> str:
    return "(:" + ")" if not values else "(" + ", ".join(f"{string(name)}: {string(value)}" for name, value in values.items()) + ")"


def runs_of(entries: Sequence[Entry]) -> dict[str, list[tuple[str, str]]]:
    """Return each name in runs of one language, marked as the text is: (tag or nothing, text)."""
    made: dict[str, list[tuple[str, str]]] = {}
    for entry in entries:
        parts, end = [], 0
        for match in RUN.finditer(entry.name):
            parts += [("", entry.name[end:match.start()]), (language_of(match[0], entry.name), match[0])]
            end = match.end()
        made[entry.name] = [(tag, text) for tag, text in [*parts, ("", entry.name[end:])] if text]
        made.update(runs_of(list(entry.under.values())))
    return made


def check_version() -> None:
    found = version("typst")
    if tuple(int(part) for part in re.findall(r"\d+", found)[:2]) < NEEDS:
        raise SphinxError(f"The PDF needs the package typst {'.'.join(map(str, NEEDS))} or newer, not {found}: run make again, or pip install -r requirements.txt")


def find_fonts(folder: str) -> typst.Fonts:
    """Return the fonts of *folder*, or those of the system where none is named."""
    if folder and not Path(folder).is_dir():
        raise SphinxError(f"BOOK_FONTS names no folder: {folder}")
    return typst.Fonts(include_system_fonts=not folder, include_embedded_fonts=False, font_paths=[folder] if folder else [])


def families_of(sources: Path, template: str, fonts: typst.Fonts) -> list[str]:
    """Return the font families that *template* lists as its ``families``."""
    try:
        asked = f'#import "/{template}": families\n#metadata(families)<families>'.encode()
        return list(json.loads(typst.query(asked, "<families>", field="value", one=True, root=sources, font_paths=fonts)))
    except typst.TypstError as error:
        raise SphinxError(f"{template}: {error.message}") from None


def check_fonts(families: Sequence[str], fonts: typst.Fonts, folder: str) -> None:
    """:raises SphinxError: where a family is not there, saying how to get it."""
    there = {name.casefold() for name in fonts.families()}
    missing = [name for name in families if name.casefold() not in there]
    if not missing:
        return
    if shutil.which("dpkg") and not folder:
        packages = sorted({next((package for start, package in PACKAGES.items() if name.startswith(start)), name) for name in missing})
        mend = f"install the Debian packages {' '.join(packages)}"
    else:
        mend = "install them, or put their files into a folder and name it: make pdf BOOK_FONTS=folder"
    raise SphinxError(f"The PDF needs fonts that are not {'in ' + folder if folder else 'here'}: {', '.join(missing)}; {mend}")


def check_drawing(uri: str, svg: str, fonts: typst.Fonts) -> None:
    """:raises SphinxError: where a drawing names first a font that is not there: another would take its place without a word."""
    there = {name.casefold() for name in fonts.families()}
    for named in re.findall(r"""font-family\s*[=:]\s*["']?([^"';>]+)""", svg):
        first = named.split(",")[0].strip()
        if first.casefold() not in there:
            raise SphinxError(f"{uri}: no font {first} for this drawing; install it, or name another in font-family")


def belongs(font: str, families: Sequence[str]) -> bool:
    """Say whether *font*, such as ``NotoSerifCJKsc-Regular``, is of one of the *families*."""
    return font.casefold().startswith(tuple(name.replace(" ", "").casefold() for name in families))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is the old one or the new one, whatever happens on the way."""
    half = path.with_name(path.name + ".part")
    half.write_bytes(data)
    os.replace(half, path)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("edition")
    app.add_builder(BookPdfBuilder)
    app.add_config_value("bookpdf_file", "book.pdf", "env", str)
    app.add_config_value("bookpdf_template", "_templates/book.typ", "env", str)
    app.add_config_value("bookpdf_cover", "", "env", str)
    app.add_config_value("bookpdf_front", "Overview", "env", str)
    app.add_config_value("bookpdf_licence", "", "env", str)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
