"""Every line of text on a page as its tree has it, with what the markup calls it, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

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
_FOREIGN_TAGS = frozenset({"nav", "footer"})
_SUFFIX = (
    r"(?:[-_]{1,2}(?:area|block|body|box|bar|card|cards|container|content|copy|desc|description|form|group|head|header|"
    r"heading|holder|inner|item|items|info|link|links|list|module|outer|panel|post|posts|row|section|stories|story|text|"
    r"thread|title|widget|wrap|wrapper|\d+))*"
)
_PREFIX = r"(?:^|\s)(?!(?:has|no|with|without|hide|show|is|not|js|tag|category)[-_])(?:[\w-]*[-_])?"
_FOREIGN = re.compile(
    rf"{_PREFIX}(?:comments?|disqus|respond|replies|discussion|related|recommend(?:ed|ations?)?|recirc(?:ulation)?|"
    rf"teasers?|most-?(?:read|popular|viewed|shared)|popular|trending|sidebar|menu|nav|navbar|navigation|breadcrumbs?|footer|"
    rf"cookies?|consent|gdpr|modal|popup|overlay){_SUFFIX}(?=\s|$)",
    re.IGNORECASE,
)
_APART = re.compile(
    rf"{_PREFIX}(?:author-?(?:bio|box|info|card|desc|description|profile|about|details)|about-?(?:the-?)?author|bio|biography|"
    rf"newsletters?|sign-?up|subscribe|subscription|promo|promos|cta|call-?to-?action|donate|donation|see-?also|read-?more|"
    rf"more-?on|also-?read|share|sharing|shares|share-?bar|share-?help|social|social-?media|tags|taglist|tag-?list|keywords|disclaimer|copyright|legal|photo-?credit|"
    rf"image-?credit|caption|cutline|advert|advertisement|advertising|ads?|sponsored|outbrain|taboola|pagination|pager|"
    rf"print-?tools|last-?updated?|views){_SUFFIX}(?=\s|$)",
    re.IGNORECASE,
)
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class PageLine:
    """One block's text, and what the markup says of it."""

    text: str
    tag: str
    names: str
    """Class, id and property of the block and of the one around it."""
    foreign: bool
    """It stands in a menu, a footer, comments, or a list of other stories."""
    article: int = 0
    """Number of the ``article`` element that it stands in, from 1; 0 for none."""


def names_of(element: HtmlElement) -> str:
    """Return class, id and property of an element, cut to a sane length."""
    named = (element.get("class"), element.get("id"), element.get("itemprop"))
    return " ".join(name[:_LONGEST_NAME] for name in named if name)


def is_foreign(element: HtmlElement) -> bool:
    """Tell whether the markup of this one element says that it holds no article: comments, other stories, menus."""
    return _is_foreign(element.tag, names_of(element))


def _is_foreign(tag: str, names: str) -> bool:
    return tag in _FOREIGN_TAGS or (bool(names) and _named_foreign(names))


@lru_cache(maxsize=4096)
def _named_foreign(names: str) -> bool:
    return _FOREIGN.search(names) is not None


@lru_cache(maxsize=4096)
def named_apart(names: str) -> bool:
    """Tell whether a name says that a block stands beside the text: a bio, a promotion, a share bar, a credit."""
    return _APART.search(names) is not None


def page_lines(tree: HtmlElement) -> list[PageLine]:
    """Return the lines of a page, or of a part of one, in order. A block within a block ends the outer one's line."""
    out: list[PageLine] = []
    open_blocks = [_Open(tree.tag, "", False)]
    articles = 0
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
            articles += tag == "article"
            number = articles if tag == "article" else block.article
            open_blocks.append(_Open(tag, names, foreign, f"{names} {block.names}", number))
            open_blocks[-1].add(element.text, tag)
        else:
            block.add(element.text, tag)
    open_blocks[0].close(out)
    return out


class _Open:
    """A block whose end has not come, with the run of text that it is in."""

    __slots__ = ("article", "foreign", "names", "run", "shown", "tag")

    def __init__(self, tag: str, names: str, foreign: bool, shown: str = "", article: int = 0) -> None:
        self.tag, self.names, self.foreign, self.shown, self.article = tag, names, foreign, shown, article
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
                out.append(PageLine(text, self.tag, self.shown, self.foreign, self.article))
