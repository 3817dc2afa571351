"""How credible an event is, 1 to 6, by the published meaning of the grades, with the reason in words.

The grades are those of the Admiralty code (NATO AJP-2.1): 1 confirmed by other sources, 2 probably true, 3 possibly true,
4 doubtful, 5 improbable, 6 truth cannot be judged. They say how the reports of one event agree, not how reliable a source
is: that is the other half of the code, A to F, and for people to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Credibility, Status

_BY = {"adverse": "the other side of the event", "independent": "an independent source"}


def credibility(standing: Status, origins: int, sources: int) -> Credibility:
    """Grade an event by its standing, the number of origins that tell it and that of sources that say so.

    Other coders whose rows were imported are neither.
    """
    words = standing.words
    if "denied" in words and "disputed" not in words:
        return Credibility(grade=5, why="it is denied, and nobody says otherwise")
    if "disputed" in words:
        if standing.confirmed_by:
            return Credibility(grade=2, why=f"{_BY[standing.confirmed_by]} confirms it; somebody denies it")
        return Credibility(
            grade=4, why="somebody denies it, and nobody but those who said so first confirms it"
        )
    if standing.confirmed_by:
        return Credibility(grade=1, why=f"{_BY[standing.confirmed_by]} confirms it")
    if not _is_told(words):
        return Credibility(grade=6, why="nobody tells it as done")
    if origins > 1 and sources > 1:
        return Credibility(
            grade=2, why=f"{sources} sources in {origins} origins say so, and nobody denies it"
        )
    if "reported" in words:
        return Credibility(grade=3, why="an outlet tells it in its own voice, and no other origin does")
    who = "one source says so" if sources else "only other coders have it"
    return Credibility(grade=6, why=f"{who}, and there is nothing to judge it by")


def _is_told(words: Sequence[str]) -> bool:
    return "reported" in words or "claimed" in words
