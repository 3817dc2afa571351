"""Records for people: a header an article, a row a report, and below it the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from rich.text import Text

from onrecord.model import Record, Report
from onrecord.ontology import EventKind
from onrecord.views.look import Look
from onrecord.views.sentence import marked_sentence
from onrecord.views.wording import (
    date_words,
    deed,
    names_of,
    quad,
    source_words,
    told_quantities,
    when_words,
    where_words,
)

_WIDE = 112
"""Columns from which each field of a row gets a column of its own."""
_READABLE = 132
"""Columns that a sentence takes at most: longer lines are hard to read."""
_GUTTER = 5
_HEADS = ("who → did what → to whom", "where", "when", "how many", "who says so")


def render_table(
    records: Iterable[Record],
    *,
    width: int | None = None,
    colour: bool | None = None,
    kinds: Mapping[str, EventKind] | None = None,
) -> Iterator[str]:
    """Yield the lines of a listing of records, article by article, without line ends.

    ``width`` in columns (default: the terminal's, else 80); from 112 on each field has its own column. ``colour``
    ``None`` asks the terminal and the environment (``NO_COLOR``, ``FORCE_COLOR``); without colour the sentence marks
    ``[who]``, ``*did what*``, ``{to whom}`` and ``<who says so>``. Nothing in a record can drive the terminal. ``kinds``
    are the event types of the ontology in force, for the words and colours of a user's own.
    """
    look = Look.of(width, colour, kinds=kinds)
    first = True
    for record in records:
        if first:
            yield from (look.line(line) for line in look.wrap(_legend(look), look.width))
            yield ""
        first = False
        for line in _article(record, look):
            yield look.line(line)
    if first:
        yield look.line(look.text("Nothing was read.", "dim"))


def _legend(look: Look) -> Text:
    text = look.text(" marked in each sentence: ", "dim")
    text += look.marked("who", "actor", "material-conflict") + Text(" ")
    text += look.marked("did what", "trigger", "material-conflict") + Text(" ")
    text += look.marked("to whom", "recipient", "material-conflict") + Text(" ")
    return text + look.marked("who says so", "source", "material-conflict")


def _article(record: Record, look: Look) -> Iterator[Text]:
    yield from _header(record, look)
    if not record.reports:
        yield Text(" ") + look.text("Nothing in this article is an event that PLOVER knows.", "dim")
        yield Text()
        return
    if look.width >= _WIDE:
        yield from _column_heads(look)
    before: Report | None = None
    for number, report in enumerate(record.reports, start=1):
        again = before is not None and before.sentence == report.sentence
        row = _wide_row(record, report, look) if look.width >= _WIDE else _narrow_row(record, report, look)
        yield from _beside_bar([*row, *_sentence(record, report, look, again)], number, report, look)
        before = report


def _header(record: Record, look: Look) -> Iterator[Text]:
    yield look.text("━" * look.width, "dim")
    title = look.clean(record.title or "") or look.clean(record.id)
    for line in look.wrap(look.text(title, "title"), look.width - 2):
        yield Text(" ") + line
    count = len(record.reports)
    facts = [record.outlet or "outlet unknown", date_words(record.published) or "date unknown"]
    facts.append(f"{count} report{'' if count == 1 else 's'}")
    if record.title:
        facts.append(record.id)
    for line in look.wrap(look.text(" · ".join(look.clean(f) for f in facts), "dim"), look.width - 2):
        yield Text(" ") + line
    yield look.text("─" * look.width, "dim")


def _beside_bar(lines: list[Text], number: int, report: Report, look: Look) -> Iterator[Text]:
    for index, line in enumerate(lines):
        label = f"{number:>{_GUTTER - 2}} " if index == 0 else " " * (_GUTTER - 1)
        yield look.text(label, "dim") + look.text("▌", quad(report.event_type, look.kinds)) + line
    yield Text()


def _sentence(record: Record, report: Report, look: Look, again: bool) -> list[Text]:
    space = min(look.width, _READABLE) - _GUTTER - 2
    return [
        Text("  ") + line for line in look.wrap(marked_sentence(record, report, look, again=again), space)
    ]


def _event(record: Record, report: Report, look: Look) -> Text:
    """Who → did what → whom."""
    text = _side(report, look, "actor") if report.actors else look.text("not named", "dim")
    text += look.text(" → ", "dim")
    words = deed(report, record.published, look.kinds)
    before, no, after = words.partition("NOT")
    kind = quad(report.event_type, look.kinds)
    text += look.text(before, kind) + look.text(no, "not") + look.text(after, kind)
    if report.recipients:
        text += look.text(" → ", "dim") + _side(report, look, "recipient")
    return text


def _side(report: Report, look: Look, role: str) -> Text:
    side = report.actors if role == "actor" else report.recipients
    named = names_of(side, negated=report.negated)
    text = Text()
    for index, (name, code) in enumerate(named):
        if index:
            text += look.text(" and " if index == len(named) - 1 else ", ", "dim")
        text += look.text(look.clean(name), role)
        if code:
            text += look.text(f" ({look.clean(code)})", "dim")
    return text


def _kind(report: Report) -> str:
    return f"{report.event_type} {report.mode}" if report.mode else report.event_type


def _says(report: Report, look: Look) -> Text:
    if not report.attribution:
        return look.text("the outlet itself", "dim")
    text = Text()
    for piece, is_source in source_words(report.attribution):
        text += look.text(look.clean(piece) if piece.strip() else piece, "source" if is_source else "plain")
    return text


def _narrow_row(record: Record, report: Report, look: Look) -> Iterator[Text]:
    space = look.width - _GUTTER - 1
    yield from (Text(" ") + line for line in look.wrap(_event(record, report, look), space))
    facts = [where_words(report.place), when_words(report.when, record.published)]
    facts += told_quantities(report)
    text = look.text(_kind(report), quad(report.event_type, look.kinds))
    for fact in facts:
        if fact:
            text += look.text(" · ", "dim") + look.text(look.clean(fact))
    yield from (Text(" ") + line for line in look.wrap(text, space))
    says = look.text("source: ", "dim") + _says(report, look)
    yield from (Text(" ") + line for line in look.wrap(says, space))


def _shares(look: Look) -> tuple[int, ...]:
    """Return the widths of the five columns; what a wide terminal has more goes mostly to the first and the last."""
    space = look.width - _GUTTER - 1 - 2 * (len(_HEADS) - 1)
    where, when, many = (round(space * share) for share in (0.16, 0.13, 0.14))
    says = round(space * 0.21)
    return space - where - when - many - says, where, when, many, says


def _column_heads(look: Look) -> Iterator[Text]:
    heads = [[look.text(head, "dim")] for head in _HEADS]
    yield from (Text(" " * _GUTTER) + line for line in _columns(heads, _shares(look)))
    yield Text()


def _wide_row(record: Record, report: Report, look: Look) -> Iterator[Text]:
    cells = (
        _event(record, report, look),
        look.text(look.clean(where_words(report.place))),
        look.text(look.clean(when_words(report.when, record.published))),
        look.text(", ".join(look.clean(q) for q in told_quantities(report))),
        _says(report, look),
    )
    shares = _shares(look)
    wrapped = [look.wrap(cell, share) for cell, share in zip(cells, shares, strict=True)]
    wrapped[0].append(look.text(_kind(report), quad(report.event_type, look.kinds)))
    yield from _columns(wrapped, shares)


def _columns(cells: list[list[Text]], shares: tuple[int, ...]) -> Iterator[Text]:
    for lines in zip_longest(*cells):
        row = Text(" ")
        for line, share in zip(lines, shares, strict=True):
            row += line or Text()
            row += Text(" " * (share - (line.cell_len if line else 0) + 2))
        yield row
