"""Statements taken back in another's words: "Iran later withdrew its claim that ...", "the post was deleted".

The outlet tells no event there, and nobody else does either: it tells that somebody no longer says so.
"""

from __future__ import annotations

from onrecord.coding.desk import Desk
from onrecord.model import Participant
from onrecord.ontology import modality_words

_VERBAL = ("VERB", "AUX")
_STEPS = 6
"""Most words between an event and the statement that tells it."""
_OBJECTS = ("dobj", "pobj")
_OWN = ("it", "them", "that", "this")


def taken_back_by(desk: Desk, trigger: int) -> Participant | None:
    """Return who is told to have taken back the statement that tells the event at ``trigger``."""
    g = desk.grammar
    token = trigger
    for _ in range(_STEPS):
        head = g.head[token]
        if g.pos[token] in _VERBAL:
            who = _taken_back_after(desk, token)
            if who is not None:
                return who
        if head == token:
            return None
        if g.pos[head] in ("NOUN", "PROPN") and g.lemma[head] in modality_words()["statements"]:
            return _of_statement(desk, head)
        token = head
    return None


def _of_statement(desk: Desk, noun: int) -> Participant | None:
    """Who took back the claim, report or post at ``noun``."""
    g = desk.grammar
    verb = g.head[noun]
    preposition = g.lower[verb] if g.dep[noun] == "pobj" else ""
    if preposition:
        verb = g.head[verb]
        if g.pos[verb] == "ADV":  # "backed away from"
            verb = g.head[verb]
    passive = g.dep[noun] == "nsubjpass"
    if g.pos[verb] not in _VERBAL or not (passive or g.dep[noun] in _OBJECTS):
        return None
    if not _takes_back(desk, verb, preposition) or _is_denied(desk, verb):
        return None
    owner = g.child(noun, "poss")
    by = g.prepositional(verb, "by") if passive else g.child(verb, "nsubj")
    token = by if by is not None else owner
    return desk.participants.participant(token) if token is not None else None


def _taken_back_after(desk: Desk, verb: int) -> Participant | None:
    """Who said it, of "said that ..., and took it back"; parsers hang that on any verb before it."""
    g = desk.grammar
    for other in g.kids[verb]:
        thing = g.child(other, "dobj") if g.dep[other] == "conj" else None
        if thing is None or g.lower[thing] not in _OWN or other < verb:
            continue
        if _takes_back(desk, other, "") and not _is_denied(desk, other):
            speaker = verb
            while g.dep[speaker] in ("ccomp", "conj") and g.head[speaker] != speaker:
                speaker = g.head[speaker]
            subject = g.child(speaker, "nsubj")
            return desk.participants.participant(subject) if subject is not None else None
    return None


def _takes_back(desk: Desk, verb: int, preposition: str) -> bool:
    g, words = desk.grammar, modality_words()
    lemma = g.lemma[verb]
    if lemma in words["taking_back"]:
        return True
    particles = {g.lower[k] for k in g.kids[verb] if g.dep[k] in ("prt", "advmod", "prep")}
    return any(f"{lemma}_{p}" in words["taking_back_phrases"] for p in {*particles, preposition})


def _is_denied(desk: Desk, verb: int) -> bool:
    """Whether it was not, or not yet, taken back."""
    standing = desk.modality.of(verb, None, (), deed=False)
    return standing.negated or standing.modality not in ("happened", "ongoing")
