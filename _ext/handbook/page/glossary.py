"""One anchor for each glossary entry: that of its first name.

Sphinx gives each further name of an entry, and every name without Latin letters, a numbered id (``term-17``) that moves when
an entry is added.  Here these names lead to the entry's first, readable id (``term-Takaichi-Sanae``); they stay in the index,
and so in the search, but are not printed as headings, because the entry's text gives each with its language.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform


class OneAnchorForEachEntry(SphinxTransform):
    """Lead all names of an entry to its first id."""

    default_priority = 500  # after the directive has made the entries, before anything collects their ids

    def apply(self, **kwargs: object) -> None:
        moved: dict[str, str] = {}
        for glossary in self.document.findall(addnodes.glossary):
            for item in list(glossary.findall(nodes.definition_list_item)):
                first, *rest = [child for child in item.children if isinstance(child, nodes.term)]
                for term in rest:
                    moved.update((id_, first["ids"][0]) for id_ in term["ids"])
                    for index in list(term.findall(addnodes.index)):
                        index["entries"] = [(kind, name, moved.get(at, at), *more) for kind, name, at, *more in index["entries"]]
                        first += index
                    item.remove(term)
        # Of Sphinx's two tables only the first is documented (9.0; StandardDomain has no way to move a term).
        standard = self.env.domains.standard_domain
        tables: tuple[dict[Any, tuple[str, str]], ...] = (standard.objects, standard._terms)
        for table in tables:
            here = {name: id_ for name, (page, id_) in table.items() if page == self.env.docname and id_ in moved}
            table.update({name: (self.env.docname, moved[id_]) for name, id_ in here.items()})
