"""_ext/citing.py and _ext/metadata.py: forms that other people's parsers read, for every section and claim."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
import rispy
from citing import Citation, latex
from conftest import ROOT
from csl_reference import Reference
from pybtex.database import parse_string

CSL_FIELDS = {field.alias or name for name, field in Reference.model_fields.items()}

def test_a_title_with_signs_survives_each_form() -> None:
    cited = Citation("summit-money", "50% of ¥3 trillion & more_so", "The summit", "https://example.org/a.html#summit-money", "Book", "Handbook", "2026.11")
    entry = parse_string(cited.bib(), "bibtex").entries[cited.id]
    assert entry.fields["title"] == "{50\\% of ¥3 trillion \\& more\\_so}"
    assert rispy.loads(cited.ris())[0]["title"] == cited.title
    assert json.loads(cited.json())[0]["title"] == cited.title
    assert cited.title in cited.txt()


def test_latex_escapes() -> None:
    assert latex("a_b & {c}") == r"a\_b \& \{c\}"


def test_address_is_absolute_where_the_base_is_known(build) -> None:
    built = build(conf='\nhtml_baseurl = "https://example.org/book/"\n')
    assert "https://example.org/book/summit.html#summit-days" in (built.out / "cite/summit-days.txt").read_text("utf-8")
    page = built.page("summit.html")
    assert page.select_one("meta[name=citation_public_url]")["content"] == "https://example.org/book/summit.html"
    places = (built.out / "sitemap.xml").read_text("utf-8")
    assert "/summit.html" in places and "search" not in places and "genindex" not in places


def test_control_leads_to_the_list_without_a_script(build) -> None:
    control = build().page("summit.html").select_one("h2 .cite-control")
    assert control["href"] == "lists.html#citing-summit-days"
    assert control["aria-label"] == "Cite Days"


def test_list_follows_a_changed_heading_and_drops_a_lost_label(build) -> None:
    """The list stands on a page that did not change itself."""
    from conftest import PAGES

    lists = PAGES["lists.md"].replace(":::{citations}\n:::\n\n", "")
    pages = {"lists.md": lists, "cites.md": "---\norphan: true\n---\n(cites-page)=\n# How\n\n:::{citations}\n:::\n"}
    before = build(pages)
    assert "Days. Summit" in before.page("cites.html").select_one("#citing-summit-days").text
    after = build({**pages, "summit.md": PAGES["summit.md"].replace("## Days", "## Nights")})
    assert "Nights. Summit" in after.page("cites.html").select_one("#citing-summit-days").text
    gone = build({**pages, "summit.md": PAGES["summit.md"].replace("summit-days", "summit-nights"), "lists.md": lists.replace("summit-days", "summit-nights")})
    assert (gone.out / "cite/summit-nights.bib").exists() and not (gone.out / "cite/summit-days.bib").exists()


def test_newest_of_stacked_labels_is_cited_and_the_old_one_stays(build) -> None:
    page = build({"summit.md": "(summit-old)=\n(summit-chapter)=\n# Summit\n\nText {cite:p}`mofa-2025-a` {claim}`caspian-01`.\n\n(summit-days)=\n## Days\n"}).page("summit.html")
    assert page.select_one("h1 .cite-control")["data-label"] == "summit-chapter"
    assert page.select_one("#summit-old")


@pytest.fixture(scope="module")
def anchors(built_html: Path) -> dict[str, dict[str, object]]:
    return json.loads((built_html / "data/anchors.json").read_text("utf-8"))["anchors"]


def test_every_heading_and_claim_can_be_cited_in_four_forms(pages, anchors, built_html: Path) -> None:
    wanted = set()
    for name, page in pages.items():
        if name in ("index.html", "genindex.html", "search.html"):
            continue
        for heading in page.select("article :is(h1, h2, h3, h4)"):
            wanted.add(heading.find_parent("section")["id"])
        wanted |= {claim["id"] for claim in page.select(".claim")}
    assert len(wanted) > 400
    assert wanted - set(anchors) == set()
    for label in wanted:
        bib, ris, csl = ((built_html / f"cite/{label}.{form}").read_text("utf-8") for form in ("bib", "ris", "json"))
        (entry,) = parse_string(bib, "bibtex").entries.values()
        assert entry.type == "incollection" and entry.fields["url"].endswith(f"#{label}")
        (item,) = rispy.loads(ris)
        assert item["type_of_reference"] == "CHAP" and item["urls"][0].endswith(f"#{label}")
        (item,) = json.loads(csl)
        assert Reference.model_validate(item).title and set(item) <= CSL_FIELDS
        assert (built_html / f"cite/{label}.txt").read_text("utf-8").strip().endswith(f"#{label}")


def test_list_without_a_script_holds_every_citation(pages, anchors) -> None:
    ids = {node["id"] for node in pages["reference/citing.html"].select("li[id^=citing-]")}
    assert {f"citing-{label}" for label in anchors} == ids


def test_anchors_are_in_the_inventory(anchors, built_html: Path) -> None:
    from sphinx.util.inventory import InventoryFile

    with (built_html / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, uri: uri)
    assert set(anchors) - set(inventory["std:label"]) == set()
    claims = {label for label, item in anchors.items() if str(item["title"]).startswith("Claim ")}
    assert claims == set(inventory["book:claim"])


def test_another_book_cites_sections_and_a_claim(build, built_html: Path) -> None:
    """A second Sphinx project reaches the book through intersphinx."""
    conf = (
        '\nextensions = ["myst_parser", "sphinx.ext.intersphinx"]\nprimary_domain = None\n'
        f'intersphinx_mapping = {{"handbook": ("https://handbook.example/", {str(built_html / "objects.inv")!r})}}\n'
    )
    text = (
        "# Other\n\n[](inv:handbook#summit-chapter) [](inv:handbook#corridors-middle) {external+handbook:std:ref}`background-chapter` "
        "[a claim](inv:handbook:book:claim#caspian-04)\n"
    )
    pages: dict[str, str | None] = {"index.md": text, "summit.md": None, "netease-2025-caspian.md": None, "lists.md": None}
    built = build(pages, conf=conf)
    assert built.warnings == ""
    links = [a["href"] for a in built.page("index.html").select("a.external")]
    assert links == [
        "https://handbook.example/chapters/summit.html#summit-chapter",
        "https://handbook.example/chapters/corridors.html#corridors-middle",
        "https://handbook.example/chapters/background.html#background-chapter",
        "https://handbook.example/seeds/netease-2025-caspian.html#caspian-04",
    ]


def test_edition_agrees_everywhere() -> None:
    import yaml

    edition = next(line for line in (ROOT / "conf.py").read_text("utf-8").splitlines() if "release =" in line).split('"')[1]
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == edition
    assert f"## {edition}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
