"""Newspapers, treaties and ships called after places: their names are none, whatever the words around them say."""

from __future__ import annotations

from onrecord.reading.place_tokens import Named, Words
from onrecord.reading.place_words import place_words


def is_no_place(words: Words, name: Named) -> bool:
    """Return whether a name is part of that of a newspaper, a treaty or a ship."""
    lists = place_words()
    return (
        _is_newspaper(words, name, lists["paper"])
        or _is_treaty(words, name, lists["treaty"])
        or _is_ship(words, name)
    )


def _is_newspaper(words: Words, name: Named, paper: frozenset[str]) -> bool:
    """ "the New York Times" is a paper wherever it stands; "Chicago news" is not."""
    i = name.last
    if i >= len(words.low) or not words.named(i) or words.low[i] not in paper:
        return False
    return words.entity[i][0] == "ORG" or (name.first > 0 and words.low[name.first - 1] == "the")


def _is_treaty(words: Words, name: Named, treaty: frozenset[str]) -> bool:
    """ "The Montreal Protocol" is a text; the "Dublin Convention & Visitors Bureau" and the "X-Y Treaty of" are not."""
    i, first = name.last, name.first
    if i >= len(words.low) or not words.text[i][:1].isupper() or words.low[i] not in treaty:
        return False
    if first and words.text[first - 1] in ("-", "–"):
        return False
    behind = words.text[i + 1 : i + 3]
    return not any(w in ("&", "of") or w[:1].isupper() for w in behind[:1]) and behind[:1] != ["and"]


def _is_ship(words: Words, name: Named) -> bool:
    """ "HMS Dover", "the frigate Halifax": a ship, whatever port she is called after."""
    i, lists = name.first - 1, place_words()
    if i < 0 or words.first[name.first]:
        return False
    return (words.text[i].isupper() and words.low[i] in lists["ship"]) or words.low[i] in lists["warship"]
