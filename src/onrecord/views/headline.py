"""One line that says what an event is: who did what to whom."""

from __future__ import annotations

from collections import Counter

from onrecord.model import Event, Participant, Report
from onrecord.views.wording import adverbials, deed, names_of, quad, where_words

_SHOWN = 160
"""Characters of a headline at most."""


def headline(event: Event) -> str:
    """Return "Iran attacked two bases" in the words of the fullest report that the event is told by."""
    report = fullest(event)
    who = _listed(report.actors, negated=report.negated)
    whom = _listed(report.recipients, negated=report.negated)
    did, how = _split(deed(report))
    text = " ".join(part for part in (who, did, whom, how) if part)
    text = text[:1].upper() + text[1:]
    if not whom and event.place is not None:
        text = f"{text} in {where_words(event.place).partition(',')[0]}"
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rpartition(" ")[0] + "…"


def _split(phrase: str) -> tuple[str, str]:
    """ "attacked with heavy weapons" into what was done and how, so that those to whom it was done stand between."""
    how = max((end for end in adverbials() if phrase.endswith(" " + end)), key=len, default="")
    return phrase.removesuffix(how).strip(), how


def fullest(event: Event) -> Report:
    """Return the report whose account of who and to whom most reports of the event share.

    Of its own type, naming both sides where any does, in the outlet's own voice before another's, the likeliest of several.
    """
    told = [t.report for t in event.told]
    own = [r for r in told if r.event_type == event.event_type] or told
    own = [r for r in own if r.negated == ("denied" in event.standing[:1])] or own
    votes = Counter(key for report in told for key in _parties(report))

    def rank(report: Report) -> tuple[object, ...]:
        parties = _parties(report)
        shared = sum(votes[key] for key in parties) / (len(parties) or 1)
        known = bool(report.actors) + bool(report.recipients)
        happened = report.modality in ("happened", "ongoing")
        return known, happened, shared, not report.attribution, report.score, report.id

    return max(own, key=rank)


def _parties(report: Report) -> set[tuple[str, str]]:
    sides = (("who", report.actors), ("whom", report.recipients))
    return {(side, who.id or who.country or who.name) for side, people in sides for who in people}


def quad_of(event: Event) -> str:
    """Return which of PLOVER's four classes the event is in, as a class name: ``material-conflict``."""
    return quad(event.event_type)


def _listed(side: tuple[Participant, ...], *, negated: bool) -> str:
    names = [name for name, _code in names_of(side, negated=negated)]
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
