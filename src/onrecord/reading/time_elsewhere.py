"""Times of events that the article tells elsewhere: "the attack" after "fired missiles on Tuesday", a death told before.

Two ways lead from one mention to another. A noun with "the", "this", "that" or an owner points back to the last
mention of an event that it can mean. What happens to a person once, such as a violent death, is the same event
wherever the article tells it of the same name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache

from spacy.tokens import Doc, Token

from onrecord.model import Span, When
from onrecord.reading.layers import Reading
from onrecord.reading.time_syntax import clause_of, time_words, under_answer

Told = Callable[[Span, Token], When | None]
"""Looks up the time that a sentence gives an event in its own words."""

_REACH = 300
"""Tokens: how far back "the call" may point."""
_ONCE_REACH = 1500
"""Tokens on either side in which a death is looked for again."""
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_DESCRIBES = frozenset({"amod", "compound", "poss", "nmod"})
_SUFFERS = frozenset({"dobj", "nsubjpass"})
_PERSONS = frozenset({"PERSON", ""})


@lru_cache(maxsize=1)
def _kinds_in(doc: Doc) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Positions of the words that tell an event of a known kind, and the kinds."""
    kinds = time_words().kinds
    found = [(t.i, kind) for t in doc if (kind := kinds.get(t.lemma_)) and _tells(t)]
    return tuple(i for i, _ in found), tuple(kind for _, kind in found)


def _tells(token: Token) -> bool:
    """Whether an ambiguous word has the sense that its kind means: "called him", not "called for a vote"."""
    if token.pos_ == "NOUN":
        return token.lemma_ not in ("fire", "launch", "down")
    if token.pos_ != "VERB":
        return False
    objects = {c.lemma_ for c in token.children if c.dep_ in _SUFFERS}
    prepositions = {c.lower_ for c in token.children if c.dep_ == "prep"}
    if token.lemma_ == "call":
        return bool(objects) and not any(c.dep_ in ("oprd", "ccomp", "xcomp") for c in token.children)
    if token.lemma_ in ("speak", "talk"):
        return bool(prepositions & {"with", "by", "over"})
    if token.lemma_ in ("fire", "launch", "strike"):
        return not objects & time_words().other_objects
    return True


def pointed(reading: Reading, sentence: Span, noun: Token, told: Told) -> When | None:
    """Return the time of the mention before that a noun points back to, ``None`` where it points to none.

    The mention has the same lemma, or is of the same kind of event ("call", "spoke"), and all that describes the noun
    describes it too: "the missile attack" is not "the drone attack". A mention of another lemma counts only where all
    such mentions before are of one time.
    """
    children = list(noun.children)
    if noun.pos_ != "NOUN" or not any(
        (c.dep_ == "det" and c.lower_ in _POINTING) or c.dep_ == "poss" for c in children
    ):
        return None
    own = {c.lemma for c in children if c.dep_ in _DESCRIBES}
    definite = any(c.dep_ == "det" for c in children)
    names = _named(noun)
    others: list[When] = []
    for token in _before(reading, sentence, noun):
        same = token.lemma == noun.lemma
        span = _sentence_of(reading, token)
        if span is None or not own <= _described(token) or (same and not definite):
            continue
        if not all(name in reading.article.text[slice(*span)] for name in names):
            continue
        when = told(span, token)
        if same and token.pos_ == "VERB" and not _tells(token):
            continue
        if same and (when or any(c.dep_ in _DESCRIBES for c in token.children)):
            return when  # a fuller mention without a time of its own is another event for all we know
        if when and not same and under_answer(token, time_words()) is None:  # what is answered is background
            if others and (when.start, when.end) != (others[0].start, others[0].end):
                return None
            others.append(when)
    return others[0] if others else None


def _named(noun: Token) -> set[str]:
    """Names in the phrases of an event's noun: "the attack on Erbil"."""
    return {
        name.text
        for prep in noun.children
        if prep.dep_ == "prep"
        for name in prep.children
        if name.pos_ == "PROPN" and name.dep_ == "pobj"
    }


def _before(reading: Reading, sentence: Span, noun: Token) -> Iterator[Token]:
    """Earlier words of the noun's lemma or kind, the last first."""
    doc = reading.doc
    kind = time_words().kinds.get(noun.lemma_)
    if kind is None:
        for at in range(noun.i - 1, max(-1, noun.i - _REACH), -1):
            if doc[at].lemma == noun.lemma and doc[at].pos_ in ("NOUN", "VERB") and doc[at].idx < sentence[0]:
                yield doc[at]
        return
    places, kinds = _kinds_in(doc)
    for n in range(bisect_left(places, noun.i) - 1, -1, -1):
        if places[n] < noun.i - _REACH:
            return
        if kinds[n] == kind and doc[places[n]].idx < sentence[0]:
            yield doc[places[n]]


def _described(token: Token) -> set[int]:
    """What an earlier mention says of the event: modifiers of a noun, subject and object of a verb."""
    if token.pos_ == "NOUN":
        return {c.lemma for c in token.children if c.dep_ in _DESCRIBES}
    around = [c for c in token.children if c.dep_ in ("nsubj", "dobj", "nsubjpass")]
    return {c.lemma for c in around} | {m.lemma for c in around for m in c.children if m.dep_ in _DESCRIBES}


def again(reading: Reading, event: Token, told: Told) -> When | None:
    """Return the time of another mention of what can happen to a person only once: being killed."""
    if time_words().kinds.get(event.lemma_) != "kill":
        return None
    names = _victims(event)
    if not names:
        return None
    places, kinds = _kinds_in(reading.doc)
    first = bisect_left(places, event.i - _ONCE_REACH)
    last = bisect_right(places, event.i + _ONCE_REACH)
    near = sorted(range(first, last), key=lambda n: (places[n] > event.i, abs(places[n] - event.i)))
    for n in near:
        other = reading.doc[places[n]]
        if kinds[n] != "kill" or other.i == event.i or not names & _victims(other):
            continue
        span = _sentence_of(reading, other)
        when = told(span, other) if span else None
        if when:
            return when
    return None


def _victims(event: Token) -> set[str]:
    """Last names of the persons whom a killing befalls."""
    if event.pos_ == "NOUN":
        found = [p for c in event.children if c.lower_ == "of" for p in c.children if p.dep_ == "pobj"]
        found += [c for c in event.children if c.dep_ == "poss"]
    else:
        found = [c for c in event.children if c.dep_ in _SUFFERS]
        if event.dep_ == "relcl" and any(c.dep_ == "nsubjpass" and c.tag_ == "WP" for c in event.children):
            found.append(event.head)
    found += [p for t in found for c in t.children if c.dep_ == "prep" for p in c.children]
    found += [
        c for t in found for c in t.children if c.dep_ == "appos"
    ]  # also behind "the ambassador to Libya"
    return {t.lower_ for t in found if t.pos_ == "PROPN" and t.ent_type_ in _PERSONS}


def through_clause(reading: Reading, sentence: Span, noun: Token, told: Told) -> When | None:
    """Return the time of "the strike that killed the general": that of the killing."""
    for child in noun.children:
        if child.dep_ == "relcl":
            found = told(sentence, child) or again(reading, child, told)
            if found:
                return found
    return None


def occasion(event: Token) -> Token | None:
    """Return the noun of the occasion: "agreed in the call", "said at that meeting", "was killed in the attack"."""
    clause = clause_of(event) if event.pos_ not in ("VERB", "AUX") else event
    for prep in clause.children:
        if prep.dep_ == "prep" and prep.lower_ in ("in", "during", "on", "at"):
            for noun in prep.children:
                kind = time_words().kinds.get(noun.lemma_)
                if noun.dep_ == "pobj" and (
                    kind in ("call", "meet") or (kind and prep.lower_ in ("in", "during"))
                ):
                    return noun
    return None


def _sentence_of(reading: Reading, token: Token) -> Span | None:
    index = bisect_right(reading.sentences, token.idx, key=lambda s: s[0]) - 1
    return reading.sentences[index] if index >= 0 else None
