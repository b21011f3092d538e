"""Typst itself: its version, the fonts that it finds, and the book set by it.

For PDF/UA a missing glyph, a dead link or a skipped level of headings is an error of Typst; :mod:`faults` tells where it is.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import typst

from handbook.book import Fault, warn
from handbook.output.pdf.faults import CannotBeSet, explain, line_of

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
NEEDS = (0, 15)  # the first Typst that names a destination for each labelled heading and keeps two standards at once
# Debian's packages of fonts, by the beginning of a family's name; the first that fits.
PACKAGES = {
    "Noto Sans Mono CJK": "fonts-noto-cjk",
    "Noto Sans CJK": "fonts-noto-cjk",
    "Noto Serif CJK": "fonts-noto-cjk",
    "Noto Sans Mono": "fonts-noto-mono",
    "Noto": "fonts-noto-core",
    "Liberation": "fonts-liberation",
}


class Typesetter:
    """Typst with *template*, a file in the folder *sources*, and the fonts of *folder*, or of the system where none is named.

    :raises CannotBeSet: where Typst is too old, or a font is not there that the template names.
    """

    def __init__(self, sources: Path, template: str, folder: str) -> None:
        check_version(version("typst"))
        if folder and not Path(folder).is_dir():
            raise CannotBeSet((f"BOOK_FONTS names no folder: {folder}", ""))
        self.sources = sources
        self.template = template
        self.fonts = typst.Fonts(
            include_system_fonts=not folder, include_embedded_fonts=False, font_paths=[folder] if folder else []
        )
        self.families = self.families_of_template()
        check_fonts(self.families, self.fonts.families(), folder, debian=shutil.which("dpkg") is not None)

    def families_of_template(self) -> list[str]:
        """Return the font families that the template lists as ``families``; none where it has an error, which the book tells."""
        asked = f'#import "/{self.template}": families\n#metadata(families)<families>'
        compiler = typst.Compiler(asked.encode(), root=self.sources, font_paths=self.fonts)
        try:
            return list(json.loads(compiler.query("<families>", field="value", one=True)))
        except RuntimeError:
            return []

    def typeset(self, source: str, drawings: Iterable[str], made: datetime, find_entry: Callable[[str], str]) -> bytes:
        """Return the PDF of *source*, dated *made*; *drawings* are the SVG files in it, *find_entry* places the key of a work.

        :raises CannotBeSet: with file and line of the book for each error.
        """
        svgs = [(name, Path(self.sources, name).read_text("utf-8")) for name in drawings]
        if faults := [fault for name, svg in svgs for fault in faults_of_drawing(name, svg, self.families)]:
            raise CannotBeSet(*faults)
        compiler = typst.Compiler(root=self.sources, font_paths=self.fonts)
        try:
            data, warnings = compiler.compile_with_warnings(
                source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=int(made.timestamp())
            )
        except typst.TypstError as error:
            raise explain(error.diagnostic, source, self.template, find_entry, svgs) from None
        for warning in warnings:
            warn(Fault.PDF, f"Typst: {' '.join([warning.message, *warning.hints])}")
        assert isinstance(data, bytes)
        return data


def check_version(found: str) -> None:
    """:raises CannotBeSet: where *found* is too old a Typst."""
    if tuple(int(part) for part in re.findall(r"\d+", found)[:2]) < NEEDS:
        needed = ".".join(map(str, NEEDS))
        raise CannotBeSet((f"the PDF needs the package typst {needed} or newer, not {found}; install requirements.txt again", ""))


def check_fonts(families: Sequence[str], there: Iterable[str], folder: str, *, debian: bool) -> None:
    """:raises CannotBeSet: where a family is not *there*, saying how to get it."""
    known = {name.casefold() for name in there}
    missing = [name for name in families if name.casefold() not in known]
    packages = {next((package for start, package in PACKAGES.items() if name.startswith(start)), "") for name in missing}
    if debian and not folder and all(packages):
        mend = f"install the Debian packages {' '.join(sorted(packages))}"
    else:
        mend = "install them, or put their files into a folder and name it: make pdf BOOK_FONTS=folder"
    if missing:
        where = f"in {folder}" if folder else "here"
        raise CannotBeSet((f"the PDF needs fonts that are not {where}: {', '.join(missing)}; {mend}", ""))


def faults_of_drawing(name: str, svg: str, families: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a drawing: it is no SVG, or names first a font that the book has not and Typst would replace."""
    try:
        ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        yield f"this is no SVG file ({error}); draw it again", f"{name}:{error.position[0]}"
    for named in re.finditer(r"""font-family\s*[=:]\s*["']?([^"';>,]+)""", svg):
        if named[1].strip() not in families:
            message = f"{named[1].strip()} is no font of the book; name first in font-family one of {', '.join(families)}"
            yield message, f"{name}:{line_of(svg, named.start())}"


def check_used(used: Iterable[str], families: Sequence[str], template: str) -> None:
    """:raises CannotBeSet: where a font of the finished file, such as ``DejaVuSans-Bold``, is of none of the *families*."""
    known = tuple(name.replace(" ", "").casefold() for name in families)
    if strange := sorted(name for name in used if not name.casefold().startswith(known)):
        raise CannotBeSet((f"the PDF would hold fonts that {template} does not name: {', '.join(strange)}", ""))
