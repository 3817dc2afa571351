"""A ledger opened from Python: questions in, Arrow tables out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from onrecord.formats.arrow import ArrowTable, Kind, arrow_table
from onrecord.ledger import Filters, Found, Ledger, Order
from onrecord.model import Record, UsageError

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

    def search(self, query: str, *, limit: int = 20, as_of: dt.datetime | None = None) -> ArrowTable:
        """Return the articles in which all words and quoted phrases stand; the snippet has ``**`` around them."""
        return arrow_table(map(found_row, self._ledger.search(query, limit=limit, as_of=as_of)), FOUND)

    def attempts(self, *, limit: int | None = None, as_of: AsOf = None, **filters: Any) -> ArrowTable:
        """Return what was tried to add, the last first; filters: outlet, outcome."""
        return arrow_table(self._ledger.attempts(limit=limit, as_of=as_of, **filters), ATTEMPTS)

    def records(self, *, as_of: dt.datetime | None = None) -> Iterable[Record]:
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


def _filters(given: Mapping[str, Any]) -> Filters:
    known = {field.name for field in msgspec.structs.fields(Filters)}
    unknown = sorted(set(given) - known)
    if unknown:
        raise UsageError(f"no filter is called {', '.join(unknown)}: use {', '.join(sorted(known))}")
    return Filters(**given)
