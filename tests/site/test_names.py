"""Names are spelled one way throughout, as the glossary has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

# What is found in sources and must not slip into the book's own text → what the book writes. Quoted titles live in refs.bib.
OTHER_FORMS = {
    r"(Sanae Takaichi|Takaichi Sanaé)": "Takaichi Sanae",
    r"\b(Aso Taro|Taro Aso|Asō Taro|Aso)\b": "Asō Tarō",
    r"(Shinzo Abe|Shinzō Abe|Abe Shinzo)\b": "Abe Shinzō",
    r"(Ryutaro Hashimoto|Hashimoto Ryutaro)": "Hashimoto Ryūtarō",
    r"(Junichiro Koizumi|Koizumi Junichiro|Koizumi Jun[’'`]?ichiro)\b": "Koizumi Jun'ichirō",
    r"(Shinjiro Koizumi|Koizumi Shinjiro)\b": "Koizumi Shinjirō",
    r"(Obuchi Keizo|Keizo Obuchi)\b": "Obuchi Keizō",
    r"\bLu Yaodong\b": "Lü Yaodong",
    r"\b(Zhaparov|Sadir Japarov)\b": "Sadyr Japarov",
    r"\b(Berdimuhamedow|Berdymukhamedov|Berdimukhamedov)\b": "Serdar Berdimuhamedov",
    r"\b(Mirziyayev|Mirziyoev)\b": "Shavkat Mirziyoyev",
    r"\b(Rakhmon|Rakhmonov)\b": "Emomali Rahmon",
    r"\b(Kassym-Zhomart|Kasym-Jomart|Kassym-Jomart Tokaev|Tokaev)\b": "Kassym-Jomart Tokayev",
    r"\bNazarbaev\b": "Nursultan Nazarbayev",
    r"\bMeiji Jingū\b": "Meiji Jingu",
    r"\bTurkey\b": "Türkiye",
    r"\b(Kirghizia|Kirgizstan|Kyrgyz Republic of)\b": "Kyrgyzstan",
    r"\bTadjikistan\b": "Tajikistan",
    r"\bKazAtomProm\b": "Kazatomprom",
    r"\b(Moyynty|Mointy)\b": "Moiynty",
    r"\bKaragandy\b": "Karaganda",
    r"\bBurma\b": "Myanmar",
    r"\bGlobal Times Chinese\b": "Huanqiu Shibao",
    r"\bAstrakan\b": "Astrakhan",
}
PAGES = sorted([ROOT / "index.md", *ROOT.glob("chapters/*.md"), *ROOT.glob("seeds/*.md"), *ROOT.glob("reference/*.md")])
GLOSSARY = (ROOT / "reference/glossary.md").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_names_are_spelled_as_in_the_glossary(path: Path) -> None:
    text = re.sub(r"\{(cite:[pt]|tk)\}`[^`]*`|https?://\S+|“[^”]*”", "", path.read_text("utf-8"))
    if path.stem == "glossary":  # its headwords hold other forms too, so that a search finds them
        text = "\n".join(line for line in text.splitlines() if line.startswith("  "))
    assert {m[0]: right for wrong, right in OTHER_FORMS.items() for m in re.finditer(wrong, text)} == {}


def test_the_right_forms_are_in_the_glossary() -> None:
    people = [right for right in OTHER_FORMS.values() if " " in right and right != "Huanqiu Shibao"]
    assert [name for name in people if name not in GLOSSARY.replace("’", "'")] == []


def test_glossary_is_large_and_in_many_scripts() -> None:
    entries = re.findall(r"(?:\n\n|:::\{glossary\}\n)(\S[^\n]*)\n(?=\S|  )", GLOSSARY)
    assert len(entries) >= 120
    for script in (
        r"[\u3400-\u9fff]{2,}",
        r"[\u3041-\u30ff]{2,}",
        r"[\u0410-\u044f]{4,}",
        r"[ӘәҒғҚқҢңӨөҰұҮүҺһІі]",
        r"[ӢӣӮӯҲҳҶҷ]",
    ):
        assert len(set(re.findall(script, GLOSSARY))) >= 3
