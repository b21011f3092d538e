"""The book's way with sources: author–date citations in round brackets and one list of works.

Entries of ``refs.bib`` use the fields ``author`` (an institution in double braces, a person as ``Surname, Given``),
``title``, ``titleaddon`` (the English translation of a title in another language), ``publisher``, ``year`` with its letter
(``2025c``), ``month`` and ``day`` as numbers, ``language`` (left out for English), ``url``, ``note`` and ``keywords`` (what
kind of source it is).  All entries are set alike; nothing changes the case of a title or turns a name around.
"""
from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, NamedTuple

from backlinks import used_in
from docutils import nodes
from pybtex.database import Entry
from pybtex.exceptions import PybtexError
from pybtex.plugin import find_plugin as find_pybtex_plugin
from pybtex.plugin import register_plugin as register_pybtex_plugin
from pybtex.richtext import HRef, Tag, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import ExtensionMetadata
from sphinxcontrib.bibtex.bibfile import process_bibdata
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain

logger = logging.getLogger(__name__)

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


class Work(NamedTuple):
    """Where a work stands in the list, and how a citation names it."""

    position: int
    docname: str
    anchor: str
    author: str
    year: str


class AuthorDate(BibtexDomain):
    """bibtex's domain with this book's citations: (MOFA Japan 2025c, ¶12; Jiji Press 2025) by ``{cite:p}``, and
    MOFA Japan (2025c, ¶12) by ``{cite:t}``; works in the order of the list.

    Each citation is a plain cross-reference.  bibtex's own roles note every citation as well, to list cited works alone and to
    lead back from the list, and its styles read each name again at every citation: a seventh of a build.
    Here ``:all:`` works are listed, and _ext/backlinks.py leads back from them.
    """

    roles: ClassVar = {name: XRefRole(innernodeclass=nodes.inline) for name in ("p", "t")}

    def env_updated(self) -> Iterable[str]:
        updated = super().env_updated()
        self.works = {
            c.key: Work(i, c.bibliography_key.docname, c.citation_id, cited_as(c.entry), c.entry.fields["year"])
            for i, c in enumerate(self.citations)
        }
        return updated

    def resolve_xref(  # type: ignore[override]  # an inline with several references, as bibtex's own
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str,
        node: pending_xref, contnode: nodes.Element,
    ) -> nodes.Element:
        citation = nodes.inline(target, classes=["bibtex-citation"])
        targets = {cited.key: cited for cited in parse_citation_targets(target)}
        for key in [key for key in targets if key not in self.works]:
            logger.warning(f"no entry {key} in {', '.join(env.config.bibtex_bibfiles)}", location=node, type="bibtex")
        known = sorted((self.works[key], cited) for key, cited in targets.items() if key in self.works)
        text = "(" if typ == "p" else ""
        for i, (work, cited) in enumerate(known):
            before, after = f"{cited.pre} " if cited.pre else "", f", {cited.post}" if cited.post else ""
            if typ == "p":
                before, linked = ("; " if i else "") + before, f"{work.author} {work.year}"
            else:
                before, linked, after = f"{', ' if i else ''}{work.author} ({before}", work.year, f"{after})"
            if text + before:
                citation += nodes.Text(text + before)
            citation += make_refnode(builder, fromdocname, work.docname, work.anchor, nodes.Text(linked))
            text = after
        if typ == "p" or text:
            citation += nodes.Text(text + (")" if typ == "p" else ""))
        return citation


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


def check_entries(app: Sphinx) -> None:
    """Stop at entries that could not be listed; in the middle of a build they would end in a traceback that names none."""
    domain, config = app.env.get_domain("cite"), app.config
    wrong = []
    try:
        # bibtex does the same right after, and takes what it finds here.
        files = [Path(app.confdir, name).resolve() for name in config.bibtex_bibfiles or ()]
        domain.data["bibdata"] = bibdata = process_bibdata(domain.bibdata, files, config.bibtex_encoding)  # type: ignore[attr-defined]
    except PybtexError as error:
        raise SphinxError(f"{Path(error.filename).name if error.filename else 'bibliography'}: {error}") from error
    for file, found in bibdata.bibfiles.items():
        for key in found.keys:
            if problem := problem_of(bibdata.data.entries[key]):
                before = re.split(rf"@\w+\s*{{\s*{re.escape(key)}\s*,", file.read_text("utf-8"))[0]
                wrong.append(f"{file.name}:{before.count(chr(10)) + 1}: entry {key} {problem}")
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
    """Stop at a citation that bibtex cannot take apart, or of which a part would be lost."""
    for match in re.finditer(r"\{cite(:[a-z]+)?\}`([^`]*)`", source[0]):
        try:
            keys = [target.key for target in parse_citation_targets(match[2])]
        except ValueError:
            keys = []
        if not match[1] or not keys or len(set(keys)) < len(keys) or match[2].startswith("!") or "<" in match[2]:
            place = f"{app.env.doc2path(docname)}:{source[0].count(chr(10), 0, match.start()) + 1}"
            raise SphinxError(
                f"{place}: {match[0]} is no citation; write {{cite:p}} or {{cite:t}} and part keys by commas, "
                "each once: key,other-key{¶3}"
            )


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("backlinks")
    register_pybtex_plugin("pybtex.style.formatting", "handbook", Formatting)
    for backend in ("plaintext", "docutils"):
        # A registered plugin is found at once; others are looked for among all installed packages, at each citation anew.
        register_pybtex_plugin("pybtex.backends", backend, find_pybtex_plugin("pybtex.backends", backend), force=True)
    app.add_domain(AuthorDate, override=True)
    app.add_post_transform(FinishEntries)
    app.connect("builder-inited", check_entries, priority=400)  # before bibtex reads the file (500)
    app.connect("source-read", check_citations)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
