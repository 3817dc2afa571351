"""Rows of other coders' files: never one event with another of their coder, and no outlet of an event."""

import pytest
from msgspec.structs import replace

from onrecord.merging import build_events
from onrecord.merging.candidates import blocks_and_days, candidates, shelf_of, shelves_beside
from onrecord.merging.origins import origins
from onrecord.merging.reliability import reliability
from onrecord.merging.tellings import tellings_of
from onrecord.model import Event, Record
from tests.merging.made_up import article, somebody

_ARTICLE = article("a", "2020-01-08")


def _row(name: str, coder: str = "GDELT") -> Record:
    return replace(article(name, "2020-01-08", outlet=coder), row="EventCode: 190")


def _pairs(*records: Record) -> set[tuple[str, str]]:
    return {(a.id, b.id) for a, b in candidates([t for record in records for t in tellings_of(record)])}


def _event(*records: Record) -> Event:
    (event,) = build_events(records)
    return event


@pytest.mark.parametrize("coder", ["GDELT", "ACLED", "a coder that nobody has heard of"])
def test_two_rows_of_one_coder_are_not_compared(coder: str) -> None:
    assert _pairs(_row("a", coder), _row("b", coder)) == set()


def test_rows_of_two_coders_and_articles_are() -> None:
    found = _pairs(
        _ARTICLE, _row("b"), _row("c", "POLECAT"), _row("d", "one of your own"), _row("e", "another")
    )
    assert len(found) == 10


def test_articles_of_one_outlet_are_compared() -> None:
    assert _pairs(article("a", "2020-01-08", outlet="GDELT"), article("b", "2020-01-08", outlet="GDELT"))


@pytest.mark.parametrize(("one", "other", "beside"), [("GDELT", "GDELT", False), ("GDELT", "ACLED", True)])
def test_what_is_filed_for_the_ledger_says_the_same(one: str, other: str, beside: bool) -> None:
    (a,), (b,) = tellings_of(_row("a", one)), tellings_of(_row("b", other))
    assert blocks_and_days(a) == blocks_and_days(b)
    assert (shelf_of(b) in shelves_beside(a)) is (shelf_of(a) in shelves_beside(b)) is beside


def test_rows_that_are_worded_alike_are_no_copies() -> None:
    text = " ".join(f"word{n}" for n in range(40))
    rows = [replace(_row(name), text=text, reports=()) for name in "ab"]
    assert origins(rows) == {"article a": "article a", "article b": "article b"}


def test_a_coder_claims_and_is_a_source_of_its_own_kind() -> None:
    event = _event(_row("a"))
    assert event.standing == ("claimed",)
    assert [(account.source, account.name) for account in event.accounts] == [("coder GDELT", "GDELT")]


def test_a_coder_is_no_origin_and_bears_nothing_out() -> None:
    alone, beside = _event(_ARTICLE), _event(_ARTICLE, _row("b"))
    assert beside.told[1].imported
    assert (beside.standing, beside.origins, beside.credibility) == (
        alone.standing, alone.origins, alone.credibility,
    )  # fmt: skip


def test_what_only_coders_have_cannot_be_judged() -> None:
    event = _event(_row("a"), _row("b", "POLECAT"))
    assert (len(event.told), event.origins) == (2, ())
    assert event.credibility is not None
    assert (event.credibility.grade, "coders" in event.credibility.why) == (6, True)


def test_no_party_confirms_what_a_coder_has() -> None:
    claim = article("b", "2020-01-08", by=somebody("Guard", "IRN", "MIL"), stance="claims")
    assert _event(_row("a"), claim).history[-1].confirmed_by is None


def test_a_coder_can_be_graded() -> None:
    found = reliability(_event(_row("a")).accounts, {"coder GDELT": "D"})
    assert (found.grade, found.source) == ("D", "coder GDELT")
    assert "GDELT" in found.why
