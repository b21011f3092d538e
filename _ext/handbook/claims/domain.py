"""The Sphinx domain ``book``: articles and claims as objects of the inventory, and the role ``{claim}`` that links to a claim.

Claims are labels of the standard domain too, so that other books can cite them either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import asdict
from typing import Any, ClassVar

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from handbook.book import Fault, reading_order, warn
from handbook.claims.directives import ClaimDirective, SeedDirective
from handbook.claims.model import Claim, Disagreement, Seed


class BookDomain(Domain):
    """Articles by slug, claims by id, disagreements by name."""

    name = "book"
    label = "Handbook"
    object_types: ClassVar = {"claim": ObjType("claim", "claim")}
    directives: ClassVar = {"seed": SeedDirective, "claim": ClaimDirective}
    roles: ClassVar = {"claim": XRefRole(warn_dangling=True)}
    dangling_warnings: ClassVar = {
        "claim": "no claim %(target)r is on record; see seeds/ for the ids",
        "conflict": "no claim %(target)r is on record; mend :conflicts:",
    }
    initial_data: ClassVar = {"seeds": {}, "claims": {}, "disagreements": {}}
    data_version = 2

    @property
    def seeds(self) -> dict[str, Seed]:
        return self.data["seeds"]  # type: ignore[no-any-return]

    @property
    def claims(self) -> dict[str, Claim]:
        return self.data["claims"]  # type: ignore[no-any-return]

    @property
    def disagreements(self) -> dict[str, Disagreement]:
        return self.data["disagreements"]  # type: ignore[no-any-return]

    def add(self, claim: Claim) -> None:
        self.claims[claim.id] = claim
        standard = self.env.domains.standard_domain
        standard.note_hyperlink_target(claim.id, claim.docname, claim.id, f"Claim {claim.id}")

    def clear_doc(self, docname: str) -> None:
        for kind in self.initial_data:
            self.data[kind] = {name: item for name, item in self.data[kind].items() if item.docname != docname}

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for kind in self.initial_data:
            mine = self.data[kind]
            for name, item in otherdata[kind].items():
                if item.docname in docnames:
                    if name in mine and mine[name].docname not in docnames:  # read by another process
                        warn(Fault.CLAIM, f"{name!r} is on {mine[name].docname} too", item.docname)
                    mine[name] = item

    def check_consistency(self) -> None:
        """Report a conflict that only one of two claims names."""
        for claim in self.claims.values():
            for other in claim.conflicts:
                if other in self.claims and claim.id not in self.claims[other].conflicts:
                    there = self.claims[other]
                    warn(
                        Fault.CLAIM,
                        f"claim {claim.id} says that {other} contradicts it, but {other} does not name {claim.id}: "
                        "add it to :conflicts: there",
                        (there.docname, there.line),
                    )

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        claim = self.claims.get(target)
        if claim is None:
            return None
        if not node.get("refexplicit"):
            shown = claim.id if typ == "conflict" else f"[{claim.id}, {claim.where}, {claim.verdict}]"
            contnode = nodes.inline("", shown, classes=["claim-link"])
        return make_refnode(builder, fromdocname, claim.docname, claim.id, contnode)

    def resolve_any_xref(self, *args: Any, **kwargs: Any) -> list[tuple[str, nodes.reference]]:
        return []  # a claim is a label too: one answer is enough

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        for claim in self.claims.values():
            # The name shown is the id itself: Sphinx rebuilds an anchor that equals the name from the name shown (sphinx#10380).
            yield claim.id, claim.id, "claim", claim.docname, claim.id, 1

    def ordered(self) -> list[Claim]:
        """Return every claim, by record in the order of the book, and by number."""
        order = {name: i for i, name in enumerate(reading_order(self.env))}

        def place(claim: Claim) -> tuple[int, str, int]:
            return order.get(claim.docname, len(order)), claim.docname, int(claim.id.rpartition("-")[2])

        return sorted(self.claims.values(), key=place)

    def rows(self) -> list[dict[str, Any]]:
        """Return every claim as plain data, for JSON and CSV."""
        rows = []
        for claim in self.ordered():
            row = asdict(claim)
            row["seed"], row["page"] = self.seeds[claim.seed].key, row.pop("docname")
            del row["line"]
            rows.append(row)
        return rows


def book_domain(env: BuildEnvironment) -> BookDomain:
    domain = env.get_domain("book")
    assert isinstance(domain, BookDomain)
    return domain
