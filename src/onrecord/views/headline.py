"""One line that says what an event is: who did what to whom."""

from __future__ import annotations

from onrecord.model import Event, Participant, Summary, gist_of
from onrecord.views.wording import adverbials, deed, names_of, quad, where_words

_SHOWN = 160
"""Characters of a headline at most."""


def headline(event: Event | Summary) -> str:
    """Return "Iran attacked two bases" in the words of the fullest report that the event is told by."""
    report = event.gist if isinstance(event, Summary) else gist_of(event)
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


def quad_of(event: Event | Summary) -> str:
    """Return which of PLOVER's four classes the event is in, as a class name: ``material-conflict``."""
    return quad(event.event_type)


def _listed(side: tuple[Participant, ...], *, negated: bool) -> str:
    names = [name for name, _code in names_of(side, negated=negated)]
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
