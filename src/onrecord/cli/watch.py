"""``onrecord watch``: feeds polled politely, what they list read and kept."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.watching import Config, Totals

_ENDING = [
    signal.Signals[name] for name in ("SIGTERM", "SIGINT", "SIGHUP") if name in signal.Signals.__members__
]
"""Windows has no SIGHUP."""
_TOLD = ("new", "changed", "known", "unchanged", "recoded", "failed")


@click.command()
@click.argument("config", type=click.Path(dir_okay=False, path_type=Path), metavar="CONFIG.toml")
@click.option(
    "--once", is_flag=True, help="Do what is due, then end: for cron. Exit status 1 if some failed."
)
@click.option("--dry-run", is_flag=True, help="Ask the feeds and list the pages to fetch; keep nothing.")
@click.option("--ledger", "url", help="Database URL of the ledger, instead of the configuration's.")
@shared.allow_private
@click.pass_context
def watch(
    ctx: click.Context, config: Path, once: bool, dry_run: bool, url: str | None, allow_private: bool
) -> None:
    """Poll feeds, sitemaps and pages of links; read the articles they list and keep them in a ledger.

    Hosts are asked one request at a time, as their robots.txt allows. It goes on until SIGTERM or Ctrl-C, ends after the
    article at hand, and goes on where it was when it is started again. What CONFIG.toml says: docs/watch.md.
    """
    import msgspec

    from onrecord.watching import load_config

    settings = load_config(config)
    if url is not None:
        settings = msgspec.structs.replace(settings, ledger=url)
    if allow_private:
        settings = msgspec.structs.replace(settings, allow_private=True)
    totals = _rehearse(settings) if dry_run else _watch(settings, once=once)
    told = ", ".join(f"{totals[name]} {name}" for name in _TOLD if totals[name])
    where = "nothing was kept" if dry_run else settings.ledger
    click.echo(f"{where}: {totals['polls']} polls; {told or 'no article'}", err=dry_run)
    ctx.exit(1 if once and totals["failed"] else 0)


def _watch(settings: Config, *, once: bool) -> Totals:
    from onrecord.ledger import Ledger
    from onrecord.ontology import load_ontology, ontology_file
    from onrecord.reader import ReadOptions
    from onrecord.scale.reading_process import Means, ReadingProcess, whole
    from onrecord.watching import LedgerKeeper, State, SystemClock, Watch

    own = ontology_file(settings.ontology)
    load_ontology(own)  # a bad file is told before anything is asked
    options = ReadOptions(allow_private=settings.allow_private, ontology=own)
    # in a process of its own: a page that makes a model hang or die does not end the watch, nor do libraries fill its memory
    reader = ReadingProcess(
        options, seconds=settings.read_seconds, means=Means(answer=whole), setting="read_seconds"
    )
    assert settings.state is not None  # loading the configuration fills it in
    with (
        closing(State.open(settings.state)) as state,
        closing(Ledger.open(settings.ledger, tell=tell)) as ledger,
        closing(reader),
    ):
        alerts = _Alerts(settings.alerts, ledger)
        keeper = LedgerKeeper(ledger, reader.record, then=alerts.tell)
        running = Watch(settings, state, keeper, clock=SystemClock(), tell=_log)

        def stop() -> None:
            alerts.stop()
            running.stop()

        with stopped_by_signals(stop):
            alerts.tell()  # a query that is saved now begins before the first article comes
            return running.run(once=once)


class _Alerts:
    """The saved queries that a configuration names, if any."""

    def __init__(self, path: str | None, ledger: Ledger) -> None:
        from onrecord.alerting import Rounds, load_config

        config = None if path is None else load_config(Path(path))
        self._every = None if config is None else config.every_seconds
        self._rounds = None if config is None else Rounds(config, ledger, tell=_log)

    def tell(self) -> float | None:
        """Look at them, and deliver what is due. Returns after how many seconds to do so again, though no article comes."""
        from onrecord.cli.alerts import in_words

        if self._rounds is not None and (totals := self._rounds.round()):
            _log(f"alerts: {in_words(totals)}")
        return self._every

    def stop(self) -> None:
        """End after the delivery at hand."""
        if self._rounds is not None:
            self._rounds.stop()


def _rehearse(settings: Config) -> Totals:
    from onrecord.watching import State, SystemClock, Watch

    assert settings.state is not None
    with closing(State.copy_of(settings.state)) as state:
        running = Watch(settings, state, None, clock=SystemClock(), tell=_log, list_page=click.echo)
        with stopped_by_signals(running.stop):
            return running.run(once=True)


def _log(message: str) -> None:
    line = f"{dt.datetime.now(dt.UTC).isoformat(timespec='seconds')} {message}"
    with suppress(OSError):  # a log that is full, or gone, must not end a work of months
        try:
            number = sys.stderr.fileno()
        except (OSError, ValueError):  # no file
            click.echo(line, err=True)
            return
        # past the buffer: what a full log left in it would be an error again when the program ends
        os.write(number, f"{line}\n".encode(errors="backslashreplace"))


@contextmanager
def stopped_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Let SIGTERM, SIGINT and SIGHUP end what runs after what is at hand; a second one ends it at once.

    SIGHUP, which a terminal that is closed sends, stays ignored where it is: under nohup.
    """

    def handle(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, before[signal.Signals(number)])
        stop()

    before = {number: signal.getsignal(number) for number in _ENDING}
    before = {number: handler for number, handler in before.items() if handler != signal.SIG_IGN}
    for number in before:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
