"""Made-up records and events for the tests of the formats, and strategies for any others."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from onrecord.formats.looking_up import Lookup
from onrecord.merging import build_events
from onrecord.model import (
    Attributed,
    Attribution,
    Cue,
    Event,
    Mention,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Timex,
    Trigger,
    When,
)
from onrecord.ontology import event_types

TEXT = "Lead of the day.\nChad bombed rebels at Baga Sola on Tuesday, killing seven, the army said."
_START = TEXT.index("Chad")


def _span(words: str) -> dict[str, Any]:
    at = TEXT.index(words)
    return {"text": words, "start": at, "end": at + len(words)}


CHAD = Participant(**_span("Chad"), name="Chad", id="Q657", country="TCD", sector="MIL")
REBELS = Participant(
    **_span("rebels"), name="Front of the Lake", country="NGA", sector="REB", role="fighters"
)
ARMY = Participant(**_span("the army"), name="Army of Chad", country="TCD", sector="MIL")
TOWN = Place(
    **_span("Baga Sola"), name="Baga Sola", country="TCD", admin1="Lac", lat=13.53, lon=14.32, geonames_id=2434508,
    precision="city",
)  # fmt: skip
STRIKE = Report(
    id="00000000000000aa",
    sentence=(_START, len(TEXT)),
    trigger=Trigger(**_span("bombed")),
    event_type="ASSAULT",
    mode="aerial",
    contexts=("military",),
    actors=(CHAD,),
    recipients=(REBELS,),
    place=TOWN,
    when=When(start="2031-03-04", end="2031-03-04", precision="day", basis="text", text="Tuesday"),
    quantities=(Quantity(of="killed", low=7, high=7, exact=True, **_span("seven")),),
    attribution=(Attributed(source=ARMY, cue=Cue(**_span("said")), stance="says"),),
    score=0.87,
    coder="rules/1",
    why="bomb: ASSAULT",
)
RECORD = Record(
    id="made-up-1",
    title="Strike at the lake",
    url="https://made-up.example/strike",
    outlet="Made-up Post",
    published="2031-03-05",
    language="en",
    text=TEXT,
    reports=(STRIKE,),
    mentions=(Mention(**_span("Baga Sola"), kind="place"), Mention(**_span("rebels"), kind="armed-group")),
)


def like(**changes: Any) -> Record:
    """The made-up record with another report: the strike with these fields changed."""
    from msgspec.structs import replace

    return replace(RECORD, reports=(replace(STRIKE, **changes),))


def events_of(*records: Record) -> tuple[tuple[Event, ...], Lookup]:
    """The events of records, and where their writers look things up."""
    by_id = {record.id: record for record in records}
    return build_events(records), Lookup(kinds=event_types(), article=by_id.get)


def one_event(**changes: Any) -> tuple[Event, Lookup]:
    """The event of the made-up report with these fields changed."""
    (event,), lookup = events_of(like(**changes))
    return event, lookup


words = st.text(max_size=20)
_names = st.text(min_size=1, max_size=12)
days = st.dates().map(lambda day: day.isoformat())
_numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12).map(float)


def _placed(struct: type[Any], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Something that stands in a text."""
    offsets = {"start": st.integers(0, 99), "end": st.integers(0, 99)}
    return st.builds(struct, **offsets, **fields)


def _many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


participants = _placed(
    Participant, text=words, name=_names, id=st.none() | words, country=st.none() | st.sampled_from(["IRN", "IGO", "ROU"]),
    sector=st.none() | st.sampled_from(["GOV", "MIL", "JRN"]), role=st.none() | words,
)  # fmt: skip
places = _placed(
    Place, text=words, name=_names, country=st.none() | st.sampled_from(["IRN", "USA"]), admin1=st.none() | words,
    lat=st.none() | st.floats(-90, 90), lon=st.none() | st.floats(-180, 180), geonames_id=st.none() | st.integers(1, 10**8),
    precision=st.sampled_from(["point", "city", "admin1", "country", "region"]),
)  # fmt: skip
whens = st.builds(
    When, start=st.none() | days, end=st.none(), precision=st.sampled_from(["day", "month", "year"]),
    basis=st.sampled_from(["text", "publication"]), text=st.none() | words,
)  # fmt: skip
_cues = _placed(Cue, text=words)
_chain = st.builds(
    Attributed, source=st.none() | participants, cue=st.none() | _cues, stance=st.sampled_from(["says", "denies", "promises"])
)  # fmt: skip
_quantities = _placed(
    Quantity, of=st.sampled_from(["killed", "troops"]), low=st.none() | _numbers, high=st.none() | _numbers,
    exact=st.booleans(), text=words,
)  # fmt: skip
reports = st.builds(
    Report, id=st.uuids().map(lambda u: u.hex[:16]), sentence=st.tuples(st.integers(0, 9), st.integers(0, 99)),
    trigger=_placed(Trigger, text=words), event_type=st.sampled_from(sorted(event_types())), mode=st.none(),
    contexts=_many(words), actors=_many(participants), recipients=_many(participants), place=st.none() | places, when=whens,
    modality=st.sampled_from(["happened", "planned"]), negated=st.booleans(), quantities=_many(_quantities),
    attribution=_many(_chain), score=st.floats(0, 1), coder=words, why=words, sense=st.none(),
)  # fmt: skip
_spans = _many(st.tuples(st.integers(0, 9), st.integers(0, 99)))
records = st.builds(
    Record, id=_names, title=st.none() | words, url=st.none() | words, outlet=st.none() | words, published=st.none() | days,
    text=st.text(max_size=120), reports=_many(reports), toponyms=_many(places),
    attributions=_many(st.builds(Attribution, source=_spans, cue=_spans, content=_spans, speaker=st.none() | participants,
                                 stance=st.just("says"))),
    times=_many(_placed(Timex, type=st.just("DATE"), value=words)), mentions=_many(_placed(Mention, text=words,
                                                                                         kind=st.just("person"))),
)  # fmt: skip
