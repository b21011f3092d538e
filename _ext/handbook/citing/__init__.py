"""How readers cite the book."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.citing.controls import (
    AddControls,
    CitationsDirective,
    FillCitationsList,
    citations_list,
    cite_control,
    visit_control,
    write_files,
)
from handbook.citing.metadata import add_metadata, write_sitemap


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_config_value("book_title", "", "env", str)
    app.add_config_value("edition_date", "1980-01-01", "env", str)
    app.add_node(cite_control, html=(visit_control, None))
    app.add_node(citations_list)
    app.add_directive("citations", CitationsDirective)
    app.add_post_transform(FillCitationsList)
    app.add_post_transform(AddControls)
    app.connect("build-finished", write_files)
    app.connect("html-page-context", add_metadata)
    app.connect("build-finished", write_sitemap)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
