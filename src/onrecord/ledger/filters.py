"""Which reports, attributions or articles are asked for, and the conditions that say so in the database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, intersect, or_, select, union

from onrecord.ledger import fulltext
from onrecord.ledger.current import current_reading, current_version, moment
from onrecord.ledger.folding import folded, held, words
from onrecord.ledger.schema import (
    articles,
    attributions,
    identities,
    identity_words,
    participants,
    places,
    quantities,
    reports,
    tellers,
    versions,
)
from onrecord.ledger.writing import article_key
from onrecord.model import UsageError

COUNTRY = re.compile(r"[A-Z]{3}")
_WIDE = 20_000
"""Reports that pass a filter, from which on it is a wide one. Of a million, one in fifty: then 50 are soon met."""
_WIDE_TEXT = _WIDE // 8
"""The same in articles, of which one tells some eight reports."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; what is ``None`` is left open, and all that is given must hold.

    Somebody (``actor``, ``recipient``, ``source``) is given by id, by country code, or by words of the name in any
    order. A ``place`` is given by GeoNames id, by country code, or by the name of the place or of its region.
    """

    type: str | None = None
    mode: str | None = None
    actor: str | None = None
    recipient: str | None = None
    source: str | None = None
    """Anybody in the chain of those who say so."""
    stance: str | None = None
    """Of the innermost source, or of an attribution."""
    place: str | None = None
    since: str | None = None
    """First day: of a report, what ended before is left out; of an article, what was published before."""
    until: str | None = None
    modality: str | None = None
    negated: bool | None = None
    min_score: float | None = None
    quantity: str | None = None
    """Reports that tell how many of this: ``killed``, ``injured`` ..."""
    outlet: str | None = None
    article: str | None = None
    text: str | None = None
    """Words and quoted phrases that stand in the title or text of the article."""

    def __post_init__(self) -> None:
        check_days(self)


def check_days(filters: object) -> None:
    """Raise ``UsageError`` where ``since`` or ``until`` is no date."""
    for name in ("since", "until"):
        day = getattr(filters, name)
        if day is not None and not _is_day(day):
            raise UsageError(f"{name}: '{day}' is not a date: write it as YYYY-MM-DD, for example 2020-01-08")


def report_conditions(
    filters: Filters, at: str | None, dialect: str, walked: str | None = None
) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on ``reports`` for a query of what is current; ``walked`` is what ``widest`` says."""
    c = reports.c
    for column, value in (
        (c.event_type, filters.type), (c.mode, filters.mode), (c.stance, filters.stance), (c.modality, filters.modality),
    ):  # fmt: skip
        if value is not None:
            yield column == held(value)
    if filters.negated is not None:
        yield c.negated == filters.negated
    if filters.min_score is not None:
        yield c.score >= filters.min_score
    if filters.since is not None:
        yield c.ends >= filters.since
    if filters.until is not None:
        yield c.starts <= filters.until
    parts = _parts(filters)
    if walked in parts:
        rows = _parts(filters, known=True)[walked]
        yield rows.where(rows.selected_columns[0] == c.number).correlate(reports).exists()
    yield from (c.number.in_(rows) for name, rows in parts.items() if name != walked)
    if filters.place is not None:
        yield _somewhere(filters.place)
    yield from _article_conditions(filters, reports, dialect, walked)
    # last, because it costs a look-up and nearly all pass
    yield current_reading(reports, at)


def attribution_conditions(filters: Filters, at: str | None, dialect: str) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on ``attributions``; dates are those of the articles."""
    c = attributions.c
    yield current_reading(attributions, at)
    if filters.stance is not None:
        yield c.stance == held(filters.stance)
    if filters.source is not None:
        yield c.identity.in_(somebody(filters.source))
    if filters.since is not None or filters.until is not None:
        yield c.version.in_(select(versions.c.number).where(*_published(filters)))
    yield from _article_conditions(filters, attributions, dialect)


def article_conditions(filters: Filters, at: str | None, dialect: str) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on ``versions``; dates are those of publication."""
    yield current_version(at)
    yield from _published(filters)
    if filters.outlet is not None:
        yield versions.c.outlet == held(filters.outlet)
    if filters.article is not None:
        yield versions.c.article.in_(_named(filters.article))
    if filters.text is not None:
        yield versions.c.number.in_(_with_text(filters.text, dialect))


def only(filters: Filters, names: frozenset[str], what: str) -> None:
    """Raise ``UsageError`` for a filter that does not apply to what is asked for."""
    for field in msgspec.structs.fields(Filters):
        if getattr(filters, field.name) is not None and field.name not in names:
            raise UsageError(f"{what} cannot be filtered by {field.name}: use {', '.join(sorted(names))}")


def as_of_moment(as_of: dt.datetime | str | None) -> str | None:
    """Return the time as the ledger writes it. A text is an ISO 8601 date or time; a date is its midnight, UTC."""
    if isinstance(as_of, str):
        try:
            as_of = dt.datetime.fromisoformat(as_of)
        except ValueError as error:
            raise UsageError(f"as_of: '{as_of}' is not a time: write it as 2020-01-09T12:00+00:00") from error
    return moment(as_of)


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and dt.date.fromisoformat(text) is not None
    except ValueError:
        return False


def _published(filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.since is not None:
        yield versions.c.published >= filters.since
    if filters.until is not None:
        yield versions.c.published <= filters.until


def _article_conditions(
    filters: Filters, rows: FromClause, dialect: str, walked: str | None = None
) -> Iterator[ColumnElement[bool]]:
    if filters.outlet is not None:
        of = select(versions.c.number).where(versions.c.outlet == held(filters.outlet))
        yield rows.c.version.in_(of)
    if filters.article is not None:
        yield rows.c.article.in_(_named(filters.article))
    if filters.text is not None:
        version = rows.c.version + 0 if walked == "text" else rows.c.version
        yield version.in_(_with_text(filters.text, dialect))


def _named(article: str) -> Select[tuple[int]]:
    return select(articles.c.number).where(articles.c.key == article_key(article))


def _with_text(query: str, dialect: str) -> Select[tuple[int]]:
    wanted = fulltext.terms(query)
    if not wanted:
        raise UsageError(f"text: '{query}' holds no word to look for")
    return fulltext.matching(dialect, wanted)


def somebody(name: str) -> Select[tuple[int]]:
    """Return the query for the identities of an id, a country code or the words of a name."""
    ways: list[Select[tuple[int]]] = [select(identities.c.number).where(identities.c.id == held(name))]
    if COUNTRY.fullmatch(name):
        ways.append(select(identities.c.number).where(identities.c.country == name))
    parts = [
        select(identity_words.c.identity).where(identity_words.c.word == word) for word in set(words(name))
    ]
    if len(parts) == 1:
        ways.append(parts[0])
    elif parts:
        ways.append(select(intersect(*parts).subquery().c[0]))
    return select(union(*ways).subquery().c[0])


def _somewhere(name: str) -> ColumnElement[bool]:
    if COUNTRY.fullmatch(name):
        return reports.c.place_country == name
    return reports.c.place.in_(named_places(name))


def named_places(name: str) -> Select[tuple[int]]:
    """Return the query for the places of a GeoNames id, of a name, or in a region of that name."""
    if name.isdecimal() and len(name) < 16:
        by = places.c.geonames_id == int(name)
    else:
        by = or_(places.c.folded == folded(name), places.c.admin1_folded == folded(name))
    return select(places.c.number).where(by)


def widest(connection: Connection, filters: Filters) -> str | None:
    """Return the filter that so many reports pass that the first of them are found soonest by going through all in turn.

    Any other is quicker the other way round: first the reports that pass it, then their order. So are two wide ones, which
    may have nothing in common.
    """
    queries = dict(_parts(filters))
    if filters.text is not None:
        queries["text"] = _with_text(filters.text, connection.dialect.name)
    wide = []
    for name, rows in queries.items():
        least = _WIDE_TEXT if name == "text" else _WIDE
        some = rows.limit(least).subquery()
        if connection.scalar(select(func.count()).select_from(some)) == least:
            wide.append(name)
    return wide[0] if len(wide) == 1 else None


def _parts(filters: Filters, *, known: bool = False) -> dict[str, Select[tuple[int]]]:
    """Return the queries for the reports that pass the filters on tables beside ``reports``.

    ``known``: a report is given, and what is asked is whether it passes. Then its few rows are to be looked at: of a
    country there are thousands of identities, and SQLite would try each of them. A sum is in no index.
    """
    p, t, q = participants.c, tellers.c, quantities.c
    acting, telling = (p.identity + 0, t.identity + 0) if known else (p.identity, t.identity)
    found: dict[str, Select[tuple[int]]] = {}
    for side, (name, who) in enumerate((("actor", filters.actor), ("recipient", filters.recipient))):
        if who is not None:
            found[name] = select(p.report).where(p.side == side, acting.in_(somebody(who)))
    if filters.source is not None:
        found["source"] = select(t.report).where(telling.in_(somebody(filters.source)))
    if filters.quantity is not None:
        found["quantity"] = select(q.report).where(q.of == held(filters.quantity))
    return found
