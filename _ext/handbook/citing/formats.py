"""One citation in the forms that readers take away: text, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

TEXT = "txt"
EXPORTS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}  # what reference managers read


@dataclass(frozen=True)
class Citation:
    """What one section or claim is cited by.  *chapter* is the title of its page, empty where it is that page."""

    label: str
    title: str
    chapter: str
    address: str
    book: str
    author: str
    edition: str
    year: int
    month: int

    @property
    def id(self) -> str:
        return f"handbook-{self.edition}-{self.label}"

    def form(self, name: str) -> str:
        """Return the citation in the form *name*, of :data:`TEXT` or :data:`EXPORTS`."""
        return {"txt": self.txt, "bib": self.bib, "ris": self.ris, "json": self.json}[name]()

    def txt(self) -> str:
        where = f"{self.chapter}, in: " if self.chapter else "In: "
        return f"{self.author} ({self.year}). {self.title}. {where}{self.book}, edition {self.edition}. {self.address}\n"

    def bib(self) -> str:
        fields = {
            "author": f"{{{latex(self.author)}}}",
            "title": f"{{{latex(self.title)}}}",
            "booktitle": f"{{{latex(self.book)}}}",
            "edition": self.edition,
            "year": str(self.year),
            "month": str(self.month),
            "url": self.address,
        }
        if self.chapter:
            fields["note"] = f"Section of {latex(self.chapter)}"
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@incollection{{{self.id},\n{lines}}}\n"

    def ris(self) -> str:
        fields = [
            ("TY", "CHAP"),
            ("ID", self.id),
            ("AU", self.author),
            ("TI", self.title),
            ("T2", self.book),
            ("ET", self.edition),
            ("PY", str(self.year)),
            ("DA", f"{self.year}/{self.month:02}//"),
            ("LA", "en"),
            ("UR", self.address),
        ]
        if self.chapter:
            fields.append(("N1", f"Section of {self.chapter}"))
        return "".join(f"{tag}  - {value}\n" for tag, value in [*fields, ("ER", "")])

    def json(self) -> str:
        item = {
            "id": self.id,
            "type": "chapter",
            "author": [{"literal": self.author}],
            "title": self.title,
            "container-title": self.book,
            "edition": self.edition,
            "issued": {"date-parts": [[self.year, self.month]]},
            "language": "en",
            "URL": self.address,
        }
        if self.chapter:
            item["section"] = self.chapter
        return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


# A brace without its partner would end the field too early, and \{ does not help: BibTeX counts braces before it looks at them.
_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def latex(text: str) -> str:
    """Return *text* with the characters that BibTeX or LaTeX gives a meaning escaped."""
    return "".join(_BRACES.get(c) or ("\\" + c if c in "&%$#_" else c) for c in text)
