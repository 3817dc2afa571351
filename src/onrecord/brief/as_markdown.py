"""A brief as Markdown (CommonMark with footnotes and tables), for wikis, issues and further editing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.brief.content import Brief, Disputed, Entry, Footnote, Promise, Voice
from onrecord.charts import Chart
from onrecord.charts.chart import cell

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|~$&#]|:(?=//)|(?<=www)\.)")
_STARTS = re.compile(r"^(\d{1,9})([.)])|^([-+=])")
_ROWS = 40
"""Rows of a chart's table that are shown."""


def as_markdown(brief: Brief) -> str:
    """Return the text. Charts stand as their words and tables, for Markdown has no pictures of its own."""
    return "\n".join(_lines(brief)) + "\n"


def plain(text: str) -> str:
    """Return a stranger's text with every sign escaped that Markdown or HTML might read."""
    # signs that mean something anywhere, addresses that would become links, and what begins a list or heading
    safe = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", safe)


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {plain(brief.title)}"
    yield ""
    yield f"Made {plain(brief.made)} · {plain(brief.known)}"
    yield from ("", "## What is asked and what was read", "")
    for name, value in brief.asked or (("asked", "everything in the ledger"),):
        yield f"- {plain(name)}: {plain(value)}"
    yield from (f"- {plain(line)}" for line in brief.coverage)
    yield from ("", "## In numbers", "")
    yield from (f"- {plain(name)}: {plain(value)}" for name, value in brief.numbers)
    for chart in brief.charts:
        yield from _chart(chart)
    if brief.disputed:
        yield from ("", "## Disputed or denied", "")
        for disputed in brief.disputed:
            yield from _disputed(disputed)
    if brief.figures:
        yield from ("", "## Figures over time", "")
        for chart in brief.figures:
            yield from _chart(chart)
    if brief.promises:
        yield from ("", "## Announced, and what became of it", "")
        heads = ("what", "what became of it", "who says so")
        yield from _table(heads, (_promise(promise) for promise in brief.promises))
    yield from ("", "## Day by day")
    if brief.left_out:
        yield from ("", plain(brief.left_out))
    for part in brief.days:
        yield from ("", f"### {plain(part.day)}", "")
        for entry in part.entries:
            yield from _entry(entry)
    yield from ("", "## Sources", "")
    yield from (line for note in brief.footnotes for line in (_footnote(note), ""))


def _chart(chart: Chart) -> Iterator[str]:
    yield from ("", f"### {plain(chart.title)}", "", plain(chart.text), "")
    yield from (f"- {plain(note)}" for note in chart.notes)
    if chart.rows:
        heads = tuple(chart.rows[0])
        yield ""
        yield from _table(heads, ([plain(cell(row[h])) for h in heads] for row in chart.rows[:_ROWS]))
        if len(chart.rows) > _ROWS:
            yield from ("", f"{len(chart.rows) - _ROWS} further rows are not shown.")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    yield from ("| " + " | ".join(row) + " |" for row in rows)


def _refs(numbers: Iterable[int]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def _voices(voices: Iterable[Voice]) -> Iterator[str]:
    for voice in voices:
        says = "; ".join(f"{plain(s.words)} {plain(s.day)}{_refs(s.notes)}" for s in voice.says)
        yield f"**{plain(voice.who)}** {says}"


def _disputed(disputed: Disputed) -> Iterator[str]:
    entry = disputed.entry
    facts: Mapping[str, str] = {"when": entry.when, "where": entry.where, "standing": entry.standing}
    yield f"**{plain(entry.what)}** ({plain('; '.join(v for v in facts.values() if v))}; `{entry.id}`)"
    yield ""
    yield from _table(
        ("say so", "deny or doubt it"),
        [[("<br>".join(_voices(side)) or "nobody") for side in (disputed.say_so, disputed.deny)]],
    )
    yield ""


def _promise(promise: Promise) -> tuple[str, str, str]:
    told = [f"{plain(s.words)} {plain(s.day)}{_refs(s.notes)}" for s in promise.told]
    what = [plain(promise.entry.what), plain(promise.deed)]
    became = [plain(promise.outcome), *told, plain(promise.course)]
    says = "; ".join(_voices(promise.entry.voices))
    return "<br>".join(w for w in what if w), "<br>".join(w for w in became if w), says


def _entry(entry: Entry) -> Iterator[str]:
    where = f" · {plain(entry.where)}" if entry.where else ""
    yield f"- **{plain(entry.what)}** · {plain(entry.kind)}{where} · {plain(entry.told)} · `{entry.id}`"
    credible = f" · credibility {plain(entry.credible)}" if entry.credible else ""
    yield f"  - {plain(entry.standing)}{credible}"
    yield from (f"  - {line}" for line in _voices(entry.voices))
    for f in entry.figures:
        yield f"  - {plain(f.of)}: {plain(f.figure)}, {plain(f.who)}, {plain(f.day)}{_refs(f.notes)}"


def _footnote(note: Footnote) -> str:
    where = " · ".join(
        plain(part) for part in (note.outlet, note.published, note.title, note.article) if part
    )
    link = f" · <{note.link}>" if note.link and not re.search(r"[<>\s\\]", note.link) else ""
    return f"[^{note.number}]: “{plain(note.sentence)}” · {where}{link}"
