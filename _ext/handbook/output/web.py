"""The web site: what only a printed page shows, and files that a page does not need."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from handbook import Priority
from handbook.book import address, is_web

logger = logging.getLogger(__name__)

SEARCH_SCRIPTS = ("doctools", "sphinx_highlight", "documentation_options", "searchtools")
LEFT_OUT = {  # builder → what it leaves out
    "dirhtml": "the controls and files for citing, metadata, data/ and inline drawings; build html for those",
    "singlehtml": "the controls and files for citing, metadata, data/ and inline drawings; build html for those",
    "text": "drawings and the list of citations",
    "man": "drawings and the list of citations",
}


class PrintAddress(SphinxPostTransform):
    """Put the page's address under its title; only the printed page shows it."""

    default_priority = Priority.BEFORE_REFERENCES
    builders = ("html",)

    def run(self, **kwargs: object) -> None:
        section = next(self.document.findall(nodes.section), None)
        if section is not None:
            text = address(self.config, self.env.docname)
            if not self.config.html_baseurl:
                text = f"{self.config.book_title}, {text}"
            section.insert(1, nodes.paragraph("", text, classes=["page-address"]))


def drop_unused_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave out what a page does not need: code colours, sphinx-design, the ledger and search elsewhere."""
    if not is_web(app):
        return
    has_code = doctree is not None and next(doctree.findall(nodes.literal_block), None) is not None
    designed = (
        set()
        if doctree is None
        else {str(name) for node in doctree.findall(nodes.Element) for name in node["classes"] if str(name).startswith("sd-")}
    )
    has_ledger = doctree is not None and any("ledger" in node["classes"] for node in doctree.findall(nodes.table))
    searching = pagename in ("search", "genindex")

    def wanted(file: object) -> bool:
        name = str(getattr(file, "filename", file))
        if any(part in name for part in SEARCH_SCRIPTS):
            return searching
        if "ledger" in name:
            return has_ledger
        if "pygments" in name:
            return has_code
        if "design-tabs" in name:
            return "sd-tab-set" in designed
        return bool(designed) or not ("sphinx-design" in name or "furo-extensions" in name)

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context.get(kind, ()) if wanted(file)]


def say_what_is_left_out(app: Sphinx) -> None:
    """Say so where a builder makes less of the book than html, PDF and EPUB do."""
    if app.builder.name in LEFT_OUT:
        logger.info("The builder %s leaves out %s.", app.builder.name, LEFT_OUT[app.builder.name])
