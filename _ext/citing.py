"""Cite any section or claim in one step.

Every labelled section and every claim gets a citation as text, BibTeX, RIS and CSL-JSON.  A web build writes them as
``cite/<label>.txt|.bib|.ris|.json``, lists them on the page that holds ``{citations}``, puts a control beside each heading
(a plain link to that list; ``_static/book.js`` makes a dialog of it) and leaves ``data/anchors.json``.

With no ``html_baseurl`` an address is relative to the book's root, and the script puts the reader's own in front.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from backlinks import Place, label_of, reading_order, section_number, sections
from claims import domain
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

FORMS = {"txt": "Text", "bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


class cite_control(nodes.Inline, nodes.Element):
    """The control beside a heading; ``label`` says what it cites, ``href`` where the citation stands."""


class citations_list(nodes.General, nodes.Element):
    """Placeholder for the list of all citations."""


@dataclass(frozen=True)
class Citation:
    """What one section or claim is cited by.  *chapter* is the title of its page, empty where it is that page."""

    label: str
    title: str
    chapter: str
    address: str
    book: str
    author: str
    edition: str

    @property
    def year(self) -> str:
        return self.edition.partition(".")[0]

    @property
    def month(self) -> int:
        return int(self.edition.partition(".")[2])

    @property
    def id(self) -> str:
        return f"handbook-{self.edition}-{self.label}"

    def txt(self) -> str:
        where = f"{self.chapter}, in: " if self.chapter else "In: "
        return f"{self.author} ({self.year}). {self.title}. {where}{self.book}, edition {self.edition}. {self.address}\n"

    def bib(self) -> str:
        fields = {
            "author": f"{{{latex(self.author)}}}",
            "title": f"{{{latex(self.title)}}}",
            "booktitle": f"{{{latex(self.book)}}}",
            "edition": self.edition,
            "year": self.year,
            "month": str(self.month),
            "url": self.address,
        }
        if self.chapter:
            fields["note"] = f"Section of {latex(self.chapter)}"
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@incollection{{{self.id},\n{lines}}}\n"

    def ris(self) -> str:
        fields = [
            ("TY", "CHAP"), ("ID", self.id), ("AU", self.author), ("TI", self.title), ("T2", self.book),
            ("ET", self.edition), ("PY", self.year), ("DA", f"{self.year}/{self.month:02}//"), ("LA", "en"),
            ("UR", self.address),
        ]
        if self.chapter:
            fields.append(("N1", f"Section of {self.chapter}"))
        return "".join(f"{tag}  - {value}\n" for tag, value in [*fields, ("ER", "")])

    def json(self) -> str:
        item = {
            "id": self.id,
            "type": "chapter",
            "author": [{"literal": self.author}],
            "title": self.title,
            "container-title": self.book,
            "edition": self.edition,
            "issued": {"date-parts": [[int(self.year), self.month]]},
            "language": "en",
            "URL": self.address,
        }
        if self.chapter:
            item["section"] = self.chapter
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def latex(text: str) -> str:
    """Return *text* with the characters that BibTeX gives a meaning escaped."""
    return "".join("\\" + c if c in "&%$#_{}" else c for c in text)


def citable(env: BuildEnvironment) -> Iterator[Place]:
    """Yield every labelled section and every claim, in the order of the book."""
    claims = domain(env).ordered()
    for docname in reading_order(env):
        labels = env.domains.standard_domain.labels
        yield from (place for place in sections(env).get(docname, ()) if place.anchor in labels)
        for claim in claims:
            if claim.docname == docname:
                yield Place(docname, claim.id, f"Claim {claim.id} ({claim.where}, {claim.verdict})")


def address(app: Sphinx, place: Place) -> str:
    """Return the address of *place*: absolute where the base is known."""
    base = app.config.html_baseurl
    return f"{base.rstrip('/') + '/' if base else ''}{place.docname}.html#{place.anchor}"


def citation(app: Sphinx, place: Place) -> Citation:
    chapter = app.env.titles[place.docname].astext()
    return Citation(
        place.anchor, place.title, "" if chapter == place.title else chapter, address(app, place),
        app.config.book_title, app.config.author, app.config.release,
    )


class CitationsDirective(SphinxDirective):
    """Hold the place of the list of citations, one a section and claim; on the web only."""

    def run(self) -> list[nodes.Node]:
        # As metadata of the page, which Sphinx forgets with the page and merges after reading in parallel.
        self.env.metadata[self.env.docname].update({"book-citations": "yes", "book-lists": "yes"})
        return [citations_list()]


class AddControls(SphinxPostTransform):
    """Put the control beside each labelled heading and in each claim's first line, and fill the list."""

    default_priority = 9
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        page = next((name for name, data in self.env.metadata.items() if "book-citations" in data), None)
        for node in list(self.document.findall(citations_list)):
            node.replace_self(self.entries() if self.app.builder.name == "html" else [])
        if self.app.builder.name != "html" or page is None:
            return
        self.print_address()
        base = self.app.builder.get_relative_uri(self.env.docname, page)
        labels = self.env.domains.standard_domain.labels
        for section in self.document.findall(nodes.section):
            label, title = label_of(section), section.children[0]
            if label in labels and isinstance(title, nodes.title):
                title += cite_control(label=label, href=f"{base}#citing-{label}", what=title.astext())
        for block in self.document.findall(nodes.container):
            if "claim" in block["classes"]:
                label, line = block["ids"][0], block.children[0]
                assert isinstance(line, nodes.paragraph)
                line += cite_control(label=label, href=f"{base}#citing-{label}", what=f"claim {label}")

    def print_address(self) -> None:
        """Put the page's address under its title; only the printed page shows it."""
        base = self.config.html_baseurl.rstrip("/")
        section = next(self.document.findall(nodes.section), None)
        if section is not None:
            text = f"{base}/{self.env.docname}.html" if base else f"{self.config.book_title}, {self.env.docname}.html"
            section.insert(1, nodes.paragraph("", text, classes=["page-address"]))

    def entries(self) -> nodes.Node:
        """Return the list as HTML: as nodes its thousands of links would take seconds to go through."""
        root, here = "../" * self.env.docname.count("/"), self.env.docname
        lines = []
        for place in citable(self.env):
            uri = "" if place.docname == here else self.app.builder.get_relative_uri(here, place.docname)
            forms = " ".join(f'<a href="{root}cite/{place.anchor}.{form}">{name}</a>' for form, name in list(FORMS.items())[1:])
            text = escape(citation(self.app, place).txt().strip())
            link = f'<a class="internal" href="{uri}#{place.anchor}">{escape(place.title)}</a>'
            lines.append(f'<li id="citing-{place.anchor}"><p>{link}: {text} {forms}</p></li>')
        return nodes.raw("", '<ul class="citations">' + "\n".join(lines) + "</ul>", format="html")


def visit_control(self: HTML5Translator, node: cite_control) -> None:
    what = escape(f"Cite {node['what']}", quote=True)
    self.body.append(
        f'<a class="cite-control" href="{node["href"]}" data-label="{node["label"]}" aria-label="{what}">'
        "cite</a>"
    )
    raise nodes.SkipNode


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the citations and ``data/anchors.json`` of a web build."""
    if exception or app.builder.name != "html":
        return
    folder, data = Path(app.outdir, "cite"), Path(app.outdir, "data")
    for made in (folder, data):
        made.mkdir(exist_ok=True)
    old = {path.name: path.read_bytes() for path in folder.iterdir()}  # thousands of files: reading is cheaper than writing
    printed = Path(app.outdir, "..", "pdf", "pages.json")
    pages = json.loads(printed.read_text("utf-8")) if printed.exists() else {}
    anchors = {}
    for place in citable(app.env):
        cited = citation(app, place)
        for form in FORMS:
            name, content = f"{place.anchor}.{form}", getattr(cited, form)().encode()
            if old.pop(name, None) != content:
                (folder / name).write_bytes(content)
        anchors[place.anchor] = {
            "page": place.docname, "number": section_number(app.env, place), "title": place.title,
            "address": cited.address, "pdf_page": pages.get(place.anchor),
        }
    for name in old:  # a label that is gone leaves no citation behind
        (folder / name).unlink()
    text = json.dumps({"edition": app.config.release, "anchors": anchors}, ensure_ascii=False, indent=1)
    (data / "anchors.json").write_text(text + "\n", "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("claims")
    app.add_config_value("book_title", "", "env", str)
    app.add_node(cite_control, html=(visit_control, None))
    app.add_node(citations_list)
    app.add_directive("citations", CitationsDirective)
    app.add_post_transform(AddControls)
    app.connect("build-finished", write_files)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
