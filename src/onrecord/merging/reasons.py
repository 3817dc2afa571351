"""Why a report stands with those told before it: somebody's decision, or the likeness to one of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from onrecord.merging.grouping import UNLIKE
from onrecord.merging.likeness import compare_all
from onrecord.merging.tellings import Telling
from onrecord.merging.weighing import Weights

SAID = 4.0
"""Log odds at least of two reports of which one stands for the other in the words of their article: "confirmed the call"."""
_SHOWN = 3
"""Features that a reason names."""


class Join(NamedTuple):
    """What joins a report to those before it."""

    said: str
    """The reason; where it is a likeness, as far as it can be told without comparing."""
    other: str | None = None
    """The report that it is most like; ``None``: the reason is whole."""


def joins_of(
    names: Sequence[str],
    odds: Callable[[str], Mapping[str, float]],
    partners: Mapping[str, Collection[str]],
) -> list[Join]:
    """Return what joins each report of an event to those before it.

    ``odds``: those over ``UNLIKE`` of a report with others; ``partners``: those that stand with one by decision.
    """
    before: dict[str, None] = {}
    found: list[Join] = []
    for name in names:
        found.append(_join(before, odds(name), partners.get(name, ())))
        before[name] = None
    return found


def _join(before: Mapping[str, None], odds: Mapping[str, float], partners: Collection[str]) -> Join:
    for other in before if partners else ():
        if other in partners:
            return Join(f"merged with {other} by hand")
    if not before:
        return Join("first report")
    value, other = max(((v, o) for o, v in odds.items() if o in before), default=(UNLIKE, ""))
    if value == SAID:  # no likeness that great: their article says so
        return Join(f"one stands for the other in the words of their article: {other}")
    return (
        Join(f"like {other} ({value:+.1f}): ", other) if value > UNLIKE else Join("like others of the event")
    )


def worded(
    names: Sequence[str],
    joins: Sequence[Join],
    known: Mapping[str, str],
    tellings: Mapping[str, Telling],
    weights: Weights,
) -> tuple[str, ...]:
    """Return the reason of each report in words.

    ``known``: reasons of reports worked out before, those of both reports of a likeness still as they were;
    ``tellings``: of all others that a likeness joins (``unsaid``), and of what they are like.
    """
    pairs = {name: (min(name, other), max(name, other)) for name, other in unsaid(names, joins, known)}
    compared = compare_all((tellings[a], tellings[b]) for a, b in pairs.values())
    values = dict(zip(pairs, compared.tolist(), strict=True))

    def told(name: str, join: Join) -> str:
        if join.other is None:
            return join.said
        if name not in values:
            return known[name]
        shares = [(n, v) for n, v in weights.shares(values[name]).items() if n != "before"][:_SHOWN]
        return join.said + ", ".join(f"{feature} {value:+.1f}" for feature, value in shares)

    return tuple(told(name, join) for name, join in zip(names, joins, strict=True))


def unsaid(names: Sequence[str], joins: Sequence[Join], known: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the reports, each with the one it is like, whose likeness has to be looked at."""
    return [
        (name, join.other)
        for name, join in zip(names, joins, strict=True)
        if join.other is not None
        and not (name in known and join.other in known and known[name].startswith(join.said))
    ]
