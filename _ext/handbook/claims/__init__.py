"""Claims: the records of the articles, and what is made from them."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook.claims.directives import DisagreementDirective, made_from_claims
from handbook.claims.domain import BookDomain
from handbook.claims.ledger import FillTables, LedgerDirective, check_disagreements, write_data


def setup(app: Sphinx) -> ExtensionMetadata:
    app.add_domain(BookDomain)
    app.add_node(made_from_claims)
    app.add_directive("claims-ledger", LedgerDirective)
    app.add_directive("claims-counts", LedgerDirective)
    app.add_directive("disagreement", DisagreementDirective)
    app.add_post_transform(FillTables)
    app.connect("env-check-consistency", check_disagreements)
    app.connect("build-finished", write_data)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
