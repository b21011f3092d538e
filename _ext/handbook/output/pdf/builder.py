"""Sphinx builder ``bookpdf``: the whole book as one tagged PDF, set by Typst.

    sphinx-build -b bookpdf SOURCE OUT    leaves OUT/<bookpdf_file> and OUT/pages.json (anchor → page)

The pages are resolved one by one and put in reading order with anchors of their own (:mod:`tree`), written as calls of
functions of the template (:mod:`markup`), set by Typst (:mod:`typeset`), packed and looked over (:mod:`finish`).  What is wrong
is told with file and line of the book (:mod:`faults`), and the files of an earlier build stay.  Two variables of the environment
help: ``BOOK_FONTS`` names a folder of fonts to use instead of those of the system, ``BOOK_TYPST`` a file that keeps what Typst
was given.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.typing import ExtensionMetadata

from handbook.book import Fault, address, app_of, made_at
from handbook.book import warn as book_warn
from handbook.output.pdf.faults import CannotBeSet, line_of
from handbook.output.pdf.index import Entry, collect
from handbook.output.pdf.markup import Writer, string
from handbook.output.pdf.tree import Anchors, Page, mark_term_uses, numbers, page_uri, reading_order
from handbook.page.languages import marked


class BookPdfBuilder(Builder):
    name = "bookpdf"
    format = "pdf"
    epilog = "The PDF is in %(outdir)s."
    supported_image_types: ClassVar[list[str]] = ["image/svg+xml", "image/png", "image/jpeg"]

    def get_outdated_docs(self) -> str:
        return "all pages"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return page_uri(docname)

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return page_uri(to)

    def write_documents(self, docnames: Set[str]) -> None:
        try:
            data, pages = self.make()
        except CannotBeSet as fault:
            for message, place in fault.told:
                book_warn(Fault.PDF, message, place or None)
            app_of(self.env).statuscode = 1  # also where warnings stop nothing, as there is no PDF
            return
        write_whole(Path(self.outdir, self.config.bookpdf_file), data)
        write_whole(Path(self.outdir, "pages.json"), (json.dumps(pages, indent=0, sort_keys=True) + "\n").encode())

    def make(self) -> tuple[bytes, dict[str, int]]:
        """Return the PDF, and the page of each anchor.

        :raises CannotBeSet: where it cannot be made.
        """
        # Here, because the web site does without Typst and pikepdf.
        from handbook.output.pdf.finish import finish
        from handbook.output.pdf.typeset import Typesetter, check_used

        typesetter = Typesetter(Path(self.srcdir), self.config.bookpdf_template, os.environ.get("BOOK_FONTS", ""))
        writer = Writer(Path(self.srcdir), warn)
        source = self.source(writer)
        if kept := os.environ.get("BOOK_TYPST"):
            Path(kept).write_text(source, "utf-8")
        drawings = [name for name in dict.fromkeys(writer.images) if name.endswith(".svg")]
        data = typesetter.typeset(source, drawings, made_at(self.config), self.find_entry)
        data, pages, fonts = finish(data, writer.row_headers, writer.anchors_named)
        check_used(fonts, typesetter.families, typesetter.template)
        return data, pages

    def source(self, writer: Writer) -> str:
        """Return the book as Typst's source."""
        config, env = self.config, self.env
        pages = [
            Page(docname, depth, self.resolved(docname))
            for docname, depth in reading_order(env.toctree_includes, config.root_doc)
        ]
        anchors = Anchors(pages, warn)
        anchors.mend_links()
        writer.numbers = numbers(anchors, env.toc_secnumbers, env.toc_fignumbers, config.numfig_format)
        main, _, subtitle = config.book_title.partition(": ")
        first = pages[0].document
        about = {
            "title": config.book_title,
            "short": main,
            "subtitle": subtitle,
            "author": config.author,
            "lang": config.language,
            "description": next((meta["content"] for meta in first.findall(nodes.meta) if meta.get("name") == "description"), ""),
            "edition": config.release,
            "licence": config.bookpdf_licence,
            "address": config.html_baseurl,
        }
        parts = {anchors.titles[docname]: caption for docname, caption in self.captions() if docname in anchors.titles}
        drawing = string(f"/{config.bookpdf_cover}") if config.bookpdf_cover else "none"
        entries = self.entries(anchors, mark_term_uses(pages))
        written = [writer.page(pages[0], title=config.bookpdf_front)]
        written += [writer.page(page, address=address(config, page.docname) if config.html_baseurl else "") for page in pages[1:]]
        writer.check_links()
        written += [writer.index(entries, runs_of(entries))] if entries else []
        settings = ", ".join([dictionary(about), dictionary(parts), drawing])
        return "\n".join(
            [f'#import "/{config.bookpdf_template}": *', f"#show: it => book({settings}, it)", "#{", *written, "}", ""]
        )

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
            for kind, words, id_, main, _ in entries
            if (target := anchors.target(docname, id_))
        ]
        try:
            return collect(found, uses)
        except ValueError as error:
            raise CannotBeSet((str(error), "")) from None

    def find_entry(self, key: str) -> str:
        """Return ``refs.bib:71: entry KEY``."""
        for name in self.config.bibtex_bibfiles:
            before, match, _ = Path(self.srcdir, name).read_text("utf-8").partition(f"{{{key},")
            if match:
                return f"{name}:{line_of(before, len(before))}: entry {key}"
        return f"entry {key}"


def warn(message: str, node: nodes.Node) -> None:
    """Report a mistake at *node*, or at what it stands in where it knows no line."""
    while not node.line and node.parent is not None:
        node = node.parent
    book_warn(Fault.PDF, message, node)


def dictionary(values: Mapping[str, str]) -> str:
    """Return *values* as a dictionary of Typst."""
    return f"({', '.join(f'{string(name)}: {string(value)}' for name, value in values.items()) or ':'})"


def runs_of(entries: Iterable[Entry]) -> dict[str, list[tuple[str, str]]]:
    """Return each name in runs of one language, marked as the text is: (text, tag or nothing)."""
    made: dict[str, list[tuple[str, str]]] = {}
    for entry in entries:
        made[entry.name] = marked(entry.name, entry.name)
        made.update(runs_of(entry.under.values()))
    return made


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is the old one or the new one, whatever happens on the way."""
    half = path.with_name(path.name + ".part")
    half.write_bytes(data)
    os.replace(half, path)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_builder(BookPdfBuilder)
    app.add_config_value("bookpdf_file", "book.pdf", "env", str)
    app.add_config_value("bookpdf_template", "_templates/book.typ", "env", str)
    app.add_config_value("bookpdf_cover", "", "env", str)
    app.add_config_value("bookpdf_front", "Overview", "env", str)
    app.add_config_value("bookpdf_licence", "", "env", str)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
