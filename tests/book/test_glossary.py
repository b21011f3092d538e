"""page/glossary: one lasting anchor for each entry, whatever the script of its names."""

from __future__ import annotations

from conftest import Build

GLOSSARY = """
:::{glossary}
Takaichi Sanae
高市早苗
Санаэ Такаити
  Prime minister of Japan.

Summit
峰会
  A meeting of leaders.
:::

See {term}`高市早苗`, {term}`takaichi <Takaichi Sanae>` and {term}`峰会`.
"""


def test_every_name_leads_to_the_entrys_first_id(build: Build) -> None:
    from conftest import PAGES

    built = build({"summit.md": PAGES["summit.md"] + GLOSSARY})
    assert built.warnings == ""
    page = built.page("summit.html")
    assert [a["href"] for a in page.select("a:has(> .std-term)")] == [
        "#term-Takaichi-Sanae",
        "#term-Takaichi-Sanae",
        "#term-Summit",
    ]
    assert [dt["id"] for dt in page.select("dl.glossary dt")] == ["term-Takaichi-Sanae", "term-Summit"]
    index = built.page("genindex.html")
    assert {a.text: a["href"] for a in index.select("td a")}["峰会"] == "summit.html#term-Summit"
