"""The list of works: one pattern for all entries, sorted by author and year; each says what was read and where it is cited."""

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
from sphinx.writers.html5 import HTML5Translator

from handbook import Priority
from handbook.book import app_of, used_in
from handbook.data import written_date
from handbook.sources.cite import entries
from handbook.sources.entries import KINDS, author_of, date_of, field, label_of, outlet_of, year_of


class Labels(BaseLabelStyle):
    """Labels for the list: author and year, which a test holds unique."""

    def format_labels(self, sorted_entries: Sequence[Entry]) -> list[str]:
        return [label_of(entry) for entry in sorted_entries]


class Sorting(BaseSortingStyle):
    """By author without regard to case, then by year with its letter (2025z before 2025aa)."""

    def sorting_key(self, entry: Entry) -> tuple[str, str, int, str, str]:
        author, year = author_of(entry).casefold(), year_of(entry)
        return (author.removeprefix("the "), year[:4], len(year), year, entry.key)


class Formatting(BaseStyle):
    """author (year). Title [translation]. Where it appeared, date. Language. Note. Kind. Address.

    Nothing changes the case of a title or turns a name around.
    """

    default_label_style = Labels
    default_sorting_style = Sorting

    def format_entry(self, label: str, entry: Entry, bib_data: object = None) -> FormattedEntry:
        title = Text(field(entry, "title"))
        if not str(title).startswith("["):  # a description in brackets is not a title
            title = Text(Tag("em", title))
        if translation := field(entry, "titleaddon"):
            title = Text(title, " [", translation, "]")
        parts = [Text(author_of(entry), " (", year_of(entry), "). ", title, full_stop(str(title)))]
        if name := field(entry, "shorttitle"):
            parts.append(Text("Called ", Tag("em", name), " in this book."))
        appeared = ", ".join(part for part in (outlet_of(entry), date_of(entry)) if part)
        parts.append(Text(appeared, full_stop(appeared)))
        if language := field(entry, "language"):
            parts.append(Text("In ", language, "."))
        if note := field(entry, "note"):
            parts.append(Text(note, full_stop(note)))
        parts.append(Text(KINDS[entry.fields["keywords"]], "."))
        if doi := entry.fields.get("doi"):
            parts.append(Text("DOI ", HRef(f"https://doi.org/{doi}", doi), "."))
        if url := entry.fields.get("url"):
            parts.append(HRef(url, shown_address(url)))
        return FormattedEntry(entry.key, Text(" ").join(parts), label)


def full_stop(text: str) -> str:
    """Return the full stop that *text* still lacks."""
    return "" if text.endswith((".", "?", "!", "。", "？")) else "."


def shown_address(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://")


class annotation(nodes.General, nodes.TextElement):
    """What was read of a work; folded on the web."""


def visit_annotation(self: HTML5Translator, node: annotation) -> None:
    self.body.append('<details class="annotation"><summary>What was read</summary><p>')


def depart_annotation(self: HTML5Translator, node: annotation) -> None:
    self.body.append("</p></details>\n")


class FinishWorks(SphinxPostTransform):
    """Make a plain container of each entry, and add what was read of it and where it is cited.

    docutils gives a citation a role that accessibility checkers refuse.
    """

    default_priority = Priority.WORKS

    def run(self, **kwargs: object) -> None:
        known = entries(self.env)
        folded = app_of(self.env).builder.name == "html"
        for citation in list(self.document.findall(nodes.citation)):
            anchor = citation["ids"][0]
            key = anchor.removeprefix("cite-")
            entry = known[key]
            block = nodes.container("", ids=[anchor], classes=["work", f"work-{entry.fields['keywords']}"])
            block.source, block.line = citation.source, citation.line
            block += [child for child in citation.children if not isinstance(child, nodes.label)]
            read = f"{field(entry, 'annotation')} Read: {written_date(entry.fields['urldate'])}."
            block += annotation("", read, classes=["annotation"]) if folded else nodes.paragraph("", read, classes=["annotation"])
            block += used_in("", kind="source", key=key, label="Cited in")
            citation.replace_self(block)
