"""page/languages: the language of a run of foreign script."""

from __future__ import annotations

import pytest
from handbook.page.languages import language_of


@pytest.mark.parametrize(
    ("run", "context", "tag"),
    [
        ("首脑会议", "", "zh-Hans"),
        ("首脑会议", "Japanese", "zh-Hans"),  # no Japanese writes 脑
        ("首脳会合", "Japanese 首脳会合", "ja"),
        ("中央アジア", "", "ja"),
        ("外務省", "外務省 and かな", "ja"),
        ("託卡耶夫", "", "zh-Hant"),
        ("日本", "", "zh-Hans"),
        ("Токаев", "", "ru"),
        ("Қазақстан", "", "kk"),
        ("Тоҷикистон", "", "tg"),
        ("Өзгөн", "", "ky"),
    ],
)
def test_guess(run: str, context: str, tag: str) -> None:
    assert language_of(run, context) == tag
