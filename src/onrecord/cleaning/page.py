"""A page into the blocks of its article: trafilatura's precise mode, with evidence that only the page's tree has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from onrecord.cleaning.metadata import PageFacts
from onrecord.cleaning.paragraphs import Block, key

_BLOCKS = frozenset({"p", "head", "item", "row", "quote", "code", "list", "table", "ab", "fw", "div"})
_SILENT = ("script", "style", "svg")
_SPACE = re.compile(r"\s+")
_BOX = re.compile(
    r"(?:rollover|tooltip|popover|popup|hover-?card|flyout)[\w-]{0,40}(?:block|content|text|box|body|card|inner|list|window|pane)"
    r"|\b(?:sr-only|visually-?hidden|screen-reader(?:-text)?|visuallyhidden|a11y-hidden)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"caption|photo-?credit|image-?credit|wp-caption|media-?credit|byline-?photo", re.IGNORECASE
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NESTED = re.compile(
    r"(<(?:div|span|section|font|center|b|i|ul|li|table|tbody|tr|td|blockquote)\b[^<>]{0,300}>\s*){12,}",
    re.IGNORECASE,
)
_MOST_LINKS = 5000
_SHORTEST_LINK = 16
"""Characters: shorter links may be words of the text."""
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”'’)\]]*$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Normalised wordings that the page's tree marks as something other than running text."""

    captions: frozenset[str]
    links: frozenset[str]


def parse(html: str) -> HtmlElement | None:
    """Return the tree of a page, or ``None`` where there is none."""
    from trafilatura import load_html

    try:
        tree = load_html(html)
        if tree is None or next(tree.iter("p", "br", "td"), None) is None:
            # parsers give up at a depth of some hundred; such nesting carries no meaning
            flat = load_html(_NESTED.sub(r"\1", html))
            tree = tree if flat is None else flat
    except (ValueError, RecursionError, AssertionError):
        return None
    return tree


def prune_links(tree: HtmlElement) -> None:
    """Take out, in place, the links of a page that has more of them than any article: extraction would take minutes."""
    for link in list(islice(tree.iter("a"), _MOST_LINKS, None)):
        while (parent := link.getparent()) is not None:
            parent.remove(link)
            if (
                next(iter(parent), None) is not None
                or (parent.text or "").strip()
                or parent.tag in ("body", "html")
            ):
                break
            link = parent  # noqa: PLW2901 - an item of a list that held only the link


def strip_boxes(tree: HtmlElement) -> None:
    """Take out of running text, in place, what the page hides until a reader points at a word."""
    for element in list(tree.iter("span", "div", "a", "aside", "ul", "i", "b", "em", "strong")):
        if not element.attrib:
            continue
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        hidden = element.get("role") == "tooltip" or (
            _HIDDEN.search(element.get("style") or "") and element.tag != "div"
        )
        if (hidden or _names_box(name[:500])) and element.getparent() is not None and _inline(element):
            element.drop_tree()


@lru_cache(maxsize=4096)
def _names_box(names: str) -> bool:
    return _BOX.search(names) is not None


def _inline(element: HtmlElement) -> bool:
    return any(a.tag in ("p", "li", "h1", "h2", "h3", "td", "blockquote") for a in element.iterancestors())


def evidence_of(tree: HtmlElement) -> Evidence:
    """Collect the wordings of captions and of blocks that are nothing but a link."""
    captions = {key(text) for text in _captions(tree) if len(text) < 1500}
    if captions:  # a caption may repeat the first words
        captions -= {key(_text(p)) for p in tree.iter("p") if not _in_caption(p)}
    captions |= {key(text) for text in _labels(tree)}
    links = {key(text) for text in _bare_links(tree) if len(text) >= _SHORTEST_LINK}
    return Evidence(frozenset(captions - {""}), frozenset(links - {""}))


def _captions(tree: HtmlElement) -> Iterator[str]:
    """Yield what the markup calls a caption, and alternative texts of pictures."""
    for element in tree.iter("figcaption", "div", "span", "p", "small", "em", "cite", "dd"):
        if _is_caption(element):
            yield _text(element)
            yield from (part for part in element.itertext() if len(part) > 20)
    for image in tree.iter("img"):
        if len(alternative := image.get("alt") or "") > 12:
            yield alternative


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or _names_caption((element.get("class") or "")[:500])


@lru_cache(maxsize=4096)
def _names_caption(name: str) -> bool:
    return bool(name) and _CAPTION.search(name) is not None


def _in_caption(element: HtmlElement) -> bool:
    return any(_is_caption(e) for e in (element, *islice(element.iterancestors(), 4)))


def _labels(tree: HtmlElement) -> Iterator[str]:
    """Yield lines that stand by a picture and name what it shows."""
    for image in tree.iter("img"):
        block = next(image.iterancestors("p", "div"), None)
        under = None if block is None else block.getnext()
        if block is not None and block.tag == "p" and _is_label(own := _text(block).strip()):
            yield own
        if (
            under is not None
            and under.tag == "p"
            and len(under) == 1
            and under[0].tag in ("em", "i", "small")
        ):
            line = _text(under)
            if _is_label(line) and key(line) == key(_text(under[0])):
                yield line


def _is_label(text: str) -> bool:
    """Tell whether a line by a picture only names what it shows; a sentence may belong to the text."""
    return 0 < len(text) < 200 and not _SENTENCE_END.search(text)


def _bare_links(tree: HtmlElement) -> Iterator[str]:
    wordings: dict[HtmlElement, str] = {}
    for link in tree.iter("a"):
        text = _text(link)
        block = _block_of(link) if len(text) >= _SHORTEST_LINK else None
        if block is not None:
            if block not in wordings:  # a block may hold hundreds of links
                wordings[block] = key(_text(block))
            if wordings[block] == key(text):
                yield text
        yield from (_text(heading) for heading in link.iterdescendants("h1", "h2", "h3", "h4", "h5", "p"))


def _block_of(link: HtmlElement) -> HtmlElement | None:
    """Return the paragraph, item or heading around a link, which is small if the link is all that it holds."""
    block = next(link.iterancestors("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "div"), None)
    return block if block is not None and len(block) < 8 else None


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext())


def body_of(tree: HtmlElement, url: str | None) -> list[Block]:
    """Return the article's blocks."""
    from trafilatura import bare_extraction

    _drop_silent(tree)
    document: Any = bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    if document is None or document.body is None:
        return []
    blocks = []
    for kind, text in _flatten(document.body, "p"):
        for line in text.split("\n"):
            if cleaned := _SPACE.sub(" ", line).strip():
                blocks.append(Block(kind, cleaned))
    return blocks


def _drop_silent(tree: HtmlElement) -> None:
    """Take out, in place, what has no text of its own, which extraction would copy three times with all else."""
    for element in list(tree.iter(*_SILENT)):
        if element.getparent() is not None and not (element.get("type") or "").startswith("math"):
            element.drop_tree()


def _flatten(element: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Yield runs of text, cut where a block begins or ends."""
    run = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield kind, "".join(run)
            yield from _flatten(child, child.tag)
            run = [child.tail or ""]
        elif child.tag == "lb":
            run.append("\n" + (child.tail or ""))
        elif child.tag in ("graphic", "figure"):
            run.append(child.tail or "")
        elif child.tag == "cell":
            run += (" ", "".join(child.itertext()), " ", child.tail or "")
        else:
            run += ("".join(child.itertext()), child.tail or "")
    yield kind, "".join(run)


def article_blocks(blocks: list[Block], evidence: Evidence, facts: PageFacts) -> list[Block]:
    """Return the blocks without headline and summary before the text, captions and bare links."""
    titles = frozenset(key(title) for title in facts.titles)
    blocks = _after_headline(blocks, titles)
    first = next((i for i, (kind, _) in enumerate(blocks) if kind != "head"), 0)
    last = max((i for i, (kind, _) in enumerate(blocks) if kind != "head"), default=-1)
    kept = []
    for i, (kind, text) in enumerate(blocks):
        wording = key(text)
        if (
            i < first and not _SENTENCE_END.search(text)
        ) or i > last:  # headline, summary; headings of nothing
            continue
        if wording in titles and i < first + 3:
            continue
        if wording in evidence.captions and kind != "head" and len(text) < 600:
            continue
        if wording in evidence.links and kind != "quote" and not _SENTENCE_END.search(text):
            continue
        kept.append(Block(kind, text))
    return kept


def _after_headline(blocks: list[Block], titles: frozenset[str]) -> list[Block]:
    """Drop another story, with a heading of its own, before the headline, if most of the text follows."""
    total = sum(len(text) for _, text in blocks)
    before = headings = 0
    for i, (kind, text) in enumerate(blocks):
        if kind == "head" and key(text) in titles:
            return blocks[i:] if headings else blocks
        before += len(text)
        headings += kind == "head"
        if before > 0.3 * total:
            break
    return blocks
