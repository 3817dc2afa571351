"""Slots and conditions in words; every one of the shipped lexicon has words and passes the checks for users'."""

import pytest

from onrecord.ontology import Condition, PartOfSpeech, Sense, default_lexicon
from onrecord.ontology.slots import (
    condition_problem,
    condition_words,
    known_conditions,
    slot_problem,
    slot_words,
)

_SENSES: list[Sense] = [
    s for table in (default_lexicon().verbs, default_lexicon().nouns) for many in table.values() for s in many
]


def test_every_shipped_slot_passes_and_has_words() -> None:
    for s in _SENSES:
        for slot in (*s.actors, *s.recipients):
            assert slot_problem(slot, s.part) is None, (s.entry, slot)
            assert slot_words(slot, s.part)


def test_every_shipped_condition_passes_and_has_words() -> None:
    for s in _SENSES:
        for c in s.conditions:
            assert condition_problem(c, s.part) is None, (s.entry, c.written)
            words = condition_words(c, s.part)
            assert "{" not in words
            assert words != c.kind


@pytest.mark.parametrize(
    ("slot", "part", "words"),
    [("s", "verb", "subject"), ("o", "verb", "object"), ("against", "verb", "against-phrase"), ("o.to", "verb", "to-phrase of the object"),
     ("'s", "verb", "owner of the object"), ("'s", "noun", "owner of the noun"), ("v.with", "verb", "with-phrase of the verb itself"),
     ("for.of", "verb", "for-phrase, within it the of-phrase"), ("in.'s", "verb", "in-phrase, within it the owner"),
     ("o.of.to", "verb", "of-phrase of the object, within it the to-phrase"), ("ls", "noun", "subject of its light verb"),
     ("earlier", "verb", "an event told before"), ("clause", "noun", "subject of the clause that the phrase opens")],
)  # fmt: skip
def test_a_slot_in_words(slot: str, part: PartOfSpeech, words: str) -> None:
    assert slot_words(slot, part) == words


@pytest.mark.parametrize(
    ("slot", "part"), [("subj", "verb"), ("ls", "verb"), ("v", "verb"), ("o", "noun"), ("", "noun")]
)
def test_what_is_no_slot(slot: str, part: PartOfSpeech) -> None:
    assert (slot_problem(slot, part) or "").startswith(f"no slot '{slot}'; a {part} has ")


@pytest.mark.parametrize(
    ("written", "words"),
    [("o", "has an object"), ("-o", "has no object"), ("o:@forces,tank", "its object is one of @forces, tank"),
     ("-o:@forces", "its object is not one of @forces"), ("p:to", "has 'to'"), ("-p:to", "has no 'to'"), ("-that", "has no that-clause"),
     ("p:by=train,car", "the noun after 'by' is one of train, car"), ("-X:must", "one of must is not in its clause")],
)  # fmt: skip
def test_a_condition_in_words(written: str, words: str) -> None:
    kind, _, rest = written.lstrip("-").partition(":")
    word, _, named = rest.partition("=") if kind == "p" else ("", "", rest)
    c = Condition(
        kind, word, frozenset(named.split(",")) if named else frozenset(), written.startswith("-"), written
    )
    assert condition_words(c, "verb") == words


def test_conditions_of_verbs_and_of_nouns_differ() -> None:
    assert "lv" in known_conditions("noun")
    assert "lv" not in known_conditions("verb")
    assert "s" in known_conditions("verb")
