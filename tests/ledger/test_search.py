"""What is asked for is found, in both databases alike, and no query is an error."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.ledger import Ledger
from onrecord.model import Record

_T0 = dt.datetime(2020, 1, 9, 12, tzinfo=dt.UTC)
_ARTICLES = {
    "strike": ("Missiles hit base", "The missiles struck the Ain al-Asad base in Iraq's west.\n\nNobody was hurt, he said."),
    "talks": ("Talks go on", "Ministers talked for hours. The U.S.-led side left early; missiles were not discussed."),
    "name": (None, "Qāsem Soleimānī's funeral drew crowds. The crowd filled the streets of Kerman."),
    "number": ("Flight PS752", "The 737-800 of flight PS752 came down at 6:12 a.m."),
}  # fmt: skip


def _fill(ledger: Ledger) -> Ledger:
    for name, (title, body) in _ARTICLES.items():
        ledger.add(Record(id=name, title=title, text=body, outlet="The Coast"), now=_T0)
    return ledger


@pytest.fixture(scope="module")
def filled(shared_ledger: Ledger) -> Ledger:
    return _fill(shared_ledger)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("missiles", ["strike", "talks"]), ("MISSILE", ["strike", "talks"]), ("missiles base", ["strike"]),
        ('"missiles struck"', ["strike"]), ('"struck missiles"', []), ("soleimani", ["name"]), ("Soleimānī", ["name"]),
        ("talking", ["talks"]), ("us-led", []), ("u.s.-led", ["talks"]), ("PS752", ["number"]), ("737-800", ["number"]),
        ("the", ["name", "number", "strike", "talks"]), ("al-Asad", ["strike"]), ("crowds streets", ["name"]), ("unheard", []),
    ],
)  # fmt: skip
def test_finds(filled: Ledger, query: str, found: list[str]) -> None:
    assert sorted(f.article for f in filled.search(query)) == found


def test_a_word_of_the_title_weighs_more(filled: Ledger) -> None:
    assert [f.article for f in filled.search("missiles")] == ["strike", "talks"]


def test_shows_the_piece_and_where_the_terms_stand(filled: Ledger) -> None:
    (found,) = filled.search("missiles struck")
    assert found.title == "Missiles hit base"
    assert [found.snippet[start:end] for start, end in found.marks] == ["missiles", "struck"]
    assert "\n" not in found.snippet


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("al-Asad", ["al-Asad"]), ('"missiles struck"', ["missiles struck"]),
        ("missiles base", ["missiles", "base"]),
    ],
)  # fmt: skip
def test_a_word_with_hyphens_and_a_phrase_are_marked_as_one(
    filled: Ledger, query: str, marked: list[str]
) -> None:
    (found,) = filled.search(query)
    assert [found.snippet[start:end] for start, end in found.marks] == marked


def test_limits(filled: Ledger) -> None:
    assert len(filled.search("the", limit=2)) == 2
    assert filled.search("the", limit=0) == ()


def test_finds_the_version_that_was_current_then(ledger: Ledger) -> None:
    filled = _fill(ledger)
    filled.add(
        Record(id="strike", title="Missiles hit base", text="Eleven were hurt."),
        now=_T0 + dt.timedelta(days=1),
    )
    assert [f.snippet for f in filled.search("hurt")] == ["Eleven were hurt."]
    assert filled.search("Nobody hurt") == ()
    assert [f.article for f in filled.search("Nobody hurt", as_of=_T0)] == ["strike"]
    assert filled.search("Nobody hurt", as_of=_T0 - dt.timedelta(days=1)) == ()


@pytest.mark.parametrize(
    "query",
    ['"', '""', "'", "AND", "missiles OR", "NEAR(", "title:", "title:missiles", "*", "missiles*", "^", "-missiles", "(", ")", "\\",
     ";--", "%", "\x00", "\ud800", "💥", "|", "&", "!", ":*", "<->", " ", "", "{", "}", "a" * 5000, "x " * 3000],
)  # fmt: skip
def test_hostile_queries_are_no_errors(filled: Ledger, query: str) -> None:
    assert isinstance(filled.search(query), tuple)


@settings(max_examples=40, deadline=None)
@given(query=st.text(max_size=60) | st.text(alphabet="\"'*():^-+{}<>&|!\\ aN", max_size=30))
def test_no_query_is_an_error(filled: Ledger, query: str) -> None:
    for found in filled.search(query):
        assert all(found.snippet[start:end] for start, end in found.marks)


def test_long_texts_are_held(ledger: Ledger) -> None:
    ledger.add(Record(id="long", text=" ".join(f"word{n}" for n in range(200_000))))
    assert [f.article for f in ledger.search("word17")] == ["long"]
