"""Resolve ``{numref}`` to a table or figure by the numbers that Sphinx keeps.

Sphinx does the same, but reads the target's whole page from the disk again for each reference, which took a sixth of a build.
What is not found here is left to it, warnings included.
"""
from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import ExtensionMetadata


class ResolveNumbers(SphinxPostTransform):
    default_priority = 9  # just before references are resolved (10)

    def run(self, **kwargs: object) -> None:
        builder, standard = self.app.builder, self.env.domains.standard_domain
        if builder.name not in ("html", "epub", "bookpdf"):
            return
        for ref in list(self.document.findall(pending_xref)):
            if (ref["refdomain"], ref["reftype"]) != ("std", "numref") or ref["refexplicit"]:
                continue
            docname, anchor = standard.anonlabels.get(ref["reftarget"], ("", ""))
            for kind in ("table", "figure"):
                number = self.env.toc_fignumbers.get(docname, {}).get(kind, {}).get(anchor)
                if number:
                    text = self.config.numfig_format[kind] % ".".join(map(str, number))
                    words = nodes.inline("", text, classes=["std", "std-numref"])
                    ref.replace_self(make_refnode(builder, self.env.docname, docname, anchor, words))
                    break


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_post_transform(ResolveNumbers)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
