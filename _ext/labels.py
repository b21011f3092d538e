"""Tell of labels and glossary names that stand on two pages also where two processes read these pages.

Sphinx tells of a repeated name as it reads, so each process knows its own pages only; what a process brings home replaces what
is there without a word, and a link would lead to either place.
"""
from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)


class Names(StandardDomain):
    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        # The second table is Sphinx's own; tests/test_labels.py holds that it is still there.
        tables = (("label", self.anonlabels, otherdata["anonlabels"]), ("term", self._terms, otherdata["terms"]))
        for kind, mine, theirs in tables:
            for name in sorted(theirs.keys() & mine.keys()):
                there, here = mine[name][0], theirs[name][0]
                if here in docnames and there not in docnames:
                    first, second = sorted((there, here))  # not in the order in which processes end
                    logger.warning(
                        f"duplicate {kind} {name}, other instance in {self.env.doc2path(first)}; give one another name",
                        location=(second, line_of(self.env.doc2path(second), name)), type="label",
                    )
        super().merge_domaindata(docnames, otherdata)


def line_of(path: Path, name: str) -> int | None:
    """Return the last line of *path* that gives *name* as a label or as a glossary entry, or None where a directive makes it."""
    lines = path.read_text("utf-8").lower().splitlines()
    found = [number for number, line in enumerate(lines, 1) if line.strip() in (f"({name})=", f":name: {name}", name)]
    return found[-1] if found else None


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_domain(Names, override=True)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
