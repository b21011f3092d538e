"""Remember which section uses which source and which claim, and say so at the source and the claim.

An environment collector notes, page by page, each citation and each ``{claim}`` role with the labelled
section (or claim) that it stands in.  Where a page holds a :class:`used_in` node, a post-transform puts the list of
these places there, as links that work across pages and in the single page of the PDF.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import ExtensionMetadata
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.nodes import bibliography


class used_in(nodes.General, nodes.Element):
    """Placeholder: ``kind`` (source or claim), ``key``, ``label`` (the words before the list)."""


class made_from_claims(nodes.General, nodes.Element):
    """Placeholder for what _ext/ledger.py makes of all claims: ``kind`` and, for one claim, ``key``."""


class Place(NamedTuple):
    """A labelled section or a claim: where something is used."""

    docname: str
    anchor: str
    title: str


def enclosing_place(node: nodes.Node, docname: str) -> Place | None:
    """Return the nearest labelled section, claim or disagreement around *node*, or None outside any."""
    while node is not None:
        if isinstance(node, nodes.container) and node["ids"] and {"claim", "disagreement"} & set(node["classes"]):
            return Place(docname, node["ids"][0], node["ids"][0])
        if isinstance(node, nodes.section) and node["ids"]:
            title = node.next_node(nodes.title)
            return Place(docname, label_of(node), title.astext() if title else "")
        node = node.parent
    return None


def label_of(section: nodes.section) -> str:
    """Return the id by which a section is cited: that of the label nearest to its heading.

    Of the section's ids it is the first; labels stacked above it stay as targets of their own
    (``tests/test_citing.py`` holds both).
    """
    return section["ids"][0]


class UseCollector(EnvironmentCollector):
    """Keep for each page its uses, as (kind, key, place), and its sections."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        for store in (uses(env), sections(env)):
            store.pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        uses(env).update((name, uses(other)[name]) for name in docnames if name in uses(other))
        sections(env).update((name, sections(other)[name]) for name in docnames if name in sections(other))

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        docname = app.env.docname
        found: list[tuple[str, str, Place]] = []
        for ref in doctree.findall(addnodes.pending_xref):
            place = enclosing_place(ref, docname)
            if place is None:
                continue
            if ref["refdomain"] == "cite":
                found += [("source", target.key, place) for target in parse_citation_targets(ref["reftarget"])]
            elif ref["refdomain"] == "book" and ref["reftype"] == "claim":
                found.append(("claim", ref["reftarget"], place))
        uses(app.env)[docname] = found
        titled = [(section, section.next_node(nodes.title)) for section in doctree.findall(nodes.section) if section["ids"]]
        sections(app.env)[docname] = [Place(docname, label_of(section), title.astext()) for section, title in titled if title]
        lists = (used_in, made_from_claims, bibliography)
        if next(doctree.findall(lambda node: isinstance(node, lists)), None):
            app.env.metadata[docname]["book-lists"] = "yes"


def pages_with_lists(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have every page that holds a list of uses written again when any page has changed."""
    return [docname for docname, data in env.metadata.items() if "book-lists" in data]


def uses(env: BuildEnvironment) -> dict[str, list[tuple[str, str, Place]]]:
    if not hasattr(env, "book_uses"):
        env.book_uses = {}  # type: ignore[attr-defined]
    return env.book_uses  # type: ignore[attr-defined]


def sections(env: BuildEnvironment) -> dict[str, list[Place]]:
    if not hasattr(env, "book_sections"):
        env.book_sections = {}  # type: ignore[attr-defined]
    return env.book_sections  # type: ignore[attr-defined]


def places(env: BuildEnvironment) -> dict[tuple[str, str], list[Place]]:
    """Return for each (kind, key) the places that use it, each once, in the order of the book."""
    found: dict[tuple[str, str], dict[Place, None]] = defaultdict(dict)
    for docname in dict.fromkeys([*reading_order(env), *sorted(uses(env))]):  # pages outside the contents come last
        for kind, key, place in uses(env).get(docname, ()):
            found[kind, key][place] = None
    return {used: list(places) for used, places in found.items()}


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """Yield document names in the order of the table of contents."""
    todo, seen = [env.config.root_doc], set()
    while todo:
        name = todo.pop(0)
        if name in seen:
            continue
        seen.add(name)
        yield name
        todo = list(env.toctree_includes.get(name, ())) + todo


def section_number(env: BuildEnvironment, place: Place) -> str:
    """Return the section's number such as ``2.3``, or an empty string for an unnumbered page."""
    numbers = env.toc_secnumbers.get(place.docname, {})
    number = numbers.get(f"#{place.anchor}") or (numbers.get("") if place.anchor.endswith("-chapter") else None)
    return ".".join(map(str, number)) if number else ""


class ListPlaces(SphinxPostTransform):
    """Replace each :class:`used_in` node by the list of places, or by nothing where there is none."""

    default_priority = 8  # after bibtex has made the entries (5), before references are resolved (10)

    def run(self, **kwargs: object) -> None:
        lists = list(self.document.findall(used_in))
        all_places = places(self.env) if lists else {}
        for node in lists:
            found = all_places.get((node["kind"], node["key"]))
            node.replace_self(self.paragraph(node["label"], found) if found else [])

    def paragraph(self, label: str, found: list[Place]) -> nodes.paragraph:
        line = nodes.paragraph("", f"{label} ", classes=["used-in"])
        for i, place in enumerate(found):
            number = section_number(self.env, place)
            text = nodes.inline("", number or self.unnumbered(place))
            if i:
                line += nodes.Text(", ")
            line += make_refnode(
                self.app.builder, self.env.docname, place.docname, place.anchor, text,
                f"{number} {place.title}" if number else None,
            )
        return line


    def unnumbered(self, place: Place) -> str:
        """Return ``Glossary: People`` for a section of a page without numbers, the id of a claim as it is."""
        if place.title == place.anchor:
            return place.title
        page = "Front page" if place.docname == self.config.root_doc else self.env.titles[place.docname].astext()
        whole = place.title == self.env.titles[place.docname].astext()
        return page if whole else f"{page}: {place.title}"


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_node(used_in)
    app.add_node(made_from_claims)
    app.add_env_collector(UseCollector)
    app.add_post_transform(ListPlaces)
    app.connect("env-updated", pages_with_lists)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
