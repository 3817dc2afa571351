"""``onrecord export`` and ``import``: a ledger to and from the files of other programs and coders."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import options as shared
from onrecord.cli.printing import tell, until_closed
from onrecord.cli.read import opened
from onrecord.ledger import Ledger
from onrecord.ledger.view import EventFilters, StoredEvents
from onrecord.model import Event, InputError, Record, UsageError

if TYPE_CHECKING:
    from onrecord.formats.exports import Chosen
    from onrecord.formats.looking_up import Lookup
    from onrecord.ontology import EventKind

EXPORTS = (
    "jsonl", "events", "csv", "parquet", "geojson", "graphml", "polecat", "gdelt", "acled", "jsonld",
)  # fmt: skip
_NAMES = f"[{'|'.join(EXPORTS)}]"
IMPORTS = ("jsonl", "parquet", "gdelt", "polecat", "acled")
_FOLDERS = frozenset(("parquet", "gdelt"))
_SHOWN = 20
"""Bad rows of one file that are named on standard error; `onrecord coverage --failed` has all."""
_HELD = 64
"""Records held at once: those of the articles that events next to each other share."""

Command = TypeVar("Command", bound=Callable[..., Any])
_FILTERS: tuple[Callable[[Any], Any], ...] = (
    click.option("--least", type=click.IntRange(1), default=1, help="Only events told at least so often."),
    click.option("--text", help="Only events with these words in a sentence that tells them, or the title."),
    click.option("--standing", help="Only events with this word in their standing, such as disputed."),
    click.option("--until", type=shared.IsoDate(), help="Only events on this day or earlier."),
    click.option("--since", type=shared.IsoDate(), help="Only events on this day or later."),
    click.option("--place", help="Only events at this place or in this country."),
    click.option("--recipient", help="Only events done to somebody of this name, key or country code."),
    click.option("--actor", help="Only events done by somebody of this name, key or country code."),
    click.option("--who", help="Only events in which somebody of this name, key or country code takes part."),
    click.option("--type", help="Only events told as this type, such as ASSAULT."),
)


origin = click.option(
    "--from", "origin", type=click.Choice(IMPORTS), help="The format. [default: what the file begins with]"
)


class _FormatName(click.ParamType[str]):
    """The name of a format of ours or of a plug-in."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name. Plug-ins are only looked for where it is none of ours."""
        if value not in EXPORTS:
            from onrecord.plugins import names_of

            others = names_of("onrecord.exporters")
            if value not in others:
                self.fail(f"'{value}' is not one of {', '.join((*EXPORTS, *others))}", param, ctx)
        return value


def _filters(command: Command) -> Command:
    for option in _FILTERS:
        command = option(command)
    return command


@click.command()
@shared.ledger
@click.option(
    "--as",
    "--to",
    "fmt",
    type=_FormatName(),
    metavar=_NAMES,
    help="The format: one of ours, or of a plug-in.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File, or folder for parquet and gdelt. [default: standard output]",
)
@_filters
@click.option("--unmerged", is_flag=True, help="Each report as an event of its own: nothing is merged.")
@shared.as_of
@shared.ontology
@click.option(
    "--explain", type=_FormatName(), metavar=_NAMES, help="Only say what a format holds and what it loses."
)
def export(
    url: str,
    fmt: str | None,
    output: Path | None,
    unmerged: bool,
    as_of: dt.datetime | None,
    ontology: str | None,
    explain: str | None,
    **wanted: Any,
) -> None:
    """Write what a ledger holds in the format of another program.

    The filters are those of `events`. Of articles and reports, those of the events asked for are written.
    """
    if explain is not None:
        with until_closed():
            click.echo(_explained(explain))
        return
    if fmt is None:
        raise UsageError(
            f"name the format: --as {', --as '.join(EXPORTS)}; --explain FORMAT says what it holds"
        )
    if fmt in _FOLDERS and output is None:
        raise UsageError(f"{fmt} is several files: give a folder with --output")
    with closing(Ledger.open(url, create=False, tell=tell)) as ledger, ExitStack() as stack:
        holdings = _Holdings(
            ledger, as_of, EventFilters(**wanted), stack, unmerged=unmerged, kinds=kinds_of(ontology)
        )
        if fmt in _FOLDERS:
            assert output is not None
            _write_folder(holdings, fmt, output)
        else:
            with until_closed(), opened(output) as stream:
                from onrecord.formats.writers import write_lines

                write_lines(holdings.lines(fmt), stream)


def _explained(fmt: str) -> str:
    from onrecord.formats.dictionary import explained
    from onrecord.formats.plugin import about

    return "\n".join(explained(fmt)) if fmt in EXPORTS else about(fmt)


class _Holdings:
    """What an export is made of: records and events of a ledger, as often as a format needs them."""

    def __init__(
        self,
        ledger: Ledger,
        as_of: dt.datetime | None,
        filters: EventFilters,
        stack: ExitStack,
        *,
        unmerged: bool,
        kinds: Mapping[str, EventKind],
    ) -> None:
        from onrecord.formats.looking_up import Lookup

        self._ledger, self._as_of, self._stack = ledger, as_of, stack
        self._filters, self._unmerged = filters, unmerged
        self._last: Record | None = None
        self._record = lru_cache(maxsize=_HELD)(lambda article: ledger.record(article, as_of=as_of))
        self.lookup: Lookup = Lookup(kinds=kinds, article=self._article)

    def records(self) -> Iterator[Record]:
        """The current records, one at a time."""
        for record in self._ledger.records(as_of=self._as_of):
            self._last = record
            yield record

    def events(self) -> Iterator[Event]:
        """The events asked for, or each of their reports alone; one at a time."""
        if not self._unmerged:
            return self._stored.events(self._filters)
        from onrecord.formats.exports import cut
        from onrecord.formats.looking_up import each_alone

        return each_alone(cut(self.records(), self.chosen))

    @cached_property
    def chosen(self) -> Chosen | None:
        """The reports and articles of the events asked for; ``None`` where nothing is left out."""
        from onrecord.formats.exports import Chosen

        return None if self._filters == EventFilters() else Chosen(self._stored.events(self._filters))

    @cached_property
    def _stored(self) -> StoredEvents:
        """The events of the ledger, brought up to date once a format needs them."""
        from onrecord.merging import events_of

        return self._stack.enter_context(events_of(self._ledger, as_of=self._as_of))

    def _article(self, article: str) -> Record | None:
        """The record of an article; the one at hand, where reports are taken one by one, needs no query."""
        if self._last is not None and self._last.id == article:
            return self._last
        return self._record(article)

    def lines(self, fmt: str) -> Iterator[bytes]:
        """The lines of a format of one file."""
        from onrecord.formats.exports import EVENT_FORMATS, record_lines, report_lines

        if fmt == "jsonl":
            return record_lines(self.records(), self.chosen)
        if fmt == "csv":
            return report_lines(self.records(), self.chosen)
        if fmt not in EVENT_FORMATS:
            from onrecord.formats.plugin import lines_by

            return lines_by(fmt, self.events())
        return EVENT_FORMATS[fmt](self.events(), self.lookup)

    def rows(self) -> Iterator[tuple[str, Iterable[dict[str, Any]], Any]]:
        """Name, rows and columns of each Parquet file."""
        from onrecord.formats import parquet
        from onrecord.formats.exports import of_chosen
        from onrecord.opened import ATTRIBUTIONS, QUANTITIES, REPORTS

        chosen, ledger, at = self.chosen, self._ledger, self._as_of
        articles = chosen.articles if chosen else None
        reports = chosen.reports if chosen else None
        of_articles = (r for r in self.records() if articles is None or r.id in articles)
        yield "articles", parquet.article_rows(of_articles), parquet.ARTICLES
        yield "reports", of_chosen(ledger.reports(as_of=at), "report_id", reports), REPORTS
        yield "quantities", of_chosen(ledger.quantities(as_of=at), "report_id", reports), QUANTITIES
        yield "attributions", of_chosen(ledger.attributions(as_of=at), "article_id", articles), ATTRIBUTIONS
        yield "events", parquet.event_rows(self.events(), self.lookup), parquet.EVENTS


def _write_folder(holdings: _Holdings, fmt: str, folder: Path) -> None:
    from onrecord.formats.exports import GDELT_FILES
    from onrecord.formats.parquet import write_parquet
    from onrecord.formats.writers import write_lines

    try:
        folder.mkdir(parents=True, exist_ok=True)
        if fmt == "parquet":
            for name, rows, columns in holdings.rows():
                write_parquet(rows, columns, folder / f"{name}.parquet")
            return
        for name, lines in GDELT_FILES.items():
            with opened(folder / name) as stream:
                write_lines(lines(holdings.events(), holdings.lookup), stream)
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error}); give another --output"
        raise InputError(str(folder), reason) from error


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@shared.ledger
@origin
@click.option(
    "--compare", "then_compare", is_flag=True, help="Then compare them with the other events of the ledger."
)
@shared.ontology
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[Path, ...],
    url: str,
    origin: str | None,
    then_compare: bool,
    ontology: str | None,
) -> None:
    """Keep what files hold in a ledger: our own JSON lines and Parquet, or rows of GDELT, POLECAT and ACLED.

    A row of another coder becomes an article of that coder with one report: its text is what the row says. A file or row
    that is wrong is named on standard error, the rest goes on, and the exit status is 1.
    """
    kinds = kinds_of(ontology)
    counts: Counter[str] = Counter()
    with closing(Ledger.open(url, tell=tell)) as ledger:
        for record in good_rows(files, origin, kinds, counts, ledger):
            try:
                counts[ledger.add(record)] += 1
            except InputError as error:
                _fail(error, counts, ledger)
            counts[""] += not record.reports
        failed, empty = counts.pop("failed", 0), counts.pop("", 0)
        told = ", ".join(f"{n} {what}" for what, n in sorted(counts.items())) or "nothing"
        click.echo(f"{ledger.url}: {told}" + (f", {failed} failed" if failed else ""))
        if empty:
            click.echo(f"{empty} of them tell no event of PLOVER's types: kept without a report")
    if then_compare:
        from onrecord.cli.compare import show_comparison

        show_comparison(url, files, origin, kinds)
    ctx.exit(1 if failed else 0)


def kinds_of(ontology: str | None) -> Mapping[str, EventKind]:
    """Return the event types in force."""
    from onrecord.ontology import load_ontology, ontology_file

    return load_ontology(ontology_file(ontology)).kinds


def good_rows(
    files: Iterable[Path],
    origin: str | None,
    kinds: Mapping[str, EventKind],
    counts: Counter[str],
    ledger: Ledger | None = None,
) -> Iterator[Record]:
    """Yield the records of files; what is wrong is named on standard error, logged, and counted as ``failed``."""
    from onrecord.formats.foreign import read_export

    for path in files:
        before = counts["failed"]
        for outcome in read_export(path, origin, kinds):
            if isinstance(outcome, InputError):
                _fail(outcome, counts, ledger, quiet=counts["failed"] - before >= _SHOWN)
            else:
                yield outcome
        more = counts["failed"] - before - _SHOWN
        if more > 0:
            click.echo(f"onrecord: {path}: {more} more rows failed", err=True)


def _fail(error: InputError, counts: Counter[str], ledger: Ledger | None, *, quiet: bool = False) -> None:
    counts["failed"] += 1
    if not quiet:
        tell(str(error))
    if ledger is not None:
        ledger.log_failure(error.name, error.reason)
