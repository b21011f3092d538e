"""The pages of the book in reading order, and one set of anchors for all of them.

Sphinx resolves each page on its own; a link to another page is then ``page:NAME`` or ``page:NAME#id`` (:func:`page_uri`), one
within the page ``#id`` or a ``refid``.  In one file ids must differ, so one that several pages have gets the name of its page in
front, and every link is led to the anchor that it means.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from docutils import nodes

Warn = Callable[[str, nodes.Node], None]


class Page(NamedTuple):
    """One page: its name, how deep it stands in the contents (0: the front page), its resolved tree."""

    docname: str
    depth: int
    document: nodes.document


def page_uri(docname: str) -> str:
    """Return how a resolved page links to the page *docname*; ``#id`` may follow."""
    return f"page:{docname}"


def reading_order(includes: Mapping[str, Sequence[str]], root: str) -> Iterator[tuple[str, int]]:
    """Yield each page once, with its depth, in the order in which the contents list them."""
    todo, seen = [(root, 0)], set()
    while todo:
        docname, depth = todo.pop(0)
        if docname not in seen:
            seen.add(docname)
            yield docname, depth
            todo = [(name, depth + 1) for name in includes.get(docname, ())] + todo


class Anchors:
    """The anchors of all pages; making one renames the ids in the trees."""

    def __init__(self, pages: Iterable[Page], warn: Warn) -> None:
        self.pages = list(pages)
        self.warn = warn
        self.titles: dict[str, str] = {}  # page → anchor of its title
        holders: dict[str, list[str]] = defaultdict(list)
        elements = [(page.docname, node) for page in self.pages for node in page.document.findall(nodes.Element)]
        for docname, node in elements:
            for id_ in node["ids"]:
                if docname in holders[id_]:
                    warn(f"the anchor {id_!r} stands twice on this page; rename one", node)
                holders[id_].append(docname)
        self.names = {
            (docname, id_): id_ if len(set(docnames)) == 1 else f"{docname.replace('/', '-')}.{id_}"
            for id_, docnames in holders.items()
            for docname in docnames
        }
        self.all = set(self.names.values())
        for docname, node in elements:
            node["ids"] = [self.names[docname, id_] for id_ in node["ids"]]
            if isinstance(node, nodes.section) and node["ids"]:
                self.titles.setdefault(docname, node["ids"][0])

    def target(self, docname: str, id_: str = "") -> str | None:
        """Return the anchor of *id_* on page *docname*, or of the page's title, or None where there is none."""
        if not id_:
            return self.titles.get(docname)
        return self.names.get((docname, id_)) or (id_ if id_ in self.all else None)

    def mend_links(self) -> None:
        """Give every link within the book the anchor that it leads to as ``refid``; warn of one that leads nowhere."""
        for page in self.pages:
            for node in list(page.document.findall(nodes.reference)):
                uri = node["refuri"] if "refuri" in node else f"#{node['refid']}"
                scheme, _, rest = uri.partition(":")
                if scheme == "page":
                    docname, _, id_ = rest.partition("#")
                elif uri.startswith("#"):
                    docname, id_ = page.docname, uri[1:]
                else:
                    continue
                target = self.target(docname, id_)
                node.attributes.pop("refuri", None)
                if target is None:
                    self.warn(f"the PDF has no anchor for {rest or uri}; link to a label of a page that the contents list", node)
                    node.replace_self(node.children)
                else:
                    node["refid"] = target


def numbers(
    anchors: Anchors,
    sections: Mapping[str, Mapping[str, Sequence[int] | None]],
    figures: Mapping[str, Mapping[str, Mapping[str, Sequence[int]]]],
    formats: Mapping[str, str],
) -> dict[str, str]:
    """Return what stands before the title of a section (``2.3``), table or figure (``Table 2.1``), by anchor.

    *sections* and *figures* are ``toc_secnumbers`` and ``toc_fignumbers`` of Sphinx's environment, *formats* its
    ``numfig_format``.
    """
    found: dict[str, str] = {}
    for docname, by_id in sections.items():
        for id_, number in by_id.items():
            anchor = anchors.target(docname, id_.removeprefix("#"))
            if anchor and number:
                found[anchor] = ".".join(map(str, number))
    for docname, kinds in figures.items():
        for kind, by_name in kinds.items():
            for id_, number in by_name.items():
                if anchor := anchors.names.get((docname, id_)):
                    found[anchor] = formats[kind] % ".".join(map(str, number))
    return found


def mark_term_uses(pages: Iterable[Page]) -> dict[str, list[str]]:
    """Give each link to a glossary term an anchor of its own; return these by the anchor of the term."""
    uses: dict[str, list[str]] = defaultdict(list)
    count: Counter[str] = Counter()
    for page in pages:
        for reference in page.document.findall(nodes.reference):
            inner = reference.children[0] if len(reference.children) == 1 else None
            if isinstance(inner, nodes.inline) and "std-term" in inner["classes"]:
                term = reference["refid"]
                count[term] += 1
                uses[term].append(f"{term}.use{count[term]}")
                reference["ids"].append(uses[term][-1])
    return uses
