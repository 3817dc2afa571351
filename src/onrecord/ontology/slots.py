"""What slots and conditions of the lexicon are called, for people; and which there are, to check a user's entries."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from onrecord.ontology.lexicon import Condition, PartOfSpeech


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("onrecord.ontology") / "data" / "slots.toml").read_text("utf8"))


@lru_cache(maxsize=1)
def prepositions() -> frozenset[str]:
    """Return the words that a slot may be named after."""
    return frozenset(_tables()["words"]["prepositions"].split())


def slot_problem(slot: str, part: PartOfSpeech) -> str | None:
    """Return why no slot is called so, or ``None`` for a good one."""
    special = _tables()[f"{part}_slots"]
    head, _, rest = slot.partition(".")
    if (head in special or head in prepositions() or head == "v") and (rest or head != "v"):
        return None
    names = ", ".join(special)
    return f"no slot '{slot}'; a {part} has {names}, or a preposition such as 'with'"


def slot_words(slot: str, part: PartOfSpeech) -> str:
    """Return a slot in words: "object", "against-phrase of the object"."""
    tables = _tables()
    if slot in tables["found"]:
        return tables["found"][slot]
    special, patterns = tables[f"{part}_slots"], tables["any_slots"]
    head, _, rest = slot.partition(".")
    steps = rest.split(".") if rest else []
    if head == "v":
        return patterns["v"].format(w=rest)
    if head == "o" and steps and steps[0] != "'s":
        told, steps = patterns["o"].format(w=steps[0]), steps[1:]
    elif head in special:
        told = special[head]
    else:
        told = patterns["other"].format(w=head)
    special_steps = {"'s": patterns["owner"], "xs": patterns["told"]}
    inner = (special_steps.get(s, patterns["step"].format(w=s)) for s in steps)
    return ", ".join((told, *inner))


def known_conditions(part: PartOfSpeech) -> list[str]:
    """Return the kinds of condition that an entry of this part of speech can have."""
    return sorted({key.rstrip(":") for key in _tables()[f"{part}_conditions"]})


def condition_problem(c: Condition, part: PartOfSpeech) -> str | None:
    """Return why a condition can never hold, or ``None`` for a good one."""
    patterns = _tables()[f"{part}_conditions"]
    if c.kind not in known_conditions(part):
        return f"no condition '{c.kind}' of a {part}; there are {', '.join(known_conditions(part))}"
    if c.kind in ("p", "P") and not c.word:
        return f"'{c.kind}' needs a preposition, as in '{c.kind}:with'"
    if not c.words and c.kind not in patterns:
        return f"'{c.kind}' needs words, as in '{c.kind}:{'=' if c.kind == 'P' else ''}army,police'"
    return None


def condition_words(c: Condition, part: PartOfSpeech) -> str:
    """Return a condition in words: "its object is one of @forces", "has no that-clause"."""
    patterns = _tables()[f"{part}_conditions"]
    pattern = patterns.get(f"{c.kind}:" if c.words else c.kind, c.kind)
    _, _, named = c.written.partition("=" if c.kind in ("p", "P") else ":")
    verbs = _NEGATED if c.negated else _PLAIN
    return pattern.format(w=", ".join(named.split(",")), p=f"'{c.word}'", **verbs)


_PLAIN = {"is": "is", "has": "has", "has_a": "has a", "has_an": "has an"}
_NEGATED = {"is": "is not", "has": "has no", "has_a": "has no", "has_an": "has no"}
