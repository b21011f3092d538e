"""Report labels and glossary terms defined on two pages, also when pages are read in parallel.

Sphinx checks within one process only; on merging, the later definition silently wins.  Sphinx 9.0 has the place marked with
``XXX duplicates?`` in ``StandardDomain.merge_domaindata``; this file goes when that is done.
"""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from sphinx.domains.std import StandardDomain

from handbook.book import Fault, warn


class StandardDomainWithDuplicateCheck(StandardDomain):
    """Sphinx's own domain ``std``, which compares what processes bring home."""

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        # The second table is not documented; tests/book/test_upstream.py holds that it is still there.
        tables = (("label", self.anonlabels, otherdata["anonlabels"]), ("term", self._terms, otherdata["terms"]))
        for kind, mine, theirs in tables:
            for name in sorted(theirs.keys() & mine.keys()):
                there, here = mine[name][0], theirs[name][0]
                if here in docnames and there not in docnames:
                    first, second = sorted((there, here))  # the message must not depend on which process finishes first
                    path = self.env.doc2path(second)
                    warn(
                        Fault.LABEL,
                        f"duplicate {kind} {name}, other instance in {self.env.doc2path(first)}; give one another name",
                        (second, line_of(Path(path), name)),
                    )
        super().merge_domaindata(docnames, otherdata)


def line_of(path: Path, name: str) -> int | None:
    """Return the last line of *path* that gives *name* as a label or a glossary entry, or None where a directive makes it."""
    lines = path.read_text("utf-8").lower().splitlines()
    found = [number for number, line in enumerate(lines, 1) if line.strip() in (f"({name})=", f":name: {name}", name)]
    return found[-1] if found else None
