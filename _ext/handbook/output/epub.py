"""Sphinx's EPUB with one change: the same source gives the same bytes."""

from __future__ import annotations

import os
import time
from typing import Any

from sphinx.builders.epub3 import Epub3Builder

from handbook.book import made_at


class EpubBuilder(Epub3Builder):
    """Date the EPUB and all that it holds to the edition."""

    def build_epub(self) -> None:
        """Date every file before it is packed: a zip file keeps the local time of what it holds."""
        moment = time.mktime(made_at(self.config).timetuple())
        for folder, _, names in os.walk(self.outdir):
            for name in names:
                os.utime(os.path.join(folder, name), (moment, moment))
        super().build_epub()

    def content_metadata(self) -> dict[str, Any]:
        """Date the book itself alike: Sphinx takes the present where no SOURCE_DATE_EPOCH is set."""
        return {**super().content_metadata(), "date": f"{made_at(self.config):%Y-%m-%dT%H:%M:%SZ}"}
