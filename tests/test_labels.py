"""_ext/labels.py: a name on two pages is told of also where two processes read these pages."""
from __future__ import annotations

import pytest
from conftest import PAGES

GLOSSARY = "\n:::{glossary}\nSummit\n  A meeting.\n:::\n"


def pages(first: str, last: str) -> dict[str, str]:
    """Return so many pages that two processes read them, with a text on the first and on the last."""
    many = {f"more{i}.md": f"---\norphan: true\n---\n(more{i}-page)=\n# More {i}\n" for i in range(8)}
    return {**many, "more0.md": many["more0.md"] + first, "summit.md": PAGES["summit.md"] + last}


@pytest.mark.parametrize(("text", "words", "line"), [
    ("\n(more-here)=\n## Here\n", "duplicate label more-here, other instance in", "11"),
    (GLOSSARY, "duplicate term summit, other instance in", "12"),
])
def test_a_name_on_two_pages_is_told(build, text: str, words: str, line: str) -> None:
    said = [message for message in build(pages(text, text), parallel=2).warnings.splitlines() if words in message]
    assert said and f"summit.md:{line}: WARNING" in said[0]


def test_names_on_one_page_each_are_not_told(build) -> None:
    assert build(pages("\n(more-here)=\n## Here\n", "\n(more-there)=\n## There\n" + GLOSSARY), parallel=2).warnings == ""
