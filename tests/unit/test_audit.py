"""tools/audit: what counts as a sentence, and that a seed draws the same ones."""

from __future__ import annotations

from pathlib import Path

import audit
import pytest
from pybtex.database import parse_file


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It met {cite:p}`a-1`. It parted {cite:p}`b-2`.", ["It met {cite:p}`a-1`.", "It parted {cite:p}`b-2`."]),
        ("He said “no.” {cite:t}`a-1` says so.", ["He said “no.”", "{cite:t}`a-1` says so."]),
        ("Order no. 5 of 2 p. 3 {cite:p}`a-1`.", ["Order no. 5 of 2 p. 3 {cite:p}`a-1`."]),
        ("Mt. {cite:p}`a-1`", ["Mt. {cite:p}`a-1`"]),
        ("¥3 trillion {cite:p}`a-1`. ¥1 more.", ["¥3 trillion {cite:p}`a-1`.", "¥1 more."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert audit.split(text) == sentences


def test_places_keys_and_what_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(
        "(page-one)=\n# Heading {cite:p}`x`\n\nFirst line\nends {cite:p}`a-1{¶3},b-2`. Not cited.\n\n- An item {cite:t}`c-3` says.\n"
        "- Another {cite:p}`d-4`.\n\n* - Cell. One\n  - Two\n    more\n  - {cite:p}`e-5`\n* - Next\n  - {cite:p}`f-6`\n\n:::{claim} a-01\n:sources: e-5\n\nA claim {cite:p}`f-6`.\n:::\n",
        "utf-8",
    )
    assert list(audit.sentences(page)) == [
        ("page.md:4 (page-one)", "First line ends {cite:p}`a-1{¶3},b-2`.", ("a-1", "b-2")),
        ("page.md:7 (page-one)", "An item {cite:t}`c-3` says.", ("c-3",)),
        ("page.md:8 (page-one)", "Another {cite:p}`d-4`.", ("d-4",)),
        ("page.md:10 (page-one)", "Cell. One | Two more | {cite:p}`e-5`", ("e-5",)),
        ("page.md:14 (page-one)", "Next | {cite:p}`f-6`", ("f-6",)),
        ("page.md:20 (page-one)", "A claim {cite:p}`f-6`.", ("f-6",)),
    ]


def test_a_seed_draws_the_same_and_another_other_ones(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for seed in ("7", "7", "8"):
        assert audit.main(["--number", "5", "--seed", seed]) == 0
        said.append(capsys.readouterr().out.partition("\n")[2])
    assert said[0] == said[1] != said[2]
    assert said[0].count("read:") >= 5


@pytest.mark.parametrize(
    "where", ["chapters", "reference", "seeds", "claims", "chapters/summit", "figures/data/timeline.csv", "index"]
)
def test_every_source_named_is_an_entry(where: str) -> None:
    found = audit.pool(where)
    assert found and all(drawn.text and (drawn.keys or where == "claims") for drawn in found)
    known = {*parse_file(str(audit.ROOT / "refs.bib"), "bibtex").entries}
    assert {key for drawn in found for key in drawn.keys} <= known


def test_an_unknown_place_is_told() -> None:
    with pytest.raises(SystemExit, match="nothing to draw from 'chapter': name one of chapters, reference"):
        audit.pool("chapter")
