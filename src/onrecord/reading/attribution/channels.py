"""Through what a word reached the outlet: "on Twitter", "in a statement", "told state television"."""

from __future__ import annotations

import msgspec

from onrecord.model import Participant
from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import Reading

_BY_WAY = frozenset(("in", "on", "via", "through", "at", "during", "by", "over", "to"))
_WITH_WHOM = frozenset(("with", "on", "to", "for", "in", "by", "from", "via"))
_SPEAKING = frozenset(
    ("speak", "write", "talk", "post", "appear", "address", "say", "tell", "interview", "ask")
)
_ARTICLES = ("a", "an", "the", "his", "her", "its", "their")
_JOURNALISM = "JRN"


def channel_of(reading: Reading, tree: Tree, lexicon: Lexicon, candidate: Candidate) -> Participant | None:
    """Return the medium, document or occasion that a cue names; ``None`` where it names none.

    A known medium has its id, country and sector, also where it is only part of the phrase: "interview with Reuters".
    """
    cue = candidate.cue
    if tree.pos[cue] not in ("VERB", "AUX"):
        return None
    hosts = [cue]
    hosts += [k for k in tree.kids[cue] if tree.dep[k] == "advcl" and tree.lemma[k] in _SPEAKING]
    above = tree.head[cue]
    if tree.dep[cue] == "advcl" and tree.lemma[above] in _SPEAKING:
        hosts.append(above)  # "spoke on the radio, saying that"
    for host in hosts:
        for kid in tree.kids[host]:
            noun = _object(tree, lexicon, reading, host, kid)
            if noun is not None and noun != candidate.source:
                return _named(reading, tree, _phrase(reading, tree, lexicon, noun))
    return None


def _object(tree: Tree, lexicon: Lexicon, reading: Reading, verb: int, kid: int) -> int | None:
    """The noun of a channel that hangs on a verb, directly or by a preposition."""
    if tree.dep[kid] in ("dobj", "dative") and tree.pos[kid] in ("NOUN", "PROPN"):
        told = _is_medium(reading, tree, lexicon, kid) or _is_occasion(tree, lexicon, kid, named="conference")
        return kid if told and tree.lemma[verb] not in lexicon.attitude else None
    if tree.dep[kid] not in ("prep", "dative") or tree.lower[kid] not in _BY_WAY:
        return None
    noun = tree.child(kid, "pobj")
    if noun is None:
        return None
    if _is_medium(reading, tree, lexicon, noun) or _is_platform(tree, lexicon, noun):
        return noun
    return noun if _is_occasion(tree, lexicon, noun) and tree.lower[kid] != "to" else None


def _is_platform(tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    return tree.lower[noun] in lexicon.platforms and tree.pos[noun] == "PROPN"


def _is_occasion(tree: Tree, lexicon: Lexicon, noun: int, named: str | None = None) -> bool:
    """Whether a noun is what is written or said; ``named``: only this one, as in "told a news conference"."""
    lemma = tree.lemma[noun]
    return tree.pos[noun] != "PRON" and (lemma == named if named else lemma in lexicon.occasions)


def _is_medium(reading: Reading, tree: Tree, lexicon: Lexicon, noun: int) -> bool:
    """Whether a noun is a medium, those who work there, or the name of one that we know."""
    lemma = tree.lemma[noun]
    if lemma == "agency":  # a news agency, not one that regulates
        return any(tree.lower[k] in ("news", "press", "wire") for k in tree.kids[noun])
    if lemma in lexicon.media and tree.lower[noun] not in ("site", "channels"):
        return True
    node = reading.mention_of(noun)
    return node is not None and node.participant.sector == _JOURNALISM


def _phrase(reading: Reading, tree: Tree, lexicon: Lexicon, noun: int) -> Range:
    """The noun with what stands before it and the medium named after it: "an interview with Reuters on Monday"."""
    begin, end = min([noun, *(tree.left[k] for k in tree.kids[noun] if k < noun)]), noun + 1
    for kid in tree.kids[noun]:
        if kid < noun:
            continue
        by = kid
        if tree.dep[kid] == "acl":
            agent = tree.child(kid, "agent", "prep")
            by = kid if agent is None else agent
        within = tree.child(by, "pobj") if tree.lower[by] in _WITH_WHOM else None
        if within is not None and (
            _is_medium(reading, tree, lexicon, within) or _is_platform(tree, lexicon, within)
        ):
            end = within + 1
    return begin, end


def _named(reading: Reading, tree: Tree, span: Range) -> Participant:
    begin, end = tree.begin[span[0]], tree.end[span[1] - 1]
    text = tree.text[begin:end]
    name = _bare(text)
    known = next(
        (
            n.participant
            for t in range(span[1] - 1, span[0] - 1, -1)
            if (n := reading.mention_of(t)) is not None and n.participant.sector == _JOURNALISM
        ),
        None,
    )
    if known is None:
        return Participant(text=text, start=begin, end=end, name=name)
    if known.end - known.start >= len(name) or span[1] - span[0] == 1:
        name = _bare(known.name)
    return msgspec.structs.replace(known, text=text, start=begin, end=end, name=name, role=None)


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else text
