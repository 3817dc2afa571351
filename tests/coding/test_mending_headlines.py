"""Verbs of headlines that the parser takes for nouns."""

from __future__ import annotations

import pytest

from onrecord.coding.grammar import Grammar
from onrecord.ontology import default_lexicon
from onrecord.reader import default_reader


def _grammar(text: str) -> Grammar:
    lexicon = default_lexicon()
    return Grammar(default_reader().parse(text), lexicon.hyphenated, lexicon.verbs)


@pytest.mark.parametrize(
    ("text", "who", "verb", "whom"),
    [
        ("Gunmen attack airport for third time in a week", "Gunmen", "attack", "airport"),
        ("Militants attack village in Mali", "Militants", "attack", "village"),
    ],
)
def test_plural_before_a_verb_is_its_subject(text: str, who: str, verb: str, whom: str) -> None:
    g = _grammar(text)
    at = [g.text[t] for t in range(g.size)].index(verb)
    subject, thing = g.subject(at), g.object(at)
    assert g.pos[at] == "VERB"
    assert (subject is not None and g.text[subject], thing is not None and g.text[thing]) == (who, whom)


@pytest.mark.parametrize(
    "text", ["Drone attack on market", "The rebel attack victims", "Bomb attack suspect freed"]
)
def test_noun_of_an_attack_stays_a_noun(text: str) -> None:
    g = _grammar(text)
    assert all(g.pos[t] != "VERB" for t in range(g.size) if g.text[t] == "attack")
