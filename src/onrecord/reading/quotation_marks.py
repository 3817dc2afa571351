"""Quotation marks of every writing: which one opens, what closes it, and where the quotations of a text stand.

Works on characters alone, so that it holds for a text as it is stored as well as for one that is being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Span

RARE_DOUBLE = "„‟«»‹›「」『』〝〞〟＂❝❞⹂❠﹁﹂﹃﹄｢｣"
"""Double marks that English news seldom has: parser and encoder are shown a plain ``"`` instead."""
RARE_SINGLE = "‚‛＇❛❜❟"
"""The same for single marks."""

_PAIRS = """
“ ” " ''| " " ” ''| ” ”| „ ” “ "| ‟ ” "| ⹂ ” “| ❠ ❝ ❞| ❝ ❞| « »| » « »| ‹ ›| › ‹ ›| 「 」| 『 』| 〝 〞 〟| 〟 〞| ＂ ＂ "| ﹁ ﹂| ﹃ ﹄| ｢ ｣
| `` '' ”| '' '' " ”| ‘ ’ '| ' ' ’| ‚ ‘ ’| ‛ ’| ❛ ❜| ❟ ❛ ❜| ＇ ＇
"""
_CLOSERS = {opener: frozenset(rest) for opener, *rest in (pair.split() for pair in _PAIRS.split("|"))}
"""What closes a quotation that this mark has opened."""
_SINGLE = frozenset("‘'‚‛❛❟＇")
_SINGLE_CLOSERS = frozenset("’'‘＇❜")
_EITHER = frozenset(('"', "''", "”", "»", "›", "〟", "＂", "'", "＇"))
"""Marks that open in one writing and close in another: what stands around them decides."""
_DOUBLES, _SINGLES = re.escape('"“”' + RARE_DOUBLE), re.escape("‘'‚‛❛❟＇")
_MARK = re.compile(
    rf"``|''|[{_DOUBLES}]|(?<![\w.,!?’'])[{_SINGLES}](?=[\w{_DOUBLES}])"
    rf"|(?<=[\w.,!?…{_DOUBLES}])[’'‘＇❜](?![\w’'])"
)
_OPENS_AFTER = frozenset(" \t\u00a0\u3000([{—–-/:\"'“‘•*·")
_LEAD = re.compile(r"[\s•*·–—-]*")
_PARAGRAPH = re.compile(r"[^\n]+")
_STOPS = tuple(".?!,…")
_SPEECH = "said|says|added|adds|asked|wrote|told|replied|answered|explained|recalled|noted|warned|insisted"
_NAMED = r"(?:[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}|he|she|they|the \w+)"
_SPOKEN = re.compile(rf"[,?!](?= (?:{_NAMED} (?:{_SPEECH})|(?:{_SPEECH}) {_NAMED})\b[^\w])")
"""Where a quotation ends whose closing mark was forgotten: before "Smith said" or "said Smith"."""
_SINGLE_LIMIT = 400  # an apostrophe mistaken for an opening quotation mark must not reach far
_AHEAD = 100  # marks looked ahead for the closer of an inner quotation
_UNOPENED = 4  # paragraphs that a quotation may run through without a mark at their beginning


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation with its marks: character range, end exclusive."""

    start: int
    end: int
    closed: bool
    goes_on: bool = False
    """Whether it is the one before, gone on in a new paragraph."""
    runs_on: bool = False
    """Whether it goes on in the next paragraph."""


def quoted_spans(text: str) -> list[Marked]:
    """Return the outermost quotations of a text in order; each lies within one paragraph (one line).

    One that runs over several paragraphs, opened again in each or only once, is a quotation a paragraph, and all but
    the first have ``goes_on``. A mark without a partner never takes in more than its own paragraph.
    """
    paragraphs = [m.span() for m in _PARAGRAPH.finditer(text) if not m.group().isspace()]
    found = [_paired(text, begin, end) for begin, end in paragraphs]
    for number, quotes in enumerate(found):
        last = quotes[-1] if quotes else None
        if last and not last.closed and not last.runs_on and last.end == paragraphs[number][1]:
            _carry_on(text, paragraphs, found, number)
    return [_ended(text, q) for quotes in found for q in quotes if _counts(text, q)]


def inner_spans(text: str, quote: Marked) -> list[Marked]:
    """Return the quotations within a quotation: what a speaker quotes in turn."""
    begin, end = quote.start + 1, quote.end - 1 if quote.closed else quote.end
    return [q for q in _paired(text, begin, end) if q.closed]


def _ended(text: str, quote: Marked) -> Marked:
    """A quotation without a closing mark ends before who said it, where that is told."""
    if quote.closed or quote.runs_on:
        return quote
    spoken = _SPOKEN.search(text, quote.start, quote.end)
    return quote if spoken is None else replace(quote, end=spoken.end())


def _counts(text: str, quote: Marked) -> bool:
    """Whether a quotation is one: an unclosed single mark is an apostrophe, unless it goes on in a new paragraph."""
    return quote.closed or quote.goes_on or quote.runs_on or _mark_at(text, quote.start) not in _SINGLE


def _carry_on(text: str, paragraphs: Sequence[Span], found: list[list[Marked]], number: int) -> None:
    """Carry the unclosed quotation that ends a paragraph into the next ones."""
    last = found[number][-1]
    mark = _mark_at(text, last.start)
    for following in range(number + 1, min(number + 1 + _UNOPENED, len(paragraphs))):
        begin, end = paragraphs[following]
        quotes = found[following]
        first = _first(text, begin, end)
        if quotes and quotes[0].start == first and _mark_at(text, first) == mark:
            if following == number + 1:
                found[number][-1] = replace(last, runs_on=True)
                quotes[0] = replace(quotes[0], goes_on=True)
            return
        stop = _first_closer(text, begin, end, mark)
        if stop is not None:
            found[number][-1] = replace(last, runs_on=True)
            for between in range(number + 1, following):
                a, b = paragraphs[between]
                found[between] = [Marked(_first(text, a, b), b, closed=False, goes_on=True, runs_on=True)]
            found[following] = [Marked(first, stop, closed=True, goes_on=True), *_paired(text, stop, end)]
            return
        if quotes:
            return


def _first(text: str, begin: int, end: int) -> int:
    """Where a paragraph's words begin, after a bullet."""
    lead = _LEAD.match(text, begin, end)
    return lead.end() if lead else begin


def _mark_at(text: str, at: int) -> str:
    return text[at : at + 2] if text.startswith(("``", "''"), at) else text[at : at + 1]


def _first_closer(text: str, begin: int, end: int, opener: str) -> int | None:
    """The end of a paragraph's first double mark, where that closes what another paragraph has opened."""
    if opener in _SINGLE:
        return None
    for match in _MARK.finditer(text, begin, end):
        if match.group() in _SINGLE | _SINGLE_CLOSERS:
            continue
        closes = match.group() in _CLOSERS[opener] and not _opens(text, begin, end, match)
        return match.end() if closes and match.start() > _first(text, begin, end) else None
    return None


def _opens(text: str, begin: int, end: int, match: re.Match[str]) -> bool:
    """Whether a mark can open a quotation where it stands."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > begin else " "
    after = text[match.end()] if match.end() < end else " "
    if after.isspace() or mark not in _CLOSERS:
        return False
    if mark not in _EITHER or before in _OPENS_AFTER:
        return True
    return mark in ('"', "''") and not before.isalnum()


def _closes(text: str, end: int, opener: str, match: re.Match[str]) -> bool:
    """Whether a mark closes a quotation that ``opener`` has opened."""
    mark = match.group()
    if mark not in _CLOSERS[opener]:
        return False
    following = text[match.end()] if match.end() < end else " "
    return mark in "”’" or not following.isalnum()


def _paired(text: str, begin: int, end: int) -> list[Marked]:
    """The outermost quotations between two offsets of one paragraph; at most the last is unclosed at its end."""
    out: list[Marked] = []
    marks = list(_MARK.finditer(text, begin, end))
    opened, opener, depth = -1, "", 0
    for number, match in enumerate(marks):
        if opened >= 0 and opener in _SINGLE and match.start() - opened > _SINGLE_LIMIT:
            opened = -1
        opens = _opens(text, begin, end, match)
        if opened >= 0 and _closes(text, end, opener, match):
            depth -= 1
            if depth == 0:
                out.append(Marked(opened, match.end(), closed=True))
                opened = -1
        elif opened < 0:
            if opens:
                opened, opener, depth = match.start(), match.group(), 1
        elif opens and match.group() not in _SINGLE:
            if _is_nested(text, begin, end, opener, marks[number : number + _AHEAD]):
                depth += not _CLOSERS[match.group()].isdisjoint(_CLOSERS[opener])
            else:
                out += _given_up(text, opened, match.start(), opener)
                opened, opener, depth = match.start(), match.group(), 1
    if opened >= 0:
        out.append(Marked(opened, end, closed=False))
    return out


def _is_nested(text: str, begin: int, end: int, opener: str, marks: Sequence[re.Match[str]]) -> bool:
    """Whether the first of the marks opens a quotation within the open one: there is a closer for each."""
    if opener in _SINGLE:  # a doubtful apostrophe, unless a mark closes it as one closes speech
        reach = marks[0].start() + _SINGLE_LIMIT
        return any(
            m.group() in _CLOSERS[opener] and m.start() < reach and text[m.start() - 1] in '.?!,…"”'
            for m in marks
        )
    depth = 1
    for match in marks:
        if match.group() in _SINGLE | _SINGLE_CLOSERS:
            continue
        depth += 1 if _opens(text, begin, end, match) else -1
        if depth == 0:
            return True
    return False


def _given_up(text: str, opened: int, at: int, opener: str) -> list[Marked]:
    """What an open mark without a closer leaves behind where the next one opens: a quotation if it ends as speech
    does, else nothing, since the mark is a stray one."""
    said = text[opened:at].rstrip()
    if opener in _SINGLE or not said.endswith(_STOPS):
        return []
    return [Marked(opened, opened + len(said), closed=False)]
