"""What reference managers, search engines and link previews read in a page's head, and the sitemap.

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
from sphinx.util.typing import ExtensionMetadata


def head(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the tags of one page to ``metatags``."""
    if doctree is None or app.builder.name != "html":
        return
    config, base = app.config, app.config.html_baseurl.rstrip("/")
    url = f"{base}/{pagename}.html" if base else ""
    title = app.env.titles[pagename].astext()
    description = next((m["content"] for m in doctree.findall(nodes.meta) if m.get("name") == "description"), "")
    year, _, month = config.release.partition(".")
    cover = pagename == config.root_doc
    tags: list[tuple[str, str, str]] = [
        ("name", "DC.title", config.book_title if cover else title),
        ("name", "DC.creator", config.author),
        ("name", "DC.date", f"{year}-{month}"),
        ("name", "DC.language", config.language),
        ("name", "DC.type", "Text"),
        ("property", "og:title", config.book_title if cover else title),
        ("property", "og:type", "book" if cover else "article"),
        ("property", "og:site_name", config.book_title),
        ("property", "og:description", description),
    ]
    if not cover:
        tags += [
            ("name", "citation_title", title),
            ("name", "citation_inbook_title", config.book_title),
            ("name", "citation_author", config.author),
            ("name", "citation_publication_date", f"{year}/{month}"),
            ("name", "citation_language", config.language),
            ("name", "DC.relation.isPartOf", config.book_title),
        ]
    if url:
        tags += [("property", "og:url", url), ("name", "DC.identifier", url)]
        tags += [] if cover else [("name", "citation_public_url", url)]
    book: dict[str, Any] = {
        "@type": "Book", "name": config.book_title, "bookEdition": config.release, "inLanguage": config.language,
        "author": {"@type": "Organization", "name": config.author}, "datePublished": f"{year}-{month}",
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    if base:
        book["url"] = f"{base}/"
    data = book if cover else {
        "@type": "Chapter", "name": title, "abstract": description, "inLanguage": config.language, "isPartOf": book,
        "author": book["author"], "datePublished": book["datePublished"], **({"url": url} if url else {}),
    }
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).replace("</", "<\\/")
    lines = [f'<meta {kind}="{name}" content="{escape(value, quote=True)}">' for kind, name, value in tags if value]
    lines.append(f'<script type="application/ld+json">{text}</script>')
    context["metatags"] = context.get("metatags", "") + "\n" + "\n".join(lines)


def sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write ``sitemap.xml`` where the base address is known; search and index pages stay out."""
    if exception or app.builder.name != "html" or not app.config.html_baseurl:
        return
    base = app.config.html_baseurl.rstrip("/")
    urls = "".join(f"<url><loc>{xml_escape(f'{base}/{name}.html')}</loc></url>\n" for name in sorted(app.env.found_docs))
    text = f'<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    Path(app.outdir, "sitemap.xml").write_text(text, "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    app.connect("html-page-context", head)
    app.connect("build-finished", sitemap)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
