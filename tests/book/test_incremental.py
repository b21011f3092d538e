"""What `make serve` shows: a build that reads only what changed gives the bytes of a full one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import handbook
import pytest
from conftest import BIB, PAGES, Built, builder_in

SVG = '<svg viewBox="0 0 9 9"><text>{}</text></svg>\n'
BOOK: dict[str, str | None] = {
    **PAGES,
    "refs.bib": BIB,
    "figures/one.svg": SVG.format("one"),
    "figures/data/events.csv": "date,event,sources\n2025-12-20,Met,mofa-2025-a\n",
    "summit.md": PAGES["summit.md"]
    + (
        "\n:::{drawing} one\n:name: summit-figure-one\n:alt: One.\n\nCaption.\n\nSource.\n:::\n"
        "\n:::{data-table} events\n:columns: date, event, sources\n:headings: Date, What, Source\n:widths: 20, 60, 20\n"
        ":caption: Events.\n:name: summit-table-events\n:::\n"
    ),
}
# Changes of one kind each, to pages that others show something of; those of a group do not hide one another.
CHANGES = {
    "verdict, author, data": [
        ("netease-2025-caspian.md", ":verdict: confirmed", ":verdict: partly"),
        ("refs.bib", "{MOFA Japan}", "{Ministry}"),
        ("figures/data/events.csv", "Met", "Parted"),
    ],
    "claim, heading, drawing": [
        ("netease-2025-caspian.md", "It met twice.", "It met three times."),
        ("summit.md", "## Days", "## Nights"),
        ("figures/one.svg", ">one<", ">two<"),
    ],
    "title, use": [("summit.md", "# Summit", "# The meeting"), ("summit.md", "See {claim}`caspian-01`, ", "")],
    "a page less": [("index.md", "\nlists\n", "\n"), ("lists.md", "", "")],
}


def files(built: Built) -> dict[str, bytes]:
    """Return what readers get: all files but the note of the build's settings."""
    return {
        str(path.relative_to(built.out)): path.read_bytes()
        for path in sorted(built.out.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


@pytest.mark.parametrize("name", CHANGES)
def test_incremental_is_full(tmp_path: Path, name: str) -> None:
    changed = dict(BOOK)
    for file, old, new in CHANGES[name]:
        text = changed[file]
        assert text and old in text
        changed[file] = text.replace(old, new) if old else None
    for folder in ("incremental", "full"):
        (tmp_path / folder).mkdir()
    build = builder_in(tmp_path / "incremental")
    before = files(build(BOOK))
    incremental = files(build(changed))
    full = files(builder_in(tmp_path / "full")(changed))
    assert [path for path in full if incremental.get(path) != full[path]] == []
    assert [path for path in full if before.get(path) != full[path]] != []


def test_a_changed_extension_reads_every_page_again(build: Callable[..., Built], monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    conf = "def setup(app):\n    app.connect('source-read', lambda app, name, source: app.read.append(name))\n"
    monkeypatch.setattr("sphinx.application.Sphinx.read", read, raising=False)
    build(conf=conf)
    assert sorted(read) == ["index", "lists", "netease-2025-caspian", "summit"]
    read.clear()
    build(conf=conf)
    assert read == []
    monkeypatch.setattr(handbook, "code_version", lambda: 1)
    build(conf=conf)
    assert len(read) == 4
