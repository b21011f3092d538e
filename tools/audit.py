"""Draw factual sentences, each with what was read of its sources, to be judged by someone who has the pages open.

    make audit N=50 SEED=7                  from the chapters
    make audit N=50 SEED=7 FROM=reference   from a folder, a page (chapters/summit), or the claims (FROM=claims)

The same SEED draws the same sentences of the same text.  A sentence counts as factual where it carries a citation.  The result of
a judged draw becomes one row of ``reference/audits.csv``; rows are only ever added.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pybtex.database import Entry, parse_file
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "_ext"))

from handbook.data import rows  # noqa: E402  # the way to it is above
from handbook.sources.entries import field  # noqa: E402

FOLDERS = ("chapters", "reference", "seeds", "index", "claims")
CITATION = re.compile(r"\{cite:[pt]\}`([^`]+)`")
# A sentence ends at its full stop, also inside quotation marks or right before the next capital, sign or role.
END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][”’\"]))\s+(?=[“‘\"*\[({¥A-Z0-9])")
ABBREVIATIONS = re.compile(r"\b(?:no|nos|p|pp|Mr|Ms|Dr|St|vs|c|[A-Z])\.$")
ROLE = re.compile(r"\{[\w:-]+\}`([^`<]*?)\s*(?:<[^`]*>)?`|\[([^\]]*)\]\([^)]*\)")
NOT_PROSE = re.compile(r"^(?:\(.*\)=|#+ .*|:{3,}.*|```.*|:[\w-]+:.*|%.*|---|\* - |\s*-\s*$)")


class Drawn(NamedTuple):
    """One sentence: where it stands, as it is written, and the keys of the works that it cites."""

    place: str
    text: str
    keys: tuple[str, ...]


def sentences(path: Path) -> Iterator[Drawn]:
    """Yield the sentences of a page that cite something; a row of a table is one."""
    name, label = str(path.relative_to(ROOT)), ""
    block: list[str] = []
    start, row = 0, False
    for number, line in enumerate([*path.read_text("utf-8").splitlines(), ""], start=1):
        if match := re.fullmatch(r"\((.+)\)=", line):
            label = match[1]
        bullet = re.match(r"(?:\* - |  - |- |\* |: |  )", line)
        text = line[bullet.end() :] if bullet else line
        if row and bullet and bullet[0] == "  - ":
            block.append(f"| {text.strip()}")
            continue
        begins = bullet and bullet[0].strip()
        if block and (not line.strip() or begins or NOT_PROSE.match(line)):
            yield from cited(" ".join(block), f"{name}:{start} ({label})", whole=row)
            block, row = [], False
        row = row or bool(bullet and bullet[0] == "* - ")
        if text.strip() and (begins or not NOT_PROSE.match(line)):
            start = start if block else number
            block.append(text.strip())


def cited(text: str, place: str, *, whole: bool = False) -> Iterator[Drawn]:
    """Yield the sentences of one paragraph that cite something, or the *whole* of it if it does."""
    for sentence in [text] if whole else split(text):
        keys = tuple(dict.fromkeys(target.key for cite in CITATION.findall(sentence) for target in parse_citation_targets(cite)))
        if keys:
            yield Drawn(place, sentence, keys)


def split(text: str) -> list[str]:
    """Return the sentences of a paragraph: neither an abbreviation with a full stop nor a citation after one begins another."""
    found: list[str] = []
    for part in END.split(text):
        if found and (ABBREVIATIONS.search(found[-1]) or not CITATION.sub("", part).strip(" .")):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def claims() -> Iterator[Drawn]:
    """Yield every claim with its verdict and what the record says of it."""
    for path in sorted(ROOT.glob("seeds/*-*.md")):
        text = path.read_text("utf-8")
        for match in re.finditer(r"^(:{3,})\{claim\} (\S+)\n(.*?)^\1$", text, re.M | re.S):
            options = dict(re.findall(r"^:(\w+): *(.*)$", match[3], re.M))
            body = re.sub(r"^:\w+:.*\n", "", match[3], flags=re.M).strip()
            keys = [target.key for cite in CITATION.findall(body) for target in parse_citation_targets(cite)]
            keys += [key.strip() for key in options.get("sources", "").split(",") if key.strip()]
            line = text.count("\n", 0, match.start()) + 1
            head = f"¶{options.get('para')} · {options.get('verdict')} · "
            yield Drawn(f"{path.relative_to(ROOT)}:{line} ({match[2]})", head + body, tuple(dict.fromkeys(keys)))


def table(path: Path) -> Iterator[Drawn]:
    """Yield the rows of a CSV file that name their sources."""
    for line, row in rows(path)[1]:
        keys = tuple(row.get("sources", "").split())
        if keys:
            text = "; ".join(f"{name}: {value}" for name, value in row.items() if value and name != "sources")
            yield Drawn(f"{path.relative_to(ROOT)}:{line}", text, keys)


def pool(where: str) -> list[Drawn]:
    """Return all that can be drawn from *where*.

    :raises SystemExit: where there is no such place, or nothing in it is cited.
    """
    if where == "claims":
        found = list(claims())
    elif where.endswith(".csv"):
        found = list(table(ROOT / where)) if (ROOT / where).exists() else []
    else:
        single = ROOT / f"{where.removesuffix('.md')}.md"
        paths = [single] if single.exists() else sorted((ROOT / where).rglob("*.md"))
        found = [sentence for path in paths for sentence in sentences(path)]
    if not found:
        raise SystemExit(
            f"nothing to draw from {where!r}: name one of {', '.join(FOLDERS)}, a page such as chapters/summit, or a CSV file"
        )
    return found


def written(number: int, drawn: Drawn, works: dict[str, Entry]) -> str:
    """Return one sentence with what was read of each of its works."""
    shown = CITATION.sub(lambda match: f"[{match[1]}]", drawn.text)
    shown = ROLE.sub(lambda match: match[1] or match[2] or "", shown)
    lines = [f"{number}. {drawn.place}", *textwrap.wrap(shown, 110, initial_indent="   ", subsequent_indent="   ")]
    for key in drawn.keys:
        entry = works[key]
        title, read_on, url = field(entry, "title"), entry.fields["urldate"], entry.fields["url"]
        read = f"{key} ({read_on}): {title}. {field(entry, 'annotation')} {url}"
        lines += textwrap.wrap(read, 110, initial_indent="   - ", subsequent_indent="     ", break_long_words=False)
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make audit", description="Draw factual sentences with what was read of their sources.")
    parser.add_argument("--number", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="where", default="chapters")
    options = parser.parse_args(arguments)
    found = pool(options.where)
    works = dict(parse_file(str(ROOT / "refs.bib"), "bibtex").entries.items())
    drawn = random.Random(options.seed).sample(found, min(options.number, len(found)))
    sys.stdout.write(f"{len(drawn)} of {len(found)} drawn from {options.where}, seed {options.seed}\n\n")
    sys.stdout.write("\n".join(written(number, one, works) for number, one in enumerate(drawn, start=1)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
