"""The three forms of the book: web site, EPUB and PDF."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.output.epub import EpubBuilder
from handbook.output.previews import write_previews
from handbook.output.web import PrintAddress, drop_unused_files, say_what_is_left_out


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(PrintAddress)
    app.connect("html-page-context", drop_unused_files, priority=900)  # after the theme has added its files
    app.connect("builder-inited", say_what_is_left_out)
    app.connect("build-finished", write_previews)
    app.add_builder(EpubBuilder, override=True)
    app.setup_extension("handbook.output.pdf")
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
