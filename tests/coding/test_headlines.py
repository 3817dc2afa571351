"""Headlines leave out auxiliaries: who is read as the doer of their participles, and who as the one whom it befalls."""

from __future__ import annotations

import pytest

from tests.coding.conftest import Code


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("Journalist killed in Syria", "Journalist"),
        ("Embassy attacked in Tripoli", "Embassy"),
        ("Mosque bombed in Quetta", "Mosque"),
        ("Protesters arrested in Moscow", "Protesters"),
    ],
)
def test_the_subject_of_a_headlines_participle_undergoes_it(code: Code, text: str, victim: str) -> None:
    (report,) = code(text)
    assert [p.text for p in report.recipients] == [victim]
    assert not report.actors


def test_who_fights_attacks_in_a_headline_too(code: Code) -> None:
    (report,) = code("Rebels attacked in Homs")
    assert [p.text for p in report.actors] == ["Rebels"]


def test_a_sentence_with_a_full_stop_is_no_headline(code: Code) -> None:
    (report,) = code("Soldiers loyal to the king attacked in the north.")
    assert [p.text for p in report.actors] != []


def test_a_participle_with_an_object_is_no_passive(code: Code) -> None:
    (report,) = code("Smugglers killed two policemen in Juarez")
    assert [p.text for p in report.actors] == ["Smugglers"]
