"""Tables made from CSV files.

``{data-table} name`` shows ``<name>.csv`` of one of :data:`FOLDERS`: ``:columns:`` names the columns to show, ``:headings:``
what stands above them, ``:widths:`` their shares of the width, ``:caption:`` what the table shows.  A column ``date`` is written
out (``2025-12-20`` → 20 December 2025); a column ``sources`` holds keys of ``refs.bib``, parted by spaces, and becomes citations.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from handbook.book import table
from handbook.data import rows, written_date
from handbook.sources.cite import entries

FOLDERS = ("figures/data", "reference")
DATA = (".csv", ".geojson")
REQUIRED = ("columns", "headings", "widths", "caption")


class DataTableDirective(SphinxDirective):
    """Show a CSV file as a table."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        **dict.fromkeys(REQUIRED, directives.unchanged_required),
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        name = f"{self.arguments[0]}.csv"
        path = next((path for path in data_files(self.env.srcdir) if path.name == name), Path(self.env.srcdir, FOLDERS[0], name))
        self.env.note_dependency(str(path))
        missing = [name for name in REQUIRED if name not in self.options]
        if missing:
            raise self.error(f"data-table {self.arguments[0]} lacks :{missing[0]}:")
        if not path.exists():
            raise self.error(f"no file {name} in {' or '.join(FOLDERS)}")
        columns, headings, widths = (
            [word.strip() for word in self.options[name].split(",")] for name in ("columns", "headings", "widths")
        )
        if not len(columns) == len(headings) == len(widths) or not all(width.isdigit() for width in widths):
            raise self.error(":columns:, :headings: and :widths: must be equally many, and the widths whole numbers")
        try:
            names, found = rows(path)
            lacking = [name for name in columns if name not in names]
            if lacking:
                raise ValueError(f"{path.name} has no column {lacking[0]!r}")
            cells = [[self.cell(f"{path.name}:{line}", name, row[name]) for name in columns] for line, row in found]
        except ValueError as error:
            raise self.error(str(error)) from error
        made = table(
            headings, cells, [int(width) for width in widths], [*self.options.get("class", []), "data-table"], stub=False
        )
        made.insert(0, nodes.title("", "", *self.parse_inline(self.options["caption"], lineno=self.lineno)[0]))
        self.add_name(made)
        self.set_source_info(made)
        return [made]

    def cell(self, where: str, name: str, text: str) -> list[nodes.Node]:
        """Return the inline nodes of one cell.

        :raises ValueError: beginning with *where*, if the column *name* cannot hold *text*.
        """
        if name == "sources":
            keys = text.split()
            if not keys:
                raise ValueError(f"{where}: a row needs a source")
            unknown = [key for key in keys if key not in entries(self.env)]
            if unknown:
                raise ValueError(f"{where}: no entry {unknown[0]!r} in refs.bib")
            return self.parse_inline("{cite:p}`" + ",".join(keys) + "`", lineno=self.lineno)[0]
        if name == "date":
            try:
                return [nodes.Text(written_date(text))]
            except ValueError:
                raise ValueError(f"{where}: {text!r} is not a date such as 2025-12-20") from None
        return [nodes.Text(text)]


def data_files(srcdir: str | Path) -> list[Path]:
    """Return the CSV files and other data of the book."""
    return sorted(path for folder in FOLDERS for path in Path(srcdir, folder).glob("*.*") if path.suffix in DATA)
