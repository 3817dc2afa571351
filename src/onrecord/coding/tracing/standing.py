"""Which words decided on modality and negation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.coding.desk import Desk
from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.tracing.records import Reason
from onrecord.coding.tracing.witness import Call, Witness

_PRESENT = frozenset({"is", "are", "'s", "'re", "am", "been", "was", "were"})


def watch_standing(desk: Desk, witness: Witness) -> None:
    """Watch what decides on modality and negation."""
    finder = desk.modality
    witness.watch(finder, "of", "_with_noun")
    witness.watch(finder._negation, "clause", "phrase")
    witness.watch(finder._nominals, "of")
    witness.watch(finder._governors, "above", "_summed")


def standing(desk: Desk, draft: Draft, calls: Call) -> tuple[Reason, ...]:
    """Return modality and negation, each with the words that made it."""
    told = draft.standing
    look = next(
        (c for c in reversed(list(calls.all("ModalityFinder.of"))) if c.given[0] == draft.trigger), None
    )
    found = [Reason(what=told.modality, because=_modality(desk.grammar, draft))]
    words = [] if look is None else list(dict.fromkeys(_negating(desk, look.inner)))
    negated = told.negated if look is None else look.gave.negated
    shown = " and ".join(f"'{w}'" for w in words)
    if negated:
        found.append(Reason(what="negated", because=shown or "a word that turns it around"))
    elif len(words) > 1:
        found.append(Reason(what="not negated", because=f"{shown} cancel out"))
    if negated != told.negated:
        found.append(Reason(what="negated" if told.negated else "not negated", because=draft.note))
    return tuple(found)


def _modality(g: Grammar, draft: Draft) -> str:
    told, verb = draft.standing, draft.light if draft.light is not None else draft.trigger
    if told.cue:
        return f"'{told.cue}'"
    if told.modality == "ongoing":
        auxiliaries = [g.text[k] for k in g.kids[verb] if g.lower[k] in _PRESENT]
        return f"'{' '.join((*auxiliaries[:1], g.text[verb]))}'"
    if told.modality == "habitual":
        return " ".join(f"'{g.text[k]}'" for k in g.children(verb, "advmod")) or "its tense"
    return "told as a fact: no word makes it planned, possible or usual"


def _negating(desk: Desk, calls: Iterable[Call]) -> Iterator[str]:
    """The words of each step that found a denial, in the order of the steps."""
    g, negation = desk.grammar, desk.modality._negation
    for call in calls:
        if call.step in ("Negation.clause", "Negation.phrase") and call.gave:
            yield from _texts(g, negation.words(*call.given))
        elif call.step == "Nominals.of" and call.gave[1]:
            cue = call.gave[0].cue
            yield from [cue] if cue else _texts(g, negation.words(call.given[0]))
        elif call.step == "Governors._summed" and call.gave[1]:
            yield from _governor(g, negation, call)
        elif call.step in ("ModalityFinder._with_noun", "Governors.above"):
            yield from _negating(desk, call.inner)


def _governor(g: Grammar, negation: Negation, summed: Call) -> Iterator[str]:
    """The governor that denies what depends on it, or the word that denies the governor."""
    step = summed.given[0]
    if step.kind == "negating":
        yield step.cue or g.text[step.head]
    else:
        yield from _texts(g, negation.words(step.head))


def _texts(g: Grammar, tokens: Iterable[int]) -> Iterator[str]:
    return ("no longer" if g.lower[t] == "longer" else g.text[t] for t in tokens)
