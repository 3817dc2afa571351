"""What a trace holds: internal records beside the contract, readable, and JSON by themselves."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model import Attributed, Participant, Place, Quantity, Report, When

Outcome = Literal["chosen", "fits", "rejected"]
"""What became of a sense: it told the event; it would fit too, and asks less or stands later; its tests fail."""

SlotOutcome = Literal["taken", "empty", "no party", "cannot act", "not needed"]
"""What became of a slot: "no party" is a date or the like, "cannot act" is filled, but by nobody who can."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One test that a sense puts to the sentence."""

    written: str
    """As in the lexicon: "-o:@forces"."""
    asks: str
    """In words."""
    holds: bool


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """One sense of the predicate, and what became of it."""

    entry: str
    """Its key, as in a report's ``why``."""
    place: str
    """File and line."""
    words: str
    kind: str
    """Type and mode, ``-`` where the sense tells no event and blocks the others."""
    written: str
    outcome: Outcome
    tests: tuple[Asked, ...]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Something decided, and why."""

    what: str
    because: str


class SlotLook(msgspec.Struct, frozen=True, kw_only=True):
    """One slot of the entry, and what stood there."""

    slot: str
    means: str
    text: str | None
    outcome: SlotOutcome


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the text means by a participant, and how that is known."""

    participant: Participant
    stands_for: str | None
    """Words of the sentence that stand for it, where the sentence does not name it: "the attack"."""
    mention: str
    """What the mention is: "name of a person", "description of a group"."""
    chain: tuple[str, ...]
    """How else the article names it."""
    known: str | None
    """What ``onrecord actors`` says of the mention that gave the most."""
    reasons: tuple[Reason, ...]
    """Where the fields come from that this does not give."""


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """Actors or recipients: the slots that were tried, the rules that went on from there, and who came out."""

    slots: tuple[SlotLook, ...]
    found: str
    """The slot or rule that gave them; empty for nobody."""
    means: str
    steps: tuple[Reason, ...]
    who: tuple[Identity, ...]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain of sources."""

    attributed: Attributed
    methods: tuple[str, ...]
    """What found the attributions that it stands for."""
    content: str
    """What its source says, shortened."""
    identity: Identity | None


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity of the report, and what ties it to the event."""

    quantity: Quantity
    because: str


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """One factor of the score, and what it stands for."""

    factor: float
    because: str


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """One report and how it came about."""

    article: str
    report: Report
    sentence: str
    kept: bool
    """Whether the score reaches the threshold, so that ``onrecord read`` gives the report."""
    threshold: float
    predicate: str
    """The predicate in words: "verb 'attack'", "noun 'attack' with light verb 'launch'"."""
    senses: tuple[Trial, ...]
    """All senses of the predicate in the order in which they were tried; one is chosen."""
    kind: tuple[Reason, ...]
    """How type and mode came about, in order: the entry's first."""
    contexts: tuple[Reason, ...]
    actor: Side
    recipient: Side
    standing: tuple[Reason, ...]
    """What decided on modality and negation."""
    place: Place | None
    place_rule: str
    when: When
    when_rule: str
    sources: tuple[Link, ...]
    not_sources: tuple[Reason, ...]
    """Other attributions of the sentence, and why they are no links."""
    quantities: tuple[Counted, ...]
    score: tuple[Factor, ...]
    """Multiplied and rounded they are the score by rules."""
    rules: float
    """The score by rules alone."""
    encoder: str | None
    """What the encoder makes of the event's word, where it decides on the report's score; ``None`` where rules do."""
