"""Controls beside headings and claims, the list of all citations, and the files that they lead to.

Every labelled section and every claim can be cited.  A web build writes its citation as ``cite/<label>.txt|.bib|.ris|.json``,
lists it on the page that holds ``{citations}``, puts a control beside it (a plain link to that list; ``_static/book.js`` makes
a dialog of it) and leaves ``data/anchors.json``.

With no ``html_baseurl`` an address is relative to the book's root, and the script puts the reader's own in front.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from handbook import Priority
from handbook.book import Edition, Place, address, app_of, is_web, label_of, reading_order, section_number, to_root
from handbook.citing.formats import EXPORTS, TEXT, Citation
from handbook.claims.domain import book_domain
from handbook.page.backlinks import sections


class cite_control(nodes.Inline, nodes.Element):
    """The control beside a heading: ``label`` and ``what`` say what it cites, ``href`` where the citation stands."""


class citations_list(nodes.General, nodes.Element):
    """Placeholder for the list of all citations."""


def citable(env: BuildEnvironment) -> Iterator[Place]:
    """Yield every labelled section and every claim, in the order of the book."""
    claims = book_domain(env).ordered()
    labels = env.domains.standard_domain.labels
    for docname in reading_order(env):
        yield from (place for place in sections(env).get(docname, ()) if place.anchor in labels)
        for claim in claims:
            if claim.docname == docname:
                yield Place(docname, claim.id, f"Claim {claim.id} ({claim.where}, {claim.verdict})")


def citation(app: Sphinx, place: Place) -> Citation:
    """Return the citation of *place*."""
    config = app.config
    return Citation(
        label=place.anchor,
        title=place.title,
        chapter="" if place.whole_page else app.env.titles[place.docname].astext(),
        address=address(config, place.docname, place.anchor),
        book=config.book_title,
        author=config.author,
        edition=config.release,
        **Edition.of(config)._asdict(),
    )


class CitationsDirective(SphinxDirective):
    """Hold the place of the list of citations, one a section and claim; on the web only."""

    def run(self) -> list[nodes.Node]:
        # As metadata of the page, which Sphinx forgets with the page and merges after reading in parallel.
        self.env.metadata[self.env.docname]["citations"] = "yes"
        return [citations_list()]


class FillCitationsList(SphinxPostTransform):
    """Write the list of citations into a web page, and leave it out elsewhere."""

    default_priority = Priority.BEFORE_REFERENCES

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(citations_list)):
            node.replace_self(self.entries() if is_web(app_of(self.env)) else [])

    def entries(self) -> nodes.Node:
        """Return the list as HTML: as nodes its thousands of links would take seconds to go through."""
        app, here = app_of(self.env), self.env.docname
        lines = []
        for place in citable(self.env):
            uri = "" if place.docname == here else app.builder.get_relative_uri(here, place.docname)
            forms = " ".join(f'<a href="{to_root(here)}cite/{place.anchor}.{form}">{name}</a>' for form, name in EXPORTS.items())
            text = escape(citation(app, place).txt().strip())
            link = f'<a class="internal" href="{uri}#{place.anchor}">{escape(place.title)}</a>'
            lines.append(f'<li id="citing-{place.anchor}"><p>{link}: {text} {forms}</p></li>')
        return nodes.raw("", '<ul class="citations">' + "\n".join(lines) + "</ul>", format="html")


class AddControls(SphinxPostTransform):
    """Put the control beside each labelled heading and in each claim's first line."""

    default_priority = Priority.BEFORE_REFERENCES
    builders = ("html",)

    def run(self, **kwargs: object) -> None:
        page = next((name for name, data in self.env.metadata.items() if "citations" in data), None)
        if page is None:
            return
        base = app_of(self.env).builder.get_relative_uri(self.env.docname, page)
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


def visit_control(self: HTML5Translator, node: cite_control) -> None:
    what = escape(f"Cite {node['what']}", quote=True)
    self.body.append(f'<a class="cite-control" href="{node["href"]}" data-label="{node["label"]}" aria-label="{what}">cite</a>')
    raise nodes.SkipNode


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the citations and ``data/anchors.json`` of a web build."""
    if exception or not is_web(app):
        return
    folder, data = Path(app.outdir, "cite"), Path(app.outdir, "data")
    for made in (folder, data):
        made.mkdir(exist_ok=True)
    old = {path.name: path.read_bytes() for path in folder.iterdir()}  # thousands of files: reading is cheaper than writing
    pages = printed_pages(app)
    anchors = {}
    for place in citable(app.env):
        cited = citation(app, place)
        for form in (TEXT, *EXPORTS):
            name, content = f"{place.anchor}.{form}", cited.form(form).encode()
            if old.pop(name, None) != content:
                (folder / name).write_bytes(content)
        anchors[place.anchor] = {
            "page": place.docname,
            "number": section_number(app.env, place),
            "title": place.title,
            "address": cited.address,
            "pdf_page": pages.get(place.anchor),
        }
    for name in old:  # a label that is gone leaves no citation behind
        (folder / name).unlink()
    text = json.dumps({"edition": app.config.release, "anchors": anchors}, ensure_ascii=False, indent=1)
    (data / "anchors.json").write_text(text + "\n", "utf-8")


def printed_pages(app: Sphinx) -> dict[str, int]:
    """Return the page of the PDF that each anchor stands on; nothing where no PDF was built beside."""
    found = [path for folder in app.config.handbook_editions if (path := Path(app.confdir, folder, "pages.json")).exists()]
    return json.loads(found[0].read_text("utf-8")) if found else {}
