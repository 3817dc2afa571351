"""A ledger opened from Python: questions in, Arrow tables out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import msgspec

from onrecord.charts import Plots
from onrecord.formats.arrow import ArrowTable, Kind, arrow_table
from onrecord.ledger import Filters, Found, Ledger, Order
from onrecord.ledger.view import EventFilters, EventOrder
from onrecord.merging import events_of, track_records, wrong_events
from onrecord.merging.outcome_view import graded_rows, register_of, rows_with_outcomes, with_outcome
from onrecord.merging.registering import Asked
from onrecord.merging.reliability import graded, grades_of
from onrecord.model import Event, Promise, Record, UsageError
from onrecord.opened_event import (
    ACCOUNTS,
    EVENT_REPORTS,
    FIGURES,
    OneEvent,
    account_rows,
    decision_table,
    figure_rows,
    one_event,
    report_rows,
)

AsOf = dt.datetime | str | None
"""What was known at a time: with a zone, or in UTC; a text is ISO 8601, a date its midnight."""

_ARTICLE: Mapping[str, Kind] = {
    "article_id": "text", "title": "text", "outlet": "text", "published": "day", "url": "text",
}  # fmt: skip
ARTICLES: Mapping[str, Kind] = {
    **_ARTICLE, "language": "text", "text": "text", "versions": "whole", "first_added": "time", "added": "time",
}  # fmt: skip
REPORTS: Mapping[str, Kind] = {
    "report_id": "text", **_ARTICLE, "event_type": "text", "mode": "text", "modality": "text", "negated": "truth",
    "actors": "texts", "actor_ids": "texts", "actor_countries": "texts", "actor_sectors": "texts",
    "recipients": "texts", "recipient_ids": "texts", "recipient_countries": "texts", "recipient_sectors": "texts",
    "place": "text", "place_country": "text", "place_admin1": "text", "latitude": "number", "longitude": "number",
    "geonames_id": "whole", "place_precision": "text",
    "when_start": "day", "when_end": "day", "when_precision": "text", "when_basis": "text",
    "sources": "texts", "source_ids": "texts", "source_countries": "texts", "stances": "texts", "cues": "texts",
    "stance": "text", "sentence": "text", "sentence_start": "whole", "sentence_end": "whole", "score": "number",
    "coder": "text", "added": "time",
}  # fmt: skip
QUANTITIES: Mapping[str, Kind] = {
    "report_id": "text", **_ARTICLE, "when_start": "day", "when_end": "day", "of": "text", "low": "number",
    "high": "number", "exact": "truth", "text": "text", "stance": "text", "added": "time",
}  # fmt: skip
ATTRIBUTIONS: Mapping[str, Kind] = {
    **_ARTICLE, "position": "whole", "source": "text", "source_id": "text", "source_country": "text",
    "source_sector": "text", "source_role": "text", "stance": "text", "cue": "text", "channel": "text",
    "content": "text", "content_start": "whole", "content_end": "whole", "coder": "text", "added": "time",
}  # fmt: skip
FOUND: Mapping[str, Kind] = {**_ARTICLE, "snippet": "text", "score": "number", "added": "time"}
ATTEMPTS: Mapping[str, Kind] = {
    "added": "time", "outcome": "text", "input": "text", "outlet": "text", "published": "day", "article_id": "text",
    "reason": "text",
}  # fmt: skip

EVENTS: Mapping[str, Kind] = {
    "id": "text", "event_type": "text", "mode": "text", "start": "day", "end": "day", "actors": "texts",
    "recipients": "texts", "place": "text", "country": "text", "geonames_id": "whole", "lat": "number", "lon": "number",
    "standing": "texts", "confirmed_by": "text", "credibility": "whole", "reliability": "text", "reports": "whole", "articles": "whole",
    "origins": "whole", "first_published": "day", "last_published": "day",
}  # fmt: skip
PROMISES: Mapping[str, Kind] = {
    "event": "text", "kind": "text", "who": "texts", "to": "texts", "what": "text", "event_type": "text", "mode": "text",
    "condition": "text", "made": "day", "due": "day", "outcome": "text", "overdue": "truth", "since": "day",
    "evidence": "texts",
}  # fmt: skip

SOURCES: Mapping[str, Kind] = {
    "source": "text", "name": "text", "country": "text", "events": "whole", "says_so": "whole", "confirmed": "whole",
    "denied": "whole", "denies": "whole", "taken_back": "whole", "doubts": "whole", "reliability": "text",
}  # fmt: skip
COVERAGE: Mapping[str, Kind] = {
    "outlet": "text", "articles": "whole", "first_published": "day", "last_published": "day", "days": "whole",
    "attempts": "whole", "new": "whole", "changed": "whole", "recoded": "whole", "known": "whole", "failed": "whole",
    "first_read": "time", "last_read": "time", "gaps": "texts",
}  # fmt: skip
STATS: Mapping[str, Kind] = {"what": "text", "count": "whole"}
DAMAGE: Mapping[str, Kind] = {"table": "text", "number": "whole", "article": "text", "what": "text"}


class EventTable(ArrowTable):
    """Events as a table, which can also be drawn."""

    def __init__(self, table: ArrowTable, plots: Callable[[], Plots]) -> None:
        super().__init__(table._table)
        self._plots = plots

    @cached_property
    def plot(self) -> Plots:
        """Their charts: ``.plot.timeline()``, ``.figures()``, ``.standing()``, ``.dyad(a, b)``, ``.map()``, ``.network()``."""
        return self._plots()


class OpenLedger:
    """An open ledger. Filters are keywords, named as the options of the commands: see ``onrecord.ledger.Filters``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __enter__(self) -> OpenLedger:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<ledger {self._ledger.url}>"

    @property
    def ledger(self) -> Ledger:
        """The ledger itself, for what is not a table."""
        return self._ledger

    def close(self) -> None:
        """Release the database connections."""
        self._ledger.close()

    def articles(self, *, limit: int | None = None, as_of: AsOf = None, **filters: Any) -> ArrowTable:
        """Return the current version of each article; filters: outlet, article, text, since, until."""
        return arrow_table(self._ledger.articles(_filters(filters), limit=limit, as_of=as_of), ARTICLES)

    def reports(
        self, *, order: Order = "time", limit: int | None = None, as_of: AsOf = None, **filters: Any
    ) -> ArrowTable:
        """Return the current reports, one a row, with lists of actors, recipients and sources; every filter holds."""
        found = self._ledger.reports(_filters(filters), order=order, limit=limit, as_of=as_of)
        return arrow_table(found, REPORTS)

    def quantities(
        self, *, order: Order = "time", limit: int | None = None, as_of: AsOf = None, **filters: Any
    ) -> ArrowTable:
        """Return how many, of what, one quantity a row; filters are those of ``reports``."""
        found = self._ledger.quantities(_filters(filters), order=order, limit=limit, as_of=as_of)
        return arrow_table(found, QUANTITIES)

    def attributions(self, *, limit: int | None = None, as_of: AsOf = None, **filters: Any) -> ArrowTable:
        """Return who says what; filters: source, stance, outlet, article, text, since, until."""
        found = self._ledger.attributions(_filters(filters), limit=limit, as_of=as_of)
        return arrow_table(found, ATTRIBUTIONS)

    def search(self, query: str, *, limit: int = 20, as_of: AsOf = None) -> ArrowTable:
        """Return the articles in which all words and quoted phrases stand; the snippet has ``**`` around them."""
        return arrow_table(map(found_row, self._ledger.search(query, limit=limit, as_of=as_of)), FOUND)

    def attempts(self, *, limit: int | None = None, as_of: AsOf = None, **filters: Any) -> ArrowTable:
        """Return what was tried to add, the last first; filters: outlet, outcome."""
        return arrow_table(self._ledger.attempts(limit=limit, as_of=as_of, **filters), ATTEMPTS)

    def events(
        self, *, order: EventOrder = "time", limit: int | None = None, as_of: AsOf = None, **filters: Any
    ) -> EventTable:
        """Return the events, one a row; filters: type, who, actor, recipient, place, since, until, standing, text, least.

        ``.plot`` of it draws them: ``ledger.events(who="IRN").plot.timeline()`` (needs the extra ``charts``).
        """
        asked = _event_filters(filters)

        def plots() -> Plots:
            with events_of(self._ledger, as_of=as_of) as stored:
                whole = tuple(stored.events(asked, order=order, limit=limit))
            return Plots(whole, self._ledger.days(as_of=as_of))

        grades = grades_of(self._ledger.ratings(as_of=as_of))
        with events_of(self._ledger, as_of=as_of) as stored:
            plain = rows_with_outcomes(stored, asked, order=order, limit=limit)
            return EventTable(arrow_table(graded_rows(stored, plain, grades), EVENTS), plots)

    def event(self, name: str, *, as_of: AsOf = None) -> OneEvent:
        """Return one event: who says what, standing and figures over time, sentences, why together, and decisions.

        ``name``: its id, or the beginning of it, or the id of a report of it. Raises ``UsageError`` where there is none, or more
        than one.
        """
        grades, log = grades_of(self._ledger.ratings(as_of=as_of)), self._ledger.decisions(as_of=as_of)
        with events_of(self._ledger, as_of=as_of) as stored:
            (found,) = graded([with_outcome(stored, stored.named(name))], grades)
            return one_event(found, stored.left(found.id), log)

    def event_reports(self, **asked: Any) -> ArrowTable:
        """Return the reports of those events, one a row, with why each stands there; asked as ``events``."""
        return arrow_table(self._of_each(report_rows, asked), EVENT_REPORTS)

    def figures(self, **asked: Any) -> ArrowTable:
        """Return the figures of those events, one a row, by kind and time; asked as ``events``."""
        return arrow_table(self._of_each(figure_rows, asked), FIGURES)

    def accounts(self, **asked: Any) -> ArrowTable:
        """Return what each source says of those events, one saying a row; asked as ``events``."""
        return arrow_table(self._of_each(account_rows, asked), ACCOUNTS)

    def promises(self, *, as_of: AsOf = None, **asked: Any) -> ArrowTable:
        """Return what was promised, threatened and planned, and what became of it; ``evidence`` are ids of reports.

        Asked as the command: actor, to, event_type, kind, state, since, until, due, text.
        """
        known = Asked.__slots__
        if unknown := sorted(set(asked) - set(known)):
            raise UsageError(f"no filter is called {', '.join(unknown)}: use {', '.join(sorted(known))}")
        with events_of(self._ledger, as_of=as_of) as stored:
            return arrow_table(map(promise_row, register_of(stored, Asked(**asked))), PROMISES)

    def sources(self, *, as_of: AsOf = None) -> ArrowTable:
        """Return who says what happened, how reliable people hold them to be, and what became later of what they say."""
        grades = grades_of(self._ledger.ratings(as_of=as_of))
        with events_of(self._ledger, as_of=as_of) as stored:
            rows = [msgspec.structs.asdict(row) for row in track_records(stored.summaries())]
        return arrow_table((row | {"reliability": grades.get(row["source"], "F")} for row in rows), SOURCES)

    def coverage(self, *, as_of: AsOf = None) -> ArrowTable:
        """Return what was read of each outlet when, and what failed; ``gaps`` are days without, ``FIRST/LAST``."""
        found = map(msgspec.structs.asdict, self._ledger.coverage(as_of=as_of))
        rows = (row | {"gaps": [f"{gap.start}/{gap.end}" for gap in row["gaps"]]} for row in found)
        return arrow_table(rows, COVERAGE)

    def decisions(self, *, as_of: AsOf = None) -> ArrowTable:
        """Return what people decided about reports, the oldest first, and who undid it, when and why."""
        return decision_table(self._ledger.decisions(as_of=as_of))

    def check(self, *, events: bool = True) -> ArrowTable:
        """Return what is damaged, nothing in a whole ledger; ``events``: build the events once more too, and compare."""
        damage = list(self._ledger.check())
        if not damage and events:
            damage = list(wrong_events(self._ledger))
        return arrow_table(map(msgspec.structs.asdict, damage), DAMAGE)

    def stats(self, *, as_of: AsOf = None) -> ArrowTable:
        """Return how many articles, versions and readings there are, and current reports by type."""
        counts = self._ledger.stats(as_of=as_of).items()
        return arrow_table(({"what": name, "count": count} for name, count in counts), STATS)

    def _of_each(
        self,
        rows: Callable[[Event], Iterator[dict[str, Any]]],
        asked: Mapping[str, Any],
    ) -> Iterator[dict[str, Any]]:
        known = {name: asked[name] for name in ("order", "limit") if name in asked}
        filters = {name: value for name, value in asked.items() if name not in ("order", "limit", "as_of")}
        with events_of(self._ledger, as_of=asked.get("as_of")) as stored:
            for event in stored.events(_event_filters(filters), **known):
                yield from rows(event)

    def records(self, *, as_of: AsOf = None) -> Iterable[Record]:
        """Yield the record of each article, as ``onrecord.read`` gave it."""
        return self._ledger.records(as_of=as_of)


def open_ledger(url: str) -> OpenLedger:
    """Open a ledger that is there. Raises ``LedgerError`` where there is none, or it cannot be read."""
    return OpenLedger(Ledger.open(url, create=False))


def found_row(found: Found) -> dict[str, Any]:
    """Return what was found as a row, with ``**`` around the terms."""
    pieces, last = [], 0
    for start, end in found.marks:
        pieces += [found.snippet[last:start], "**", found.snippet[start:end], "**"]
        last = end
    row = {
        name: value
        for name, value in msgspec.structs.asdict(found).items()
        if name not in ("article", "marks")
    }
    return row | {"article_id": found.article, "snippet": "".join([*pieces, found.snippet[last:]])}


def promise_row(promise: Promise) -> dict[str, Any]:
    """Return a promise as a row, with names of people and ids of reports."""
    row = {name: getattr(promise, name) for name in PROMISES}
    sides = {side: [p.name for p in getattr(promise, side)] for side in ("who", "to")}
    return row | sides | {"evidence": [e.report for e in promise.evidence]}


def _filters(given: Mapping[str, Any]) -> Filters:
    return Filters(**_known(Filters, given))


def _event_filters(given: Mapping[str, Any]) -> EventFilters:
    return EventFilters(**_known(EventFilters, given))


def _known(shape: type[msgspec.Struct], given: Mapping[str, Any]) -> Mapping[str, Any]:
    known = {field.name for field in msgspec.structs.fields(shape)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise UsageError(f"no filter is called {', '.join(unknown)}: use {', '.join(sorted(known))}")
    return given
