"""Dyads, networks and standings: who on whom, with what score, and what became of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.charts import dyad, network, score_of, standings
from onrecord.charts.layout import spring
from onrecord.charts.standing import standing
from onrecord.model import Status, UsageError
from tests.charts.made_up import READ, event, somebody

_CHILE, _PERU = somebody("Chile", "CHL", "Q298"), somebody("Peru", "PER", "Q419")


def test_the_score_is_that_of_the_mode_else_of_the_type() -> None:
    assert score_of(event("a", kind="CONSULT", mode="phone")) == 1.5
    assert score_of(event("a", kind="CONSULT")) == 2.5
    assert score_of(event("a", kind="EVACUATE")) is None


def test_a_country_stands_for_its_people_and_both_directions_are_told_apart() -> None:
    minister = somebody("Ana Rojas", "CHL")
    events = [
        event("a", kind="ACCUSE", actors=(minister,), recipients=(_PERU,)),
        event("b", kind="AID", actors=(_PERU,), recipients=(_CHILE,)),
        event("c", kind="CONSULT", actors=(_PERU, _CHILE), recipients=()),
        event("d", kind="AID", actors=(_PERU,), recipients=(somebody("Bolivia", "BOL"),)),
    ]
    ways = [row["who"] for row in dyad(events, "Chile", "PER", READ).rows]
    assert sorted(ways) == ["Chile → Peru", "Peru → Chile", "both together"]


def test_what_is_only_planned_or_denied_is_in_no_mean() -> None:
    events = [
        event("a", kind="AID", actors=(_CHILE,), recipients=(_PERU,)),
        event("b", kind="ASSAULT", actors=(_CHILE,), recipients=(_PERU,), standing=("denied",)),
    ]
    drawn = dyad(events, "CHL", "PER", READ)
    assert "1 event, mean score +10.0" in drawn.text
    assert "Hollow: 1 event" in " ".join(drawn.notes)


def test_two_who_never_met_are_an_error_that_names_them() -> None:
    with pytest.raises(UsageError, match="between Chile and Bolivia"):
        dyad([event("a")], "Chile", "Bolivia", READ)


def test_edges_are_counted_by_class() -> None:
    events = [
        event("a", kind="ACCUSE", actors=(_CHILE,), recipients=(_PERU,)),
        event("b", kind="ACCUSE", actors=(_PERU,), recipients=(_CHILE,)),
        event("c", kind="AID", actors=(_PERU,), recipients=(_CHILE,)),
    ]
    assert network(events).rows == (
        {"one": "Chile", "other": "Peru", "class": "verbal conflict", "events": 2},
        {"one": "Chile", "other": "Peru", "class": "material cooperation", "events": 1},
    )


def test_actors_with_fewer_events_are_counted_when_there_is_no_room() -> None:
    others = [somebody(f"Actor {n}", "PER", f"Q{n}") for n in range(6)]
    events = [event(f"{n}", actors=(_CHILE,), recipients=(who,)) for n, who in enumerate(others)]
    assert "Not drawn: 4 actors" in " ".join(network(events, most=3).notes)


def test_a_network_by_country_joins_its_people() -> None:
    events = [event("a", actors=(somebody("Ana Rojas", "CHL"),), recipients=(somebody("Luis Paz", "PER"),))]
    assert network(events, by="country").rows[0]["one"] == "Chile"


def test_without_two_who_are_named_there_is_no_network() -> None:
    with pytest.raises(UsageError, match="no network to draw"):
        network([event("a", recipients=())])


@given(st.integers(0, 12), st.data())
def test_the_layout_is_the_same_each_time_and_within_its_square(size: int, data: st.DataObject) -> None:
    pairs = st.tuples(st.integers(0, max(0, size - 1)), st.integers(0, max(0, size - 1))).filter(
        lambda p: p[0] != p[1]
    )
    edges = data.draw(st.dictionaries(pairs, st.integers(1, 9), max_size=8)) if size > 1 else {}
    places = spring(size, edges)
    assert places == spring(size, edges)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_a_standing_holds_until_it_changes() -> None:
    history = (
        Status(as_of="2021-03-01", words=("claimed",), because=("a 0",)),
        Status(as_of="2021-03-02", words=("reported", "denied", "disputed"), because=("a 0",)),
        Status(as_of="2021-03-05", words=("reported",), because=("a 0",)),
    )
    rows = standing(event("a", history=history), READ).rows
    spells = {
        row["what"]: (row["from"], row["to"])
        for row in rows
        if row["what"] in ("claimed", "disputed", "reported")
    }
    assert spells == {
        "claimed": ("2021-03-01", "2021-03-01"), "disputed": ("2021-03-02", "2021-03-04"), "reported": ("2021-03-02", "2021-03-05"),
    }  # fmt: skip


def test_of_many_events_those_told_most_often_are_drawn() -> None:
    often = event("a", words=(("X", "2021-03-01", "asserts"), ("Y", "2021-03-02", "asserts")))
    drawn = standings([event("b"), often], READ, most=1)
    assert {row["id"] for row in drawn.rows} == {often.id}
    assert "1 told less often" in " ".join(drawn.notes)
