"""Records for a ledger that pages and API have something to tell of."""

from __future__ import annotations

from onrecord.ledger import Ledger
from onrecord.model import Record
from tests.ledger import made_up as of_ledger
from tests.merging.made_up import ATTACK, OTHER, TALKS, article


def stock() -> list[Record]:
    """Return articles with events told once and several times, denied, placed and with figures."""
    texts = ((ATTACK, "ASSAULT", "fired"), (OTHER, "ASSAULT", "bombed"), (TALKS, "CONSULT", "held"))
    found = [
        article(f"{word}-{n}", f"2020-01-{7 + 3 * n:02}", text, kind=kind, word=word, negated=n == 3, published=f"2020-01-{8 + 3 * n:02}")  # type: ignore[arg-type]
        for text, kind, word in texts for n in range(4)
    ]  # fmt: skip
    found += [article(f"again-{n}", "2020-01-07", ATTACK, published="2020-01-09") for n in range(3)]
    return [*found, of_ledger.record(), of_ledger.record(article="https://example.org/a?b=c#d")]


def fill(ledger: Ledger) -> None:
    """Add them, one of them in two versions, and something that failed."""
    for record in stock():
        ledger.add(record)
    ledger.add(of_ledger.record(of_ledger.TEXT + " It was calm later."))
    ledger.log_failure("missing.html", "no such file")
