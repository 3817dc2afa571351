"""Old pages part their paragraphs by two line breaks; extraction keeps more of them once they are paragraphs."""

from __future__ import annotations

from lxml.etree import SubElement
from lxml.html import HtmlElement

_INLINE = frozenset(
    {"a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u"}
)  # fmt: skip
_LEAST_TEXT = 200


def paragraphs_from_breaks(tree: HtmlElement) -> None:
    """Put, in place, runs of text between double line breaks into paragraphs of their own."""
    for box in list(tree.iter("div", "td", "article", "section")):
        if _own_text(box) >= _LEAST_TEXT and _has_double_break(box):
            _rebuild(box)


def _own_text(box: HtmlElement) -> int:
    return len((box.text or "").strip()) + sum(len((child.tail or "").strip()) for child in box)


def _has_double_break(box: HtmlElement) -> bool:
    return any(
        child.tag == "br"
        and not (child.tail or "").strip()
        and (following := child.getnext()) is not None
        and following.tag == "br"
        for child in box
    )


def _rebuild(box: HtmlElement) -> None:
    children = list(box)
    run: HtmlElement | None = None
    text, box.text = box.text, None
    for child in children:
        box.remove(child)
    run = _add_text(box, run, text)
    for child, following in zip(children, [*children[1:], None], strict=True):
        tail, child.tail = child.tail, None
        double = (
            child.tag == "br" and not (tail or "").strip() and following is not None and following.tag == "br"
        )
        if double or (child.tag == "br" and run is None):
            run = None
        elif child.tag == "br" or child.tag in _INLINE:
            run = SubElement(box, "p") if run is None else run
            run.append(child)
        else:
            box.append(child)
            run = None
        run = _add_text(box, run, tail)


def _add_text(box: HtmlElement, run: HtmlElement | None, text: str | None) -> HtmlElement | None:
    """Add text to the paragraph that is being filled, or begin one."""
    if not text or (run is None and not text.strip()):
        return run
    if run is None:
        run = SubElement(box, "p")
    if len(run):
        run[-1].tail = (run[-1].tail or "") + text
    else:
        run.text = (run.text or "") + text
    return run
