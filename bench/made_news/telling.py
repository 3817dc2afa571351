"""An article written of a story: its text, and the record of it whose offsets hold.

Every report stands in a sentence of its own that has its trigger, names, place, day and figures as words. Between them
stands running text by chance, with the words of the story's matter in it.
"""

from __future__ import annotations

import base64
import datetime as dt
import random
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bench.made_news.stories import Deed, Slot, shares
from bench.made_news.world import Actor, Town, World, wording, words, world
from onrecord.model import (
    Attributed,
    Attribution,
    Cue,
    Mention,
    Participant,
    Place,
    Quantity,
    Report,
    Span,
    Timex,
    Trigger,
    When,
)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OF_THE_MATTER = 0.12
"""Share of the running words that are the story's own."""
_SENSES = (0.6, 0.5, 0.35, 0.5)
"""What type, verb, event and chance put into the vector of a trigger."""
_LENGTH = 48
"""Numbers of such a vector."""
_TOLD_PLACE, _OTHER_WORDS, _BY_COUNTRY, _LEFT_OUT, _NO_FIGURE, _EXACT = 0.7, 0.35, 0.15, 0.15, 0.4, 0.8
"""How outlets differ in telling one event: chosen, not measured."""
_NEAR = 3
"""Days up to which an event need not be dated in its sentence."""
CODER = "made up/2"


class Pen:
    """Writes a text piece by piece and knows where each piece stands."""

    def __init__(self, chance: random.Random, slot: Slot, world: World) -> None:
        self.chance, self.slot, self.world = chance, slot, world
        self.pieces: list[str] = []
        self.length = 0
        self.mentions: list[Mention] = []
        self.times: list[Timex] = []
        self.toponyms: list[Place] = []
        self.attributions: list[Attribution] = []

    def write(self, text: str) -> Span:
        """Write a piece and return its span."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start, self.length

    def actor(self, actor: Actor) -> Participant:
        """Write a name, or a role where nobody is named."""
        text = actor.name if actor.role != actor.name else f"the {actor.name}"
        start, end = self.write(text)
        kind = "country" if actor.sector == "GOV" and actor.role is None else "other"
        self.mentions.append(
            Mention(start=start, end=end, text=text, kind=kind, actor=actor.id, head=True)  # type: ignore[arg-type]
        )
        return Participant(
            text=text, start=start, end=end, name=actor.name, id=actor.id, country=actor.country,
            sector=actor.sector, role=actor.role,
        )  # fmt: skip

    def actors(self, actors: tuple[Actor, ...]) -> tuple[Participant, ...]:
        """Write names with "and" between them."""
        found = []
        for n, actor in enumerate(actors):
            if n:
                self.write(" and ")
            found.append(self.actor(actor))
        return tuple(found)

    def place(self, town: Town) -> Place:
        """Write the name of a place."""
        start, end = self.write(town.name)
        place = Place(
            text=town.name, start=start, end=end, name=town.name, country=town.country, admin1=town.admin1,
            lat=town.lat, lon=town.lon, geonames_id=town.geonames_id, precision="city",
        )  # fmt: skip
        self.toponyms.append(place)
        self.mentions.append(Mention(start=start, end=end, text=town.name, kind="place", head=True))
        return place

    def day(self, day: dt.date) -> When:
        """Write on which day it was, as outlets do: by weekday within a week, else by date."""
        near = abs((self.slot.written - day).days) < 7
        text = _DAYS[day.weekday()] if near else f"{day.day} {day:%B}"
        start, end = self.write(text)
        value = day.isoformat()
        self.times.append(Timex(start=start, end=end, type="DATE", value=value))
        return When(start=value, end=value, precision="day", basis="text", text=text)

    def running(self, count: int) -> Span:
        """Write so many words by chance, and note every fourth longer one as a mention."""
        some = words().some(self.chance, count)
        matter = self.slot.story.matter
        for n in range(int(count * _OF_THE_MATTER)):
            some[(n * 7 + 3) % count] = matter[int(self.chance.random() ** 1.5 * len(matter))]
        start = at = self.length
        for word in some:
            if len(word) > 5:
                self.mentions.append(Mention(start=at, end=at + len(word), text=word, kind="other"))
            at += len(word) + 1
        self.write(" ".join(some))
        return start, self.length


def report_on(pen: Pen, event: Deed, number: int, name: str) -> Report:
    """Write a sentence that tells an event, and report it."""
    chance, first = pen.chance, pen.length
    event = _as_told(chance, event)
    ahead = event.day > pen.slot.written
    modality = "planned" if ahead else chance.choices(*_past_modalities())[0]
    teller = _teller(pen, event)
    content = pen.length
    actors = pen.actors(event.actors)
    pen.write((" will " if ahead else " ") if actors else "Somebody ")
    text = event.bare if ahead else event.past
    start, end = pen.write(text)
    pen.write(" ")
    recipients = pen.actors(event.recipients)
    place = None
    if event.town is not None and chance.random() < _TOLD_PLACE:
        pen.write(" in ")
        place = pen.place(event.town)
    when = _when(pen, event)
    quantities = () if ahead else _figures(pen, event)
    pen.write(" amid ")
    pen.running(6 + chance.randrange(10))
    chain = () if teller is None else (teller,)
    for link in chain:
        _attribute(pen, link, (content, pen.length))
    last = pen.write(".")[1]
    return Report(
        id=name, sentence=(first, last), trigger=Trigger(start=start, end=end, text=text), event_type=event.kind,
        mode=event.mode, actors=actors, recipients=recipients, place=place, when=when, modality=modality,  # type: ignore[arg-type]
        negated=chance.random() < shares()["reports"]["negated"], quantities=quantities, attribution=chain,
        score=round(0.4 + 0.6 * chance.random(), 3), coder=CODER, why=f"made up: sentence {number} tells it",
        sense=_sense(chance, event),
    )  # fmt: skip


def said(pen: Pen, speaker: Actor, stance: str) -> None:
    """Write a sentence in which somebody says what is no event."""
    link = _source(pen, speaker, stance)
    _attribute(pen, link, pen.running(12 + pen.chance.randrange(14)))
    pen.write(".")


def _as_told(chance: random.Random, event: Deed) -> Deed:
    """An event as one outlet tells it: in other words, by the country for who acts for it, without whom it was done to."""
    changes: dict[str, object] = {}
    if chance.random() < _OTHER_WORDS:
        past, bare, mode = (*chance.choice(wording()["verbs"][event.kind]).split("|"), None)[:3]
        changes |= {"past": past, "bare": bare, "mode": mode}
    if chance.random() < _BY_COUNTRY:
        countries = world().by_code
        changes["actors"] = tuple(countries.get(a.country or "", a) for a in event.actors)
    if event.recipients and chance.random() < _LEFT_OUT:
        changes["recipients"] = ()
    return replace(event, **changes) if changes else event  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _past_modalities() -> tuple[list[str], list[float]]:
    known = {name: share for name, share in shares()["modality"].items() if name != "planned"}
    return list(known), list(known.values())


def _teller(pen: Pen, event: Deed) -> Attributed | None:
    """Write who says so, where anybody does."""
    chance = pen.chance
    if chance.random() >= shares()["reports"]["told_by_somebody"]:
        return None
    stance = chance.choices(list(shares()["stances"]), list(shares()["stances"].values()))[0]
    if event.denied and event.actors and chance.random() < 0.5:
        link = _source(pen, event.actors[0], "denies")
    else:
        country = pen.slot.story.country
        link = _source(pen, pen.world.somebody(chance, country, pen.slot.written), stance)
    pen.write("that ")
    return link


def _source(pen: Pen, speaker: Actor, stance: str) -> Attributed:
    source = pen.actor(speaker)
    pen.write(" ")
    cue = pen.chance.choice(wording()["cues"][stance])
    start, end = pen.write(cue)
    pen.write(" ")
    return Attributed(source=source, cue=Cue(text=cue, start=start, end=end), stance=stance)  # type: ignore[arg-type]


def _attribute(pen: Pen, link: Attributed, content: Span) -> None:
    assert link.source is not None
    assert link.cue is not None
    pen.attributions.append(
        Attribution(
            source=((link.source.start, link.source.end),), cue=((link.cue.start, link.cue.end),),
            content=(content,), speaker=link.source, stance=link.stance,
        )
    )  # fmt: skip


def _when(pen: Pen, event: Deed) -> When:
    """Write the day, where the sentence tells it; of what was long ago or is ahead it always does."""
    away = (pen.slot.written - event.day).days
    if pen.chance.random() < shares()["reports"]["dated"] or not 0 <= away < _NEAR:
        pen.write(" on ")
        return pen.day(event.day)
    day = pen.slot.written.isoformat()
    return When(start=day, end=day, precision="day", basis="publication")


def _figures(pen: Pen, event: Deed) -> tuple[Quantity, ...]:
    """Write the tolls as they are known on the day: they grow towards the last count, and outlets differ a little."""
    found = []
    after = (pen.slot.written - event.day).days
    for row in wording()["counted"].get(event.kind, ()):
        of, before, noun = row.split("|")
        if of not in event.toll or pen.chance.random() < _NO_FIGURE:
            continue
        known = event.toll[of] * (1 - 0.6 ** (after + 1)) * pen.chance.uniform(0.9, 1.1)
        count, exact = max(1, round(known)), pen.chance.random() < _EXACT
        pen.write(f" {before} ")
        text = f"{count:,}" if exact else f"at least {count:,}"
        start, end = pen.write(text)
        pen.write(f" {noun}")
        found.append(
            Quantity(of=of, low=count, high=count if exact else None, exact=exact, text=text, start=start, end=end)
        )  # fmt: skip
    return tuple(found)


@lru_cache(maxsize=5_000)
def _direction(name: str) -> NDArray[np.float64]:
    return np.random.default_rng(list(name.encode())).standard_normal(_LENGTH)


def _sense(chance: random.Random, event: Deed) -> str:
    """Make the vector of a trigger: near that of its verb, nearer that of its event."""
    noise = np.random.default_rng(chance.getrandbits(32)).standard_normal(_LENGTH)
    kind, verb, own, by_chance = _SENSES
    vector = kind * _direction(event.kind) + verb * _direction(event.bare) + own * _direction(event.id)
    vector += by_chance * noise
    vector *= 127 / np.abs(vector).max()
    return base64.b64encode(vector.round().astype("int8").tobytes()).decode("ascii")
