"""The PDF: builder ``bookpdf``."""

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    from handbook.output.pdf.builder import (
        setup as add_builder,
    )  # here, so that the pure modules can be used without Sphinx or Typst

    return add_builder(app)
