"""Measure the book against the budgets of its design: builds in CPU seconds and memory, pages in bytes and requests.

    make bench

prints a table; a budget that is broken ends with exit code 1.  Nothing here is part of `make test`: times depend on the machine.
CPU seconds are user and system time of a command and all its children; memory is the largest resident set of one of them.
"""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup

ROOT = Path(__file__).parent.parent
SITE = ROOT / "_build/html"
BUILDERS = {"html": (12, None), "epub": (None, None), "bookpdf": (30, 2000)}  # CPU seconds, MB; None: no budget
CHECK_SECONDS = 60
PAGE_BYTES, CHAPTER_BYTES, LEDGER_BYTES, REQUESTS = 45_000, 50_000, 60_000, 9
FIRST_VIEW = "link[rel=stylesheet], script[src], img[src]:not([loading=lazy])"  # what a page fetches before it is scrolled


class Row(NamedTuple):
    """One line of the table; *budget* is None where there is none."""

    name: str
    value: float
    budget: float | None = None

    @property
    def over(self) -> bool:
        return self.budget is not None and self.value > self.budget

    def __str__(self) -> str:
        budget = "" if self.budget is None else f"of {self.budget:,}"
        return f"{self.name:40} {self.value:12,.1f}   {budget}{'   OVER' if self.over else ''}"


def measured(command: list[str]) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory in MB of *command*, which must succeed."""
    # A process of its own: the counters of ended children only ever grow.
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writer, f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}".encode())
        os._exit(0)
    os.waitpid(child, 0)
    seconds, memory = os.read(reader, 100).split()
    return float(seconds), float(memory)


def weight(page: Path) -> tuple[int, int]:
    """Return the compressed bytes and the number of files of a page's first view."""
    html = BeautifulSoup(page.read_bytes(), "lxml")
    links = [str(node.get("href") or node.get("src")) for node in html.select(FIRST_VIEW)]
    files = {page, *((page.parent / link.partition("?")[0]).resolve() for link in links)}
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files), len(files)


def page_budget(name: str) -> int:
    """Return the budget of a page's first view in bytes."""
    if name == "reference/claims":
        return LEDGER_BYTES
    return CHAPTER_BYTES if name.startswith("chapters/") else PAGE_BYTES


def builds() -> list[Row]:
    rows = []
    for builder, (seconds, memory) in BUILDERS.items():
        with tempfile.TemporaryDirectory() as out:
            used = measured(
                [
                    sys.executable,
                    "-m",
                    "sphinx",
                    "-E",
                    "-n",
                    "-W",
                    "-q",
                    "-j",
                    "auto",
                    "-b",
                    builder,
                    "-d",
                    f"{out}/doctrees",
                    str(ROOT),
                    f"{out}/{builder}",
                ]
            )
        rows += [Row(f"{builder}, CPU seconds", used[0], seconds), Row(f"{builder}, MB", used[1], memory)]
    rows.append(Row("make check, CPU seconds", measured(["make", "check"])[0], CHECK_SECONDS))
    return rows


def pages() -> list[Row]:
    rows = []
    for path in sorted(SITE.rglob("*.html")):
        if "_static" not in path.parts:
            name = str(path.relative_to(SITE).with_suffix(""))
            size, requests = weight(path)
            rows += [Row(f"{name}, bytes", size, page_budget(name)), Row(f"{name}, requests", requests, REQUESTS)]
    return rows


def main() -> int:
    rows = [*builds(), *pages()]
    sys.stdout.write("".join(f"{row}\n" for row in rows))
    return int(any(row.over for row in rows))


if __name__ == "__main__":
    sys.exit(main())
