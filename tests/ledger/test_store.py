"""Every store keeps every version, adds the same thing once, and knows what it knew."""

import datetime as dt

import msgspec
import pytest

from onrecord.ledger import Ledger
from onrecord.model import InputError, Record, Report, Trigger, UsageError, When

_DAY = dt.timedelta(days=1)
_T0 = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)


def _record(text: str = "Rebels shelled the town.", article: str = "a1") -> Record:
    report = Report(
        id="r-" + article,
        sentence=(0, len(text)),
        trigger=Trigger(start=7, end=14, text=text[7:14]),
        event_type="ASSAULT",
        when=When(start="2020-01-08", end="2020-01-08", precision="day", basis="publication"),
        score=0.9,
        coder="rules/1",
        why="test",
    )
    return Record(id=article, published="2020-01-08", language="en", text=text, reports=(report,))


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    assert ledger.add(_record()) == "new"
    assert list(ledger.records()) == [_record()]


def test_adding_twice_changes_nothing(ledger: Ledger) -> None:
    ledger.add(_record())
    assert ledger.add(_record()) == "known"
    assert len(list(ledger.records())) == 1
    assert len(ledger.versions("a1")) == 1


def test_a_changed_article_is_a_version_beside_the_old_one(ledger: Ledger) -> None:
    ledger.add(_record())
    assert ledger.add(_record("Rebels shelled the town again.")) == "changed"
    assert [v["text"] for v in ledger.versions("a1")] == [
        "Rebels shelled the town.",
        "Rebels shelled the town again.",
    ]
    assert [r.text for r in ledger.records()] == ["Rebels shelled the town again."]


def test_a_new_coder_reads_the_same_version_again(ledger: Ledger) -> None:
    first = _record()
    ledger.add(first)
    again = msgspec.structs.replace(
        first, reports=(msgspec.structs.replace(first.reports[0], coder="rules/2"),)
    )
    assert ledger.add(again) == "recoded"
    assert [r.reports[0].coder for r in ledger.records()] == ["rules/2"]
    assert len(ledger.versions("a1")) == 1


def test_as_of_shows_what_was_known_then(ledger: Ledger) -> None:
    ledger.add(_record(), now=_T0)
    ledger.add(_record("Rebels shelled the town again."), now=_T0 + _DAY)
    ledger.add(_record(article="a2"), now=_T0 + 2 * _DAY)
    assert [r.text for r in ledger.records(as_of=_T0)] == ["Rebels shelled the town."]
    assert list(ledger.records(as_of=_T0 - _DAY)) == []
    assert [r.id for r in ledger.records(as_of=_T0 + 3 * _DAY)] == ["a1", "a2"]


def test_decisions_are_logged_in_order(ledger: Ledger) -> None:
    ledger.decide("merge", "r1", "r2", because="same strike", decider="ana")
    ledger.decide("undo", "1", None, because="it was another", decider="ana")
    assert [(d.number, d.kind, d.first) for d in ledger.decisions()] == [(1, "merge", "r1"), (2, "undo", "1")]


def test_a_malformed_url_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="sqlite:///"):
        Ledger.open("not a url")


def test_a_reading_by_an_older_coder_that_is_known_stays_behind_the_newer(ledger: Ledger) -> None:
    first = _record()
    newer = msgspec.structs.replace(first, reports=())
    assert [ledger.add(r) for r in (first, newer, first)] == ["new", "recoded", "known"]
    assert list(ledger.records()) == [newer]


def test_an_old_version_read_again_does_not_become_current(ledger: Ledger) -> None:
    old, new = _record(), _record("Rebels shelled the town again.")
    again = msgspec.structs.replace(old, reports=())
    assert [ledger.add(r) for r in (old, new, again)] == ["new", "changed", "recoded"]
    assert list(ledger.records()) == [new]
    assert ledger.record("a1") == new


def test_one_article_as_of_a_time(ledger: Ledger) -> None:
    ledger.add(_record(), now=_T0)
    ledger.add(_record("Rebels shelled the town again."), now=_T0 + _DAY)
    found = ledger.record("a1", as_of=_T0)
    assert found is not None
    assert found.text == "Rebels shelled the town."
    assert ledger.record("a1", as_of=_T0 - _DAY) is None
    assert ledger.record("nobody's") is None
    assert len(ledger.versions("a1", as_of=_T0)) == 1


def test_times_in_other_zones_are_the_same_times(ledger: Ledger) -> None:
    tehran = dt.timezone(dt.timedelta(hours=3, minutes=30))
    ledger.add(_record(), now=_T0.astimezone(tehran))
    assert ledger.versions("a1")[0]["added"] == "2020-01-09T12:00:00.000000+00:00"
    assert len(list(ledger.records(as_of=_T0.astimezone(tehran)))) == 1
    assert len(list(ledger.records(as_of=_T0.replace(tzinfo=None)))) == 1


def test_long_ids_and_characters_that_databases_dislike_are_held(ledger: Ledger) -> None:
    name = "https://example.org/" + "x" * 9000
    odd = msgspec.structs.replace(_record("Rebels \x00shelled the 🏚 town.", name), title="a\x00b")
    assert ledger.add(odd) == "new"
    assert ledger.add(odd) == "known"
    assert list(ledger.records()) == [odd]
    (version,) = ledger.versions(name)
    assert version["text"] == "Rebels \ufffdshelled the 🏚 town."


@pytest.mark.parametrize("broken", ["lone surrogate", "two reports of one id"])
def test_a_record_that_cannot_be_held_is_named_and_the_rest_goes_on(ledger: Ledger, broken: str) -> None:
    bad = _record("\ud800") if broken == "lone surrogate" else _record()
    if broken == "two reports of one id":
        bad = msgspec.structs.replace(bad, reports=bad.reports * 2)
    with pytest.raises(InputError, match="bad input: cannot be stored"):
        ledger.add(bad, name="bad input")
    assert list(ledger.records()) == []
    assert ledger.add(_record()) == "new"


def test_other_databases_are_wrong_use() -> None:
    with pytest.raises(UsageError, match="sqlite:///"):
        Ledger.open("mysql://somebody:secret@nowhere/ledger")


def test_a_password_is_never_told() -> None:
    for url in (
        "oracle://somebody:secret@nowhere/ledger",
        "postgresql://somebody:secret@nowhere:port/ledger",
    ):
        with pytest.raises(UsageError) as told:
            Ledger.open(url)
        assert "secret" not in str(told.value)
