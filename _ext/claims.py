"""The Sphinx domain ``book``: the seeds, their claims, and where the claims contradict one another.

Directives
    ``{seed} slug``          names the article that a record is about (``:key:``, ``:paragraphs:``, ``:sha256:``);
    ``{claim} slug-nn``      one claim: ``:para:``, ``:topic:``, ``:verdict:``, ``:sources:``, ``:conflicts:``; its first
                             paragraph is the claim, the rest what the record says of it.
Role
    ``{claim}`caspian-04` `` a link to a claim that shows its paragraph and verdict.

Claims are objects of the inventory (``book:claim``) and labels of the standard domain, so that other books can cite them.
Wrong input is a warning with file and line; the build is run with ``-W``.
"""
from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Set
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from backlinks import reading_order, used_in
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode
from sphinx.util.typing import ExtensionMetadata, OptionSpec
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

logger = logging.getLogger(__name__)

VERDICTS = ("confirmed", "partly", "contradicted", "unverified", "opinion")
TOPICS = ("background", "summit", "resources", "corridors", "critiques")
_ID = re.compile(r"([a-z]+)-(\d{2,3})")


@dataclass(frozen=True)
class Seed:
    """An article that the book starts from; ``paragraphs`` is how many its text has."""

    slug: str
    key: str
    paragraphs: int
    sha256: str
    docname: str


@dataclass(frozen=True)
class Claim:
    """One claim of a seed; ``paragraphs`` are the numbers that ``para`` names (none for a title)."""

    id: str
    seed: str
    para: str
    paragraphs: tuple[int, ...]
    topic: str
    verdict: str
    sources: tuple[str, ...]
    conflicts: tuple[str, ...]
    text: str
    record: str
    docname: str = field(compare=False)
    line: int = field(compare=False)

    @property
    def where(self) -> str:
        return re.sub(r"^(title, )?(?=\d)", r"\1¶", self.para)


@dataclass(frozen=True)
class Disagreement:
    """A point on which *claims* contradict one another; see ``_ext/ledger.py``."""

    claims: tuple[str, ...]
    docname: str
    line: int


def parse_paragraphs(text: str) -> tuple[int, ...]:
    """Return the numbers in ``5``, ``5, 9`` or ``5–7``; the word ``title`` names none.

    :raises ValueError: where *text* has another form or a range runs backwards.
    """
    if text == "title":
        return ()
    numbers: list[int] = []
    for part in re.split(r",\s*", text):
        match = re.fullmatch(r"(\d+)(?:[–-](\d+))?", part)
        if not match:
            if part == "title":
                continue
            raise ValueError(part)
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(part)
        numbers += range(first, last + 1)
    return tuple(numbers)


def _words(argument: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in argument.split(",") if word.strip())


class SeedDirective(SphinxDirective):
    """State which article the record is about, once a record and before its claims."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        "key": directives.unchanged_required,
        "paragraphs": directives.positive_int,
        "sha256": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        missing = [name for name in self.option_spec if name not in self.options]
        if missing:
            raise self.error(f"seed {self.arguments[0]!r} lacks :{missing[0]}:")
        seed = Seed(self.arguments[0], docname=self.env.docname, **self.options)
        if seed.key != self.env.docname.rpartition("/")[2]:
            raise self.error(f"the record of {seed.key!r} must be a file of that name")
        if seed.key not in known_sources(self.env):
            raise self.error(f"no entry {seed.key!r} in refs.bib")
        if not re.fullmatch("[0-9a-f]{64}", seed.sha256):
            raise self.error(f"seed {seed.slug!r}: :sha256: is not 64 hexadecimal digits")
        if seed.slug in domain(self.env).seeds:
            raise self.error(f"seed {seed.slug!r} has a record already, in {domain(self.env).seeds[seed.slug].docname}")
        domain(self.env).seeds[seed.slug] = seed
        note = nodes.paragraph("", f"Its text has {seed.paragraphs} numbered paragraphs; SHA-256 of the file read: ")
        note += nodes.literal("", seed.sha256, classes=["checksum"])
        return [note, used_in("", kind="source", key=seed.key, label="Cited in")]


class ClaimDirective(SphinxDirective):
    """Put one claim on record."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        name: directives.unchanged_required for name in ("para", "topic", "verdict", "sources", "conflicts")
    }

    def run(self) -> list[nodes.Node]:
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        claim = self.checked(body)
        if claim is None:
            return []
        domain(self.env).add(claim)
        block = nodes.container("", ids=[claim.id], classes=["claim", f"claim-{claim.verdict}"])
        self.set_source_info(block)
        head = nodes.paragraph("", classes=["claim-head"])
        head += nodes.reference("", claim.id, refid=claim.id, internal=True, classes=["claim-id"])
        head += nodes.Text(f" {claim.where} · {claim.topic} · ")
        head += nodes.inline("", claim.verdict, classes=["verdict", f"verdict-{claim.verdict}"])
        block += head
        body.children[0]["classes"].append("claim-text")  # type: ignore[index]
        block += body.children
        block += self.links(claim, body)
        self.state.document.note_explicit_target(block)
        return [block]

    def checked(self, body: nodes.Element) -> Claim | None:
        """Return the claim, or None after a warning that says what is wrong and how to mend it."""
        id_, options, store = self.arguments[0], self.options, domain(self.env)
        slug = id_.rpartition("-")[0]
        seed = store.seeds.get(slug)
        known = known_sources(self.env)
        sources, conflicts = _words(options.get("sources", "")), _words(options.get("conflicts", ""))
        problem = ""
        paragraphs: tuple[int, ...] = ()
        if not _ID.fullmatch(id_) or seed is None or seed.docname != self.env.docname:
            problem = f"claim id {id_!r} must be the slug of the record's {{seed}} and two or three digits"
        elif id_ in store.claims:
            there = store.claims[id_]
            problem = f"claim {id_} is already at {there.docname}:{there.line}; take the next free number"
        elif missing := [name for name in ("para", "topic", "verdict") if name not in options]:
            problem = f"claim {id_} lacks :{missing[0]}:"
        elif options["verdict"] not in VERDICTS:
            problem = f"claim {id_}: verdict {options['verdict']!r} is not one of {', '.join(VERDICTS)}"
        elif options["topic"] not in TOPICS:
            problem = f"claim {id_}: topic {options['topic']!r} is not one of {', '.join(TOPICS)}"
        elif unknown := [key for key in sources if key not in known]:
            problem = f"claim {id_}: no entry {unknown[0]!r} in refs.bib"
        elif not sources and options["verdict"] not in ("unverified", "opinion"):
            problem = f"claim {id_}: a claim that is {options['verdict']} needs :sources:"
        elif id_ in conflicts:
            problem = f"claim {id_} cannot conflict with itself; mend :conflicts:"
        elif not body.children or not isinstance(body[0], nodes.paragraph):
            problem = f"claim {id_} has no text"
        elif len(body.children) < 2:
            problem = f"claim {id_}: say after the claim what the record says, or why nothing was found"
        else:
            try:
                paragraphs = parse_paragraphs(options["para"])
            except ValueError as error:
                problem = f"claim {id_}: :para: {error} is not a number, a range such as 5–7, or the word title"
            if any(not 1 <= number <= seed.paragraphs for number in paragraphs):
                problem = f"claim {id_}: paragraph {options['para']} is out of range; the article has {seed.paragraphs}"
        if problem:
            logger.warning(problem, location=self.get_location(), type="claim")
            return None
        return Claim(
            id_, slug, options["para"].replace("-", "–"), paragraphs, options["topic"], options["verdict"], sources,
            conflicts, body[0].astext(),
            "\n\n".join(plain(child) for child in body.children[1:]), self.env.docname, self.lineno,
        )

    def links(self, claim: Claim, body: nodes.Element) -> list[nodes.Node]:
        """Return the lines under a claim: sources that its text does not cite, conflicts, and where it is used."""
        lines: list[nodes.Node] = []
        targets = [ref["reftarget"] for ref in body.findall(pending_xref) if ref["refdomain"] == "cite"]
        cited = {target.key for text in targets for target in parse_citation_targets(text)}
        rest = [key for key in claim.sources if key not in cited]
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


def plain(node: nodes.Node) -> str:
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


class BookDomain(Domain):
    """Seeds and claims, by slug and by id."""

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
    data_version = 1

    @property
    def seeds(self) -> dict[str, Seed]:
        return self.data["seeds"]

    @property
    def claims(self) -> dict[str, Claim]:
        return self.data["claims"]

    @property
    def disagreements(self) -> dict[str, Disagreement]:
        return self.data["disagreements"]

    def add(self, claim: Claim) -> None:
        self.claims[claim.id] = claim
        standard = self.env.domains.standard_domain
        standard.note_hyperlink_target(claim.id, claim.docname, claim.id, f"Claim {claim.id}")

    def clear_doc(self, docname: str) -> None:
        for store in (self.seeds, self.claims, self.disagreements):
            for name in [name for name, item in store.items() if item.docname == docname]:
                del store[name]

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        for kind in self.initial_data:
            mine = self.data[kind]
            for name, item in otherdata[kind].items():
                if item.docname in docnames:
                    if name in mine and mine[name].docname not in docnames:  # read by another process
                        logger.warning(f"{name!r} is on {mine[name].docname} too", location=item.docname, type="claim")
                    mine[name] = item

    def check_consistency(self) -> None:
        """Warn of a conflict that only one of two claims names."""
        for claim in self.claims.values():
            for other in claim.conflicts:
                if other in self.claims and claim.id not in self.claims[other].conflicts:
                    there = self.claims[other]
                    logger.warning(
                        f"claim {claim.id} says that {other} contradicts it, but {other} does not name {claim.id}: "
                        "add it to :conflicts: there",
                        location=(there.docname, there.line), type="claim",
                    )

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, node: pending_xref,
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
            yield claim.id, f"{claim.id}: {claim.text}", "claim", claim.docname, claim.id, 1

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


def domain(env: BuildEnvironment) -> BookDomain:
    return env.get_domain("book")  # type: ignore[return-value]


def known_sources(env: BuildEnvironment) -> Collection[str]:
    """Return the keys of ``refs.bib``."""
    return env.get_domain("cite").bibdata.data.entries  # type: ignore[attr-defined]


def setup(app: Sphinx) -> ExtensionMetadata:
    app.setup_extension("sphinxcontrib.bibtex")
    app.setup_extension("backlinks")
    app.add_domain(BookDomain)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
