"""On Record: who did what to whom, where, when, how many, and who says so.

>>> import onrecord
>>> record = onrecord.read("article.html")  # doctest: +SKIP
>>> record.reports  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coding.tracing import Trace
    from onrecord.model import Article, InputError, Record
    from onrecord.opened import OpenLedger
    from onrecord.quoting import Quotation, Quoted

__version__ = "0.1.0"
__all__ = ["__version__", "explain", "open", "quotations", "quoted", "read", "read_all"]


def read(
    source: str | Path | Article,
    *,
    published: str | None = None,
    verbatim: bool = False,
    allow_private: bool = False,
    ontology: str | Path | None = None,
) -> Record:
    """Read one article: a path, an ``http(s)`` address or an ``Article`` made by you.

    ``published`` (ISO date) is used where the input has no date; relative dates resolve against it. ``verbatim``
    takes the text as it is. ``ontology`` is a file of your own event types and predicates (docs/ontology-file.md;
    default: the one that ``ONRECORD_ONTOLOGY`` names). Raises ``onrecord.model.InputError`` where the input cannot be
    read, and ``UsageError`` where it holds more than one article: ``read_all`` is for those.
    """
    from onrecord.model import Article, InputError, UsageError
    from onrecord.ontology import ontology_file
    from onrecord.reader import ReadOptions, reader_for
    from onrecord.scale import read_inputs

    own = ontology_file(ontology)
    if isinstance(source, Article):
        return reader_for(own).read(source)
    options = ReadOptions(published=published, verbatim=verbatim, allow_private=allow_private, ontology=own)
    outcomes = read_inputs([str(source)], options)
    first = next(outcomes, None)
    if first is None:
        raise InputError(str(source), "no article found in it")
    if isinstance(first, InputError):
        raise first
    if next(outcomes, None) is not None:
        raise UsageError(f"{source} holds more than one article: use onrecord.read_all")
    return first


def read_all(
    sources: Iterable[str | Path],
    *,
    published: str | None = None,
    verbatim: bool = False,
    allow_private: bool = False,
    ontology: str | Path | None = None,
    workers: int = 1,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Record]:
    """Read every article in files, folders, archives and addresses, in order, one at a time.

    An input that fails is given to ``on_error`` and the rest is still read; without ``on_error`` it is raised.
    ``workers`` processes share the work; the output is the same as with one.
    """
    from onrecord.model import InputError
    from onrecord.ontology import ontology_file
    from onrecord.reader import ReadOptions
    from onrecord.scale import read_inputs

    own = ontology_file(ontology)
    options = ReadOptions(published=published, verbatim=verbatim, allow_private=allow_private, ontology=own)
    for outcome in read_inputs([str(s) for s in sources], options, workers=workers):
        if not isinstance(outcome, InputError):
            yield outcome
        elif on_error is None:
            raise outcome
        else:
            on_error(outcome)


def open(url: str = "sqlite:///onrecord.db") -> OpenLedger:
    """Open a ledger that ``onrecord add`` made, for questions that are answered with Arrow tables (docs/ledger.md).

    ``open(url).reports(actor="IRN", since="2020-01-08").to_polars()``: filters are named as the commands' options.
    Raises ``onrecord.model.LedgerError`` where there is no ledger or it cannot be read.
    """
    from onrecord.opened import open_ledger

    return open_ledger(url)


def quotations(records: Record | Iterable[Record]) -> tuple[Quotation, ...]:
    """Return who is quoted in one record or in several, and with which words, in the order of the texts.

    Each has its ``name`` (of "he" and "Smith" as well), ``form`` (direct, mixed, indirect), ``stance``, ``words`` with
    offsets, ``channel`` and the ``chain`` of sources around it, outermost first (docs/quotes.md).
    """
    from onrecord.model import Record
    from onrecord.quoting import quotations as of_record

    several = (records,) if isinstance(records, Record) else records
    return tuple(quotation for record in several for quotation in of_record(record))


def quoted(records: Record | Iterable[Record]) -> tuple[Quoted, ...]:
    """Return everybody who is quoted in one record or in several, the most quoted first, with counts by form."""
    from onrecord.quoting import by_source

    return by_source(quotations(records))


def explain(
    source: str | Path | Article,
    *,
    report: str | Iterable[str] = (),
    published: str | None = None,
    verbatim: bool = False,
    allow_private: bool = False,
    ontology: str | Path | None = None,
    dropped: bool = False,
) -> tuple[Trace, ...]:
    """Say how the reports of an input came about: the entry and the rules that decided on each field.

    ``report`` chooses some by id; ``dropped`` adds what scored too low to be a report. The other options are those of
    ``read``, and so are its errors; an unknown id is a ``UsageError`` that says which there are.
    """
    from onrecord.coding.tracing import chosen
    from onrecord.model import Article, InputError
    from onrecord.ontology import ontology_file
    from onrecord.reader import ReadOptions, reader_for
    from onrecord.scale import explain_inputs

    own = ontology_file(ontology)
    traces: list[Trace] = []
    if isinstance(source, Article):
        traces += reader_for(own).explain(source, dropped=dropped)
    else:
        options = ReadOptions(
            published=published, verbatim=verbatim, allow_private=allow_private, ontology=own
        )
        for outcome in explain_inputs([str(source)], options, dropped=dropped):
            if isinstance(outcome, InputError):
                raise outcome
            traces += outcome
    ids = [report] if isinstance(report, str) else list(report)
    return chosen(traces, ids) if ids else tuple(traces)
