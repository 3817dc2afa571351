"""What a query finds now that it did not find before: the events of one state of the view beside those of an older one.

An event's id may change when it grows, and a report's row changes when its article is read again. So an event is known again by
the ids of its reports, and where an article was changed and its reports have other ids, by the article.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from onrecord.ledger.folding import held
from onrecord.ledger.schema import articles, identities, participants, places, readings, reports, versions
from onrecord.ledger.view.asking import EventFilters, conditions, whole_of
from onrecord.ledger.view.records import Standpoint
from onrecord.ledger.view.schema import OPEN, event_parties, event_places, events, memberships, view_states
from onrecord.ledger.view.standpoints import newest_standpoint, oldest_state
from onrecord.ledger.writing import article_key
from onrecord.model import Event

_E, _M, _R = events.c, memberships.c, reports.c
_KEYS = 500
Reading = Callable[[], AbstractContextManager[Connection]]


def newest(reading: Reading) -> tuple[int, int]:
    """Return the newest state and the last reading that it knows."""
    with reading() as connection:
        state = newest_standpoint(connection).state
        known = select(view_states.c.readings).where(view_states.c.number == state)
        return state, connection.scalar(known) or 0


class Since:
    """A query asked from two standpoints: states ``at`` and ``before`` of the view.

    ``readings``: the last reading that the older state knew. It is asked for where the view has forgotten that state,
    because it was made anew since: then an article counts as known before where it had been read by then.
    """

    def __init__(self, reading: Reading, filters: EventFilters, before: int, readings: int, at: int) -> None:
        self._reading, self.filters, self._before, self._readings = reading, filters, before, readings
        # even where it is the newest one: others may bring the view further meanwhile
        self._at = Standpoint(at, False)
        with reading() as connection:
            self.remembers = oldest_state(connection) <= before

    def is_whole(self) -> bool:
        """Whether the view still knows the newer state: it may have been made anew meanwhile."""
        with self._reading() as connection:
            return oldest_state(connection) <= self._at.state

    def chosen(self, least_published: str, *, begun: bool = True) -> list[int]:
        """Return the row numbers of the events that the query finds, those told last first.

        ``least_published``: ISO date of their newest article at least, but for those told by an article without a date;
        ``begun``: only those that did not stand so before.
        """
        with self._reading() as connection:
            undated = (
                select(_M.number)
                .join(reports, _R.number == _M.report)
                .join(versions, versions.c.number == _R.version)
                .where(
                    _M.event == _E.event, _M.since <= self._at.state, _M.until > self._at.state, versions.c.published.is_(None)
                )
                .correlate(events)
                .exists()
            )  # fmt: skip
            recent = or_(_E.last_published >= least_published, undated)
            found = [*conditions(connection, self.filters, self._at), recent]
            if begun and self.remembers:
                found.append(_E.since > self._before)
            query = select(_E.number).where(*found).order_by(_E.last_published.desc(), _E.event)
            return list(connection.scalars(query))

    def whole(self, numbers: Sequence[int]) -> Iterator[Event]:
        """Yield the events of these rows; some at a time are in memory."""
        with self._reading() as connection:
            yield from whole_of(connection, numbers)

    def stood(self, names: Collection[str], keys: Collection[str]) -> list[Event]:
        """Return the events of the older state that have one of these reports, or stood in one of these articles with a
        report that is gone; by ids."""
        then = (_M.since <= self._before, _M.until > self._before)
        with self._reading() as connection:
            found: set[str] = set()
            for some in _some(sorted(map(held, names))):
                query = (
                    select(_M.event).join(reports, _R.number == _M.report).where(_R.report.in_(some), *then)
                )
                found.update(connection.scalars(query))
            for some in _some(sorted(map(article_key, keys))):
                query = (
                    select(_M.event)
                    .join(reports, _R.number == _M.report)
                    .join(articles, articles.c.number == _R.article)
                    .where(articles.c.key.in_(some), _M.until < OPEN, *then)
                )
                found.update(connection.scalars(query))
            chosen: list[int] = []
            for some in _some(sorted(found)):
                query = select(_E.number).where(
                    _E.event.in_(some), _E.since <= self._before, _E.until > self._before
                )
                chosen += connection.scalars(query)
            return list(whole_of(connection, chosen))

    def found_before(self, names: Collection[str]) -> bool:
        """Whether the query found one of these events in the older state."""
        with self._reading() as connection:
            query = select(_E.number).where(
                *conditions(connection, self.filters, self._older), _E.event.in_(list(names))
            )
            return connection.execute(query.limit(1)).first() is not None

    def known_articles(self, names: Collection[str]) -> set[str]:
        """Return those of the articles that had been read when the query was asked before."""
        found: set[str] = set()
        with self._reading() as connection:
            for some in _some(sorted(map(article_key, names))):
                query = (
                    select(articles.c.article)
                    .join(readings, readings.c.article == articles.c.number)
                    .where(articles.c.key.in_(some), readings.c.number <= self._readings)
                )
                found.update(connection.scalars(query))
        return found

    def party_before(self, side: int, key: str) -> bool:
        """Whether somebody, by the key of the knowledge base or else by name, was on a side of the query's events before.

        Where the older state is forgotten: of any event.
        """
        i = identities.c
        who = select(i.number).where(func.coalesce(i.id, i.name) == held(key))
        p, a = event_parties.c, participants.c
        return self._known(
            select(p.event).where(p.side == side, p.identity.in_(who)),
            select(_R.number)
            .join(participants, a.report == _R.number)
            .where(a.side == side, a.identity.in_(who)),
        )

    def place_before(self, geonames_id: int | None, name: str, country: str | None) -> bool:
        """Whether the query's events were told to be at a place before. Where the older state is forgotten: any event."""
        c = places.c
        same: tuple[ColumnElement[bool], ...] = (c.name == held(name), c.country == country)
        where = select(c.number).where(*((c.geonames_id == geonames_id,) if geonames_id else same))
        p = event_places.c
        return self._known(
            select(p.event).where(p.place.in_(where)), select(_R.number).where(_R.place.in_(where))
        )

    def first_told(self, since: str, until: str) -> dict[str, int]:
        """Return how many of the query's events were first told on each day of publication; days without one are left out."""
        with self._reading() as connection:
            query = (
                select(_E.first_published, func.count())
                .where(
                    *conditions(connection, self.filters, self._at),
                    _E.first_published >= since,
                    _E.first_published <= until,
                )
                .group_by(_E.first_published)
            )
            return {str(day): int(count) for day, count in connection.execute(query)}

    def articles_of(self, since: str, until: str) -> dict[str, int]:
        """Return how many articles were read of each day of publication; days without one are left out."""
        v = versions.c
        query = (
            select(v.published, func.count(v.article.distinct()))
            .where(v.published >= since, v.published <= until)
            .group_by(v.published)
        )
        with self._reading() as connection:
            return {str(day): int(count) for day, count in connection.execute(query)}

    def url_of(self, article: str) -> str | None:
        """Return the address of an article's newest version, where it has one."""
        v = versions.c
        query = (
            select(v.url)
            .join(articles, articles.c.number == v.article)
            .where(articles.c.key == article_key(article))
            .order_by(v.number.desc())
        )
        with self._reading() as connection:
            return connection.scalar(query.limit(1))

    @property
    def _older(self) -> Standpoint:
        return Standpoint(self._before, False)

    def _known(self, of_events: Select[Any], of_reports: Select[Any]) -> bool:
        """Whether there was one: among the query's events of the older state, else among the reports read by then."""
        with self._reading() as connection:
            if self.remembers:
                query = select(_E.number).where(
                    *conditions(connection, self.filters, self._older), _E.number.in_(of_events)
                )
            else:
                query = of_reports.where(
                    _R.article.in_(select(readings.c.article).where(readings.c.number <= self._readings))
                )
            return connection.execute(query.limit(1)).first() is not None


def _some(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(keys), _KEYS):
        yield keys[first : first + _KEYS]
