"""From tokens to spans: the whole name of a source, the cue with its auxiliaries, the content without either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.model import Span
from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree

_AUXILIARY = frozenset(("aux", "auxpass", "neg", "advmod", "prt"))
_TRIM = frozenset((",", ";", ":", "—", "–", "-", "--", ".", "?", "!", "..."))
_DATELINE = 14  # tokens
_NAME = 5  # tokens with both marks; a longer quotation is speech and no nickname
_EDGE = ("PUNCT", "SPACE")


def source_range(tree: Tree, source: int, cue: int) -> Range:
    """The noun phrase of a source with its titles and appositions, up to a clause that only comments on it."""
    begin, end = tree.left[source], tree.right[source] + 1
    for kid in tree.kids[source]:
        comments = tree.dep[kid] == "relcl" or (
            tree.dep[kid] in ("acl", "advcl") and tree.left[kid] <= cue <= tree.right[kid]
        )
        if comments and kid > source:
            first = tree.left[kid]
            if tree.left[kid] <= cue <= tree.right[kid] or tree.lower[first - 1] in (",", "—", "–", "--"):
                end = min(end, first)
    if begin <= cue < end:
        if cue > source:
            end = cue
        else:
            begin = source
    return _trim(tree, (begin, end))


def cue_ranges(tree: Tree, candidate: Candidate) -> list[Range]:
    """The cue's head with the auxiliaries, negation and adverbs next to it, and the words that complete it."""
    head = candidate.cue
    begin, end = head, head + 1
    kids = tree.kids[head]
    while (
        begin > 0
        and (begin - 1) in kids
        and tree.dep[begin - 1] in _AUXILIARY
        and tree.right[begin - 1] == begin - 1
    ):
        begin -= 1
    extra = sorted(candidate.extra)
    while end in extra or (end < len(tree) and end in kids and tree.dep[end] in ("neg", "prt")):
        end += 1
    ranges = [(begin, end)]
    rest = [t for t in extra if not begin <= t < end]
    if rest and candidate.frame.startswith(("noun", "adjective", "view")):
        ranges = [(min(begin, *rest), max(end, max(rest) + 1))]
        if candidate.source is not None and ranges[0][0] <= candidate.source < ranges[0][1]:
            ranges = [(begin, end), *((t, t + 1) for t in rest)]
    else:
        ranges += [(t, t + 1) for t in rest]
    return sorted(ranges)


def after_dateline(tree: Tree, quotes: Quotes, ranges: Iterable[Range]) -> list[Range]:
    """Ranges that begin a paragraph without its dateline: "BRUSSELS (AP) — The alliance ..."."""
    out = []
    for begin, end in ranges:
        first = begin
        if (
            begin == quotes.paragraphs[quotes.paragraph_of[begin]][0]
            and tree.text[tree.begin[begin]].isupper()
        ):
            for t in range(begin + 1, min(begin + _DATELINE, end)):
                hyphen = tree.lower[t] == "-" and tree.begin[t] == tree.end[t - 1]  # "NATO Secretary-General"
                if tree.lower[t] in ("—", "–", "--", "-") and not hyphen and _shouted(tree, begin, t):
                    first = t + 1
                    break
        if end > first:
            out.append((first, end))
    return out


def _shouted(tree: Tree, begin: int, end: int) -> bool:
    """Whether the words before a dash are a place in capitals or an agency in brackets."""
    words = tree.text[tree.begin[begin] : tree.end[begin]]
    return (len(words) > 3 and words.isupper()) or tree.lower[end - 1] == ")"


def whole_quotes(quotes: Quotes, ranges: Iterable[Range], cue: int) -> list[Range]:
    """Ranges that cut into a quotation take the whole of it, unless the cue itself stands inside."""
    out = []
    for begin, end in ranges:
        first, last = begin, end
        opening, closing = quotes.of_token[begin], quotes.of_token[end - 1]
        following = quotes.of_token[end] if end < len(quotes.of_token) else -1
        if following >= 0 and cue < begin and quotes.quotes[following].start == end:
            closing = following  # parsers often stop a clause where a quotation goes on with it
        for number in {opening, closing}:
            if number < 0:
                continue
            quote = quotes.quotes[number]
            if not quote.start <= cue < quote.end and _grows(quotes, number, begin):
                first, last = min(first, quote.start), max(last, quote.end)
        out.append((first, last))
    return _merge(out)


def _grows(quotes: Quotes, number: int, begin: int) -> bool:
    """An unclosed quotation only grows backwards: its end is a guess."""
    return quotes.quotes[number].closed or begin >= quotes.quotes[number].start


def unquoted(quotes: Quotes, span: Range, head: int) -> Range:
    """A source's range without a quotation that the parser hung on its name."""
    begin, end = span
    if quotes.of_token[head] >= 0:
        return span
    for number in {quotes.of_token[begin], quotes.of_token[end - 1]} - {-1}:
        quote = quotes.quotes[number]
        if quote.end - quote.start < _NAME and quote.end <= head:
            continue  # a nickname
        if quote.end <= head:
            begin = max(begin, quote.end)
        elif quote.start > head:
            end = min(end, quote.start)
    return begin, end


def without(ranges: Iterable[Range], holes: Iterable[Range]) -> list[Range]:
    """Token ranges with other ranges taken out."""
    left = list(ranges)
    for hole in holes:
        kept = []
        for begin, end in left:
            if hole[1] <= begin or end <= hole[0]:
                kept.append((begin, end))
                continue
            kept += [(a, b) for a, b in ((begin, hole[0]), (hole[1], end)) if b > a]
        left = kept
    return left


def _merge(ranges: list[Range]) -> list[Range]:
    merged: list[Range] = []
    for begin, end in sorted(ranges):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _trim(tree: Tree, span: Range) -> Range:
    """Leave out marks and white space at both ends, but keep quotation marks and brackets."""
    begin, end = span
    while end > begin and (tree.pos[end - 1] == "SPACE" or tree.lower[end - 1] in _TRIM):
        end -= 1
    while begin < end and (tree.pos[begin] == "SPACE" or tree.lower[begin] in _TRIM):
        begin += 1
    return begin, end


def characters(tree: Tree, ranges: Iterable[Range]) -> tuple[Span, ...]:
    """Character spans of token ranges that have a word in them; a range is cut at the ends of paragraphs."""
    spans = []
    for span in _lines(tree, ranges):
        begin, end = _trim(tree, span)
        if any(tree.pos[i] not in _EDGE for i in range(begin, end)):
            spans.append((tree.begin[begin], tree.end[end - 1]))
    return tuple(spans)


def _lines(tree: Tree, ranges: Iterable[Range]) -> Iterator[Range]:
    for begin, end in ranges:
        first = begin
        for t in range(begin, end):
            if tree.pos[t] == "SPACE" and "\n" in tree.text[tree.begin[t] : tree.end[t]]:
                yield first, t
                first = t + 1
        yield first, end
