"""Which promises a query asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Participant, Promise


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for; what is ``None`` is left open. Names and words are found in any letter case."""

    actor: str | None = None
    """A name or a part of it, a key of the knowledge base or a country code of who gave the word."""
    to: str | None = None
    event_type: str | None = None
    """Type of the deed."""
    kind: str | None = None
    state: str | None = None
    """An outcome, or "overdue"."""
    since: str | None = None
    until: str | None = None
    """First and last day on which it was made, ISO."""
    due: str | None = None
    """Latest last day, ISO."""
    text: str | None = None

    @property
    def by_words(self) -> bool:
        """Whether names or words are asked for, which only the whole promise tells."""
        return bool(self.actor or self.to or self.text)


EVERYTHING = Asked()


def asked_for(promises: Iterable[Promise], asked: Asked) -> list[Promise]:
    """Return the promises asked for, in their order."""
    return [promise for promise in promises if fits(promise, asked)]


def fits(promise: Promise, asked: Asked) -> bool:
    """Whether a promise is asked for."""
    if asked.state and (not promise.overdue if asked.state == "overdue" else promise.outcome != asked.state):
        return False
    if asked.event_type and promise.event_type != asked.event_type.upper():
        return False
    if asked.kind and promise.kind != asked.kind:
        return False
    if (asked.since and promise.made < asked.since) or (asked.until and promise.made > asked.until):
        return False
    if asked.due and (promise.due is None or promise.due > asked.due):
        return False
    words = (asked.text or "").casefold().split()
    told = f"{promise.what} {promise.condition or ''}".casefold()
    return all(w in told for w in words) and _is_of(promise.who, asked.actor) and _is_of(promise.to, asked.to)


def _is_of(side: Sequence[Participant], who: str | None) -> bool:
    if not who:
        return True
    return any(who.casefold() in p.name.casefold() or who in (p.id, p.country) for p in side)
