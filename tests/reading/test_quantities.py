from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Article, Quantity
from onrecord.reading import QuantityNode, Reading, load_pipeline
from onrecord.reading.numeral_words import number_words, value_of
from onrecord.reading.numerals import find_numerals
from onrecord.reading.quantities import Quantities

Range = tuple[float | None, float | None]


@cache
def _nodes(text: str) -> tuple[QuantityNode, ...]:
    doc = load_pipeline()(text)
    nodes: tuple[QuantityNode, ...] = Quantities()(Reading(article=Article(id="t", text=text), doc=doc))[
        "quantities"
    ]
    return nodes


def _read(text: str) -> list[tuple[str, float | None, float | None, bool]]:
    return [_told(n.quantity) for n in _nodes(text) if not n.earlier]


def _read_earlier(text: str) -> list[tuple[str, float | None, float | None, bool]]:
    return [_told(n.quantity) for n in _nodes(text) if n.earlier]


def _told(q: Quantity) -> tuple[str, float | None, float | None, bool]:
    return (q.of, q.low, q.high, q.exact)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels launched a dozen ballistic missiles at two bases.", [("weapons", 12, 12, False), ("buildings", 2, 2, True)]),
        ("About 8,000 soldiers were deployed to the border.", [("troops", 8000, 8000, False)]),
        ("At least 30 people were killed and more than a dozen wounded.", [("killed", 30, None, False), ("injured", 12, None, False)]),
        ("Between 20 and 25 protesters were arrested on Tuesday.", [("arrested", 20, 25, False)]),
        ("Dozens of mourners died in a stampede.", [("killed", 24, None, False)]),
        ("Hundreds of thousands of people fled their homes.", [("displaced", 200_000, None, False)]),
        ("Hundreds of students demonstrated in Oslo.", [("protesters", 200, None, False)]),
        ("Tens of thousands marched in Oslo.", [("protesters", 20_000, None, False)]),
        ("Police said 1,500 people took part in the protest.", [("protesters", 1500, 1500, True)]),
        ("Thousands of people took to the streets.", [("protesters", 2000, None, False)]),
        ("5,000 soldiers marched into the city.", [("troops", 5000, 5000, True)]),
        ("Nine soldiers were diagnosed with brain injuries.", [("injured", 9, 9, True)]),
        ("The blast killed a Danish contractor.", [("killed", 1, 1, True)]),
        ("The mayor met a Danish contractor.", []),
        ("The market was full.\n30 people were arrested.", [("arrested", 30, 30, True)]),
        ("Tens of thousands of protesters marched.", [("protesters", 20_000, None, False)]),
        ("No fewer than 12 civilians died.", [("killed", 12, None, False)]),
        ("Up to 50 fighters were killed.", [("killed", None, 50, False)]),
        ("Fewer than 100 people remain missing.", [("missing", None, 100, False)]),
        ("No Americans were harmed in the attack.", [("injured", 0, 0, True)]),
        ("None of the soldiers was hurt.", [("injured", 0, 0, True)]),
        ("Nobody was killed.", [("killed", 0, 0, True)]),
        ("There were no casualties.", [("casualties", 0, 0, True)]),
        ("The strike killed 34 and wounded 20.", [("killed", 34, 34, True), ("injured", 20, 20, True)]),
        ("The government pledged $1.2 billion in aid.", [("money", 1.2e9, 1.2e9, True)]),
        ("The court fined the company 5 million euros.", [("money", 5e6, 5e6, True)]),
        ("Some 200 families were displaced by the floods.", [("displaced", 200, 200, False)]),
        ("Several troops were wounded.", [("injured", 3, None, False)]),
        ("A few soldiers are missing.", [("missing", 3, None, False)]),
        ("The crash left 13 people dead and 41 wounded.", [("killed", 13, 13, True), ("injured", 41, 41, True)]),
        ("Police detained 1,200 demonstrators over two days.", [("arrested", 1200, 1200, True)]),
        ("The deaths of 290 passengers were recalled.", [("killed", 290, 290, True)]),
        ("The blast destroyed three buildings and six vehicles.", [("buildings", 3, 3, True), ("vehicles", 6, 6, True)]),
        ("20-25 rebels were captured.", [("arrested", 20, 25, False)]),
        ("The army sent 2 to 3 million dollars.", [("money", 2e6, 3e6, False)]),
        ("Eleven were taken into custody.", [("arrested", 11, 11, True)]),
        ("Gunmen took nine workers hostage.", [("hostages", 9, 9, True)]),
        ("As many as 1,500 people have been killed.", [("killed", None, 1500, False)]),
        ("The coalition has 5,200 troops in the country.", [("troops", 5200, 5200, True)]),
        ("Twenty-five people were hurt.", [("injured", 25, 25, True)]),
        ("Three dozen rockets landed near the embassy.", [("weapons", 36, 36, False)]),
        ("Two hundred and ninety people perished.", [("killed", 290, 290, True)]),
        ("A total of 11 service members were treated for concussion.", [("injured", 11, 11, True)]),
        ("More than 50 were trampled to death.", [("killed", 50, None, False)]),
        ("The siege ended with 40 or more hostages dead.", [("killed", 40, None, False)]),
        ("Nearly 300 migrants drowned off the coast.", [("killed", 300, 300, False)]),
        ("The air force flew 34 strikes that night.", [("strikes", 34, 34, True)]),
        ("At least 10 U.S. Marines died.", [("killed", 10, None, False)]),
        ("The patrol killed three gunmen and freed 256 villagers.", [("killed", 3, 3, True), ("rescued", 256, 256, True)]),
        ("Hundreds were arrested; scores more fled.", [("arrested", 200, None, False), ("displaced", 40, None, False)]),
    ],
)  # fmt: skip
def test_number_bounds_and_kind(
    text: str, expected: list[tuple[str, float | None, float | None, bool]]
) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old driver was fined on Jan. 8, 2020.",
        "The bill passed 232-196 with 52 percent support.",
        "She won 45 votes to 34.",
        "Call 555-0199 or visit 1600 Pennsylvania Avenue.",
        "It was the third strike in 24 hours.",
        "Talks began at 10 p.m. on 7 January 2020.",
        "The council cited Resolution 2231 and Article 5.",
        "Turnout fell by 12 points to 43 percent.",
        "He waited 40 years.",
        "One man spoke to us.",
    ],
)
def test_dates_times_ages_votes_and_names_count_nothing(text: str) -> None:
    assert _read(text) == []


def test_an_earlier_toll_is_told_apart_from_the_current_one() -> None:
    text = "The death toll rose to 59 from 40."
    assert _read(text) == [("killed", 59, 59, True)]
    assert _read_earlier(text) == [("killed", 40, 40, True)]


def test_bare_toll_is_of_the_kind_its_sentence_counts() -> None:
    text = "Officials said 34 people were injured, raising the toll to 34 from 11."
    assert _read(text) == [("injured", 34, 34, True), ("injured", 34, 34, True)]


def test_node_points_at_number_noun_and_verb() -> None:
    node = _nodes("The army deployed about 300 heavily armed soldiers.")[0]
    words = load_pipeline()("The army deployed about 300 heavily armed soldiers.")
    assert node.predicate is not None
    assert [words[i].text for i in (node.number, node.counted, node.predicate)] == [
        "300",
        "soldiers",
        "deployed",
    ]
    assert node.quantity.text == "about 300 heavily armed soldiers"


@given(st.lists(st.sampled_from(["12", "1,200", "two", "dozen", "dozens", "of", "a", "to", "-", "million", "at", "least", "%", "and", "no", "few", "some", "or", "more", "$", "people", "between", "half"]), max_size=14))  # fmt: skip
@settings(max_examples=300)
def test_numerals_are_in_order_and_bounded(words: list[str]) -> None:
    last = 0
    for numeral in find_numerals(words):
        assert numeral.start <= numeral.number < numeral.end <= len(words)
        assert numeral.number >= last
        last = numeral.end
        if numeral.low is not None and numeral.high is not None:
            assert numeral.low <= numeral.high


def test_spans_give_back_their_text() -> None:
    text = "Officials counted 34 dead, at least 50 wounded and dozens of missing villagers."
    found: list[Quantity] = [n.quantity for n in _nodes(text)]
    assert [q.of for q in found][:2] == ["killed", "injured"]
    assert all(text[q.start : q.end] == q.text for q in found)


def test_a_scale_is_shared_only_where_the_range_stays_in_order() -> None:
    assert [(n.low, n.high) for n in find_numerals(["two", "to", "three", "million"])] == [(2e6, 3e6)]
    assert [(n.low, n.high) for n in find_numerals(["two", "to", "a", "dozen"])] == [(2, 12)]


def test_a_number_of_hundreds_of_digits_is_no_number() -> None:
    assert value_of("9" * 400, number_words()) is None
