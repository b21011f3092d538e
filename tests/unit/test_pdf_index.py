"""The index of the PDF: its groups, its order, what each entry gathers."""

from __future__ import annotations

import pytest
from handbook.output.pdf.index import collect, groups, heading_and_key


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("Abe Shinzō", "A"),
        ("“Central Asia plus Japan” Dialogue", "C"),
        ("ʻulamo", "U"),
        ("Ōsaka", "O"),
        ("Елорда", "Cyrillic script"),
        ("Қазақстан", "Cyrillic script"),
        ("安倍晋三", "Chinese and Japanese script"),
        ("「中亚＋日本」对话", "Chinese and Japanese script"),
        ("カザフ", "Chinese and Japanese script"),
        ("한국", "Korean script"),
        ("طوكيو", "Arabic script"),
        ("2004", "Numbers and signs"),
        ("", "Numbers and signs"),
    ],
)
def test_heading(name: str, heading: str) -> None:
    assert heading_and_key(name)[0][1] == heading


def test_groups_go_by_script_and_entries_by_letter() -> None:
    names = ["Ōsaka", "安倍", "Елорда", "oil", "7 January", "Abe"]
    found = groups(collect([("single", name, name, True) for name in names], {}))
    assert [(heading, [entry.name for entry in entries]) for heading, entries in found] == [
        ("Numbers and signs", ["7 January"]),
        ("A", ["Abe"]),
        ("O", ["oil", "Ōsaka"]),
        ("Cyrillic script", ["Елорда"]),
        ("Chinese and Japanese script", ["安倍"]),
    ]


def test_uses_are_listed_once_under_the_latin_name() -> None:
    uses = {"term-Abe": ["use1", "use2"]}
    latin, han = collect([("single", "Abe", "term-Abe", True), ("single", "安倍", "term-Abe", True)], uses)
    assert (latin.anchors, latin.main) == (["term-Abe", "use1", "use2"], ["term-Abe"])
    assert (han.anchors, han.main) == (["term-Abe"], ["term-Abe"])


def test_kinds_of_entries() -> None:
    found = collect(
        [
            ("single", "trade; gas", "a", False),
            ("pair", "oil; transit", "b", False),
            ("see", "METI; ministries", "", False),
            ("seealso", "oil; gas", "", False),
            ("single", "oil", "c", True),
        ],
        {},
    )
    assert {entry.name: (entry.anchors, sorted(entry.under), entry.see) for entry in found} == {
        "METI": ([], [], ["see ministries"]),
        "oil": (["c"], ["transit"], ["see also gas"]),
        "trade": ([], ["gas"], []),
        "transit": ([], ["oil"], []),
    }
    with pytest.raises(ValueError, match="kind 'triple'"):
        collect([("triple", "a; b; c", "d", False)], {})
