"""What the accounts of an event amount to, by rules: no score, and each word with the reports that give it.

For each source only its last word counts, of several on one day the one that it had not said before; a state with its
forces and officials is one source, and so is each outlet. Another coder whose rows were imported is a source of its own
kind: it claims, for it is no outlet, and confirms nothing, for it has read what others wrote.

reported
    an outlet tells it in its own voice: not where a headline leaves out on whose word its article tells it. A threat or a
    promise (PLOVER's THREATEN and AGREE) is also told by the outlet that quotes its maker: to say it is to make it.
claimed
    a source says so, and no outlet in its own voice.
confirmed
    by the *adverse* party: whoever is on the other side of the event from those who said so first says so too. By an
    *independent* source: another body confirms it in so many words. To say the same is not to confirm.
denied
    a source's last word is that it did not happen. A figure of none ("no Americans were harmed") denies nothing where others
    tell the event.
disputed
    denied, and also reported, claimed or confirmed.
planned
    nobody tells it as done, and somebody as intended; and beside the word itself, where the event is a threat or a promise
    (PLOVER's THREATEN and AGREE).
retracted
    a source that had said so says now that it did not happen; or a report tells that a source has withdrawn, corrected or
    deleted what it had said. What it had said counts no more.
fulfilled, not fulfilled
    in the place of *planned*, once later reports tell what became of a promise (``outcomes.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from onrecord.model import Participant, Report, Status, Told

Word = Literal["asserts", "confirms", "denies", "doubts", "plans", "counts", "takes back"]

OF_STATE = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))
"""Sectors whose people speak for their state."""
_BODIES = frozenset(("IGO", "NGO"))
_WORDS_GIVEN = frozenset(("THREATEN", "AGREE"))
_AHEAD = frozenset(("planned", "possible"))
_SAYING_SO = frozenset(("asserts", "confirms"))


@dataclass(frozen=True, slots=True)
class Say:
    """What one report has one source say of its event."""

    source: str
    country: str | None
    word: Word
    own: bool
    """Whether it is the outlet's own voice."""
    coder: bool
    """Whether it is another coder's row."""
    day: str
    report: str


def says_of(told: Sequence[Told]) -> list[Say]:
    """What each report says on whose word, in order of publication; headlines whose article names the source say nothing."""
    sourced = {t.article for t in told if t.report.attribution and not _is_headline(t)}
    kept = [t for t in told if t.article not in sourced or t.report.attribution or not _is_headline(t)]
    return sorted((_say(t) for t in kept), key=lambda s: (s.day, s.report))


def _is_headline(told: Told) -> bool:
    """Whether its sentence has no end mark, as headlines have none."""
    return not told.imported and not told.sentence.rstrip("\"'”’»)] \n").endswith((".", "!", "?", "…", ":"))


def standing(told: Sequence[Told]) -> tuple[str, ...]:
    """The words of an event's standing by all that is told of it."""
    return status(says_of(told), told).words


def history(told: Sequence[Told]) -> tuple[Status, ...]:
    """The standing at the end of each day on which it changed, oldest first."""
    found: list[Status] = []
    for day in sorted({t.published or "" for t in told}):
        known = [t for t in told if (t.published or "") <= day]
        now = status(says_of(known), known, day or None)
        if not found or now.words != found[-1].words or now.confirmed_by != found[-1].confirmed_by:
            found.append(now)
    return tuple(found)


def status(says: Sequence[Say], told: Sequence[Told], as_of: str | None = None) -> Status:
    """What the last words of all sources amount to."""
    last = _last_words(says)
    asserting = [s for s in last.values() if s.word in _SAYING_SO]
    denying = [s for s in last.values() if s.word == "denies"]
    if not asserting and not denying:  # nothing but figures of none
        denying = [s for s in last.values() if s.word == "counts"]
    words: list[str] = []
    because: list[str] = []
    if any(s.own for s in asserting):
        words.append("reported")
        because += [s.report for s in asserting if s.own]
    elif asserting:
        words.append("claimed")
        because += [s.report for s in asserting]
    by, confirming = _confirmed(says, asserting, [t.report for t in told])
    if by:
        words.append("confirmed")
        because += confirming
    if denying:
        words.append("denied")
        because += [s.report for s in denying]
        if asserting:
            words.append("disputed")
    if asserting and _is_word_given([t.report for t in told]):
        words.append("planned")
    ahead = [s for s in last.values() if s.word != "takes back"]
    if not asserting and not denying and ahead:
        words.append("planned")
        because += [s.report for s in ahead]
    back = [s for s in last.values() if s.word == "takes back" or (s in denying and _had_said(s, says))]
    if back:
        words.append("retracted")
        because += [s.report for s in back]
    return Status(as_of=as_of, words=tuple(words), because=tuple(dict.fromkeys(because)), confirmed_by=by)


def _had_said(denial: Say, says: Sequence[Say]) -> bool:
    """Whether its source had said or confirmed before that day that it was so."""
    return any(s.source == denial.source and s.word in _SAYING_SO and s.day < denial.day for s in says)


def _last_words(says: Sequence[Say]) -> dict[str, Say]:
    """The last word of each source: of several on one day the one that it had not said before, since news is what is new.

    "Iran, which had denied it for days, admitted it" tells both on one day. A figure of none is nobody's last word.
    """
    last: dict[str, Say] = {}
    for _, todays in groupby(says, key=lambda say: say.day):
        before = dict(last)
        for say in todays:
            old, held = before.get(say.source), last.get(say.source)
            is_told_again = old is not None and say.word == old.word
            if held is not None and (say.word == "counts" or (held is not old and is_told_again)):
                continue
            last[say.source] = say
    return last


def source_of(told: Told) -> tuple[str, str | None]:
    """Key and country of the source whose word a report gives: the innermost of its chain, else the outlet.

    Of a statement taken back it is the one who took it back, whoever tells that; of an imported row the coder.
    """
    if told.imported:
        return f"coder {told.outlet or told.article}", None
    chain, taker = told.report.attribution, told.report.taken_back_by
    if taker is not None and taker.name.casefold() != (told.outlet or "").casefold():
        return _key(taker), taker.country
    if not chain or taker is not None:
        return f"outlet {told.outlet or told.article}", None
    for link in reversed(chain):
        if link.source is not None:
            return _key(link.source), link.source.country
    return f"somebody, as {told.outlet or told.article} tells", None


def _key(who: Participant) -> str:
    if (
        who.country
        and who.country not in _BODIES
        and (who.sector in OF_STATE or (who.sector is None and who.id))
    ):
        return f"state {who.country}"
    return who.id or who.name.lower()


def _say(told: Told) -> Say:
    source, country = source_of(told)
    report = told.report
    own = not report.attribution and report.taken_back_by is None and not told.imported
    word = word_of(report)
    if word == "plans" and _is_given(report, source):
        own, word = True, "asserts"
    return Say(source, country, word, own, told.imported, told.published or "", report.id)


def _is_given(report: Report, source: str) -> bool:
    """Whether a threat or a promise is told in the words of whoever makes it."""
    given = report.event_type in _WORDS_GIVEN and report.modality == "planned"
    return given and any(_key(actor) == source for actor in report.actors)


def word_of(report: Report) -> Word:
    """What a report has its source say: that it was, that it was not, that it will be, or doubt."""
    if report.taken_back_by is not None:
        return "takes back"
    stance = report.attribution[-1].stance if report.attribution else None
    if stance == "doubts":
        return "doubts"
    if report.negated and any(q.high == 0 for q in report.quantities):
        return "counts"  # "no Americans were harmed" is a figure of the attack
    if (stance == "denies") != report.negated:
        return "denies"
    if report.modality in _AHEAD:
        return "plans"
    return "confirms" if stance == "confirms" else "asserts"


def _confirmed(
    says: Sequence[Say], asserting: Sequence[Say], reports: Sequence[Report]
) -> tuple[Literal["adverse", "independent"] | None, list[str]]:
    """By whom, and the reports that show it."""
    doers, others = _sides(reports)
    says, asserting = ([s for s in found if not s.coder] for found in (says, asserting))
    first = next((s for s in says if s.word in _SAYING_SO), None)
    party = next((s for s in says if s.word in _SAYING_SO and not s.own), None)
    if first is None:
        return None, []
    for side in (doers, others):
        if party is None or party.country in side:
            continue
        adverse = [s for s in asserting if s.country in side and s.source != party.source]
        if adverse and side:
            return "adverse", [s.report for s in adverse]
    independent = [s for s in asserting if s.word == "confirms" and s.source != first.source and not s.own]
    return ("independent", [s.report for s in independent]) if independent else (None, [])


def _is_word_given(reports: Sequence[Report]) -> bool:
    """Whether most reports tell of a threat or a promise."""
    return 2 * sum(r.event_type in _WORDS_GIVEN for r in reports) > len(reports)


def _sides(reports: Sequence[Report]) -> tuple[set[str], set[str]]:
    """Countries of those who did it and of those to whom it was done, each on the side where most reports have it."""
    votes: Counter[str] = Counter()
    for report in reports:
        votes.update({p.country for p in report.actors if p.country})
        votes.subtract({p.country for p in report.recipients if p.country})
    return {c for c, n in votes.items() if n > 0}, {c for c, n in votes.items() if n < 0}
