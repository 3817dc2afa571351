"""Filters find the same in both databases, in the same order, and what was current at the time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from onrecord.ledger import Filters, Ledger, filters
from onrecord.model import Participant, Report, UsageError, When
from tests.ledger.made_up import TEXT, person, record, report

_T0 = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)


def _on(start: str | None, end: str | None = None) -> When:
    return When(start=start, end=end or start, precision="day", basis="text")


def _reports() -> list[Report]:
    first = report("shelling")
    place = first.place
    assert place is not None
    basra = msgspec.structs.replace(place, name="Al Başrah", country="IRQ", admin1="Basra", geonames_id=99532)
    minister: Participant = person(
        "the governor", name="Nora El-Amin", id="or:person/nea", country="IRQ", sector="GOV"
    )
    return [
        first,
        report("aid", event_type="AID", mode=None, when=_on("2020-02-01", "2020-02-29"), place=basra, score=0.5,
               actors=(minister,), recipients=(person("Rebels", country="LBY"),), attribution=(), quantities=()),
        report("denial", when=_on("2019-12-30"), negated=True, modality="possible", recipients=(minister,), score=0.7,
               attribution=(*first.attribution, msgspec.structs.replace(first.attribution[0], source=minister, stance="denies"))),
        report("undated", when=_on(None), place=None, actors=(), score=0.8, attribution=(
            msgspec.structs.replace(first.attribution[0], source=None, stance="claims"),)),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    shelling, aid, denial, undated = _reports()
    shared_ledger.add(record(reports=(shelling,)), now=_T0)
    shared_ledger.add(
        record(article="a2", outlet="The Hill", published="2020-02-02", reports=(aid, denial)), now=_T0
    )
    shared_ledger.add(
        record(TEXT + " Nobody saw it.", "a3", reports=(undated,), attributions=()), now=_T0 + _DAY
    )
    # an older version and an older reading, which are not current
    shared_ledger.add(record("It was calm.", "a4", reports=(report("old", sentence=(0, 12)),)), now=_T0)
    shared_ledger.add(record("It rained.", "a4", reports=(), attributions=()), now=_T0 + _DAY)
    return shared_ledger


_ALL = ["denial", "shelling", "aid", "undated"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, _ALL),
        ({"type": "AID"}, ["aid"]), ({"mode": "heavy-weapons"}, ["denial", "shelling", "undated"]),
        ({"actor": "LBY"}, ["denial", "shelling"]), ({"actor": "rebels"}, ["denial", "shelling"]), ({"actor": "IRQ"}, ["aid"]),
        ({"actor": "or:person/nea"}, ["aid"]), ({"actor": "amin nora"}, ["aid"]), ({"actor": "Nora Rebels"}, []),
        ({"recipient": "or:person/nea"}, ["denial"]), ({"recipient": "el-amin"}, ["denial"]), ({"recipient": "nobody"}, []),
        ({"source": "muller"}, ["denial", "shelling"]), ({"source": "Müller"}, ["denial", "shelling"]), ({"source": "IRQ"}, ["denial"]),
        ({"stance": "denies"}, ["denial"]), ({"stance": "says"}, ["shelling"]), ({"stance": "claims"}, ["undated"]),
        ({"place": "LBY"}, ["denial", "shelling"]), ({"place": "99532"}, ["aid"]), ({"place": "al basrah"}, ["aid"]),
        ({"place": "basra"}, ["aid"]), ({"place": "Nowhere"}, []),
        ({"since": "2020-01-08"}, ["shelling", "aid"]), ({"until": "2020-01-08"}, ["denial", "shelling"]),
        ({"since": "2020-02-10", "until": "2020-02-11"}, ["aid"]), ({"since": "2021-01-01"}, []),
        ({"modality": "possible"}, ["denial"]), ({"negated": True}, ["denial"]), ({"negated": False}, ["shelling", "aid", "undated"]),
        ({"min_score": 0.75}, ["shelling", "undated"]), ({"quantity": "killed"}, ["denial", "shelling", "undated"]),
        ({"quantity": "injured"}, []), ({"outlet": "The Hill"}, ["denial", "aid"]), ({"article": "a2"}, ["denial", "aid"]),
        ({"text": "saw nobody"}, ["undated"]), ({"text": "calm"}, []), ({"actor": "LBY", "type": "ASSAULT", "until": "2020-01-01"}, ["denial"]),
        ({"type": "x' OR 1=1 --"}, []), ({"actor": "\x00%_'\""}, []),
    ],
)  # fmt: skip
def test_filters(filled: Ledger, wanted: dict[str, Any], found: list[str]) -> None:
    assert [row["report_id"] for row in filled.reports(Filters(**wanted))] == found


@pytest.mark.parametrize("name", ["actor", "recipient", "source", "quantity"])
@pytest.mark.parametrize("order", ["time", "newest"])
def test_a_wide_filter_finds_the_same(
    filled: Ledger, name: str, order: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = Filters(**{name: "killed" if name == "quantity" else "LBY"})  # type: ignore[arg-type]
    found = [
        list(filled.reports(f, order=order, limit=9))
        for f in (wide, Filters(type="ASSAULT", actor="LBY", source="muller"))
    ]
    monkeypatch.setattr(filters, "_WIDE", 1)
    assert found == [
        list(filled.reports(f, order=order, limit=9))
        for f in (wide, Filters(type="ASSAULT", actor="LBY", source="muller"))
    ]
    assert all(found)


@pytest.mark.parametrize(
    ("order", "found"),
    [("time", _ALL), ("newest", ["aid", "shelling", "denial", "undated"]), ("added", ["shelling", "aid", "denial", "undated"]),
     ("score", ["shelling", "undated", "denial", "aid"])],
)  # fmt: skip
def test_orders(filled: Ledger, order: Any, found: list[str]) -> None:
    assert [row["report_id"] for row in filled.reports(order=order)] == found
    for limit in range(6):
        assert [row["report_id"] for row in filled.reports(order=order, limit=limit)] == found[:limit]


def test_a_row_tells_all_of_a_report(filled: Ledger) -> None:
    (row,) = filled.reports(Filters(negated=True))
    assert (row["actors"], row["recipients"], row["recipient_ids"]) == (
        ["Rebels"],
        ["Nora El-Amin"],
        ["or:person/nea"],
    )
    assert (row["sources"], row["stances"]) == (["Ann Müller-Bey", "Nora El-Amin"], ["says", "denies"])
    assert (row["place"], row["geonames_id"], row["latitude"]) == ("Marj", 85012, 32.49)
    assert row["sentence"] == TEXT
    assert row["negated"] is True


def test_as_of_shows_the_reports_of_that_time(filled: Ledger) -> None:
    assert [row["report_id"] for row in filled.reports(as_of=_T0)] == ["denial", "shelling", "old", "aid"]
    assert [row["report_id"] for row in filled.reports(as_of="2020-01-11")] == _ALL
    assert list(filled.reports(as_of="2020-01-09")) == []
    (old,) = filled.articles(Filters(article="a4"), as_of=_T0)
    assert (old["text"], old["versions"]) == ("It was calm.", 1)
    assert len(list(filled.attributions(as_of=_T0))) == 3
    assert filled.stats(as_of=_T0)["reports"] == 4


def test_quantities(filled: Ledger) -> None:
    rows = list(filled.quantities(Filters(quantity="killed", negated=False), limit=1))
    assert [(r["report_id"], r["of"], r["low"], r["exact"]) for r in rows] == [
        ("shelling", "killed", 12.0, True)
    ]


def test_attributions(filled: Ledger) -> None:
    rows = list(filled.attributions(Filters(source="ann müller", since="2020-02-01")))
    assert [(r["article_id"], r["source_id"], r["stance"], r["cue"]) for r in rows] == [
        ("a2", "or:person/mb", "says", "said")
    ]
    assert rows[0]["content"] == TEXT[:56]
    assert list(filled.attributions(Filters(stance="denies"))) == []


def test_articles(filled: Ledger) -> None:
    assert [r["article_id"] for r in filled.articles()] == ["a1", "a2", "a3", "a4"]
    assert [r["article_id"] for r in filled.articles(Filters(since="2020-02-01"))] == ["a2"]
    assert [(r["text"], r["versions"]) for r in filled.articles(Filters(text="rained"))] == [
        ("It rained.", 2)
    ]


def test_a_filter_that_does_not_apply_is_wrong_use(filled: Ledger) -> None:
    with pytest.raises(UsageError, match="articles cannot be filtered by actor: use article, outlet"):
        list(filled.articles(Filters(actor="LBY")))
    with pytest.raises(UsageError, match="since: '8 January' is not a date"):
        Filters(since="8 January")
    with pytest.raises(UsageError, match="holds no word"):
        list(filled.reports(Filters(text="...")))
    with pytest.raises(UsageError, match="as_of: 'noon' is not a time"):
        list(filled.reports(as_of="noon"))


def test_coverage_counts_outcomes_and_names_gaps(ledger: Ledger) -> None:
    for day, article in (("2020-01-01", "a"), ("2020-01-02", "b"), ("2020-01-06", "c"), ("2020-01-06", "c")):
        ledger.add(record(article=article, published=day), now=_T0)
    ledger.add(record("Another.", "c", published="2020-01-06", reports=(), attributions=()), now=_T0 + _DAY)
    ledger.log_failure("broken.html", "is empty", now=_T0 + _DAY)
    named, unnamed = ledger.coverage()
    assert (named.outlet, named.articles, named.new, named.known, named.changed, named.failed) == (
        "The Coast",
        3,
        3,
        1,
        1,
        0,
    )
    assert (named.first_published, named.last_published, named.days) == ("2020-01-01", "2020-01-06", 3)
    assert [(g.start, g.end, g.days) for g in named.gaps] == [("2020-01-03", "2020-01-05", 3)]
    assert (unnamed.outlet, unnamed.failed) == (None, 1)
    assert [(a["outcome"], a["reason"]) for a in ledger.attempts(limit=2)] == [
        ("failed", "is empty"),
        ("changed", None),
    ]
    assert [c.outlet for c in ledger.coverage(as_of=_T0)] == ["The Coast"]
    assert len(list(ledger.attempts(outcome="known"))) == 1
