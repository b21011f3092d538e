"""Dates and CSV files, read the same way by the extension, the figures and the tests."""

from __future__ import annotations

import calendar
import csv
import re
from datetime import date
from pathlib import Path


def parsed_date(iso: str) -> tuple[int, int, int]:
    """Return year, month and day of ``2025-12-20``, ``2025-12`` or ``2025``; 0 stands for what is not known.

    :raises ValueError: where *iso* is written otherwise, or the calendar has no such day.
    """
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", iso)
    if not match:
        raise ValueError(iso)
    year, month, day = (int(part or 0) for part in match.groups())
    date(year, 1 if match[2] is None else month, 1 if match[3] is None else day)
    return year, month, day


def written_date(iso: str) -> str:
    """Return ``2025-12-20`` as ``20 December 2025``, ``2025-12`` as ``December 2025``, ``2025`` as it is.

    :raises ValueError: where *iso* is no such date.
    """
    year, month, day = parsed_date(iso)
    return " ".join(part for part in (str(day or ""), calendar.month_name[month], str(year)) if part)


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
