"""Who does the parts of the merging that can be done apart: this process, or several (``scale/merging_crew.py``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

Run = Callable[[Callable[[Any, Any], Any], Sequence[Any]], Iterable[Any]]
"""What applies a function of a shelf and a task to each of some tasks, and gives the results in order. The functions stand at the
top of their modules, read what is stored for good and change nothing: it does not matter where and how often they run."""


class Crew(NamedTuple):
    """What runs tasks elsewhere (``None``: they are done here), and how many can be done at a time."""

    run: Run | None
    size: int


ALONE = Crew(None, 1)


def cut(items: Sequence[Any], pieces: int, least: int = 1) -> list[Sequence[Any]]:
    """Cut items into at most so many runs of about one length, none but the last shorter than ``least``."""
    length = max(least, -(-len(items) // max(1, pieces)))
    return [items[first : first + length] for first in range(0, len(items), length)]
