"""Resolve ``{numref}`` to a table or figure by the numbers that Sphinx keeps.

Sphinx 9.0 reads the target's whole page from the disk again for each reference (``StandardDomain._resolve_numref_xref``), which
took a sixth of a build.  What is not found here is left to it, warnings included.  This file goes when Sphinx keeps the kind of
each label beside it.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from handbook import Priority
from handbook.book import app_of


class ResolveNumbers(SphinxPostTransform):
    """Resolve the references whose number is known."""

    default_priority = Priority.BEFORE_REFERENCES
    builders = ("html", "epub", "bookpdf")

    def run(self, **kwargs: object) -> None:
        standard = self.env.domains.standard_domain
        for ref in list(self.document.findall(pending_xref)):
            if (ref["refdomain"], ref["reftype"]) != ("std", "numref") or ref["refexplicit"]:
                continue
            docname, anchor = standard.anonlabels.get(ref["reftarget"], ("", ""))
            for kind in ("table", "figure"):
                number = self.env.toc_fignumbers.get(docname, {}).get(kind, {}).get(anchor)
                if number:
                    text = self.config.numfig_format[kind] % ".".join(map(str, number))
                    words = nodes.inline("", text, classes=["std", "std-numref"])
                    ref.replace_self(make_refnode(app_of(self.env).builder, self.env.docname, docname, anchor, words))
                    break
