"""What a ledger tells about reports, attributions and articles: rows in the order asked for, some at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Literal

from sqlalchemy import Connection, Select, func, select

from onrecord.ledger.filters import (
    Filters,
    article_conditions,
    attribution_conditions,
    only,
    report_conditions,
    widest,
)
from onrecord.ledger.schema import (
    articles,
    attributions,
    identities,
    participants,
    places,
    quantities,
    readings,
    reports,
    tellers,
    versions,
)
from onrecord.model import UsageError

Row = dict[str, Any]
Order = Literal["time", "newest", "score", "added"]
"""By when it happened, the last of that first, the highest score first, or as it was added. Undated ones come last."""

_BATCH = 500
_BY_ARTICLE = frozenset(["outlet", "article", "text", "since", "until"])

_ARTICLE = (
    articles.c.article.label("article_id"), versions.c.title, versions.c.outlet, versions.c.published, versions.c.url,
)  # fmt: skip


def reports_of(
    connection: Connection, filters: Filters, at: str | None, order: Order, limit: int | None
) -> Iterator[Row]:
    """Yield the current reports for which the filters hold, with their participants and sources."""
    numbers = _numbers(connection, filters, at, order, limit)
    while some := list(islice(numbers, _BATCH)):
        yield from details(connection, some)


def quantities_of(
    connection: Connection, filters: Filters, at: str | None, order: Order, limit: int | None
) -> Iterator[Row]:
    """Yield the quantities of those reports; with the filter ``quantity`` only those of that kind."""
    numbers = _numbers(connection, filters, at, order, None)
    found = (row for some in _chunks(numbers) for row in _counted(connection, some, filters.quantity))
    yield from islice(found, limit)


def attributions_of(
    connection: Connection, filters: Filters, at: str | None, limit: int | None
) -> Iterator[Row]:
    """Yield the current attributions for which the filters hold, in the order in which they were added."""
    only(filters, _BY_ARTICLE | {"source", "stance"}, "attributions")
    speaker, channel = identities.alias(), identities.alias()
    a = attributions.c
    query = (
        select(
            *_ARTICLE, a.position, speaker.c.name.label("source"), speaker.c.id.label("source_id"),
            speaker.c.country.label("source_country"), speaker.c.sector.label("source_sector"),
            speaker.c.role.label("source_role"), a.stance, a.cue, channel.c.name.label("channel"),
            _piece(a.content_start, a.content_end).label("content"), a.content_start, a.content_end,
            readings.c.coder, readings.c.added,
        )
        .join(versions, versions.c.number == a.version)
        .join(articles, articles.c.number == a.article)
        .join(readings, readings.c.number == a.reading)
        .outerjoin(speaker, speaker.c.number == a.identity)
        .outerjoin(channel, channel.c.number == a.channel)
        .where(*attribution_conditions(filters, at, connection.dialect.name))
        .order_by(a.number)
        .limit(limit)
    )  # fmt: skip
    yield from _streamed(connection, query)


def articles_of(connection: Connection, filters: Filters, at: str | None, limit: int | None) -> Iterator[Row]:
    """Yield the current versions of the articles for which the filters hold, in order of first addition."""
    only(filters, _BY_ARTICLE, "articles")
    other = versions.alias()
    counted = select(func.count()).where(other.c.article == versions.c.article)
    if at is not None:
        counted = counted.where(other.c.added <= at)
    query = (
        select(
            *_ARTICLE, versions.c.language, versions.c.text, counted.scalar_subquery().label("versions"),
            articles.c.added.label("first_added"), versions.c.added,
        )
        .join(articles, articles.c.number == versions.c.article)
        .where(*article_conditions(filters, at, connection.dialect.name))
        .order_by(versions.c.article)
        .limit(limit)
    )  # fmt: skip
    yield from _streamed(connection, query)


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Row]:
    with connection.execute(query.execution_options(yield_per=_BATCH)) as rows:
        for row in rows.mappings():
            yield dict(row)


def _chunks(numbers: Iterator[int]) -> Iterator[list[int]]:
    while some := list(islice(numbers, _BATCH)):
        yield some


def _numbers(
    connection: Connection, filters: Filters, at: str | None, order: Order, limit: int | None
) -> Iterator[int]:
    """Yield the numbers of the reports alone, so that the database need not sort what is shown of them.

    The dated ones and then the undated ones: the databases differ in where they put the absent, and an index gives
    the dated ones in order.
    """
    walked = widest(connection, filters) if limit is not None and order in ("time", "newest") else None
    query = select(reports.c.number).where(*report_conditions(filters, at, connection.dialect.name, walked))
    dated, undated = query.where(reports.c.starts.is_not(None)), query.where(reports.c.starts.is_(None))
    starts, number = reports.c.starts, reports.c.number
    in_turn: dict[Order, Sequence[Select[Any]]] = {
        "time": (dated.order_by(starts, reports.c.ends, number), undated.order_by(number)),
        "newest": (
            dated.order_by(starts.desc(), reports.c.ends.desc(), number.desc()),
            undated.order_by(number.desc()),
        ),
        "score": (query.order_by(reports.c.score.desc(), number),),
        "added": (query.order_by(number),),
    }
    if order not in in_turn:
        raise UsageError(f"order '{order}' is not one of {', '.join(in_turn)}")
    left = limit
    for part in in_turn[order]:
        with connection.execute(part.limit(left).execution_options(yield_per=_BATCH)) as rows:
            for (found,) in rows:
                left = None if left is None else left - 1
                yield found


def details(connection: Connection, numbers: Sequence[int]) -> Iterator[Row]:
    """Yield reports by their numbers as rows, with participants, place, time and sources."""
    r, p = reports.c, places.c
    query = (
        select(
            r.number, r.report.label("report_id"), *_ARTICLE, r.event_type, r.mode, r.modality, r.negated,
            p.name.label("place"), r.place_country, p.admin1.label("place_admin1"), p.lat.label("latitude"),
            p.lon.label("longitude"), p.geonames_id, p.precision.label("place_precision"),
            r.starts.label("when_start"), r.ends.label("when_end"), r.time_precision.label("when_precision"),
            r.time_basis.label("when_basis"), r.stance, _piece(r.sentence_start, r.sentence_end).label("sentence"),
            r.sentence_start, r.sentence_end, r.score, readings.c.coder, readings.c.added,
        )
        .join(versions, versions.c.number == r.version)
        .join(articles, articles.c.number == r.article)
        .join(readings, readings.c.number == r.reading)
        .outerjoin(places, p.number == r.place)
        .where(r.number.in_(numbers))
    )  # fmt: skip
    rows = {row["number"]: dict(row) for row in connection.execute(query).mappings()}
    people, told = _people(connection, numbers), _tellers(connection, numbers)
    for number in numbers:
        row = rows[number]
        del row["number"]
        yield row | people[number, 0] | people[number, 1] | told[number]


def _people(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, int], Row]:
    p, i = participants.c, identities.c
    query = (
        select(p.report, p.side, i.name, i.id, i.country, i.sector)
        .join(identities, i.number == p.identity)
        .where(p.report.in_(numbers))
        .order_by(p.report, p.side, p.position)
    )
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.report, row.side].append(row)
    columns = (("s", "name"), ("_ids", "id"), ("_countries", "country"), ("_sectors", "sector"))
    return {
        (number, side): {
            f"{name}{suffix}": [getattr(row, of) for row in found[number, side]] for suffix, of in columns
        }
        for number in numbers
        for side, name in enumerate(("actor", "recipient"))
    }


def _tellers(connection: Connection, numbers: Sequence[int]) -> dict[int, Row]:
    t, i = tellers.c, identities.c
    query = (
        select(t.report, i.name, i.id, i.country, t.stance, t.cue)
        .outerjoin(identities, i.number == t.identity)
        .where(t.report.in_(numbers))
        .order_by(t.report, t.position)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.report].append(row)
    columns = (
        ("sources", "name"),
        ("source_ids", "id"),
        ("source_countries", "country"),
        ("stances", "stance"),
        ("cues", "cue"),
    )
    return {
        number: {name: [getattr(row, of) for row in found[number]] for name, of in columns}
        for number in numbers
    }


def _counted(connection: Connection, numbers: Sequence[int], kind: str | None) -> Iterator[Row]:
    q, r = quantities.c, reports.c
    query = (
        select(
            r.number, r.report.label("report_id"), *_ARTICLE, r.starts.label("when_start"), r.ends.label("when_end"),
            q.of, q.low, q.high, q.exact, q.text, r.stance, readings.c.added,
        )
        .join(reports, r.number == q.report)
        .join(versions, versions.c.number == r.version)
        .join(articles, articles.c.number == r.article)
        .join(readings, readings.c.number == r.reading)
        .where(q.report.in_(numbers))
        .order_by(q.report, q.position)
    )  # fmt: skip
    if kind is not None:
        query = query.where(q.of == kind)
    found: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["number"]].append({name: value for name, value in row.items() if name != "number"})
    for number in numbers:
        yield from found[number]


def _piece(start: Any, end: Any) -> Any:
    """Return the piece of the version's text between two offsets, which count characters in both databases."""
    return func.substr(versions.c.text, start + 1, end - start)
