"""Events into a brief: chosen, sorted by day, and every line with its footnotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from onrecord.brief.content import Brief, DayPart, Disputed, Entry, FigureLine, Footnote, Promise, Said, Voice
from onrecord.charts import Chart, figures, map_of, timeline
from onrecord.charts.figures import worded
from onrecord.charts.look import QUADS, STANDINGS
from onrecord.charts.wording import count, country_names, listed, quad_of
from onrecord.ledger import DayRead
from onrecord.model import Account, Event, Evidence, Status, Told, UsageError, Word
from onrecord.model.phrases import SAYS, standing_words
from onrecord.views.plain import neutral
from onrecord.views.promises import outcome_words
from onrecord.views.wording import date_words, deed, names_of, when_words, where_words

_AGAINST = frozenset(("denies", "doubts", "takes back"))
_OUTCOMES = frozenset(("planned", "fulfilled", "not fulfilled"))
_CHARTS = 3
"""Events whose figures are drawn."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a brief needs of an article beside its sentences."""

    title: str | None
    url: str | None


@dataclass
class _Notes:
    """Numbers the footnotes in the order in which they are first needed; a sentence of an article has one."""

    articles: Mapping[str, Source]
    told: Mapping[str, Told]
    found: dict[tuple[str, str], Footnote] = field(default_factory=dict)

    def number(self, report: str) -> int:
        return self.of(self.told[report])

    def of(self, told: Told | Evidence) -> int:
        key = (told.article, told.sentence)
        if key not in self.found:
            article = self.articles.get(told.article, Source(None, None))
            link = article.url if (article.url or "").lower().startswith(("http://", "https://")) else None
            self.found[key] = Footnote(
                number=len(self.found) + 1,
                sentence=neutral(told.sentence),
                outlet=neutral(told.outlet or "outlet not named"),
                published=date_words(told.published) or "undated",
                title=neutral(article.title or ""),
                article=neutral(told.article),
                link=link,
            )
        return self.found[key].number

    def numbers(self, reports: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self.number(report) for report in reports}))


def build_brief(
    events: Sequence[Event],
    articles: Mapping[str, Source],
    read: Sequence[DayRead],
    *,
    asked: Sequence[tuple[str, str]] = (),
    made: str,
    known: str,
    coverage: Sequence[str] = (),
    most: int = 100,
) -> Brief:
    """Build a brief of some events.

    ``articles`` gives title and address of each article by id, ``asked`` the query in words, ``made`` and ``known`` when
    it was made and as of when the ledger is read. Only the ``most`` events told most often have an entry; the rest are
    counted. Raises ``UsageError`` where there is no event.
    """
    if not events:
        raise UsageError(
            "no event here is what is asked for: widen the query, or add articles with `onrecord add`"
        )
    notes = _Notes(articles, {t.report.id: t for event in events for t in event.told})
    kept = set(sorted(range(len(events)), key=lambda n: (-len(events[n].told), events[n].id))[:most])
    shown = [event for n, event in enumerate(events) if n in kept]
    entries = {event.id: _entry(event, notes) for event in sorted(shown, key=_in_order)}
    gone = len(events) - len(shown)
    return Brief(
        title=f"On record: {_subject(asked)}",
        made=made,
        known=known,
        asked=tuple(asked),
        coverage=tuple(coverage),
        numbers=_numbers(events),
        charts=_drawn((lambda: timeline(events, read), lambda: map_of(events, read))),
        figures=_drawn(lambda event=event: figures(event, read) for event in _counted(events)),  # type: ignore[misc]
        days=_days(shown, entries),
        disputed=_all_disputed(shown, entries),
        promises=_promises(shown, entries, notes),
        left_out=f"{count(gone, 'event')} told less often have no entry here; the counts and charts have them."
        if gone
        else "",
        footnotes=tuple(notes.found.values()),
    )


_TITLE = {
    "who": "{}", "actor": "by {}", "recipient": "on {}", "type": "{}", "place": "at {}", "since": "since {}", "until": "until {}", "standing": "{}", "text": "“{}”",
}  # fmt: skip


def _subject(asked: Sequence[tuple[str, str]]) -> str:
    """What the query is about, for the title."""
    days = ("since", "until")
    parts = [
        _TITLE[name].format(date_words(value) if name in days else country_names().get(value, neutral(value)))
        for name, value in asked
        if name in _TITLE
    ]
    return ", ".join(parts) or "everything in the ledger"


def _in_order(event: Event) -> tuple[str, str]:
    return event.when.start or "9999", event.id


def _drawn(wanted: Iterable[Callable[[], Chart]]) -> tuple[Chart, ...]:
    """Draw what can be drawn: a map needs a place, a timeline a date."""
    found = []
    for draw in wanted:
        try:
            found.append(draw())
        except UsageError:
            continue
    return tuple(chart for chart in found if chart.rows)


def _counted(events: Sequence[Event]) -> list[Event]:
    """Return the events on whose figures sources differ, those with most figures first."""

    def values(event: Event) -> int:
        kinds: dict[str, set[object]] = defaultdict(set)
        for figure in event.figures:
            if figure.low is not None or figure.high is not None:
                kinds[figure.of].add((figure.low, figure.high))
        return max((len(found) for found in kinds.values()), default=0)

    found = [event for event in events if values(event) > 1]
    return sorted(found, key=lambda e: (-len(e.figures), e.id))[:_CHARTS]


def _numbers(events: Sequence[Event]) -> tuple[tuple[str, str], ...]:
    told = [t for event in events for t in event.told]
    outlets = {t.outlet for t in told if t.outlet and not t.imported}
    coders = {t.outlet for t in told if t.imported}
    others = f" and {count(len(coders), 'other coder')}" if coders else ""
    standings: Counter[str] = Counter(word for event in events for word in event.standing)
    quads = Counter(quad_of(event) for event in events)
    words = sorted(standings, key=lambda w: (STANDINGS.index(w) if w in STANDINGS else 99, w))
    classes = [f"{quads[q]} {q}" for q in (*QUADS, "other") if quads[q]]
    return (
        ("Events", f"{len(events):,}"),
        ("Told by", f"{count(len(told), 'report')} in {count(len({t.article for t in told}), 'article')} of {count(len(outlets), 'named outlet')}{others}"),
        ("Origins", f"{len({o for event in events for o in event.origins}):,}, copies of one text counted once"),
        ("Classes", "; ".join(classes)),
        ("Standing", "; ".join(f"{standings[w]} {w}" for w in words) + " (an event may have several)"),
    )  # fmt: skip


def _days(events: Sequence[Event], entries: Mapping[str, Entry]) -> tuple[DayPart, ...]:
    days: dict[str, list[Entry]] = defaultdict(list)
    for event in sorted(events, key=_in_order):
        days[event.when.start or ""].append(entries[event.id])
    return tuple(DayPart(date_words(day) or "Without a date", tuple(found)) for day, found in days.items())


def _entry(event: Event, notes: _Notes) -> Entry:
    kind = f"{event.event_type} {event.mode}" if event.mode else event.event_type
    status = event.history[-1] if event.history else None
    return Entry(
        id=event.id,
        what=_what(event),
        kind=neutral(f"{kind} · {quad_of(event)}"),
        where=where_words(event.place),
        when=when_words(event.when),
        standing=_words(status) if status else listed(event.standing) or "nothing that counts",
        credible=_credible(event),
        told=", ".join((
            count(len(event.told), "report"), count(len({t.article for t in event.told}), "article"), count(len(event.origins), "origin"),
        )),
        voices=tuple(_voice(account, account.words, notes) for account in event.accounts),
        figures=_figures(event, notes),
    )  # fmt: skip


def _credible(event: Event) -> str:
    grade = f"{event.credibility.grade} of 6: {event.credibility.why}" if event.credibility else ""
    graded = event.reliability
    sources = f"sources {graded.grade}: {graded.why}" if graded and graded.source else ""
    return neutral("; ".join(part for part in (grade, sources) if part))


def _what(event: Event) -> str:
    """Who did what to whom, in the words of the table, from the report that tells it most plainly."""
    best = max(
        event.told,
        key=lambda t: (
            not t.report.negated, t.report.modality == "happened", t.report.actors == event.actors,
            t.report.event_type == event.event_type, t.report.score, t.report.id,
        ),
    ).report  # fmt: skip
    # the event itself; who denies it stands below
    verb = deed(msgspec.structs.replace(best, negated=False))
    actors = listed(name for name, _ in names_of(event.actors)) or "Somebody"
    return f"{actors} {verb} {listed(name for name, _ in names_of(event.recipients))}".strip()


def _words(status: Status) -> str:
    return listed(standing_words(word, status.confirmed_by) for word in status.words) or "nothing that counts"


def _course(history: Sequence[Status]) -> str:
    return "; ".join(f"{_words(s)} ({date_words(s.as_of) or 'undated'})" for s in history)


def _voice(account: Account, words: Sequence[Word], notes: _Notes) -> Voice:
    said: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    for word in words:
        speaker = f"{word.name} " if word.name and word.name != account.name else ""
        stance = (
            f" ({word.stance})" if word.stance and word.stance not in ("says", "denies", "confirms") else ""
        )
        said[f"{speaker}{SAYS[word.word]}{stance}", word.published, word.word].append(word.report)
    return Voice(
        who=_who(account),
        says=tuple(
            Said(neutral(phrase), date_words(day) or "undated", notes.numbers(reports), word in _AGAINST)
            for (phrase, day, word), reports in said.items()
        ),
    )


def _who(account: Account) -> str:
    name = neutral(account.name)
    if account.source.startswith("outlet "):
        return f"{name}, in its own voice"
    if account.source.startswith("coder "):
        return f"{name}, another coder"
    return f"{name} ({account.country})" if account.country else name


def _figures(event: Event, notes: _Notes) -> tuple[FigureLine, ...]:
    lines: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    outlets = {t.article: t.outlet or t.article for t in event.told}
    for figure in event.figures:
        who = neutral(figure.name or outlets.get(figure.article, figure.article))
        day = date_words(figure.published) or "undated"
        lines[neutral(figure.of), worded(figure), who, day].append(figure.report)
    return tuple(FigureLine(*line, notes.numbers(reports)) for line, reports in lines.items())


def _is_disputed(event: Event) -> bool:
    return any({"disputed", "denied"} & set(status.words) for status in event.history)


def _promises(events: Sequence[Event], entries: Mapping[str, Entry], notes: _Notes) -> tuple[Promise, ...]:
    found = []
    for event in sorted(events, key=_in_order):
        promise = event.promise
        if promise is None and not _is_promise(event):
            continue
        told = [
            Said(neutral(f"{e.tells}, by {e.outlet or e.article}"), date_words(e.published) or "undated", (notes.of(e),),
                 e.tells == "not fulfilled")
            for e in (promise.evidence if promise else ())
        ]  # fmt: skip
        # one word alone ("threatened") tells no more than the line above it
        deed = neutral(f"{promise.kind}: {promise.what}") if promise and " " in promise.what else ""
        outcome = outcome_words(promise) if promise else ""
        found.append(Promise(entries[event.id], _course(event.history), deed, outcome, tuple(told)))
    return tuple(found)


def _is_promise(event: Event) -> bool:
    return any(_OUTCOMES & set(status.words) for status in event.history)


def _all_disputed(events: Sequence[Event], entries: Mapping[str, Entry]) -> tuple[Disputed, ...]:
    """Return what is or was disputed, then what is only denied, each in order of time."""
    found = [_disputed(entries[e.id]) for e in sorted(events, key=_in_order) if _is_disputed(e)]
    return tuple(sorted(found, key=lambda d: not (d.say_so and d.deny)))


def _disputed(entry: Entry) -> Disputed:
    """Split the voices by what they say, so that one that changed its mind stands on both sides."""

    def side(against: bool) -> tuple[Voice, ...]:
        voices = (Voice(v.who, tuple(s for s in v.says if s.against == against)) for v in entry.voices)
        return tuple(voice for voice in voices if voice.says)

    return Disputed(entry, say_so=side(False), deny=side(True))
