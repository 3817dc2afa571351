"""What a ledger holds, for people: articles found, coverage of outlets, counts, damage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from onrecord.ledger import Coverage, Damage, Found
from onrecord.views.look import Look

_INDENT = "  "


def render_found(
    found: Iterable[Found], *, width: int | None = None, colour: bool | None = None
) -> Iterator[str]:
    """Yield two lines or more an article: who published it when and its title, then the piece with the terms marked."""
    look = Look.of(width, colour)
    empty = True
    for one in found:
        empty = False
        head = " · ".join(part for part in (one.published, one.outlet, one.title or one.article) if part)
        yield look.line(look.text(look.clean(head), "title"))
        piece = look.text("")
        last = 0
        for start, end in one.marks:
            piece.append_text(look.text(look.clean(one.snippet[last:start])))
            piece.append_text(
                look.marked(look.clean(one.snippet[start:end]), "trigger", "material-cooperation")
            )
            last = end
        piece.append_text(look.text(look.clean(one.snippet[last:])))
        yield from (_INDENT + look.line(line) for line in look.wrap(piece, look.width - len(_INDENT)))
    if empty:
        yield "No article with all of these words."


def render_coverage(
    outlets: Sequence[Coverage], *, width: int | None = None, colour: bool | None = None
) -> Iterator[str]:
    """Yield one line an outlet, and below it its longest gaps."""
    look = Look.of(width, colour)
    rows = [
        {
            "outlet": one.outlet or "(none named)", "articles": one.articles, "first": one.first_published, "last": one.last_published,
            "days": one.days, "read last": one.last_read[:10], "tried": one.attempts, "failed": one.failed,
        }
        for one in outlets
    ]  # fmt: skip
    lines = list(
        render_rows(
            rows, ["outlet", "articles", "first", "last", "days", "read last", "tried", "failed"], look
        )
    )
    yield lines[0]
    for one, line in zip(outlets, lines[1:], strict=True):
        yield line
        if one.gaps:
            gaps = ", ".join(g.start if g.days == 1 else f"{g.start} to {g.end}" for g in one.gaps[:5])
            more = f" and {len(one.gaps) - 5} more" if len(one.gaps) > 5 else ""
            yield look.line(look.text(f"{_INDENT}nothing of {gaps}{more}", "dim"))
    if not outlets:
        yield "Nothing was added yet: add articles with `onrecord add`."


def render_attempts(
    rows: Iterable[Mapping[str, Any]], *, width: int | None = None, colour: bool | None = None
) -> Iterator[str]:
    """Yield one line an attempt: when, what came of it, the input, and why it failed."""
    look = Look.of(width, colour)
    for row in rows:
        why = f": {row['reason']}" if row["reason"] else ""
        yield look.clean(f"{row['added'][:16].replace('T', ' ')} {row['outcome']} {row['input']}{why}")


def render_counts(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield one line a count."""
    widest = max(len(f"{count:,}") for count in counts.values())
    for name, count in counts.items():
        yield f"{count:{widest},}  {name}"


def render_damage(
    damage: Iterable[Damage], *, width: int | None = None, colour: bool | None = None
) -> Iterator[str]:
    """Yield one line for each thing that is damaged."""
    look = Look.of(width, colour)
    for one in damage:
        where = one.table if one.number is None else f"{one.table} {one.number}"
        of = f" (article {one.article})" if one.article else ""
        yield look.clean(f"{where}{of}: {one.what}")


def render_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], look: Look) -> Iterator[str]:
    """Yield a header and one line a row, numbers to the right; the first column gives way where the width does not do."""
    cells = [
        [look.clean(str(row[name])) if row[name] is not None else "" for name in columns] for row in rows
    ]
    widths = [
        max(len(name), *(len(line[n]) for line in cells)) if cells else len(name)
        for n, name in enumerate(columns)
    ]
    spare = look.width - sum(widths[1:]) - 2 * (len(columns) - 1)
    widths[0] = max(min(widths[0], spare), 12)
    right = [bool(rows) and isinstance(rows[0][name], int) for name in columns]
    dots = look.clean("…")

    def cut(text: str, width: int) -> str:
        return text if len(text) <= width else text[: width - len(dots)] + dots

    def line(parts: Sequence[str]) -> str:
        placed = (
            cut(p, w).rjust(w) if r else cut(p, w).ljust(w)
            for p, w, r in zip(parts, widths, right, strict=True)
        )
        return "  ".join(placed).rstrip()

    yield look.line(look.text(line(columns), "dim"))
    for parts in cells:
        yield line(parts)
