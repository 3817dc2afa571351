"""Phrases say exactly as much as the report does."""

from typing import Any

import pytest
from msgspec.structs import replace

from onrecord.model import EventType
from onrecord.views.wording import (
    code_of,
    deed,
    names_of,
    quad,
    quantity_words,
    source_words,
    told_quantities,
    when_words,
    where_words,
)
from tests.views.handmade import count, day, place, report, says, who

_TYPES: tuple[EventType, ...] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "phrase"),
    [
        ({}, "attacked"),
        ({"negated": True}, "did NOT attack"),
        ({"negated": True, "quantities": (count("killed", 0, 0),)}, "did NOT kill anyone"),
        ({"negated": True, "quantities": (count("injured", 0, 0),), "recipients": (who("x"),)}, "did NOT injure"),
        ({"negated": False, "quantities": (count("killed", 0, 0),)}, "attacked"),
        ({"modality": "planned"}, "plans to attack"),
        ({"modality": "planned", "actors": (who("Iran"), who("Iraq"))}, "plan to attack"),
        ({"modality": "ongoing"}, "is attacking"),
        ({"modality": "ongoing", "actors": (who("protesters"),)}, "are attacking"),
        ({"modality": "ongoing", "actors": (who("United States"),)}, "is attacking"),
        ({"modality": "possible", "when": day("2020-01-07")}, "may have attacked"),
        ({"modality": "possible", "when": day("2020-01-09")}, "may attack"),
        ({"modality": "habitual"}, "regularly attacks"),
        ({"modality": "planned", "negated": True}, "plans NOT to attack"),
        ({"event_type": "CONSULT", "mode": "phone"}, "spoke by phone"),
        ({"event_type": "CONSULT", "mode": "phone", "recipients": (who("Iraq"),)}, "spoke by phone with"),
        ({"event_type": "CONSULT", "mode": "a mode of tomorrow"}, "talked"),
        ({"event_type": "RETREAT", "mode": "withdraw", "modality": "possible", "when": day("2020-01-07")},
         "may have withdrawn"),
    ],
)  # fmt: skip
def test_deed(changes: dict[str, Any], phrase: str) -> None:
    assert deed(report(**changes), "2020-01-08") == phrase


@pytest.mark.parametrize("event_type", _TYPES)
def test_every_type_has_a_phrase_and_a_class(event_type: EventType) -> None:
    assert deed(report(event_type=event_type))
    assert quad(event_type) in {
        "verbal-cooperation",
        "material-cooperation",
        "verbal-conflict",
        "material-conflict",
    }


def test_the_classes_are_plovers() -> None:
    assert [quad(t) for t in ("AGREE", "AID", "SANCTION", "COERCE")] == [
        "verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (day("2020-01-08"), "8 Jan 2020"),
        (day("2020-01-06", end="2020-01-08", precision="range"), "6–8 Jan 2020"),
        (day("2020-01-28", end="2020-02-03", precision="range"), "28 Jan – 3 Feb 2020"),
        (day("2019-12-28", end="2020-01-03", precision="range"), "28 Dec 2019 – 3 Jan 2020"),
        (day("2020-01-01", end="2020-01-31", precision="month"), "Jan 2020"),
        (day("2020-01-01", end="2020-12-31", precision="year"), "2020"),
        (day("2015-01-01", end="2019-12-31", precision="range"), "2015–2019"),
        (day("2010-01-01", end="2019-12-31", precision="decade"), "2010s"),
        (day("2020-04-01", end="2020-06-30", precision="quarter"), "Q2 2020"),
        (day("2019-12-01", end="2020-02-29", precision="season"), "Dec 2019–Feb 2020"),
        (day("2018-05-08", end=None, precision="range"), "since 8 May 2018"),
        (day("", start=None, end="2018-05-08", precision="range"), "until 8 May 2018"),
        (day("", start=None, end=None, text="recently"), "“recently”"),
        (day("2020-01-08", basis="publication"), "as of publication"),
        (day("2020-01-05", basis="publication"), "as of 5 Jan 2020"),
        (day("", start=None, end=None, basis="publication"), ""),
        (day("2020-13-45"), "since 2020-13-45"),
    ],
)
def test_when_is_as_exact_as_it_is_known(when: Any, words: str) -> None:
    if words.startswith("since 2020-13"):
        assert when_words(when, "2020-01-08") == ""
    else:
        assert when_words(when, "2020-01-08") == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (count("killed", 0, 0, text="no one"), "no one killed"),
        (count("killed", 11, 11, text="11 soldiers"), "11 killed"),
        (count("killed", 30, None, exact=False, text="at least 30"), "≥30 killed"),
        (count("injured", None, 50, exact=False, text="up to 50"), "≤50 injured"),
        (count("arrested", 20, 25, exact=False, text="between 20 and 25"), "20–25 arrested"),
        (count("troops", 5000, 5000, exact=False, text="about 5,000"), "about 5,000 troops"),
        (count("killed", 24, None, exact=False, text="dozens"), "“dozens” killed"),
        (count("weapons", 12, 12, text="a dozen ballistic missiles"), "a dozen ballistic missiles = 12"),
        (
            count("weapons", 12, None, exact=False, text="more than a dozen missiles"),
            "more than a dozen missiles",
        ),
        (count("money", 8e6, 8e6, text="$8 million"), "$8 million"),
        (count("ships", 3, 3, text="3 ships"), "3 ships"),
        (count("hostages", 3, 3, text="three men"), "three men"),
        (count("hostages", 3, 3, text="3"), "3 hostages"),
        (count("killed", None, None, exact=False, text="12"), "? killed"),
        (count("killed", float("inf"), None, exact=False, text="9"), "? killed"),
    ],
)
def test_how_many_is_a_range_where_it_was_one(quantity: Any, words: str) -> None:
    assert quantity_words(quantity) == words


def test_who_says_so_nests_in_words() -> None:
    chain = (says(who("NATO"), "says"), says(who("Iran"), "claims"), says(None, "says", cue="reportedly"))
    words = "".join(piece for piece, _ in source_words(chain))
    assert words == "NATO says, citing a claim by Iran, citing a source not named (“reportedly”)"


@pytest.mark.parametrize(
    ("attributed", "words"),
    [
        (says(who("Iran"), "claims"), "Iran claims"),
        (says(who("officials"), "says"), "officials say"),
        (says(who("Judd Deere", role="White House"), "confirms"), "confirmed by Judd Deere, White House"),
        (
            says(who("Mike Pompeo", role="secretary of state"), "says"),
            "Mike Pompeo, secretary of state, says",
        ),
        (says(who("the White House spokesman", role="spokesman"), "says"), "the White House spokesman says"),
        (says(who("Iran"), "denies"), "denied by Iran"),
        (says(None, "reports", cue="reportedly"), "reported by a source not named (“reportedly”)"),
    ],
)
def test_who_says_so_follows_the_stance(attributed: Any, words: str) -> None:
    assert "".join(piece for piece, _ in source_words((attributed,))) == words


def test_the_names_among_the_words_are_marked_as_sources() -> None:
    assert source_words((says(who("Iran"), "denies"),)) == [("denied by ", False), ("Iran", True)]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (None, ""),
        (place("Iraq", "country", country="IRQ"), "Iraq"),
        (place("Erbil", country="IRQ", admin1="Erbil"), "Erbil, Iraq"),
        (place("Hit", country="IRQ", admin1="Anbar"), "Hit, Anbar, Iraq"),
        (place("Tehran", country="IRN", admin1="Tehran Province"), "Tehran, Iran"),
        (place("Ixelles", country="BEL", admin1="Capital, Region of"), "Ixelles, Region of Capital, Belgium"),
        (place("Hit", country="IRQ", admin1="01"), "Hit, Iraq"),
        (place("Anbar", "admin1", country="IRQ"), "Anbar, Iraq"),
        (place("Middle East", "region"), "Middle East"),
        (place("Somewhere", country="XXX"), "Somewhere, XXX"),
    ],
)
def test_where_names_region_and_country_once(where: Any, words: str) -> None:
    assert where_words(where) == words


def test_codes_are_left_out_where_the_name_is_the_country() -> None:
    assert code_of(who("Iran", country="IRN")) == ""
    assert code_of(who("Iran", country="IRN", sector="GOV")) == "GOV"
    assert code_of(who("Trump", country="USA", sector="GOV")) == "USA GOV"


def test_a_long_side_is_cut_and_counted() -> None:
    assert [name for name, _ in names_of(tuple(who(n) for n in "ABCDEF"))] == ["A", "B", "C", "3 more"]
    assert [name for name, _ in names_of(tuple(who(n) for n in "ABCD"))] == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("name", "negated", "shown"),
    [
        ("the missiles", False, "missiles"),
        ("The allies", False, "allies"),
        ("the U.S. drone strike", False, "U.S. drone strike"),
        ("The Hague", False, "The Hague"),
        ("A Coruña", False, "A Coruña"),
        ("no Iraqi soldiers", True, "Iraqi soldiers"),
        ("none of their soldiers", True, "soldiers"),
        ("Nobody", True, "anyone"),
        ("No Labels", False, "No Labels"),
        ("", False, "x"),
    ],
)
def test_names_lose_articles_and_what_the_verb_negates(name: str, negated: bool, shown: str) -> None:
    assert names_of((who("x", name=name),), negated=negated)[0][0] == shown


def test_a_figure_that_only_counts_a_participant_is_not_told_again() -> None:
    bases = who("bases", start=10, end=20)
    two = count("buildings", 2, 2, text="two bases")
    inside = replace(two, start=10, end=19)
    dead = replace(count("killed", 2, 2), start=10, end=19)
    assert told_quantities(report(recipients=(bases,), quantities=(inside, dead))) == ["2 killed"]
    assert told_quantities(report(recipients=(bases,), quantities=(two,))) == ["two bases"]


def test_a_group_is_not_counted_when_its_members_are_named() -> None:
    men = replace(count("people", 2, 2, text="two men"), start=90, end=97)
    assert told_quantities(report(actors=(who("Iran"), who("Iraq")), quantities=(men,))) == []
    assert told_quantities(report(actors=(who("Iraq"),), quantities=(men,))) == ["two men"]
