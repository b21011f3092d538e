"""The bibliography for other people's tools: ``data/references.bib``, ``.ris`` and ``.json`` (CSL)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pybtex.database import Entry
from sphinx.application import Sphinx

from handbook.book import is_web
from handbook.sources.cite import entries
from handbook.sources.entries import KINDS, OUTLETS, field, plain

FILES = ("references.bib", "references.ris", "references.json")
# Type of an entry → its type in RIS and in CSL-JSON.
TYPES = {
    "online": ("ELEC", "webpage"),
    "article": ("JOUR", "article-journal"),
    "report": ("RPRT", "report"),
    "book": ("BOOK", "book"),
    "inbook": ("CHAP", "chapter"),
    "thesis": ("THES", "thesis"),
    "dataset": ("DATA", "dataset"),
}
OUTLET_IN_CSL = {"article": "container-title", "inbook": "container-title", "online": "container-title"}


def persons(entry: Entry) -> list[tuple[str, str]]:
    """Return the authors as (family name, given name); an institution has no given name."""
    return [
        (plain(" ".join(p.prelast_names + p.last_names)), plain(" ".join(p.first_names + p.middle_names)))
        for p in entry.persons.get("author", [])
    ]


def date_parts(entry: Entry) -> list[int]:
    """Return year, month and day as far as they are known."""
    return [int(entry.fields[name]) for name in ("year", "month", "day") if name in entry.fields]


def ris(key: str, entry: Entry) -> str:
    """Return one work as RIS."""
    outlet = field(entry, OUTLETS[entry.type])
    date = "/".join([*(f"{part:02}" for part in date_parts(entry)), "", "", ""][:3]) + "/"
    lines = [
        ("TY", TYPES[entry.type][0]),
        ("ID", key),
        *(("AU", f"{family}, {given}" if given else f"{family},") for family, given in persons(entry)),
        ("TI", field(entry, "title")),
        ("TT", field(entry, "titleaddon")),
        ("T2" if entry.type in ("article", "inbook") else "PB", outlet),
        ("PB", field(entry, "publisher") if entry.type == "inbook" else ""),
        ("VL", field(entry, "volume")),
        ("IS", field(entry, "number")),
        ("SP", field(entry, "pages").replace("--", "–")),
        ("PY", entry.fields.get("year", "")),
        ("DA", date if date_parts(entry) else ""),
        ("LA", field(entry, "language") or "English"),
        ("KW", KINDS[entry.fields["keywords"]]),
        ("DO", entry.fields.get("doi", "")),
        ("UR", entry.fields.get("url", "")),
        ("Y2", entry.fields["urldate"].replace("-", "/")),
        ("N1", field(entry, "note")),
        ("N2", field(entry, "annotation")),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\n" for tag, value in lines if value) + "ER  - \n"


def csl(key: str, entry: Entry) -> dict[str, Any]:
    """Return one work as an item of CSL-JSON."""
    outlet = field(entry, OUTLETS[entry.type])
    item: dict[str, Any] = {
        "id": key,
        "type": TYPES[entry.type][1],
        "author": [{"family": family, "given": given} if given else {"literal": family} for family, given in persons(entry)],
        "title": field(entry, "title"),
        OUTLET_IN_CSL.get(entry.type, "publisher"): outlet,
        "volume": field(entry, "volume"),
        "issue": field(entry, "number"),
        "page": field(entry, "pages").replace("--", "–"),
        "language": field(entry, "language"),
        "DOI": entry.fields.get("doi", ""),
        "URL": entry.fields.get("url", ""),
        "accessed": {"date-parts": [[int(part) for part in entry.fields["urldate"].split("-")]]},
        "note": " ".join(part for part in (field(entry, "note"), translation(entry)) if part),
        "annote": field(entry, "annotation"),
    }
    if parts := date_parts(entry):
        item["issued"] = {"date-parts": [parts]}
    return {name: value for name, value in item.items() if value}


def translation(entry: Entry) -> str:
    """Return the English title as a note: CSL has no variable for it."""
    return f"English title: {field(entry, 'titleaddon')}" if "titleaddon" in entry.fields else ""


def write_exports(app: Sphinx, exception: Exception | None) -> None:
    """Write the three files of a web build; the BibTeX file is ``refs.bib`` itself."""
    if exception or not is_web(app):
        return
    known, folder = entries(app.env), Path(app.outdir, "data")
    folder.mkdir(exist_ok=True)
    sources = [Path(app.confdir, name).read_text("utf-8") for name in app.config.bibtex_bibfiles]
    for name, text in zip(FILES, ["\n".join(sources), *exported(known)], strict=True):
        (folder / name).write_text(text, "utf-8")


def exported(works: Mapping[str, Entry]) -> tuple[str, str]:
    """Return all works as RIS and as CSL-JSON."""
    items = [csl(key, entry) for key, entry in works.items()]
    text = "\n".join(ris(key, entry) for key, entry in works.items())
    return text, json.dumps(items, ensure_ascii=False, indent=1) + "\n"
