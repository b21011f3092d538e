"""Dates and CSV files, read the same way by the extension, the figures and the tests."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

FORMS = {"%Y-%m-%d": "{0.day} {0:%B} {0.year}", "%Y-%m": "{0:%B} {0.year}", "%Y": "{0.year}"}  # ISO form → form in the text


def written_date(iso: str) -> str:
    """Return ``2025-12-20`` as ``20 December 2025``, ``2025-12`` as ``December 2025``, ``2025`` as it is.

    :raises ValueError: where *iso* is no such date.
    """
    for form, written in FORMS.items():
        try:
            date = datetime.strptime(iso, form)
        except ValueError:
            continue
        if date.strftime(form) == iso:  # strptime also takes 2025-1-5 and digits of other scripts
            return written.format(date)
    raise ValueError(iso)


def rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Return the column names of a CSV file and its rows, each with the line that it ends on.

    :raises ValueError: naming file and line, where the file cannot be read or a row has too many or too few cells.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = list(reader.fieldnames or ())
            found = [(reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ValueError(f"{path.name}: {error}") from error
    for line, row in found:
        if None in row or None in row.values():
            raise ValueError(f"{path.name}:{line}: expected {len(names)} cells")
    return names, found
