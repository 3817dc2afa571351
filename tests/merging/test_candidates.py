"""Only reports that may tell one event are compared, and each pair once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.candidates import blocks_and_days, candidates, may_meet
from onrecord.merging.columns import Columns
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.model import Record
from tests.merging.made_up import ARTICLES, OTHER, article


def _tellings(*records: Record) -> list[Telling]:
    return [t for record in records for t in tellings_of(record)]


def _pairs(*records: Record) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a, b in candidates(_tellings(*records))}


def test_reports_of_one_time_and_party_are_compared() -> None:
    assert ("a", "b") in _pairs(*ARTICLES)


def test_reports_of_dates_far_apart_are_not() -> None:
    assert ("a", "d") not in _pairs(*ARTICLES)


def test_reports_of_another_matter_are_not() -> None:
    other = article("z", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed")
    assert ("a", "z") not in _pairs(article("a", "2020-01-08"), other)


def test_articles_on_one_matter_are_compared_without_a_party_in_common() -> None:
    text = (
        "Missiles hit a base near Erbil at night, wounding several soldiers of the coalition, officials said."
    )
    one = article("a", "2020-01-08", text, actor="IRN", recipient="USA")
    other = article("b", "2020-01-08", text.replace("at night", "on Wednesday"), actor="NOR", recipient="DNK")
    assert ("a", "b") in _pairs(one, other)


def test_conflict_and_cooperation_are_not_compared() -> None:
    talks = article("t", "2020-01-08", kind="CONSULT", word="talks")
    assert _pairs(article("a", "2020-01-08"), talks) == set()


@given(st.permutations(ARTICLES))
def test_the_order_of_articles_does_not_matter(records: list[Record]) -> None:
    assert _pairs(*records) == _pairs(*ARTICLES)


def test_what_may_meet_is_filed_under_a_common_block() -> None:
    found = _tellings(*ARTICLES)
    columns = Columns(found)
    near = [
        (a, b)
        for n, a in enumerate(found)
        for b, may in zip(found, may_meet(columns, n, np.arange(len(found))), strict=True)
        if may and a.id < b.id and a.kind == b.kind
    ]
    assert near
    assert all(blocks_and_days(a)[0] & blocks_and_days(b)[0] for a, b in near)
