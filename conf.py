# Settings of the book. Values that are not obvious carry their reason; the rest is in Sphinx's manual,
# https://www.sphinx-doc.org/en/master/usage/configuration.html
import os
import sys
from pathlib import Path

from sphinx.errors import ConfigError

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

# -- The book ---------------------------------------------------------------------------------
project = "Japan and Central Asia"
book_title = "Japan and Central Asia: From Silk Road Diplomacy to the Tokyo Summit"
author = "Japan–Central Asia Handbook"  # corporate author, as citations name it
copyright = "2026, Japan–Central Asia Handbook"
version = release = "2026.11"  # the edition: a literal, so that every build of a commit is the same
edition_date = "2026-11-25"  # when no SOURCE_DATE_EPOCH is set, files are dated to the edition
language = "en"

# -- Reading ----------------------------------------------------------------------------------
extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "sphinx_reredirects",
    "handbook",
]
exclude_patterns = ["_build", ".*", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests", "tools", "node_modules"]
nitpicky = True
primary_domain = "book"  # so that {claim} and {seed} need no prefix
numfig = True
numfig_secnum_depth = 1
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "smartquotes"]
smartquotes = False  # MyST sets smart quotes while parsing; Sphinx's transform takes half a second more
myst_heading_anchors = 0  # only labels are link targets: they are the ones that last
myst_ref_domains = ["std"]  # and they are looked up there only

# -- Sources ----------------------------------------------------------------------------------
bibtex_bibfiles = ["refs.bib"]
bibtex_default_style = "handbook"
bibtex_cite_id = "cite-{key}"  # anchors that do not depend on the order of citations
bibtex_tooltips = False  # a title attribute is out of reach of keyboard and touch; see _static/book.js

# -- HTML -------------------------------------------------------------------------------------
html_theme = "furo"
html_title = book_title
html_short_title = project
html_baseurl = os.environ.get("BOOK_BASE_URL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
html_static_path = ["_static"]
templates_path = ["_templates"]
html_css_files = ["book.css"]
html_js_files = [("book.js", {"defer": "defer"}), ("ledger.js", {"defer": "defer"})]
html_copy_source = False  # the repository is the source
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": False}

# Moved pages: "old new", one a line. sphinx-reredirects keeps the fragment of the address.
redirects = {}
for number, line in enumerate((HERE / "redirects.txt").read_text("utf-8").splitlines(), start=1):
    if line[:1] not in ("", "#"):
        try:
            old, new = line.split()
        except ValueError:
            raise ConfigError(f"redirects.txt:{number}: expected the old document and the new address, got {line!r}") from None
        redirects[old] = new

# -- PDF and EPUB -----------------------------------------------------------------------------
handbook_editions = ["_build/pdf", "_build/epub"]  # the web site offers what it finds here
bookpdf_file = "japan-central-asia.pdf"
bookpdf_cover = "figures/corridor-map.svg"
bookpdf_licence = "Text: CC BY 4.0. Code: MIT licence."
epub_basename = "japan-central-asia"
epub_title = book_title
epub_publisher = epub_contributor = author
epub_description = "A citable reference on Japan and Central Asia, from 1997 to the Tokyo summit of December 2025."
epub_identifier = epub_uid = "japan-central-asia-handbook"  # equal, and an XML name, or EPUBCheck complains
epub_show_urls = "no"  # the bibliography prints addresses itself
epub_css_files = ["epub.css"]
epub_exclude_files = [
    "_static/book.css",
    "_static/book.js",
    "_static/ledger.js",
    "_static/readme.png",
    "search.xhtml",
    ".buildinfo.bak",
]
