"""Cues that are no predicates: "according to", "in X's view", "reportedly", a speaker's colon, a headline's dash."""

from __future__ import annotations

from onrecord.reading.attribution.candidate import Candidate, Range, minus, subtree
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree

_ASIDES = frozenset((",", "via", "on", "in", "by", "to", "from", "("))
_MIN_HEADLINE, _MAX_HEADLINE, _MAX_TAIL = 3, 20, 3  # tokens
_MAX_SPEAKER = 8  # tokens before a headline's colon: longer is a clause, not a name


def adverb(tree: Tree, i: int) -> Candidate | None:
    """ "has reportedly fled": somebody's word, and nobody is named."""
    host = _clause_above(tree, i)
    return Candidate(i, "adverb", None, "none", minus(subtree(tree, host), (i, i + 1)))


def _clause_above(tree: Tree, token: int) -> int:
    """The nearest verb above a token, or the root."""
    host = tree.head[token]
    while tree.pos[host] not in ("VERB", "AUX") and tree.head[host] != host:
        host = tree.head[host]
    return host


def _whole_or_clause(tree: Tree, hole: Range, token: int) -> tuple[Range, ...]:
    """The sentence around a phrase that opens or closes it, else the clause that it hangs on."""
    first = tree.sentence[token]
    last = hole[1]
    while last < len(tree) and tree.sentence[last] == first:
        last += 1
    tail = last
    while tail > hole[1] and (tree.pos[tail - 1] in ("PUNCT", "SPACE")):
        tail -= 1
    if hole[0] == first or hole[1] >= tail:
        return minus((first, last), hole)
    return minus(subtree(tree, _clause_above(tree, token)), hole)


def according(tree: Tree, lexicon: Lexicon, i: int) -> Candidate | None:
    """ "according to X" and "per X"."""
    extra: tuple[int, ...] = ()
    if tree.lower[i] == "per":
        if tree.pos[i] != "ADP":
            return None
        source = tree.child(i, "pobj")
        if source is None or not (tree.entity[source] or _can_say(tree, lexicon, source)):
            return None  # "per cent", "per capita", "per person"
        if tree.entity[source] in ("DATE", "TIME", "QUANTITY", "MONEY", "CARDINAL", "PERCENT"):
            return None
    else:
        to = next((k for k in (i + 1,) if k < len(tree) and tree.lower[k] == "to"), None)
        if to is None:
            return None
        source = tree.child(to, "pobj")
        extra = (to,)
        if source is None or tree.lemma[source] in lexicon.standards:
            return None  # "according to plan" is nobody's word
    start = min(i, tree.left[source])
    end = max(tree.right[source], *extra, i) + 1
    while end < len(tree) and tree.pos[end] == "PROPN" and tree.sentence[end] == tree.sentence[i]:
        end += 1  # "the newspaper Aftenposten": parsers hang the name elsewhere
    ranges = _whole_or_clause(tree, (start, end), i)
    return Candidate(i, "according", source, "subject", ranges, extra)


def _can_say(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun names somebody or a text that says something; a text must be a certain one: "per the memo"."""
    certain = tree.child(noun, "det", "poss") is not None
    texts = lexicon.documents | lexicon.agreed
    return tree.lemma[noun] in lexicon.headline_sources or (certain and tree.lemma[noun] in texts)


def view(tree: Tree, lexicon: Lexicon, i: int) -> Candidate | None:
    """ "in X's view", "in his words"."""
    noun = tree.child(i, "pobj")
    if noun is None or tree.lemma[noun] not in lexicon.views:
        return None
    owner = tree.child(noun, "poss")
    if owner is None:
        return None
    ranges = _whole_or_clause(tree, (i, tree.right[noun] + 1), i)
    return Candidate(i, "view", owner, "possessor", ranges, (noun,))


def colon(tree: Tree, quotes: Quotes, lexicon: Lexicon, i: int) -> Candidate | None:
    """ "Trump: allies must do more" and the speaker labels of a transcript."""
    first, last = quotes.paragraphs[quotes.paragraph_of[i]]
    if i + 1 >= last:
        return None
    frame, end, quote = "colon", last, quotes.of_token[i + 1]
    if (
        i - first > _MAX_SPEAKER and quote >= 0 and quotes.of_token[i] < 0
    ):  # within a paragraph: 'Smith, by text: "No."'
        frame, end = "colon-quote", quotes.quotes[quote].end
        first = max(first, i - _MAX_SPEAKER)
        for t in range(i - 1, first - 1, -1):
            if quotes.of_token[t] >= 0 or tree.lower[t] in (".", "?", "!"):
                first = t + 1
                break
        else:
            return None
    elif quote >= 0 and quotes.quotes[quote].start == i + 1 and quotes.quotes[quote].closed:
        end = _quoted_end(quotes, quote, last)
    if not 0 < i - first <= _MAX_SPEAKER or any(tree.pos[t] in ("VERB", "AUX") for t in range(first, i)):
        return None
    nouns = [t for t in range(first, i) if tree.pos[t] in ("NOUN", "PROPN", "PRON")]
    cut = next((t for t in range(first, i) if tree.lower[t] in _ASIDES), i)
    speaker = [t for t in nouns if t < cut] or nouns
    if len(speaker) > 1 and tree.lower[first] in lexicon.inverted:  # 'Said Smith: "No."'
        return Candidate(first, "quote-after", speaker[-1], "inverted", ((i + 1, end),))
    return Candidate(i, frame, speaker[-1], "label", ((i + 1, end),)) if speaker else None


def _quoted_end(quotes: Quotes, quote: int, last: int) -> int:
    """Where what a label introduces ends: with its quotation if the next one has a label of its own."""
    after = quotes.quotes[quote + 1] if quote + 1 < len(quotes.quotes) else None
    end = quotes.quotes[quote].end
    labelled = after is not None and after.start < last and after.start - end > 1
    return end if labelled else last


def dash(tree: Tree, quotes: Quotes, lexicon: Lexicon, i: int) -> Candidate | None:
    """A headline's source after its dash: "Blast kills three - police"."""
    first, last = quotes.paragraphs[quotes.paragraph_of[i]]
    tail = last - i - 1
    if (
        not 0 < tail <= _MAX_TAIL
        or not _MIN_HEADLINE <= i - first <= _MAX_HEADLINE
        or quotes.of_token[i] >= 0
    ):
        return None
    if tree.begin[i] == tree.end[i - 1] or any(
        tree.pos[t] not in ("NOUN", "PROPN", "ADJ") for t in range(i + 1, last)
    ):
        return None
    if not tree.entity[last - 1] and tree.lemma[last - 1] not in lexicon.headline_sources:
        return None
    return Candidate(i, "dash", last - 1, "label", ((first, i),))
