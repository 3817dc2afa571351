"""Events of two coders beside each other."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from msgspec.structs import replace

from onrecord.formats.comparing import Coded, comparable, compared, counts
from onrecord.model import When
from onrecord.ontology import event_types
from tests.formats.made_up import one_event


def _coded(name: str, day: int = 4, *, days: int = 0, **changes: object) -> Coded:
    start = dt.date(2031, 3, day)
    fields: dict[str, object] = {
        "event_type": "ASSAULT", "mode": None, "quad": 4, "start": start, "end": start + dt.timedelta(days), "country": "TCD",
        "parties": frozenset(("TCD",)), "names": frozenset(), "actors": "Chad", "recipients": "", "place": None,
    }  # fmt: skip
    return Coded(id=name, **(fields | changes))  # type: ignore[arg-type]


def _pairs(ours: list[Coded], theirs: list[Coded]) -> list[tuple[str | None, str | None]]:
    return [
        (m.ours.id if m.ours else None, m.theirs.id if m.theirs else None) for m in compared(ours, theirs)
    ]


@pytest.mark.parametrize(
    ("other", "match"),
    [
        (_coded("b"), True),
        (_coded("b", 5), True),
        (_coded("b", 3), True),
        (_coded("b", 6), False),
        (_coded("b", 6, country="NGA"), False),
        (_coded("b", country="NGA"), False),
        (_coded("b", event_type="COERCE"), True),
        (_coded("b", event_type="CONSULT", quad=1), False),
        (_coded("b", parties=frozenset(("NGA",))), False),
        (_coded("b", parties=frozenset()), True),
        (_coded("b", parties=frozenset(("TCD", "NGA"))), True),
    ],
)
def test_what_is_one_event(other: Coded, match: bool) -> None:
    assert set(_pairs([_coded("a")], [other])) == ({("a", "b")} if match else {("a", None), (None, "b")})


def test_without_a_place_the_parties_must_be_known() -> None:
    def alike(**changes: object) -> int:
        return len(compared([_coded("a", country=None, **changes)], [_coded("b", country=None, **changes)]))  # type: ignore[arg-type]

    assert alike() == 1
    assert alike(parties=frozenset()) == 2
    assert alike(parties=frozenset(), names=frozenset(("farmers",))) == 1


def test_one_event_matches_one_and_the_likest_first() -> None:
    ours = [_coded("a"), _coded("b", event_type="COERCE")]
    theirs = [_coded("x", event_type="COERCE"), _coded("y", 5), _coded("z", 5)]
    assert set(_pairs(ours, theirs)) == {("a", "y"), ("b", "x"), (None, "z")}


def test_an_event_of_some_days_matches_a_day_of_them() -> None:
    assert _pairs([_coded("a", 1, days=5)], [_coded("b", 4)]) == [("a", "b")]


def test_the_order_does_not_matter() -> None:
    some = [_coded(f"a{n}", 1 + n % 5, mode="aerial" if n % 2 else None) for n in range(8)]
    others = [_coded(f"b{n}", 1 + n % 4) for n in range(9)]
    expected = _pairs(some, others)
    Random(1).shuffle(some)
    Random(2).shuffle(others)
    assert _pairs(some, others) == expected


def test_counts_are_by_day_country_and_type() -> None:
    rows = list(counts(compared([_coded("a"), _coded("b", 6)], [_coded("x"), _coded("y", country="NGA")])))
    assert [tuple(row.values()) for row in rows] == [
        ("2031-03-04", "NGA", "ASSAULT", 0, 1, 0),
        ("2031-03-04", "TCD", "ASSAULT", 1, 1, 1),
        ("2031-03-06", "TCD", "ASSAULT", 1, 0, 0),
    ]


def test_only_dated_deeds_of_a_week_at_most_are_compared() -> None:
    kinds = event_types()
    when = When(start="2031-03-04", end="2031-03-04", precision="day", basis="text")
    assert [one.country for one in comparable([one_event()[0]], kinds)] == ["TCD"]
    for changes in (
        {"modality": "planned"},
        {"negated": True},
        {"when": replace(when, start=None, end=None)},
        {"when": replace(when, end="2031-03-31", precision="month")},
        {"when": replace(when, precision="month")},
        {"event_type": "EVACUATE"},
    ):
        assert list(comparable([one_event(**changes)[0]], kinds)) == []
