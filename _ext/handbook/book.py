"""What the rooms share: places in the book and their order, addresses, the edition, warnings, placeholders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

logger = logging.getLogger(__name__)


class Fault(StrEnum):
    """Subtypes of the book's warnings; their type is ``handbook``."""

    CITATION = "citation"
    CLAIM = "claim"
    DRAWING = "drawing"
    LABEL = "label"
    LANGUAGE = "language"
    PDF = "pdf"


def warn(fault: Fault, message: str, location: Any = None) -> None:
    """Report a mistake at *location*: a node, or a page and a line.  The build is run with ``-W``."""
    logger.warning(message, location=location, type="handbook", subtype=fault.value)


class Place(NamedTuple):
    """A labelled section or a claim; *whole_page* where it is the section of the page's title."""

    docname: str
    anchor: str
    title: str
    whole_page: bool = False


class used_in(nodes.General, nodes.Element):
    """Placeholder for the places that use something: ``kind`` (source or claim), ``key``, ``label`` (words before the list)."""


def label_of(section: nodes.section) -> str:
    """Return the id by which a section is cited: that of the label nearest to its heading.

    Of the section's ids it is the first; labels stacked above it stay as targets of their own.
    """
    return section["ids"][0]  # type: ignore[no-any-return]


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """Yield document names in the order of the table of contents."""
    todo, seen = [env.config.root_doc], set()
    while todo:
        name = todo.pop(0)
        if name in seen:
            continue
        seen.add(name)
        yield name
        todo = list(env.toctree_includes.get(name, ())) + todo


def section_number(env: BuildEnvironment, place: Place) -> str:
    """Return the section's number such as ``2.3``, or an empty string for an unnumbered page."""
    numbers = env.toc_secnumbers.get(place.docname, {})
    number = numbers.get("" if place.whole_page else f"#{place.anchor}")
    return ".".join(map(str, number)) if number else ""


def to_root(docname: str) -> str:
    """Return the way from a page to the root of the site: ``../`` for ``chapters/summit``."""
    return "../" * docname.count("/")


def address(config: Config, docname: str, anchor: str = "") -> str:
    """Return the address of a page or of an anchor on it: absolute where the base is known, else from the root of the site."""
    base = config.html_baseurl.rstrip("/")
    return f"{base + '/' if base else ''}{docname}.html{'#' + anchor if anchor else ''}"


class Edition(NamedTuple):
    """The edition that ``release`` names: ``2026.11`` is that of November 2026."""

    year: int
    month: int

    @classmethod
    def of(cls, config: Config) -> Edition:
        year, _, month = config.release.partition(".")
        return cls(int(year), int(month))


def made_at(config: Config) -> datetime:
    """Return the one moment that all files carry: ``SOURCE_DATE_EPOCH``, or midnight of ``edition_date`` where none is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.fromisoformat(config.edition_date).replace(tzinfo=UTC)


def app_of(env: BuildEnvironment) -> Sphinx:
    """Return the application: Sphinx 9.0 deprecates ``SphinxTransform.app`` and has no documented way from a transform to it."""
    return env._app


def is_web(app: Sphinx) -> bool:
    """Say whether the web site is built, which alone has files for readers beside its pages."""
    return app.builder.name == "html"


def table(
    head: list[str],
    rows: list[list[list[nodes.Node]]],
    widths: list[int],
    classes: list[str],
    *,
    stub: bool = True,
) -> nodes.table:
    """Return a table: a cell is a list of inline nodes, *widths* are shares; with *stub* the first cell of a row heads it."""
    columns = [nodes.colspec(colwidth=width) for width in widths]
    if stub:
        columns[0]["stub"] = 1
    group = nodes.tgroup("", *columns, cols=len(widths))

    def row(cells: list[list[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))

    group += nodes.thead("", row([[nodes.Text(name)] for name in head]))
    group += nodes.tbody("", *(row(cells) for cells in rows))
    return nodes.table("", group, classes=[*classes, "colwidths-given"])
