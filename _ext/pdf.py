"""Sphinx builder ``bookpdf``: the whole book as one tagged PDF for print and screen reader.

    sphinx-build -b bookpdf SOURCE OUT    leaves OUT/<bookpdf_file> and OUT/pages.json (anchor → page)

All pages are put into one tree, as Sphinx's ``singlehtml`` does.  Their ids are made unique and every link is led to
one; cover and contents come in front; the tree is written as HTML and handed to WeasyPrint with ``_static/print.css``
(``pdf_writer.py``).  The index (``pdf_index.py``) follows when the page of every anchor is known.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import pdf_index
from docutils import nodes
from handbook.book import made_at
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util import logging
from sphinx.util.nodes import inline_all_toctrees
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


class Anchors:
    """The ids of all pages in one tree: an id that several pages have gets the name of its page in front."""

    def __init__(self, tree: nodes.document, root_doc: str) -> None:
        self.nodes = [(docname, node) for docname, node in walk(tree, root_doc) if isinstance(node, nodes.Element)]
        pages: dict[str, set[str]] = defaultdict(set)
        for docname, node in self.nodes:
            for id_ in node["ids"]:
                pages[id_].add(docname)
        self.names = {
            (docname, id_): id_ if len(docnames) == 1 else f"{docname.replace('/', '-')}.{id_}"
            for id_, docnames in pages.items()
            for docname in docnames
        }
        self.pages: dict[str, str] = {}  # page → anchor of its title
        for docname, node in self.nodes:
            node["ids"] = [self.names[docname, id_] for id_ in node["ids"]]
            if isinstance(node, nodes.section) and node["ids"]:
                self.pages.setdefault(docname, node["ids"][0])
        self.all = set(self.names.values())

    def target(self, uri: str, docname: str) -> str | None:
        """Return the anchor of *uri* on page *docname*: ``#id``, ``#document-page`` or ``#document-page#id``."""
        match = re.fullmatch(r"#document-([^#]+)(?:#(.+))?", uri)
        page, id_ = (match[1], match[2]) if match else (docname, uri[1:])
        if id_ is None:
            return self.pages.get(page)
        return self.names.get((page, id_)) or (id_ if id_ in self.all else None)

    def mend_links(self) -> None:
        """Lead every link within the book to its anchor; warn of one that has none."""
        for docname, node in self.nodes:
            if not isinstance(node, nodes.reference):
                continue
            uri = node["refuri"] if "refuri" in node else "#" + node["refid"]
            if not uri.startswith("#"):
                continue
            target = self.target(uri, docname)
            if target is None:
                logger.warning("the PDF has no anchor for %s", uri, location=node, type="pdf")
            node.attributes.pop("refuri", None)
            node["refid"] = target or uri[1:]


def walk(node: nodes.Node, docname: str) -> Iterator[tuple[str, nodes.Node]]:
    """Yield *node* and all nodes in it, each with the page that it came from."""
    if isinstance(node, addnodes.start_of_file):
        docname = node["docname"]
    yield docname, node
    for child in node.children:
        yield from walk(child, docname)


class PrintTranslator(HTML5Translator):
    """HTML as the PDF needs it: no anchor of its own for each page, and headers that say what they head."""

    def visit_start_of_file(self, node: nodes.Element) -> None:
        self.docnames.append(node["docname"])

    def starttag(self, node: nodes.Element, tagname: str, *args: Any, **attributes: Any) -> str:  # type: ignore[override]
        if tagname == "th":
            attributes["scope"] = "row" if "stub" in attributes["classes"] and "head" not in attributes["classes"] else "col"
        return super().starttag(node, tagname, *args, **attributes)


class PdfBuilder(SingleFileHTMLBuilder):
    name = "bookpdf"
    epilog = "The PDF is in %(outdir)s."
    default_translator_class = PrintTranslator
    add_permalinks = False
    search = False

    def write_documents(self, docnames: Set[str]) -> None:
        import pdf_writer  # here, because WeasyPrint needs system libraries that the web site can do without

        self.prepare_writing(docnames)
        tree = self.assemble_doctree()
        anchors = Anchors(tree, self.config.root_doc)
        anchors.mend_links()
        self.number(anchors)
        index = pdf_index.Index(self.env, self, tree, anchors)
        settings = pdf_writer.Settings(
            title=self.config.book_title,
            author=self.config.author,
            language=self.config.language,
            description=next((m["content"] for m in tree.findall(nodes.meta) if m.get("name") == "description"), ""),
            made=made_at(self.config),
            sources=self.srcdir,
            stylesheet=self.srcdir / self.config.bookpdf_css,
            fonts=tuple(self.config.bookpdf_fonts),
        )
        main, index_page = self.html(tree), lambda pages: self.html(index.document(pages))
        pages = pdf_writer.write(Path(self.outdir, self.config.bookpdf_file), main, index_page if index else None, settings)
        Path(self.outdir, "pages.json").write_text(json.dumps(pages, indent=0, sort_keys=True) + "\n", "utf-8")

    def copy_assets(self) -> None:
        """Copy nothing: the PDF needs no files beside it.  The folder is there because furo writes into it at the end."""
        Path(self.outdir, "_static").mkdir(exist_ok=True)

    def finish(self) -> None:
        """Write no inventory or search index."""

    def assemble_doctree(self) -> nodes.document:
        """Return one tree of all pages with cover, contents and a place for the index, references resolved."""
        root = self.config.root_doc
        tree = inline_all_toctrees(self, set(), root, self.env.get_doctree(root), str, [root])
        book = next(tree.findall(nodes.section))
        place_pages(book)
        title = book.children[0]
        assert isinstance(title, nodes.title)
        main, _, subtitle = self.config.book_title.partition(": ")
        title.children = [nodes.Text(main)]
        self.open_pages(tree)
        book[1:1] = [self.cover(subtitle), self.contents()]
        if pdf_index.has_entries(self.env):
            book += nodes.section("", nodes.title("", "Index"), ids=["genindex"], classes=["opening", "index"])
        self.env.resolve_references(tree, root, self)
        return tree

    def open_pages(self, tree: nodes.document) -> None:
        """Mark the section that opens a page of the web site, and put the page's address under its title."""
        base = self.config.html_baseurl.rstrip("/")
        for start in tree.findall(addnodes.start_of_file):
            section = next(node for node in start.children if isinstance(node, nodes.section))
            section["classes"].append("opening")
            if base:
                section.insert(1, line("address", f"{base}/{start['docname']}.html"))

    def cover(self, subtitle: str) -> nodes.container:
        config = self.config
        return nodes.container(
            "",
            line("subtitle", subtitle),
            line("author", config.author),
            line("edition", f"Edition {config.release}"),
            *([line("address", config.html_baseurl)] if config.html_baseurl else []),
            line("licence", config.bookpdf_licence),
            classes=["cover"],
        )

    def contents(self) -> nodes.section:
        entries = global_toctree_for_doc(
            self.env,
            self.config.root_doc,
            self,
            tags=self.tags,
            maxdepth=self.config.bookpdf_depth,
            includehidden=True,
        )
        section = nodes.section("", nodes.title("", "Contents"), ids=["contents"], classes=["opening", "contents"])
        section += entries or []
        if pdf_index.has_entries(self.env):
            entry = nodes.reference("", "Index", refuri="#genindex", internal=True)
            section += nodes.bullet_list("", nodes.list_item("", addnodes.compact_paragraph("", "", entry)))
        return section

    def number(self, anchors: Anchors) -> None:
        """Give the translator the numbers of sections, tables and figures by their anchors in the one page."""
        self.secnumbers = {
            "#" + anchors.names[docname, id_[1:]] if id_ else "#" + anchors.pages[docname]: number
            for docname, numbers in self.env.toc_secnumbers.items()
            if docname in anchors.pages
            for id_, number in numbers.items()
        }
        self.fignumbers: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
        for docname, kinds in self.env.toc_fignumbers.items():
            for kind, numbers in kinds.items():
                self.fignumbers[kind].update((anchors.names[docname, id_], number) for id_, number in numbers.items())

    def html(self, tree: nodes.document) -> str:
        tree.settings = self.docsettings
        visitor = self.create_translator(tree, self)
        tree.walkabout(visitor)
        return "".join(visitor.fragment)  # type: ignore[attr-defined]


def place_pages(book: nodes.section) -> None:
    """Put each page at the end of the page that lists it: a toctree leaves it inside the section that the list stands in."""
    pages = list(book.findall(addnodes.start_of_file))
    for page in pages:  # Sphinx moved their content without telling it
        for child in page.children:
            child.parent = page
    for page in pages:
        above = page.parent
        while above is not book and not isinstance(above, addnodes.start_of_file):
            above = above.parent
        page.parent.remove(page)
        home = book if above is book else next(above.findall(nodes.section))
        home += page


def line(kind: str, text: str) -> nodes.paragraph:
    """Return one line of the cover or under a title; an address becomes a link."""
    if not text.startswith("http"):
        return nodes.paragraph("", text, classes=[kind])
    return nodes.paragraph("", "", nodes.reference("", text, refuri=text), classes=[kind])


def remove_static(app: Sphinx, exception: Exception | None) -> None:
    if app.builder.name == PdfBuilder.name:
        shutil.rmtree(Path(app.outdir, "_static"), ignore_errors=True)  # not there where the build has failed before


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_builder(PdfBuilder)
    app.connect("build-finished", remove_static, priority=900)
    app.add_config_value("bookpdf_file", "book.pdf", "env", str)
    app.add_config_value("bookpdf_css", "_static/print.css", "env", str)
    app.add_config_value("bookpdf_depth", 2, "env", int)
    app.add_config_value("bookpdf_fonts", ["Noto"], "env", list)
    app.add_config_value("bookpdf_licence", "", "env", str)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
