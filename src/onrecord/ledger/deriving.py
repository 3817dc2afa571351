"""What queries filter on, from a record: pure rows, in which keys stand for identities and places, ids for reports."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onrecord.ledger.folding import folded, held, held_or_none
from onrecord.model import Attribution, Participant, Place, Record, Report

Row = dict[str, Any]

_IDENTITY = ("name", "id", "country", "sector", "role")
_PLACE = ("name", "country", "admin1", "lat", "lon", "geonames_id", "precision")


@dataclass
class Derived:
    """The rows of one record, by table. Identities and places are by their keys."""

    identities: dict[str, Row] = field(default_factory=dict)
    places: dict[str, Row] = field(default_factory=dict)
    reports: list[Row] = field(default_factory=list)
    participants: list[Row] = field(default_factory=list)
    tellers: list[Row] = field(default_factory=list)
    quantities: list[Row] = field(default_factory=list)
    attributions: list[Row] = field(default_factory=list)

    def who(self, participant: Participant | None) -> str | None:
        """Return the key of who that is, and keep the row."""
        if participant is None:
            return None
        row: Row = {"name": held(participant.name)}
        row |= {name: held_or_none(getattr(participant, name)) for name in _IDENTITY[1:]}
        key = identity_key(row)
        self.identities[key] = {"key": key} | row
        return key

    def where(self, place: Place | None) -> str | None:
        """Return the key of the place, and keep the row."""
        if place is None:
            return None
        row = {
            "name": held(place.name), "folded": folded(place.name), "country": held_or_none(place.country),
            "admin1": held_or_none(place.admin1), "admin1_folded": folded(place.admin1) if place.admin1 else None,
            "lat": place.lat, "lon": place.lon, "geonames_id": place.geonames_id, "precision": place.precision,
        }  # fmt: skip
        key = place_key(row)
        self.places[key] = {"key": key} | row
        return key


def identity_key(row: Mapping[str, Any]) -> str:
    """Return the key of an identity from its other columns."""
    return _key(row, _IDENTITY)


def place_key(row: Mapping[str, Any]) -> str:
    """Return the key of a place from its other columns."""
    return _key(row, _PLACE)


def derive(record: Record) -> Derived:
    """Return all rows that follow from a record."""
    derived = Derived()
    for report in record.reports:
        derived.reports.append(_report(report, derived))
        _add_parts(report, derived)
    for position, attribution in enumerate(record.attributions):
        derived.attributions.append({"position": position} | _attribution(record, attribution, derived))
    return derived


def _key(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    # floats, so that a place is the same whether its coordinates were written 20 or 20.0
    parts = [float(row[n]) if n in ("lat", "lon") and row[n] is not None else row[n] for n in names]
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _report(report: Report, derived: Derived) -> Row:
    place, when = report.place, report.when
    return {
        "report": held(report.id), "event_type": report.event_type, "mode": held_or_none(report.mode),
        "modality": report.modality, "negated": report.negated,
        "starts": held_or_none(when.start), "ends": held_or_none(when.end),
        "time_precision": when.precision, "time_basis": when.basis,
        "place": derived.where(place), "place_country": held_or_none(place.country) if place else None,
        "stance": report.attribution[-1].stance if report.attribution else None,
        "sentence_start": report.sentence[0], "sentence_end": report.sentence[1], "score": report.score,
    }  # fmt: skip


def _add_parts(report: Report, derived: Derived) -> None:
    name = held(report.id)
    for side, people in enumerate((report.actors, report.recipients)):
        for position, p in enumerate(people):
            derived.participants.append(
                {"report": name, "side": side, "position": position, "identity": derived.who(p)}
            )
    last = len(report.attribution) - 1
    for position, link in enumerate(report.attribution):
        derived.tellers.append({
            "report": name, "position": position, "innermost": position == last, "identity": derived.who(link.source),
            "stance": link.stance, "cue": held(link.cue.text) if link.cue else None,
        })  # fmt: skip
    for position, q in enumerate(report.quantities):
        derived.quantities.append({
            "report": name, "position": position, "of": held(q.of), "low": q.low, "high": q.high, "exact": q.exact,
            "text": held(q.text),
        })  # fmt: skip


def _attribution(record: Record, attribution: Attribution, derived: Derived) -> Row:
    ends = [offset for span in attribution.content for offset in span]
    cue = " … ".join(record.text[start:end] for start, end in attribution.cue)
    return {
        "identity": derived.who(attribution.speaker), "channel": derived.who(attribution.channel),
        "stance": attribution.stance, "cue": held(cue) if cue else None,
        "content_start": min(ends, default=None), "content_end": max(ends, default=None),
    }  # fmt: skip
