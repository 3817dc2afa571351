"""Direct speech: each quotation tied to the verb that reports it, or to the speaker who was already speaking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.quotes import Quote, Quotes, groups
from onrecord.reading.attribution.sources import subject_of
from onrecord.reading.attribution.tree import Tree

_AFTER = ",?!—–-…"
_BREAKS = frozenset((",", ":", ";", ".", "?", "!", "—", "–", "-", "--", "(", "[", "*", "•", "·"))
_INTRODUCES = frozenset(
    ("that", "simply", "only", "just", "how", "this", "him", "her", "them", "me", "us", "back")
)
_STOP = frozenset(".?!")
_NAMES = -1  # in place of a reporting verb: the quotation is a title
_REACH = 60  # tokens outside the quotation in which its reporting verb must stand
_SHORT = 3  # words; a shorter quotation is a word in quotes and no speech


@dataclass(slots=True)
class Speech:
    """A reporting verb with the quotations tied to it, in order of the text."""

    cue: int
    frame: str
    pieces: list[Range] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Quotations with a reporting verb, and those that merely go on."""

    speeches: tuple[Candidate, ...]
    loose: tuple[int, ...]
    """Numbers of quotations that are sentences of their own without a reporting verb."""
    tied: frozenset[int]
    """Numbers of quotations that a reporting verb was found for."""
    over_paragraphs: tuple[range, ...] = ()
    """Numbers of the quotations that are one, gone on over paragraphs."""


def tie_quotations(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> Spoken:
    """Find for each free-standing quotation its reporting verb, after it, in its middle or before it.

    A quotation that goes on over paragraphs has one reporting verb, in whichever of them it stands.
    """
    speeches: dict[int, Speech] = {}
    loose: list[int] = []
    tied: set[int] = set()
    for group in groups(quotes):
        cue: int | None = None
        waiting: list[int] = []
        for number in group:
            quote = quotes.quotes[number]
            tie = _tie(tree, quotes, lexicon, quote, speeches)
            if tie is None and cue is None:
                waiting.append(number)
                continue
            cue, frame, begin = tie or (cue or 0, "", quote.start)
            if cue == _NAMES:
                cue = None
                continue
            speech = speeches.setdefault(cue, Speech(cue, frame))
            speech.pieces += [(quotes.quotes[n].start, quotes.quotes[n].end) for n in waiting]
            speech.pieces.append((begin, quote.end))
            tied.update((*waiting, number))
            waiting = []
        loose += [n for n in waiting if _is_loose(tree, quotes, n)]
    return Spoken(
        speeches=tuple(_candidate(tree, s) for _, s in sorted(speeches.items())),
        loose=tuple(loose),
        tied=frozenset(tied),
        over_paragraphs=tuple(g for g in groups(quotes) if len(g) > 1),
    )


def _tie(
    tree: Tree, quotes: Quotes, lexicon: Lexicon, quote: Quote, speeches: Mapping[int, Speech]
) -> tuple[int, str, int] | None:
    """The reporting verb of one quotation, its frame, and where what is said begins."""
    if not _is_speech(tree, quote):
        return None
    begin = _clause_start(tree, quotes, quote)
    cue, frame = _cue_after(tree, quotes, quote, lexicon)
    if cue is not None and begin < quote.start and _has_clause(tree, cue):
        return _NAMES, "", begin  # 'on the programme "Newsnight," she said that': it only names something
    if cue is None:
        begin = quote.start
        cue, frame = _joined(tree, quote, speeches), "quote-after"
    if cue is None:
        cue, frame = _cue_before(tree, quotes, quote, lexicon)
    return None if cue is None else (cue, frame, begin)


def _is_loose(tree: Tree, quotes: Quotes, number: int) -> bool:
    """Whether a quotation without a reporting verb is a sentence of its own, or goes on from one that is."""
    quote = quotes.quotes[number]
    return quote.goes_on or (_is_speech(tree, quote) and _stands_alone(tree, quotes, quote))


def _candidate(tree: Tree, speech: Speech) -> Candidate:
    source, path = subject_of(tree, speech.cue)
    if source is None:  # "said Smith" after a quotation: the parser often calls the speaker an object
        after = speech.cue + 1
        for kid in tree.kids[speech.cue]:
            if tree.dep[kid] in ("dobj", "attr", "npadvmod", "oprd") and tree.left[kid] == after:
                source, path = kid, "inverted"
    return Candidate(speech.cue, speech.frame, source, path, tuple(speech.pieces))


def _clause_start(tree: Tree, quotes: Quotes, quote: Quote) -> int:
    """Where the clause begins that a quotation is part of: "The plan is 'a mess,' she said" begins at "The"."""
    first = max(quotes.paragraphs[quote.paragraph][0], quote.start - _REACH)
    at = quote.start - 1
    if (
        at < first
        or tree.lower[at] in _BREAKS
        or quotes.of_token[at] >= 0
        or tree.pos[at] in ("SPACE", "CCONJ")
    ):
        return quote.start
    while at >= first and tree.lower[at] not in _STOP and quotes.of_token[at] < 0 and tree.pos[at] != "SPACE":
        at -= 1
    return at + 1


def _has_clause(tree: Tree, verb: int) -> bool:
    """Whether a verb has a clause of its own after it."""
    return any(tree.dep[k] in ("ccomp", "xcomp", "dobj") and k > verb for k in tree.kids[verb])


def _joined(tree: Tree, quote: Quote, speeches: Mapping[int, Speech]) -> int | None:
    """The cue of the quotation just before, where only "and" or a comma stands between."""
    at = quote.start - 1
    if at < 0 or tree.lower[at] not in ("and", "or", "but"):
        return None
    if tree.lower[at - 1] == ",":
        at -= 1
    for cue, speech in reversed(list(speeches.items())[-2:]):
        if speech.pieces[-1][1] in (at, at - 1):
            return cue
    return None


def _is_speech(tree: Tree, quote: Quote) -> bool:
    """Whether a quotation is a stretch of speech: long enough, or ending in the mark that speech ends in."""
    words = sum(1 for i in range(quote.start, quote.end) if tree.pos[i] not in ("PUNCT", "SPACE"))
    return words >= _SHORT or (words > 0 and _last_mark(tree, quote) in (",", "?", "!", "."))


def _last_mark(tree: Tree, quote: Quote) -> str:
    """The last character inside the closing mark."""
    end = quote.end - 1 if quote.closed else quote.end
    return tree.text[tree.end[end - 1] - 1] if end - 1 >= quote.start else ""


def _after(tree: Tree, quotes: Quotes, quote: Quote) -> Iterable[int]:
    """Tokens outside quotation marks from a quotation to the end of its sentence."""
    stop = min(quotes.paragraphs[quote.paragraph][1], quote.end + _REACH)
    for i in range(quote.end, stop):
        if quotes.of_token[i] >= 0 or tree.lower[i] in _STOP:
            return
        yield i


def _cue_after(tree: Tree, quotes: Quotes, quote: Quote, lexicon: Lexicon) -> tuple[int | None, str]:
    """The reporting verb of "...," he said / said he / he said, "..."."""
    if not quote.closed:
        return None, ""
    following = tree.lower[quote.end] if quote.end < len(tree) else ""
    if _last_mark(tree, quote) not in _AFTER and not following.startswith((",", "—", "–", "-")):
        return None, ""
    tokens = list(_after(tree, quotes, quote))
    best = None
    for i in tokens:
        if tree.pos[i] not in ("VERB", "AUX") or tree.dep[i] in ("aux", "auxpass", "relcl"):
            continue
        known = tree.lemma[i] in lexicon.quotation
        outward = not (quote.end <= tree.head[i] < tokens[-1] + 1) or tree.head[i] == i
        if known and (outward or tree.dep[i] in ("ccomp", "ROOT", "conj", "parataxis")):
            return i, "quote-before"
        if known and best is None and tree.dep[i] not in ("acl", "xcomp"):
            best = i
    if best is not None:
        return best, "quote-before"
    for i in tokens[
        :6
    ]:  # "...," he shrugged: any finite verb with a subject at the place of a reporting verb
        if (
            tree.pos[i] == "VERB"
            and tree.tag[i] in ("VBD", "VBZ", "VBP")
            and tree.child(i, "nsubj") is not None
        ):
            subject = tree.child(i, "nsubj")
            if subject is not None and quote.end <= subject:
                return i, "quote-before"
    return None, ""


def _cue_before(tree: Tree, quotes: Quotes, quote: Quote, lexicon: Lexicon) -> tuple[int | None, str]:
    """The reporting verb of he said, "..." and he went on:, also at the end of the paragraph before."""
    first = quotes.paragraphs[quote.paragraph][0]
    at = quote.start - 1
    if at < first:
        if quote.paragraph == 0:
            return None, ""
        begin, end = quotes.paragraphs[quote.paragraph - 1]
        last = end - 1
        if tree.lower[last] not in (":", ",") or quotes.of_token[last] >= 0:
            return None, ""
        first, at = begin, last
    elif tree.pos[at] == "SPACE" or tree.lower[at] in _STOP:
        return None, ""
    separated = tree.lower[at] in (",", ":", "—", "–", "-", "--")
    best = None
    for i in range(at, max(first, at - _REACH) - 1, -1):
        if quotes.of_token[i] >= 0 or (i < at and tree.lower[i] in _STOP):
            break
        if tree.pos[i] != "VERB" or tree.lemma[i] not in lexicon.quotation:
            continue
        if tree.dep[i] == "relcl" and separated and best is None:
            best = i
            continue
        told = any(tree.dep[k] == "ccomp" and k > i and tree.left[k] < at for k in tree.kids[i])
        if told and tree.lower[at] != ":":
            return None, ""  # the clause has begun before the quotation does
        if separated or at == i or (at - i == 1 and tree.lower[at] in _INTRODUCES):
            return i, "quote-after"
        break
    if best is not None:
        return best, "quote-after"
    return None, ""


def _stands_alone(tree: Tree, quotes: Quotes, quote: Quote) -> bool:
    """Whether a quotation is a sentence of its own: it begins after a full stop, a quotation or a line end."""
    first = quotes.paragraphs[quote.paragraph][0]
    at = quote.start - 1
    if at < first:
        return True
    return tree.lower[at][-1:] in _STOP or tree.pos[at] == "SPACE" or quotes.of_token[at] >= 0
