"""Pages made from the claims: the ledger, the counts, the disagreements, and the files to download.

Directives
    ``{claims-ledger}``        every claim in one table, whole without JavaScript; ``_static/book.js`` adds sorting and filters;
    ``{claims-counts}``        how many claims of each seed have which verdict;
    ``{disagreement} slug``    one point on which claims contradict one another (``:claims:``, ``:section:``); its first paragraph
                               names the point, the rest is the book's judgement.
A web build also leaves ``data/claims.json`` and ``data/claims.csv``.
"""
from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import ClassVar

from backlinks import made_from_claims, places
from claims import VERDICTS, Claim, Disagreement, claim_reference, domain
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

logger = logging.getLogger(__name__)


class LedgerDirective(SphinxDirective):
    """Leave a placeholder that :class:`FillTables` replaces when every page has been read."""

    option_spec: ClassVar[OptionSpec] = {"name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        node = made_from_claims("", kind=self.name)
        self.add_name(node)
        return [node]


class DisagreementDirective(SphinxDirective):
    """Record one contradiction; the claims are shown with their text and verdict."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "claims": directives.unchanged_required,
        "section": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        slug = self.arguments[0]
        claims = tuple(word.strip() for word in self.options.get("claims", "").split(",") if word.strip())
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        if len(set(claims)) < 2 or len(body.children) < 2 or "section" not in self.options:
            raise self.error(f"disagreement {slug!r} needs two claims, a :section: and two paragraphs: the point, the judgement")
        source, line = self.get_source_info()
        domain(self.env).disagreements[slug] = Disagreement(claims, self.env.docname, line)
        block = nodes.container("", ids=[f"disagreements-{slug}"], classes=["disagreement"])
        self.set_source_info(block)
        point = body.children[0]
        point["classes"].append("point")  # type: ignore[index]
        items = nodes.bullet_list("", classes=["sides"])
        for id_ in claims:
            reference = claim_reference(id_, self.env.docname)
            reference.source, reference.line = source, line
            text = made_from_claims("", kind="claim-text", key=id_)
            items += nodes.list_item("", nodes.paragraph("", "", reference, nodes.Text(": "), text))
        label = self.options["section"]
        target = pending_xref(
            "", nodes.inline("", label), refdomain="std", reftype="ref", reftarget=label, refexplicit=False, refwarn=True,
        )
        target["refdoc"], target.source, target.line = self.env.docname, source, line
        treated = nodes.paragraph("", "Treated in ", target, classes=["used-in"])
        block += [point, items, *body.children[1:], treated]
        self.state.document.note_explicit_target(block)
        standard = self.env.domains.standard_domain
        standard.note_hyperlink_target(block["ids"][0], self.env.docname, block["ids"][0], point.astext())
        return [block]


class FillTables(SphinxPostTransform):
    """Put the tables and texts in, before references are resolved."""

    default_priority = 7

    def run(self, **kwargs: object) -> None:
        for node in list(self.document.findall(made_from_claims)):
            store = domain(self.env)
            if node["kind"] == "claim-text":
                claim = store.claims.get(node["key"])
                node.replace_self(nodes.Text(claim.text if claim else ""))
            else:
                make = ledger_table if node["kind"] == "claims-ledger" else counts_table
                made = make(self.env)
                made["ids"] += node["ids"]
                node.replace_self(made)


def table(
    head: list[str], rows: list[list[list[nodes.Node]]], widths: list[int], classes: list[str], stub: bool = True,
) -> nodes.table:
    """Return a table node; a cell is a list of inline nodes; with *stub* the first cell of a row is its header."""
    columns = [nodes.colspec(colwidth=width) for width in widths]
    if stub:
        columns[0]["stub"] = 1
    group = nodes.tgroup("", *columns, cols=len(widths))

    def row(cells: list[list[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))

    group += nodes.thead("", row([[nodes.Text(name)] for name in head]))
    group += nodes.tbody("", *(row(cells) for cells in rows))
    return nodes.table("", group, classes=[*classes, "colwidths-given"])


def ledger_table(env: BuildEnvironment) -> nodes.table:
    def cells(claim: Claim) -> list[list[nodes.Node]]:
        link = claim_reference(claim.id, env.docname)
        link["refexplicit"] = True
        verdict = nodes.inline("", claim.verdict, classes=["verdict", f"verdict-{claim.verdict}"])
        return [[link], [nodes.Text(claim.where)], [nodes.Text(claim.topic)], [verdict], [nodes.Text(claim.text)]]

    head = ["Claim", "Paragraph", "Topic", "Verdict", "What the article says"]
    return table(head, [cells(claim) for claim in domain(env).ordered()], [14, 10, 12, 12, 52], ["ledger"])


def counts_table(env: BuildEnvironment) -> nodes.table:
    store = domain(env)
    ordered = store.ordered()
    slugs = list(dict.fromkeys(claim.seed for claim in ordered))

    def numbers(claims: list[Claim]) -> list[list[nodes.Node]]:
        counts = [sum(claim.verdict == verdict for claim in claims) for verdict in VERDICTS]
        return [[nodes.Text(str(n))] for n in [*counts, len(claims)]]

    def record(slug: str) -> nodes.Node:
        label = f"{store.seeds[slug].key}-record"
        return pending_xref(
            "", nodes.inline("", slug), refdomain="std", reftype="ref", reftarget=label, refexplicit=True, refwarn=True,
        )

    rows = [[[record(slug)], *numbers([c for c in ordered if c.seed == slug])] for slug in slugs]
    rows.append([[nodes.Text("all")], *numbers(ordered)])
    return table(["Seed", *VERDICTS, "all"], rows, [20, 13, 13, 15, 14, 12, 13], ["counts"])


def check(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn where a conflict between claims has no disagreement, or a disagreement no conflict behind it."""
    store = domain(env)
    entries = store.disagreements
    covered = {frozenset((a, b)) for entry in entries.values() for a in entry.claims for b in entry.claims}
    for claim in store.claims.values():
        for other in claim.conflicts:
            if claim.id < other and frozenset((claim.id, other)) not in covered:
                logger.warning(
                    f"{claim.id} and {other} conflict, but no disagreement in reference/disagreements names both",
                    location=(claim.docname, claim.line), type="claim",
                )
    for slug, entry in entries.items():
        for id_ in entry.claims:
            named = store.claims.get(id_)
            if named and not set(named.conflicts) & set(entry.claims):
                logger.warning(
                    f"disagreement {slug!r} names {id_}, whose :conflicts: name none of its other claims",
                    location=(entry.docname, entry.line), type="claim",
                )


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Write the claims as JSON and CSV for a web build."""
    if exception or app.builder.name != "html":
        return
    store, folder = domain(app.env), Path(app.outdir, "data")
    folder.mkdir(exist_ok=True)
    used = places(app.env)
    rows = [{**row, "used_in": [place.anchor for place in used.get(("claim", row["id"]), ())]} for row in store.rows()]
    text = json.dumps({"edition": app.config.release, "claims": rows}, ensure_ascii=False, indent=1)
    (folder / "claims.json").write_text(text + "\n", "utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        names = ["id", "seed", "para", "topic", "verdict", "text", "record", "sources", "conflicts", "used_in", "page"]
        writer = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({k: " ".join(map(str, v)) if isinstance(v, (list, tuple)) else v for k, v in row.items()})


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("claims")
    app.add_directive("claims-ledger", LedgerDirective)
    app.add_directive("claims-counts", LedgerDirective)
    app.add_directive("disagreement", DisagreementDirective)
    app.add_post_transform(FillTables)
    app.connect("env-check-consistency", check)
    app.connect("build-finished", write_data)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
