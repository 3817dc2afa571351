"""Copies of one text are one origin; two reports of one matter are two."""

from onrecord.merging.origins import origins
from onrecord.model import Record

_TEXT = (
    "The ministry said on Tuesday that the two sides had agreed to exchange forty prisoners at the northern crossing. "
    "A spokesman for the Red Cross, which is to oversee the exchange, said that buses were waiting on both sides of the "
    "river. It would be the first such exchange since the cease-fire collapsed in March, and both governments called it "
    "a first step."
)
_OTHER = (
    "Forty prisoners are to be exchanged at the northern crossing, both governments announced on Tuesday evening. "
    "The Red Cross will oversee it, and buses have been sent to the river, where families had been waiting since the "
    "morning. There has been no exchange since fighting began again this spring."
)


def _record(name: str, text: str, published: str = "2024-05-01") -> Record:
    return Record(id=name, text=text, published=published)


def test_a_copy_with_another_dateline_is_the_same_origin() -> None:
    copy = "GENEVA (Agency) - " + _TEXT + " Further reporting by our staff."
    found = origins([_record("b", copy, "2024-05-02"), _record("a", _TEXT)])
    assert found == {"a": "a", "b": "a"}


def test_a_copy_that_was_cut_short_is_the_same_origin() -> None:
    found = origins([_record("a", _TEXT), _record("b", _TEXT[: len(_TEXT) * 2 // 3])])
    assert found["b"] == "a"


def test_two_reports_of_one_matter_are_two_origins() -> None:
    assert len(set(origins([_record("a", _TEXT), _record("b", _OTHER)]).values())) == 2


def test_the_origin_is_what_was_published_first() -> None:
    found = origins([_record("a", _TEXT, "2024-05-03"), _record("b", _TEXT, "2024-05-01")])
    assert set(found.values()) == {"b"}


def test_formulas_of_a_few_words_are_no_copies() -> None:
    short = "The ministry did not answer a request for comment."
    assert len(set(origins([_record("a", short), _record("b", short)]).values())) == 2


def test_empty_texts_are_origins_of_their_own() -> None:
    assert origins([_record("a", ""), _record("b", "")]) == {"a": "a", "b": "b"}
