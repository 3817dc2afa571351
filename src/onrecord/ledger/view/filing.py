"""What the merging files of each report, and finds again to compare the next ones with: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select

from onrecord.ledger.folding import held
from onrecord.ledger.schema import articles as articles_table
from onrecord.ledger.schema import decisions, readings, reports, versions
from onrecord.ledger.view import keeping, sentences
from onrecord.ledger.view.records import Filed, Kept, State
from onrecord.ledger.view.schema import (
    VIEW,
    events,
    view_articles,
    view_bands,
    view_blocks,
    view_copies,
    view_links,
    view_reports,
    view_states,
    view_tellings,
)
from onrecord.ledger.writing import clock
from onrecord.model import Decision, Event

_KEYS = 500
"""Keys asked for at once; both databases allow some ten thousand."""

_Key = TypeVar("_Key")


_HOW_FAR = (
    select(
        *(view_states.c[name] for name in ("number", "version", "readings", "decisions")),
        *(select(func.max(table.c.number)).scalar_subquery() for table in (readings, decisions)),
    )
    .order_by(view_states.c.number.desc())
    .limit(1)
)
"""How far the view goes, and how far the ledger: asked with every page, so it is put together once."""


class FilingCabinet:
    """The view within one transaction. Reports and articles are by the numbers of their rows."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def state(self) -> State | None:
        """Return how far the view goes; ``None`` where there is none yet."""
        return newest_state(self.connection)

    def is_current(self, version: str) -> bool:
        """Whether the view knows every reading and decision, by this version of the merging."""
        return is_current(self.connection, version)

    def clear(self) -> None:
        """Empty the view."""
        for table in VIEW:
            self.connection.execute(delete(table))
        sentences.clear(self.connection)

    def advance(self, state: State) -> None:
        """Write down how far the view goes now."""
        self.connection.execute(insert(view_states), state._asdict() | {"made": clock(self.connection)})

    def readings_after(self, number: int, limit: int) -> list[tuple[int, int]]:
        """Return number and article of the readings after one, in turn."""
        query = select(readings.c.number, readings.c.article).where(readings.c.number > number)
        rows = self.connection.execute(query.order_by(readings.c.number).limit(limit))
        return [(row[0], row[1]) for row in rows]

    def decisions(self) -> list[Decision]:
        """Return the log of decisions, oldest first."""
        rows = self.connection.execute(select(decisions).order_by(decisions.c.number)).mappings()
        return [Decision(**row) for row in rows]

    def packed(self, reading: int) -> bytes:
        """Return what was read, as the ledger holds it."""
        packed = self.connection.scalar(select(readings.c.record).where(readings.c.number == reading))
        assert packed is not None, f"reading {reading} is gone"
        return bytes(packed)

    def seen(self, readings: Mapping[int, bytes]) -> None:
        """Keep what the comparison sees of these readings."""
        self._delete(view_tellings, view_tellings.c.reading, readings)
        self._insert(view_tellings, ({"reading": number, "body": body} for number, body in readings.items()))

    def sights(self, readings: Collection[int]) -> dict[int, bytes]:
        """Return that of those of these readings of which it is kept."""
        v = view_tellings.c
        return dict(self._pairs(readings, lambda some: select(v.reading, v.body).where(v.reading.in_(some))))

    def published(self, articles: Collection[int]) -> dict[int, tuple[str | None, str]]:
        """Return day of publication and id of each article, as the view has it."""
        v, found = view_articles.c, dict[int, tuple[str | None, str]]()
        for some in _some(articles):
            query = (
                select(v.article, versions.c.published, articles_table.c.article)
                .join(readings, readings.c.number == v.reading)
                .join(versions, versions.c.number == readings.c.version)
                .join(articles_table, articles_table.c.number == v.article)
                .where(v.article.in_(some))
            )
            found.update((row[0], (row[1], row[2])) for row in self.connection.execute(query).all())
        return found

    def current(self, articles: Collection[int], upto: int) -> dict[int, int]:
        """Return the current reading of each article as of a reading."""
        found: dict[int, tuple[int, int]] = {}
        r = readings.c
        for some in _some(articles):
            query = select(r.article, r.version, r.number).where(r.article.in_(some), r.number <= upto)
            for article, version, number in self.connection.execute(query):
                found[article] = max(found.get(article, (0, 0)), (version, number))
        return {article: number for article, (_, number) in found.items()}

    def shelved(self, articles: Collection[int]) -> dict[int, int]:
        """Return the reading that the view has of each article."""
        v = view_articles.c
        return dict(
            self._pairs(articles, lambda some: select(v.article, v.reading).where(v.article.in_(some)))
        )

    def shelve(self, current: Mapping[int, int]) -> None:
        """Take these readings of these articles for the current ones."""
        self._delete(view_articles, view_articles.c.article, current)
        self._insert(view_articles, ({"article": a, "reading": r} for a, r in current.items()))

    def named(self, names: Collection[str]) -> dict[str, Filed]:
        """Return of each id the report that counts: of several articles' the one of the article that came last."""
        r, found = reports.c, dict[str, Filed]()
        for some in _some(list(map(held, names))):
            query = (
                select(r.number, r.report, r.article, r.reading)
                .join(view_articles, view_articles.c.reading == r.reading)
                .where(r.report.in_(some))
                .order_by(r.article)
            )
            found.update((row[1], Filed(*row)) for row in self.connection.execute(query))
        return found

    def names_of(self, numbers: Collection[int]) -> set[str]:
        """Return the ids of the reports of these readings."""
        r, found = reports.c, set[str]()
        for some in _some(numbers):
            found.update(self.connection.scalars(select(r.report).where(r.reading.in_(some))).all())
        return found

    def filed(
        self, *, articles: Collection[int] = (), names: Collection[str] = (), numbers: Collection[int] = ()
    ) -> dict[int, Filed]:
        """Return the reports that the view has of these articles, of these ids or under these numbers."""
        v, found = view_reports.c, dict[int, Filed]()
        for column, keys in (
            (v.article, list(articles)),
            (v.name, list(map(held, names))),
            (v.report, list(numbers)),
        ):
            for some in _some(keys):
                query = (
                    select(v.report, v.name, v.article, reports.c.reading)
                    .join(reports, reports.c.number == v.report)
                    .where(column.in_(some))
                )
                found.update((row[0], Filed(*row)) for row in self.connection.execute(query).all())
        return found

    def index(self, rows: Iterable[tuple[int, str | None, str]]) -> None:
        """Let reports be found by their words: number, title of the article, sentence."""
        made = list(rows)
        known = keeping.known_reports(self.connection, [row[0] for row in made])
        sentences.add(self.connection, (row for row in made if row[0] not in known))

    def standing(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        """Return of each of these reports that stands in an event the id of the event, and why it stands there."""
        return keeping.standing(self.connection, numbers)

    def events_named(self, names: Collection[str]) -> Iterator[Event]:
        """Yield the events with these ids that stand now."""
        return keeping.events_named(self.connection, names)

    def keep(self, state: State, about: Collection[int], found: Sequence[Kept]) -> None:
        """Let these events stand for those of the reports ``about`` from a state on."""
        keeping.keep(self.connection, state, about, found)

    def fellows(self, numbers: Collection[int]) -> set[int]:
        """Return the reports that stand in one event with one of these."""
        return keeping.fellows(self.connection, numbers)

    def file(self, rows: Collection[Filed]) -> None:
        """Take these reports into the view."""
        self._insert(view_reports, ({"report": f.number, "name": f.name, "article": f.article} for f in rows))

    def unfile(self, numbers: Collection[int]) -> None:
        """Take these reports out of what others are compared with."""
        v = view_links.c
        back = delete(view_links).where(v.one == bindparam("from"), v.other == bindparam("to"))
        pairs = [{"from": other, "to": one} for one, other, _ in self.links(numbers)]
        if pairs:
            self.connection.execute(back, pairs)
        for column in (v.one, view_blocks.c.report, view_reports.c.report):
            self._delete(column.table, column, numbers)

    def block(self, rows: Iterable[tuple[int, int, int, int]]) -> None:
        """File reports under blocks: block, first day, last day, report."""
        self._insert(
            view_blocks, (dict(zip(("block", "first", "last", "report"), row, strict=True)) for row in rows)
        )

    def in_blocks(
        self, blocks: Collection[int], first: int, last: int, longest: int
    ) -> list[tuple[int, int, int, int]]:
        """Return the reports of these blocks that can have been between two days: block, first day, last day, report.

        None is filed under more days than ``longest``.
        """
        b, found = view_blocks.c, list[tuple[int, int, int, int]]()
        for some in _some(blocks):
            query = select(b.block, b.first, b.last, b.report).where(
                b.block.in_(some), b.last >= first, b.last <= last + longest, b.first <= last
            )
            found += ((row[0], row[1], row[2], row[3]) for row in self.connection.execute(query).all())
        return found

    def link(self, rows: Iterable[tuple[int, int, float]]) -> None:
        """Write down the log odds of pairs."""
        both = (pair for one, other, odds in rows for pair in ((one, other, odds), (other, one, odds)))
        self._insert(view_links, (dict(zip(("one", "other", "odds"), row, strict=True)) for row in both))

    def links(self, numbers: Collection[int]) -> Iterator[tuple[int, int, float]]:
        """Yield the links of these reports."""
        v = view_links.c
        for some in _some(numbers):
            query = select(v.one, v.other, v.odds).where(v.one.in_(some))
            yield from ((row[0], row[1], row[2]) for row in self.connection.execute(query).all())

    def linked(self, numbers: Collection[int], least: float) -> set[int]:
        """Return the reports linked to one of these by more than some log odds."""
        v = view_links.c
        pairs = self._pairs(
            numbers, lambda some: select(v.one, v.other).where(v.one.in_(some), v.odds > least)
        )
        return {other for _, other in pairs}

    def band(self, article: int, bands: Collection[int]) -> None:
        """File an article under its bands, and no longer under others."""
        self._delete(view_bands, view_bands.c.article, [article])
        self._insert(view_bands, ({"band": band, "article": article} for band in bands))

    def in_bands(self, bands: Collection[int]) -> set[int]:
        """Return the articles that share one of these bands."""
        v = view_bands.c
        return {
            a for _, a in self._pairs(bands, lambda some: select(v.band, v.article).where(v.band.in_(some)))
        }

    def copies(self, articles: Collection[int]) -> dict[int, set[int]]:
        """Return the copies of each of these articles that has some."""
        v, found = view_copies.c, dict[int, set[int]]()
        for one, other in self._pairs(articles, lambda some: select(v.one, v.other).where(v.one.in_(some))):
            found.setdefault(one, set()).add(other)
        return found

    def set_copies(self, article: int, others: Collection[int]) -> None:
        """Take these articles, and no others, for copies of one."""
        for old in self.copies([article]).get(article, ()):
            self.connection.execute(
                delete(view_copies).where(view_copies.c.one == old, view_copies.c.other == article)
            )
        self._delete(view_copies, view_copies.c.one, [article])
        rows = [{"one": article, "other": o} for o in others] + [{"one": o, "other": article} for o in others]
        self._insert(view_copies, rows)

    def _pairs(self, keys: Collection[Any], query: Any) -> Iterator[tuple[Any, Any]]:
        for some in _some(keys):
            yield from ((row[0], row[1]) for row in self.connection.execute(query(some)).all())

    def _insert(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        made = list(rows)
        if made:
            self.connection.execute(insert(table), made)

    def _delete(self, table: Table, column: Any, keys: Collection[int]) -> None:
        for some in _some(keys):
            self.connection.execute(delete(table).where(column.in_(some)))


def newest_state(connection: Connection) -> State | None:
    """Return how far the view goes; ``None`` where there is none yet."""
    s = view_states.c
    query = select(s.number, s.version, s.readings, s.decisions).order_by(s.number.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else State(*row)


def is_current(connection: Connection, version: str) -> bool:
    """Whether the view knows every reading and decision, by this version of the merging."""
    return current_state(connection, version) is not None


def current_state(connection: Connection, version: str) -> int | None:
    """Return the number of the newest state; ``None`` where it does not know every reading and decision, by this version."""
    found = connection.execute(_HOW_FAR).first()
    if found is None:
        return None
    number, made_by, seen, decided, *newest = found
    is_newest = (made_by, seen, decided) == (version, *(last or 0 for last in newest))
    return number if is_newest else None


def how_far(connection: Connection, version: str) -> tuple[int, int, int]:
    """Return the last reading that the view knows by this version, the last one, and the number of the last row of an event."""
    found = connection.execute(_HOW_FAR).first()
    last, rows = (connection.scalar(select(func.max(table.c.number))) or 0 for table in (readings, events))
    return (found.readings if found is not None and found.version == version else 0), last, rows


def _some(keys: Collection[_Key]) -> Iterator[Sequence[_Key]]:
    every = list(keys)
    for first in range(0, len(every), _KEYS):
        yield every[first : first + _KEYS]
