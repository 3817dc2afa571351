"""Made-up news is the same each time, holds together, and is as uneven as news is."""

from __future__ import annotations

import resource
from collections import Counter
from itertools import islice

import pytest
from bench.made_news import MadeUp, made_news
from bench.merging_scale import b_cubed, sizes

from onrecord.model import Cue, Mention, Participant, Place, Quantity, Trigger, to_json


@pytest.fixture(scope="module")
def news() -> list[MadeUp]:
    return list(made_news(400))


def test_the_same_seed_gives_the_same_and_another_another(news: list[MadeUp]) -> None:
    again = [to_json(made.record) for made in made_news(20)]
    assert again == [to_json(made.record) for made in news[:20]]
    assert again != [to_json(made.record) for made in made_news(20, seed=2)]


def test_every_offset_points_at_its_words(news: list[MadeUp]) -> None:
    for record, _ in news:
        for report in record.reports:
            first, last = report.sentence
            parts: list[Trigger | Quantity | Participant | Place | Cue] = [report.trigger, *report.quantities]
            parts += [*report.actors, *report.recipients]
            parts += [part for link in report.attribution for part in (link.source, link.cue) if part]
            parts += [report.place] if report.place else []
            for part in parts:
                assert record.text[part.start : part.end] == part.text
                assert first <= part.start < part.end <= last
        named: list[Mention | Place] = [*record.mentions, *record.toponyms]
        assert all(record.text[other.start : other.end] == other.text for other in named)


def test_ids_of_reports_and_articles_are_their_own(news: list[MadeUp]) -> None:
    reports = [report.id for made in news for report in made.record.reports]
    assert len(set(reports)) == len(reports)
    assert len({made.record.id for made in news}) == len(news)


def test_each_report_has_its_true_event_and_some_events_are_told_often(news: list[MadeUp]) -> None:
    assert all(len(made.events) == len(made.record.reports) for made in news)
    told = Counter(event for made in news for event in made.events)
    assert max(told.values()) > 20
    assert sum(count == 1 for count in told.values()) > len(told) / 3


def test_articles_come_in_order_of_their_days(news: list[MadeUp]) -> None:
    days = [made.record.published or "" for made in news]
    assert days == sorted(days)
    assert len(set(days)) > 8


def test_outlets_and_actors_have_a_long_tail(news: list[MadeUp]) -> None:
    outlets = Counter(made.record.outlet for made in news)
    assert outlets.most_common(1)[0][1] > 8
    assert sum(count <= 2 for count in outlets.values()) > len(outlets) / 2
    people = [p for made in news for r in made.record.reports for p in r.actors]
    known = sum(p.id is not None for p in people) / len(people)
    assert 0.3 < known < 0.7


def test_agencies_are_copied_word_for_word(news: list[MadeUp]) -> None:
    copies = [made.record for made in news if made.record.agency not in (None, made.record.outlet)]
    texts = {made.record.text for made in news if made.record.agency == made.record.outlet}
    assert copies
    assert all(record.text in texts for record in copies)


def test_a_long_stream_is_held_an_article_at_a_time() -> None:
    for _ in islice(made_news(10_000), 1_000):
        pass
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in islice(made_news(10_000, seed=3), 2_000):
        pass
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown < 30  # the 2,000 articles together have more than 100 MB


def test_b_cubed_of_a_group_that_holds_two_events() -> None:
    truth = {"a": "x", "b": "x", "c": "y", "d": "x"}
    precision, recall = b_cubed([("a", "b", "c"), ("d",)], truth)
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 + 1 / 3) / 4)


def test_sizes_are_counted_by_class() -> None:
    found = sizes([1, 1, 2, 400], [1, 3])
    assert found["reports: 1"] == "2, 1"
    assert found["reports: 2"] == "1, 0"
    assert found["reports: 3 to 5"] == "0, 1"
    assert found["reports: over 300"] == "1, 0"
    assert found["largest"] == "400, 2, 1"
