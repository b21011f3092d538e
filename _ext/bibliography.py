"""The book's way with sources: author–date citations in round brackets and one list of works.

Entries of ``refs.bib`` use the fields ``author`` (an institution in double braces, a person as ``Surname, Given``),
``title``, ``titleaddon`` (the English translation of a title in another language), ``publisher``, ``year`` with its letter
(``2025c``), ``month`` and ``day`` as numbers, ``language`` (left out for English), ``url``, ``note`` and ``keywords`` (what
kind of source it is).  All entries are set alike; nothing changes the case of a title or turns a name around.
"""
from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from pathlib import Path

from backlinks import used_in
from docutils import nodes
from pybtex.database import BibliographyDataError, Entry, parse_file
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin as find_pybtex_plugin
from pybtex.plugin import register_plugin as register_pybtex_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node as TemplateNode
from pybtex.style.template import node
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.plugin import register_plugin as register_bibtex_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

KINDS = {
    "seed": "Seed article",
    "primary": "Primary document",
    "statistics": "Statistics",
    "academic": "Academic work",
    "thinktank": "Policy research",
    "agency": "News agency",
    "press": "Press",
    "commentary": "Commentary",
}


def author_of(entry: Entry) -> str:
    """Return the authors for the list: ``Dadabaev, Timur``, an institution as written; several are joined by "and"."""
    people = [(p.prelast_names + p.last_names, p.first_names + p.middle_names) for p in entry.persons.get("author", [])]
    return _joined([", ".join(plain(" ".join(part)) for part in parts if part) for parts in people])


def cited_as(entry: Entry) -> str:
    """Return the authors as a citation names them: by surname, or the institution."""
    return _joined([plain(" ".join(p.prelast_names + p.last_names)) for p in entry.persons.get("author", [])])


def plain(value: str) -> str:
    """Return a field as it reads, without the braces and the backslashes before ``& % # _`` that BibTeX wants.

    No other LaTeX may stand in ``refs.bib``; a test sees to that.
    """
    return re.sub(r"[{}]|\\([&%#_])", r"\1", value)


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)


def date_of(entry: Entry) -> str:
    """Return ``20 December 2025``, ``December 2025`` or the year, as far as the entry knows the date.

    :raises ValueError: where the fields give no such date.
    """
    year, month, day = entry.fields["year"], entry.fields.get("month"), entry.fields.get("day")
    if day and not month:
        raise ValueError("a day without a month")
    if not year[:4].isdigit():
        return "undated"
    return written_date("-".join(part for part in (year[:4], month, day) if part))


def written_date(iso: str) -> str:
    """Return ``2025-12-20`` as ``20 December 2025``, ``2025-12`` as ``December 2025``, ``2025`` as it is.

    :raises ValueError: where *iso* is no such date.
    """
    if not re.fullmatch(r"[12]\d{3}(-\d{1,2}){0,2}", iso):
        raise ValueError(iso)
    year, month, day = [*map(int, iso.split("-")), 0, 0][:3]
    if iso.count("-") != (month > 0) + (day > 0) or month > 12 or (month and day > calendar.monthrange(year, month)[1]):
        raise ValueError(iso)
    return " ".join(part for part in (str(day or ""), calendar.month_name[month], str(year)) if part)


class Labels(BaseLabelStyle):
    """Labels for the list: author and year, which a test holds unique."""

    def format_labels(self, sorted_entries):  # type: ignore[no-untyped-def]
        return [f"{cited_as(entry)} {entry.fields['year']}" for entry in sorted_entries]


class Sorting(BaseSortingStyle):
    """By author without regard to case, then by year with its letter (2025z before 2025aa)."""

    def sorting_key(self, entry):  # type: ignore[no-untyped-def]
        author = author_of(entry).casefold()
        year = entry.fields["year"]
        return (author.removeprefix("the "), year[:4], len(year), year, entry.key)


class Formatting(BaseStyle):
    """One pattern for every type: author (year). Title [translation]. Publisher, date. Language. Address."""

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
        parts = [Text(author_of(entry), " (", fields["year"], "). ", title, _stop(str(title)))]
        publisher = [text("publisher")] if "publisher" in fields else []
        parts.append(Text(Text(", ").join([*publisher, Text(date_of(entry))]), "."))
        if "language" in fields:
            parts.append(Text("In ", text("language"), "."))
        if "note" in fields:
            parts.append(Text(text("note"), _stop(fields["note"])))
        parts.append(Text(KINDS[fields["keywords"]], "."))
        if "url" in fields:
            parts.append(HRef(fields["url"], fields["url"].removeprefix("https://").removeprefix("http://")))
        return FormattedEntry(entry.key, Text(" ").join(parts), label)


def _stop(text: str) -> str:
    return "" if text.endswith((".", "?", "!", "。", "？")) else "."


@node
def _cited_as(children: list[object], context: dict[str, Entry]) -> Text:
    return Text(cited_as(context["entry"]))


class Authors(PersonStyle):
    """Authors as :func:`cited_as` gives them, where bibtex would read each name as LaTeX again at every citation."""

    def author_or_editor_or_title(self, full: bool) -> TemplateNode:
        return _cited_as


@dataclass
class RoundAuthorYear(AuthorYearReferenceStyle):
    """(MOFA Japan 2025c, ¶12)."""

    person: PersonStyle = field(default_factory=Authors)

    bracket_textual: BracketStyle = field(default_factory=lambda: BracketStyle(left="(", right=")"))
    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(left="(", right=")", sep="; "))
    author_year_sep: str = " "


class FinishEntries(SphinxPostTransform):
    """Mend the list of works: a marked seed leads to its record, each entry says where it is cited, and the
    roles that docutils gives to a citation (which accessibility checkers refuse) are avoided by plain containers."""

    default_priority = 6  # right after bibtex has made the entries (5), before ListPlaces (8)

    def run(self, **kwargs: object) -> None:
        bibdata = self.env.get_domain("cite").bibdata.data  # type: ignore[attr-defined]
        for citation in list(self.document.findall(nodes.citation)):
            anchor = citation["ids"][0]
            key = anchor.removeprefix("cite-")
            entry = bibdata.entries[key]
            block = nodes.container("", ids=[anchor], classes=["work", f"work-{entry.fields['keywords']}"])
            block.source, block.line = citation.source, citation.line
            block += [child for child in citation.children if not isinstance(child, nodes.label)]
            block += used_in("", kind="source", key=key, label="Cited in")
            citation.replace_self(block)


class LeanCitations(SphinxPostTransform):
    """Take the numbered id from each citation in the text: nothing leads there, and it would change with every new citation."""

    default_priority = 850  # after references are resolved (10)

    def run(self, **kwargs: object) -> None:
        for citation in self.document.findall(nodes.inline):
            if "bibtex-citation" in citation["classes"]:
                citation["ids"] = []


def check_entries(app: Sphinx) -> None:
    """Stop at entries that could not be listed; in the middle of a build they would end in a traceback that names none."""
    wrong = []
    for name in app.config.bibtex_bibfiles or ():
        file = Path(app.confdir, name)
        try:
            entries = parse_file(file, "bibtex").entries if file.exists() else {}
        except BibliographyDataError:
            continue  # a repeated key: bibtex warns of it
        except PybtexError as error:
            raise SphinxError(f"{name}: {error}") from error
        for key, entry in entries.items():
            if problem := problem_of(entry):
                before = re.split(rf"@\w+\s*{{\s*{re.escape(key)}\s*,", file.read_text("utf-8"))[0]
                wrong.append(f"{name}:{before.count(chr(10)) + 1}: entry {key} {problem}")
    if wrong:
        raise SphinxError("\n".join(wrong))


def problem_of(entry: Entry) -> str:
    """Return why *entry* cannot be listed, or nothing."""
    lacking = [name for name in ("title", "year", "keywords") if not entry.fields.get(name)]
    if lacking or not cited_as(entry):
        return f"lacks {(lacking or ['author'])[0]}"
    if entry.fields["keywords"] not in KINDS:
        return f"has keywords = {{{entry.fields['keywords']}}}; expected one of {', '.join(KINDS)}"
    try:
        date_of(entry)
    except ValueError:
        return "has no such date as its year, month and day say; month and day are numbers"
    return ""


def check_citations(app: Sphinx, docname: str, source: list[str]) -> None:
    """Stop at a citation that bibtex cannot take apart, for the same reason."""
    for match in re.finditer(r"\{cite:[a-z]+\}`([^`]*)`", source[0]):
        try:
            list(parse_citation_targets(match[1]))
        except ValueError:
            place = f"{app.env.doc2path(docname)}:{source[0].count(chr(10), 0, match.start()) + 1}"
            raise SphinxError(f"{place}: {match[0]} is no citation; part keys by commas: key,other-key{{¶3}}") from None


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("backlinks")
    register_pybtex_plugin("pybtex.style.formatting", "handbook", Formatting)
    for backend in ("plaintext", "docutils"):
        # A registered plugin is found at once; others are looked for among all installed packages, at each citation anew.
        register_pybtex_plugin("pybtex.backends", backend, find_pybtex_plugin("pybtex.backends", backend), force=True)
    register_bibtex_plugin("sphinxcontrib.bibtex.style.referencing", "round_author_year", RoundAuthorYear)
    app.add_post_transform(FinishEntries)
    app.add_post_transform(LeanCitations)
    app.connect("builder-inited", check_entries, priority=400)  # before bibtex reads the file (500)
    app.connect("source-read", check_citations)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
