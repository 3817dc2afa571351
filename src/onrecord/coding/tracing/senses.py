"""Which senses of the lexicon a predicate could have had, and by which tests one was chosen."""

from __future__ import annotations

from onrecord.coding.desk import Desk
from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.tracing.origin import drafted, same
from onrecord.coding.tracing.records import Asked, Outcome, Reason, Trial
from onrecord.coding.tracing.witness import Call
from onrecord.ontology import Condition, Sense, means
from onrecord.ontology.slots import condition_words

_PARTICLE = {"verb": "has the particle '{}'", "noun": "'{}' stands before it"}


def trials(desk: Desk, draft: Draft) -> tuple[Trial, ...]:
    """Return every sense of the draft's predicate with the tests that it asks, in the order of trying."""
    part, token = draft.sense.part, draft.trigger
    return tuple(_trial(desk, draft, s) for s in desk.senses.candidates(token, part))


def _trial(desk: Desk, draft: Draft, sense: Sense) -> Trial:
    asked = desk.senses.tests(draft.trigger, sense, draft.light)
    tests = tuple(_test(asks, holds, sense) for asks, holds in asked)
    chosen = (sense.entry, sense.words) == (draft.sense.entry, draft.sense.words)
    outcome: Outcome = "chosen" if chosen else "fits" if all(t.holds for t in tests) else "rejected"
    return Trial(
        entry=sense.entry, place=place_of_entry(desk, sense), words=sense.words, kind=sense.kind, written=sense.written,
        outcome=outcome, tests=tests,
    )  # fmt: skip


def _test(asks: str | Condition, holds: bool, sense: Sense) -> Asked:
    if isinstance(asks, str):
        return Asked(written=asks, asks=_PARTICLE[sense.part].format(asks), holds=holds)
    return Asked(written=asks.written, asks=condition_words(asks, sense.part), holds=holds)


def place_of_entry(desk: Desk, sense: Sense) -> str:
    """Return file and line of an entry: the user's own file, or a data file of this package."""
    own = desk.ontology.places.get(sense.entry.partition(".")[0])
    if own is not None:
        return own
    file, _, rest = sense.entry.partition(":")
    return f"{file}.psv, line {rest.partition('.')[0]}"


def predicate_words(desk: Desk, draft: Draft) -> str:
    """Return the predicate: "verb 'call on'", "noun 'attack' with light verb 'launch'"."""
    words = draft.sense.words.replace("_", " ")
    told = f"{draft.sense.part} '{words}'"
    return told if draft.light is None else f"{told} with light verb '{desk.grammar.lemma[draft.light]}'"


def kinds(desk: Desk, draft: Draft, calls: Call) -> tuple[Reason, ...]:
    """Return how type and mode came about: the entry's, then each step that changed them, with its reason."""
    found = [Reason(what=draft.sense.kind, because=_entry(desk, draft))]
    first = drafted(calls, draft)
    later = (c for step in _LATER for c in calls.all(step) if same(c.gave, draft))
    for call in (*([] if first is None else [first]), *later):
        after: Draft = call.gave
        what = "/".join(p for p in (after.event_type, after.mode) if p)
        if what != found[-1].what:
            found.append(Reason(what=what, because=_because(desk, call, after)))
    what = "/".join(p for p in (draft.event_type, draft.mode) if p)
    if what != found[-1].what:
        found.append(Reason(what=what, because=draft.note or "a further word for the same event"))
    return tuple(found)


def _entry(desk: Desk, draft: Draft) -> str:
    """What gave the type at first: an entry of the lexicon, or the encoder alone."""
    if draft.sense.entry != ENTRY or desk.judge is None:
        return f"entry {draft.sense.entry}"
    return f"the encoder alone: {desk.judge.view(draft)}"


_LATER = ("RhetoricFinder.meant", "DraftFinder._with_means", "RepeatFinder.filled")
"""Steps that may change a draft's type or mode once it is made, in the order in which they are taken."""


def _because(desk: Desk, call: Call, after: Draft) -> str:
    if call.step == "DraftFinder._with_means" and call.given[0].mode != after.mode:
        return f"the means: {_means(desk, call, after)}"
    if after.note:
        return after.note
    inner = desk.senses.content_sense(after.trigger) if call.step == "DraftFinder._draft" else None
    if inner is not None and inner.event_type:
        return f"what it is about: '{inner.words.replace('_', ' ')}', {inner.kind}"
    return "what it asks for" if call.step == "DraftFinder._draft" else "the sentence as a whole"


def _means(desk: Desk, call: Call, after: Draft) -> str:
    """The word that names the means: in a phrase of the predicate or before its noun."""
    g, modes = desk.grammar, means().get(after.event_type, {})
    tokens = [t for inner in call.inner if inner.step == "DraftFinder.means_of" for t in inner.gave]
    words = (w for t in tokens for w in (t, *g.children(t, "compound", "amod")))
    return next(
        (f"'{g.text[w]}'" for w in words if modes.get(g.lemma[w]) == after.mode), "a word of the sentence"
    )


def contexts(desk: Desk, draft: Draft) -> tuple[Reason, ...]:
    """Return each context with what called for it."""
    g = desk.grammar
    return tuple(
        Reason(what=name, because="the entry" if token is None else f"'{g.text[token]}'")
        for name, token in desk.scorer.contexts(draft).items()
    )
