"""Reports as CSV (RFC 4180, but ``\\n`` as line end): one row a report, the same columns in the same order always.

Where a report has several of something, as several actors, its cells hold them in order with ``;`` between, and
the cells of their ids, countries and sectors line up with them (an unknown one is empty). A ``;`` within such a part
is written ``,``. White space is made single spaces, so that a row is a line. A text cell that a spreadsheet would
run as a formula (it begins with ``=``, ``+``, ``-``, ``@``) gets ``'`` before it. What CSV cannot carry (offsets of
participants, the full text) is in the JSON formats; ``article_id`` and ``report_id`` join the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.formats.cells import line, many, number, text_cell, truth
from onrecord.model import Attributed, Deed, Participant, Quantity, Record, Report

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
    "score", "coder", "why", "earlier",
    "deed", "deed_type", "deed_mode", "deed_due", "deed_condition", "taken_back_by", "repeats",
)  # fmt: skip
"""The header row.

``killed_low`` and the like are the first quantity of that kind (a bound that nobody said is empty); ``quantities``
has all as ``kind=low..high``, and ``earlier`` those that the sentence says they have taken the place of. ``sources`` to ``stances`` are the chain of who says so, outermost first; empty means
that the outlet says so in its own voice. ``negated`` is ``true`` or ``false``.
"""


def csv_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the header and one row a report, each as UTF-8 with its line end."""
    yield line(COLUMNS)
    for record in records:
        for report in record.reports:
            yield line(report_row(record, report))


def report_row(record: Record, report: Report) -> tuple[str, ...]:
    """Return the cells of one report, as many as ``COLUMNS``."""
    start, end = report.sentence
    place, when = report.place, report.when
    return (
        text_cell(report.id), text_cell(record.id), text_cell(record.title), text_cell(record.outlet), text_cell(record.published),
        text_cell(record.url),
        report.event_type, text_cell(report.mode), many(report.contexts), text_cell(report.trigger.text), report.modality,
        truth(report.negated),
        *_side(report.actors), *_side(report.recipients),
        *(
            (text_cell(place.name), text_cell(place.country), text_cell(place.admin1), number(place.lat), number(place.lon),
             number(place.geonames_id), place.precision)
            if place else ("",) * 7
        ),
        text_cell(when.start), text_cell(when.end), when.precision, when.basis, text_cell(when.text),
        *_counts(report.quantities), many(_quantity(q) for q in report.quantities),
        *_chain(report.attribution),
        text_cell(record.text[start:end]), str(start), str(end), str(report.trigger.start), str(report.trigger.end),
        number(report.score), text_cell(report.coder), text_cell(report.why),
        many(_quantity(q) for q in report.earlier),
        *_deed(report.deed), text_cell(report.taken_back_by.name if report.taken_back_by else None),
        report.repeats or "",
    )  # fmt: skip


def _deed(deed: Deed | None) -> tuple[str, str, str, str, str]:
    if deed is None:
        return ("",) * 5
    condition = deed.condition.text if deed.condition else None
    return (
        text_cell(deed.text),
        text_cell(deed.event_type),
        text_cell(deed.mode),
        text_cell(deed.due),
        text_cell(condition),
    )


def _side(side: tuple[Participant, ...]) -> tuple[str, str, str, str]:
    return (
        many(p.name for p in side),
        many(p.id for p in side),
        many(p.country for p in side),
        many(p.sector for p in side),
    )


def _chain(chain: tuple[Attributed, ...]) -> tuple[str, str, str, str, str]:
    def each(get: Callable[[Participant], str | None]) -> str:
        return many(get(link.source) if link.source else None for link in chain)

    return (
        each(lambda p: p.name),
        each(lambda p: p.country),
        each(lambda p: p.sector),
        many(link.cue.text if link.cue else None for link in chain),
        many(link.stance for link in chain),
    )


def _counts(quantities: tuple[Quantity, ...]) -> Iterator[str]:
    first: dict[str, Quantity] = {}
    for quantity in quantities:
        first.setdefault(quantity.of, quantity)
    for of in _COUNTED:
        found = first.get(of)
        yield from (number(found.low), number(found.high)) if found else ("", "")


def _quantity(quantity: Quantity) -> str:
    low, high = number(quantity.low), number(quantity.high)
    return f"{quantity.of}={low}" if low == high else f"{quantity.of}={low}..{high}"
