"""What the book mends in the theme: files and style rules that no page needs, and ids that furo gives twice."""
from __future__ import annotations

import re
from collections.abc import Set
from pathlib import Path
from typing import Any

import tinycss2
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.typing import ExtensionMetadata


class SingleTableIds(SphinxPostTransform):
    """Take the id from the wrapper that furo puts around a table and that copies all attributes of it."""

    default_priority = 501  # right after furo's own transform (500)
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for wrapper in self.document.findall(nodes.container):
            if "table-wrapper" in wrapper["classes"]:
                wrapper["ids"], wrapper["names"] = [], []


def lean(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Leave out files that a page does not need: code colours without code, sphinx-design without its parts."""
    has_code = doctree is not None and next(doctree.findall(nodes.literal_block), None) is not None
    has_design = doctree is not None and any(
        str(name).startswith("sd-") for node in doctree.findall(nodes.Element) for name in node["classes"]
    )

    searching = pagename in ("search", "genindex")

    def wanted(file: object) -> bool:
        name = str(getattr(file, "filename", file))
        if any(part in name for part in ("doctools", "sphinx_highlight", "documentation_options", "searchtools")):
            return searching
        if "pygments" in name:
            return has_code
        return has_design or not ("sphinx-design" in name or "design-tabs" in name or "furo-extensions" in name)

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context.get(kind, ()) if wanted(file)]


def trim(app: Sphinx, exception: Exception | None) -> None:
    """Leave out of furo's style sheet the rules for classes that no page and no script has: a quarter of it."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    sheet = out / "_static/styles/furo.css"
    pages = "".join(path.read_text("utf-8") for path in sorted(out.rglob("*.html")))
    scripts = "".join(path.read_text("utf-8") for path in sorted(out.glob("_static/**/*.js")))
    known = set(" ".join(re.findall(r'class="([^"]*)"', pages)).split()) | set(re.findall(r"[\"'`]([a-z][\w-]+)[\"'`]", scripts))
    sheet.write_text(without_unknown(sheet.read_text("utf-8"), known), "utf-8")


def without_unknown(css: str, known: Set[str]) -> str:
    """Return *css* without the selectors that name a class outside *known*; what stands in ``:not()`` does not count."""
    def selectors(prelude: str) -> list[str]:
        each = re.split(r",(?![^(]*\))", prelude)
        return [s for s in each if set(re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r":not\([^)]*\)", "", s))) <= known]

    def rules(nodes: list[Any]) -> str:
        text = ""
        for rule in nodes:
            if rule.type == "qualified-rule":
                kept = selectors(tinycss2.serialize(rule.prelude))
                text += f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}" if kept else ""
            elif rule.type == "at-rule" and rule.content is not None and rule.at_keyword in ("media", "supports"):
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                text += f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{rules(inner)}}}"
            else:
                text += rule.serialize()
        return text

    return rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(SingleTableIds)
    app.connect("html-page-context", lean, priority=900)  # after the theme has added its files
    app.connect("build-finished", trim)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
