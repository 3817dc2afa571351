"""What the classifier sees of a candidate: words and syntax, as short strings."""

from __future__ import annotations

from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree

_OPEN = frozenset(("PROPN", "NOUN", "NUM", "ADJ", "VERB"))
_SIZES = (1, 2, 3, 5, 8, 13, 21, 34)


def _size(tokens: int) -> int:
    return sum(tokens > s for s in _SIZES)


def _word(tree: Tree, token: int) -> str:
    """A common word's lemma; names are one class, so that the weights know nobody."""
    if tree.pos[token] in ("PROPN", "NUM") or tree.entity[token]:
        return tree.entity[token] or tree.pos[token]
    return tree.lemma[token]


def features(tree: Tree, quotes: Quotes, lexicon: Lexicon, candidate: Candidate) -> list[str]:
    """Return the features that hold of a candidate; all are binary."""
    cue, frame = candidate.cue, candidate.frame
    group = frame.partition(":")[0]
    lemma = _word(tree, cue)
    if frame == "colon":
        lemma = _word(tree, candidate.source) if candidate.source is not None else ""
    elif candidate.extra and tree.pos[candidate.extra[0]] == "NOUN":
        lemma = f"{lemma}_{_word(tree, candidate.extra[0])}"
    stance = lexicon.verbs.get(lemma) or lexicon.nouns.get(lemma) or lexicon.adjectives.get(lemma) or "-"
    first = candidate.content[0][0]
    begin, end = first, candidate.content[-1][1]
    size = sum(b - a for a, b in candidate.content)
    head = _content_head(tree, candidate)
    quoted = any(quotes.of_token[t] >= 0 for a, b in candidate.content for t in (a, b - 1, (a + b) // 2))
    out = [
        "bias", f"f={frame}", f"l={lemma}", f"l={lemma}|f={frame}", f"l={lemma}|g={group}|p={candidate.path}",
        f"stance={stance}|f={frame}", f"path={candidate.path}|f={frame}", f"tag={tree.tag[cue]}|f={group}",
        f"size={_size(size)}|f={frame}", f"quoted={quoted}|f={group}", f"dep={tree.dep[cue]}|f={group}",
        f"ch={tree.pos[head]}:{tree.entity[head]}|f={group}", f"cl={_word(tree, head)}|g={group}", f"ctag={tree.tag[head]}|f={frame}",
        f"cw={tree.lower[first] if tree.pos[first] not in _OPEN else tree.pos[first]}|f={group}",
    ]  # fmt: skip
    if lemma in lexicon.attitude:
        out.append(f"attitude|f={frame}")
    if lemma in lexicon.quotation:
        out.append(f"quotation|f={frame}")
    out += _source_features(tree, candidate, group, lemma)
    out += _verb_features(tree, cue, group)
    out += _place_features(tree, quotes, candidate, group)
    if begin > cue:
        out.append(f"gap={_size(begin - cue)}|f={group}")
    elif end <= cue:
        out.append(f"before={_size(cue - end)}|f={group}")
    return out


def _source_features(tree: Tree, candidate: Candidate, group: str, lemma: str) -> list[str]:
    """What kind of source it is and how far off."""
    source = candidate.source
    if source is None:
        return [f"s=none|f={candidate.frame}", f"s=none|l={lemma}"]
    kind, word = tree.entity[source] or tree.pos[source], _word(tree, source)
    out = [f"s={kind}|f={group}", f"sl={word}", f"sl={word}|f={group}", f"s={kind}|l={lemma}"]
    out.append(f"dist={_size(abs(source - candidate.cue))}|f={group}")
    return out


def _verb_features(tree: Tree, cue: int, group: str) -> list[str]:
    """What governs the cue, its auxiliaries and adverbs."""
    out = []
    above = tree.head[cue]
    if above != cue:
        out.append(f"above={_word(tree, above)}|dep={tree.dep[cue]}")
    for kid in tree.kids[cue]:
        relation = tree.dep[kid]
        if relation in ("aux", "neg", "auxpass", "prt"):
            out.append(f"{relation}={tree.lower[kid]}|f={group}")
        elif relation in ("advmod", "mark", "dative"):
            out.append(f"{relation}={_word(tree, kid)}")
    return out


def _place_features(tree: Tree, quotes: Quotes, candidate: Candidate, group: str) -> list[str]:
    """Where in the text it stands: a headline, a question, a speaker's label."""
    out = []
    cue, source = candidate.cue, candidate.source
    first, last = quotes.paragraphs[quotes.paragraph_of[cue]]
    if quotes.paragraph_of[cue] == 0:
        out.append(f"headline|f={group}")
    if tree.text[tree.end[last - 1] - 1] == "?":
        out.append("asked")
    if candidate.frame == "colon":
        kind = "" if source is None else tree.entity[source] or tree.pos[source]
        out.append(f"label={_size(cue - first)}:{kind}")
        out.append(f"upper={tree.text[tree.begin[first] : tree.begin[cue]].isupper()}")
    return out


def _content_head(tree: Tree, candidate: Candidate) -> int:
    """The token of the first content range that hangs on something outside of it."""
    begin, end = candidate.content[-1]
    token = begin
    for _ in range(40):
        above = tree.head[token]
        if not begin <= above < end or above == token:
            break
        token = above
    return token
