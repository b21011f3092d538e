"""The same source gives the same bytes: another folder, number of processes, hash seed, locale and time zone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

SOURCES = (
    "conf.py", "index.md", "refs.bib", "redirects.txt", "chapters", "seeds", "reference", "figures", "_ext", "_static", "_templates",
)  # fmt: skip
ELSEWHERE = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Auckland"}


def files(out: Path) -> dict[str, bytes]:
    """Return what readers get: all files but the note of the build's settings."""
    found = sorted(path for path in out.rglob("*") if path.is_file() and not path.name.startswith(".buildinfo"))
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


@pytest.mark.parametrize("form", ["html", "pdf", "epub"])
def test_a_twin_is_the_same(tmp_path: Path, form: str, built_html: Path, built_pdf: Path, built_epub: Path) -> None:
    """What ``make all`` left in ``_build`` is the first build, with its SOURCE_DATE_EPOCH; this is the second."""
    source = tmp_path / "another" / "place"
    source.mkdir(parents=True)
    for name in SOURCES:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, source / name)
    if form == "html":  # the site takes both in, and the pages of its anchors
        for path in (built_pdf, built_pdf.with_name("pages.json"), built_epub):
            copy = source / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    out = source / "_build" / form
    builder = {"pdf": "bookpdf"}.get(form, form)
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-E",
        "-q",
        "-j",
        "1",
        "-b",
        builder,
        "-d",
        str(source / "_doctrees"),
        str(source),
        str(out),
    ]
    subprocess.run(command, check=True, env={**os.environ, **ELSEWHERE})
    first, second = files(ROOT / "_build" / form), files(out)
    if form == "epub":  # beside the book lie the files that it was packed from
        first, second = ({name: data for name, data in made.items() if name.endswith(".epub")} for made in (first, second))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
