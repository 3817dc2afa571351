"""The participant behind a source's words: its mention, or the issuer of a document."""

from __future__ import annotations

import msgspec

from onrecord.model import Participant
from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.sources import subject_of
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import Reading

_LOOK_BACK = 400  # tokens in which "the statement" is the one named before
_OWNERS = ("poss", "compound", "amod", "nmod")


def speaker_of(reading: Reading, tree: Tree, lexicon: Lexicon, source: int, span: Range) -> Participant:
    """Return who speaks where ``source`` is the head token of the source and ``span`` its token range."""
    node = reading.mention_of(source)
    if node is None:
        begin, end = tree.begin[span[0]], tree.end[span[1] - 1]
        text = tree.text[begin:end]
        speaker = Participant(text=text, start=begin, end=end, name=text)
    else:
        speaker = node.participant
    if speaker.country is not None or speaker.id is not None:
        return speaker
    issuer = issuer_of(reading, tree, lexicon, source)
    if issuer is None:
        return speaker
    role = tree.lemma[source] if tree.lemma[source] in lexicon.documents else speaker.role
    return msgspec.structs.replace(
        speaker, id=issuer.id, country=issuer.country, sector=issuer.sector, role=role
    )


def issuer_of(reading: Reading, tree: Tree, lexicon: Lexicon, source: int) -> Participant | None:
    """Return who stands behind a document or a spokesman: its owner, its by-, from-, for- or of-phrase, or, for a
    document named again, the one who issued it before."""
    found = _named_issuer(reading, tree, source)
    if found is not None or tree.lemma[source] not in lexicon.documents:
        return found
    lemma = tree.lemma[source]
    for token in range(source - 1, max(-1, source - _LOOK_BACK), -1):
        if tree.lemma[token] != lemma or tree.pos[token] != "NOUN":
            continue
        found = _named_issuer(reading, tree, token) or _sayer(reading, tree, token)
        if found is not None:
            return found
    return None


def _named_issuer(reading: Reading, tree: Tree, noun: int) -> Participant | None:
    for kid in tree.kids[noun]:
        if tree.dep[kid] in _OWNERS:
            token: int | None = kid
        elif tree.dep[kid] in ("prep", "agent") and tree.lower[kid] in (
            "by",
            "from",
            "for",
            "of",
            "at",
            "with",
        ):
            token = tree.child(kid, "pobj")
        elif tree.dep[kid] == "acl":
            agent = tree.child(kid, "agent", "prep")
            token = None if agent is None or tree.lower[agent] != "by" else tree.child(agent, "pobj")
        else:
            continue
        known = None if token is None else _known(reading, token)
        if known is not None:
            return known
    return None


def _sayer(reading: Reading, tree: Tree, noun: int) -> Participant | None:
    """Who said something "in a statement"."""
    prep = tree.head[noun]
    if tree.dep[noun] != "pobj" or tree.lower[prep] not in ("in", "via", "through"):
        return None
    subject, _ = subject_of(tree, tree.head[prep])
    return None if subject is None else _known(reading, subject)


def _known(reading: Reading, token: int) -> Participant | None:
    """The participant of a mention with a country or an identity; others tell nothing of the issuer."""
    node = reading.mention_of(token)
    if node is None or (node.participant.country is None and node.participant.id is None):
        return None
    return node.participant
