"""Directives of the records.

``{seed} slug``          names the article that a record is about (``:key:``, ``:paragraphs:``, ``:sha256:``);
``{claim} slug-nn``      one claim: ``:para:``, ``:topic:``, ``:verdict:``, ``:sources:``, ``:conflicts:``; its first paragraph is
                         the claim, the rest what the record says of it;
``{disagreement} slug``  one point on which claims contradict one another (``:claims:``, ``:section:``); its first paragraph
                         names the point, the rest is the book's judgement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from handbook.book import Fault, used_in, warn
from handbook.claims.model import CLAIM_ID, Claim, Disagreement, Seed, parse_paragraphs, problems, words
from handbook.sources.cite import entries

if TYPE_CHECKING:  # the domain lists these directives
    from handbook.claims.domain import BookDomain


class made_from_claims(nodes.General, nodes.Element):
    """Placeholder for what :mod:`handbook.claims.ledger` makes of all claims: ``kind`` and, for one claim, ``key``."""


class RecordDirective(SphinxDirective):
    """What the directives of the records share."""

    required_arguments = 1

    @property
    def store(self) -> BookDomain:
        return self.env.get_domain("book")  # type: ignore[return-value]

    def parsed(self) -> nodes.Element:
        """Return the content, parsed."""
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        return body


class SeedDirective(RecordDirective):
    """State which article the record is about, once a record and before its claims."""

    option_spec: ClassVar[OptionSpec] = {
        "key": directives.unchanged_required,
        "paragraphs": directives.positive_int,
        "sha256": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        slug, store = self.arguments[0], self.store
        name = self.env.docname.rpartition("/")[2]
        seed = Seed(
            slug,
            self.options.get("key", name),
            self.options.get("paragraphs", 0),
            self.options.get("sha256", ""),
            self.env.docname,
        )
        faults = [f"seed {slug!r} lacks :{option}:" for option in self.option_spec or () if option not in self.options]
        if seed.key != name:
            faults.append(f"the record of {seed.key!r} must be a file of that name")
        if seed.key not in entries(self.env):
            faults.append(f"no entry {seed.key!r} in refs.bib")
        if "sha256" in self.options and not re.fullmatch("[0-9a-f]{64}", seed.sha256):
            faults.append(f"seed {slug!r}: :sha256: is not 64 hexadecimal digits")
        if slug in store.seeds:
            faults.append(f"seed {slug!r} has a record already, in {store.seeds[slug].docname}")
        for fault in faults:
            warn(Fault.CLAIM, fault, self.get_location())
        store.seeds.setdefault(slug, seed)  # with its faults: without it each claim would be reported too
        note = nodes.paragraph("", f"Its text has {seed.paragraphs} numbered paragraphs; SHA-256 of the file read: ")
        note += nodes.literal("", seed.sha256, classes=["checksum"])
        return [note, used_in("", kind="source", key=seed.key, label="Cited in")]


class ClaimDirective(RecordDirective):
    """Put one claim on record."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        name: directives.unchanged_required for name in ("para", "topic", "verdict", "sources", "conflicts")
    }

    def run(self) -> list[nodes.Node]:
        body = self.parsed()
        if body.children and not isinstance(body[0], nodes.paragraph):
            body.insert(0, nodes.paragraph())  # no claim: reported below
        claim = self.claim(body)
        there = self.store.claims.get(claim.id)
        if there:
            warn(
                Fault.CLAIM,
                f"claim {claim.id} is already at {there.docname}:{there.line}; take the next free number",
                self.get_location(),
            )
            return []
        for problem in problems(claim, self.store.seeds.get(claim.seed), entries(self.env)):
            warn(Fault.CLAIM, problem, self.get_location())
        if not CLAIM_ID.fullmatch(claim.id) or claim.seed not in self.store.seeds or not body.children:
            return []
        self.store.add(claim)
        block = nodes.container("", ids=[claim.id], classes=["claim", f"claim-{claim.verdict}"])
        self.set_source_info(block)
        head = nodes.paragraph("", classes=["claim-head"])
        head += nodes.reference("", claim.id, refid=claim.id, internal=True, classes=["claim-id"])
        head += nodes.Text(f" {claim.where} · {claim.topic} · ")
        head += nodes.inline("", claim.verdict, classes=["verdict", f"verdict-{claim.verdict}"])
        text, *record = body.children
        assert isinstance(text, nodes.Element)
        text["classes"].append("claim-text")
        block += [head, text, *record, *self.links(claim, body)]
        self.state.document.note_explicit_target(block)
        return [block]

    def claim(self, body: nodes.Element) -> Claim:
        """Return the claim as it is written, with whatever is wrong with it."""
        id_, options = self.arguments[0], self.options
        para = options.get("para", "")
        try:
            paragraphs = parse_paragraphs(para)
        except ValueError:
            paragraphs = ()
        return Claim(
            id=id_,
            seed=id_.rpartition("-")[0],
            para=para.replace("-", "–"),
            paragraphs=paragraphs,
            topic=options.get("topic", ""),
            verdict=options.get("verdict", ""),
            sources=words(options.get("sources", "")),
            conflicts=words(options.get("conflicts", "")),
            text=body[0].astext() if body.children else "",
            record="\n\n".join(text_of(child) for child in body.children[1:]),
            docname=self.env.docname,
            line=self.lineno,
        )

    def links(self, claim: Claim, body: nodes.Element) -> list[nodes.Node]:
        """Return the lines under a claim: sources that its text does not cite, conflicts, and where it is used."""
        lines: list[nodes.Node] = []
        targets = [ref["reftarget"] for ref in body.findall(pending_xref) if ref["refdomain"] == "cite"]
        cited = {target.key for text in targets for target in parse_citation_targets(text)}
        rest = [key for key in claim.sources if key not in cited and key in entries(self.env)]
        if rest:
            parsed, _ = self.parse_inline("Also {cite:t}`" + ",".join(rest) + "`.", lineno=self.lineno)
            lines.append(nodes.paragraph("", "", *parsed, classes=["claim-sources"]))
        if claim.conflicts:
            line = nodes.paragraph("", "Said otherwise in ", classes=["claim-conflicts"])
            for i, other in enumerate(claim.conflicts):
                line += [nodes.Text(", ")] if i else []
                line += claim_reference(other, self.env.docname, reftype="conflict")
                line[-1].source, line[-1].line = self.get_source_info()
            lines.append(line)
        return [*lines, used_in("", kind="claim", key=claim.id, label="Used in")]


class DisagreementDirective(RecordDirective):
    """Record one contradiction; the claims are shown with their text and verdict."""

    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "claims": directives.unchanged_required,
        "section": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        slug, claims, body = self.arguments[0], words(self.options.get("claims", "")), self.parsed()
        if len(set(claims)) < 2 or len(body.children) < 2 or "section" not in self.options:
            raise self.error(f"disagreement {slug!r} needs two claims, a :section: and two paragraphs: the point, the judgement")
        source, line = self.get_source_info()
        self.store.disagreements[slug] = Disagreement(claims, self.env.docname, line)
        block = nodes.container("", ids=[f"disagreements-{slug}"], classes=["disagreement"])
        self.set_source_info(block)
        point, *judgement = body.children
        assert isinstance(point, nodes.Element)
        point["classes"].append("point")
        items = nodes.bullet_list("", classes=["sides"])
        for id_ in claims:
            reference = claim_reference(id_, self.env.docname)
            reference.source, reference.line = source, line
            text = made_from_claims("", kind="claim-text", key=id_)
            items += nodes.list_item("", nodes.paragraph("", "", reference, nodes.Text(": "), text))
        target = label_reference(self.options["section"], self.env.docname)
        target.source, target.line = source, line
        treated = nodes.paragraph("", "Treated in ", target, classes=["used-in"])
        block += [point, items, *judgement, treated]
        self.state.document.note_explicit_target(block)
        standard = self.env.domains.standard_domain
        standard.note_hyperlink_target(block["ids"][0], self.env.docname, block["ids"][0], point.astext())
        return [block]


def text_of(node: nodes.Node) -> str:
    """Return the text of *node* with its citations as keys, for the data files."""
    copy = node.deepcopy() if isinstance(node, nodes.Element) else node
    for ref in list(copy.findall(pending_xref)):
        if ref["refdomain"] == "cite":
            ref.parent.replace(ref, nodes.Text(f"({ref['reftarget']})"))
    return copy.astext()


def claim_reference(id_: str, docname: str, reftype: str = "claim") -> pending_xref:
    """Return an unresolved link to a claim, as the role makes it."""
    ref = pending_xref("", nodes.inline("", id_), refdomain="book", reftype=reftype, reftarget=id_, refexplicit=False)
    ref["refdoc"], ref["refwarn"] = docname, True
    return ref


def label_reference(label: str, docname: str, text: str = "") -> pending_xref:
    """Return an unresolved link to a label, with *text* or the title of its section."""
    return pending_xref(
        "",
        nodes.inline("", text or label),
        refdomain="std",
        reftype="ref",
        reftarget=label,
        refexplicit=bool(text),
        refwarn=True,
        refdoc=docname,
    )
