"""Sources: from ``refs.bib`` to citations and the list of works."""

from __future__ import annotations

from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.sources.cite import AuthorDate, check_citations, check_entries
from handbook.sources.exports import write_exports
from handbook.sources.works import FinishWorks, Formatting, annotation, depart_annotation, visit_annotation


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinxcontrib.bibtex")
    register_plugin("pybtex.style.formatting", "handbook", Formatting)
    for backend in ("plaintext", "docutils"):
        # Registered plugins are found at once; others are looked for among all installed packages, at each entry anew.
        register_plugin("pybtex.backends", backend, find_plugin("pybtex.backends", backend), force=True)
    app.add_domain(AuthorDate, override=True)
    app.add_node(annotation, html=(visit_annotation, depart_annotation))
    app.add_post_transform(FinishWorks)
    app.connect("builder-inited", check_entries, priority=400)  # before sphinxcontrib-bibtex reads the file (500)
    app.connect("source-read", check_citations)
    app.connect("build-finished", write_exports)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
