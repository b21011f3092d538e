"""Corrections to furo 2025.12.19 that its templates leave no room for; those that they do are in ``_templates/``.

The first goes when furo copies no ids to the wrapper of a table, the second when Sphinx gives captions a level.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook import Priority


class SingleTableIds(SphinxPostTransform):
    """Take the id from the wrapper around a table: furo copies all attributes of the table to it, so that ids stand twice."""

    default_priority = Priority.AFTER_FURO
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for wrapper in self.document.findall(nodes.container):
            if "table-wrapper" in wrapper["classes"]:
                wrapper["ids"], wrapper["names"] = [], []


def level_captions(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the captions in furo's navigation a level: Sphinx's HTML writer gives them the role of a heading without one."""
    if "furo_navigation_tree" in context:
        tree = context["furo_navigation_tree"]
        context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
