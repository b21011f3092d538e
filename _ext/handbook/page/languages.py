"""Mark foreign words with their language, so that fonts and screen readers get them right.

Runs of Han, kana, Hangul, Cyrillic, Arabic and Georgian text are found and wrapped in an inline node whose ``language-xx``
class docutils writes as ``lang="xx"`` (WCAG 2.2, 3.1.2).  The language is told from the letters and from the block around the
run, which may name it ("Kazakh: …").  Where several languages remain, the build asks for a role: ``{ja}`外務省` ``,
``{zh-hant}`…` ``, ``{kk}`…` `` and so on.
"""

from __future__ import annotations

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxRole

from handbook import Priority
from handbook.book import Fault, warn

# BCP 47 tags that may be given by hand; names of roles are written in lower case.
LANGUAGES = ["ja", "ko", "zh-Hans", "zh-Hant", "ru", "kk", "ky", "tg", "tk", "uz", "az", "tr", "uk", "mn", "ar", "fa-IR", "ka"]

_EAST_ASIAN = "\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_OTHERS = ("\u0400-\u052f", "\u0600-\u06ff\u0750-\u077f", "\u10a0-\u10ff", "\uac00-\ud7af\u1100-\u11ff")
_WORDS = '[{0}]+(?:[\\s0-9,.«»„“”‘’"()–—-]+[{0}]+)*'
RUN = re.compile("|".join([f"[{_EAST_ASIAN}]+(?:[ ·][{_EAST_ASIAN}]+)*", *(_WORDS.format(letters) for letters in _OTHERS)]))
_KANA = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")
_BLOCKS = (nodes.paragraph, nodes.title, nodes.term, nodes.caption, nodes.entry)

# Letters beyond the Russian alphabet that a language writes, and Russian ones that it does not.
CYRILLIC = {
    "ru": ("", ""),
    "kk": ("әғқңөұүһі", ""),
    "ky": ("ңөү", ""),
    "tg": ("ғӣқӯҳҷ", "цщы"),
    "uz": ("ўқғҳ", "щы"),
    "uk": ("ґєії", "ёъыэ"),
    "mn": ("өү", ""),
}
RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
NAMES = {
    "ru": "Russian", "kk": "Kazakh", "ky": "Kyrgyz", "tg": "Tajik", "uz": "Uzbek", "uk": "Ukrainian", "mn": "Mongolian",
    "ja": "Japanese", "ar": "Arabic", "fa-IR": "Persian",
}  # fmt: skip


def languages_of(run: str, context: str = "") -> list[str]:
    """Return the BCP 47 tags of the languages that *run*, a run of one script, can be in; one where it is certain enough.

    *context* is the text of the block around it.
    """
    first = next((c for c in run if c.isalpha()), "")
    if "\u0400" <= first <= "\u052f":
        return _named(_cyrillic(run), context)
    if "\u0600" <= first <= "\u077f":
        return _named(["fa-IR"] if set(run) & set("پچژگ") else ["ar", "fa-IR"], context)
    if "\u10a0" <= first <= "\u10ff":
        return ["ka"]
    if "\uac00" <= first <= "\ud7af" or "\u1100" <= first <= "\u11ff":
        return ["ko"]
    return [_east_asian(run, context)]


def _cyrillic(run: str) -> list[str]:
    letters = {c for c in run.lower() if c.isalpha()}
    special = letters - RUSSIAN
    if not special:
        return ["ru"]  # names in the other languages often have no letter of their own: a role says so where it matters
    return [tag for tag, (more, less) in CYRILLIC.items() if special <= set(more) and not letters & set(less)] or ["ru"]


def _named(tags: list[str], context: str) -> list[str]:
    """Return the one of *tags* whose language *context* names, or all where it names none or several."""
    named = [tag for tag in tags if re.search(rf"\b{NAMES[tag]}\b", context)]
    return named if len(named) == 1 else tags


def _east_asian(run: str, context: str) -> str:
    """Return the language of Han or kana: GB 2312 and Big5 tell Simplified from Traditional characters."""
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


def _encodable(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def marked(text: str, context: str) -> list[tuple[str, str]]:
    """Return *text* in parts, each with its language, or with an empty tag where it is English."""
    parts: list[tuple[str, str]] = []
    end = 0
    for match in RUN.finditer(text):
        if match.start() > end:
            parts.append((text[end : match.start()], ""))
        parts.append((match[0], languages_of(match[0], context)[0]))
        end = match.end()
    return [*parts, (text[end:], "")] if end < len(text) else parts


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
            context = self.context(text)
            for match in RUN.finditer(text):
                tags = languages_of(match[0], context)
                if len(tags) > 1:
                    roles = " or ".join(f"{{{tag.lower()}}}`{match[0]}`" for tag in tags)
                    warn(Fault.LANGUAGE, f"the language of {match[0]!r} is not certain; write {roles}", parent)
            parent.replace(text, [self.node(part, tag) for part, tag in marked(text, context)])

    def node(self, part: str, tag: str) -> nodes.Node:
        return nodes.inline("", part, classes=[f"language-{tag}"]) if tag else nodes.Text(part)

    def context(self, text: nodes.Text) -> str:
        """Return the text of the block around *text*: of the whole cell in a table, for what was read of a work of its entry."""
        block: nodes.Element = text.parent
        while block.parent is not None and not isinstance(block, _BLOCKS) and "annotation" not in block["classes"]:
            block = block.parent
        if "annotation" in block["classes"] or (isinstance(block, nodes.paragraph) and isinstance(block.parent, nodes.entry)):
            block = block.parent
        return block.astext()


class LanguageRole(SphinxRole):
    """``{ja}`…` ``: words whose language the letters do not tell."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self.tag = tag

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [nodes.inline(self.rawtext, self.text, classes=[f"language-{self.tag}"])], []
