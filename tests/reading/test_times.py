"""Time expressions: their values and days, and what is none."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article
from onrecord.reading.layers import Reading, TimeNode
from onrecord.reading.syntax import load_pipeline, sentence_spans
from onrecord.reading.times import Times

PUBLISHED = "2020-01-08"  # a Wednesday


def read(text: str, published: str | None = PUBLISHED) -> tuple[TimeNode, ...]:
    doc = load_pipeline()(text)
    reading = Reading(
        article=Article(id="a", text=text, published=published), doc=doc, sentences=sentence_spans(doc)
    )
    times: tuple[TimeNode, ...] = Times()(reading)["times"]
    return times


def values(text: str, published: str | None = PUBLISHED) -> list[str]:
    return [n.timex.value for n in read(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The army attacked on Tuesday.", "2020-01-07"),
        ("The army attacked on Wednesday.", "2020-01-08"),
        ("The army will withdraw on Tuesday.", "2020-01-14"),
        ("The talks are scheduled for Friday.", "2020-01-10"),
        ("Officials planned a rally on Saturday.", "2020-01-11"),
        ("The crowd waited for Thursday's debate.", "2020-01-09"),
        ("He was asked to help in a call on Monday.", "2020-01-06"),
        ("They agreed to meet on Thursday.", "2020-01-09"),
        ("The firm is to resume work on Monday.", "2020-01-13"),
        ("Rebels attacked last Tuesday.", "2020-01-07"),
        ("The court meets next Tuesday.", "2020-01-14"),
        ("Troops crossed the river on Tuesday night.", "2020-01-07TNI"),
        ("Troops crossed the river yesterday morning.", "2020-01-07TMO"),
        ("Shots were heard last night.", "2020-01-07TNI"),
        ("It happened three days ago.", "2020-01-05"),
        ("It happened two weeks ago.", "2019-W52"),
        ("It happened a decade ago.", "2010"),
        ("The plan was announced last month.", "2019-12"),
        ("The vote will be held next month.", "2020-02"),
        ("The ministers met last week.", "2020-W01"),
        ("The war began in October.", "2019-10"),
        ("The vote will be held in October.", "2020-10"),
        ("He resigned earlier this year.", "2020"),
        ("He resigned last summer.", "2019-SU"),
        ("The bank failed in the third quarter of 2008.", "2008-Q3"),
        ("Profits rose in the fourth quarter.", "2019-Q4"),
        ("Profits rose in last year's third quarter.", "2019-Q3"),
        ("The war raged in the 1990s.", "199"),
        ("The war raged in the mid-1990s.", "199"),
        ("Slavery ended in the 19th century.", "18"),
        ("The general died on Jan. 3, 2020.", "2020-01-03"),
        ("The general died on 3 January 2020.", "2020-01-03"),
        ("The general died on January 3rd.", "2020-01-03"),
        ("The general died on 2020-01-03.", "2020-01-03"),
        ("The general died on 1/3/2020.", "2020-01-03"),
        ("The general died in January 2020.", "2020-01"),
        ("The towers fell on 9/11.", "2001-09-11"),
        ("The deadline was 5 p.m. EST Friday.", "2020-01-03T17:00"),
        ("The fighting stopped at noon on Monday.", "2020-01-06T12:00"),
        ("They met at 5:30 a.m. on Jan. 3, 2020.", "2020-01-03T05:30"),
        ("They celebrated Thanksgiving 2019 there.", "2019-11-28"),
        ("They arrived on Christmas Eve.", "2019-12-24"),
        ("They arrived on Easter 2019.", "2019-04-21"),
        ("The club was founded in nineteen ninety-seven.", "1997"),
        ("The army now controls the town.", "PRESENT_REF"),
        ("The two leaders met recently.", "PAST_REF"),
        ("He has no plans for the future.", "FUTURE_REF"),
    ],
)
def test_an_expression_gets_its_timeml_value(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The siege lasted two weeks.", "DURATION", "P2W"),
        ("The speech lasted half an hour.", "DURATION", "PT30M"),
        ("The siege lasted two and a half years.", "DURATION", "P2Y6M"),
        ("They walked for 5 1/2 hours.", "DURATION", "PT5H30M"),
        ("They waited for twenty four hours.", "DURATION", "PT24H"),
        ("It went on for several months.", "DURATION", "PXM"),
        ("A five-year sentence was passed.", "DURATION", "P5Y"),
        ("They protest every Monday.", "SET", "XXXX-WXX-1"),
        ("They protest on Mondays.", "SET", "XXXX-WXX-1"),
        ("The paper appears weekly.", "SET", "P1W"),
        ("They protest twice a month.", "SET", "P1M"),
        ("The group pays him $500 an hour.", "SET", "PT1H"),
    ],
)
def test_lengths_and_sets_have_their_type(text: str, kind: str, value: str) -> None:
    (node,) = read(text)
    assert (node.timex.type, node.timex.value) == (kind, value)


@pytest.mark.parametrize(
    ("text", "mod"),
    [
        ("Rebels attacked early Tuesday.", "START"),
        ("The harvest failed in late March.", "END"),
        ("The harvest failed in mid-March.", "MID"),
        ("The war had lasted more than two years.", "MORE_THAN"),
        ("The war had lasted at least two years.", "EQUAL_OR_MORE"),
        ("The war had lasted about two years.", "APPROX"),
        ("The war had lasted nearly two years.", "LESS_THAN"),
        ("The war ended at the end of 1945.", "END"),
    ],
)
def test_modifiers_become_mod(text: str, mod: str) -> None:
    (node,) = read(text)
    assert node.timex.mod == mod


@pytest.mark.parametrize(
    "text",
    [
        "The minister may resign.",
        "Soldiers march through the town.",
        "The government sent 2,000 troops.",
        "About 1500 people fled.",
        "The sun shone and prices will fall.",
        "He came second and won a quarter of the votes.",
        "The six-year-old boy was unhurt.",
        "The mayor, 52 years old, was unhurt.",
        "One half and 1/2 are the same.",
        "The man, in his early 30s, was held.",
        "The wells spring from the rock.",
        "He quoted John 3:16 to the crowd.",
        "Jan Kubis spoke at the Mar-a-Lago club.",
    ],
)
def test_words_that_are_no_times_here(text: str) -> None:
    assert values(text) == []


def test_offsets_and_tokens_point_at_the_expression() -> None:
    text = "The strike, officials said, came at 5 p.m. EST Friday."
    (node,) = read(text)
    assert text[node.timex.start : node.timex.end] == node.text == "5 p.m. EST Friday"
    assert load_pipeline()(text)[node.tokens[0]].text == "5"


def test_days_and_precision_follow_the_value() -> None:
    (month,) = read("The war began in October.")
    assert (month.start, month.end, month.precision) == (dt.date(2019, 10, 1), dt.date(2019, 10, 31), "month")
    (week,) = read("They met last week.")
    assert (week.start, week.end, week.precision) == (dt.date(2019, 12, 30), dt.date(2020, 1, 5), "week")


def test_the_past_two_weeks_is_a_length_with_days() -> None:
    (node,) = read("Rebels have attacked over the past two weeks.")
    assert node.timex.value == "P2W"
    assert (node.start, node.end) == (dt.date(2019, 12, 25), dt.date(2020, 1, 8))


def test_a_bare_length_has_no_days() -> None:
    (node,) = read("The siege lasted two weeks.")
    assert (node.start, node.end) == (None, None)


def test_later_counts_from_the_last_date_told() -> None:
    assert values("The truce began on Dec. 1, 2019. Two days later it was broken.") == [
        "2019-12-01",
        "2019-12-03",
    ]


def test_plans_are_not_what_later_counts_from() -> None:
    text = "They met on Jan. 5, 2020, and agreed to meet next month. A day later, both resigned."
    assert values(text) == ["2020-01-05", "2020-02", "2020-01-06"]


def test_that_year_is_the_year_told() -> None:
    assert values("The coup came in 1973. That year the congress was closed.") == ["1973", "1973"]


def test_lists_of_days_share_their_month() -> None:
    assert values("The polls were open from 10 to 12 June 2019.") == ["2019-06-10", "2019-06-12"]
    assert values("Rockets fell on April 24 and 25.", "2019-05-01") == ["2019-04-24", "2019-04-25"]
    assert values("The famine of 1990-95 killed thousands.") == ["1990", "1995"]


def test_a_month_takes_the_year_behind_it_in_a_range() -> None:
    assert values("The fleet sailed in May-June 1942.") == ["1942-05", "1942-06"]
    assert values("The siege went on from November to February 1942.") == ["1941-11", "1942-02"]


def test_a_year_earlier_in_results_is_the_same_quarter() -> None:
    text = "The firm earned $5 million in the third quarter. It lost $2 million a year earlier."
    assert values(text, "2019-11-01") == ["2019-Q3", "2018-Q3"]


def test_a_month_after_a_far_year_in_one_sentence_stays_in_it() -> None:
    assert values("The army invaded in 2003 and found him in December.") == ["2003", "2003-12"]


NARRATIVE = (
    "The campaign opened in September 1916. Two weeks after the landing the town fell. In November snow stopped all "
    "movement. On 12 January 1917 the advance resumed. The next day the general was captured. On 3 August 1917 "
    "shelling began again. In December both sides agreed to a truce. In January they exchanged prisoners. "
    "On 5 May 1918 a new offensive began; on the 9th it failed."
)


def test_a_narrative_is_dated_by_the_story() -> None:
    dates = [n.timex.value for n in read(NARRATIVE, "2009-05-01") if n.timex.type == "DATE"]
    assert dates == [
        "1916-09", "1916-11", "1917-01-12", "1917-01-13", "1917-08-03", "1917-12", "1918-01", "1918-05-05", "1918-05-09",
    ]  # fmt: skip


def test_a_day_of_a_month_that_nobody_names_stays_open() -> None:
    text = "The war began in March 1917. The next day the king fled."
    assert values(text, None) == ["1917-03", "1917-03-XX"]
    assert read(text, None)[1].start is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rockets hit the base on Tuesday.", "XXXX-WXX-2"),
        ("Rockets hit the base last week.", "XXXX-WXX"),
        ("Rockets hit the base on Jan. 8.", "XXXX-01-08"),
        ("Rockets hit the base today.", "PRESENT_REF"),
        ("Rockets hit the base at 5 p.m.", "XXXX-XX-XXT17:00"),
    ],
)
def test_without_a_publication_date_nothing_is_invented(text: str, value: str) -> None:
    (node,) = read(text, None)
    assert node.timex.value == value
    assert (node.start, node.end) == (None, None)


def test_a_full_date_anchors_what_follows_without_a_publication_date() -> None:
    assert values("They signed on Jan. 5, 2020. On Tuesday they met again.", None) == [
        "2020-01-05",
        "2020-01-07",
    ]


def test_a_dateline_says_when_the_text_was_written() -> None:
    assert values("GENEVA, Jan. 8, 2020 (Wire) -- Talks ended yesterday.", None)[-1] == "2020-01-07"


def test_a_malformed_publication_date_counts_as_none() -> None:
    assert values("Rockets hit the base on Tuesday.", "soon") == ["XXXX-WXX-2"]


_WORDS = re.findall(
    r"\S+",
    "the last next two 3 31 2016 1990 days week ago later Monday Jan. May , - / 's of in a half quarter year's "
    "p.m. 9 third earlier every this that morning noon 1990s EST before Christmas fall second and to 30/2",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(_WORDS), max_size=30),
    st.sampled_from([None, "2020-02-29", "0001-01-01", "9999-12-31"]),
)
def test_any_string_of_time_words_reads_in_order_and_without_overlap(
    words: list[str], published: str | None
) -> None:
    text = " ".join(words)
    nodes = read(text, published)
    assert all(text[n.timex.start : n.timex.end] == n.text != "" for n in nodes)
    assert all(one.timex.end <= two.timex.start for one, two in pairwise(nodes))
    assert all(n.start <= n.end for n in nodes if n.start and n.end)


def test_a_day_earlier_counts_from_the_morning_after_the_night() -> None:
    text = "The army shot down nine drones overnight. A day earlier, drones struck a depot."
    assert values(text)[-1] == "2020-01-07"


def test_nobody_calls_tomorrow_next_thursday() -> None:
    assert values("They will meet again next Thursday.") == ["2020-01-16"]
