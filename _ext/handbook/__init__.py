"""The book's own Sphinx extension: one package in rooms, each with one ``setup``.

========== ====================================================================================
sources    ``refs.bib``: checks, the list of works, ``{cite:p}`` and ``{cite:t}``
page       what a page shows besides: back-links, languages, glossary, drawings, tables, downloads
claims     the records in ``seeds/``: claims, verdicts, the ledger, disagreements
citing     how readers cite the book: controls, exported citations, metadata of a page
output     web site, EPUB and PDF
upstream   corrections to Sphinx and furo, each with what makes it unnecessary
========== ====================================================================================

A room imports from :mod:`handbook.book` and :mod:`handbook.data` and from rooms that stand above it in this list.
"""

from __future__ import annotations

import gc
import zlib
from enum import IntEnum
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

ROOMS = ("sources", "page", "claims", "citing", "output", "upstream")


class Priority(IntEnum):
    """The order of the book's post-transforms among those of others."""

    WORKS = 6  # sphinxcontrib-bibtex makes the entries at 5
    CLAIMS = 7
    BACKLINKS = 8  # the entries and claims that they stand at are there
    BEFORE_REFERENCES = 9  # Sphinx resolves references at 10
    AFTER_FURO = 501  # furo wraps tables at 500
    LANGUAGES = 900  # after everything that makes text


def code_version() -> int:
    """Return a number that changes with the code of this package, so that no page made by older code is kept."""
    files = sorted(Path(__file__).parent.rglob("*.py"))
    return zlib.crc32(b"".join(path.read_bytes() for path in files))


def setup(app: Sphinx) -> ExtensionMetadata:
    # A build makes millions of objects and drops few: looking for those takes a fifth of its time.
    gc.disable()
    app.connect("build-finished", lambda app, exception: gc.freeze(), priority=999)  # nor are they looked for at exit
    for room in ROOMS:
        app.setup_extension(f"handbook.{room}")
    return {
        "version": "2",
        "env_version": code_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
