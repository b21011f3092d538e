"""Measure the book against its budgets: build time against plain Sphinx, weight and requests of a first view.

    make bench

prints a table; a budget that is broken ends with exit code 1.  Nothing here is part of `make test`: times depend on the machine.
"""
from __future__ import annotations

import gzip
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).parent.parent
BUILD_SECONDS, PAGE_BYTES, LEDGER_BYTES, REQUESTS = 5.0, 45_000, 60_000, 9


def seconds(builder: str) -> float:
    """Return how long a build takes from nothing, in seconds."""
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-E", "-n", "-W", "-q", "-j", "auto", "-b", builder, "-d", f"{out}/doctrees", str(ROOT), f"{out}/{builder}"],
            check=True,
        )
        return time.perf_counter() - start


def weight(page: Path) -> tuple[int, int]:
    """Return the compressed bytes and the number of files of a page's first view."""
    html = BeautifulSoup(page.read_bytes(), "lxml")
    links = [node.get("href") or node.get("src") for node in html.select("link[rel=stylesheet], script[src], img[src]:not([loading=lazy])")]
    files = {page, *((page.parent / link.partition("?")[0]).resolve() for link in links)}
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files), len(files)


def main() -> int:
    rows = [(f"{builder} build, s", seconds(builder), BUILD_SECONDS if builder == "html" else None) for builder in ("html", "epub", "bookpdf")]
    site = ROOT / "_build/html"
    for page in sorted(site.glob("chapters/*.html")):
        size, requests = weight(page)
        rows += [(f"{page.stem}, bytes", size, PAGE_BYTES), (f"{page.stem}, requests", requests, REQUESTS)]
    rows.append(("ledger, bytes", weight(site / "reference/claims.html")[0], LEDGER_BYTES))
    for name, value, budget in rows:
        print(f"{name:24} {value:10,.1f}   {'' if budget is None else f'of {budget:,}'}{'   OVER' if budget and value > budget else ''}")
    return int(any(budget and value > budget for _, value, budget in rows))


if __name__ == "__main__":
    sys.exit(main())
