"""An event found in a sentence, before it becomes a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.coding.modality import Standing
from onrecord.ontology import Sense

ENTRY = "encoder"
"""What stands in an entry's or a slot's place where the encoder alone tells the event or found the party."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One event found: tokens only, no text."""

    trigger: int
    light: int | None
    sense: Sense
    event_type: str
    mode: str | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    found: tuple[str, str]
    """The slots that gave actor and recipient."""
    standing: Standing
    doer: int | None = None
    """The token that the actors were read from: "a U.S. airstrike" of the actor "U.S."."""
    retyped: bool = False
    """Whether the encoder gave the type, against the lexicon's."""
    note: str = ""
    repeats: int | None = None
    """The word of the event told before that its noun stands for: "the call"."""
    teller: int | None = None
    """The verb by whose subject it is told, where the layer of attributions has none: "raised the toll"."""
    through: Mapping[int, int] = field(default_factory=dict)
    """Participants that the sentence does not name, by token: its noun that stands for them ("the attack")."""

    @property
    def tokens(self) -> tuple[int, ...]:
        """The tokens that tell the event."""
        return (self.trigger,) if self.light is None else tuple(sorted((self.trigger, self.light)))
