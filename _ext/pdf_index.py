"""The index of the PDF: every index entry and glossary term with the pages on which it stands.

A glossary term is indexed where it is explained (that page is set bold) and wherever a ``{term}`` role links to it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from docutils.utils import new_document
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries

if TYPE_CHECKING:
    from pdf import Anchors, PdfBuilder

# Scripts by the first word of a character's Unicode name; letters of the Latin script stand under themselves.
SCRIPTS = {
    "CYRILLIC": "Cyrillic script",
    "CJK": "Chinese and Japanese script",
    "HIRAGANA": "Chinese and Japanese script",
    "KATAKANA": "Chinese and Japanese script",
    "HANGUL": "Korean script",
}


class Entry(NamedTuple):
    """One line of the index: its words, the anchors it stands at, those where it is explained, lines under it."""

    name: str
    anchors: list[str]
    main: list[str]
    under: list[Entry]


def has_entries(env: BuildEnvironment) -> bool:
    return any(env.domains.index_domain.entries.values())


def heading_and_key(name: str) -> tuple[tuple[int, str], str]:
    """Return (rank, heading) of the group that *name* belongs to, and what it is sorted by in it."""
    key = unicodedata.normalize("NFD", name.casefold()).lstrip("\"'“”‘’«»「」『』〈〉《》(ʻ-– ")
    script = unicodedata.name(key[:1] or " ", "").partition(" ")[0]
    if script == "LATIN":
        return (1, key[0].upper()), key
    if script in SCRIPTS:
        return (2 if script == "CYRILLIC" else 3, SCRIPTS[script]), key
    return (0, "Numbers and signs"), key


class Index:
    """All entries, collected from the tree of the whole book."""

    def __init__(self, env: BuildEnvironment, builder: PdfBuilder, tree: nodes.document, anchors: Anchors) -> None:
        self.env = env
        uses = mark_uses(tree)

        def entry(name: str, targets: list[tuple[str | None, Any]], under: list[tuple[str, list]]) -> Entry:
            found = [(main, anchors.target(uri, env.config.root_doc)) for main, uri in targets if uri]
            places = [anchor for _, anchor in found if anchor]
            if heading_and_key(name)[0][0] < 2:  # uses are listed once: under the name in the Latin script
                places += [use for anchor in places for use in uses.get(anchor, ())]
            return Entry(name, places, [a for main, a in found if main and a], [entry(n, t, []) for n, t in under])

        groups = IndexEntries(env).create_index(builder) if has_entries(env) else []
        self.entries = [entry(name, targets, under) for _, group in groups for name, (targets, under, _key) in group]
        self.entries.sort(key=lambda e: (*heading_and_key(e.name), e.name))

    def __bool__(self) -> bool:
        return bool(self.entries)

    def document(self, pages: Mapping[str, int]) -> nodes.document:
        """Return the section of the index; *pages* says where each anchor stands."""
        columns = nodes.container("", classes=["index-columns"])
        heading, listed = "", nodes.bullet_list()
        for entry in self.entries:
            (_, script), _key = heading_and_key(entry.name)
            if script != heading:
                heading = script
                listed = nodes.bullet_list()
                columns += [nodes.rubric("", script), listed]
            listed += item(entry, pages)
        section = nodes.section("", nodes.title("", "Index"), columns, ids=["genindex"], classes=["opening", "index"])
        document = new_document("index")
        # One level down, as in the book, so that the title is a heading of the same rank.
        document += nodes.section("", section)
        self.env.apply_post_transforms(document, self.env.config.root_doc)  # marks the languages
        return document


def mark_uses(tree: nodes.document) -> dict[str, list[str]]:
    """Give each link to a glossary term an anchor of its own; return them by the anchor of the term."""
    uses: dict[str, list[str]] = {}
    for reference in tree.findall(nodes.reference):
        if len(reference) == 1 and isinstance(reference[0], nodes.inline) and "std-term" in reference[0]["classes"]:
            anchors = uses.setdefault(reference["refid"], [])
            anchors.append(f"{reference['refid']}.use{len(anchors) + 1}")
            reference["ids"].append(anchors[-1])
    return uses


def item(entry: Entry, pages: Mapping[str, int]) -> nodes.list_item:
    """Return one entry with each of its pages once."""
    line = nodes.paragraph("", entry.name)
    main = {pages[anchor] for anchor in entry.main}
    first = {pages[anchor]: anchor for anchor in reversed(entry.anchors)}
    for page in sorted(first):
        number = nodes.strong("", str(page)) if page in main else nodes.Text(str(page))
        line += [nodes.Text(", "), nodes.reference("", "", number, refid=first[page])]
    made = nodes.list_item("", line)
    if entry.under:
        made += nodes.bullet_list("", *(item(sub, pages) for sub in entry.under))
    return made
