"""What the book mends in the theme: files and style rules that no page needs, ids given twice, columns without a name."""
from __future__ import annotations

import re
import zlib
from collections.abc import Callable
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
    designed = set() if doctree is None else {
        str(name) for node in doctree.findall(nodes.Element) for name in node["classes"] if str(name).startswith("sd-")
    }

    # Sphinx gives captions the role of a heading without a level, which screen readers need.
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')

    searching = pagename in ("search", "genindex")

    def wanted(file: object) -> bool:
        name = str(getattr(file, "filename", file))
        if any(part in name for part in ("doctools", "sphinx_highlight", "documentation_options", "searchtools")):
            return searching
        if "pygments" in name:
            return has_code
        if "design-tabs" in name:
            return "sd-tab-set" in designed
        return bool(designed) or not ("sphinx-design" in name or "furo-extensions" in name)

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context.get(kind, ()) if wanted(file)]


def trim(app: Sphinx, exception: Exception | None) -> None:
    """Leave out of furo's style sheet what no page, script or other sheet has a use for: a third of it."""
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    sheet = out / "_static/styles/furo.css"
    pages = "".join(path.read_text("utf-8") for path in sorted(out.rglob("*.html")))
    scripts = "".join(path.read_text("utf-8") for path in sorted(out.glob("_static/**/*.js")))
    known = set(" ".join(re.findall(r'class="([^"]*)"', pages)).split()) | set(re.findall(r"[\"'`]([a-z][\w-]+)[\"'`]", scripts))
    css = tidied(sheet.read_text("utf-8"), lambda selector: classes(selector) <= known, lambda name: True)
    others = pages + "".join(path.read_text("utf-8") for path in sorted(out.glob("_static/**/*.css")) if path != sheet)
    used = variables(css, others)
    css = tidied(css, lambda selector: True, lambda name: not name.startswith("--") or name in used)
    sheet.write_text(css, "utf-8")
    own = out / "_static/book.css"  # comments and blanks are for whoever changes it
    own.write_text(tidied(own.read_text("utf-8"), lambda selector: True, lambda name: True), "utf-8")


def mend_pages(app: Sphinx, exception: Exception | None) -> None:
    """Give furo's two side columns names that tell them apart, and trimmed sheets their new checksums; runs after :func:`trim`.

    The theme's templates leave no room for the names; the checksums keep a browser from showing a sheet of an earlier edition.
    """
    if exception or app.builder.name != "html":
        return
    out = Path(app.outdir)
    sums = {name: zlib.crc32((out / name).read_bytes()) for name in ("_static/styles/furo.css", "_static/book.css")}
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        mended = text
        for column, name in (("sidebar-drawer", "The book"), ("toc-drawer", "This page")):
            mended = re.sub(rf'<aside class="({column}[^"]*)">', rf'<aside class="\1" aria-label="{name}">', mended)
        for name, checksum in sums.items():
            mended = re.sub(rf"({re.escape(name)}\?v=)[0-9a-f]+", rf"\g<1>{checksum:08x}", mended)
        if mended != text:
            path.write_text(mended, "utf-8")


def classes(selector: str) -> set[str]:
    """Return the classes that an element must have to match; those in ``:not()`` do not count."""
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", re.sub(r":not\([^)]*\)", "", selector)))


def variables(css: str, others: str) -> set[str]:
    """Return the variables of *css* that a property takes, in it or in *others*, or another such variable does."""
    used: set[str] = set()
    todo = set(re.findall(r"var\((--[\w-]+)", re.sub(r"--[\w-]+:[^;}]*", "", css) + others))
    while todo:
        used |= todo
        values = " ".join(value for name, value in re.findall(r"(--[\w-]+):([^;}]*)", css) if name in todo)
        todo = set(re.findall(r"var\((--[\w-]+)", values)) - used
    return used


def tidied(css: str, wanted_selector: Callable[[str], bool], wanted_property: Callable[[str], bool]) -> str:
    """Return *css* with only the selectors and the declarations that are wanted."""
    def rules(nodes: list[Any]) -> str:
        text = ""
        for rule in nodes:
            if rule.type == "qualified-rule":
                selectors = [s for s in re.split(r",(?![^(]*\))", tinycss2.serialize(rule.prelude)) if wanted_selector(s)]
                parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
                body = ";".join(part.serialize() for part in parts if part.type != "declaration" or wanted_property(part.name))
                text += f"{','.join(selectors)}{{{body}}}" if selectors and body else ""
            elif rule.type == "at-rule" and rule.content is not None and rule.at_keyword in ("media", "supports"):
                inner = rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
                text += f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
            else:
                text += rule.serialize()
        return text

    return rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(SingleTableIds)
    app.connect("html-page-context", lean, priority=900)  # after the theme has added its files
    app.connect("build-finished", trim)
    app.connect("build-finished", mend_pages)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
