"""How actors and recipients were found: the slots of the entry, and the rules that went on from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.coding.desk import Desk
from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.tracing.identity import Identities
from onrecord.coding.tracing.origin import drafted
from onrecord.coding.tracing.phrases import phrase, phrases
from onrecord.coding.tracing.records import Identity, Reason, Side, SlotLook, SlotOutcome
from onrecord.coding.tracing.witness import Call, Witness
from onrecord.knowledge import Knowledge
from onrecord.model import Report
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
    "_mutual": "they do it to each other, so that all are actors",
    "suffered": "the subject of the light verb suffers it",
    "conditional": "who has to do something first is refused it until then",
}
"""Rules of ``PartyFinder`` after the slots, in words."""
READINGS = {
    "stand_in": "a pronoun stands for",
    "_speaker": "a pronoun stands for who says so",
    "refine": "within the phrase, who acts is",
    "_members": "the members of the group are",
    "paired": "the plural stands for both sides that are named before it",
}
"""Rules of ``ParticipantFinder`` that read participants out of a phrase, in words."""
_OF_RECIPIENTS = frozenset({"_else_anybody", "_fitting"})
"""Rules that bear on recipients; the others bear on actors."""


def watch_parties(desk: Desk, witness: Witness) -> None:
    """Watch what decides on actors and recipients."""
    witness.watch(desk.finder._parties, "of", "_somebody", *RULES)
    witness.watch(desk.participants, "tokens", "_nobody", *READINGS)


def sides(desk: Desk, draft: Draft, report: Report, calls: Call, knowledge: Knowledge) -> tuple[Side, Side]:
    """Return how actors and recipients were found."""
    made = drafted(calls, draft)
    first: Draft = draft if made is None else made.gave
    acting, suffering = ([], []) if made is None else _split(desk, made)
    acting += _later(desk, draft, 0, first.actors)
    suffering += _later(desk, draft, 1, first.recipients)
    people = Identities(desk, draft, report, knowledge)
    return (
        _side(desk, draft, first.found[0], (0, tuple(acting)), people.of(draft.actors, report.actors)),
        _side(
            desk, draft, first.found[1], (1, tuple(suffering)), people.of(draft.recipients, report.recipients)
        ),
    )


def _side(
    desk: Desk, draft: Draft, first: str, told: tuple[int, tuple[Reason, ...]], who: tuple[Identity, ...]
) -> Side:
    """One side, by its place in ``Draft.found`` and its steps; ``first`` is the slot that gave it at first."""
    which, steps = told
    found, part = draft.found[which], _part(desk, draft)
    means = slot_words(found, part) if found else ""
    if found != first and found not in ("earlier", ENTRY):
        means += " of the other word for the event"
    slots = draft.sense.recipients if which else draft.sense.actors
    return Side(
        slots=tuple(_looks(desk, draft, slots, first, part)), found=found, means=means, steps=steps, who=who
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


def _split(desk: Desk, made: Call) -> tuple[list[Reason], list[Reason]]:
    """The steps that made actors and those that made recipients."""
    acting: list[Reason] = []
    suffering: list[Reason] = []
    for call in made.inner:
        name = call.step.removeprefix("PartyFinder.")
        if name == "suffered":
            for steps, tokens in ((acting, call.gave.actors), (suffering, call.gave.recipients)):
                steps.append(Reason(what=phrases(desk.grammar, tokens), because=RULES[name]))
        elif name == "conditional" and call.gave.recipients != call.given[0].recipients:
            told = phrases(desk.grammar, call.gave.recipients)
            suffering.append(Reason(what=told, because=RULES[name]))
        elif name == "of":
            _steps(desk, call, acting, suffering)
    return acting, suffering


def _steps(desk: Desk, of: Call, acting: list[Reason], suffering: list[Reason]) -> None:
    """Sort the steps within ``PartyFinder.of``: it reads the actors out of their phrase first, then the recipients."""
    readings = [c for c in of.inner if c.step == "ParticipantFinder.tokens"]
    for call in of.inner:
        owner, _, name = call.step.partition(".")
        if call.step == "ParticipantFinder.tokens":
            (acting if call is readings[0] else suffering).extend(_read(desk, call))
        elif call.step == "ParticipantFinder.paired":
            acting.extend(_one_reading(desk, call))
        elif name == "_mutual" and call.gave:
            suffering.append(Reason(what="nobody", because=RULES[name]))
        elif owner == "PartyFinder" and name in _BEFORE_AFTER:
            told = _change(desk, call, name)
            if told is not None:
                (suffering if name in _OF_RECIPIENTS else acting).append(
                    Reason(what=told, because=RULES[name])
                )


def _change(desk: Desk, call: Call, name: str) -> str | None:
    """What a rule of ``PartyFinder`` made of what it was given; ``None`` where it left that as it was."""
    before, after = _BEFORE_AFTER[name](call)
    if before == after:
        return None
    g = desk.grammar
    return f"{phrases(g, before)} → {phrases(g, after)}" if before else phrases(g, after)


def _one(token: int | None) -> tuple[int, ...]:
    return () if token is None else (token,)


_BEFORE_AFTER: dict[str, Callable[[Call], tuple[tuple[int, ...], tuple[int, ...]]]] = {
    "_else_anybody": lambda c: (_one(c.given[3]), _one(c.gave[0])),
    "_violent_antecedent": lambda c: (_one(c.given[1]), _one(c.gave)),
    "_clause_subject": lambda c: ((), _one(c.gave[0])),
    "_author": lambda c: (_one(c.given[-1]), _one(c.gave)),
    "_acting": lambda c: (c.given[0], c.gave),
    "_fitting": lambda c: (c.given[2], c.gave),
}


def _read(desk: Desk, tokens: Call) -> Iterator[Reason]:
    """What was read out of a phrase: whom a pronoun stands for, who acts within it, who is coordinated."""
    for call in tokens.inner:
        yield from _one_reading(desk, call)
    if tokens.given[0] is not None and len(tokens.gave) > 1:
        yield Reason(what=phrases(desk.grammar, tokens.gave), because="are coordinated, or one group")


def _one_reading(desk: Desk, call: Call) -> Iterator[Reason]:
    g, token, gave = desk.grammar, call.given[0], call.gave
    name = call.step.removeprefix("ParticipantFinder.")
    if name == "_nobody" and gave:
        yield Reason(what=f"'{g.text[token]}'", because="names nobody")
    elif name in ("_members", "paired") and gave != (token,):
        yield Reason(what=f"'{phrase(g, token)}' → {phrases(g, gave)}", because=READINGS[name])
    elif name in ("stand_in", "refine") and gave != token:
        said = any(c.gave is not None for c in call.inner if c.step == "ParticipantFinder._speaker")
        rule = READINGS["_speaker" if said else name]
        yield Reason(what=f"'{phrase(g, token)}' → '{phrase(g, gave)}'", because=rule)


def _later(desk: Desk, draft: Draft, which: int, before: tuple[int, ...]) -> Iterator[Reason]:
    """Parties that the event has from elsewhere: another word for it, an event told before, the encoder."""
    after = draft.recipients if which else draft.actors
    if before == after:
        return
    what = f"{phrases(desk.grammar, before)} → {phrases(desk.grammar, after)}"
    if draft.found[which] == ENTRY:
        yield Reason(what=what, because="the encoder takes them for it")
    else:
        yield Reason(what=what, because=draft.note or "another word for the same event")
