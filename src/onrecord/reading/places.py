"""Places: the layer that finds the article's place names and says which place each stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.knowledge import default_knowledge
from onrecord.knowledge.gazetteer import Candidate, Gazetteer, gazetteer
from onrecord.knowledge.gazetteer_names import normalise
from onrecord.model import Place, PlacePrecision
from onrecord.reading import place_words
from onrecord.reading.home import home_of
from onrecord.reading.layers import Reading
from onrecord.reading.nationalities import adjective_keys, grounds, nations
from onrecord.reading.place_names import find_names
from onrecord.reading.place_senses import resolve
from onrecord.reading.place_tokens import Named, Words

_PRECISION: dict[str, PlacePrecision] = {
    "country": "country", "admin1": "admin1", "admin2": "region", "city": "city", "region": "region", "point": "point",
}  # fmt: skip


_ENGLISH = frozenset(
    {
        "Governorate",
        "Province",
        "Oblast",
        "Prefecture",
        "Department",
        "Region",
        "Krai",
        "Voivodeship",
        "Republic",
    }
)


class PlaceNames:
    """Needs syntax; finds which words are names of places, for who is meant by them and for where they are."""

    needs = ("doc",)
    adds = ("place_names",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the tokens as lists, and the names in order."""
        return {"place_names": _names(reading)}


def _names(reading: Reading) -> tuple[Words, tuple[Named, ...]]:
    threshold = place_words.place_model()["threshold"]
    words = Words(reading.doc)
    names = find_names(words, gazetteer(), adjective_keys())
    return words, tuple(n for n in names if n.chance >= threshold)


class Places:
    """Needs syntax, uses names of places and mentions; adds the places in order, each resolved as far as the text allows and no further."""

    needs = ("doc",)
    adds = ("places",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the places in order."""
        book = gazetteer()
        words, names = reading.place_names or _names(reading)
        chosen: dict[int, Candidate | None] = {}
        for unit in resolve(words, names, home_of(reading.article), nations(words)):
            best = unit.best()
            chosen.update({id(mention): best for mention in unit.mentions})
        found = (_place(words, name, chosen.get(id(name)), book) for name in names)
        persons = {m.head for m in reading.mentions if m.kind == "person" and m.form == "name"}
        # what the gazetteer does not know and the article uses as a person's name is none
        kept = (
            place
            for name, place in zip(names, found, strict=True)
            if (place.lat is not None or not any(i in persons for i in range(name.first, name.last)))
            and not _opens_office(reading, name)
        )
        told = (_place(words, Named(i, i + 1, "", ()), country, book) for i, country in grounds(words))
        return {"places": tuple(sorted({p.start: p for p in (*told, *kept)}.values(), key=lambda p: p.start))}


def _name(text: str, found: Candidate) -> str:
    """The place's usual name; where that is in another language, the name that the article uses."""
    foreign = not found.name.isascii() or (
        found.kind == "admin1" and found.rank > 0 and found.name.split()[-1] not in _ENGLISH
    )
    if not foreign or normalise(found.name) == normalise(text):
        return found.name
    return text.title() if text.isupper() else text


def _place(words: Words, name: Named, found: Candidate | None, book: Gazetteer) -> Place:
    start, end = words.start[name.first], words.end(name.last - 1)
    text = words.whole[start:end]
    if found is None:
        return Place(text=text, start=start, end=end, name=text, precision="point")
    return Place(
        text=text, start=start, end=end, name=_name(text, found), country=found.country, admin1=book.region_name(found.admin1),
        lat=found.lat, lon=found.lon, geonames_id=found.geonames_id, precision=_PRECISION[found.kind],
    )  # fmt: skip


def _opens_office(reading: Reading, name: Named) -> bool:
    """Whether the name and the word after it are an office: "Secretary General" is not in Secretary, Maryland."""
    doc = reading.doc
    if name.last >= len(doc) or not doc[name.last].is_title:
        return False
    role = default_knowledge().role(f"{doc[name.first : name.last].text} {doc[name.last].text}")
    return role is not None and role.is_person
