"""Reports into events: pairs are compared, weighed and grouped, and people have the last word.

The events are a function of the set of reports and the log of decisions, and of nothing else: the same articles give the
same events in any order, any batch and any number of workers.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.merging.accounts import accounts, figures
from onrecord.merging.candidates import Meeting, columns_of, meetings
from onrecord.merging.columns import Columns
from onrecord.merging.credibility import credibility
from onrecord.merging.decisions import Ruled, in_force
from onrecord.merging.grouping import UNLIKE, grouped
from onrecord.merging.likeness import likenesses
from onrecord.merging.origins import origins
from onrecord.merging.reasons import SAID, joins_of, worded
from onrecord.merging.standing import history, source_of
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.weighing import Weights, load_weights
from onrecord.model import Decision, Event, Record, Report, TimePrecision, Told, When

LEAST = -0.5
"""Mean log odds from which on two groups are one event; chosen on ECB+'s training part. At 0, two of a hundred reports fewer
of the January articles stand with a wrong event, and four more are left out of theirs."""
_BATCH = 20_000
"""Pairs weighed at once: some 5 MB of features."""

Pair = tuple[str, str]


def told_by(records: Iterable[Record]) -> list[Told]:
    """Return every report of the records with the article that it stands in."""
    return [
        Told(
            article=record.id,
            outlet=record.outlet,
            published=record.published,
            sentence=record.text[report.sentence[0] : report.sentence[1]],
            report=report,
            imported=record.row is not None,
        )
        for record in records
        for report in record.reports
    ]


def build_events(records: Iterable[Record], decisions: Sequence[Decision] = ()) -> tuple[Event, ...]:
    """Build the events of a set of records, in order of time. The same set gives the same events in any order.

    What became of promises is a question about all of them together: ``followed`` answers it.
    """
    told: dict[str, Told] = {}
    tellings: dict[str, Telling] = {}
    records = list(records)
    origin = origins(records)
    for record in records:
        told.update((t.report.id, t) for t in told_by([record]))
        tellings.update((t.id, t) for t in tellings_of(record))
    odds = weigh(tellings.values(), load_weights())
    return assembled(told, tellings, odds, in_force(decisions), origin)


def assembled(
    told: Mapping[str, Told],
    tellings: Mapping[str, Telling],
    odds: Mapping[Pair, float],
    ruled: Ruled,
    origin: Mapping[str, str],
) -> tuple[Event, ...]:
    """Build the events of reports of which the pairs are weighed, in order of time.

    Pairs at or under ``UNLIKE`` may be left out. ``origin``: of each article. What somebody called wrong stands in none.
    """
    names = [name for name in tellings if name not in ruled.rejected]
    groups = grouped(names, odds, least=LEAST, together=ruled.together, apart=ruled.apart)
    near: dict[str, dict[str, float]] = {name: {} for name in names}
    for (a, b), value in odds.items():
        if value > UNLIKE and a in near and b in near:
            near[a][b] = near[b][a] = value
    found = []
    for group in groups:
        turn = in_turn(told[name] for name in group)
        ids = [t.report.id for t in turn]
        why = worded(ids, joins_of(ids, near.__getitem__, ruled.partners), {}, tellings, load_weights())
        found.append(event_of(turn, why, origin))
    return tuple(sorted(found, key=in_order))


def weigh(tellings: Iterable[Telling], weights: Weights) -> dict[Pair, float]:
    """Log odds of every pair worth comparing that are over ``UNLIKE``."""
    columns = columns_of(tellings)
    return weighed(columns, meetings(columns), weights)


def weighed(columns: Columns, met: Iterable[Meeting], weights: Weights) -> dict[Pair, float]:
    """Log odds over ``UNLIKE`` of reports and those that they are compared with; of each pair the smaller id comes first."""
    odds: dict[Pair, float] = {}
    pairs: list[NDArray[np.int64]] = []
    rows: list[NDArray[np.float64]] = []

    def settle() -> None:
        met = np.concatenate(pairs)
        found = weights.log_odds(np.concatenate(rows))
        said = (columns.repeats[met[:, 0]] == met[:, 1]) | (columns.repeats[met[:, 1]] == met[:, 0])
        found[said] = np.maximum(found[said], SAID)
        likely = np.flatnonzero(found > UNLIKE)
        for (one, other), value in zip(met[likely].tolist(), found[likely].tolist(), strict=True):
            a, b = columns.ids[one], columns.ids[other]
            odds[(a, b) if a < b else (b, a)] = value
        pairs.clear()
        rows.clear()

    waiting = 0
    for one, others in met:
        pairs.append(np.column_stack((np.full(len(others), one), others)))
        rows.append(likenesses(columns, one, others))
        waiting += len(others)
        if waiting >= _BATCH:
            settle()
            waiting = 0
    if rows:
        settle()
    return odds


def in_order(event: Event) -> tuple[str, str]:
    """Sort key: events stand in order of time, undated ones last."""
    return event.when.start or "9999", event.id


def in_turn(told: Iterable[Told]) -> list[Told]:
    """Return reports in the order of publication, which is theirs within an event."""
    return sorted(told, key=lambda t: (t.published or "9999", t.article, t.report.trigger.start, t.report.id))


def event_of(group: Sequence[Told], why: tuple[str, ...], origin: Mapping[str, str]) -> Event:
    """Return the event of reports in turn; ``why`` each is there, and the ``origin`` of each article."""
    reports = [told.report for told in group]
    names = [report.id for report in reports]
    fullest = max(reports, key=lambda r: (len(r.actors) + len(r.recipients), r.score, r.id))
    placed = max(
        (r.place for r in reports if r.place),
        key=lambda p: (_PRECISE.index(p.precision), p.name),
        default=None,
    )
    kinds: dict[str, float] = defaultdict(float)
    for report in reports:
        kinds[report.event_type] += report.score
    standings, articles = history(group), _by_origin(group, origin)
    return Event(
        id=hashlib.sha256(min(names).encode()).hexdigest()[:16],
        event_type=max(reports, key=lambda r: (kinds[r.event_type], r.event_type)).event_type,
        mode=_commonest([r.mode for r in reports if r.mode]),
        actors=fullest.actors,
        recipients=fullest.recipients,
        place=placed,
        when=_when(reports),
        told=tuple(group),
        standing=standings[-1].words,
        history=standings,
        accounts=accounts(group),
        figures=figures(group),
        origins=articles,
        credibility=credibility(standings[-1], len(articles), len(_sources(group))),
        why=why,
    )


def _when(reports: Sequence[Report]) -> When:
    """The time that most reports give, of those that have it from the text; the narrower, then the earlier of several."""
    times = [r.when for r in reports if r.when.basis == "text" and r.when.start] or [r.when for r in reports]
    votes = Counter((w.start, w.end) for w in times)
    return min(
        times,
        key=lambda w: (-votes[w.start, w.end], _TIMES.index(w.precision), w.start or "9999", w.end or ""),
    )


def _sources(group: Sequence[Told]) -> set[str]:
    """Whose word an event rests on: other coders read the same news, so that they bear nothing out."""
    return {source_of(told)[0] for told in group if not told.imported}


def _by_origin(group: Sequence[Told], origin: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for told in group:
        if told.imported:
            continue  # a coder's row is no text of its own
        found[origin[told.article]].add(told.article)
    return tuple(tuple(sorted(articles)) for _, articles in sorted(found.items()))


_TIMES = get_args(TimePrecision)
_PRECISE = ("region", "country", "admin1", "city", "point")


def _commonest(values: Sequence[str]) -> str | None:
    return max(sorted(set(values)), key=values.count) if values else None
