"""Where an outlet is at home: the country, and if its name tells it the region, that its unexplained places lie in.

The address's ending ("example.com.lb"), the knowledge base's media, and a place in the outlet's name ("Toronto Star")
tell it, in this order; a later one only adds to what an earlier one says.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.knowledge import default_knowledge
from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.model import Article
from onrecord.model.addresses import host_of
from onrecord.reading.place_words import place_words

_KNOWN = 50_000
"""Inhabitants of a town that a newspaper is named after, where nothing else tells its country."""
_ANYBODYS = frozenset(
    {"co", "tv", "io", "me", "ai", "fm", "us", "to", "ly", "cc", "ws", "gg", "eu", "im", "am", "la"}
)
"""Endings of a country that are sold to anybody."""


@dataclass(frozen=True, slots=True)
class Home:
    """Country (alpha-3) and first-level region (gazetteer code, ``CA.08``) of an outlet; ``None`` where not told."""

    country: str | None = None
    admin1: str | None = None


NOWHERE = Home()


def home_of(article: Article) -> Home:
    """Return where the article's outlet is at home."""
    if not article.url and not article.outlet:
        return NOWHERE
    return _home(_ending(article.url or ""), article.outlet or "")


def _ending(url: str) -> str:
    return host_of(url).rpartition(".")[2]


@lru_cache(maxsize=1024)
def _home(ending: str, outlet: str) -> Home:
    country = _country(ending) or _of_media(outlet)
    place = _named_in(outlet, country)
    if place is None:
        return Home(country)
    return Home(country or place.country, place.admin1)


def _country(ending: str) -> str | None:
    code = {"uk": "gb"}.get(ending, ending)
    found = gazetteer().country(code) if len(code) == 2 and code not in _ANYBODYS else None
    return found.country if found else None


def _of_media(outlet: str) -> str | None:
    if not outlet or outlet.removesuffix(" English").lower() in place_words()["worldwide"]:
        return None
    found = default_knowledge().resolve(outlet)
    country = found.country if found and found.sector == "JRN" else None
    return country if country and len(country) == 3 and country not in ("IGO", "NGO") else None


def _named_in(outlet: str, country: str | None) -> Candidate | None:
    """The place that the outlet's name begins with, in its country if that is known: "London Free Press" of Canada."""
    words = outlet.removeprefix("The ").split()
    for length in range(min(3, len(words) - 1), 0, -1):
        found = [
            c
            for c in gazetteer().lookup(" ".join(words[:length]))
            if c.rank < 2 and c.kind in ("country", "admin1", "city") and country in (None, c.country)
        ]
        large = [c for c in found if c.kind != "city" or c.population >= _KNOWN or country is not None]
        if large:
            return max(large, key=lambda c: (c.kind == "country", c.population))
    return None
