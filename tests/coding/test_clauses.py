"""Clauses that demand, and clauses that foresee."""

from __future__ import annotations

import pytest

from onrecord.coding.clauses import demands, foresees, subject_of_clause
from onrecord.coding.grammar import Grammar
from onrecord.ontology import default_lexicon
from onrecord.reader import default_reader


def _grammar(text: str) -> Grammar:
    lexicon = default_lexicon()
    return Grammar(default_reader().parse(text), lexicon.hyphenated, lexicon.verbs)


def _verb(g: Grammar, lemma: str) -> int:
    return next(t for t in range(g.size) if g.lemma[t] == lemma)


@pytest.mark.parametrize(
    ("text", "demanded"),
    [
        ("Oslo insisted that the troops leave the valley.", True),
        ("Oslo insisted that the camp be closed.", True),
        ("Oslo insisted that the troops must leave.", True),
        ("Oslo insisted that the troops had left.", False),
        ("Oslo insisted that the base would not be used.", False),
        ("Oslo insists that its soldiers are innocent.", False),
        ("Oslo insisted on its innocence.", False),
    ],
)
def test_clause_demands_by_its_verb_form(text: str, demanded: bool) -> None:
    g = _grammar(text)
    assert demands(g, _verb(g, "insist")) is demanded


@pytest.mark.parametrize(
    ("text", "foreseen"),
    [
        ("Charities warned that thousands could starve.", True),
        ("Charities warned that food was running out.", True),
        ("Charities warned that many would starve.", True),
        ("The general warned that he could attack.", False),
        ("The general warned that any attack would be answered.", False),
        ("The general warned the town.", False),
    ],
)
def test_what_others_may_undergo_is_foreseen_and_what_the_speaker_will_do_is_not(
    text: str, foreseen: bool
) -> None:
    g = _grammar(text)
    assert foresees(g, _verb(g, "warn"), {"starve"}) is foreseen


def test_subject_of_the_clause_is_whose_deed_it_tells() -> None:
    g = _grammar("The ministry said the three envoys must leave.")
    who = subject_of_clause(g, _verb(g, "say"))
    assert who is not None
    assert g.text[who] == "envoys"
