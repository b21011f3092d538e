"""Fixtures: the built book, and small Sphinx projects that use the book's extensions."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parent.parent
Soup = Any  # a parsed page: bs4 calls each look-up optional, and a node that is not there fails a test anyway
Pages = dict[str, Soup]  # path from the root of the site → the page
sys.path[:0] = [str(ROOT / name) for name in ("_ext", "figures", "tools")]


LONGEST = ("test_standards", "test_browser")  # one for each core


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep tests that share a costly fixture in one of the processes that run them (``-n``); the longest begin."""
    items.sort(key=lambda item: item.path.stem not in LONGEST)
    for item in items:
        shared = "pages" if "pages" in getattr(item, "fixturenames", ()) else item.path.stem
        item.add_marker(pytest.mark.xdist_group(shared))


def _built(path: Path) -> Path:
    assert path.exists(), f"{path.relative_to(ROOT)} is not built: run `make all` first (`make test` does)"
    return path


@pytest.fixture(scope="session")
def built_html() -> Path:
    """The folder of the web site."""
    return _built(ROOT / "_build/html/index.html").parent


@pytest.fixture(scope="session")
def built_pdf() -> Path:
    return _built(ROOT / "_build/pdf/japan-central-asia.pdf")


@pytest.fixture(scope="session")
def built_epub() -> Path:
    return _built(ROOT / "_build/epub/japan-central-asia.epub")


@pytest.fixture(scope="session")
def pages(built_html: Path) -> Pages:
    """Every page of the site, parsed, by its path from the root; all tests share them, so none may change one."""
    found = sorted(built_html.rglob("*.html"))
    return {str(p.relative_to(built_html)): BeautifulSoup(p.read_bytes(), "lxml") for p in found if "_static" not in p.parts}


BIB = """
@report{mofa-2025-a, author={{MOFA Japan}}, title={First}, institution={Ministry}, year={2025}, usera={a}, month={12}, day={20},
  keywords={primary}, url={https://example.org/a}, urldate={2026-11-27}, annotation={Whole page read: it met on 20 December.}}
@online{jiji-2025-b, author={{Jiji Press}}, title={会談}, titleaddon={Talks}, year={2025}, language={Japanese},
  keywords={agency}, url={https://example.org/b}, urldate={2026-11-26}, annotation={Opening read: “会談” (talks).}}
@online{netease-2025-caspian, author={{NetEase Hao}}, title={[No title]}, shorttitle={Caspian}, year={2025}, keywords={seed},
  url={https://example.org/c}, urldate={2026-11-27}, language={Chinese},
  annotation={Whole page read: it was argued at the “峰会” (summit).}}
"""
CONF = """
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "handbook"]
project, author, book_title, release = "Small", "Handbook", "A Small Book", "2026.11"
primary_domain = "book"
myst_enable_extensions = ["colon_fence"]
bibtex_bibfiles, bibtex_default_style = ["refs.bib"], "handbook"
bibtex_cite_id, bibtex_tooltips = "cite-{key}", False
nitpicky = True
numfig = True
exclude_patterns = ["out"]
html_theme = "basic"
epub_show_urls = "no"
"""
PAGES = {
    "index.md": "# Book\n\n```{toctree}\n:numbered:\nsummit\n```\n```{toctree}\nnetease-2025-caspian\nlists\n```\n",
    "summit.md": "(summit-chapter)=\n# Summit\n\nSaid {cite:p}`mofa-2025-a`.\n\n(summit-days)=\n## Days\n\nSee {claim}`caspian-01`, {cite:t}`jiji-2025-b`.\n",
    "netease-2025-caspian.md": (
        "(netease-2025-caspian-record)=\n# Record\n\n:::{seed} caspian\n:key: netease-2025-caspian\n:paragraphs: 55\n:sha256: "
        + "0" * 64
        + "\n:::\n\n"
        ":::{claim} caspian-01\n:para: 5\n:topic: summit\n:verdict: confirmed\n:sources: mofa-2025-a\n:conflicts: caspian-02\n\nIt met once.\n\nIt did.\n:::\n\n"
        ":::{claim} caspian-02\n:para: 7–9\n:topic: summit\n:verdict: opinion\n:conflicts: caspian-01\n\nIt met twice.\n\nHeld by nobody {cite:p}`jiji-2025-b`.\n:::\n"
    ),
    "lists.md": (
        "(lists-page)=\n# Lists\n\n:::{claims-counts}\n:::\n\n:::{claims-ledger}\n:::\n\n"
        ":::{disagreement} times\n:claims: caspian-01, caspian-02\n:section: summit-days\n\nHow often it met.\n\nOnce {cite:p}`mofa-2025-a`.\n:::\n\n"
        ":::{citations}\n:::\n\n:::{bibliography}\n:all:\n:::\n"
    ),
}


class Built(NamedTuple):
    """A small project that was built: its folders, its warnings and Sphinx itself."""

    source: Path
    out: Path
    warnings: str
    app: Sphinx

    def page(self, name: str) -> Soup:
        return BeautifulSoup((self.out / name).read_bytes(), "lxml")


Build = Callable[..., Built]


def builder_in(folder: Path) -> Build:
    """Return the function that builds a small book in *folder*; see :func:`build`."""

    def make(changes: dict[str, str | None] | None = None, builder: str = "html", conf: str = "", parallel: int = 0) -> Built:
        source, out = folder / "source", folder / builder
        source.mkdir(exist_ok=True)
        files = {"conf.py": CONF + conf, "refs.bib": BIB, **PAGES, **(changes or {})}
        for name, text in files.items():
            path = source / name
            if text is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_text("utf-8") != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        said = io.StringIO()
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                source, source, out, folder / f"doctrees-{builder}", builder, status=None, warning=said, parallel=parallel
            )
            app.build()
        return Built(source, out, said.getvalue(), app)

    return make


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Build a small book: the pages above with *changes* (path → text, None to leave a page out).

    A second call builds the same folder again, so that only what changed is read.
    """
    return builder_in(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small book as it is, built once for all tests that only look at it."""
    return builder_in(tmp_path_factory.mktemp("small"))()
