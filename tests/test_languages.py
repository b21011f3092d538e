"""_ext/languages.py: each run of foreign script gets its language."""
from __future__ import annotations

import pytest
from languages import language_of


@pytest.mark.parametrize(("run", "context", "tag"), [
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
])
def test_guess(run: str, context: str, tag: str) -> None:
    assert language_of(run, context) == tag


def test_runs_are_marked_and_a_role_overrides(build) -> None:
    page = build({"summit.md": "(summit-chapter)=\n# 峰会\n\nThe Japanese 首脳会合 of Токаев, {zh-hant}`日本`, `外務省` {cite:p}`mofa-2025-a`.\n\n(summit-days)=\n## Days\n\n{claim}`caspian-01`\n"}).page("summit.html")
    found = {node.text: node["lang"] for node in page.select("article [lang], div.body [lang]")}
    assert found == {"峰会": "zh-Hans", "首脳会合": "ja", "Токаев": "ru", "日本": "zh-Hant"}
