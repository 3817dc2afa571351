"""``onrecord compare``: the events of a ledger beside those of another coder."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import options as shared
from onrecord.cli.export import good_rows, kinds_of, origin
from onrecord.cli.holdings import write_listing
from onrecord.cli.printing import tell
from onrecord.ledger import Ledger
from onrecord.model import Event, Record, UsageError

if TYPE_CHECKING:
    from onrecord.formats.comparing import Coded, Match
    from onrecord.ontology import EventKind

_CODERS = frozenset(("GDELT", "POLECAT", "ACLED"))
_COLUMNS = (
    "who", "day", "country", "event_type", "quad", "ours", "our_type", "our_mode", "our_actors", "our_recipients",
    "our_place", "theirs", "their_type", "their_mode", "their_actors", "their_recipients", "their_place",
)  # fmt: skip


@click.command()
@shared.ledger
@click.option(
    "--with",
    "other",
    required=True,
    metavar="FILE",
    help="A file that `import` reads, or GDELT, POLECAT or ACLED: what is imported of it.",
)
@origin
@click.option("--since", type=shared.IsoDate(), help="Only events on this day or later.")
@click.option("--until", type=shared.IsoDate(), help="Only events on this day or earlier.")
@shared.as_of
@shared.ontology
@shared.fmt
@shared.output
@click.pass_context
def compare(
    ctx: click.Context,
    url: str,
    other: str,
    origin: str | None,
    since: str | None,
    until: str | None,
    as_of: dt.datetime | None,
    ontology: str | None,
    fmt: str | None,
    output: Path | None,
) -> None:
    """Compare the events of a ledger with another coder's: counts, what matches, and what only one has.

    Nothing is stored. Of ours, those are compared that lie between the first and the last day of the other coder.
    """
    files = None if other in _CODERS else (Path(other),)
    failed = show_comparison(
        url,
        files,
        origin,
        kinds_of(ontology),
        coder=other if files is None else None,
        between=(since, until),
        as_of=as_of,
        listing=(fmt, output),
    )
    ctx.exit(1 if failed else 0)


def show_comparison(
    url: str,
    files: Sequence[Path] | None,
    origin: str | None,
    kinds: Mapping[str, EventKind],
    *,
    coder: str | None = None,
    between: tuple[str | None, str | None] = (None, None),
    as_of: dt.datetime | None = None,
    listing: tuple[str | None, Path | None] = (None, None),
) -> int:
    """Print what the ledger's own events and those of files, or of a coder in the ledger, have in common.

    Returns how many rows of the files are wrong.
    """
    from onrecord.formats.comparing import comparable, compared
    from onrecord.formats.looking_up import each_alone

    counts: Counter[str] = Counter()
    with closing(Ledger.open(url, create=False, tell=tell)) as ledger:
        rows = _of_coder(ledger, coder, as_of) if files is None else good_rows(files, origin, kinds, counts)
        theirs = _between(comparable(each_alone(rows), kinds), *between)
        if files is None and not theirs:
            raise UsageError(f"{ledger.url} has no event of {coder}: `onrecord import FILE` adds them")
        days = (_edge(min, theirs), _edge(max, theirs))
        matches = compared(
            _between(_between(comparable(_own(ledger, as_of), kinds), *days), *between), theirs
        )
    write_listing(map(_row, matches), _COLUMNS, lambda _colour: _lines(matches), *listing)
    return counts["failed"]


def _own(ledger: Ledger, as_of: dt.datetime | None) -> Iterator[Event]:
    """The events of a ledger, without what rows of other coders tell."""
    from onrecord.merging import build_events, events_of

    if _CODERS.isdisjoint(one.outlet for one in ledger.coverage(as_of=as_of)):
        with events_of(ledger, as_of=as_of) as stored:
            yield from stored.events()
    else:
        records = (record for record in ledger.records(as_of=as_of) if record.outlet not in _CODERS)
        yield from build_events(records, ledger.decisions(as_of=as_of))


def _of_coder(ledger: Ledger, coder: str | None, as_of: dt.datetime | None) -> Iterator[Record]:
    return (record for record in ledger.records(as_of=as_of) if record.outlet == coder)


def _between(events: Iterable[Coded], since: str | None, until: str | None) -> list[Coded]:
    return [
        one
        for one in events
        if (since is None or one.end.isoformat() >= since)
        and (until is None or one.start.isoformat() <= until)
    ]


def _edge(pick: Any, events: Sequence[Coded]) -> str | None:
    days = [one.start.isoformat() for one in events]
    return pick(days) if days else None


def _lines(matches: Sequence[Match]) -> Iterator[str]:
    from onrecord.formats.comparing import counts

    both = sum(1 for m in matches if m.ours and m.theirs)
    ours, theirs = sum(1 for m in matches if m.ours), sum(1 for m in matches if m.theirs)
    yield f"ours {ours} · theirs {theirs} · both {both}"
    yield ""
    yield f"{'day':<12}{'country':<9}{'type':<12}{'ours':>6}{'theirs':>8}{'both':>6}"
    for row in counts(matches):
        yield (
            f"{row['day']:<12}{row['country'] or '-':<9}{row['event_type']:<12}"
            f"{row['ours']:>6}{row['theirs']:>8}{row['both']:>6}"
        )
    for title, some in (
        ("both", [m for m in matches if m.ours and m.theirs]),
        ("only ours", [m for m in matches if not m.theirs]),
        ("only theirs", [m for m in matches if not m.ours]),
    ):
        if some:
            yield ""
            yield f"{title}: {len(some)}"
            for match in some:
                yield from _told(match)


def _told(match: Match) -> Iterator[str]:
    one = match.shown
    yield f"  {one.start}  {_in_short(one)}  [{one.id}]"
    if match.ours and match.theirs:
        yield f"  {match.theirs.start}  {_in_short(match.theirs)}  [{match.theirs.id}]"


def _in_short(one: Coded) -> str:
    kind = f"{one.event_type}/{one.mode}" if one.mode else one.event_type
    where = " · ".join(word for word in (one.place, one.country) if word)
    told = " ".join(f"{one.actors or '?'} → {kind} → {one.recipients or '?'}".split())
    return f"{told} ({where})" if where else told


def _row(match: Match) -> dict[str, Any]:
    one = match.shown
    row: dict[str, Any] = {
        "who": "both" if match.ours and match.theirs else "ours" if match.ours else "theirs",
        "day": one.start.isoformat(),
        "country": one.country,
        "event_type": one.event_type,
        "quad": one.quad,
    }
    for name, side in (("our", match.ours), ("their", match.theirs)):
        row |= {
            f"{name}s": side.id if side else None,
            f"{name}_type": side.event_type if side else None,
            f"{name}_mode": side.mode if side else None,
            f"{name}_actors": side.actors if side else None,
            f"{name}_recipients": side.recipients if side else None,
            f"{name}_place": side.place if side else None,
        }
    return row
