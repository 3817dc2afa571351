"""A witness notes what a finder does, and changes nothing of it."""

import pytest

from onrecord.coding.tracing.witness import Witness


class _Adder:
    def both(self, first: int, second: int) -> int:
        return self.one(first) + self.one(number=second)

    def one(self, number: int) -> int:
        if number < 0:
            raise ValueError(number)
        return number


def test_calls_are_noted_with_the_ones_within_them() -> None:
    adder, witness = _Adder(), Witness()
    witness.watch(adder, "both", "one")
    assert adder.both(2, 3) == 5
    (both,) = witness.taken().inner
    assert (both.step, both.given, both.gave) == ("_Adder.both", (2, 3), 5)
    assert [(c.given, c.gave) for c in both.all("_Adder.one")] == [((2,), 2), ((3,), 3)]


def test_what_was_taken_is_not_told_again() -> None:
    adder, witness = _Adder(), Witness()
    witness.watch(adder, "one")
    adder.one(1)
    assert len(witness.taken().inner) == 1
    assert witness.taken().inner == []


def test_an_error_goes_through_and_the_next_call_stands_in_its_place() -> None:
    adder, witness = _Adder(), Witness()
    witness.watch(adder, "both", "one")
    with pytest.raises(ValueError, match="-1"):
        adder.both(1, -1)
    adder.one(4)
    failed, after = witness.taken().inner
    assert (failed.step, failed.gave, after.gave) == ("_Adder.both", None, 4)


def test_other_objects_of_the_class_are_not_watched() -> None:
    watched, other, witness = _Adder(), _Adder(), Witness()
    witness.watch(watched, "one")
    other.one(1)
    assert witness.taken().inner == []


def test_a_step_that_is_not_there_cannot_be_watched() -> None:
    with pytest.raises(AttributeError, match="three"):
        Witness().watch(_Adder(), "three")
