"""citing: controls, the list of citations, and the files."""

from __future__ import annotations

from conftest import Build, Built


def test_address_is_absolute_where_the_base_is_known(build: Build) -> None:
    built = build(conf='\nhtml_baseurl = "https://example.org/book/"\n')
    assert "https://example.org/book/summit.html#summit-days" in (built.out / "cite/summit-days.txt").read_text("utf-8")
    page = built.page("summit.html")
    assert page.select_one("meta[name=citation_public_url]")["content"] == "https://example.org/book/summit.html"
    places = (built.out / "sitemap.xml").read_text("utf-8")
    assert "/summit.html" in places and "search" not in places and "genindex" not in places


def test_control_leads_to_the_list_without_a_script(small: Built) -> None:
    control = small.page("summit.html").select_one("h2 .cite-control")
    assert control["href"] == "lists.html#citing-summit-days"
    assert control["aria-label"] == "Cite Days"


def test_list_follows_a_changed_heading_and_drops_a_lost_label(build: Build) -> None:
    """The list stands on a page that did not change itself."""
    from conftest import PAGES

    lists = PAGES["lists.md"].replace(":::{citations}\n:::\n\n", "")
    pages = {"lists.md": lists, "cites.md": "---\norphan: true\n---\n(cites-page)=\n# How\n\n:::{citations}\n:::\n"}
    before = build(pages)
    assert "Days. Summit" in before.page("cites.html").select_one("#citing-summit-days").text
    after = build({**pages, "summit.md": PAGES["summit.md"].replace("## Days", "## Nights")})
    assert "Nights. Summit" in after.page("cites.html").select_one("#citing-summit-days").text
    gone = build(
        {
            **pages,
            "summit.md": PAGES["summit.md"].replace("summit-days", "summit-nights"),
            "lists.md": lists.replace("summit-days", "summit-nights"),
        }
    )
    assert (gone.out / "cite/summit-nights.bib").exists() and not (gone.out / "cite/summit-days.bib").exists()


def test_newest_of_stacked_labels_is_cited_and_the_old_one_stays(build: Build) -> None:
    page = build(
        {
            "summit.md": "(summit-old)=\n(summit-chapter)=\n# Summit\n\nText {cite:p}`mofa-2025-a` {claim}`caspian-01`.\n\n(summit-days)=\n## Days\n"
        }
    ).page("summit.html")
    assert page.select_one("h1 .cite-control")["data-label"] == "summit-chapter"
    assert page.select_one("#summit-old")
