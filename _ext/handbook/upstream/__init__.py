"""Corrections to Sphinx and the theme.  Each file says what makes it unnecessary."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.upstream.duplicates import StandardDomainWithDuplicateCheck
from handbook.upstream.furo import SingleTableIds, level_captions
from handbook.upstream.numref import ResolveNumbers


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_domain(StandardDomainWithDuplicateCheck, override=True)
    app.add_post_transform(ResolveNumbers)
    app.add_post_transform(SingleTableIds)
    app.connect("html-page-context", level_captions, priority=900)  # after furo has made the tree
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
