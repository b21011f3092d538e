"""claims/model: paragraphs, and what may be wrong with a claim."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handbook.claims.model import Claim, Seed, parse_paragraphs, problems, words

SEED = Seed("caspian", "netease-2025-caspian", 55, "0" * 64, "record")
CLAIM = Claim(
    "caspian-01", "caspian", "5", (5,), "summit", "confirmed", ("mofa-a",), ("caspian-02",), "It met.", "It did.", "record", 10
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5", (5,)),
        ("5, 7–9", (5, 7, 8, 9)),
        ("5-6", (5, 6)),
        ("title", ()),
        ("title, 21", (21,)),
        ("12,13", (12, 13)),
        ("7–7", (7,)),
    ],
)
def test_paragraphs(text: str, numbers: tuple[int, ...]) -> None:
    assert parse_paragraphs(text) == numbers


@pytest.mark.parametrize("text", ["", "five", "9–7", "5;6", "5,", "–5", "٥", "5–", "titles", "5 6"])
def test_paragraphs_refuse(text: str) -> None:
    with pytest.raises(ValueError):
        parse_paragraphs(text)


@pytest.mark.parametrize(
    ("para", "where"), [("5", "¶5"), ("7–9, 12", "¶7–9, 12"), ("title", "title"), ("title, 21", "title, ¶21")]
)
def test_place_of_a_claim_is_written_out(para: str, where: str) -> None:
    assert replace(CLAIM, para=para).where == where


def test_a_sound_claim_has_no_problem() -> None:
    assert list(problems(CLAIM, SEED, {"mofa-a"})) == []
    assert list(problems(replace(CLAIM, verdict="opinion", sources=()), SEED, set())) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": "caspian-1"}, "slug of the record"),
        ({"docname": "stray"}, "slug of the record"),
        ({"para": ""}, "lacks :para:"),
        ({"topic": ""}, "lacks :topic:"),
        ({"verdict": ""}, "lacks :verdict:"),
        ({"verdict": "true"}, "not one of confirmed"),
        ({"topic": "sport"}, "not one of background"),
        ({"sources": ("mofa-z",)}, "no entry 'mofa-z'"),
        ({"sources": ()}, "needs :sources:"),
        ({"conflicts": ("caspian-01",)}, "cannot conflict with itself"),
        ({"text": ""}, "has no text"),
        ({"record": ""}, "say after the claim"),
        ({"para": "five"}, "five is not a number"),
        ({"para": "54–56"}, "the article has 55"),
        ({"para": "0"}, "the article has 55"),
    ],
)
def test_each_fault_is_told_once(change: dict[str, object], words: str) -> None:
    (found,) = problems(replace(CLAIM, **change), SEED, {"mofa-a"})  # type: ignore[arg-type]
    assert words in found


def test_all_faults_are_told_at_once() -> None:
    found = list(problems(replace(CLAIM, para="56", topic="sport", verdict="true"), SEED, set()))
    assert len(found) == 4


def test_lists_with_commas() -> None:
    assert words("a-01, b-02,, c-03 ") == ("a-01", "b-02", "c-03") and words("") == ()
