"""Typst markup from the trees of the pages.

Everything is written in Typst's code mode: an element is a call of a function of the template (``_templates/book.typ``), text is
a string literal.  So no text can be read as markup, and what an element looks like is decided in the template alone: classes of
the tree are passed on as they are.

A code block ``{ t("a"); emph(t("b")) }`` joins what stands in it, so each node is written as expressions, one a line.  A line
``// chapters/summit.md:57`` says where in the book the lines after it come from; :mod:`faults` reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from docutils import nodes

from handbook.output.pdf.index import Entry, groups, in_order
from handbook.output.pdf.tree import Page, Warn

BREAK = 24  # characters of a word without a space or hyphen after which it is given places to break
TALL = 14  # lines of a row, as far as they can be guessed, from which on it may break across pages
ESCAPES = str.maketrans({'"': '\\"', "\\": "\\\\", "\t": " ", "\r": " ", "\n": " ", "\f": " ", "\v": " "})


def string(text: str) -> str:
    """Return *text* as a string literal of Typst, white space as one space; a no-break space stays one."""
    text = text.translate(ESCAPES)
    return '"' + (re.sub("  +", " ", text) if "  " in text else text) + '"'


def array(items: Iterable[str]) -> str:
    """Return expressions as an array of Typst, which needs a comma also behind a single one."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def strings(texts: Iterable[str]) -> str:
    return array(map(string, texts))


def pieces(word: str) -> list[str]:
    """Return the parts between which a line may break in a *word* that is longer than ``BREAK``.

    An address or an identifier breaks behind its signs, not within its names; digits and what is no word break after ``BREAK``
    characters.  A real word stays whole; Han characters and kana break anywhere by themselves.

    >>> pieces("japan-central-asia.example/reference/bibliography.html")
    ['japan-central-', 'asia.example/', 'reference/', 'bibliography.html']
    """
    if len(word) <= BREAK or (word.isalpha() and len(word) <= 2 * BREAK) or re.search("[\u2e80-\u9fff\uff00-\uffef]", word):
        return [word]
    parts = [""]
    for name in re.findall(r"%?[^/._\-?&=:,;~+%#]*[/._\-?&=:,;~+#]*", word):
        if len(parts[-1]) + len(name) > 18 or len(parts[-1]) > 8:
            parts.append("")
        parts[-1] += name
    return [piece for part in parts if part for piece in re.findall(f".{{1,{BREAK}}}", part)]


def ascii_address(uri: str) -> str:
    """Return *uri* with what is not ASCII coded: the name of the host in Punycode, the rest by per cent signs."""
    if uri.isascii():
        return uri
    parts = urlsplit(uri)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    return urlunsplit((parts.scheme, host, *(quote(part, safe="/%:@!$&'()*+,;=~?[]") for part in parts[2:])))


def is_landscape(table: nodes.Node) -> bool:
    return isinstance(table, nodes.table) and "landscape" in table["classes"] and isinstance(table.parent, nodes.section)


def is_wide_page(section: Sequence[nodes.Node]) -> bool:
    """Say whether the children of a section are a landscape table and so little else that they share its page."""
    tables = [node for node in section if is_landscape(node)]
    return len(tables) == 1 and sum(len(node.astext()) for node in section if node not in tables) < 400


def elements(node: nodes.Node) -> list[nodes.Element]:
    return [child for child in node.children if isinstance(child, nodes.Element)]


def by_column(rows: Iterable[nodes.Node], count: int) -> list[list[nodes.Element]]:
    """Return the cells of each of *count* columns, but for those that span several columns."""
    columns: list[list[nodes.Element]] = [[] for _ in range(count)]
    taken = [0] * count  # rows that a cell above still spans
    for row in rows:
        free = [column for column in range(count) if not taken[column]]
        for cell in elements(row):
            column, width = free[0], cell.get("morecols", 0) + 1
            if width == 1:
                columns[column].append(cell)
            for spanned in free[:width]:
                taken[spanned] = cell.get("morerows", 0) + 1
            free = free[width:]
        taken = [max(0, rest - 1) for rest in taken]
    return columns


def tall_rows(rows: Sequence[nodes.Node], weights: Sequence[int], wide: bool) -> list[bool]:
    """Say of each row whether it may break across pages: a tall one, and any where a cell spans several."""
    line = (150 if wide else 90) / sum(weights)  # characters of a whole line, by weight
    spans = any(cell.get("morerows") for row in rows for cell in elements(row))

    def lines(row: nodes.Node) -> float:
        return max((len(cell.astext()) / (line * weight) for cell, weight in zip(row.children, weights, strict=False)), default=0)

    return [spans or lines(row) > TALL for row in rows]


class Writer:
    """Writes the trees of a book in the folder *sources*; *warn* takes a message and a node."""

    def __init__(self, sources: Path, warn: Warn) -> None:
        self.sources = sources
        self.numbers: Mapping[str, str] = {}  # anchor → what stands before its title
        self.warn = warn
        self.row_headers: list[bool] = []  # for each table, in order: whether the first cell of a row is its header
        self.anchors_named: dict[str, str] = {}  # each anchor that was written, with words for a link to it
        self.links: dict[str, nodes.reference] = {}  # the first link to each anchor
        self.images: list[str] = []  # the files of pictures, from the folder of the sources
        self.page_title = ""
        self.address = ""
        self.level = 0
        self.in_title = False
        self.place = ""
        self.notes: dict[str, nodes.footnote] = {}
        self.noted: set[str] = set()

    def page(self, page: Page, title: str = "", address: str = "") -> str:
        """Return one page; *title* takes the place of its own, *address* stands below it."""
        self.level, self.page_title, self.address = max(page.depth, 1) - 1, title, address
        self.notes = {id_: note for note in page.document.findall(nodes.footnote) for id_ in note["ids"]}
        return self.children(page.document)

    def check_links(self) -> None:
        """Warn of links to anchors that stand on something the PDF leaves out."""
        for anchor, link in self.links.items():
            if anchor not in self.anchors_named:
                self.warn(f"the PDF leaves out what {anchor!r} stands at; link to something that it shows", link)

    # -- What all elements share ------------------------------------------------------------------------------

    def __call__(self, node: nodes.Node) -> str:
        place = ""
        if isinstance(node, nodes.Element):
            where = self.place_of(node)
            if where and where != self.place:
                self.place, place = where, f"// {where}\n"
        for kind in type(node).__mro__:
            write = getattr(self, f"write_{kind.__name__}", None)
            if write:
                return place + str(write(node))
        self.warn(
            f"the PDF does not know {type(node).__name__}; write it otherwise or teach _ext/handbook/output/pdf/markup.py", node
        )
        return place + self.children(node)

    def place_of(self, node: nodes.Element) -> str:
        """Return ``chapters/summit.md:57``, or the key of a work, which comes from no page; nothing where it is not known."""
        if "work" in node.get("classes", ()) and node["ids"]:
            return f"entry {node['ids'][0].removeprefix('cite-')}"
        if not node.source or not node.line:
            return ""
        path = Path(node.source)
        return f"{path.relative_to(self.sources) if path.is_relative_to(self.sources) else path}:{node.line}"

    def children(self, node: nodes.Node) -> str:
        return "".join(map(self, node.children))

    def anchors(self, node: nodes.Element, skip: int = 0) -> str:
        if node["ids"]:
            self.anchors_named.update(dict.fromkeys(node["ids"], self.describe(node)))
        return "".join(f"anchor({string(id_)})\n" for id_ in node["ids"][skip:])

    def describe(self, node: nodes.Element) -> str:
        """Return what a screen reader says of a link to *node*, before the page: at most some 40 characters."""
        number = next((self.numbers[id_] for id_ in node["ids"] if id_ in self.numbers), "")
        named = next(node.findall(lambda inner: isinstance(inner, (nodes.title, nodes.caption))), node)
        words = f"{number} {named.astext()}".split()
        short = ""
        while words and len(short) + len(words[0]) < 40:
            short += f" {words.pop(0)}"
        return (short.strip() or "".join(words)[:40]) + ("…" if words else "")

    def body(self, node: nodes.Element) -> str:
        """Return what stands in *node*, with its anchors, as one code block."""
        inner = self.anchors(node) + self.children(node)
        return f"{{\n{inner}}}" if inner else "[]"

    def flat(self, node: nodes.Element) -> str:
        """Return the body of a cell or an item; where it is but one paragraph, what stands in that."""
        only = node.children[0] if len(node.children) == 1 else None
        if isinstance(only, nodes.paragraph) and not only["classes"]:
            only["ids"] += node["ids"]
            return self.body(only)
        return self.body(node)

    def call(self, function: str, node: nodes.Element, *arguments: str) -> str:
        return f"{function}({', '.join([*arguments, self.body(node)])})\n"

    def classed(self, function: str, node: nodes.Element, *more: str) -> str:
        return self.call(function, node, strings([*more, *node["classes"]]))

    # -- Structure --------------------------------------------------------------------------------------------

    def inside(self, node: nodes.Element) -> str:
        return self.anchors(node) + self.children(node)

    write_compound = write_glossary = write_PassthroughTextElement = write_generated = write_abbreviation = inside

    def nothing(self, node: nodes.Node) -> str:
        return ""

    write_meta = write_index = write_comment = write_raw = write_toctree = write_footnote = write_citations_list = nothing
    write_substitution_definition = write_system_message = write_highlightlang = write_tabular_col_spec = nothing
    write_target = inside  # a target that names another element has no ids

    def write_section(self, node: nodes.section) -> str:
        self.level += 1
        opens = isinstance(node.parent, nodes.document)
        title, *rest = node.children
        assert isinstance(title, nodes.title)
        self.in_title = True
        words = f"{{\nt({string(self.page_title)})\n}}" if opens and self.page_title else self.body(title)
        self.in_title = False
        plain = self.page_title if opens and self.page_title else title.astext()
        made = (
            f"section({self.level}, {string(node['ids'][0])}, {string(self.numbers.get(node['ids'][0], ''))}, {string(plain)}, "
            f"{words}, opens: {'true' if opens else 'false'})\n"
        )
        if opens and self.address:
            made += f"page-address({self.link_text(self.address)})\n"
        whole = is_wide_page(rest)
        made += self.anchors(node, skip=1) + "".join(map(self.narrow if whole else self, rest))
        self.level -= 1
        return f"wide-page({{\n{made}}})\n" if whole else made

    def write_title(self, node: nodes.title) -> str:
        return self.classed("label-line", node)

    write_rubric = write_title

    def write_paragraph(self, node: nodes.paragraph) -> str:
        return self.classed("p", node)

    def write_container(self, node: nodes.container) -> str:
        return self.classed("block-of", node)

    def write_Admonition(self, node: nodes.Element) -> str:
        name = type(node).__name__
        if not isinstance(node, nodes.admonition):
            node.insert(0, nodes.title("", name.capitalize()))
        return self.classed("block-of", node, "admonition", name)

    def write_bullet_list(self, node: nodes.bullet_list) -> str:
        return f"items({strings(node['classes'])}, {', '.join(map(self.flat, elements(node)))})\n"

    def write_enumerated_list(self, node: nodes.enumerated_list) -> str:
        return f"steps({node.get('start', 1)}, {', '.join(map(self.flat, elements(node)))})\n"

    def write_definition_list(self, node: nodes.definition_list) -> str:
        made = []
        for item in node.children:
            terms = [child for child in item.children if isinstance(child, (nodes.term, nodes.classifier))]
            rest = [child for child in item.children if isinstance(child, nodes.definition)]
            made.append(
                f"({{\n{''.join(self.body(term) + chr(10) for term in terms)}}}, {' + '.join(map(self.flat, rest)) or '[]'})"
            )
        return f"definitions({strings(node['classes'])}, {', '.join(made)})\n"

    def write_block_quote(self, node: nodes.block_quote) -> str:
        return self.call("quotation", node)

    def write_attribution(self, node: nodes.attribution) -> str:
        return self.classed("p", node, "attribution")

    def write_literal_block(self, node: nodes.literal_block) -> str:
        return f"listing({array(strings(self.parts(line)) for line in node.astext().splitlines())})\n"

    def write_line_block(self, node: nodes.line_block) -> str:
        return self.classed("p", node)

    def write_line(self, node: nodes.line) -> str:
        return self.children(node) + "linebreak()\n"

    def write_transition(self, node: nodes.transition) -> str:
        return "" if "footnotes" in node["classes"] else "divider()\n"  # MyST's rule above the footnotes of a page

    # -- Tables and figures -----------------------------------------------------------------------------------

    def write_table(self, node: nodes.table) -> str:
        made = self.narrow(node)
        return f"wide-page({{\n{made}}})\n" if is_landscape(node) else made

    def narrow(self, node: nodes.Node) -> str:
        """Return *node*; where it is a landscape table, without turning the page for it."""
        if not isinstance(node, nodes.table):
            return self(node)
        place = self.place_of(node) or self.place
        group = next(child for child in node.children if isinstance(child, nodes.tgroup))
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        specs = [child for child in group.children if isinstance(child, nodes.colspec)]
        heads = [row for part in group.children if isinstance(part, nodes.thead) for row in part.children]
        rows = [row for part in group.children if isinstance(part, nodes.tbody) for row in part.children]
        self.row_headers.append(any(spec.get("stub") for spec in specs))
        weights = self.weights(node, specs, rows)
        words = zip(by_column(heads, len(specs)), by_column(rows, len(specs)), strict=True)
        columns = [
            f"({weight}, {self.longest(head)}, {self.longest(cells)})"
            for weight, (head, cells) in zip(weights, words, strict=True)
        ]
        arguments = [strings(node["classes"]), self.numbered(node), self.body(title) if title else "none", array(columns)]
        arguments.append(array(self.cell(cell) for row in heads for cell in elements(row)))
        tall = tall_rows(rows, weights, is_landscape(node))
        arguments.append(array(self.cell(cell, tall[i]) for i, row in enumerate(rows) for cell in elements(row)))
        return f"// {place}\nbook-table({', '.join(arguments)}, place: {string(place)})\n"

    def numbered(self, node: nodes.Element) -> str:
        """Return number and anchors of a table or figure as two arguments."""
        number = next((self.numbers[id_] for id_ in node["ids"] if id_ in self.numbers), "")
        return f"{string(number)}, {{\n{self.anchors(node)}}}"

    def weights(self, table: nodes.table, specs: list[nodes.colspec], rows: list[nodes.Node]) -> list[int]:
        """Return how the columns share the width: as the table says, or by the text in them."""
        if "colwidths-given" in table["classes"]:
            return [int(spec["colwidth"]) for spec in specs]
        lengths = [max((len(cell.astext()) for cell in cells), default=1) for cells in by_column(rows, len(specs))]
        return [min(max(length, 4), 60) for length in lengths]

    def longest(self, cells: Iterable[nodes.Element]) -> str:
        """Return the longest words of a column, which it must be wide enough for."""
        words = {part for cell in cells for part in self.unbroken(cell.astext())}
        return strings(sorted(words, key=lambda word: (-len(word), word))[:4])

    def unbroken(self, text: str) -> Iterable[str]:
        """Yield the parts of *text* within which no line breaks: it does after a hyphen or a stroke, but not before digits."""
        for word in re.split("[ \t\r\n]+", text):
            for piece in pieces(word):
                yield from filter(None, re.split(r"(?<=[-/])(?!\d)|(?<=[–—])|[\u2e80-\u9fff\uff00-\uffef]+", piece))

    def cell(self, cell: nodes.Element, tall: bool = False) -> str:
        spans = [f"{to}: {cell[of] + 1}" for of, to in (("morecols", "colspan"), ("morerows", "rowspan")) if cell.get(of)]
        settings = [*spans, *(["breakable: true"] if tall else [])]
        return f"table.cell({', '.join([*settings, self.flat(cell)])})" if settings else self.flat(cell)

    write_entry = inside

    def write_figure(self, node: nodes.figure) -> str:
        image = next(node.findall(nodes.image))
        caption = next(node.findall(nodes.caption), None)
        legend = next(node.findall(nodes.legend), None)
        beside = [child for child in node.parent.children if isinstance(child, nodes.paragraph)]
        floats = isinstance(node.parent, nodes.section) and len(beside) > 0
        return (
            f"book-figure({strings(node['classes'])}, {self.numbered(node)}, {self.picture(image)}, "
            f"{self.body(caption) if caption else 'none'}, {self.body(legend) if legend else 'none'}, "
            f"floats: {'true' if floats else 'false'})\n"
        )

    def write_image(self, node: nodes.image) -> str:
        inline = isinstance(node.parent, nodes.TextElement)
        return self.anchors(node) + f"{'small-picture' if inline else 'picture'}({self.picture(node)})\n"

    def picture(self, image: nodes.image) -> str:
        """Return file and alternative text of a picture as two arguments."""
        uri = image["uri"]
        if "://" in uri:
            self.warn(f"the PDF takes no picture from the network: {uri}; put it into the folder of the book", image)
        if "://" in uri or not (self.sources / uri).is_file():  # Sphinx has told of a file that is not there
            return 'none, ""'
        if not image.get("alt"):
            self.warn(f"the picture {uri} needs :alt:, words that say what it shows", image)
        self.images.append(uri)
        return f"{string('/' + uri)}, {string(image.get('alt') or uri)}"

    # -- Text -------------------------------------------------------------------------------------------------

    def write_Text(self, node: nodes.Text) -> str:
        return self.text(node.astext())

    def text(self, text: str) -> str:
        """Return *text* with places to break in its long words."""
        made: list[str] = []
        for part in self.parts(text):
            made += ["may-break", f"t({string(part)})"] if made else [f"t({string(part)})"]
        return "".join(f"{line}\n" for line in made)

    def parts(self, text: str) -> list[str]:
        """Return *text* in parts between which a line may break; most often it is one."""
        parts = [""]
        for i, between in enumerate(re.split(rf"([^ \t\r\n]{{{BREAK + 1},}})", text)):
            first, *rest = pieces(between) if i % 2 else [between]  # every other one is a long word
            parts[-1] += first
            parts += rest
        return parts

    def write_emphasis(self, node: nodes.Element) -> str:
        return self.call("emph", node)

    write_title_reference = write_emphasis

    def write_strong(self, node: nodes.Element) -> str:
        return self.call("strong", node)

    def write_subscript(self, node: nodes.Element) -> str:
        return self.call("sub", node)

    def write_superscript(self, node: nodes.Element) -> str:
        return self.call("super", node)

    def write_literal(self, node: nodes.literal) -> str:
        return self.anchors(node) + f"code({strings(self.parts(node.astext()))})\n"

    def write_inline(self, node: nodes.inline) -> str:
        language = next((name.removeprefix("language-") for name in node["classes"] if name.startswith("language-")), "")
        if language:
            return self.call("foreign", node, string(language))
        if set(node["classes"]) & {"claim-link", "verdict"}:
            return self.classed("span", node)
        return self.inside(node)

    def write_reference(self, node: nodes.reference) -> str:
        if self.in_title:  # the contents lead to the heading already
            return self.inside(node)
        if "claim-id" in node["classes"]:  # on the web a link to itself
            return self.classed("span", node)
        if "refuri" in node:
            return self.call("out", node, string(ascii_address(node["refuri"])))
        self.links.setdefault(node["refid"], node)
        kinds = {name for child in node.findall(nodes.inline) for name in child["classes"]}
        if kinds & {"std-ref", "std-numref"} and not self.in_small_print(node):
            number = self.numbers.get(node["refid"], "")
            return self.call("to-page", node, string(node["refid"]), string(number if number[:1].isdigit() else ""))
        return self.call("to", node, string(node["refid"]))

    def in_small_print(self, node: nodes.Element) -> bool:
        above: nodes.Element | None = node
        while above is not None:
            if isinstance(above, (nodes.entry, nodes.legend)) or "used-in" in above.get("classes", ()):
                return True
            above = above.parent
        return False

    def link_text(self, address: str) -> str:
        return f"out({string(ascii_address(address))}, {{\n{self.text(address)}}})"

    def write_footnote_reference(self, node: nodes.footnote_reference) -> str:
        id_ = node["refid"]
        if id_ in self.noted:
            return self.anchors(node) + f"note-again({string(id_)})\n"
        self.noted.add(id_)
        note = self.notes[id_]
        note.children = [child for child in note.children if not isinstance(child, nodes.label)]
        return self.anchors(node) + f"note({string(id_)}, {self.flat(note)})\n"

    # -- Index ------------------------------------------------------------------------------------------------

    def index(self, entries: list[Entry], runs: Mapping[str, list[tuple[str, str]]]) -> str:
        """Return the index; *runs* has each name in runs of one language, as (text, tag or nothing)."""

        def line(entry: Entry) -> str:
            name = "".join(
                f"foreign({string(tag)}, t({string(text)}))\n" if tag else f"t({string(text)})\n"
                for text, tag in runs[entry.name]
            )
            under = array(line(sub) for sub in in_order(entry.under.values()))
            return f"({{\n{name}}}, {strings(entry.anchors)}, {strings(entry.main)}, {under}, {strings(entry.see)})"

        parts = [f"({string(heading)}, {array(map(line, group))})" for heading, group in groups(entries)]
        return f"book-index({array(parts)})\n"
