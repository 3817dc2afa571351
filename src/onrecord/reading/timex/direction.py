"""Whether the verb that governs an expression looks back or ahead."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.timex.lexicon import word_list
from onrecord.reading.timex.sense import Direction

_AHEAD_PREPOSITIONS = {"until", "till", "by"}
_BACK_PREPOSITIONS = {"since"}
_STEPS = 12


def _own_tense(verb: Token) -> Direction | None:
    """The tense that a verb group shows itself; ``None`` where it leaves it open."""
    low = {c.lower_: c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    tags = set(low.values())
    if low.keys() & word_list("perfect_auxiliaries"):
        return "past"
    if low.keys() & word_list("ahead_auxiliaries"):
        return "future"
    if "to" in low:
        return "near"
    if "VBD" in tags:
        return "past"
    present = bool(tags & {"VBZ", "VBP"})
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not present):
        return "past"
    if verb.tag_ in ("VBZ", "VBP") and verb.pos_ == "VERB":
        return "future" if _is_scheduled(verb) else "near"
    if present and (verb.tag_ == "VBG" or verb.lemma_ in word_list("ahead_verbs")):
        return "future"
    return None


def _is_scheduled(verb: Token) -> bool:
    """ "The talks begin Monday", "the law takes effect Jan. 1"."""
    effect = verb.lemma_ == "take" and any(c.lower_ in ("effect", "place") for c in verb.children)
    return effect or verb.lemma_ in word_list("scheduled_verbs")


def _perfect(token: Token) -> bool:
    """Whether the verb above a preposition is in the past perfect."""
    at = token
    for _ in range(3):
        if at.pos_ == "VERB":
            return any(c.dep_ == "aux" and c.lower_ == "had" for c in at.children)
        at = at.head
    return False


def _asks(token: Token) -> bool:
    """Whether the nearest verb above asks for what is to come."""
    at = token
    for _ in range(_STEPS):
        if at.pos_ == "VERB" or at.head.i == at.i:
            return at.lemma_ in word_list("asking_verbs")
        at = at.head
    return False


def _of_infinitive(verb: Token) -> Direction:
    """ "is to resume on Tuesday", "plans to": ahead; under a past verb ("agreed to meet", "asked to") either way."""
    above = verb.head
    if (
        above.lemma_ in word_list("ahead_verbs")
        or above.tag_ in ("VBZ", "VBP")
        or above.lower_ in word_list("ahead_words")
    ):
        return "future"
    if above.pos_ in ("VERB", "AUX") and above.i != verb.i:
        tense = _own_tense(above)
        if tense == "future" or (tense == "past" and above.lemma_ in word_list("same_time_verbs")):
            return tense
    return "near"


def _describes(token: Token) -> bool:
    """ "Sells itself under a June agreement", "bought by the Tuesday deadline": the verb does not date the noun."""
    noun = token.head
    named = token.dep_ in ("compound", "nmod", "amod") and noun.pos_ == "NOUN" and noun.dep_ == "pobj"
    return named and noun.head.lower_ not in ("for", "until", "till")


def direction_of(token: Token) -> Direction | None:
    """Return the direction of the nearest verb above ``token`` that shows one."""
    at = token
    if token.dep_ == "poss":
        # "Tuesday's vote will": only as a subject does the noun share the verb's time
        at = token.head
        if at.dep_ not in ("nsubj", "nsubjpass", "ROOT"):
            return None
    found = _climbed(at, token)
    return None if found == "future" and _describes(token) else found


def _climbed(at: Token, token: Token) -> Direction | None:
    """The direction of the first word at or above ``at`` that shows one for ``token``."""
    for _ in range(_STEPS):
        if at.dep_ == "pobj" or at.pos_ == "ADP":
            low = at.head.lower_ if at.dep_ == "pobj" else at.lower_
            if low in _AHEAD_PREPOSITIONS:
                return "past" if _perfect(at) else "future"  # "had filed reports by Friday"
            if low in _BACK_PREPOSITIONS:
                return "past"
            if low == "before" and _asks(at):
                return "future"  # "called for a vote before the summer"
        if at.pos_ in ("VERB", "AUX"):
            went = at.lemma_ == "go" and at.tag_ in ("VBD", "VBN")  # "went to the polls on Sunday"
            if at.lemma_ in word_list("ahead_verbs") and token.i > at.i and at.tag_ != "VBG" and not went:
                return "future"  # "planned a march on Saturday": not the verb's own time
            tense = _own_tense(at)
            if tense == "near":
                return _of_infinitive(at) if at.tag_ == "VB" else "near"
            if tense is not None:
                return tense
        elif at.lower_ in word_list("ahead_words"):
            return "future"
        if at.head is at or at.head.i == at.i:
            return None
        at = at.head
    return None
