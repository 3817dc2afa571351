"""Reports into events by printed rules: same type, times that meet, and the same doers and done-to.

A first, conservative merger: two reports join where nothing speaks against it and who or to whom is the same.
Human decisions always win. The reports are sorted first, so the same set gives the same events in any order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model import Decision, Event, Participant, Record, Report, Told

_DAYS_APART = 1
"""Outlets in different time zones date one event a day apart; more than that is another event."""

Key = tuple[str, str | None]


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


def build_events(told: Iterable[Told], decisions: Sequence[Decision] = ()) -> tuple[Event, ...]:
    """Build the events of a set of reports, in order of time. The same set gives the same events in any order."""
    ordered = sorted(told, key=lambda t: (t.report.when.start or "9999", t.published or "", t.report.id))
    merged, split = _in_force(decisions)
    blocks: dict[tuple[object, ...], list[list[tuple[Told, str]]]] = defaultdict(list)
    place_of: dict[str, list[tuple[Told, str]]] = {}
    groups: list[list[tuple[Told, str]]] = []
    for item in ordered:
        group, why = _choose(item, blocks[_block(item.report)], merged, split, place_of)
        if group is None:
            group = []
            groups.append(group)
            blocks[_block(item.report)].append(group)
        group.append((item, why))
        place_of[item.report.id] = group
    return tuple(_event(group) for group in groups)


def _in_force(decisions: Sequence[Decision]) -> tuple[dict[str, set[str]], set[frozenset[str]]]:
    undone = {d.first for d in decisions if d.kind == "undo"}
    merged: dict[str, set[str]] = defaultdict(set)
    split: set[frozenset[str]] = set()
    for decision in decisions:
        if decision.second is None or str(decision.number) in undone:
            continue
        pair = frozenset((decision.first, decision.second))
        if decision.kind == "merge":
            split.discard(pair)
            merged[decision.first].add(decision.second)
            merged[decision.second].add(decision.first)
        elif decision.kind == "split":
            split.add(pair)
            merged[decision.first].discard(decision.second)
            merged[decision.second].discard(decision.first)
    return merged, split


def _block(report: Report) -> tuple[object, ...]:
    return (report.event_type, report.negated, report.modality in ("planned", "possible"))


def _choose(
    item: Told,
    groups: Sequence[list[tuple[Told, str]]],
    merged: dict[str, set[str]],
    split: set[frozenset[str]],
    place_of: dict[str, list[tuple[Told, str]]],
) -> tuple[list[tuple[Told, str]] | None, str]:
    for other in sorted(merged.get(item.report.id, ())):
        if other in place_of:
            return place_of[other], f"merged with {other} by hand"
    for group in groups:
        if any(frozenset((item.report.id, told.report.id)) in split for told, _ in group):
            continue
        # against the first report, not the nearest: chains of near matches must not grow one giant event
        why = _same(item.report, group[0][0].report)
        if why:
            return group, why
    return None, "first report"


def _same(a: Report, b: Report) -> str | None:
    """Say why two reports of one type tell one event, or return ``None``."""
    days = _days_apart(a, b)
    if days is None or days > _DAYS_APART:
        return None
    if a.mode and b.mode and a.mode != b.mode:
        return None
    if a.place and b.place and a.place.country != b.place.country:
        return None
    actors, recipients = _meet(a.actors, b.actors), _meet(a.recipients, b.recipients)
    if actors is False or recipients is False or not (actors or recipients):
        return None
    shared = [name for name, same in (("actors", actors), ("recipients", recipients)) if same]
    return f"same type, {days} days apart, same {' and '.join(shared)}"


def _days_apart(a: Report, b: Report) -> int | None:
    spans = []
    for when in (a.when, b.when):
        if when.start is None or when.end is None:
            return None
        spans.append((dt.date.fromisoformat(when.start[:10]), dt.date.fromisoformat(when.end[:10])))
    (a_start, a_end), (b_start, b_end) = spans
    return max(0, (b_start - a_end).days, (a_start - b_end).days)


def _meet(a: Sequence[Participant], b: Sequence[Participant]) -> bool | None:
    """Whether two sides share somebody; ``None`` where one of them is not told."""
    if not a or not b:
        return None
    return bool(_keys(a) & _keys(b))


def _keys(side: Sequence[Participant]) -> set[Key]:
    keys: set[Key] = set()
    for p in side:
        keys.add((p.id or p.name.lower(), None))
        if p.country and p.country not in ("IGO", "NGO"):
            keys.add((p.country, p.sector))
    return keys


def _event(group: Sequence[tuple[Told, str]]) -> Event:
    first = group[0][0].report
    reports = [told.report for told, _ in group]
    fullest = max(reports, key=lambda r: (len(r.actors) + len(r.recipients), r.score, r.id))
    placed = next((r.place for r in reports if r.place is not None), None)
    return Event(
        id=hashlib.sha256(first.id.encode()).hexdigest()[:16],
        event_type=first.event_type,
        mode=next((r.mode for r in reports if r.mode), None),
        actors=fullest.actors,
        recipients=fullest.recipients,
        place=placed,
        when=min(
            (r.when for r in reports),
            key=lambda w: (w.basis == "publication", w.start or "9999", w.end or ""),
        ),
        told=tuple(told for told, _ in group),
        standing=standing(reports),
        why=tuple(why for _, why in group),
    )


def standing(reports: Sequence[Report]) -> tuple[str, ...]:
    """Return what the accounts amount to, by rules: claimed, reported, confirmed, denied, disputed, planned.

    planned: every report is planned. reported: an outlet tells it in its own voice. claimed: only on somebody's
    word. confirmed: a chain ends in "confirms". denied: one ends in "denies", or a report is negated.
    disputed: denied, and also reported, claimed or confirmed.
    """
    if all(r.modality == "planned" for r in reports):
        return ("planned",)
    stances = {r.attribution[-1].stance for r in reports if r.attribution}
    found = []
    if any(not r.attribution and not r.negated for r in reports):
        found.append("reported")
    elif stances - {"denies", "doubts", "confirms"}:
        found.append("claimed")
    if "confirms" in stances:
        found.append("confirmed")
    if "denies" in stances or any(r.negated for r in reports):
        found.append("denied")
        if len(found) > 1:
            found.append("disputed")
    return tuple(found)
