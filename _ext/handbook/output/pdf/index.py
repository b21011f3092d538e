"""The index: every index entry and glossary term with the anchors at which it stands.

A glossary term is indexed where it is explained and wherever a ``{term}`` role links to it.  Which pages these are, Typst knows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

# Scripts by the first word of a character's Unicode name; letters of the Latin script stand under themselves.
SCRIPTS = {
    "CYRILLIC": (2, "Cyrillic script"),
    "ARABIC": (4, "Arabic script"),
    "HANGUL": (5, "Korean script"),
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA"), (3, "Chinese and Japanese script")),
}


@dataclass
class Entry:
    """One line of the index: its words, the anchors it stands at, those where it is explained, the lines under it, its "see"."""

    name: str
    anchors: list[str] = field(default_factory=list)
    main: list[str] = field(default_factory=list)
    under: dict[str, Entry] = field(default_factory=dict)
    see: list[str] = field(default_factory=list)

    def sub(self, name: str) -> Entry:
        return self.under.setdefault(name, Entry(name))


def heading_and_key(name: str) -> tuple[tuple[int, str], str]:
    """Return (rank, heading) of the group that *name* belongs to, and what it is sorted by in it.

    >>> heading_and_key("“Ōsaka”")
    ((1, 'O'), 'ōsaka”')
    """
    key = unicodedata.normalize("NFD", name.casefold()).lstrip("\"'“”‘’«»「」『』〈〉《》(ʻ-– ")
    script = unicodedata.name(key[:1] or " ", "").partition(" ")[0]
    if script == "LATIN":
        return (1, key[0].upper()), key
    return SCRIPTS.get(script, (0, "Numbers and signs")), key


def collect(found: Iterable[tuple[str, str, str, bool]], uses: Mapping[str, Sequence[str]]) -> list[Entry]:
    """Return the entries in order.

    *found* has (kind, words, anchor, whether explained there) as Sphinx's ``index`` nodes have them: kinds ``single`` and
    ``pair`` with words parted by ``;``, ``see`` and ``seealso`` with what they point to behind it.  *uses* has the anchors at
    which the explained term of an anchor is used; they are listed once, under its name in the Latin script.

    :raises ValueError: where a kind is not known.
    """
    root = Entry("")

    def add(entry: Entry, anchor: str, main: bool) -> None:
        entry.anchors.append(anchor)
        if main:
            entry.main.append(anchor)
        if heading_and_key(entry.name)[0][0] < 2:
            entry.anchors += uses.get(anchor, ())

    for kind, words, anchor, main in found:
        first, _, second = (part.strip() for part in words.partition(";"))
        if kind in ("see", "seealso"):
            root.sub(first).see.append(("see " if kind == "see" else "see also ") + second)
        elif kind == "pair":
            add(root.sub(first).sub(second), anchor, main)
            add(root.sub(second).sub(first), anchor, main)
        elif kind == "single":
            add(root.sub(first).sub(second) if second else root.sub(first), anchor, main)
        else:
            raise ValueError(f"the index of the PDF does not know entries of kind {kind!r}; write single or pair")
    return in_order(root.under.values())


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (*heading_and_key(entry.name), entry.name))


def groups(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return *entries*, which are in order, under the headings of their groups."""
    return [(heading, list(group)) for (_, heading), group in groupby(entries, key=lambda entry: heading_and_key(entry.name)[0])]
