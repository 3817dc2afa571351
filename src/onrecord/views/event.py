"""One event for people: what it amounts to, who says what, its figures over time, and why its reports stand together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.text import Text

from onrecord.model import Account, Decision, Event, Figure, Participant, Place, Status, TrackRecord, Word
from onrecord.model.phrases import SAYS, standing_words
from onrecord.views.deciding import decision_lines
from onrecord.views.look import Look
from onrecord.views.plain import neutral
from onrecord.views.promises import promise_lines
from onrecord.views.sections import because, header, plain, section

_VOICE = "in its own voice"


def render_event(
    event: Event, *, width: int | None = None, colour: bool | None = None, ascii_only: bool | None = None,
    decided: Sequence[Decision] = (), log: Sequence[Decision] = (),
) -> Iterator[str]:  # fmt: skip
    """Yield the lines of the page of one event; ``decided``: what people decided about its reports, out of their ``log``."""
    look = Look.of(width, colour, ascii_only)
    lines = (
        *header(_title(event), look),
        *section("when", _when(event, look), look),
        *section("where", _where(event.place, look), look),
        *section("standing", _history(event, look), look),
        *section("promise", _promise(event, look), look),
        *section("credible", _credibility(event, look), look),
        *section("told", _told(event, look), look),
        *section("accounts", _accounts(event, look), look),
        *section("figures", _figures(event, look), look),
        *section("together", _together(event, look), look),
        *section("decided", decision_lines(decided, log, look), look),
    )
    for line in lines:
        yield look.line(line)


def _title(event: Event) -> str:
    kind = f"{event.event_type} {event.mode}" if event.mode else event.event_type
    whom = _names(event.recipients)
    return f"{kind}  {_names(event.actors) or '?'}{' → ' + whom if whom else ''}  {event.id}"


def _names(side: tuple[Participant, ...]) -> str:
    return ", ".join(p.name for p in side)


def _when(event: Event, look: Look) -> Iterator[Text]:
    when = event.when
    span = when.start if when.start == when.end else f"{when.start} to {when.end}"
    basis = "by the text" if when.basis == "text" else "by publication: no report gives a time"
    yield plain(f"{span or 'not dated'} ({when.precision}, {basis})", look)


def _where(place: Place | None, look: Look) -> Iterator[Text]:
    if place is not None:
        names = ", ".join(n for n in (place.name, place.admin1, place.country) if n)
        yield plain(f"{names} ({place.precision})", look)


def _history(event: Event, look: Look) -> Iterator[Text]:
    for status in event.history:
        yield plain(f"{status.as_of or 'undated':10}  {_words(status)}", look)
        yield because("by " + ", ".join(_heads(status, event)), look)


def _promise(event: Event, look: Look) -> Iterator[Text]:
    if event.promise is not None:
        yield from promise_lines(event.promise, look)


def _credibility(event: Event, look: Look) -> Iterator[Text]:
    if event.credibility is None:
        return
    if event.reliability is not None:
        yield plain(f"{event.reliability.grade}{event.credibility.grade}", look, "title")
        yield plain(f"{event.reliability.grade} of A to F: {event.reliability.why}", look)
    yield plain(f"{event.credibility.grade} of 6: {event.credibility.why}", look)


def _words(status: Status) -> str:
    told = (standing_words(word, status.confirmed_by) for word in status.words)
    return ", ".join(told) or "nothing that counts"


def _heads(status: Status, event: Event) -> list[str]:
    articles = {told.report.id: told.outlet or told.article for told in event.told}
    evidence = event.promise.evidence if event.promise else ()
    articles |= {one.report: one.outlet or one.article for one in evidence}
    return list(dict.fromkeys(articles[report] for report in status.because))


def _told(event: Event, look: Look) -> Iterator[Text]:
    outlets = len({told.outlet or told.article for told in event.told if not told.imported})
    coders = len({told.outlet for told in event.told if told.imported})
    counts = [
        _count(len(event.told), "report"),
        _count(len({told.article for told in event.told}), "article"),
        _count(outlets, "outlet"),
        _count(len(event.origins), "origin"),
        *([_count(coders, "other coder")] if coders else []),
    ]
    yield plain(", ".join(counts), look)
    for copies in event.origins:
        if len(copies) > 1:
            yield because("copies of one text: " + ", ".join(copies), look)


def _count(n: int, what: str) -> str:
    return f"{n} {what}" + "s" * (n != 1)


def _accounts(event: Event, look: Look) -> Iterator[Text]:
    for account in event.accounts:
        yield plain(_heading(account), look, "title")
        for word in account.words:
            who = f"{word.name} " if word.name else ""
            yield plain(f"  {word.published or 'undated':10}  {who}{SAYS[word.word]}{_stance(word)}", look)
            yield plain(f"    “{word.sentence}”", look)
            yield because(f"  {word.outlet or word.article} · {word.article} · {word.report}", look)


def _heading(account: Account) -> str:
    return _who(account.source, account.name, account.country)


def _who(source: str, name: str, country: str | None) -> str:
    if source.startswith("outlet "):
        return f"{name}, {_VOICE}"
    if source.startswith("coder "):
        return f"{name}, another coder"
    if source.startswith("state "):
        return f"the state of {country}"
    return f"{name} ({country})" if country else name


def _stance(word: Word) -> str:
    return f" ({word.stance})" if word.stance else ""


def _figures(event: Event, look: Look) -> Iterator[Text]:
    for kind, found in groupby(event.figures, key=lambda f: f.of):
        yield plain(kind, look, "title")
        for figure in found:
            who = figure.name or f"{_outlet(figure, event)}, {_VOICE}"
            yield plain(f"  {figure.published or 'undated':10}  {_range(figure):>12}  {who}", look)


def _outlet(figure: Figure, event: Event) -> str:
    return next((t.outlet or t.article for t in event.told if t.article == figure.article), figure.article)


def _range(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is None and high is None:
        return figure.text
    if low is None or high is None:
        return f"{high:g} or less" if high is not None else f"{low:g} or more"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def _together(event: Event, look: Look) -> Iterator[Text]:
    for told, why in zip(event.told, event.why, strict=True):
        yield plain(f"{told.report.id}  {told.report.trigger.text}", look)
        yield because(why, look)


_HEADS = ("grade", "events", "says so", "confirmed", "denied", "denies", "taken back", "doubts", "who")


def render_track_records(rows: Sequence[TrackRecord]) -> Iterator[str]:
    """Yield one line a source: how often it speaks, and what became of what it says."""
    if not rows:
        yield "Nobody says anything here: add articles with `onrecord add`."
        return
    yield "  ".join(_HEADS)
    for row in rows:
        counts = (
            row.reliability,
            row.events,
            row.says_so,
            row.confirmed,
            row.denied,
            row.denies,
            row.taken_back,
            row.doubts,
        )
        cells = [f"{n:>{len(head)}}" for n, head in zip(counts, _HEADS, strict=False)]
        yield "  ".join([*cells, neutral(_who(row.source, row.name, row.country))])
