"""Every line of text on a page as its tree has it, with what the markup calls it, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "label", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)  # fmt: skip
_TEXT = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption"})
"""Blocks of running text, where parts of a word may stand in elements of their own."""
_SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "select", "option", "textarea", "head"}
)
_FOREIGN_TAGS = frozenset({"nav", "footer", "form"})
_FOREIGN = re.compile(
    r"\b(?:comments?|disqus|respond|repl(?:y|ies)|discussion|related|recommend\w*|recirc\w*|teasers?|most-?(?:read|popular)|trending|sidebar|menu|nav\w*|breadcrumbs?|site-?footer|page-?footer)\b"
    r"|comment-?(?:list|body|text|content|item|thread|section)",
    re.IGNORECASE,
)
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class PageLine:
    """One block's text. ``names``: what markup calls it and its parent; ``foreign``: it stands among what is not the article."""

    text: str
    tag: str
    names: str
    foreign: bool


def names_of(element: HtmlElement) -> str:
    """Return class, id and property of an element, cut to a sane length."""
    named = (element.get("class"), element.get("id"), element.get("itemprop"))
    return " ".join(name[:_LONGEST_NAME] for name in named if name)


def is_foreign(element: HtmlElement) -> bool:
    """Tell whether the markup of this one element says that it holds no article: comments, other stories, menus."""
    return _is_foreign(element.tag, names_of(element))


def _is_foreign(tag: str, names: str) -> bool:
    return tag in _FOREIGN_TAGS or (bool(names) and _FOREIGN.search(names) is not None)


def page_lines(tree: HtmlElement) -> list[PageLine]:
    """Return the lines of a page, or of a part of one, in order. A block within a block ends the outer one's line."""
    out: list[PageLine] = []
    open_blocks = [_Open(tree.tag, "", False)]
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        block = open_blocks[-1]
        if event == "end":
            if tag in _BLOCKS:
                block.close(out)
                open_blocks.pop()
                block = open_blocks[-1]
            if element.tail and element is not tree:
                block.add(element.tail, tag)
        elif tag in _SILENT:
            walk.skip_subtree()
        elif tag in _BLOCKS:
            block.close(out)
            names = names_of(element)
            foreign = block.foreign or (tag not in ("html", "body") and _is_foreign(tag, names))
            open_blocks.append(_Open(tag, names, foreign, f"{names} {block.names}"))
            open_blocks[-1].add(element.text, tag)
        else:
            block.add(element.text, tag)
    open_blocks[0].close(out)
    return out


class _Open:
    """A block whose end has not come, with the run of text that it is in."""

    __slots__ = ("foreign", "names", "run", "shown", "tag")

    def __init__(self, tag: str, names: str, foreign: bool, shown: str = "") -> None:
        self.tag, self.names, self.foreign, self.shown = tag, names, foreign, shown
        self.run: list[str] = []

    def add(self, text: str | None, tag: str) -> None:
        if tag == "br" or (tag not in _BLOCKS and self.tag not in _TEXT):
            self.run.append(" ")
        if text:
            self.run.append(text)

    def close(self, out: list[PageLine]) -> None:
        if self.run:
            text = " ".join("".join(self.run).split())
            self.run = []
            if text:
                out.append(PageLine(text, self.tag, self.shown, self.foreign))
