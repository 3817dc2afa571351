"""How reliable those are who tell an event, by the Admiralty code (NATO AJP-2.1): A to F, as people set it.

An event has the grade of the most reliable source whose last word is that it happened; where nobody says so, that of the
most reliable one that speaks of it. A state with its forces and officials is one source, and so is each outlet. A source
that nobody has graded is F: its reliability cannot be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onrecord.model import Account, Event, Rating, Reliability, ReliabilityGrade, UsageError, Voice

MEANING: Mapping[ReliabilityGrade, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The code's words for its grades."""

_SAYING_SO = frozenset(("asserts", "confirms"))


def grades_of(ratings: Iterable[Rating]) -> dict[str, ReliabilityGrade]:
    """Return the grade of each source that has one: the last of the log."""
    return {rating.source: rating.grade for rating in sorted(ratings, key=lambda r: r.number)}


def graded(events: Iterable[Event], grades: Mapping[str, ReliabilityGrade]) -> tuple[Event, ...]:
    """Return the events, in their order, each with how reliable those are who tell it."""
    return tuple(msgspec.structs.replace(e, reliability=reliability(e.accounts, grades)) for e in events)


def reliability(accounts: Sequence[Account | Voice], grades: Mapping[str, ReliabilityGrade]) -> Reliability:
    """Return the grade of the accounts of one event, and whose it is."""
    saying = [a for a in accounts if a.words[-1].word in _SAYING_SO]
    best = min(saying or accounts, key=lambda a: (grades.get(a.source, "F"), a.source), default=None)
    grade = grades.get(best.source, "F") if best is not None else "F"
    if best is None or best.source not in grades:
        return Reliability(grade="F", source=None, why="nobody has graded a source of it")
    who = "the most reliable source that says so" if saying else "the most reliable source that speaks of it"
    return Reliability(grade=grade, source=best.source, why=f"{who}, {_called(best)}, is {MEANING[grade]}")


def source_named(accounts: Iterable[Account | Voice], name: str) -> str:
    """Return the key of the source that somebody names: by its key, its name, or a country code for its state.

    Raises ``UsageError`` where none or several are called so. The key of an outlet, a state or a coder is taken as it is, so that
    one can be graded before it has spoken.
    """
    known = {account.source: account for account in accounts}
    if name in known or name.startswith(("outlet ", "state ", "coder ")):
        return name
    if f"state {name}" in known:
        return f"state {name}"
    found = sorted(key for key, a in known.items() if name.casefold() in (a.name.casefold(), key.casefold()))
    found = found or sorted(key for key in known if key.casefold() == f"outlet {name}".casefold())
    if not found:
        raise UsageError(
            f"no source is called {name}: `onrecord sources` lists those that there are; "
            f"write 'outlet {name}' for an outlet that is still to come"
        )
    if len(found) > 1:
        raise UsageError(f"{name} may be {', '.join(found)}: write one of these")
    return found[0]


def _called(account: Account | Voice) -> str:
    kind, _, name = account.source.partition(" ")
    if kind == "state":
        return f"the state of {name}"
    return name if kind in ("outlet", "coder") and name else account.name
