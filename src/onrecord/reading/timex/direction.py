"""Whether the verb that governs an expression looks back or ahead."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.timex.sense import Direction

_AHEAD_AUX = {"will", "'ll", "\u2019ll", "shall", "wo", "would", "ll"}
_AHEAD_VERBS = {
    "expect",
    "schedule",
    "plan",
    "set",
    "slate",
    "due",
    "intend",
    "propose",
    "hope",
    "go",
    "ready",
}
_AHEAD_PREPOSITIONS = {"until", "till", "by"}
_BACK_PREPOSITIONS = {"since"}
_STEPS = 12


def _own_tense(verb: Token) -> Direction | None:
    """The tense that a verb group shows itself; ``None`` where it leaves it open."""
    to = False
    passive_now = False
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass"):
            low = child.lower_
            if low in _AHEAD_AUX:
                return "future"
            if low == "to":
                to = True
            elif child.tag_ == "VBD" or low in ("had", "has", "have", "'ve", "\u2019ve"):
                return "past"
            elif child.tag_ in ("VBZ", "VBP"):
                passive_now = True
    if to:
        return "future"
    if verb.lemma_ in _AHEAD_VERBS and (passive_now or verb.tag_ in ("VBD", "VBN")):
        return "future"  # "planned a march on Saturday": the verb's tense is not that of what it plans
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not passive_now):
        return "past"
    if verb.tag_ == "VBG" and passive_now:
        return "future"
    return None


def direction_of(token: Token) -> Direction | None:
    """Return the direction of the nearest verb above ``token`` that shows one."""
    at = token
    if token.dep_ == "poss":
        # "Tuesday's vote will": only as a subject does the noun share the verb's time
        at = token.head
        if at.dep_ not in ("nsubj", "nsubjpass", "ROOT"):
            return None
    for _ in range(_STEPS):
        if at.dep_ == "pobj" or at.pos_ == "ADP":
            low = at.head.lower_ if at.dep_ == "pobj" else at.lower_
            if low in _AHEAD_PREPOSITIONS:
                return "future"
            if low in _BACK_PREPOSITIONS:
                return "past"
        if at.pos_ in ("VERB", "AUX"):
            tense = _own_tense(at)
            if tense is not None:
                return tense
        elif at.lower_ in ("due", "scheduled", "upcoming"):
            return "future"
        if at.head is at or at.head.i == at.i:
            return None
        at = at.head
    return None
