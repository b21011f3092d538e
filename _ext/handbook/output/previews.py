"""What a reader sees of a source or a claim before following its link: one small file for each page of the web site.

``_previews/<page>.json`` maps the anchor of each work and claim that the page links to (``cite-<key>``, ``caspian-04``) to its
lines.  ``_static/book.js`` fetches it when it is first wanted; without it, links are links.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from pybtex.database import Entry
from sphinx.application import Sphinx

from handbook.book import is_web
from handbook.claims.domain import book_domain
from handbook.claims.model import NICKNAMES, Claim
from handbook.page.backlinks import uses
from handbook.page.languages import marked
from handbook.sources.cite import entries
from handbook.sources.entries import KINDS, author_of, date_of, field, outlet_of, year_of
from handbook.sources.works import full_stop

FOLDER = "_previews"


def html(text: str, context: str = "") -> str:
    """Return *text* as HTML, with the languages of foreign words; *context* is the text around it."""
    parts = marked(text, f"{context} {text}")
    return "".join(f'<span lang="{tag}">{escape(part)}</span>' if tag else escape(part) for part, tag in parts)


def source_preview(entry: Entry) -> list[str]:
    """Return the lines of a work as HTML: what it is, its title, who published it when, what was read of it; last its address."""
    language = field(entry, "language")
    title, translation = field(entry, "title"), field(entry, "titleaddon")
    heading = html(title, language) if title.startswith("[") else f"<cite>{html(title, language)}</cite>"
    appeared = ", ".join(part for part in (outlet_of(entry), date_of(entry)) if part)
    return [
        f"{html(author_of(entry))} ({year_of(entry)}) · {KINDS[entry.fields['keywords']]}",
        heading + (f" [{html(translation)}]" if translation else "") + full_stop(translation or title),
        html(appeared + full_stop(appeared), language),
        html(field(entry, "annotation"), language),
        entry.fields.get("url", ""),
    ]


def claim_preview(claim: Claim) -> list[str]:
    """Return the lines of a claim as HTML: article, paragraph and verdict; the claim."""
    verdict = f'<span class="verdict verdict-{claim.verdict}">{claim.verdict}</span>'
    return [f"<em>{NICKNAMES.get(claim.seed, claim.seed)}</em>, {escape(claim.where)} · {verdict}", html(claim.text)]


def write_previews(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of a web build, and remove those of pages that are gone."""
    if exception or not is_web(app):
        return
    known, claims = entries(app.env), book_domain(app.env).claims
    folder = Path(app.outdir, FOLDER)
    old = set(folder.rglob("*.json"))
    for docname, found in uses(app.env).items():
        used = {(kind, key) for kind, key, _ in found}
        used |= {("claim", other) for claim in claims.values() if claim.docname == docname for other in claim.conflicts}
        previews = {f"cite-{key}": source_preview(known[key]) for kind, key in sorted(used) if kind == "source" and key in known}
        previews |= {key: claim_preview(claims[key]) for kind, key in sorted(used) if kind == "claim" and key in claims}
        if previews:
            path = folder / f"{docname}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(previews, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
            old.discard(path)
    for path in old:
        path.unlink()
