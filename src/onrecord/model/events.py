"""Events and the log of decisions about them: views over reports, rebuilt at any time."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.records import Participant, Place, Report, When
from onrecord.model.vocabulary import TypeName

DecisionKind = Literal["merge", "split", "undo"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided about two reports, or (``undo``) about the decision whose number is ``first``."""

    number: int
    kind: DecisionKind
    first: str
    second: str | None
    because: str
    decider: str
    added: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the article that it stands in."""

    article: str
    outlet: str | None
    published: str | None
    sentence: str
    report: Report


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What the reports of one event amount to. ``why`` gives a reason for each report after the first."""

    id: str
    event_type: TypeName
    mode: str | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: Place | None
    when: When
    told: tuple[Told, ...]
    standing: tuple[str, ...]
    why: tuple[str, ...]
