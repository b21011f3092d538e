"""Citations: (MOFA Japan 2025c, ¶12; Jiji Press 2025) by ``{cite:p}``, and MOFA Japan (2025c, ¶12) by ``{cite:t}``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import ClassVar, NamedTuple

from docutils import nodes
from pybtex.database import Entry
from pybtex.exceptions import PybtexError
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode
from sphinxcontrib.bibtex.bibfile import BibData, process_bibdata
from sphinxcontrib.bibtex.citation_target import CitationTarget, parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain

from handbook.book import Fault, warn
from handbook.sources.entries import cited_as, field, problem_of, year_of

CITATION = re.compile(r"\{cite(:[a-z]+)?\}`([^`]*)`")


class Work(NamedTuple):
    """Where a work stands in the list, and how a citation names it."""

    position: int
    docname: str
    anchor: str
    author: str
    year: str
    name: str  # what the book calls an article that it starts from; empty for other works


class AuthorDate(BibtexDomain):
    """The domain ``cite`` with this book's citations, in which several works stand in the order of the list.

    Each citation is a plain cross-reference.  sphinxcontrib-bibtex's own roles note every citation, to list cited works alone and
    to lead back from the list, and its reference styles parse the authors again at every citation (14 % of build time).  Here all
    works are listed (``:all:``) and :mod:`handbook.page.backlinks` leads back from them.  Written for sphinxcontrib-bibtex 2.7; a
    reference style that may keep the names it has parsed would make this class unnecessary.
    """

    roles: ClassVar = {name: XRefRole(innernodeclass=nodes.inline) for name in ("p", "t")}

    def env_updated(self) -> Iterable[str]:
        updated = super().env_updated()
        self.works = {
            c.key: Work(
                i, c.bibliography_key.docname, c.citation_id, cited_as(c.entry), year_of(c.entry), field(c.entry, "shorttitle")
            )
            for i, c in enumerate(self.citations)
        }
        return updated

    def resolve_xref(  # type: ignore[override]  # an inline with several references, as sphinxcontrib-bibtex's own
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        targets = {cited.key: cited for cited in parse_citation_targets(target)}
        for key in targets.keys() - self.works.keys():
            warn(Fault.CITATION, f"no entry {key} in {', '.join(env.config.bibtex_bibfiles)}", node)
        known = sorted((self.works[key], cited) for key, cited in targets.items() if key in self.works)
        parts: list[nodes.Node] = []
        for work, cited in known:
            before, linked, after = shown(work, cited, in_sentence=typ == "t")
            link = make_refnode(builder, fromdocname, work.docname, work.anchor, linked)
            between = "" if not parts else ", " if typ == "t" else "; "
            parts += [nodes.Text(between), *before, link, nodes.Text(after)]
        brackets = ("", "") if typ == "t" else ("(", ")")
        parts = [nodes.Text(brackets[0]), *parts, nodes.Text(brackets[1])]
        return nodes.inline(target, "", *joined(parts), classes=["bibtex-citation"])


def shown(work: Work, cited: CitationTarget, *, in_sentence: bool) -> tuple[list[nodes.Node], list[nodes.Node], str]:
    """Return what stands before the link of a citation, in it, and after it.

    In the sentence it is MOFA Japan (2025c, ¶12) and *Caspian* (NetEase Hao 2025c), else MOFA Japan 2025c, ¶12 and
    *Caspian*, NetEase Hao 2025c: an article that the book starts from is named as readers know it.
    """
    before, after = f"{cited.pre} " if cited.pre else "", f", {cited.post}" if cited.post else ""
    whole = nodes.Text(f"{work.author} {work.year}")
    name = [nodes.emphasis("", work.name)] if work.name else []
    if not in_sentence:
        return [nodes.Text(before)], [*name, *([nodes.Text(", ")] if name else []), whole], after
    if name:
        return [*name, nodes.Text(f" ({before}")], [whole], f"{after})"
    return [nodes.Text(f"{work.author} ({before}")], [nodes.Text(work.year)], f"{after})"


def joined(parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return *parts* with neighbouring texts made one and empty ones left out."""
    made: list[nodes.Node] = []
    for part in parts:
        if isinstance(part, nodes.Text) and made and isinstance(made[-1], nodes.Text):
            made[-1] = nodes.Text(made[-1] + part)
        elif part.astext():
            made.append(part)
    return made


def cite_domain(env: BuildEnvironment) -> AuthorDate:
    domain = env.get_domain("cite")
    assert isinstance(domain, AuthorDate)
    return domain


def entries(env: BuildEnvironment) -> Mapping[str, Entry]:
    """Return the entries of ``refs.bib`` by key."""
    return cite_domain(env).bibdata.data.entries  # type: ignore[no-any-return]  # pybtex's database is not typed


def check_entries(app: Sphinx) -> None:
    """Stop at entries that could not be listed: later they would raise a traceback that does not name the entry."""
    data = read_entries(app)
    wrong = []
    annotated: dict[str, str] = {}
    for file, found in data.bibfiles.items():
        text = file.read_text("utf-8")
        for key in found.keys:
            entry = data.data.entries[key]
            problem = problem_of(entry)
            twin = annotated.setdefault(field(entry, "annotation"), key)
            if not problem and twin != key:
                problem = f"has the annotation of {twin}: say what this page says"
            if problem:
                before = re.split(rf"@\w+\s*{{\s*{re.escape(key)}\s*,", text)[0]
                wrong.append(f"{file.name}:{before.count(chr(10)) + 1}: entry {key} {problem}")
    if wrong:
        raise SphinxError("\n".join(wrong))


def read_entries(app: Sphinx) -> BibData:
    """Read the files of ``bibtex_bibfiles`` before sphinxcontrib-bibtex does.

    It calls the same function in its own handler right afterwards and reuses what it finds (2.7: ``process_bibdata`` and the key
    ``bibdata`` are undocumented; an event between reading and formatting would make this unnecessary).
    """
    domain, config = cite_domain(app.env), app.config
    files = [Path(app.confdir, name).resolve() for name in config.bibtex_bibfiles or ()]
    try:
        data = process_bibdata(domain.bibdata, files, config.bibtex_encoding)
    except PybtexError as error:
        raise SphinxError(f"{Path(error.filename).name if error.filename else 'bibliography'}: {error}") from error
    domain.data["bibdata"] = data
    return data


def check_citations(app: Sphinx, docname: str, source: list[str]) -> None:
    """Report each citation that sphinxcontrib-bibtex cannot take apart, or of which a part would be lost, and take it out."""
    text = source[0]

    def checked(match: re.Match[str]) -> str:
        try:
            keys = [target.key for target in parse_citation_targets(match[2])]
        except ValueError:
            keys = []
        if match[1] and keys and len(set(keys)) == len(keys) and not match[2].startswith("!") and "<" not in match[2]:
            return match[0]
        warn(
            Fault.CITATION,
            f"{match[0]} is no citation; write {{cite:p}} or {{cite:t}} and part keys by commas, each once: key,other-key{{¶3}}",
            (docname, text.count("\n", 0, match.start()) + 1),
        )
        return "(no citation)" + "\n" * match[0].count("\n")

    source[0] = CITATION.sub(checked, text)
