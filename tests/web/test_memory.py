"""Answers that are remembered."""

import contextlib

from onrecord.web.memory import Memory


def test_of_several_only_what_is_not_known_is_worked_out() -> None:
    memory, asked = Memory(), list[list[int]]()

    def work(missing: list[int]) -> list[str]:
        asked.append(missing)
        return [f"answer {at}" for at in missing]

    assert memory.several(["a", "b"], work) == ["answer 0", "answer 1"]
    assert memory.several(["c", "b"], work) == ["answer 0", "answer 1"]
    assert asked == [[0, 1], [0]]


def test_what_fails_is_asked_again() -> None:
    memory = Memory()
    with contextlib.suppress(ZeroDivisionError):
        memory.of("a", lambda: 1 // 0)
    assert memory.of("a", lambda: 2) == 2


def test_the_oldest_answers_are_forgotten() -> None:
    memory = Memory(most=1)
    memory.of("a", lambda: 1)
    memory.of("b", lambda: 2)
    assert memory.of("a", lambda: 3) == 3
