"""One event of an opened ledger, and the rows of which it and many events together are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from onrecord.formats.arrow import ArrowTable, Kind, arrow_table
from onrecord.merging.decisions import about, logged
from onrecord.model import Decision, Event

EVENT_REPORTS: Mapping[str, Kind] = {
    "event": "text", "report_id": "text", "article_id": "text", "outlet": "text", "published": "day", "event_type": "text",
    "mode": "text", "modality": "text", "negated": "truth", "stance": "text", "sentence": "text", "score": "number",
    "why": "text",
}  # fmt: skip
FIGURES: Mapping[str, Kind] = {
    "event": "text", "of": "text", "low": "number", "high": "number", "exact": "truth", "text": "text", "published": "day",
    "source": "text", "name": "text", "article_id": "text", "report_id": "text",
}  # fmt: skip
ACCOUNTS: Mapping[str, Kind] = {
    "event": "text", "source": "text", "source_name": "text", "source_country": "text", "published": "day", "word": "text",
    "stance": "text", "name": "text", "outlet": "text", "article_id": "text", "report_id": "text", "sentence": "text",
}  # fmt: skip
STANDINGS: Mapping[str, Kind] = {
    "event": "text", "as_of": "day", "words": "texts", "confirmed_by": "text", "because": "texts",
}  # fmt: skip
DECISIONS: Mapping[str, Kind] = {
    "number": "whole", "kind": "text", "first": "text", "second": "text", "because": "text", "decider": "text",
    "added": "time", "undone": "time", "undone_by": "text", "undone_because": "text",
}  # fmt: skip


@dataclass(frozen=True)
class OneEvent:
    """An event as a record, and what is in it as Arrow tables: the same as ``onrecord event`` shows."""

    event: Event
    """The whole of it, with its promise, credibility and reliability."""
    decided: Sequence[Decision]
    """What people decided about its reports, undone or not."""
    log: Sequence[Decision]
    """All that people decided."""

    @property
    def standing(self) -> ArrowTable:
        """What it amounts to at the end of each day on which that changed; ``because`` are ids of reports."""
        return arrow_table(standing_rows(self.event), STANDINGS)

    @property
    def accounts(self) -> ArrowTable:
        """Who says what of it, one saying a row, each source in order of time."""
        return arrow_table(account_rows(self.event), ACCOUNTS)

    @property
    def figures(self) -> ArrowTable:
        """Its figures, one a row, by kind and time."""
        return arrow_table(figure_rows(self.event), FIGURES)

    @property
    def reports(self) -> ArrowTable:
        """Its reports with their sentences, one a row, and why each stands in it."""
        return arrow_table(report_rows(self.event), EVENT_REPORTS)

    @property
    def decisions(self) -> ArrowTable:
        """What people decided about its reports, and who undid it."""
        return decision_table(self.log, self.decided)


def one_event(event: Event, left: Iterable[str], log: Sequence[Decision]) -> OneEvent:
    """Return an event with what people decided about it; ``left``: ids of reports that somebody called wrong."""
    return OneEvent(event, about(log, {*(told.report.id for told in event.told), *left}), log)


def decision_table(log: Sequence[Decision], some: Iterable[Decision] | None = None) -> ArrowTable:
    """Return a log of decisions, or some of them, one a row."""
    numbers = {decision.number for decision in (log if some is None else some)}
    return arrow_table((row for row in logged(log) if row["number"] in numbers), DECISIONS)


def standing_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Yield the standing of an event over time as rows."""
    for status in event.history:
        yield msgspec.structs.asdict(status) | {"event": event.id}


def report_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Yield the reports of an event as rows."""
    for told, why in zip(event.told, event.why, strict=True):
        report = told.report
        yield {
            "event": event.id, "report_id": report.id, "article_id": told.article, "outlet": told.outlet,
            "published": told.published, "event_type": report.event_type, "mode": report.mode, "modality": report.modality,
            "negated": report.negated, "stance": report.attribution[-1].stance if report.attribution else None,
            "sentence": told.sentence, "score": report.score, "why": why,
        }  # fmt: skip


def figure_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Yield the figures of an event as rows."""
    for figure in event.figures:
        row = msgspec.structs.asdict(figure)
        yield row | {"event": event.id, "article_id": figure.article, "report_id": figure.report}


def account_rows(event: Event) -> Iterator[dict[str, Any]]:
    """Yield what each source says of an event as rows."""
    for account in event.accounts:
        who = {"source": account.source, "source_name": account.name, "source_country": account.country}
        for word in account.words:
            row = msgspec.structs.asdict(word) | who
            yield row | {"event": event.id, "article_id": word.article, "report_id": word.report}
