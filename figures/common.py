"""What all figures read: the tables of ``figures/data``, every cell checked, and dates."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent / "_ext"))

from handbook.data import parsed_date, rows  # noqa: E402  # the way to it is above

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


class DataError(ValueError):
    """Data that are not as they should be; the message names the file and, where there is one, the line."""


class Row(dict[str, Any]):
    """The cells of one row by column, as their :class:`Column` read them."""

    where = ""  # file and line, for messages

    def fault(self, message: str) -> DataError:
        """Return the error that *message* is true of this row."""
        return DataError(f"{self.where}: {message}")


@dataclass(frozen=True)
class Column:
    """How the cells of a column are read: *parse* raises ValueError for a cell that is not what *expected* says."""

    parse: Callable[[str], Any]
    expected: str


def one_of(*values: str) -> Column:
    """Return the column that holds nothing but *values*."""

    def parse(cell: str) -> str:
        if cell not in values:
            raise ValueError(cell)
        return cell

    return Column(parse, f"one of {', '.join(sorted(values))}")


def between(low: float, high: float, why: str = "") -> Column:
    """Return the column of numbers from *low* to *high*; *why* ends the message where a number lies outside."""

    def parse(cell: str) -> float:
        value = float(cell)
        if not low <= value <= high:
            raise ValueError(cell)
        return value

    return Column(parse, f"a number from {low:g} to {high:g}{why}")


def up_to(end: float) -> Column:
    """Return the column of numbers that an axis from 0 to *end* can show."""
    return between(0, end, ", where the axis ends")


class Day(NamedTuple):
    """A date as far as it is known; the middle of the month or of the year stands for what is not known."""

    when: date
    text: str  # as the figures write it: 20 Dec 2025, Dec 2025 or 2025

    @property
    def years(self) -> float:
        """The date as a year with its part: 2025.5 is the middle of 2025."""
        start, end = date(self.when.year, 1, 1), date(self.when.year + 1, 1, 1)
        return self.when.year + (self.when - start) / (end - start)


def day(cell: str) -> Day:
    """Return the date of ``2025-12-20``, ``2025-12`` or ``2025``.

    :raises ValueError: where *cell* is written otherwise, or the calendar has no such day.
    """
    year, month, of_month = parsed_date(cell)
    when = date(year, month or 7, of_month or (15 if month else 1))
    written = [str(when.day)] * bool(of_month) + [MONTHS[when.month - 1]] * bool(month) + [str(year)]
    return Day(when, " ".join(written))


def sources(cell: str) -> str:
    """Return a cell of keys of ``refs.bib``; an empty one is refused, since no figure shows what has no source."""
    if not cell.split():
        raise ValueError(cell)
    return cell


TEXT = Column(str, "text")
NUMBER = Column(float, "a number")
YEAR = Column(int, "a year")
DAY = Column(day, "a date such as 2025-12-20, 2025-12 or 2025")
DAY_OR_NONE = Column(lambda cell: day(cell) if cell else None, f"{DAY.expected}, or nothing")
SOURCES = Column(sources, "one or more source keys")


def read(name: str, columns: Mapping[str, Column]) -> list[Row]:
    """Return the rows of ``figures/data/<name>.csv`` with the cells of *columns*.

    :raises DataError: where the file, its rows or a column are missing, a row has too many or too few cells, or a cell is not
        what its column expects.
    """
    path = FOLDER / "data" / f"{name}.csv"
    try:
        names, found = rows(path)
    except ValueError as error:
        raise DataError(error) from error
    missing = [column for column in columns if not found or column not in names]
    if missing:
        raise DataError(f"{path.name}: no column {missing[0]!r}; expected rows of {', '.join(columns)}")
    made = []
    for line, cells in found:
        row = Row()
        row.where = f"{path.name}:{line}"
        for heading, column in columns.items():
            try:
                row[heading] = column.parse(cells[heading])
            except ValueError as error:
                raise row.fault(f"{heading} is {cells[heading]!r}; expected {column.expected}") from error
        made.append(row)
    return made
