"""What the table says for a type of a user's own: its verb in all forms, or its name where it gives none."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.ontology import EventKind

_VOWELS = frozenset("aeiou")


def own_verb(event_type: str, kinds: Mapping[str, EventKind]) -> dict[str, str]:
    """Return the verb of a type as a row of ``verbs.csv``; "did EVACUATE" where the type is not known or has no verb."""
    kind = kinds.get(event_type)
    if kind is None or not kind.verb:
        forms = ("do", "did", "done", "doing", "does")
        rest, before = event_type, ""
    else:
        word, _, rest = kind.verb.partition(" ")
        forms, before = _forms(word), kind.preposition
    base, past, participle, ing, third = forms
    to = " ".join(w for w in (rest, before) if w)
    return {
        "base": base, "past": past, "participle": participle, "ing": ing, "third": third, "alone": rest, "to": to,
    }  # fmt: skip


def _forms(word: str) -> tuple[str, str, str, str, str]:
    """Base, past, participle, -ing form and third person: "evacuate", or "sink/sank/sunk"."""
    base, *irregular = word.split("/")
    stem = base[:-1] if base.endswith("e") else base + base[-1] if _doubles(base) else base
    ing = base + "ing" if base.endswith(("ee", "ye", "oe")) else stem + "ing"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        regular, third = base[:-1] + "ied", base[:-1] + "ies"
    else:
        regular = stem + "ed"
        third = base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    past, participle = irregular if irregular else (regular, regular)
    return base, past, participle, ing, third


def _doubles(base: str) -> bool:
    """Whether the last letter doubles before an ending: one syllable that ends in consonant, vowel, consonant."""
    one = sum(c in _VOWELS for c in base) == 1
    return one and len(base) > 2 and base[-2] in _VOWELS and base[-1] not in _VOWELS | set("wxy")
