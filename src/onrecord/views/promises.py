"""The register of promises for people, and what became of one on the page of its event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from onrecord.model import Evidence, Participant, Promise
from onrecord.views.look import Look
from onrecord.views.sections import because, plain

_SHOWN = 3
"""Reports that a listing shows of one promise: those that match best."""


def render_promises(
    promises: Iterable[Promise], *, width: int | None = None, colour: bool | None = None
) -> Iterator[str]:
    """Yield some lines a promise: when it was made by whom, what was promised, what became of it, and who tells that."""
    look = Look.of(width, colour)
    empty = True
    for promise in promises:
        empty = False
        yield look.line(plain(_title(promise), look, "title"))
        for line in promise_lines(promise, look, _SHOWN):
            yield from ("  " + look.line(piece) for piece in look.wrap(line, max(20, look.width - 2)))
    if empty:
        yield "No promise, threat or plan here: add articles with `onrecord add`, or ask for others."


def promise_lines(promise: Promise, look: Look, shown: int | None = None) -> Iterator[Text]:
    """Yield what was promised, what became of it, and the reports that tell it, those that match best first."""
    yield plain(f"{promise.kind}: {promise.what}", look)
    if promise.condition and promise.condition not in promise.what:
        yield plain(f"on condition: {promise.condition}", look)
    yield plain(outcome_words(promise), look)
    told = sorted(promise.evidence, key=lambda e: (e.tells != promise.outcome, -e.score, e.report))
    for evidence in told[:shown]:
        yield plain(f"  {evidence.published or 'undated'}  “{evidence.sentence}”", look)
        yield because(f"  {evidence.tells}, by {_where(evidence)} · {evidence.score:g}: {evidence.why}", look)
    if shown is not None and len(told) > shown:
        yield because(f"  and {len(told) - shown} more: `onrecord event {promise.event}`", look)


def outcome_words(promise: Promise) -> str:
    """Return what became of a promise in words: "open, overdue since 2020-01-31"."""
    if promise.outcome != "open":
        due = f", due by {promise.due}" if promise.due else ""
        return f"{promise.outcome}, told on {promise.since}{due}"
    if promise.overdue:
        return f"open, overdue: it was due by {promise.due}, and no report tells that it was done"
    return f"open, due by {promise.due}" if promise.due else "open: no report tells what became of it"


def _title(promise: Promise) -> str:
    to = _names(promise.to)
    return f"{promise.made}  {_names(promise.who) or '?'}{' → ' + to if to else ''}  {promise.event}"


def _names(side: tuple[Participant, ...]) -> str:
    return ", ".join(p.name for p in side)


def _where(evidence: Evidence) -> str:
    return f"{evidence.outlet or evidence.article} ({evidence.article})"
