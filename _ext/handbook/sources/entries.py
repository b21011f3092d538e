"""Entries of ``refs.bib``: how their authors and dates are written, and what may be wrong with them.

Entries use the fields ``author`` (an institution in double braces, a person as ``Surname, Given``), ``title``, ``titleaddon``
(the English translation of a title in another language), ``publisher``, ``year`` with its letter (``2025c``), ``month`` and
``day`` as numbers, ``language`` (left out for English), ``url``, ``note`` and ``keywords`` (the kind of source).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pybtex.database import Entry

from handbook.data import written_date

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
ESCAPED = re.compile(r"[{}]|\\([&%#_])")  # all the LaTeX that refs.bib may hold; a test sees to that


def plain(value: str) -> str:
    """Return a field as it reads, without the braces and the backslashes before ``& % # _`` that BibTeX wants."""
    return ESCAPED.sub(r"\1", value)


def author_of(entry: Entry) -> str:
    """Return the authors for the list: ``Dadabaev, Timur``, an institution as written; several are joined by "and"."""
    people = [(p.prelast_names + p.last_names, p.first_names + p.middle_names) for p in entry.persons.get("author", [])]
    return _joined([", ".join(plain(" ".join(part)) for part in parts if part) for parts in people])


def cited_as(entry: Entry) -> str:
    """Return the authors as a citation names them: by surname, or the institution."""
    return _joined([plain(" ".join(p.prelast_names + p.last_names)) for p in entry.persons.get("author", [])])


def _joined(names: Sequence[str]) -> str:
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
    return written_date("-".join([year[:4], *(part.zfill(2) for part in (month, day) if part)]))


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
