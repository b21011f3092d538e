"""The pages of the PDF: their order, anchors that are unique, links that lead to them, numbers."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes
from docutils.utils import new_document
from handbook.output.pdf.tree import Anchors, Page, mark_term_uses, numbers, page_uri, reading_order


def section(*ids: str, children: Iterable[nodes.Node] = ()) -> nodes.section:
    return nodes.section("", nodes.title("", ids[0]), *children, ids=list(ids))


def link(target: str) -> nodes.paragraph:
    """Return a link as Sphinx resolves it: ``#id`` on the same page, else to another page."""
    where = {"refid": target[1:]} if target.startswith("#") else {"refuri": target}
    return nodes.paragraph("", "", nodes.reference("", "words", **where))


def page(docname: str, *children: nodes.Node) -> Page:
    document = new_document(docname)
    document += list(children)
    return Page(docname, 1, document)


def anchors(*pages: Page) -> tuple[Anchors, list[str]]:
    told: list[str] = []
    return Anchors(pages, lambda message, node: told.append(message)), told


def test_pages_come_in_the_order_of_the_contents_each_once() -> None:
    includes = {"index": ["a", "b"], "a": ["a/one", "a/two"], "b": ["a/one", "index"]}
    assert list(reading_order(includes, "index")) == [("index", 0), ("a", 1), ("a/one", 2), ("a/two", 2), ("b", 1)]


def test_an_id_of_two_pages_gets_the_name_of_its_page_and_others_stay() -> None:
    one, two = page("x/one", section("one", "claims")), page("x/two", section("two", "claims"))
    found, told = anchors(one, two)
    assert [node["ids"] for made in (one, two) for node in made.document.findall(nodes.section)] == [
        ["one", "x-one.claims"],
        ["two", "x-two.claims"],
    ]
    assert found.all == {"one", "two", "x-one.claims", "x-two.claims"} and told == []
    assert found.titles == {"x/one": "one", "x/two": "two"}


def test_links_lead_to_anchors_whichever_page_they_are_on() -> None:
    targets = [page_uri("two"), f"{page_uri('two')}#claims", "#claims", "#one", "https://example.org/#claims"]
    one = page("one", section("one", "claims"), *map(link, targets))
    two = page("two", section("two", "claims"))
    found, told = anchors(one, two)
    found.mend_links()
    assert [node.get("refid") for node in one.document.findall(nodes.reference)] == [
        "two",
        "two.claims",
        "one.claims",
        "one",
        None,
    ]
    assert next(node["refuri"] for node in one.document.findall(nodes.reference) if "refuri" in node) == targets[-1]
    assert told == []


def test_a_link_to_nothing_is_told_and_its_words_stay() -> None:
    one = page("one", section("one"), link(f"{page_uri('gone')}#place"))
    found, told = anchors(one)
    found.mend_links()
    assert told == ["the PDF has no anchor for gone#place; link to a label of a page that the contents list"]
    assert one.document.astext().endswith("words") and not list(one.document.findall(nodes.reference))


def test_an_anchor_that_stands_twice_on_a_page_is_told() -> None:
    assert anchors(page("one", section("one"), section("one")))[1] == ["the anchor 'one' stands twice on this page; rename one"]


def test_numbers_are_those_of_sphinx_by_anchor() -> None:
    found, _ = anchors(page("a", section("a", children=[section("b"), nodes.table("", ids=["t"])])), page("c", section("c")))
    sections: dict[str, dict[str, tuple[int, ...] | None]] = {"a": {"": (2,), "#b": (2, 1)}, "c": {"": None}, "gone": {"": (3,)}}
    assert numbers(found, sections, {"a": {"table": {"t": (2, 1)}}}, {"table": "Table %s"}) == {
        "a": "2",
        "b": "2.1",
        "t": "Table 2.1",
    }


def test_each_use_of_a_term_gets_an_anchor() -> None:
    def term(target: str) -> nodes.reference:
        return nodes.reference("", "", nodes.inline("", "x", classes=["std-term"]), refid=target)

    made = page(
        "one", nodes.paragraph("", "", term("term-a"), term("term-b"), term("term-a"), nodes.reference("", "x", refid="term-a"))
    )
    assert mark_term_uses([made]) == {"term-a": ["term-a.use1", "term-a.use2"], "term-b": ["term-b.use1"]}
    assert [node["ids"] for node in made.document.findall(nodes.reference)] == [
        ["term-a.use1"],
        ["term-b.use1"],
        ["term-a.use2"],
        [],
    ]
