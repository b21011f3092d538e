"""What the book mends in the theme: files that a page does not need, and ids that furo gives twice."""
from __future__ import annotations

from typing import Any

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

    def wanted(file: object) -> bool:
        name = str(getattr(file, "filename", file))
        if "pygments" in name:
            return has_code
        return has_design or not ("sphinx-design" in name or "design-tabs" in name)

    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context.get(kind, ()) if wanted(file)]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(SingleTableIds)
    app.connect("html-page-context", lean, priority=900)  # after the theme has added its files
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
