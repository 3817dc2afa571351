"""Reports of one event meet; others stay apart; people have the last word; order does not matter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.merging import build_events
from onrecord.model import (
    Attributed,
    Decision,
    EventType,
    Participant,
    Report,
    Stance,
    Told,
    Trigger,
    When,
)


def _somebody(name: str, country: str, sector: str | None = None) -> Participant:
    return Participant(text=name, start=0, end=len(name), name=name, country=country, sector=sector)


def _told(
    report: str,
    day: str,
    actor: str = "IRN",
    recipient: str = "USA",
    kind: EventType = "ASSAULT",
    stance: Stance | None = None,
    negated: bool = False,
    mode: str | None = None,
) -> Told:
    chain = (Attributed(source=None, cue=None, stance=stance),) if stance else ()
    return Told(
        article="article-" + report,
        outlet=None,
        published=day,
        sentence="",
        report=Report(
            id=report,
            sentence=(0, 1),
            trigger=Trigger(start=0, end=1, text="x"),
            event_type=kind,
            mode=mode,
            actors=(_somebody(actor, actor),),
            recipients=(_somebody(recipient, recipient),),
            when=When(start=day, end=day, precision="day", basis="text"),
            negated=negated,
            attribution=chain,
            score=0.9,
            coder="rules/1",
            why="",
        ),
    )


_SET = [
    _told("a", "2020-01-08", stance="claims"),
    _told("b", "2020-01-07"),
    _told("c", "2020-01-08", stance="denies"),
    _told("d", "2020-01-20"),
    _told("e", "2020-01-08", actor="ISR", recipient="SYR"),
    _told("f", "2020-01-08", kind="CONSULT"),
]


def _groups(told: list[Told], decisions: list[Decision] | None = None) -> set[frozenset[str]]:
    return {frozenset(t.report.id for t in e.told) for e in build_events(told, decisions or [])}


def _decision(number: int, kind: str, first: str, second: str | None) -> Decision:
    return Decision(number=number, kind=kind, first=first, second=second, because="", decider="ana", added="")  # type: ignore[arg-type]


def test_one_event_a_day_apart_is_one_and_others_stay_apart() -> None:
    assert _groups(_SET) == {frozenset("abc"), frozenset("d"), frozenset("e"), frozenset("f")}


def test_no_report_is_lost() -> None:
    assert sum(len(e.told) for e in build_events(_SET)) == len(_SET)


def test_different_modes_are_different_events() -> None:
    told = [_told("a", "2020-01-08", mode="drone"), _told("b", "2020-01-08", mode="beat")]
    assert len(build_events(told)) == 2


def test_people_merge_split_and_undo() -> None:
    split = _decision(1, "split", "a", "b")
    assert frozenset("abc") not in _groups(_SET, [split])
    assert frozenset("abc") in _groups(_SET, [split, _decision(2, "undo", "1", None)])
    assert frozenset("abcd") in _groups(_SET, [_decision(1, "merge", "c", "d")])


def test_standing_sums_up_the_accounts() -> None:
    (event,) = (e for e in build_events(_SET) if len(e.told) == 3)
    assert event.standing == ("reported", "denied", "disputed")
    assert build_events([_told("a", "2020-01-08", stance="claims")])[0].standing == ("claimed",)


@settings(max_examples=40, deadline=None)
@given(st.permutations(_SET))
def test_order_does_not_matter(told: list[Told]) -> None:
    assert build_events(told) == build_events(_SET)
