"""Tables made from CSV files, and links to the files themselves.

Directive ``{data-table} name`` shows ``figures/data/<name>.csv``: ``:columns:`` names the columns to show, ``:headings:``
what stands above them, ``:caption:`` what the table shows.  A column ``date`` is written out (``2025-12-20`` → 20 December
2025); a column ``sources`` holds keys of ``refs.bib``, parted by spaces, and becomes citations.

Role ``{data}`name.csv` `` links to a file of the site's ``data/`` folder on the web and names it elsewhere; ``{edition}`` links
to the PDF or the EPUB where it was built.  A web build copies the data, the drawings and the editions there.
"""
from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path
from typing import ClassVar

from bibliography import written_date
from docutils import nodes
from docutils.parsers.rst import directives
from ledger import table
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.typing import ExtensionMetadata, OptionSpec

FOLDER = "figures/data"
MADE = ("anchors.json", "claims.csv", "claims.json")  # the build itself leaves these in data/


class data_link(nodes.Inline, nodes.TextElement):
    """A link to ``data/<name>``, resolved when the builder is known."""


class DataTableDirective(SphinxDirective):
    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        "columns": directives.unchanged_required,
        "headings": directives.unchanged_required,
        "widths": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        path = Path(self.env.srcdir, FOLDER, f"{self.arguments[0]}.csv")
        self.env.note_dependency(str(path))
        missing = [name for name in ("columns", "headings", "widths", "caption") if name not in self.options]
        if missing:
            raise self.error(f"data-table {self.arguments[0]} lacks :{missing[0]}:")
        split = {name: [word.strip() for word in self.options[name].split(",")] for name in ("columns", "headings", "widths")}
        if not path.exists():
            raise self.error(f"no file {FOLDER}/{path.name}")
        if len({len(words) for words in split.values()}) > 1 or not all(width.isdigit() for width in split["widths"]):
            raise self.error(":columns:, :headings: and :widths: must be equally many, and the widths whole numbers")
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                names = reader.fieldnames or ()
                rows = [(reader.line_num, row) for row in reader]
        except (csv.Error, UnicodeDecodeError) as error:
            raise self.error(f"{FOLDER}/{path.name}: {error}") from error
        lacking = [name for name in split["columns"] if name not in names]
        if lacking:
            raise self.error(f"{FOLDER}/{path.name} has no column {lacking[0]!r}")
        cells = []
        for number, row in rows:
            if None in row or None in row.values():
                raise self.error(f"{FOLDER}/{path.name}:{number}: expected {len(names)} cells")
            cells.append([self.cell(path, number, name, row[name]) for name in split["columns"]])
        widths = [int(width) for width in split["widths"]]
        made = table(split["headings"], cells, widths, [*self.options.get("class", []), "data-table"], stub=False)
        made.insert(0, nodes.title("", "", *self.parse_inline(self.options["caption"], lineno=self.lineno)[0]))
        self.add_name(made)
        self.set_source_info(made)
        return [made]

    def cell(self, path: Path, number: int, name: str, text: str) -> list[nodes.Node]:
        """Return the inline nodes of one cell."""
        if name == "sources":
            known = self.env.get_domain("cite").bibdata.data.entries  # type: ignore[attr-defined]
            unknown = [key for key in text.split() if key not in known]
            if unknown or not text.split():
                raise self.error(f"{FOLDER}/{path.name}:{number}: no entry {unknown[0]!r} in refs.bib" if unknown else
                                 f"{FOLDER}/{path.name}:{number}: a row needs a source")
            return self.parse_inline("{cite:p}`" + ",".join(text.split()) + "`", lineno=self.lineno)[0]
        if name == "date":
            try:
                return [nodes.Text(written_date(text))]
            except ValueError:
                raise self.error(f"{FOLDER}/{path.name}:{number}: {text!r} is not a date such as 2025-12-20") from None
        return [nodes.Text(text)]


class DataRole(SphinxRole):
    """``{data}`name.csv` `` or ``{data}`words <name.csv>` ``; ``{edition}`` alike for the PDF and the EPUB at the site's root."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        match = re.fullmatch(r"(?:(.*?)\s*<)?([\w.-]+)>?", self.text)
        if not match:
            return [], [self.inliner.reporter.error(f"not the name of a file: {self.text!r}", line=self.lineno)]
        if self.folder and match[2] not in MADE and match[2] not in [path.name for path in data_files(self.env.srcdir)]:
            return [], [self.inliner.reporter.error(f"no file {match[2]} in {FOLDER}, nor a drawing", line=self.lineno)]
        books = (getattr(self.config, "bookpdf_file", None), f"{self.config.epub_basename}.epub")
        if not self.folder and match[2] not in books:
            known = " and ".join(filter(None, books))
            return [], [self.inliner.reporter.error(f"no edition {match[2]}: there are {known}", line=self.lineno)]
        return [data_link("", match[1] or match[2], name=match[2], folder=self.folder)], []


class ResolveDataLinks(SphinxPostTransform):
    default_priority = 9

    def run(self, **kwargs: object) -> None:
        builder = self.app.builder
        for node in list(self.document.findall(data_link)):
            path, text, base = node["folder"] + node["name"], node.astext(), self.config.html_baseurl.rstrip("/")
            link = None
            if builder.name != "html":
                link = f"{base}/{path}" if base else None
            elif node["folder"] or editions(self.app, node["name"]):
                link = "../" * self.env.docname.count("/") + path
            made = nodes.reference("", text, refuri=link, internal=builder.name == "html", classes=["download"])
            node.replace_self(made if link else nodes.Text(text))


def data_files(srcdir: str | Path) -> list[Path]:
    """Return what a web build copies into ``data/``: the data and the drawings."""
    folder = Path(srcdir, FOLDER)
    return sorted([*folder.glob("*.*"), *folder.parent.glob("*.svg")])


def editions(app: Sphinx, name: str = "*") -> list[Path]:
    """Return the PDF and the EPUB, as far as they were built beside the web site."""
    built = Path(app.outdir).parent
    return [path for kind in ("pdf", "epub") for path in sorted(built.glob(f"{kind}/{name}")) if path.suffix == f".{kind}"]


def copy_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy the data, and the PDF and EPUB where they were built, into the site."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    (out / "data").mkdir(exist_ok=True)
    for path in data_files(app.srcdir):
        shutil.copy(path, out / "data")
    for path in editions(app):
        shutil.copy(path, out)


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("ledger")
    app.add_node(data_link)
    app.add_directive("data-table", DataTableDirective)
    app.add_role("data", DataRole("data/"))
    app.add_role("edition", DataRole(""))
    app.add_post_transform(ResolveDataLinks)
    app.connect("build-finished", copy_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
