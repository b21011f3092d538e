"""Typst itself: its version, the fonts that it finds, and the book set by it.

A missing glyph or font, a dead link and a skipped level of headings are errors of Typst for PDF/UA; :mod:`faults` tells where they are.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import typst
from sphinx.errors import SphinxError

from handbook.book import Fault, warn
from handbook.output.pdf import faults

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
NEEDS = (0, 15)  # the first Typst that names a destination for each labelled heading and keeps two standards at once
# Debian's packages of fonts, by the beginning of a family's name; the first that fits.
PACKAGES = {
    "Noto Sans Mono CJK": "fonts-noto-cjk", "Noto Sans CJK": "fonts-noto-cjk", "Noto Serif CJK": "fonts-noto-cjk",
    "Noto Sans Mono": "fonts-noto-mono", "Noto": "fonts-noto-core", "Liberation": "fonts-liberation",
}  # fmt: skip


class Typesetter:
    """Typst with *template*, a file in the folder *sources*, and the fonts of *folder*, or of the system where none is named.

    :raises SphinxError: where Typst is too old, or a font is not there that the template names.
    """

    def __init__(self, sources: Path, template: str, folder: str) -> None:
        check_version()
        self.sources = sources
        self.template = template
        self.fonts = find_fonts(folder)
        self.compiler = typst.Compiler(root=sources, font_paths=self.fonts)
        self.families = self.families_of_template()
        check_fonts(self.families, self.fonts, folder)

    def families_of_template(self) -> list[str]:
        """Return the font families that the template lists as its ``families``."""
        asked = f'#import "/{self.template}": families\n#metadata(families)<families>'
        try:
            compiler = typst.Compiler(asked.encode(), root=self.sources, font_paths=self.fonts)
            return list(json.loads(compiler.query("<families>", field="value", one=True)))
        except typst.TypstError as error:
            raise SphinxError(f"{self.template}: {error.message}") from None

    def typeset(self, source: str, drawings: Sequence[str], made: datetime, find_entry: Callable[[str], str]) -> bytes:
        """Return the PDF of *source*, dated *made*; *drawings* are the SVG files in it, *find_entry* places the key of a work.

        :raises SphinxError: with file and line of the book for each error.
        """
        svgs = [(name, Path(self.sources, name).read_text("utf-8")) for name in drawings]
        for name, svg in svgs:
            check_drawing(name, svg, self.fonts)
        try:
            data, warnings = self.compiler.compile_with_warnings(
                source.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=int(made.timestamp())
            )
        except typst.TypstError as error:
            told = faults.explain(error.diagnostic, source, self.template, find_entry, svgs)
            raise SphinxError("\n".join(["The PDF could not be made:", *told])) from None
        for warning in warnings:
            warn(Fault.PDF, f"Typst: {' '.join([warning.message, *warning.hints])}")
        assert isinstance(data, bytes)
        return data

    def check_used(self, used: set[str]) -> None:
        """:raises SphinxError: where a font in the finished file, such as ``DejaVuSans-Bold``, is of no family of the template."""
        known = tuple(name.replace(" ", "").casefold() for name in self.families)
        if strange := sorted(name for name in used if not name.casefold().startswith(known)):
            raise SphinxError(
                f"The PDF would hold fonts that {self.template} does not name: {', '.join(strange)}; mend the font-family of a drawing"
            )


def check_version() -> None:
    found = version("typst")
    if tuple(int(part) for part in re.findall(r"\d+", found)[:2]) < NEEDS:
        raise SphinxError(
            f"The PDF needs the package typst {'.'.join(map(str, NEEDS))} or newer, not {found}: run make again, or pip install -r requirements.txt"
        )


def find_fonts(folder: str) -> typst.Fonts:
    """Return the fonts of *folder*, or those of the system where none is named."""
    if folder and not Path(folder).is_dir():
        raise SphinxError(f"BOOK_FONTS names no folder: {folder}")
    return typst.Fonts(include_system_fonts=not folder, include_embedded_fonts=False, font_paths=[folder] if folder else [])


def check_fonts(families: Sequence[str], fonts: typst.Fonts, folder: str) -> None:
    """:raises SphinxError: where a family is not there, saying how to get it."""
    there = {name.casefold() for name in fonts.families()}
    missing = [name for name in families if name.casefold() not in there]
    if not missing:
        return
    if shutil.which("dpkg") and not folder:
        packages = sorted(
            {next((package for start, package in PACKAGES.items() if name.startswith(start)), name) for name in missing}
        )
        mend = f"install the Debian packages {' '.join(packages)}"
    else:
        mend = "install them, or put their files into a folder and name it: make pdf BOOK_FONTS=folder"
    raise SphinxError(f"The PDF needs fonts that are not {'in ' + folder if folder else 'here'}: {', '.join(missing)}; {mend}")


def check_drawing(uri: str, svg: str, fonts: typst.Fonts) -> None:
    """:raises SphinxError: where a drawing names first a font that is not there: another would take its place without a word."""
    there = {name.casefold() for name in fonts.families()}
    for named in re.findall(r"""font-family\s*[=:]\s*["']?([^"';>]+)""", svg):
        first = named.split(",")[0].strip()
        if first.casefold() not in there:
            raise SphinxError(f"{uri}: no font {first} for this drawing; install it, or name another in font-family")


def belongs(font: str, families: Sequence[str]) -> bool:
    """Say whether *font*, such as ``NotoSerifCJKsc-Regular``, is of one of the *families*."""
    return font.casefold().startswith(tuple(name.replace(" ", "").casefold() for name in families))
