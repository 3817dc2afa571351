"""``onrecord search``, ``coverage``, ``stats`` and ``check``: what a ledger holds, and whether it is whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from onrecord.cli import options as shared
from onrecord.cli.printing import tell, until_closed
from onrecord.cli.read import default_format, opened
from onrecord.model import LedgerError

_FOUND = ("article_id", "title", "outlet", "published", "url", "snippet", "score", "added")
_ATTEMPTS = ("added", "outcome", "input", "outlet", "published", "article_id", "reason")
_COVERAGE = (
    "outlet", "articles", "first_published", "last_published", "days", "attempts", "new", "changed", "recoded", "known",
    "failed", "first_read", "last_read", "gaps",
)  # fmt: skip


@click.command()
@click.argument("words", nargs=-1, required=True)
@shared.ledger
@shared.as_of
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="How many articles at most."
)
@shared.fmt
@shared.output
def search(
    words: tuple[str, ...],
    url: str,
    as_of: dt.datetime | None,
    limit: int,
    fmt: str | None,
    output: Path | None,
) -> None:
    """Find the articles of a ledger in whose title or text all WORDS stand, the best first.

    Words are found in all their forms. Quotation marks make a phrase: onrecord search '"air strike" Baghdad'.
    """
    from onrecord.ledger import Ledger
    from onrecord.opened import found_row
    from onrecord.views.holdings import render_found

    ledger = Ledger.open(url, create=False, tell=tell)
    found = ledger.search(" ".join(words), limit=limit, as_of=as_of)
    ledger.close()
    write_listing(
        map(found_row, found), _FOUND, lambda colour: render_found(found, colour=colour), fmt, output
    )


@click.command()
@shared.ledger
@click.option("--attempts", is_flag=True, help="Each input that was tried, the last first.")
@click.option("--failed", is_flag=True, help="Only what failed; with the reason.")
@click.option("--outlet", help="Only this outlet's attempts.")
@shared.as_of
@shared.fmt
@shared.output
def coverage(
    url: str,
    attempts: bool,
    failed: bool,
    outlet: str | None,
    as_of: dt.datetime | None,
    fmt: str | None,
    output: Path | None,
) -> None:
    """Show which outlets a ledger has read when, on which days it has nothing of them, and what failed."""
    from onrecord.ledger import Ledger
    from onrecord.views.holdings import render_attempts, render_coverage

    ledger = Ledger.open(url, create=False, tell=tell)
    if attempts or failed or outlet is not None:
        tried = ledger.attempts(outlet=outlet, outcome="failed" if failed else None, as_of=as_of)
        write_listing(tried, _ATTEMPTS, lambda colour: render_attempts(tried, colour=colour), fmt, output)
    else:
        outlets = ledger.coverage(as_of=as_of)
        rows = ({**msgspec.to_builtins(one), "gaps": _gaps(one.gaps, fmt, output)} for one in outlets)
        write_listing(rows, _COVERAGE, lambda colour: render_coverage(outlets, colour=colour), fmt, output)
    ledger.close()


def _gaps(gaps: Sequence[Any], fmt: str | None, output: Path | None) -> Any:
    """In a cell of CSV, gaps are written as ``2020-01-02/2020-01-05``."""
    if (fmt or default_format(output)) == "csv":
        return [f"{gap.start}/{gap.end}" for gap in gaps]
    return msgspec.to_builtins(gaps)


@click.command()
@shared.ledger
@shared.as_of
@shared.fmt
@shared.output
def stats(url: str, as_of: dt.datetime | None, fmt: str | None, output: Path | None) -> None:
    """Count what a ledger holds: articles, versions, readings, and the current reports by type."""
    from onrecord.ledger import Ledger
    from onrecord.views.holdings import render_counts

    ledger = Ledger.open(url, create=False, tell=tell)
    counts = ledger.stats(as_of=as_of)
    ledger.close()
    rows = ({"what": name, "count": count} for name, count in counts.items())
    write_listing(rows, ("what", "count"), lambda _colour: render_counts(counts), fmt, output)


@click.command()
@shared.ledger
@click.option("--skip-events", is_flag=True, help="Do not build the events once more and compare: quicker.")
@shared.fmt
@shared.output
def check(url: str, skip_events: bool, fmt: str | None, output: Path | None) -> None:
    """Look whether a ledger is whole: hashes of what is stored, references, derived rows, full-text search, events.

    Names what is damaged and ends with exit status 3; a whole ledger is 0.
    """
    from onrecord.ledger import Ledger
    from onrecord.merging import wrong_events
    from onrecord.views.holdings import render_damage

    ledger = Ledger.open(url, create=False, tell=tell)
    damage = list(ledger.check())
    advice = "put back a copy of the ledger, or make a new one and add the articles again"
    if not damage and not skip_events:
        damage = list(wrong_events(ledger))
        advice = "`onrecord rebuild` makes the events anew; all else is whole"
    ledger.close()
    rows = map(msgspec.structs.asdict, damage)
    columns = ("table", "number", "article", "what")
    write_listing(rows, columns, lambda colour: render_damage(damage, colour=colour), fmt, output)
    if damage:
        raise LedgerError(f"{ledger.url}: {len(damage)} things are damaged; {advice}")
    if (fmt or default_format(output)) == "table":
        click.echo(f"{ledger.url}: whole")


def write_listing(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[str],
    render: Callable[[bool | None], Iterator[str]],
    fmt: str | None,
    output: Path | None,
) -> None:
    """Write rows in the format asked for, or the lines that ``render`` makes of them (told whether to use colour)."""
    chosen = fmt or default_format(output)
    with until_closed(), opened(output) as stream:
        if chosen == "table":
            for line in render(None if output is None else False):
                stream.write(line + "\n")
        else:
            from onrecord.formats.rows import write_rows

            write_rows(rows, columns, chosen, stream)
