"""Records made up for tests of the ledger."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.model import (
    Attributed,
    Attribution,
    Cue,
    Participant,
    Place,
    Quantity,
    Record,
    Report,
    Trigger,
    When,
)

TEXT = "Rebels shelled the town of Marj on Wednesday, killing 12, the governor said."


def person(text: str, **known: Any) -> Participant:
    """Return a participant of the made-up text, at the place where its words stand."""
    start = max(TEXT.find(text), 0)
    return Participant(text=text, start=start, end=start + len(text), **({"name": text} | known))


def report(name: str = "r1", **changes: Any) -> Report:
    """Return the report that the made-up text tells, with changes."""
    whole = Report(
        id=name, sentence=(0, len(TEXT)), trigger=Trigger(start=7, end=14, text="shelled"), event_type="ASSAULT",
        mode="heavy-weapons", actors=(person("Rebels", country="LBY", sector="REB"),),
        recipients=(person("the town", name="town of Marj", country="LBY", sector="CVL"),),
        place=Place(text="Marj", start=27, end=31, name="Marj", country="LBY", admin1="Al Marj", lat=32.49, lon=20.83,
                    geonames_id=85012, precision="city"),
        when=When(start="2020-01-08", end="2020-01-08", precision="day", basis="text", text="Wednesday"),
        quantities=(Quantity(of="killed", low=12, high=12, exact=True, text="12", start=54, end=56),),
        attribution=(Attributed(source=person("the governor", name="Ann Müller-Bey", id="or:person/mb", country="LBY"),
                                cue=Cue(text="said", start=71, end=75), stance="says"),),
        score=0.9, coder="rules/1", why="test",
    )  # fmt: skip
    return msgspec.structs.replace(whole, **changes)


def record(text: str = TEXT, article: str = "a1", **changes: Any) -> Record:
    """Return an article with one report and one attribution, with changes."""
    speaker = person("the governor", name="Ann Müller-Bey", id="or:person/mb", country="LBY")
    whole = Record(
        id=article, title="Town shelled", outlet="The Coast", published="2020-01-09", language="en", text=text,
        reports=(report("r-" + article),),
        attributions=(Attribution(source=((58, 70),), cue=((71, 75),), content=((0, 56),), speaker=speaker, stance="says"),),
    )  # fmt: skip
    return msgspec.structs.replace(whole, **changes)
