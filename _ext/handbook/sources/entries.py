"""Entries of ``refs.bib``: how their authors, dates and publishers are written, and what may be wrong with them.

The fields are those of biblatex's data model: ``author`` (an institution in double braces, a person as ``Surname, Given``),
``title``, ``titleaddon`` (the English translation of a title in another language), ``shorttitle`` (what the book calls an article
that it starts from), where it appeared (:data:`OUTLETS`), ``year``, ``month`` and ``day`` as numbers, ``usera`` (the letter that
tells works of one author and year apart), ``language`` (left out for English), ``note``, ``keywords`` (the kind of source),
``url``, ``doi``, ``urldate`` (the day it was read) and ``annotation`` (what was read of it, and what it says).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pybtex.database import Entry

from handbook.data import parsed_date, written_date

KINDS = {
    "seed": "Article under review",
    "primary": "Primary document",
    "statistics": "Statistics",
    "academic": "Academic work",
    "thinktank": "Policy research",
    "agency": "News agency",
    "press": "Press",
    "commentary": "Commentary",
}
# Types of entries, each with the field that says where the work appeared.
OUTLETS = {
    "online": "organization",
    "article": "journaltitle",
    "report": "institution",
    "book": "publisher",
    "inbook": "booktitle",
    "thesis": "institution",
    "dataset": "organization",
}
READ = ("Whole page read:", "Opening read:", "Abstract read:", "Title only:")  # how an annotation begins
ANNOTATION_WORDS = 90
ESCAPED = re.compile(r"[{}]|\\([&%#_$])")  # all the LaTeX that refs.bib may hold; a test sees to that


def plain(value: str) -> str:
    """Return a field as it reads, without the braces and the backslashes before ``& % # _ $`` that BibTeX wants."""
    return ESCAPED.sub(r"\1", value)


def field(entry: Entry, name: str) -> str:
    """Return a field as it reads, or an empty string."""
    return plain(entry.fields.get(name, ""))


def author_of(entry: Entry) -> str:
    """Return the authors for the list: ``Dadabaev, Timur``, an institution as written; several are joined by "and"."""
    people = [
        (p.prelast_names + p.last_names, p.lineage_names, p.first_names + p.middle_names) for p in entry.persons.get("author", [])
    ]
    return _joined([", ".join(plain(" ".join(part)) for part in parts if part) for parts in people])


def cited_as(entry: Entry) -> str:
    """Return the authors as a citation names them: by surname, or the institution."""
    return _joined([plain(" ".join(p.prelast_names + p.last_names)) for p in entry.persons.get("author", [])])


def _joined(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)


def year_of(entry: Entry) -> str:
    """Return the year with its letter as citations show it: ``2025c``, ``n.d.-a`` where the year is not known."""
    year, letter = entry.fields.get("year"), entry.fields.get("usera", "")
    return f"{year}{letter}" if year else "n.d." + (f"-{letter}" if letter else "")


def label_of(entry: Entry) -> str:
    """Return how citations name the work: ``MOFA Japan 2025c``; :mod:`handbook.sources.cite` sets it in the text."""
    return f"{cited_as(entry)} {year_of(entry)}"


def date_of(entry: Entry) -> str:
    """Return ``20 December 2025``, ``December 2025`` or the year, as far as the entry knows the date.

    :raises ValueError: where the fields give no such date.
    """
    year, month, day = (entry.fields.get(name) for name in ("year", "month", "day"))
    if (day and not month) or (month and not year):
        raise ValueError("a day without a month, or a month without a year")
    return written_date("-".join([year, *(part.zfill(2) for part in (month, day) if part)])) if year else "undated"


def outlet_of(entry: Entry) -> str:
    """Return where the work appeared: ``Vestnik MGIMO-Universiteta 13 (3), pp. 86–111``."""
    outlet = field(entry, OUTLETS.get(entry.type, "organization"))
    volume, number, pages = (field(entry, name) for name in ("volume", "number", "pages"))
    issue = " ".join(part for part in (volume, (f"({number})" if volume else f"no. {number}") if number else "") if part)
    place = " ".join(part for part in (outlet, issue) if part)
    listed = f"{'pp.' if '–' in pages or '-' in pages else 'p.'} {pages.replace('--', '–')}" if pages else ""
    publisher = field(entry, "publisher") if entry.type == "inbook" else ""
    return ", ".join(part for part in (place, listed, publisher) if part)


def problem_of(entry: Entry) -> str:
    """Return why *entry* cannot be listed, or nothing."""
    fields = entry.fields
    lacking = [name for name in ("title", "keywords", "annotation", "urldate") if not fields.get(name)]
    if not cited_as(entry):
        lacking.insert(0, "author")
    if lacking:
        return f"lacks {lacking[0]}"
    if entry.type not in OUTLETS:
        return f"is of type @{entry.type}; expected one of {', '.join(OUTLETS)}"
    if fields["keywords"] not in KINDS:
        return f"has keywords = {{{fields['keywords']}}}; expected one of {', '.join(KINDS)}"
    try:
        date_of(entry)
    except ValueError:
        return "has no such date as its year, month and day say; they are numbers, and the letter of a year stands in usera"
    try:
        read_on = parsed_date(fields["urldate"])
    except ValueError:
        read_on = (0, 0, 0)
    if not all(read_on[:2]):
        return f"has urldate = {{{fields['urldate']}}}; write the day (2026-11-28) or at least the month it was read"
    return annotation_problem(plain(fields["annotation"]))


def annotation_problem(annotation: str) -> str:
    """Return what is wrong with an annotation, or nothing."""
    begun = [start for start in READ if annotation.startswith(start)]
    if not begun:
        return f"has an annotation that does not begin with one of: {' '.join(READ)}"
    if len(annotation.split()) > ANNOTATION_WORDS:
        return f"has an annotation of {len(annotation.split())} words; the limit is {ANNOTATION_WORDS}"
    if begun != ["Title only:"] and not annotation.removeprefix(begun[0]).strip():
        return "has an annotation that says nothing"
    return ""
