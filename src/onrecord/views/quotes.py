"""Quotations for people: by article or by source, and at the end who is quoted how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from onrecord.model import Participant
from onrecord.quoting import Quotation, Quoted, by_source
from onrecord.views.look import Look
from onrecord.views.plain import neutral
from onrecord.views.wording import code_of, date_words, source_words

_READABLE = 110
"""Columns that what is said takes at most."""
_GUTTER = 5
_NAME = 44
_NOBODY = "no source named"


def render_quotations(
    quotations: Iterable[Quotation],
    *,
    by_person: bool = False,
    width: int | None = None,
    colour: bool | None = None,
) -> Iterator[str]:
    """Yield the lines of a listing of quotations, without line ends: article by article as they come, then a summary.

    ``by_person`` lists them by source instead, the most quoted first. ``width`` and ``colour`` are as in
    ``render_table``. Nothing in a quotation can drive the terminal.
    """
    look = Look.of(width, colour)
    lines = _by_person(list(quotations), look) if by_person else _by_article(quotations, look)
    for line in lines:
        yield look.line(line)


def _by_article(quotations: Iterable[Quotation], look: Look) -> Iterator[Text]:
    read: list[Quotation] = []
    number = 0
    for quotation in quotations:
        if not read or read[-1].article != quotation.article:
            number = 0
            yield from _header(quotation.title or quotation.article, _where(quotation, look), look)
        number += 1
        yield from _entry(quotation, number, look, _who(quotation, look))
        read.append(quotation)
    if not read:
        yield look.text("Nobody is quoted in what was asked for.", "dim")
        return
    yield from _header("Who is quoted", "", look)
    yield from _summary(by_source(read), look)


def _by_person(quotations: list[Quotation], look: Look) -> Iterator[Text]:
    if not quotations:
        yield look.text("Nobody is quoted in what was asked for.", "dim")
    known = {q.id: q for q in quotations}
    for source in by_source(quotations):
        yield from _header(source.name or _NOBODY, _counts(source), look)
        for number, key in enumerate(source.quotations, start=1):
            quotation = known[key]
            told = look.text(_where(quotation, look) or look.clean(quotation.article), "dim")
            yield from _entry(quotation, number, look, told)


def _header(title: str, facts: str, look: Look) -> Iterator[Text]:
    yield look.text("━" * look.width, "dim")
    for text, style in ((look.clean(title), "title"), (facts, "dim")):
        for line in look.wrap(look.text(text, style), look.width - 2) if text else ():
            yield Text(" ") + line
    yield look.text("─" * look.width, "dim")


def _where(quotation: Quotation, look: Look) -> str:
    facts = [quotation.outlet, date_words(quotation.published), quotation.article]
    return " · ".join(look.clean(f) for f in facts if f)


def _who(quotation: Quotation, look: Look) -> Text:
    text = look.text(look.clean(quotation.name) or _NOBODY, "source" if quotation.name else "dim")
    return text + look.text(_description(quotation.source, quotation.name, look), "dim")


def _description(source: Participant | None, name: str, look: Look) -> str:
    """Codes and role, where they say more than the name."""
    if source is None:
        return ""
    code, role = code_of(source), neutral(source.role or "")
    out = f" ({look.clean(code)})" if code else ""
    return out + (f", {look.clean(role)}" if role and role.casefold() not in name.casefold() else "")


def _entry(quotation: Quotation, number: int, look: Look, first: Text) -> Iterator[Text]:
    space = min(look.width, _READABLE) - _GUTTER - 2
    lines = look.wrap(first, space)
    said = look.text(look.clean(quotation.words), "title" if quotation.form == "direct" else "plain")
    lines += look.wrap(said, space)
    facts = [quotation.form, quotation.stance, f"“{look.clean(' … '.join(p.text for p in quotation.cue))}”"]
    if quotation.channel is not None:
        facts.append(f"through {look.clean(quotation.channel.name)}")
    facts.append(f"{quotation.content[0].start}–{quotation.content[-1].end}")
    lines += look.wrap(look.text(" · ".join(facts), "dim"), space)
    lines += look.wrap(_as_told_by(quotation, look), space)
    for index, line in enumerate(lines):
        label = f"{number:>{_GUTTER - 2}} " if index == 0 else " " * (_GUTTER - 1)
        yield look.text(label, "dim") + look.text("▌", "dim") + Text(" ") + line
    yield Text()


def _as_told_by(quotation: Quotation, look: Look) -> Text:
    """The sources around the source: "as NATO says, citing ..."."""
    if len(quotation.chain) < 2:
        return Text()
    text = look.text("as told by: ", "dim")
    for piece, is_source in source_words(quotation.chain[:-1]):
        text += look.text(look.clean(piece) if piece.strip() else piece, "source" if is_source else "plain")
    return text


def _counts(source: Quoted) -> str:
    forms = [f"{count} {form}" for form, count in _forms(source) if count]
    return f"{source.total}: {', '.join(forms)} · in {source.articles} article{'' if source.articles == 1 else 's'}"


def _forms(source: Quoted) -> tuple[tuple[str, int], ...]:
    return ("direct", source.direct), ("mixed", source.mixed), ("indirect", source.indirect)


def _summary(quoted: Iterable[Quoted], look: Look) -> Iterator[Text]:
    space = max(10, min(_NAME, look.width - 32))
    head = f" {'':{space}} {'all':>4} {'direct':>6} {'mixed':>5} {'indirect':>8}"
    yield look.text(head, "dim")
    for source in quoted:
        first, *rest = look.wrap(look.text(look.clean(source.name) or _NOBODY, "source"), space)
        figures = f" {source.total:>4} {source.direct:>6} {source.mixed:>5} {source.indirect:>8}"
        unnamed = (
            f"  {source.kind}"
            if source.kind in ("unnamed", "unresolved") and look.width >= space + 40
            else ""
        )
        yield Text(" ") + first + Text(" " * (space - first.cell_len) + figures) + look.text(unnamed, "dim")
        for line in rest:
            yield Text(" ") + line
