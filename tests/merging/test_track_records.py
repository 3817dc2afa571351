"""What became of what a source has said counts from the day on which it said so."""

from __future__ import annotations

from msgspec.structs import replace

from onrecord.merging import build_events, track_records
from onrecord.model import Participant, Record, Stance, TrackRecord, summary_of
from tests.merging.made_up import ARTICLES, article, somebody

GUARD, PENTAGON = somebody("Guard", "IRN", "MIL"), somebody("Pentagon", "USA", "MIL")


def _says(name: str, day: str, who: Participant, stance: Stance = "says") -> Record:
    return article(name, "2020-01-08", by=who, stance=stance, published=day)


def _of(source: str, *records: Record) -> TrackRecord:
    return next(row for row in track_records(build_events(records)) if row.source == source)


def test_who_said_so_before_the_other_side_did_was_confirmed() -> None:
    told = _says("a", "2020-01-08", PENTAGON), _says("b", "2020-01-10", GUARD)
    assert _of("state USA", *told).confirmed == 1
    assert _of("state IRN", *told).confirmed == 0


def test_who_was_denied_before_it_spoke_was_not_denied_later() -> None:
    told = _says("a", "2020-01-08", GUARD, "denies"), _says("b", "2020-01-10", PENTAGON)
    assert _of("state USA", *told).denied == 0
    told = _says("a", "2020-01-08", PENTAGON), _says("b", "2020-01-10", GUARD, "denies")
    assert _of("state USA", *told).denied == 1


def test_who_denies_what_it_had_said_took_it_back() -> None:
    told = _says("a", "2020-01-08", PENTAGON), _says("b", "2020-01-10", PENTAGON, "denies")
    row = _of("state USA", *told)
    assert (row.taken_back, row.says_so) == (1, 0)


def test_a_coder_that_read_the_news_later_confirms_nobody() -> None:
    told = _says("a", "2020-01-08", GUARD), _says("b", "2020-01-10", PENTAGON)
    row = replace(article("c", "2020-01-08", outlet="GDELT", published="2020-01-12"), row="EventCode: 190")
    assert _of("state USA", *told).confirmed == _of("state USA", *told, row).confirmed == 0


def test_summaries_give_the_records_of_their_events() -> None:
    events = build_events(ARTICLES)
    assert track_records(map(summary_of, events)) == track_records(events)
