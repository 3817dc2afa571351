"""Reports into events: pairs are compared, weighed and grouped, and people have the last word.

The events are a function of the set of reports and the log of decisions, and of nothing else: the same articles give the
same events in any order, any batch and any number of workers.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from onrecord.merging.accounts import accounts, figures
from onrecord.merging.candidates import candidates
from onrecord.merging.credibility import credibility
from onrecord.merging.decisions import Ruled, in_force
from onrecord.merging.grouping import UNLIKE, grouped
from onrecord.merging.likeness import compare
from onrecord.merging.origins import origins
from onrecord.merging.standing import history, source_of
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.weighing import Weights, load_weights
from onrecord.model import Decision, Event, Record, Report, TimePrecision, Told, When

LEAST = -0.5
"""Mean log odds from which on two groups are one event; chosen on ECB+'s training part. At 0, two of a hundred reports fewer
of the January articles stand with a wrong event, and four more are left out of theirs."""
_SHOWN = 3
"""Features that a reason names."""
_BATCH = 50_000
"""Pairs weighed at once: some 20 MB of features."""

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
    odds = weigh(list(tellings.values()), load_weights())
    return assembled(told, tellings, odds, in_force(decisions), origin)


def assembled(
    told: Mapping[str, Told],
    tellings: Mapping[str, Telling],
    odds: Mapping[Pair, float],
    ruled: Ruled,
    origin: Mapping[str, str],
) -> tuple[Event, ...]:
    """Build the events of reports of which the pairs are weighed, in order of time.

    Of a ledger's reports some do, if all that are linked to them, by likeness or by hand, are among them. Pairs at or
    under ``UNLIKE`` may be left out. ``origin``: of each article.
    """
    groups = grouped(tellings.keys(), odds, least=LEAST, together=ruled.together, apart=ruled.apart)
    reasons = _Reasons(tellings, odds, load_weights(), ruled)
    events = (_event([told[name] for name in group], reasons, origin) for group in groups)
    return tuple(sorted(events, key=in_order))


def weigh(tellings: Sequence[Telling], weights: Weights) -> dict[Pair, float]:
    """Log odds of every pair worth comparing."""
    return weighed(candidates(tellings), weights)


def weighed(pairs: Iterable[tuple[Telling, Telling]], weights: Weights) -> dict[Pair, float]:
    """Log odds of these pairs, in each of which the smaller id comes first."""
    odds: dict[Pair, float] = {}
    names: list[Pair] = []
    rows: list[tuple[float, ...]] = []

    def settle() -> None:
        odds.update(zip(names, weights.log_odds(rows).tolist(), strict=True))
        names.clear()
        rows.clear()

    for a, b in pairs:
        names.append((a.id, b.id))
        rows.append(compare(a, b))
        if len(rows) == _BATCH:
            settle()
    settle()
    return odds


class _Reasons:
    """Why a report stands with those told before it."""

    def __init__(
        self,
        tellings: Mapping[str, Telling],
        odds: Mapping[Pair, float],
        weights: Weights,
        ruled: Ruled,
    ) -> None:
        self._tellings, self._odds, self._weights, self._ruled = tellings, odds, weights, ruled

    def of(self, report: str, before: Sequence[str]) -> str:
        """The decision or the likeness that joins a report to one before it."""
        for other in before:
            if other in self._ruled.partners[report]:
                return f"merged with {other} by hand"
        if not before:
            return "first report"
        odds, other = max((self._odds.get((min(report, b), max(report, b)), UNLIKE), b) for b in before)
        if odds <= UNLIKE:
            return "like others of the event"
        values = compare(self._tellings[min(report, other)], self._tellings[max(report, other)])
        shares = [(n, v) for n, v in self._weights.shares(values).items() if n != "before"][:_SHOWN]
        told = ", ".join(f"{name} {value:+.1f}" for name, value in shares)
        return f"like {other} ({odds:+.1f}): {told}"


def in_order(event: Event) -> tuple[str, str]:
    """Sort key: events stand in order of time, undated ones last."""
    return event.when.start or "9999", event.id


def _event(group: Sequence[Told], reasons: _Reasons, origin: Mapping[str, str]) -> Event:
    group = sorted(
        group, key=lambda t: (t.published or "9999", t.article, t.report.trigger.start, t.report.id)
    )
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
        credibility=credibility(standings[-1], len(articles), len({source_of(t)[0] for t in group})),
        why=tuple(reasons.of(name, names[:n]) for n, name in enumerate(names)),
    )


def _when(reports: Sequence[Report]) -> When:
    """The time that most reports give, of those that have it from the text; the narrower, then the earlier of several."""
    times = [r.when for r in reports if r.when.basis == "text" and r.when.start] or [r.when for r in reports]
    votes = Counter((w.start, w.end) for w in times)
    return min(
        times,
        key=lambda w: (-votes[w.start, w.end], _TIMES.index(w.precision), w.start or "9999", w.end or ""),
    )


def _by_origin(group: Sequence[Told], origin: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for told in group:
        found[origin[told.article]].add(told.article)
    return tuple(tuple(sorted(articles)) for _, articles in sorted(found.items()))


_TIMES = get_args(TimePrecision)
_PRECISE = ("region", "country", "admin1", "city", "point")


def _commonest(values: Sequence[str]) -> str | None:
    return max(sorted(set(values)), key=values.count) if values else None
