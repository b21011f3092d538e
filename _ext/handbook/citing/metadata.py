"""Metadata in a page's head for reference managers, search engines and link previews, and the sitemap.

Zotero takes ``citation_title`` with ``citation_inbook_title`` for a book section; Google Scholar asks for one
``citation_author`` tag an author.  The cover is a book (``og:type``) and has no ``citation_title``: it has no ISBN.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from handbook.book import Edition, address, is_web

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Tag = tuple[str, str, str]  # kind of attribute (name or property), its value, content


def add_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the tags of one page to ``metatags``."""
    if doctree is None or not is_web(app):
        return
    config = app.config
    cover = pagename == config.root_doc
    url = address(config, pagename) if config.html_baseurl else ""
    title = config.book_title if cover else app.env.titles[pagename].astext()
    description = next((m["content"] for m in doctree.findall(nodes.meta) if m.get("name") == "description"), "")
    tags = common_tags(config, title, description, cover)
    if not cover:
        tags += chapter_tags(config, title)
    if url:
        tags += [("property", "og:url", url), ("name", "DC.identifier", url)]
        tags += [] if cover else [("name", "citation_public_url", url)]
    text = json.dumps(linked_data(config, title, description, url, cover), ensure_ascii=False).replace("</", "<\\/")
    lines = [f'<meta {kind}="{name}" content="{escape(value, quote=True)}">' for kind, name, value in tags if value]
    lines.append(f'<script type="application/ld+json">{text}</script>')
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(lines)


def common_tags(config: Config, title: str, description: str, cover: bool) -> list[Tag]:
    """Return Dublin Core and Open Graph tags of a page."""
    return [
        ("name", "DC.title", title),
        ("name", "DC.creator", config.author),
        ("name", "DC.date", published(config)),
        ("name", "DC.language", config.language),
        ("name", "DC.type", "Text"),
        ("property", "og:title", title),
        ("property", "og:type", "book" if cover else "article"),
        ("property", "og:site_name", config.book_title),
        ("property", "og:description", description),
    ]


def chapter_tags(config: Config, title: str) -> list[Tag]:
    """Return the tags that Zotero and Google Scholar read of a chapter."""
    return [
        ("name", "citation_title", title),
        ("name", "citation_inbook_title", config.book_title),
        ("name", "citation_author", config.author),
        ("name", "citation_publication_date", published(config, "/")),
        ("name", "citation_language", config.language),
        ("name", "DC.relation.isPartOf", config.book_title),
    ]


def published(config: Config, separator: str = "-") -> str:
    """Return the month of the edition: ``2026-11``."""
    edition = Edition.of(config)
    return f"{edition.year}{separator}{edition.month:02}"


def linked_data(config: Config, title: str, description: str, url: str, cover: bool) -> dict[str, Any]:
    """Return the page as JSON-LD in the terms of schema.org."""
    base = config.html_baseurl.rstrip("/")
    book: dict[str, Any] = {
        "@type": "Book",
        "name": config.book_title,
        "bookEdition": config.release,
        "inLanguage": config.language,
        "author": {"@type": "Organization", "name": config.author},
        "datePublished": published(config),
        "license": LICENCE,
    }
    if base:
        book["url"] = f"{base}/"
    chapter = {
        "@type": "Chapter",
        "name": title,
        "abstract": description,
        "inLanguage": config.language,
        "isPartOf": book,
        "author": book["author"],
        "datePublished": book["datePublished"],
        **({"url": url} if url else {}),
    }
    return {"@context": "https://schema.org", **(book if cover else chapter)}


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write ``sitemap.xml`` where the base address is known; search and index pages stay out."""
    if exception or not is_web(app) or not app.config.html_baseurl:
        return
    urls = "".join(f"<url><loc>{xml_escape(address(app.config, name))}</loc></url>\n" for name in sorted(app.env.found_docs))
    text = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    Path(app.outdir, "sitemap.xml").write_text(text, "utf-8")
