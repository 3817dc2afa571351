"""Reports of one event meet; others stay apart; people have the last word; order does not matter."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.merging import build_events
from onrecord.model import Decision, Record
from tests.merging.made_up import ARTICLES, article, decision, report


def _groups(records: list[Record], decisions: list[Decision] | None = None) -> set[frozenset[str]]:
    return {frozenset(t.report.id for t in e.told) for e in build_events(records, decisions or [])}


def test_one_event_a_day_apart_is_one_and_others_stay_apart() -> None:
    assert _groups(ARTICLES) == {frozenset("abc"), frozenset("d"), frozenset("e"), frozenset("f")}


def test_no_report_is_lost() -> None:
    assert sum(len(e.told) for e in build_events(ARTICLES)) == len(ARTICLES)


def test_each_reason_names_what_a_report_is_like_and_by_what() -> None:
    event = next(e for e in build_events(ARTICLES) if len(e.told) == 3)
    assert event.why[0] == "first report"
    assert all(why.startswith("like ") and " +" in why for why in event.why[1:])


def test_a_report_stands_with_the_one_that_it_stands_for_and_says_so() -> None:
    record = article("x", "2020-01-08")
    later = report("y", "2020-01-09", actor="FRA", recipient="DEU", word="raid", sentence=(5, 9))
    assert _groups([replace(record, reports=(*record.reports, later))]) == {frozenset("x"), frozenset("y")}
    said = replace(record, reports=(*record.reports, replace(later, repeats="x")))
    (event,) = build_events([said])
    assert event.why == ("first report", "one stands for the other in the words of their article: x")


def test_what_was_split_stands_apart() -> None:
    split = [decision(1, "split", "a", "b"), decision(2, "split", "a", "c")]
    assert frozenset("a") in _groups(ARTICLES, split)


def test_what_was_merged_by_hand_stands_together_and_says_so() -> None:
    merged = [decision(1, "merge", "c", "e")]
    assert frozenset("abce") in _groups(ARTICLES, merged)
    event = next(e for e in build_events(ARTICLES, merged) if len(e.told) == 4)
    assert any(why.endswith("by hand") for why in event.why)


def test_an_undone_decision_is_as_if_it_had_never_been() -> None:
    split = decision(1, "split", "a", "b")
    assert _groups(ARTICLES, [split, decision(2, "undo", "1", None)]) == _groups(ARTICLES)


def test_an_undone_undoing_lets_the_decision_stand() -> None:
    log = [decision(1, "merge", "c", "e"), decision(2, "undo", "1", None), decision(3, "undo", "2", None)]
    assert frozenset("abce") in _groups(ARTICLES, log)


def test_of_two_decisions_on_one_pair_the_later_holds() -> None:
    log = [decision(1, "split", "c", "e"), decision(2, "merge", "e", "c")]
    assert frozenset("abce") in _groups(ARTICLES, log)


def test_an_event_is_named_after_its_reports_and_not_after_their_order() -> None:
    assert {e.id for e in build_events(ARTICLES)} == {e.id for e in build_events(ARTICLES[::-1])}


@settings(max_examples=40, deadline=None)
@given(st.permutations(ARTICLES))
def test_order_does_not_matter(records: list[Record]) -> None:
    assert build_events(records) == build_events(ARTICLES)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.sampled_from(["IRN", "USA", "IRQ"]), st.sampled_from(["IRN", "USA"])),
        min_size=1,
        max_size=9,
    ),
    st.randoms(),
)
def test_any_set_of_articles_gives_the_same_events_in_any_order(
    rows: list[tuple[int, str, str]], chance: object
) -> None:
    records = [
        article(f"r{n}", f"2020-01-0{day}", actor=actor, recipient=recipient)
        for n, (day, actor, recipient) in enumerate(rows)
    ]
    shuffled = list(records)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert build_events(shuffled) == build_events(records)
