"""Another Sphinx book can cite sections and claims of this one through its inventory."""
from __future__ import annotations

import io
from pathlib import Path

from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

PAGE = """# Another book

[the days](inv:handbook#summit-days), {external+handbook:std:ref}`summit-declaration`,
[the corridor](inv:handbook:std:label#corridors-middle) and [a claim](inv:handbook:book:claim#caspian-04).
"""
ADDRESS = "https://handbook.example.org/"


def test_three_sections_and_a_claim_are_cited_from_outside(tmp_path: Path, built_html: Path) -> None:
    (tmp_path / "index.md").write_text(PAGE, "utf-8")
    (tmp_path / "conf.py").write_text(
        "extensions = ['myst_parser', 'sphinx.ext.intersphinx']\nnitpicky = True\nhtml_theme = 'basic'\n"
        f"intersphinx_mapping = {{'handbook': ({ADDRESS!r}, {str(built_html / 'objects.inv')!r})}}\n", "utf-8",
    )
    said = io.StringIO()
    with patch_docutils(str(tmp_path)), docutils_namespace():
        Sphinx(tmp_path, tmp_path, tmp_path / "out", tmp_path / "doctrees", "html", status=None, warning=said).build()
    assert said.getvalue() == ""
    page = BeautifulSoup((tmp_path / "out/index.html").read_bytes(), "lxml")
    targets = [a["href"].removeprefix(ADDRESS) for a in page.select("a.external")]
    assert targets == [
        "chapters/summit.html#summit-days", "chapters/summit.html#summit-declaration", "chapters/corridors.html#corridors-middle",
        "seeds/netease-2025-caspian.html#caspian-04",
    ]
    for target in targets:
        name, _, label = target.partition("#")
        assert BeautifulSoup((built_html / name).read_bytes(), "lxml").find(id=label)
