"""Tables and files made from all claims.

``{claims-ledger}``  every claim in one table, whole without JavaScript; ``_static/ledger.js`` adds sorting and filters;
``{claims-counts}``  how many claims of each article have which verdict.

A web build also leaves ``data/claims.json`` and ``data/claims.csv``.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from handbook import Priority
from handbook.book import Fault, is_web, table, warn
from handbook.claims.directives import claim_reference, label_reference, made_from_claims
from handbook.claims.domain import book_domain
from handbook.claims.model import VERDICTS, Claim
from handbook.page.backlinks import places

CSV_COLUMNS = ("id", "seed", "para", "topic", "verdict", "text", "record", "sources", "conflicts", "used_in", "page")


class LedgerDirective(SphinxDirective):
    """Leave a placeholder that :class:`FillTables` replaces when every page has been read."""

    option_spec: ClassVar[OptionSpec] = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        node = made_from_claims("", kind=self.name)
        self.add_name(node)
        return [node]


class FillTables(SphinxPostTransform):
    """Put the tables and the texts of claims in, before references are resolved."""

    default_priority = Priority.CLAIMS

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(made_from_claims)):
            if node["kind"] == "claim-text":
                claim = book_domain(self.env).claims.get(node["key"])
                node.replace_self(nodes.Text(claim.text if claim else ""))
            else:
                made = ledger_table(self.env) if node["kind"] == "claims-ledger" else counts_table(self.env)
                made["ids"] += node["ids"]
                node.replace_self(made)


def ledger_table(env: BuildEnvironment) -> nodes.table:
    def cells(claim: Claim) -> list[list[nodes.Node]]:
        link = claim_reference(claim.id, env.docname)
        link["refexplicit"] = True
        verdict = nodes.inline("", claim.verdict, classes=["verdict", f"verdict-{claim.verdict}"])
        return [[link], [nodes.Text(claim.where)], [nodes.Text(claim.topic)], [verdict], [nodes.Text(claim.text)]]

    head = ["Claim", "Paragraph", "Topic", "Verdict", "What the article says"]
    return table(head, [cells(claim) for claim in book_domain(env).ordered()], [14, 10, 12, 12, 52], ["ledger"])


def counts_table(env: BuildEnvironment) -> nodes.table:
    store = book_domain(env)
    ordered = store.ordered()
    slugs = list(dict.fromkeys(claim.seed for claim in ordered))

    def numbers(claims: list[Claim]) -> list[list[nodes.Node]]:
        counts = [sum(claim.verdict == verdict for claim in claims) for verdict in VERDICTS]
        return [[nodes.Text(str(n))] for n in [*counts, len(claims)]]

    def record(slug: str) -> nodes.Node:
        return label_reference(f"{store.seeds[slug].key}-record", env.docname, slug)

    rows = [[[record(slug)], *numbers([c for c in ordered if c.seed == slug])] for slug in slugs]
    rows.append([[nodes.Text("all")], *numbers(ordered)])
    return table(["Article", *VERDICTS, "all"], rows, [20, 13, 13, 15, 14, 12, 13], ["counts"])


def check_disagreements(app: Sphinx, env: BuildEnvironment) -> None:
    """Report a conflict between claims that no disagreement names, and a disagreement with no conflict behind it."""
    store = book_domain(env)
    covered = {frozenset((a, b)) for entry in store.disagreements.values() for a in entry.claims for b in entry.claims}
    for claim in store.claims.values():
        for other in claim.conflicts:
            if claim.id < other and other in store.claims and frozenset((claim.id, other)) not in covered:
                warn(
                    Fault.CLAIM,
                    f"{claim.id} and {other} conflict, but no disagreement in reference/disagreements names both",
                    (claim.docname, claim.line),
                )
    for slug, entry in store.disagreements.items():
        for id_ in entry.claims:
            named = store.claims.get(id_)
            if named and not set(named.conflicts) & set(entry.claims):
                warn(
                    Fault.CLAIM,
                    f"disagreement {slug!r} names {id_}, whose :conflicts: name none of its other claims",
                    (entry.docname, entry.line),
                )


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write the claims as JSON and CSV for a web build."""
    if exception or not is_web(app):
        return
    folder = Path(app.outdir, "data")
    folder.mkdir(exist_ok=True)
    used = places(app.env)
    rows = [
        {**row, "used_in": [place.anchor for place in used.get(("claim", row["id"]), ())]} for row in book_domain(app.env).rows()
    ]
    text = json.dumps({"edition": app.config.release, "claims": rows}, ensure_ascii=False, indent=1)
    (folder / "claims.json").write_text(text + "\n", "utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, CSV_COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({k: " ".join(map(str, v)) if isinstance(v, (list, tuple)) else v for k, v in row.items()})
