"""What became of promises: each outcome by its rule, with its evidence, in any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.merging import follow_up, followed, register
from onrecord.model import Promise, Record
from tests.merging.promised import DONE, LIFTED, condition, deed, events_of, later, promise

DAY, DUE, AFTER = "2020-03-02", "2020-03-31", "2020-04-05"


def _one(*records: Record) -> Promise:
    (found,) = follow_up(events_of(*records))
    return found


def test_a_deed_done_later_by_who_promised_it_fulfils_it() -> None:
    found = _one(promise("p", DAY), later("d", "2020-03-20"))
    assert (found.outcome, found.since, found.made) == ("fulfilled", "2020-03-20", DAY)
    assert [e.sentence for e in found.evidence] == [DONE]
    assert "who +2" in found.evidence[0].why


def test_a_promise_that_nothing_answers_is_open() -> None:
    found = _one(promise("p", DAY))
    assert (found.outcome, found.since, found.evidence, found.overdue) == ("open", None, (), False)


def test_a_deed_done_before_the_promise_does_not_fulfil_it() -> None:
    assert _one(promise("p", DAY), later("d", "2020-02-20")).outcome == "open"


def test_another_doer_does_not_fulfil_it() -> None:
    assert _one(promise("p", DAY), later("d", "2020-03-20", actor="RUS")).outcome == "open"


def test_a_deed_to_somebody_else_does_not_fulfil_it() -> None:
    other = "Iran withdrew its embassy staff from Oslo"
    assert _one(promise("p", DAY), later("d", "2020-03-20", other, recipient="NOR")).outcome == "open"


@pytest.mark.parametrize(("day", "outcome"), [("2020-03-20", "not fulfilled"), ("2018-05-08", "open")])
def test_what_was_called_off_before_the_word_was_given_is_not_that_word(day: str, outcome: str) -> None:
    sentence = "Abandoned by Iran: the withdrawal of its troops from the bases in Syria"
    dropped = later("d", day, sentence, kind="SANCTION", mode=None, published="2020-03-20")
    assert _one(promise("p", DAY), dropped).outcome == outcome


def test_a_deed_after_the_last_day_leaves_it_open_and_overdue() -> None:
    found = _one(promise("p", DAY, deed(due=DUE)), later("d", AFTER))
    assert (found.outcome, found.overdue, found.due) == ("open", True, DUE)


def test_overdue_is_as_of_the_day_asked_for() -> None:
    (found,) = follow_up(events_of(promise("p", DAY, deed(due=DUE))), as_of=AFTER)
    assert found.overdue
    (found,) = follow_up(events_of(promise("p", DAY, deed(due=DUE))), as_of=DUE)
    assert not found.overdue


def test_told_as_not_done_is_not_fulfilled() -> None:
    found = _one(promise("p", DAY), later("d", "2020-03-20", negated=True))
    assert found.outcome == "not fulfilled"


def test_not_yet_done_before_the_last_day_says_nothing() -> None:
    found = _one(promise("p", DAY, deed(due=DUE)), later("d", "2020-03-20", negated=True))
    assert found.outcome == "open"


def test_doing_what_was_promised_not_to_be_done_is_not_fulfilled() -> None:
    assert _one(promise("p", DAY, deed(negated=True)), later("d", "2020-03-20")).outcome == "not fulfilled"


def test_an_attack_between_the_parties_breaks_a_cease_fire() -> None:
    truce = promise("p", DAY, deed(mode="ceasefire", text="a cease-fire"))
    attack = later("d", "2020-03-20", "Iran shelled the bases in Syria", kind="ASSAULT", mode=None)
    assert _one(truce, attack).outcome == "not fulfilled"


def test_the_opposite_deed_to_the_same_party_overtakes_a_threat() -> None:
    threat = promise(
        "p", DAY, deed("COERCE", "restrict", "tighten the blockade of the ports of Syria"),
        kind="THREATEN", sentence="Iran threatened to tighten the blockade of the ports of Syria",
    )  # fmt: skip
    eased = later("d", "2020-03-20", LIFTED, kind="CONCEDE", mode=None)
    assert _one(threat, eased).outcome == "overtaken"


def test_a_threat_is_overtaken_where_the_other_side_does_what_it_was_to_do() -> None:
    unless = condition("unless it released the Iranian sailors", unless=True)
    threat = promise("p", DAY, deed("ASSAULT", None, "strike the ports", condition=unless), kind="THREATEN")
    freed = later(
        "d", "2020-03-20", "Syria released the Iranian sailors", mode="release", actor="SYR", recipient="IRN"
    )
    assert _one(threat, freed).outcome == "overtaken"


def test_what_is_fulfilled_is_not_overtaken_afterwards() -> None:
    back = later(
        "b", "2020-05-01", "Iran sent its troops to the bases in Syria", kind="MOBILIZE", mode="troops"
    )
    assert _one(promise("p", DAY), later("d", "2020-03-20"), back).outcome == "fulfilled"


def test_the_standing_of_the_promise_changes_on_the_day_of_the_outcome() -> None:
    events = followed(events_of(promise("p", DAY), later("d", "2020-03-20")))
    (event,) = [e for e in events if e.promise]
    assert [(s.as_of, s.words) for s in event.history] == [
        (DAY, ("reported", "planned")),
        ("2020-03-20", ("reported", "fulfilled")),
    ]
    assert event.standing == ("reported", "fulfilled")
    assert "d" in event.history[-1].because


def test_an_overtaken_promise_stands_as_not_fulfilled() -> None:
    back = later(
        "b", "2020-03-20", "Iran sent its troops to the bases in Syria", kind="MOBILIZE", mode="troops"
    )
    (event,) = [e for e in followed(events_of(promise("p", DAY), back)) if e.promise]
    assert event.promise is not None
    assert (event.promise.outcome, event.standing) == ("overtaken", ("reported", "not fulfilled"))


def test_the_register_is_that_of_the_events_that_were_followed() -> None:
    events = events_of(promise("p", DAY), later("d", "2020-03-20"))
    assert register(followed(events)) == follow_up(events)


_RECORDS = (
    promise("p", DAY), promise("q", "2020-03-09", deed("CONSULT", None, "hold talks in Muscat"), sentence="Iran agreed to hold talks in Muscat"),
    later("a", "2020-03-20"), later("b", "2020-03-25", negated=True), later("c", "2020-04-02", actor="RUS"),
)  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(st.permutations(_RECORDS))
def test_the_order_of_articles_does_not_matter(records: list[Record]) -> None:
    assert follow_up(events_of(*records)) == follow_up(events_of(*_RECORDS))


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(5)))
def test_the_order_of_events_does_not_matter(order: list[int]) -> None:
    events = events_of(*_RECORDS)
    assert follow_up([events[n] for n in order if n < len(events)]) == follow_up(events)
