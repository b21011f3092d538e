"""page/languages: each run of foreign script in a page gets its language."""

from __future__ import annotations

from conftest import PAGES, Build


def test_runs_are_marked_and_a_role_overrides(build: Build) -> None:
    page = build(
        {
            "summit.md": "(summit-chapter)=\n# 峰会\n\nThe Japanese 首脳会合 of Токаев, {zh-hant}`日本`, `外務省` {cite:p}`mofa-2025-a`.\n\n(summit-days)=\n## Days\n\n{claim}`caspian-01`\n"
        }
    ).page("summit.html")
    found = {node.text: node["lang"] for node in page.select("article [lang], div.body [lang]")}
    assert found == {"峰会": "zh-Hans", "首脳会合": "ja", "Токаев": "ru", "日本": "zh-Hant"}


def test_an_uncertain_language_is_asked_for(build: Build) -> None:
    text = PAGES["summit.md"] + "\nOf Қирғизистон and {uz}`Қирғизистон`.\n"
    said = build({"summit.md": text}).warnings.splitlines()
    assert (
        len(said) == 1
        and "summit.md:11: WARNING: the language of 'Қирғизистон' is not certain; write {kk}`Қирғизистон` or" in said[0]
    )
