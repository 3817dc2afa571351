"""``onrecord backfill`` and ``onrecord load``: archives into shards, and shards into a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell
from onrecord.model import InputError, UsageError

if TYPE_CHECKING:
    from onrecord.scale.backfill import Plan
    from onrecord.scale.engines import Engine, ShardOutcome

_SHOWN = 5
"""Quarantined documents of a shard that are named; its manifest has all."""
_LOGGED = 20
"""The same of all shards that are loaded; the ledger has all."""


@click.command()
@shared.inputs
@click.option(
    "--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder for the shards."
)
@click.option("--engine", type=click.Choice(("local", "ray")), default="local", show_default=True)
@click.option("--address", help="Running Ray cluster to use. [default: this machine]")
@shared.workers
@click.option(
    "--time-limit",
    type=click.FloatRange(0.001),
    default=60.0,
    show_default=True,
    help="Seconds that one article may take; one that takes longer is quarantined.",
)
@click.option(
    "--pages",
    type=click.IntRange(1),
    default=500,
    show_default=True,
    help="Loose pages and texts that make a shard.",
)
@click.option("--fetch", is_flag=True, help="Fetch the pages of lists of addresses (GDELT's, .urls).")
@shared.published
@shared.allow_private
@shared.ontology
@click.pass_context
def backfill(
    ctx: click.Context,
    inputs: tuple[str, ...],
    output: Path,
    engine: str,
    address: str | None,
    workers: int,
    time_limit: float,
    pages: int,
    fetch: bool,
    published: str | None,
    allow_private: bool,
    ontology: str | None,
) -> None:
    """Read archives into shards: for each file one Parquet of records and one manifest.

    INPUT is a file or folder of .warc(.gz), .jsonl(.gz), .csv(.gz), .parquet, .zip, .tar(.gz), ninjs (.json), NewsML-G2
    (.xml), .txt and .html, or with --fetch a list of addresses. Stopped at any time, the same command goes on where it
    was; what is finished stays. What cannot be read is quarantined with the reason, in the manifest, and the rest is read.
    """
    counts: Counter[str] = Counter()
    with _stoppable(ctx):
        from onrecord.ontology import ontology_file
        from onrecord.reader import ReadOptions
        from onrecord.scale.backfill import plan

        options = ReadOptions(
            published=published, allow_private=allow_private, ontology=ontology_file(ontology)
        )
        chosen = _engine(engine, address, workers, time_limit)
        work = plan(inputs, output, options, fetch=fetch, pages=pages)
        for missing in work.failed:
            _name(missing, counts)
        _run(work, chosen, counts)
    counts["known"] = len(work.done)
    click.echo(f"{output}: {_told(counts)}")
    ctx.exit(1 if counts["failed"] or counts["quarantined"] else 0)


@contextmanager
def _stoppable(ctx: click.Context) -> Iterator[None]:
    """Let Ctrl-C end a command that loses nothing by it."""
    try:
        yield
    except KeyboardInterrupt:
        tell("stopped; the same command goes on from here")
        ctx.exit(130)


def _engine(engine: str, address: str | None, workers: int, seconds: float) -> Engine:
    if engine == "ray":
        from onrecord.scale.on_ray import RayEngine

        return RayEngine(workers, seconds=seconds, address=address)
    if address is not None:
        raise UsageError("--address is of a Ray cluster: give --engine ray with it")
    from onrecord.scale.engines import LocalEngine

    return LocalEngine(workers, seconds=seconds)


def _run(work: Plan, engine: Engine, counts: Counter[str]) -> None:
    from onrecord.scale.backfill import backfill as run
    from onrecord.scale.progress import shown_progress

    with shown_progress(work) as reached, closing(run(work, engine, reached)) as outcomes:
        for outcome in outcomes:
            _count(outcome, counts)


def _count(outcome: ShardOutcome, counts: Counter[str]) -> None:
    from onrecord.scale.coding_shard import Failure

    if isinstance(outcome, Failure):
        _name(outcome.error, counts)
        return
    counts["coded"] += 1
    found = outcome.counts
    for what in ("articles", "reports", "quarantined", "other_language"):
        counts[what] += getattr(found, what)
    for one in outcome.quarantined[:_SHOWN]:
        tell(f"{one.name}: {one.reason}")
    if len(outcome.quarantined) > _SHOWN:
        tell(f"{outcome.shard}: {len(outcome.quarantined) - _SHOWN} more are quarantined; see its manifest")


def _name(error: Exception, counts: Counter[str]) -> None:
    counts["failed"] += 1
    tell(str(error))


def _told(counts: Counter[str]) -> str:
    said = [f"{counts['coded']} shards coded, {counts['known']} done before"]
    said.append(f"{counts['articles']} articles with {counts['reports']} reports")
    said += [f"{counts[what]} {words}" for what, words in _REST if counts[what]]
    return "; ".join(said)


_REST = (("other_language", "in other languages"), ("quarantined", "quarantined"), ("failed", "failed"))


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@shared.ledger
@shared.workers
@click.pass_context
def load(ctx: click.Context, folder: Path, url: str, workers: int) -> None:
    """Keep what a backfill wrote into DIR in a ledger, and bring its events up to date.

    Loading the same twice changes nothing, and what was loaded before a stop stays. What was quarantined is logged for
    `coverage`. A damaged shard is named, the others are loaded, and the exit status is 1. With --workers processes share
    the work of the events, which are the same with any number of them.
    """
    counts: Counter[str] = Counter()
    with _stoppable(ctx):
        loaded = _load(folder, url, workers, counts)
    quarantined = counts.pop("quarantined", 0)
    if quarantined > _LOGGED:
        tell(f"{quarantined - _LOGGED} more were quarantined: `onrecord coverage --failed` lists them")
    failed = counts.pop("failed", 0) + quarantined
    told = ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing"
    click.echo(f"{loaded}: {told}" + (f", {failed} failed" if failed else ""))
    ctx.exit(1 if failed else 0)


def _load(folder: Path, url: str, workers: int, counts: Counter[str]) -> str:
    """Load shards and return what to call the ledger."""
    from onrecord.ledger import Ledger
    from onrecord.merging import catch_up
    from onrecord.merging.version import merging_version
    from onrecord.scale.entries import Quarantined
    from onrecord.scale.loading import documents_in, shard_outcomes
    from onrecord.scale.merging_crew import AT_ONCE, merging_crew
    from onrecord.scale.progress import shown

    with closing(Ledger.open(url, tell=tell)) as ledger:
        with shown(documents_in(folder)) as show:
            for number, outcome in enumerate(shard_outcomes(folder), 1):
                try:
                    if isinstance(outcome, InputError):
                        raise outcome
                    if isinstance(outcome, Quarantined):
                        counts["quarantined"] += 1
                        if counts["quarantined"] <= _LOGGED:
                            tell(f"{outcome.name}: {outcome.reason}")
                        ledger.log_failure(outcome.name, outcome.reason)
                    else:
                        counts[ledger.add(outcome)] += 1
                except InputError as error:
                    _name(error, counts)
                    ledger.log_failure(error.name, error.reason)
                show(number, number)
        known, last, _ = ledger.how_far(merging_version())
        with (
            merging_crew(url, workers) as crew,
            shown(last - known, what="articles into events") as show,
        ):
            catch_up(ledger, lambda at: show(at - known, at - known), crew=crew, at_once=AT_ONCE)
        return ledger.url
