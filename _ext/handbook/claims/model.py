"""Articles, claims and disagreements as plain data, and what may be wrong with a claim."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

VERDICTS = ("confirmed", "partly", "contradicted", "unverified", "opinion")
WITHOUT_SOURCES = ("unverified", "opinion")  # verdicts that need none
TOPICS = ("background", "summit", "resources", "corridors", "critiques")
NICKNAMES = {"shrine": "Shrine", "guest": "Lone guest", "buyer": "Anxious buyer", "caspian": "Caspian", "breakout": "Breakout"}
CLAIM_ID = re.compile(r"([a-z]+)-(\d{2,3})")


@dataclass(frozen=True)
class Seed:
    """An article that the book starts from; *paragraphs* is how many its text has."""

    slug: str
    key: str
    paragraphs: int
    sha256: str
    docname: str


@dataclass(frozen=True)
class Claim:
    """One claim of an article; *paragraphs* are the numbers that *para* names (none for a title)."""

    id: str
    seed: str
    para: str
    paragraphs: tuple[int, ...]
    topic: str
    verdict: str
    sources: tuple[str, ...]
    conflicts: tuple[str, ...]
    text: str
    record: str
    docname: str = field(compare=False)
    line: int = field(compare=False)

    @property
    def where(self) -> str:
        """The paragraphs as readers see them: ``¶5–7``."""
        return re.sub(r"^(title, )?(?=\d)", r"\1¶", self.para)


@dataclass(frozen=True)
class Disagreement:
    """A point on which *claims* contradict one another."""

    claims: tuple[str, ...]
    docname: str
    line: int


def parse_paragraphs(text: str) -> tuple[int, ...]:
    """Return the numbers in ``5``, ``5, 9`` or ``5–7``; the word ``title`` names none.

    :raises ValueError: where *text* has another form or a range runs backwards.
    """
    numbers: list[int] = []
    for part in re.split(r",\s*", text):
        if part == "title":
            continue
        match = re.fullmatch(r"([0-9]+)(?:[–-]([0-9]+))?", part)
        if not match or int(match[2] or match[1]) < int(match[1]):
            raise ValueError(part)
        numbers += range(int(match[1]), int(match[2] or match[1]) + 1)
    return tuple(numbers)


def words(argument: str) -> tuple[str, ...]:
    """Return the parts of a list with commas."""
    return tuple(word.strip() for word in argument.split(",") if word.strip())


def problems(claim: Claim, seed: Seed | None, known: Collection[str]) -> Iterator[str]:
    """Yield all that is wrong with *claim*; *known* are the keys of ``refs.bib``, *seed* the article that its id names."""
    if not CLAIM_ID.fullmatch(claim.id) or seed is None or seed.docname != claim.docname:
        yield f"claim id {claim.id!r} must be the slug of the record's {{seed}} and two or three digits"
    for name in ("para", "topic", "verdict"):
        if not getattr(claim, name):
            yield f"claim {claim.id} lacks :{name}:"
    if claim.verdict and claim.verdict not in VERDICTS:
        yield f"claim {claim.id}: verdict {claim.verdict!r} is not one of {', '.join(VERDICTS)}"
    if claim.topic and claim.topic not in TOPICS:
        yield f"claim {claim.id}: topic {claim.topic!r} is not one of {', '.join(TOPICS)}"
    for key in claim.sources:
        if key not in known:
            yield f"claim {claim.id}: no entry {key!r} in refs.bib"
    if not claim.sources and claim.verdict in set(VERDICTS) - set(WITHOUT_SOURCES):
        yield f"claim {claim.id}: a claim that is {claim.verdict} needs :sources:"
    if claim.id in claim.conflicts:
        yield f"claim {claim.id} cannot conflict with itself; mend :conflicts:"
    if not claim.text:
        yield f"claim {claim.id} has no text"
    elif not claim.record:
        yield f"claim {claim.id}: say after the claim what the record says, or why nothing was found"
    try:
        paragraphs = parse_paragraphs(claim.para) if claim.para else ()
    except ValueError as error:
        yield f"claim {claim.id}: :para: {error} is not a number, a range such as 5–7, or the word title"
    else:
        if seed and any(not 1 <= number <= seed.paragraphs for number in paragraphs):
            yield f"claim {claim.id}: paragraph {claim.para} is out of range; the article has {seed.paragraphs}"
