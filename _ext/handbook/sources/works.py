"""The list of works: one pattern for all entries, sorted by author and year, each saying where it is cited."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from pybtex.database import Entry
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook import Priority
from handbook.book import used_in
from handbook.sources.cite import entries
from handbook.sources.entries import KINDS, author_of, cited_as, date_of, plain


class Labels(BaseLabelStyle):
    """Labels for the list: author and year, which a test holds unique."""

    def format_labels(self, sorted_entries: Sequence[Entry]) -> list[str]:
        return [f"{cited_as(entry)} {entry.fields['year']}" for entry in sorted_entries]


class Sorting(BaseSortingStyle):
    """By author without regard to case, then by year with its letter (2025z before 2025aa)."""

    def sorting_key(self, entry: Entry) -> tuple[str, str, int, str, str]:
        author, year = author_of(entry).casefold(), entry.fields["year"]
        return (author.removeprefix("the "), year[:4], len(year), year, entry.key)


class Formatting(BaseStyle):
    """author (year). Title [translation]. Publisher, date. Language. Note. Kind. Address.

    Nothing changes the case of a title or turns a name around.
    """

    default_label_style = Labels
    default_sorting_style = Sorting

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        fields = entry.fields

        def text(name: str) -> Text:
            return Text(plain(fields[name]))

        title = text("title")
        if not str(title).startswith("["):  # a description in brackets is not a title
            title = Text(Tag("em", title))
        if "titleaddon" in fields:
            title = Text(title, " [", text("titleaddon"), "]")
        parts = [Text(author_of(entry), " (", fields["year"], "). ", title, full_stop(str(title)))]
        publisher = [text("publisher")] if "publisher" in fields else []
        parts.append(Text(Text(", ").join([*publisher, Text(date_of(entry))]), "."))
        if "language" in fields:
            parts.append(Text("In ", text("language"), "."))
        if "note" in fields:
            parts.append(Text(text("note"), full_stop(fields["note"])))
        parts.append(Text(KINDS[fields["keywords"]], "."))
        if "url" in fields:
            parts.append(HRef(fields["url"], fields["url"].removeprefix("https://").removeprefix("http://")))
        return FormattedEntry(entry.key, Text(" ").join(parts), label)


def full_stop(text: str) -> str:
    """Return the full stop that *text* still lacks."""
    return "" if text.endswith((".", "?", "!", "。", "？")) else "."


class FinishWorks(SphinxPostTransform):
    """Make a plain container of each entry and add where it is cited.

    docutils gives a citation a role that accessibility checkers refuse.
    """

    default_priority = Priority.WORKS

    def run(self, **kwargs: object) -> None:
        known = entries(self.env)
        for citation in list(self.document.findall(nodes.citation)):
            anchor = citation["ids"][0]
            key = anchor.removeprefix("cite-")
            block = nodes.container("", ids=[anchor], classes=["work", f"work-{known[key].fields['keywords']}"])
            block.source, block.line = citation.source, citation.line
            block += [child for child in citation.children if not isinstance(child, nodes.label)]
            block += used_in("", kind="source", key=key, label="Cited in")
            citation.replace_self(block)
