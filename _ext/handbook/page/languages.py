"""Mark foreign words with their language, so that fonts and screen readers get them right.

Runs of Han, kana and Cyrillic text are found in the text and wrapped in an inline node
whose ``language-xx`` class docutils writes as ``lang="xx"`` (WCAG 2.2, 3.1.2).  The language is
guessed from the script and the block that the run stands in; where the guess would be wrong,
write a role: ``{ja}`外務省` ``, ``{zh-hant}`…` ``, ``{kk}`…` `` and so on.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from handbook import Priority

# BCP 47 tags that may be given by hand; names of roles are written in lower case.
LANGUAGES = ["ja", "ko", "zh-Hans", "zh-Hant", "ru", "kk", "ky", "tg", "tk", "uz", "az", "tr"]

_EAST_ASIAN = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_CYRILLIC_WORDS = '[\u0400-\u052f]+(?:[\\s,.«»„“”‘’"()–—-]+[\u0400-\u052f]+)*'
RUN = re.compile(f"[{_EAST_ASIAN}]+(?:[ ·][{_EAST_ASIAN}]+)*|{_CYRILLIC_WORDS}")
_KANA = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")
_BLOCKS = (nodes.paragraph, nodes.title, nodes.term, nodes.caption, nodes.entry)


def _encodable(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def language_of(run: str, context: str = "") -> str:
    """Return the BCP 47 tag for *run*, a run of one script.

    *context* is the text of the block around it: kana or the word "Japanese" there makes
    plain Han characters Japanese.  GB 2312 and Big5 tell Simplified from Traditional characters.
    """
    if re.search("[\u0400-\u052f]", run):
        letters = set(run.lower())
        if letters & set("ӣӯҳҷ"):
            return "tg"
        if letters & set("әғқұһі"):
            return "kk"
        return "ky" if letters & set("ңөү") else "ru"
    if _KANA.search(run):
        return "ja"
    han = [c for c in run if "\u3400" <= c <= "\u9fff"]
    if any(_encodable(c, "gb2312") and not _encodable(c, "big5") and not _encodable(c, "shift_jis") for c in han):
        return "zh-Hans"
    if _KANA.search(context) or re.search(r"\bJapanese\b", context):
        return "ja"
    if any(not _encodable(c, "gb2312") for c in han):
        return "zh-Hant" if all(_encodable(c, "big5") for c in han) else "ja"
    return "zh-Hans"


class MarkLanguages(SphinxPostTransform):
    """Wrap each run of foreign script in an inline node with its language."""

    default_priority = Priority.LANGUAGES

    def run(self, **kwargs: object) -> None:
        for text in list(self.document.findall(nodes.Text)):
            parent = text.parent
            if not RUN.search(text) or isinstance(parent, (nodes.literal, nodes.FixedTextElement, nodes.raw)):
                continue
            if any(c.startswith("language-") for c in parent.get("classes", ())):
                continue
            parent.replace(text, self.mark(text))

    def mark(self, text: nodes.Text) -> list[nodes.Node]:
        block: nodes.Node = text
        while block.parent is not None and not isinstance(block, _BLOCKS):
            block = block.parent
        if isinstance(block, nodes.paragraph) and isinstance(block.parent, nodes.entry):
            block = block.parent
        parts: list[nodes.Node] = []
        context, end = block.astext(), 0
        for match in RUN.finditer(text):
            if match.start() > end:
                parts.append(nodes.Text(text[end : match.start()]))
            tag = language_of(match[0], context)
            parts.append(nodes.inline("", match[0], classes=[f"language-{tag}"]))
            end = match.end()
        if end < len(text):
            parts.append(nodes.Text(text[end:]))
        return parts


class LanguageRole(SphinxRole):
    """``{ja}`…` ``: words whose language the guess would get wrong."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.text, classes=[f"language-{self.tag}"])], []
