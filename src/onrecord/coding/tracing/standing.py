"""Which words decided on modality and negation."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.coding.desk import Desk
from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.tracing.records import Reason
from onrecord.coding.tracing.witness import Call

_NEGATIVES = frozenset(
    {"not", "n't", "never", "no", "neither", "nor", "without", "nobody", "none", "nothing"}
)
_PRESENT = frozenset({"is", "are", "'s", "'re", "am", "been", "was", "were"})


def standing(desk: Desk, draft: Draft, calls: Call) -> tuple[Reason, ...]:
    """Return modality and negation, each with the words that made it."""
    told = draft.standing
    looks = [
        c for d in calls.all("_draft") if d.gave.trigger == draft.trigger for c in d.inner if c.step == "of"
    ]
    look = next((c for c in reversed(looks) if hasattr(c.gave, "modality")), None)
    found = [Reason(what=told.modality, because=_modality(desk.grammar, draft))]
    negated = look.gave.negated if look is not None else told.negated
    words = list(dict.fromkeys(_negating(desk.grammar, look))) if look is not None else []
    if negated:
        by = " and ".join(f"'{w}'" for w in words)
        found.append(Reason(what="negated", because=by or "a word that turns it around"))
    elif words:
        found.append(
            Reason(what="not negated", because=" and ".join(f"'{w}'" for w in words) + " cancel out")
        )
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
        return " ".join(f"'{g.text[k]}'" for k in g.children(verb, "advmod")) or "an adverb"
    return "told as a fact: no word makes it planned, possible or usual"


def _negating(g: Grammar, look: Call) -> Iterator[str]:
    """The words of each step of ``ModalityFinder.of`` that found a negation, in order."""
    for call in look.inner:
        if call.step == "_governed":
            above, word, flips = call.gave
            if flips and above is not None and word:
                yield word
            for inner in call.inner:
                if inner.gave is True:
                    yield _word(g, inner.given[0])
        elif call.gave is True:
            yield _word(g, call.given[0])


def _word(g: Grammar, token: int) -> str:
    """The negative word at a token, on it, before it or above it."""
    if any(g.lower[k] == "longer" for k in g.kids[token]):
        return "no longer"
    near = [*g.kids[token], token, token - 1, g.head[token], *g.kids[g.head[token]]]
    found = next((t for t in near if t >= 0 and (g.dep[t] == "neg" or g.lower[t] in _NEGATIVES)), token)
    return g.text[found]
