"""A page of a list of events."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from onrecord.model import Summary


class Listing:
    """A page of the events asked for. They are read when they are first looked at: what is shown may be known already."""

    def __init__(
        self,
        total: int,
        after: str | None,
        state: Hashable,
        numbers: Sequence[int],
        read: Callable[[Sequence[int]], Mapping[int, Summary]],
    ) -> None:
        self.total = total
        self.numbers = numbers
        """Numbers of the events, in order."""
        self.after = after
        """The cursor of the next page; ``None``: this is the last."""
        self.state = state
        """From where the events are seen: a number stands for the same event in the same state."""
        self.read = read
        """Reads the summaries of events of the page by their numbers; what is gone by a rebuild meanwhile is left out."""
