"""Which words of an article may be place names: spans that the gazetteer or the parser proposes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.lang.en.stop_words import STOP_WORDS

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.gazetteer_names import normalise
from onrecord.reading.place_evidence import weigh_names
from onrecord.reading.place_tokens import Named, Words
from onrecord.reading.place_words import place_words

_LONGEST = 7
_KNOWN = 100_000
"""Inhabitants of a town that is known by its other names too."""
_GLUE = frozenset({"-", "’", "'", "'s", "’s", "–"})
_JOINTS = frozenset({"e", "i", "y", "u", "ul"})
"""Words between hyphens: "Mazar-e-Sharif"."""
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "ad", "an", "az", "ez", "es", "er", "ed"})
_OPENERS = frozenset({"the", "a", "an", "in", "he", "she", "it", "but"})
_LOCATED = frozenset({"GPE", "LOC", "FAC"})
_NAMED = frozenset({"NNP", "NNPS"})


def find_names(words: Words, book: Gazetteer, adjectives: frozenset[str]) -> list[Named]:
    """Return the article's possible place names in order, without overlaps, each with its probability.

    ``adjectives``: keys of words such as "Iranian", which are no place names.
    """
    names = sorted([*_scan(words, book, adjectives)], key=lambda n: n.first)
    names = _with_entities(words, names, book, adjectives)
    weigh_names(words, names)
    return names


def _senses(words: Words, first: int, last: int, book: Gazetteer) -> tuple[str, tuple[Candidate, ...]]:
    text = words.span(first, last)
    key = normalise(text)
    found = book.by_key(key)
    if found and found[-1].rank == 3:
        after_comma = first > 0 and words.text[first - 1] == ","
        initials = len(text) > 2 and text[1] == "." and text[2].isupper()
        if _postal(words, first) and last == first + 1:
            return key, tuple(c for c in found if c.rank == 3)
        found = tuple(
            c
            for c in found
            # "N.Y." stands for two words and "La." for one; a bare "IN" or "OR" needs its comma
            if c.rank != 3 or (initials == (" " in c.name) if "." in text else after_comma or len(text) > 2)
        )
    return key, found


def _possible(words: Words, i: int, key: str, senses: tuple[Candidate, ...], stop: frozenset[str]) -> bool:
    """Whether a single word can be a place name at all: no common word at the start of a sentence, no short code."""
    word = words.text[i]
    if key in stop or (key == "us" and not word.isupper()):
        return False
    if _postal(words, i):
        return senses[0].rank == 3
    if i and words.low[i] in place_words()["race"] and words.named(i - 1):
        return False  # "the Boston Marathon"
    if words.opens_as_word(i):
        return False
    if len(key) <= 2:
        return key in ("us", "uk") or senses[0].rank == 3
    if all(c.rank == 2 and c.population < _KNOWN for c in senses):
        return words.entity[i][0] in _LOCATED  # a foreign by-name of a small town is mostly an English word
    return words.tag[i] in _NAMED or words.entity[i][0] in _LOCATED or words.low[i] not in STOP_WORDS


def _article(words: Words, i: int) -> bool:
    """Whether the word is a small Arabic article with its hyphen: "al-Fashir"."""
    return (
        words.low[i] in _ARTICLES
        and i + 2 < len(words.text)
        and words.text[i + 1] == "-"
        and words.glued(i + 1)
        and words.glued(i + 2)
        and words.named(i + 2)
    )


def _postal(words: Words, i: int) -> bool:
    """Whether the word may be a state's postal code: two capitals after a comma."""
    return i > 0 and words.text[i - 1] == "," and len(words.text[i]) == 2 and words.text[i].isupper()


def _scan(words: Words, book: Gazetteer, adjectives: frozenset[str]) -> Iterator[Named]:
    """Yield the longest names of the gazetteer among the capitalised words."""
    lists = place_words()
    connector, stop = lists["connector"], lists["not_a_place"] | lists["month"] | adjectives
    i, n = 0, len(words.text)
    while i < n:
        if not (words.named(i) or _article(words, i)) or (words.low[i] in _OPENERS and not _postal(words, i)):
            i += 1
            continue
        ends = [i + 1]
        j = i + 1
        while j < n and j - i < _LONGEST:
            if words.named(j) or words.low[j] in lists["tail"]:
                ends.append(j + 1)
            elif not (
                words.low[j] in connector
                or (words.glued(j) and (words.text[j] in _GLUE or words.low[j] in _JOINTS))
            ):
                break
            j += 1
        step = 1
        for end in reversed(ends):
            key, senses = _senses(words, i, end, book)
            if senses and key not in adjectives and (end > i + 1 or _possible(words, i, key, senses, stop)):
                yield Named(i, end, key, senses)
                step = end - i
                break
        i += step


def _with_entities(
    words: Words, names: list[Named], book: Gazetteer, adjectives: frozenset[str]
) -> list[Named]:
    """Add the parser's places that the gazetteer lacks, and roads; widen "Orange" to "Orange County"."""
    taken: dict[int, Named] = {i: name for name in names for i in range(name.first, name.last)}
    lists = place_words()
    for first, last in [*_entity_spans(words), *_roads(words, lists["road"], lists["numbered_road"])]:
        inside = {id(taken[i]): taken[i] for i in range(first, last) if i in taken}
        key, senses = _senses(words, first, last, book)
        if key in adjectives or not key or (key == "us" and not words.text[first].isupper()):
            continue
        tail = words.low[last - 1]
        if inside and not senses and tail not in lists["site"] and tail not in lists["area"]:
            continue
        if any(n.first < first or n.last > last for n in inside.values()):
            continue
        if not senses and inside and tail in lists["area"]:
            within = next(iter(inside.values()))
            senses = tuple(c for c in within.senses if c.kind.startswith("admin"))
        if len(inside) == 1 and next(iter(inside.values())).last == last and not senses:
            continue
        for old in inside.values():
            for i in range(old.first, old.last):
                taken.pop(i, None)
        new = Named(first, last, key, senses)
        for i in range(first, last):
            taken[i] = new
    return sorted({id(n): n for n in taken.values()}.values(), key=lambda n: n.first)


def _entity_spans(words: Words) -> Iterator[tuple[int, int]]:
    seen = -1
    for label, opening, close in words.entity:
        if label in _LOCATED and opening > seen:
            seen = first = opening
            last = close
            while first < last and words.low[first] in (
                "the",
                "a",
                "an",
                "'s",
                "’s",
                "this",
                "'",
                "near",
                "downtown",
            ):
                first += 1
            while first < last and (
                words.low[last - 1] in ("'s", "’s", "the", "of", "'", "’")
                or not words.text[last - 1][0].isalnum()
            ):
                last -= 1
            if first < last and words.named(first) and "\n" not in words.span(first, last):
                yield first, last


def _roads(words: Words, road: frozenset[str], numbered: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield "Palm Grove Road" and "Highway 12": a name and a kind of road, or a kind of road and a number."""
    for i, low in enumerate(words.low):
        if low in numbered and words.named(i) and i + 1 < len(words.low) and words.text[i + 1][0].isdigit():
            yield i, i + 2
        elif low in road and words.named(i):
            first = i
            while (
                first > 0
                and i - first < 3
                and words.named(first - 1)
                and not words.first[first]
                and words.text[first - 1][-1].isalnum()
            ):
                first -= 1
            if first < i:
                yield first, i + 1
