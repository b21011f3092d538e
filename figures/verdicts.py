"""Verdicts by article, counted from the records themselves, so that a changed verdict makes the drawing stale."""

import re
from collections import Counter
from collections.abc import Iterator

from common import FOLDER, DataError
from handbook.claims.model import NICKNAMES, VERDICTS
from marks import GREEN, GREY, LINE, ORANGE, PURPLE, RED, WIDTH, line, linear, rect, sheet, text

TOP = 42  # the line above the first article
STEP = 56  # from one article to the next
COLOURS = dict(zip(VERDICTS, (GREEN, ORANGE, RED, GREY, PURPLE), strict=True))
COLUMN = WIDTH / len(VERDICTS)  # from one verdict to the next


def claims() -> Iterator[tuple[str, str]]:
    """Yield the article and the verdict of every ``{claim}`` directive in ``seeds/*.md``.

    :raises DataError: where a claim has no verdict, or one that is not known.
    """
    for path in sorted((FOLDER.parent / "seeds").glob("*.md")):
        written = path.read_text("utf-8")
        for claim in re.finditer(r"^:::+\{claim\} *(\S*)\n((?::[a-z]+:.*\n)*)", written, re.M):
            seed = re.fullmatch(r"([a-z]+)-\d+", claim[1])
            verdict = re.search(r"^:verdict: *(\S*) *$", claim[2], re.M)
            if not seed or not verdict or verdict[1] not in VERDICTS:
                place = f"{path.name}:{written.count(chr(10), 0, claim.start()) + 1}"
                found = f"claim {claim[1]!r} has verdict {verdict and verdict[1]!r}"
                raise DataError(f"{place}: {found}; expected one of {', '.join(VERDICTS)}")
            yield seed[1], verdict[1]


def draw() -> str:
    counts = Counter(claims())
    found = {seed for seed, _ in counts}
    seeds = [*(seed for seed in NICKNAMES if seed in found), *sorted(found - set(NICKNAMES))]
    length = linear(0, max(counts.values()), 0, COLUMN - 28)
    marks = []
    for place, (verdict, colour) in enumerate(COLOURS.items()):
        total = sum(counts[seed, verdict] for seed in seeds)
        marks += text(COLUMN * place, 10, verdict, colour, bold=True) + text(COLUMN * place, 28, f"{total} in all", colour)
    for row, seed in enumerate(seeds):
        y = TOP + STEP * row
        total = sum(counts[seed, verdict] for verdict in VERDICTS)
        marks += line(0, y, WIDTH, y, LINE) + text(0, y + 16, f"{NICKNAMES.get(seed, seed)}: {total} claims", bold=True)
        for place, (verdict, colour) in enumerate(COLOURS.items()):
            left, count = COLUMN * place, counts[seed, verdict]
            marks += rect(left, y + 29, length(count), 18, colour) if count else []
            marks += text(left + length(count) + 4, y + 38, str(count))
    return sheet(TOP + STEP * len(seeds), marks)
