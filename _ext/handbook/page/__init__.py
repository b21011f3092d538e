"""What a page shows besides its text."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.book import used_in
from handbook.page.backlinks import ListPlaces, UseCollector, every_page
from handbook.page.downloads import DataRole, EditionRole, ResolveDownloads, copy_files, download_link
from handbook.page.drawings import DrawingDirective, InlineDrawings
from handbook.page.glossary import OneAnchorForEachEntry
from handbook.page.languages import LANGUAGES, LanguageRole, MarkLanguages
from handbook.page.tables import DataTableDirective


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("handbook_editions", [], "html", list)  # folders with the PDF and the EPUB, from the one of conf.py
    app.add_node(used_in)
    app.add_env_collector(UseCollector)
    app.add_post_transform(ListPlaces)
    app.connect("env-updated", every_page)

    app.add_directive("data-table", DataTableDirective)
    app.add_directive("drawing", DrawingDirective)
    app.add_post_transform(InlineDrawings)

    app.add_node(download_link)
    app.add_role("data", DataRole())
    app.add_role("edition", EditionRole())
    app.add_post_transform(ResolveDownloads)
    app.connect("build-finished", copy_files)

    app.add_transform(OneAnchorForEachEntry)
    app.add_post_transform(MarkLanguages)
    for tag in LANGUAGES:
        app.add_role(tag.lower(), LanguageRole(tag))
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
