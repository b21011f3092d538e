"""page/languages: the language of a run of foreign script."""

from __future__ import annotations

import pytest
from handbook.page.languages import RUN, languages_of, marked


@pytest.mark.parametrize(
    ("run", "context", "tags"),
    [
        ("首脑会议", "", "zh-Hans"),
        ("首脑会议", "Japanese", "zh-Hans"),  # no Japanese writes 脑
        ("首脳会合", "Japanese 首脳会合", "ja"),
        ("中央アジア", "", "ja"),
        ("外務省", "外務省 and かな", "ja"),
        ("託卡耶夫", "", "zh-Hant"),
        ("日本", "", "zh-Hans"),
        ("정상회의", "", "ko"),
        ("Токаев", "", "ru"),
        ("Қасым", "Kazakh", "kk"),
        ("Мәскеу", "", "kk"),
        ("Тоҷикистон", "", "tg"),
        ("Ўзбекистон", "", "uz"),
        ("Қирғизистон", "", "kk tg uz"),
        ("Қирғизистон", "in Uzbek", "uz"),
        ("Қирғизистон", "in Uzbek and Tajik", "kk tg uz"),
        ("Өзгөн", "", "kk ky mn"),
        ("Өзбекстан", "Kazakh: Өзбекстан", "kk"),
        ("Кыргызстандын өкмөтү", "Kyrgyz", "ky"),
        ("Україна", "", "uk"),
        ("Монгол Улс", "", "ru"),
        ("كازاخستان", "In Arabic.", "ar"),
        ("قزاقستان", "", "ar fa-IR"),
        ("پاکستان", "", "fa-IR"),
        ("საქართველო", "", "ka"),
    ],
)
def test_language(run: str, context: str, tags: str) -> None:
    assert languages_of(run, context) == tags.split()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The 峰会 of Токаев", ["峰会", "Токаев"]),
        ("«Шёлковый путь», 1997", ["Шёлковый путь"]),
        ("قيمة 3 مليارات", ["قيمة 3 مليارات"]),
        ("高市 早苗・首相", ["高市 早苗・首相"]),
        ("no foreign word", []),
    ],
)
def test_runs(text: str, runs: list[str]) -> None:
    assert [match[0] for match in RUN.finditer(text)] == runs


def test_parts_are_the_text() -> None:
    text = "Of 峰会 and Токаев."
    assert "".join(part for part, _ in marked(text, text)) == text
    assert [tag for _, tag in marked(text, text)] == ["", "zh-Hans", "", "ru", ""]
