"""The trimmed style sheet of the theme is that of this site."""

from __future__ import annotations

from pathlib import Path

import trim_css


def test_the_trimmed_sheet_is_up_to_date(built_html: Path) -> None:
    assert trim_css.SHEET.read_text("utf-8") == trim_css.trimmed(), "run make css and commit _static/styles/furo.css"


def test_the_site_has_the_trimmed_sheet(built_html: Path) -> None:
    assert (built_html / "_static/styles/furo.css").read_bytes() == trim_css.SHEET.read_bytes()
