"""Files beside the pages of the web site: data, drawings, and the PDF and EPUB.

``{data}`name.csv` `` links to a file of the site's ``data/`` folder, ``{edition}`name.pdf` `` to the PDF or the EPUB; both take
``{data}`words <name.csv>` ``.  A web build copies the data and the drawings into ``data/``, and the PDF and EPUB from the folders
of ``handbook_editions`` to the root of the site.  Elsewhere the roles link to the web site where its address is known.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from handbook import Priority
from handbook.book import app_of, is_web, to_root
from handbook.page.tables import data_files

WRITTEN_BY_THE_BUILD = (
    "anchors.json",
    "claims.csv",
    "claims.json",
    "references.bib",
    "references.ris",
    "references.json",
)  # into data/


class download_link(nodes.Inline, nodes.TextElement):
    """A link to ``path``, from the root of the site, resolved when the builder is known."""


class DownloadRole(SphinxRole):
    """Link to a file; subclasses say where it is and which names there are."""

    folder: ClassVar[str]

    def problem(self, name: str) -> str:
        """Return what is wrong with *name*, or nothing."""
        raise NotImplementedError

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        match = re.fullmatch(r"(?:(.*?)\s*<)?([\w.-]+)>?", self.text)
        problem = self.problem(match[2]) if match else f"not the name of a file: {self.text!r}"
        if not match or problem:
            return [], [self.inliner.reporter.error(problem, line=self.lineno)]
        return [download_link("", match[1] or match[2], path=self.folder + match[2])], []


class DataRole(DownloadRole):
    """A file of ``data/``."""

    folder = "data/"

    def problem(self, name: str) -> str:
        known = {*WRITTEN_BY_THE_BUILD, *(path.name for path in files(self.env.srcdir))}
        return "" if name in known else f"no data {name}, nor a drawing of that name"


class EditionRole(DownloadRole):
    """The PDF or the EPUB."""

    folder = ""

    def problem(self, name: str) -> str:
        known = edition_names(self.config)
        return "" if name in known else f"no edition {name}: there are {' and '.join(known)}"


def files(srcdir: str | Path) -> list[Path]:
    """Return what a web build copies into ``data/``: the data and the drawings."""
    return [*data_files(srcdir), *sorted(Path(srcdir, "figures").glob("*.svg"))]


def edition_names(config: Config) -> list[str]:
    """Return the file names of the PDF and the EPUB."""
    return [name for name in (getattr(config, "bookpdf_file", ""), f"{config.epub_basename}.epub") if name]


def editions(app: Sphinx) -> dict[str, Path]:
    """Return the PDF and the EPUB by name, as far as they stand in the folders of ``handbook_editions``."""
    folders = [Path(app.confdir, folder) for folder in app.config.handbook_editions]
    return {name: folder / name for name in edition_names(app.config) for folder in folders if (folder / name).exists()}


class ResolveDownloads(SphinxPostTransform):
    """Make a link of each :class:`download_link`, or plain words where there is nothing to link to."""

    default_priority = Priority.BEFORE_REFERENCES

    def run(self, **kwargs: object) -> None:
        web = is_web(app_of(self.env))
        base = self.config.html_baseurl.rstrip("/")
        for node in list(self.document.findall(download_link)):
            path, text = node["path"], node.astext()
            if web:
                there = "/" in path or path in editions(app_of(self.env))
                link = to_root(self.env.docname) + path if there else ""
            else:
                link = f"{base}/{path}" if base else ""
            made = nodes.reference("", text, refuri=link, internal=web, classes=["download"])
            node.replace_self(made if link else nodes.Text(text))


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy the data, the drawings, the PDF and the EPUB into the web site."""
    if exception or not is_web(app):
        return
    out = Path(app.outdir)
    (out / "data").mkdir(exist_ok=True)
    for path in files(app.srcdir):
        shutil.copy(path, out / "data")
    for path in editions(app).values():
        shutil.copy(path, out)
