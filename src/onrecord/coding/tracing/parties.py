"""How actors and recipients were found: the slots of the entry, and the rules that went on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.coding.desk import Desk
from onrecord.coding.draft import Draft
from onrecord.coding.tracing.identity import identity_of
from onrecord.coding.tracing.phrases import phrase, phrases
from onrecord.coding.tracing.records import Reason, Side, SlotLook, SlotOutcome
from onrecord.coding.tracing.witness import Call
from onrecord.knowledge import Knowledge
from onrecord.ontology import PartOfSpeech
from onrecord.ontology.slots import slot_words

_NOBODY = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})

RULES = {
    "_else_anybody": "no slot names somebody who can act, so the phrases of the clause were searched",
    "_violent_antecedent": "the clause tells of the attack that stands before it",
    "_clause_subject": "the phrase opens a clause, whose subject takes part",
    "_author": "an act does nothing by itself; its author does",
    "_acting": "a means or a text does nothing by itself",
    "_fitting": "who or what cannot be the recipient of this was left out",
    "suffered": "the subject of the light verb suffers it",
}
"""Rules of ``PartyFinder`` after the slots, in words."""
READINGS = {
    "_stand_in": "a pronoun stands for",
    "_speaker": "a pronoun stands for who says so",
    "refine": "within the phrase, who acts is",
    "_members": "the members of the group are",
}
"""Rules of ``ParticipantFinder`` that read participants out of a phrase, in words."""


def sides(desk: Desk, draft: Draft, calls: Call, knowledge: Knowledge) -> tuple[Side, Side]:
    """Return how actors and recipients were found."""
    drafted = [c for c in calls.all("_draft") if c.gave.trigger == draft.trigger]
    first: Draft = drafted[-1].gave if drafted else draft
    acting, suffering = _split(desk, drafted[-1]) if drafted else ([], [])
    acting += _later(desk, draft, first.actors, draft.actors)
    suffering += _later(desk, draft, first.recipients, draft.recipients)
    sense = draft.sense
    return (
        _side(desk, draft, first, (sense.actors, tuple(acting), 0), knowledge),
        _side(desk, draft, first, (sense.recipients, tuple(suffering), 1), knowledge),
    )


def _side(
    desk: Desk,
    draft: Draft,
    first: Draft,
    told: tuple[tuple[str, ...], tuple[Reason, ...], int],
    knowledge: Knowledge,
) -> Side:
    """One side, from its slots, its steps and its place in ``Draft.found``; ``first`` is the draft as first made."""
    slots, steps, which = told
    found, part = draft.found[which], _part(desk, draft)
    means = slot_words(found, part) if found else ""
    if found != first.found[which] and found != "earlier":
        means += " of the other word for the event"
    tokens = draft.recipients if which else draft.actors
    return Side(
        slots=tuple(_looks(desk, draft, slots, first.found[which], part)),
        found=found,
        means=means,
        steps=steps,
        who=tuple(identity_of(desk, t, draft.through.get(t), knowledge) for t in tokens),
    )


def _part(desk: Desk, draft: Draft) -> PartOfSpeech:
    noun = desk.grammar.pos[draft.trigger] in ("NOUN", "PROPN", "ADJ") or draft.light is not None
    return "noun" if noun else "verb"


def _looks(
    desk: Desk, draft: Draft, slots: tuple[str, ...], found: str, part: PartOfSpeech
) -> Iterator[SlotLook]:
    """What stood in each slot of the entry; after the one that was taken none was looked at."""
    g, people = desk.grammar, desk.participants
    done = False
    for slot in dict.fromkeys(slots):
        token = desk.senses.slots.fill(draft.trigger, slot, draft.light)
        outcome: SlotOutcome = "cannot act"
        if token is None or token == draft.trigger:
            token, outcome = None, "empty"
        elif slot == found and not done:
            outcome = "taken"
        elif done:
            outcome = "not needed"
        elif g.entity[token] in _NOBODY:
            outcome = "no party"
        elif any(map(people.actor_like, people.tokens(token))):
            outcome = "not needed"
        done = done or outcome == "taken"
        text = None if token is None else phrase(g, token)
        yield SlotLook(slot=slot, means=slot_words(slot, part), text=text, outcome=outcome)


def _split(desk: Desk, drafted: Call) -> tuple[list[Reason], list[Reason]]:
    """The steps that made actors and those that made recipients."""
    acting: list[Reason] = []
    suffering: list[Reason] = []
    for of in (c for c in drafted.inner if c.step in ("of", "suffered")):
        if of.step == "suffered":
            for steps, tokens in ((acting, of.gave.actors), (suffering, of.gave.recipients)):
                steps.append(Reason(what=phrases(desk.grammar, tokens), because=RULES["suffered"]))
            continue
        readings = [c for c in of.inner if c.step == "tokens"]
        for call in of.inner:
            if call.step == "tokens":
                (acting if call is readings[0] else suffering).extend(_read(desk, call))
            elif call.step in RULES:
                told = _change(desk, call)
                if told is not None:
                    ofs = suffering if call.step in ("_else_anybody", "_fitting") else acting
                    ofs.append(Reason(what=told, because=RULES[call.step]))
    return acting, suffering


def _change(desk: Desk, call: Call) -> str | None:
    """What a rule of ``PartyFinder`` made of what it was given; ``None`` where it left that as it was."""
    before, after = _BEFORE_AFTER[call.step](call)
    if before == after:
        return None
    g = desk.grammar
    if not before:
        return phrases(g, after)
    return f"{phrases(g, before)} → {phrases(g, after)}"


def _one(token: int | None) -> tuple[int, ...]:
    return () if token is None else (token,)


_BEFORE_AFTER: dict[str, Callable[[Call], tuple[tuple[int, ...], tuple[int, ...]]]] = {
    "_else_anybody": lambda c: (_one(c.given[3]), _one(c.gave[0])),
    "_violent_antecedent": lambda c: (_one(c.given[1]), _one(c.gave)),
    "_clause_subject": lambda c: ((), _one(c.gave[0])),
    "_author": lambda c: (_one(c.given[0]), _one(c.gave)),
    "_acting": lambda c: (c.given[0], c.gave),
    "_fitting": lambda c: (c.given[2], c.gave),
}


def _read(desk: Desk, tokens: Call) -> Iterator[Reason]:
    """What was read out of a phrase: whom a pronoun stands for, who acts within it, who is coordinated."""
    g = desk.grammar
    for call in tokens.inner:
        token, gave = call.given[0], call.gave
        if call.step == "_nobody" and gave:
            yield Reason(what=f"'{g.text[token]}'", because="names nobody")
        elif call.step == "_members" and gave != (token,):
            yield Reason(what=f"'{phrase(g, token)}' → {phrases(g, gave)}", because=READINGS[call.step])
        elif call.step in ("_stand_in", "refine") and gave != token:
            said = any(c.gave is not None for c in call.inner if c.step == "_speaker")
            rule = READINGS["_speaker" if said else call.step]
            yield Reason(what=f"'{phrase(g, token)}' → '{phrase(g, gave)}'", because=rule)
    if tokens.given[0] is not None and len(tokens.gave) > 1:
        yield Reason(what=phrases(g, tokens.gave), because="are coordinated, or one group")


def _later(desk: Desk, draft: Draft, before: tuple[int, ...], after: tuple[int, ...]) -> Iterator[Reason]:
    """Parties that the event has from elsewhere: another word for it, or an event told before."""
    if before != after:
        what = f"{phrases(desk.grammar, before)} → {phrases(desk.grammar, after)}"
        yield Reason(what=what, because=draft.note or "another word for the same event")
