"""Scanning texts, and the lookups of countries and role nouns."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge import default_knowledge
from onrecord.knowledge.roles import plural_of
from onrecord.knowledge.words import fold, key_of, parts_of, words_of

DAY = dt.date(2020, 1, 8)


def _scan(text: str) -> list[tuple[str, str | None]]:
    words = text.split()
    return [
        (" ".join(words[m.start : m.end]), m.resolution.name) for m in default_knowledge().scan(words, DAY)
    ]


def test_scan_takes_the_longest_alias() -> None:
    found = _scan("Officials of the Democratic Republic of Congo met the World Health Organization .")
    assert found == [
        ("Democratic Republic of Congo", "Democratic Republic of the Congo"),
        ("World Health Organization", "World Health Organization"),
    ]


def test_scan_reads_hyphens_and_possessives_as_spacy_splits_them() -> None:
    found = _scan("al - Qaeda and Iran 's Revolutionary Guards left")
    assert found == [
        ("al - Qaeda", "al-Qaeda"),
        ("Iran", "Iran"),
        ("Revolutionary Guards", "Islamic Revolutionary Guard Corps"),
    ]


def test_scan_does_not_go_across_a_full_stop() -> None:
    assert _scan("He left the United . Nations differ .") == []


def test_scan_asks_for_capitals() -> None:
    assert _scan("who told us that is an apple in the house") == []


def test_scan_leaves_a_stranger_with_a_known_surname_alone() -> None:
    assert _scan("Yesterday Ludmila Merkel sang") == []
    assert _scan("Yesterday Chancellor Merkel sang") == [("Merkel", "Angela Merkel")]


def test_a_given_name_that_begins_an_alias_is_still_a_given_name() -> None:
    assert _scan("Yesterday Santa Merkel sang") == []  # "Santa" begins the name of a cartel
    assert _scan("Yesterday German Merkel sang") == [("German", "Germany"), ("Merkel", "Angela Merkel")]


def test_scan_is_linear_in_the_text() -> None:
    words = (
        "The United Nations and Iran 's foreign minister met on Tuesday in the capital ." * 1
    ).split() * 2000
    knowledge = default_knowledge()
    knowledge.scan(words[:100], DAY)
    start = time.process_time()
    knowledge.scan(words, DAY)
    assert (time.process_time() - start) / len(
        words
    ) < 50e-6  # ~1 µs a word is usual; far off means a quadratic loop


@given(st.lists(st.text(max_size=8), max_size=30))
def test_matches_are_ordered_apart_and_within_the_text(words: list[str]) -> None:
    at = 0
    for match in default_knowledge().scan(words, DAY):
        assert at <= match.start < match.end <= len(words)
        at = match.end - 1 if match.end - match.start == 1 else match.end


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Iran", "IRN"), ("Iranian", "IRN"), ("Iranians", "IRN"), ("Afghans", "AFG"), ("Britons", "GBR"), ("U.K.", "GBR"),
        ("the Netherlands", "NLD"), ("Ivory Coast", "CIV"), ("Côte d’Ivoire", "CIV"), ("DPRK", "PRK"), ("Burma", "MMR"),
        ("Seoul", "KOR"), ("Downing Street", "GBR"), ("Tehran", "IRN"), ("Chechen", "RUS"), ("Catalans", "ESP"),
        ("Kurdish", None), ("Palestinians", "PSE"), ("Kosovar", "XKX"), ("Taiwanese", "TWN"), ("us", None), ("Mars", None),
        ("", None), ("iran", "IRN"),
    ],
)  # fmt: skip
def test_country_of_a_word(text: str, code: str | None) -> None:
    assert default_knowledge().country(text) == code


@pytest.mark.parametrize(
    ("noun", "sector", "person", "plural"),
    [
        ("president", "GOV", True, False), ("troops", "MIL", False, True), ("gunmen", "UAF", True, True),
        ("policewoman", "COP", True, False), ("chiefs of staff", "GOV", True, True), ("embassies", "GOV", False, True),
        ("attorneys general", "GOV", True, True), ("spokesman", "GOV", True, False), ("refugees", "REF", True, True),
    ],
)  # fmt: skip
def test_role_noun(noun: str, sector: str, person: bool, plural: bool) -> None:
    found = default_knowledge().role(noun)
    assert found is not None
    assert (found.sector, found.is_person, found.plural) == (sector, person, plural)


def test_unknown_noun_has_no_role() -> None:
    assert default_knowledge().role("teapot") is None
    assert default_knowledge().role("") is None


@pytest.mark.parametrize(
    ("one", "many"),
    [("policeman", "policemen"), ("ministry", "ministries"), ("member of parliament", "members of parliament"),
     ("coach", "coaches"), ("police", "police")],
)  # fmt: skip
def test_plural(one: str, many: str) -> None:
    assert plural_of(one) == many


def test_words_split_abbreviations_hyphens_and_possessives() -> None:
    words = words_of("Iran's U.S.-led O'Brien")
    assert [(w.key, w.possessive, w.hyphen) for w in words] == [
        ("iran", True, False), ("us", False, True), ("led", False, False), ("obrien", False, False),
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=20))
def test_parts_and_keys_never_fail(text: str) -> None:
    assert all(isinstance(key, str) for key, _ in parts_of(text))
    assert key_of(text) == key_of(f" {text} ")
