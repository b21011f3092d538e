"""Verdicts by seed, counted from the records themselves, so that a changed verdict makes the drawing stale."""
from __future__ import annotations

import re
from collections import Counter

from common import FOLDER, GREEN, GREY, LINE, ORANGE, PURPLE, RED, WIDTH, DataError
from sheet import Layer, bars, labels, linear, sheet, spans, words

SEEDS = {"shrine": "Shrine", "guest": "Lone guest", "buyer": "Anxious buyer", "caspian": "Caspian", "breakout": "Breakout"}
VERDICTS = {"confirmed": GREEN, "partly": ORANGE, "contradicted": RED, "unverified": GREY, "opinion": PURPLE}
TOP, STEP = 42, 56


def counted() -> dict[str, Counter[str]]:
    """Return how many claims of each seed have which verdict, from the ``{claim}`` directives in ``seeds/*.md``.

    :raises DataError: where a claim has no verdict, or one that is not known.
    """
    counts: dict[str, Counter[str]] = {}
    for path in sorted((FOLDER.parent / "seeds").glob("*.md")):
        text = path.read_text("utf-8")
        for claim in re.finditer(r"^:::+\{claim\} *(\S*)\n((?::[a-z]+:.*\n)*)", text, re.M):
            where = f"{path.name}:{text.count(chr(10), 0, claim.start()) + 1}"
            slug = re.fullmatch(r"([a-z]+)-\d+", claim[1])
            verdict = re.search(r"^:verdict: *(\S*) *$", claim[2], re.M)
            if not slug or not verdict or verdict[1] not in VERDICTS:
                said = f"claim {claim[1]!r} has verdict {verdict and verdict[1]!r}"
                raise DataError(f"{where}: {said}; expected one of {', '.join(VERDICTS)}")
            counts.setdefault(slug[1], Counter())[verdict[1]] += 1
    return counts


def draw() -> str:
    counts = counted()
    seeds = sorted(counts, key=lambda slug: (list(SEEDS).index(slug) if slug in SEEDS else len(SEEDS), slug))
    wide = WIDTH / len(VERDICTS)
    length = linear(0, max(max(count.values()) for count in counts.values()), 0, wide - 28)
    y = {slug: TOP + STEP * number for number, slug in enumerate(seeds)}
    layers: list[Layer] = []
    for number, (verdict, colour) in enumerate(VERDICTS.items()):
        left, of = wide * number, {slug: counts[slug][verdict] for slug in seeds}
        ends = [{"x": left, "x2": left + length(of[slug]), "y": y[slug] + 38, "text": str(of[slug])} for slug in seeds]
        layers += [
            words([{"x": left, "y": 10, "text": verdict}], color=colour, fontWeight="bold"),
            words([{"x": left, "y": 28, "text": f"{sum(of.values())} in all"}], color=colour),
            bars([end for end in ends if end["text"] != "0"], colour, 18), labels(ends, "text", dx=4),
        ]
    names = [{"y": y[slug] + 16, "text": f"{SEEDS.get(slug, slug)}: {sum(counts[slug].values())} claims"} for slug in seeds]
    return sheet(TOP + STEP * len(seeds), [
        spans([{"x": 0, "x2": WIDTH, "y": y[slug]} for slug in seeds], LINE),
        *layers,
        labels(names, "text", x=0, fontWeight="bold"),
    ])
