"""data: dates and CSV files."""

from __future__ import annotations

from pathlib import Path

import pytest
from handbook.data import rows, written_date


def test_dates_are_written_out() -> None:
    assert [written_date(d) for d in ("2025-12-20", "2025-12-05", "2025-12", "2025")] == [
        "20 December 2025",
        "5 December 2025",
        "December 2025",
        "2025",
    ]


@pytest.mark.parametrize(
    "wrong", ["2025-13", "2025-02-30", "20 December", "25", "2025-00", "2025-12-20-1", "2025-1-5", "202٥", "", "2025-12-20 "]
)
def test_other_dates_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError):
        written_date(wrong)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1\n", "x.csv:2: expected 2 cells"),
        ("a,b\n1,2\n1,2,3\n", "x.csv:3: expected 2 cells"),
        ('a,b\n"1\n', "x.csv: unexpected end of data"),
    ],
)
def test_rows_are_refused_with_their_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "x.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=words):
        rows(tmp_path / "x.csv")


def test_rows_come_with_their_lines_and_without_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('\ufeffa,b\n"1\n2",x\n3,y\n', "utf-8")
    assert rows(tmp_path / "x.csv") == (["a", "b"], [(3, {"a": "1\n2", "b": "x"}), (4, {"a": "3", "b": "y"})])


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"x\.csv: "):
        rows(tmp_path / "x.csv")
