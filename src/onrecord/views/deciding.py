"""What people decided about reports, for people: who, when, why, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from onrecord.merging.decisions import Act, acts, undoings
from onrecord.model import Decision
from onrecord.views.look import Look
from onrecord.views.sections import DEEPER, plain

_NONE = "Nothing was decided yet: `onrecord merge` and `split` decide on events, `onrecord serve` has a page for it."


def render_decisions(
    some: Sequence[Decision],
    log: Sequence[Decision],
    *,
    width: int | None = None,
    colour: bool | None = None,
) -> Iterator[str]:
    """Yield the lines of some decisions of a log, those made at once together."""
    look = Look.of(width, colour)
    empty = True
    for text in decision_lines(some, log, look):
        empty = False
        indent = " " * (len(text.plain) - len(text.plain.lstrip(" ")) + 2)
        for n, line in enumerate(look.wrap(text, look.width - len(indent))):
            yield look.line(Text(indent if n else "") + line)
    if empty:
        yield _NONE


def decision_lines(some: Sequence[Decision], log: Sequence[Decision], look: Look) -> Iterator[Text]:
    """Yield a line of what was decided about what, and one of who decided, when and why."""
    undone = undoings(log)
    for act in acts(some):
        decision, by = act.decision, undone.get(act.decision.number)
        yield plain(f"{decision.number} {_what(act)}", look, "title" if by is None else "dim")
        yield Text(DEEPER) + plain(_by_whom(decision), look)
        if by is not None:
            yield Text(DEEPER) + plain(f"undone by decision {by.number}: {_by_whom(by)}", look)


def _what(act: Act) -> str:
    decision = act.decision
    more = f" and {act.further} further" if act.further else ""
    if decision.kind == "undo":
        return f"undo decision {decision.first}{more}"
    if decision.second is None:
        return f"{decision.kind} {decision.first}"
    word = "with" if decision.kind == "merge" else "from"
    return f"{decision.kind} {decision.first} {word} {decision.second}{more}"


def _by_whom(decision: Decision) -> str:
    return f"{decision.decider}, {decision.added[:16].replace('T', ' ')} UTC: {decision.because}"
