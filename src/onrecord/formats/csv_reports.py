"""Reports as CSV (RFC 4180, but ``\\n`` as line end): one row a report, the same columns in the same order always.

Where a report has several of something, as several actors, its cells hold them in order with ``;`` between, and
the cells of their ids, countries and sectors line up with them (an unknown one is empty). A ``;`` within such a part
is written ``,``. White space is made single spaces, so that a row is a line. A text cell that a spreadsheet would
run as a formula (it begins with ``=``, ``+``, ``-``, ``@``) gets ``'`` before it. What CSV cannot carry (offsets of
participants, the full text) is in the JSON formats; ``article_id`` and ``report_id`` join the two.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator

from onrecord.model import Attributed, Participant, Quantity, Record, Report

_COUNTED = (
    "killed",
    "injured",
    "arrested",
    "missing",
    "displaced",
    "troops",
    "weapons",
    "protesters",
    "money",
)

COLUMNS = (
    "report_id", "article_id", "title", "outlet", "published", "url",
    "event_type", "mode", "contexts", "trigger", "modality", "negated",
    "actors", "actor_ids", "actor_countries", "actor_sectors",
    "recipients", "recipient_ids", "recipient_countries", "recipient_sectors",
    "place", "place_country", "place_admin1", "latitude", "longitude", "geonames_id", "place_precision",
    "when_start", "when_end", "when_precision", "when_basis", "when_text",
    *(f"{of}_{bound}" for of in _COUNTED for bound in ("low", "high")), "quantities",
    "sources", "source_countries", "source_sectors", "cues", "stances",
    "sentence", "sentence_start", "sentence_end", "trigger_start", "trigger_end",
    "score", "coder", "why",
)  # fmt: skip
"""The header row.

``killed_low`` and the like are the first quantity of that kind (a bound that nobody said is empty); ``quantities``
has all as ``kind=low..high``. ``sources`` to ``stances`` are the chain of who says so, outermost first; empty means
that the outlet says so in its own voice. ``negated`` is ``true`` or ``false``.
"""

_FORMULA = ("=", "+", "-", "@")
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


def csv_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the header and one row a report, each as UTF-8 with its line end."""
    yield _line(COLUMNS)
    for record in records:
        for report in record.reports:
            yield _line(report_row(record, report))


def report_row(record: Record, report: Report) -> tuple[str, ...]:
    """Return the cells of one report, as many as ``COLUMNS``."""
    start, end = report.sentence
    place, when = report.place, report.when
    return (
        _text(report.id), _text(record.id), _text(record.title), _text(record.outlet), _text(record.published),
        _text(record.url),
        report.event_type, _text(report.mode), _many(report.contexts), _text(report.trigger.text), report.modality,
        _truth(report.negated),
        *_side(report.actors), *_side(report.recipients),
        *(
            (_text(place.name), _text(place.country), _text(place.admin1), _number(place.lat), _number(place.lon),
             _number(place.geonames_id), place.precision)
            if place else ("",) * 7
        ),
        _text(when.start), _text(when.end), when.precision, when.basis, _text(when.text),
        *_counts(report.quantities), _many(_quantity(q) for q in report.quantities),
        *_chain(report.attribution),
        _text(record.text[start:end]), str(start), str(end), str(report.trigger.start), str(report.trigger.end),
        _number(report.score), _text(report.coder), _text(report.why),
    )  # fmt: skip


def _side(side: tuple[Participant, ...]) -> tuple[str, str, str, str]:
    return (
        _many(p.name for p in side),
        _many(p.id for p in side),
        _many(p.country for p in side),
        _many(p.sector for p in side),
    )


def _chain(chain: tuple[Attributed, ...]) -> tuple[str, str, str, str, str]:
    def each(get: Callable[[Participant], str | None]) -> str:
        return _many(get(link.source) if link.source else None for link in chain)

    return (
        each(lambda p: p.name),
        each(lambda p: p.country),
        each(lambda p: p.sector),
        _many(link.cue.text if link.cue else None for link in chain),
        _many(link.stance for link in chain),
    )


def _counts(quantities: tuple[Quantity, ...]) -> Iterator[str]:
    first: dict[str, Quantity] = {}
    for quantity in quantities:
        first.setdefault(quantity.of, quantity)
    for of in _COUNTED:
        found = first.get(of)
        yield from (_number(found.low), _number(found.high)) if found else ("", "")


def _quantity(quantity: Quantity) -> str:
    low, high = _number(quantity.low), _number(quantity.high)
    return f"{quantity.of}={low}" if low == high else f"{quantity.of}={low}..{high}"


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _number(value: float | None) -> str:
    """Write a number in the shortest form that reads back the same, whole ones without a point."""
    if value is None or not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _plain(value: str | None) -> str:
    return " ".join(value.translate(_CONTROLS).split()) if value else ""


def _text(value: str | None) -> str:
    plain = _plain(value)
    return "'" + plain if plain.startswith(_FORMULA) else plain


def _many(parts: Iterable[str | None]) -> str:
    cells = [_plain(part).replace(";", ",") for part in parts]
    # one actor without an id is an empty cell, not a cell of separators; two of them keep their places
    joined = ";".join(cells)
    return _text(joined) if any(cells) else ""


def _line(cells: Iterable[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    # a lone surrogate cannot be written as UTF-8 at all
    return buffer.getvalue().encode("utf-8", "replace")
