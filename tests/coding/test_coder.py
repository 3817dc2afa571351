from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.coding import Coder
from onrecord.model import Report
from onrecord.reading import Reading

Code = Callable[[str], tuple[Report, ...]]

SENTENCES = [
    "Iran fired missiles at two bases.",
    "Police arrested 53 people in Hong Kong on Monday.",
    "The minister resigned.",
    "No one was hurt, the army said.",
    "Kenya, which had asked Somalia for help, closed the border.",
    "Weather was fine.",
    "“We will not go,” he said -- twice.",
    "",
]


def test_ids_are_stable_and_unique(code: Code) -> None:
    text = "Iran attacked Israel. Israel attacked Iran. Iran attacked Israel."
    first, second = code(text), code(text)
    assert [r.id for r in first] == [r.id for r in second]
    assert len({r.id for r in first}) == len(first) == 3


def test_an_id_does_not_depend_on_the_machine(code: Code) -> None:
    (report,) = code("Iran attacked Israel.")
    assert report.id == "e93ed71794717214"


def test_quantities_of_the_events_arguments_are_attached(code: Code) -> None:
    report = next(r for r in code("Police arrested 53 protesters in Minsk.") if r.event_type == "COERCE")
    assert [q.low for q in report.quantities] == [53]


def test_why_names_the_entry_and_where_the_parties_came_from(code: Code) -> None:
    (report,) = code("Poland expelled three Russian diplomats.")
    assert report.why.startswith("verb 'expel' (verbs-sure:")
    assert "actor from s; recipient from o" in report.why


def test_contexts_come_from_entry_and_words(code: Code) -> None:
    report = next(
        r
        for r in code("The court jailed the general for corruption.")
        if r.event_type in ("SANCTION", "COERCE")
    )
    assert "legal" in report.contexts
    assert "corruption" in report.contexts


def test_a_higher_threshold_keeps_a_subset(read: Callable[[str], Reading]) -> None:
    reading = read("Iran attacked Israel. Troops detained last year were killed.")
    some = {r.id for r in Coder(threshold=0.88).code(reading)}
    more = {r.id for r in Coder(threshold=0.2).code(reading)}
    assert some < more


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), max_size=6))
def test_offsets_point_into_the_text_and_reports_stand_in_order(code: Code, chosen: list[str]) -> None:
    text = " ".join(chosen)
    reports = code(text)
    for r in reports:
        assert text[r.trigger.start : r.trigger.end] == r.trigger.text
        assert r.sentence[0] <= r.trigger.start < r.trigger.end <= r.sentence[1]
        assert 0 < r.score <= 1
        assert r.actors or r.recipients
    assert all(a.trigger.start <= b.trigger.start for a, b in pairwise(reports))


def test_a_very_long_sentence_is_no_trouble(code: Code) -> None:
    text = "Iran attacked " + ", ".join(f"the town of Place{n}" for n in range(3000)) + "."
    assert code(text)
