"""Drawings: SVG files of ``figures/`` as numbered figures, inline on the web so that text can be selected and colours follow.

``{drawing} name`` takes ``:alt:`` (what the drawing shows, told), ``:name:`` (its label), ``:class:``, and the flag
``:later:`` for a large drawing that a web page fetches as an image, without links, when the reader comes to it.  The first
paragraph is the caption, which states the finding; the rest is the source line.  On the web the SVG goes into the page and
``_static/book.css`` turns its few colours for the dark scheme; PDF and EPUB take it as an image.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from handbook import Priority
from handbook.book import Fault, app_of, to_root, warn

# The colours of a drawing (figures/marks.py) → the variables of _static/book.css, which has them for both schemes.
PALETTE = {
    "#1a1a1a": "ink",
    "#5c5c5c": "grey",
    "#d0d0d0": "line",
    "#0060a8": "blue",
    "#b85c00": "orange",
    "#00795a": "green",
    "#b3261e": "red",
    "#7b3a92": "purple",
    "#56a7d8": "sky",
    "#ffffff": "paper",
    "#e9e6df": "land",
}


class DrawingDirective(SphinxDirective):
    """Show a drawing as a numbered figure."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "alt": directives.unchanged_required,
        "name": directives.unchanged_required,
        "class": directives.class_option,
        "later": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        file = f"figures/{name}.svg"
        self.env.note_dependency(file)
        if not Path(self.env.srcdir, file).exists():
            raise self.error(f"no drawing {file}: run make figures")
        body = nodes.Element()
        self.state.nested_parse(self.content, self.content_offset, body)
        if not self.options.get("alt") or len(body.children) < 2 or not isinstance(body.children[0], nodes.paragraph):
            raise self.error(f"drawing {name} needs :alt:, a caption and a source line")
        image = nodes.image("", uri=to_root(self.env.docname) + file, alt=self.options["alt"], classes=["drawing"])
        if "later" in self.options:
            image["loading"] = "lazy"
        caption = nodes.caption("", "", *body.children[0].children)
        legend = nodes.legend("", *body.children[1:])
        figure = nodes.figure("", image, caption, legend, classes=["drawn", *self.options.get("class", [])])
        self.set_source_info(figure)
        self.set_source_info(caption)
        self.add_name(figure)
        return [figure]


def inline_svg(text: str, name: str, alt: str) -> str:
    """Return *text*, an SVG file, fit to stand in a page: no prologue, ids of its own, one label for screen readers.

    Its colours become variables, so that they turn with the scheme.
    """
    text = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", "", text, flags=re.S).strip()
    own = set(re.findall(r'\bid="([^"]+)"', text))

    def renamed(match: re.Match[str]) -> str:
        before, id_, after = match.groups()
        return f"{before}{name}-{id_}{after}" if id_ in own else match[0]

    text = re.sub(r'(\bid="|\bhref="#|url\(#)([^")]+)(["\)])', renamed, text)
    for colour, variable in PALETTE.items():
        text = text.replace(f'="{colour}"', f'="var(--{variable})"')
    named = f'data-drawing="{name}" aria-label="{escape(alt, quote=True)}"'
    if "<a " in text:  # an image would hide its links from screen readers
        return f'<div role="group" {named}>{text}</div>'
    return text.replace("<svg", f'<svg role="img" {named}', 1)


class InlineDrawings(SphinxPostTransform):
    """Put the SVG itself into a web page."""

    default_priority = Priority.BEFORE_REFERENCES
    builders = ("html",)

    def run(self, **kwargs: object) -> None:
        for image in list(self.document.findall(nodes.image)):
            if "drawing" not in image["classes"] or "loading" in image:
                continue
            path = Path(self.env.srcdir, "figures", Path(image["uri"]).name)
            svg = inline_svg(self.with_links(path.read_text("utf-8"), image), path.stem, image["alt"])
            box = nodes.container("", nodes.raw("", svg, format="html"), classes=["drawing"], is_div=True)
            image.replace_self(box)

    def with_links(self, svg: str, image: nodes.image) -> str:
        """Return *svg* with its groups ``to-LABEL``, which hold no other group, as links."""

        def link(match: re.Match[str]) -> str:
            docname, id_, _ = self.env.domains.standard_domain.labels.get(match[1], ("", "", ""))
            if not docname:
                warn(Fault.DRAWING, f"drawing {image['uri']} links to an undefined label: {match[1]!r}", image)
                return match[0]
            uri = "" if docname == self.env.docname else app_of(self.env).builder.get_relative_uri(self.env.docname, docname)
            return f'<a href="{escape(uri)}#{id_}">{match[2]}</a>'

        return re.sub(r'<g class="to-([a-z0-9-]+)">(.*?)</g>', link, svg, flags=re.S)
