"""Which sentences are drawn for labels of quantities."""

from __future__ import annotations

from bench.data import Row
from bench.labelled import is_unseen
from bench.labels_drawing import draw

_SIZES = {"near": 0, "harm": 0, "any": 0}
_OPEN = next(name for name in "abcdefgh" if not is_unseen({"id": name}))
_HIDDEN = next(name for name in "abcdefgh" if is_unseen({"id": name}))
_HARM = "The bomb in the market killed twelve shoppers and a guard."
_OTHER = "The bakery on the corner sells forty kinds of bread each day."


def _article(name: str, *sentences: str) -> Row:
    return {"id": name, "text": "\n".join(sentences) + "\n"}


def _texts(rows: list[Row], known: list[Row] | None = None, **sizes: int) -> list[str]:
    return [row["text"] for row in draw(rows, known or [], seed=1, sizes=_SIZES | sizes)]


def test_a_sentence_with_a_number_near_a_word_of_harm() -> None:
    assert _texts([_article(_OPEN, _OTHER, _HARM)], harm=5) == [_HARM]


def test_offsets_point_into_the_article() -> None:
    article = _article(_OPEN, _OTHER, _HARM)
    (row,) = draw([article], [], seed=1, sizes=_SIZES | {"near": 1})
    assert article["text"][row["start"] : row["end"]] == _HARM


def test_the_part_that_is_not_looked_at_is_left_alone() -> None:
    assert _texts([_article(_HIDDEN, _HARM)], any=5) == []


def test_what_the_other_part_holds_too_is_not_drawn() -> None:
    assert _texts([_article(_OPEN, _HARM, _OTHER), _article(_HIDDEN, _HARM)], any=5) == [_OTHER]


def test_what_is_labelled_is_not_drawn_again() -> None:
    known = [{"id": _OPEN, "start": 0, "end": 10}]
    assert _texts([_article(_OPEN, _HARM, _OTHER)], known, any=5) == [_OTHER]


def test_years_shares_and_days_are_no_numbers_here() -> None:
    plain = "The vote of 2016 was won on March 15 with 54 percent of all the ballots."
    assert _texts([_article(_OPEN, plain)], any=5) == []


def test_at_most_two_of_an_article() -> None:
    more = [
        f"The firm opened {word} shops in the towns along the coast." for word in ("nine", "ten", "sixty")
    ]
    assert len(_texts([_article(_OPEN, *more)], any=9)) == 2
