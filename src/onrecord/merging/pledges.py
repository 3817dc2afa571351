"""The register of promises: which events are promises, threats or plans, and what each says of the deed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from onrecord.merging.standing import OF_STATE, word_of
from onrecord.merging.tellings import vector_of
from onrecord.merging.terms import Vector
from onrecord.model import Condition, Deed, Event, Participant, Report, Told

Kind = Literal["promised", "threatened", "planned"]

_GIVEN: dict[str, Kind] = {"AGREE": "promised", "THREATEN": "threatened"}
_BY_STANCE: dict[str, Kind] = {"promises": "promised", "threatens": "threatened"}
_HOSTILE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"))
_BODIES = frozenset(("IGO", "NGO"))


@dataclass(frozen=True, slots=True)
class Party:
    """Who is on one side: keys of those named, states, and countries of all."""

    keys: frozenset[str]
    states: frozenset[str]
    countries: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise, threat or plan as the follow-up sees it."""

    event: Event
    kind: Kind
    deeds: tuple[Deed, ...]
    """What its reports say of the deed, the fullest first."""
    types: frozenset[str]
    """Types that the deed may be told as."""
    modes: frozenset[str]
    who: Party
    whom: Party
    made: str
    """The day on which it was given, ISO."""
    known: str
    """The day on which it was first published."""
    due: str | None
    condition: Condition | None
    words: Vector
    """What is to be done, as terms."""


@lru_cache(maxsize=1)
def outcome_words() -> dict[str, Any]:
    """Return ``data/promises.toml``: types that answer one another, and words; read once a process."""
    raw = tomllib.loads(files("onrecord.merging").joinpath("data/promises.toml").read_text("utf8"))
    raw["words"] = {
        name: tuple(value.split() if isinstance(value, str) else value)
        for name, value in raw["words"].items()
    }
    return raw


def party_of(people: Iterable[Participant]) -> Party:
    """Who is on a side; a state's forces and officials are that state."""
    people = list(people)
    return Party(
        keys=frozenset(p.id or p.name.lower() for p in people if p.id or p.country or _is_name(p.name)),
        states=frozenset(
            p.country
            for p in people
            if p.country and p.country not in _BODIES and (p.sector is None or p.sector in OF_STATE)
        ),
        countries=frozenset(p.country for p in people if p.country and p.country not in _BODIES),
    )


def same(one: Party, other: Party) -> bool:
    """Whether somebody or some state is in both."""
    return bool(one.keys & other.keys or one.states & other.states)


def _is_name(name: str) -> bool:
    """Whether somebody is named, so that others are not he: "any" and "gunmen" may be anybody."""
    return name.removeprefix("the ").removeprefix("The ")[:1].isupper()


def pledge_of(event: Event) -> Pledge | None:
    """Return what an event promises, threatens or plans; ``None`` for one that does not."""
    found = (_kind(told.report) for told in event.told)
    kinds = Counter(kind for kind in found if kind is not None)
    if not kinds or 2 * sum(kinds.values()) < len(event.told):
        return None
    reports = [told.report for told in event.told if _kind(told.report)]
    deeds = tuple(
        sorted(
            (r.deed for r in reports if r.deed),
            key=lambda d: (d.event_type is None, -len(d.text), d.text, d.start),
        )
    )
    kind = max(sorted(kinds), key=lambda k: (k != "planned", kinds[k]))
    published = min((t.published for t in event.told if t.published), default=None)
    if published is None:
        return None
    due = Counter(d.due for d in deeds if d.due)
    return Pledge(
        event=event,
        kind=kind,
        deeds=deeds,
        types=_types(deeds, reports),
        modes=frozenset(d.mode for d in deeds if d.mode),
        who=party_of(p for r in reports for p in r.actors),
        whom=party_of(p for r in reports for p in r.recipients),
        made=_made(event.told, published),
        known=published,
        due=max(sorted(due), key=lambda day: due[day]) if due else None,
        condition=next((d.condition for d in deeds if d.condition), None),
        words=vector_of(" ".join([*(d.text for d in deeds), *(t.sentence for t in event.told)])),
    )


def _kind(report: Report) -> Kind | None:
    """Whether a report tells that somebody gave his word, or means to do it."""
    stance = report.attribution[-1].stance if report.attribution else None
    if report.negated or stance in ("denies", "doubts"):
        return None
    if report.event_type == "THREATEN" and report.modality != "possible":
        return "threatened"
    if report.event_type in _GIVEN and report.deed is not None and report.modality != "possible":
        return _GIVEN[report.event_type]
    if word_of(report) == "plans" and report.modality == "planned" and not _is_imputed(report):
        return _BY_STANCE.get(stance or "", "planned")
    return None


def _is_imputed(report: Report) -> bool:
    """Whether others say that somebody plans a hostile deed: an accusation, and no word of his own."""
    source = report.attribution[-1].source if report.attribution else None
    if source is None or report.event_type not in _HOSTILE:
        return False
    return not same(party_of([source]), party_of(report.actors))


def _types(deeds: Sequence[Deed], reports: Sequence[Report]) -> frozenset[str]:
    found = {d.event_type for d in deeds if d.event_type}
    if not found:
        threats = outcome_words()["threats"]
        given = [r for r in reports if r.event_type == "THREATEN"]
        found = {kind for r in given for kind in threats.get(r.mode or "any", ())}
    return frozenset(found)


def _made(told: Sequence[Told], published: str) -> str:
    """The earliest day that a report gives for the word itself; a plan's time is that of the deed."""
    days = [
        t.report.when.start
        for t in told
        if t.report.event_type in _GIVEN
        and t.report.modality in ("happened", "ongoing")
        and t.report.when.start
        and t.report.when.start <= (t.published or published)
    ]
    return min([*days, published])
