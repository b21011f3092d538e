"""Back-links: where each source and each claim is used.

A collector notes, page by page, each citation and each ``{claim}`` role with the labelled section or claim that it stands in.
Where a page holds a :class:`~handbook.book.used_in` node, a post-transform puts the list of these places there, as links that
work across pages and in the single document of the PDF.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from handbook import Priority
from handbook.book import Place, app_of, label_of, reading_order, section_number, used_in

Use = tuple[str, str, Place]  # kind (source or claim), key, where


def place_of(section: nodes.section, docname: str) -> Place | None:
    """Return a section as a place, or None where it has no id or no title."""
    title = section.next_node(nodes.title)
    if not section["ids"] or title is None:
        return None
    return Place(docname, label_of(section), title.astext(), not isinstance(section.parent, nodes.section))


def enclosing_place(node: nodes.Node, docname: str) -> Place | None:
    """Return the nearest labelled section, claim or disagreement around *node*, or None outside any."""
    while node is not None:
        if isinstance(node, nodes.container) and node["ids"] and {"claim", "disagreement"} & set(node["classes"]):
            return Place(docname, node["ids"][0], node["ids"][0])
        if isinstance(node, nodes.section) and node["ids"]:
            return place_of(node, docname)
        node = node.parent
    return None


def uses(env: BuildEnvironment) -> dict[str, list[Use]]:
    """Return the uses on each page, by its name."""
    return env.__dict__.setdefault("handbook_uses", {})  # type: ignore[no-any-return]


def sections(env: BuildEnvironment) -> dict[str, list[Place]]:
    """Return the sections of each page, by its name."""
    return env.__dict__.setdefault("handbook_sections", {})  # type: ignore[no-any-return]


class UseCollector(EnvironmentCollector):
    """Fill :func:`uses` and :func:`sections`."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        uses(env).pop(docname, None)
        sections(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        uses(env).update((name, uses(other)[name]) for name in docnames if name in uses(other))
        sections(env).update((name, sections(other)[name]) for name in docnames if name in sections(other))

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        docname = app.env.current_document.docname
        found: list[Use] = []
        for ref in doctree.findall(addnodes.pending_xref):
            place = enclosing_place(ref, docname)
            if place is None:
                continue
            if ref["refdomain"] == "cite":
                found += [("source", target.key, place) for target in parse_citation_targets(ref["reftarget"])]
            elif ref["refdomain"] == "book" and ref["reftype"] == "claim":
                found.append(("claim", ref["reftarget"], place))
        uses(app.env)[docname] = found
        places = (place_of(section, docname) for section in doctree.findall(nodes.section))
        sections(app.env)[docname] = [place for place in places if place]


def every_page(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have every page written again when one has changed.

    Each shows something of others: a verdict, an author, a number, where it is used, the contents beside it.
    """
    # Sphinx adds to the index of the last build and leaves words in it that no page has any more.
    Path(app.outdir, "searchindex.js").unlink(missing_ok=True)
    return sorted(env.found_docs)


def places(env: BuildEnvironment) -> dict[tuple[str, str], list[Place]]:
    """Return for each (kind, key) the places that use it, each once, in the order of the book."""
    found: dict[tuple[str, str], dict[Place, None]] = defaultdict(dict)
    for docname in dict.fromkeys([*reading_order(env), *sorted(uses(env))]):  # pages outside the contents come last
        for kind, key, place in uses(env).get(docname, ()):
            found[kind, key][place] = None
    return {used: list(there) for used, there in found.items()}


class ListPlaces(SphinxPostTransform):
    """Replace each :class:`~handbook.book.used_in` node by the list of places, or by nothing where there is none."""

    default_priority = Priority.BACKLINKS

    def run(self, **kwargs: Any) -> None:
        lists = list(self.document.findall(used_in))
        all_places = places(self.env) if lists else {}
        for node in lists:
            found = all_places.get((node["kind"], node["key"]))
            node.replace_self(self.paragraph(node["label"], found) if found else [])

    def paragraph(self, label: str, found: Iterable[Place]) -> nodes.paragraph:
        line = nodes.paragraph("", f"{label} ", classes=["used-in"])
        for i, place in enumerate(found):
            number = section_number(self.env, place)
            text = nodes.inline("", number or self.unnumbered(place))
            if i:
                line += nodes.Text(", ")
            line += make_refnode(
                app_of(self.env).builder,
                self.env.docname,
                place.docname,
                place.anchor,
                text,
                f"{number} {place.title}" if number else None,
            )
        return line

    def unnumbered(self, place: Place) -> str:
        """Return ``Glossary: People`` for a section of a page without numbers, the id of a claim as it is."""
        if place.title == place.anchor:
            return place.title
        page = "Front page" if place.docname == self.config.root_doc else self.env.titles[place.docname].astext()
        return page if place.whole_page else f"{page}: {place.title}"
