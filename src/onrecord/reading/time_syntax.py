"""Which event a time expression belongs to: how far apart the two stand in the sentence's clauses."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from spacy.tokens import Doc, Token

from onrecord.reading.layers import TimeNode
from onrecord.reading.timex.lexicon import word_list

_CLAUSES = {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "pcomp", "parataxis"}
_OWNED = {"poss", "compound", "nmod", "amod", "nummod"}
_IN_PHRASE = {
    "pobj",
    "prep",
    "nummod",
    "compound",
    "poss",
    "amod",
    "nmod",
    "advmod",
    "quantmod",
    "det",
    "npadvmod",
    "appos",
}
_OTHER_TIME = {"had", "will", "would", "'ll", "\u2019ll", "may", "might", "could"}
_RUNGS = 6  # clauses above an event that can date it
_BEHIND = 14  # words between an event's noun and its time
_STEPS = 20  # clauses deeper than this do not occur in news; bounds the work on broken parses

TOO_FAR = 100.0
"""A cost that means: this expression does not date this event."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The word lists of ``data/when.toml``."""

    light: frozenset[str]
    speech: frozenset[str]
    within: frozenset[str]
    since: frozenset[str]
    until: frozenset[str]
    forward: frozenset[str]
    backward: frozenset[str]
    passed: frozenset[str]
    empty: frozenset[str]
    answers: frozenset[str]
    reply: frozenset[str]
    meanwhile: frozenset[str]
    asks: frozenset[str]
    speaking: frozenset[str]
    other_objects: frozenset[str]
    harms: frozenset[str]
    kinds: Mapping[str, str]
    """Lemma to the kind of event that it tells."""


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """Return the word lists, loaded once a process."""
    data = tomllib.loads((resources.files("onrecord.reading") / "data" / "when.toml").read_text("utf-8"))
    kinds = {word: kind for kind, words in data.pop("kinds").items() for word in words}
    return TimeWords(kinds=kinds, **{name: frozenset(words) for name, words in data.items()})


@dataclass(frozen=True, slots=True)
class Attachment:
    """Where a time expression hangs: its governor, the preposition between, and whether the noun alone has it."""

    governor: Token
    preposition: str | None
    owned: bool


def _root(doc: Doc, tokens: tuple[int, int]) -> Token:
    return doc[tokens[0] : tokens[1]].root


def attachment(doc: Doc, node: TimeNode) -> Attachment:
    """Return what the expression hangs on."""
    first, last = node.tokens
    at, preposition, owned = _root(doc, node.tokens), None, False
    for _ in range(_STEPS):
        head = at.head
        if head.i == at.i or at.pos_ == "VERB":
            break
        if at.dep_ == "pobj" or (at.dep_ == "pcomp" and head.dep_ == "prep"):
            preposition = preposition or head.lower_
        elif at.dep_ in _OWNED and head.pos_ in ("NOUN", "PROPN"):
            owned = at.dep_ in ("poss", "compound", "nmod", "amod", "nummod")
            at = head
            break
        at = head
        if at.pos_ != "ADP" and not first <= at.i < last:
            break
    answered = _answered(doc, at, first)
    return Attachment(answered, preposition, True) if answered else Attachment(at, preposition, owned)


def _answered(doc: Doc, governor: Token, first: int) -> Token | None:
    """Return the earlier event that a time stands behind: "came in retaliation for the killing of a man last week".

    The parser hangs such a time on the verb as often as on a noun; the words between it and the noun decide.
    """
    words = time_words()
    for i in range(first - 1, max(governor.i - 1, first - _BEHIND), -1):
        token = doc[i]
        if token.text in (",", ";", ":") or (token.pos_ in ("VERB", "AUX") and token.i != governor.i):
            return None
        if token.pos_ == "NOUN" and token.lemma_ in words.kinds:
            answered = under_answer(token, words)
            if answered is not None or token.i == governor.i:
                return answered
    return None


def under_answer(noun: Token, words: TimeWords) -> Token | None:
    """Return the noun that the answering preposition governs, if ``noun`` stands under one."""
    at = noun
    for _ in range(_STEPS):
        if at.pos_ in ("VERB", "AUX") or at.head.i == at.i:
            return None
        prep = at.head
        if at.dep_ == "pobj" and prep.lower_ in words.answers:
            if prep.lower_ not in ("for", "to") or prep.head.lemma_ in words.reply:
                return at
            return None
        at = prep
    return None


def clause_of(token: Token) -> Token:
    """Return the head of the clause that holds ``token``."""
    at = token
    for _ in range(_STEPS):
        if at.dep_ in _CLAUSES or (at.dep_ == "conj" and at.pos_ in ("VERB", "AUX")) or at.head.i == at.i:
            return at
        at = at.head
    return at


def _noun_step(trigger: Token, words: TimeWords) -> float:
    """What it costs an event noun to take the time of the verb above it."""
    at = trigger
    for _ in range(_STEPS):
        dep, head = at.dep_, at.head
        if head.i == at.i:
            return 0.5
        if dep == "nsubjpass" and head.lemma_ in words.speech:
            return TOO_FAR  # "the call was confirmed on Thursday"
        if dep in ("nsubj", "nsubjpass", "ROOT", "attr"):
            return 0.5
        if dep in ("dobj", "dative", "oprd"):
            if head.lemma_ in words.light:
                return 0.3
            return TOO_FAR if head.lemma_ in words.speech else 1.5
        if dep == "pobj":
            if head.lower_ not in words.within and head.head.lemma_ not in words.light:
                return TOO_FAR  # "responded to the attack on Friday": the response's day
            at = head.head
            if at.pos_ in ("VERB", "AUX"):
                return 1.0
            continue
        if at.pos_ in ("VERB", "AUX"):
            return 1.0
        at = head
    return 5.0


def _step_cost(clause: Token, words: TimeWords) -> float:
    """What it costs to take the time of the clause above this one."""
    dep, head = clause.dep_, clause.head
    if dep in ("xcomp", "pcomp", "csubj", "csubjpass"):
        return 0.7
    if dep == "conj":
        return 1.0
    if dep == "acl":
        return 1.0
    if dep in ("ccomp", "parataxis"):
        if head.lemma_ not in words.speech:
            return 1.0
        elsewhere = any(c.dep_ == "aux" and c.lower_ in _OTHER_TIME for c in clause.children)
        return TOO_FAR if elsewhere else 3.0  # "said Monday that it had withdrawn", "that it will withdraw"
    if dep == "advcl":
        marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "prep", "advmod")}
        return (
            TOO_FAR if marks & (words.forward | words.backward | {"since", "until", "if", "unless"}) else 1.0
        )
    if dep == "relcl":
        return 2.0 if head.dep_ in ("nsubj", "nsubjpass") else 6.0
    return TOO_FAR


def _carried(verb: Token, governor: Token) -> bool:
    """Whether an owned time ("Tuesday's attack killed five") reaches the clause: only from its subject."""
    at = governor
    for _ in range(_STEPS):
        if at.dep_ in ("nsubj", "nsubjpass"):
            return at.head.i == verb.i
        if (
            at.dep_ == "pobj"
            and at.head.dep_ in ("prep", "agent")
            and at.head.lower_ in ("in", "by", "during")
        ):
            return at.head.head.i == verb.i
        if at.head.i == at.i or _answers(at):
            return False
        at = at.head
    return False


def _answers(token: Token) -> bool:
    """Whether a word stands under a preposition that leads to an earlier event: "after the raid"."""
    return token.dep_ == "pobj" and token.head.lower_ in time_words().answers


@dataclass(frozen=True, slots=True)
class Ladder:
    """The clauses above an event, each with what it costs the event to take that clause's time."""

    trigger: Token
    rungs: tuple[tuple[Token, float], ...]
    noun: bool


def ladder(trigger: Token, words: TimeWords) -> Ladder:
    """Climb from the event to the root of its sentence, as far as times reach down."""
    clause, total = clause_of(trigger), 0.0
    noun = clause.i != trigger.i and trigger.pos_ not in ("VERB", "AUX")
    if noun:
        total = _noun_step(trigger, words)
    rungs = [(clause, total)]
    while len(rungs) < _RUNGS and clause.head.i != clause.i:
        total += _step_cost(clause, words)
        clause = clause_of(clause.head)
        rungs.append((clause, total))
    return Ladder(trigger, tuple(r for r in rungs if r[1] < TOO_FAR), noun)


def cost(node: Attachment, event: Ladder) -> float:
    """Return how far the expression stands from the event; ``TOO_FAR`` where it dates another one.

    0 is the event's own expression; below 3 the clause's or a governing clause's; from 3 to 6 a speech's time.
    """
    governor, trigger = node.governor, event.trigger
    if governor.i == trigger.i:
        return 0.0
    time_clause = clause_of(governor)
    if event.noun and governor.pos_ in ("NOUN", "PROPN") and _above(governor, trigger):
        near = time_clause.i == clause_of(trigger).i
        if near:
            return 0.2  # "Friday's killing in a drone strike"
    if event.noun and _held(time_clause, trigger, node):
        return 0.15
    if event.noun and time_clause.i == clause_of(trigger).i and _within(governor, trigger):
        return 0.15  # "the storming of the embassy on Friday"
    for clause, total in event.rungs:
        if time_clause.i == clause.i:
            if node.owned and not _carried(clause, governor):
                return TOO_FAR
            return total + (0.1 if governor.i == clause.i else 0.4)
        if clause.dep_ in ("relcl", "acl") and governor.i == clause.head.i:
            return total + 0.5
        if _shares(time_clause, clause):
            return total + 1.2
    return TOO_FAR


def _held(clause: Token, noun: Token, node: Attachment) -> bool:
    """ "An agreement reached in April": a participle of a verb that only carries its noun has the noun's time."""
    carries = clause.dep_ == "acl" and clause.tag_ == "VBN" and clause.lemma_ in time_words().light
    return carries and clause.head.i == noun.i and node.governor.i == clause.i and not node.owned


def _above(token: Token, other: Token) -> bool:
    at = other
    for _ in range(_STEPS):
        if at.i == token.i:
            return True
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _within(token: Token, noun: Token) -> bool:
    """Whether a word stands in the phrase of an event's noun, not with an earlier event that the phrase names."""
    at = token
    for _ in range(_STEPS):
        if at.i == noun.i:
            return True
        if at.head.i == at.i or _answers(at):
            return False
        at = at.head
    return False


def _shares(below: Token, clause: Token) -> bool:
    """Whether a clause below gives its time to the one above.

    "met and spoke on Friday" and "speaking on Friday, he said" do: no subject of their own, no conjunction; and
    "was killed when a bomb exploded on Friday".
    """
    words = time_words()
    if below.dep_ == "acl" and below.tag_ == "VBG" and below.head.dep_ == "nsubj":
        return below.head.head.i == clause.i and below.lemma_ in words.speaking
    if below.head.i != clause.i:
        joined = below.dep_ == "advcl" and below.head.head.i == clause.i and one_breath(below.head, clause)
        return joined and _same_moment(below)
    if _same_moment(below):
        return True
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in below.children):
        return one_breath(below, clause)
    if below.dep_ == "conj" or (below.dep_ == "xcomp" and clause.lemma_ in word_list("same_time_verbs")):
        return True
    return (
        below.dep_ == "advcl"
        and below.tag_ == "VBG"
        and not any(c.dep_ in ("mark", "prep") for c in below.children if c.i < below.i)
    )


def _same_moment(below: Token) -> bool:
    """Whether a clause tells the moment of the one above: "was killed when a bomb exploded"."""
    if below.dep_ != "advcl" or below.tag_ not in ("VBD", "VBN", "VBG"):
        return False
    meanwhile = time_words().meanwhile
    return any(
        c.lower_ in meanwhile for c in below.children if c.dep_ in ("advmod", "mark") and c.i < below.i
    )


def one_breath(below: Token, clause: Token) -> bool:
    """Return whether two clauses joined by "and" tell one moment: "40 people killed and 70 injured", "shot and two wounded"."""
    return _is_gapped(below, clause) or _harms_too(below, clause)


def _harms_too(below: Token, clause: Token) -> bool:
    """ "One man was shot dead and two were wounded on Sunday": harm done to some and to others at once."""
    harms = time_words().harms
    return (
        below.dep_ == "conj"
        and below.lemma_ in harms
        and clause.lemma_ in harms
        and all(any(c.dep_ == "auxpass" for c in verb.children) for verb in (below, clause))
    )


def _is_gapped(below: Token, clause: Token) -> bool:
    """Whether a clause leaves out the auxiliary of the one before, so that both are told in one breath.

    "1,000 people have been killed and 200,000 displaced since May".
    """
    if below.dep_ != "conj" or below.tag_ not in ("VBN", "VBD"):
        return False
    own = any(c.dep_ in ("aux", "auxpass") for c in below.children)
    return not own and any(c.dep_ == "auxpass" for c in clause.children)
