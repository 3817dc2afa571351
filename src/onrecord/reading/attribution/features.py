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
    cue, frame, source = candidate.cue, candidate.frame, candidate.source
    group = frame.partition(":")[0]
    lemma = tree.lemma[cue]
    if frame == "colon":
        lemma = _word(tree, candidate.source) if candidate.source is not None else ""
    elif candidate.extra and tree.pos[candidate.extra[0]] == "NOUN":
        lemma = f"{lemma}_{tree.lemma[candidate.extra[0]]}"
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
    if source is None:
        out.append(f"s=none|f={frame}")
        out.append(f"s=none|l={lemma}")
    else:
        kind = tree.entity[source] or tree.pos[source]
        out += [
            f"s={kind}|f={group}",
            f"sl={_word(tree, source)}",
            f"sl={_word(tree, source)}|f={group}",
            f"s={kind}|l={lemma}",
        ]
        out.append(f"dist={_size(abs(source - cue))}|f={group}")
    above = tree.head[cue]
    if above != cue:
        out.append(f"above={_word(tree, above)}|dep={tree.dep[cue]}")
    for kid in tree.kids[cue]:
        relation = tree.dep[kid]
        if relation in ("aux", "neg", "auxpass", "prt"):
            out.append(f"{relation}={tree.lower[kid]}|f={group}")
        elif relation in ("advmod", "mark", "dative"):
            out.append(f"{relation}={tree.lower[kid]}")
    first_par, last_par = quotes.paragraphs[quotes.paragraph_of[cue]]
    if quotes.paragraph_of[cue] == 0:
        out.append(f"headline|f={group}")
    if tree.text[tree.end[last_par - 1] - 1 : tree.end[last_par - 1]] == "?":
        out.append("asked")
    if frame == "colon":
        out.append(f"label={_size(cue - first_par)}:{kind if source is not None else ''}")
        out.append(f"upper={tree.text[tree.begin[first_par] : tree.begin[cue]].isupper()}")
    if begin > cue:
        out.append(f"gap={_size(begin - cue)}|f={group}")
    elif end <= cue:
        out.append(f"before={_size(cue - end)}|f={group}")
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
