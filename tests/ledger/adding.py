"""A process that adds made-up articles and can be killed at any moment. It says what it has stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection

import alembic.command  # noqa: F401  (loaded once in the fork server, not once a process)
import msgspec

from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.model import Record
from tests.ledger.made_up import TEXT, record, report


def articles(count: int) -> Iterator[Record]:
    """Yield records: every third article changes later, every fifth is read again by another coder."""
    for number in range(count):
        name = f"article-{number}"
        first = record(TEXT * 20, name, reports=tuple(report(f"r{n}-{number}") for n in range(8)))
        yield first
        if number % 3 == 0:
            yield msgspec.structs.replace(first, text=TEXT * 20 + " It was calm later.")
        if number % 5 == 0:
            yield msgspec.structs.replace(first, reports=first.reports[:3])


def key(article: Record) -> tuple[str, int, int]:
    """Return what tells the records apart."""
    return article.id, len(article.text), len(article.reports)


def add_articles(url: str, count: int, skip: int, done: Connection) -> None:
    """Open the ledger and add all but the first ones; send each record's key once ``add`` has returned."""
    ledger = Ledger.open(url)
    for article in islice(articles(count), skip, None):
        ledger.add(article)
        done.send(key(article))
    ledger.close()
    done.send(None)


def add_and_view(url: str, records: Sequence[Record], done: Connection) -> None:
    """Add articles and bring the stored events up to date after each; send its id then."""
    ledger = Ledger.open(url)
    for article in records:
        ledger.add(article)
        catch_up(ledger)
        done.send(article.id)
    ledger.close()
    done.send(None)
