"""A format of `onrecord export`: one line an event."""

from collections.abc import Iterable, Iterator

from onrecord.model import Event
from onrecord.views.headline import headline


class Headlines:
    """Writes a day and a headline for each event."""

    onrecord_plugin = 1
    about = "One line an event: its first day, its standing and a headline. Who says so, sentences and figures are lost."

    def lines(self, events: Iterable[Event]) -> Iterator[bytes]:
        """Yield the lines."""
        for event in events:
            standing = ", ".join(event.standing)
            yield f"{event.when.start or 'undated'}\t{standing}\t{headline(event)}\n".encode()
