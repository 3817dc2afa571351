"""Which words of an article are place names: spans that the gazetteer or the parser proposes, and their evidence.

Each span carries the names of the features that hold for it; a logistic model weighs them (``place_model.json``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.knowledge.gazetteer_names import normalise
from onrecord.reading import place_words as _lists
from onrecord.reading.place_words import place_words

_LONGEST = 7
_GLUE = frozenset({"-", "’", "'", "'s", "’s", "–"})
_LOCATED = frozenset({"GPE", "LOC", "FAC"})
_NAMED = frozenset({"NNP", "NNPS"})


@dataclass(slots=True)
class Named:
    """A span that may be a place name: tokens ``first`` to ``last`` (exclusive), and what it may stand for."""

    first: int
    last: int
    key: str
    senses: tuple[Candidate, ...]
    features: list[str] = field(default_factory=list)
    chance: float = 0.0
    """Probability that it is a place name."""


class Words:
    """The tokens of an article as plain lists, made once: indexing spaCy's tokens is the slow part."""

    def __init__(self, doc: Doc) -> None:
        self.text: list[str] = [t.text for t in doc]
        self.low: list[str] = [w.lower().rstrip(".") for w in self.text]
        self.tag: list[str] = [t.tag_ for t in doc]
        self.start: list[int] = [t.idx for t in doc]
        self.first: list[bool] = [bool(t.is_sent_start) for t in doc]
        self.entity: list[tuple[str, int, int]] = [("", 0, 0)] * len(self.text)
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.entity[i] = (ent.label_, ent.start, ent.end)
        self.whole = doc.text

    def end(self, token: int) -> int:
        """Offset after the token."""
        return self.start[token] + len(self.text[token])

    def span(self, first: int, last: int) -> str:
        """Text of the tokens from ``first`` to ``last``, exclusive."""
        return self.whole[self.start[first] : self.end(last - 1)]

    def named(self, token: int) -> bool:
        """Whether the token is written with a capital."""
        return 0 <= token < len(self.text) and self.text[token][:1].isupper()

    def glued(self, token: int) -> bool:
        """Whether the token follows the one before without a space."""
        return token > 0 and self.start[token] == self.end(token - 1)


def find_names(doc: Doc, book: Gazetteer, adjectives: frozenset[str]) -> list[Named]:
    """Return the article's possible place names in order, without overlaps, each with its probability.

    ``adjectives``: keys of words such as "Iranian", which are no place names.
    """
    words = Words(doc)
    names = sorted([*_scan(words, book, adjectives)], key=lambda n: n.first)
    names = _with_entities(words, names, book, adjectives)
    _describe(words, names)
    return names


def _senses(words: Words, first: int, last: int, book: Gazetteer) -> tuple[str, tuple[Candidate, ...]]:
    text = words.span(first, last)
    key = normalise(text)
    found = book.by_key(key)
    if found and found[-1].rank == 3:
        after_comma = first > 0 and words.text[first - 1] == ","
        initials = len(text) > 2 and text[1] == "." and text[2].isupper()
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
    if len(key) <= 2:
        return key in ("us", "uk") or senses[0].rank == 3
    return words.tag[i] in _NAMED or words.entity[i][0] in _LOCATED or words.low[i] not in STOP_WORDS


def _scan(words: Words, book: Gazetteer, adjectives: frozenset[str]) -> Iterator[Named]:
    """Yield the longest names of the gazetteer among the capitalised words."""
    lists = place_words()
    connector, stop = lists["connector"], lists["not_a_place"] | lists["month"] | adjectives
    i, n = 0, len(words.text)
    while i < n:
        if not words.named(i) or (words.low[i] in ("the", "a", "an", "in", "he", "she", "it", "but")):
            i += 1
            continue
        ends = [i + 1]
        j = i + 1
        while j < n and j - i < _LONGEST:
            if words.named(j) or words.low[j] in lists["tail"]:
                ends.append(j + 1)
            elif not (words.low[j] in connector or (words.text[j] in _GLUE and words.glued(j))):
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
        if key in adjectives or not key:
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


def _describe(words: Words, names: list[Named]) -> None:
    """Fill in features and probability. The second pass sees what the first thought of the same name elsewhere."""
    lists = place_words()
    persons = _surnames(words)
    starts = {n.first: n for n in names}
    ends = {n.last: n for n in names}
    for name in names:
        name.features = [
            "bias", *_sense_features(name), *_entity_features(words, name),
            *_left(words, name, lists, ends), *_right(words, name, lists, starts), *_form(words, name, persons),
        ]  # fmt: skip
    model = _lists.place_model()
    _weigh(names, model["name_alone"])
    sums: dict[str, list[float]] = {}
    for name in names:
        sums.setdefault(name.key, []).append(name.chance)
    countries, regions = _grounds(names)
    for name in names:
        others = sums[name.key]
        name.features.append(f"agrees={_agreement(name, countries, regions)}")
        if len(others) > 1:
            rest = (sum(others) - name.chance) / (len(others) - 1)
            name.features.append(f"elsewhere={min(4, int(rest * 5))}")
            name.features.append(f"best_elsewhere={min(4, int(max(others) * 5))}")
        name.features.append(f"alone={min(9, int(name.chance * 10))}")
    _weigh(names, model["name_in_article"])
    for name in names:
        if _unmistakable(words, name):
            name.chance = max(name.chance, 0.97)


def _unmistakable(words: Words, name: Named) -> bool:
    """A name of our own list that says itself what it is: "Strait of Hormuz", "Al Asad air base"."""
    if (
        not name.senses
        or name.senses[0].rank
        or name.senses[0].kind not in ("region", "point")
        or name.last - name.first < 2
    ):
        return False
    lists = place_words()
    kinds = {words.low[i] for i in range(name.first, name.last)}
    return (
        bool(kinds & (lists["natural"] | lists["area"] | lists["ground_name"])) or name.last - name.first > 2
    )


def _grounds(names: Sequence[Named]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Countries and regions that the surest names lie in, each with the names that say so."""
    countries: dict[str, set[str]] = {}
    regions: dict[str, set[str]] = {}
    for name in names:
        if name.chance >= 0.8 and name.senses:
            best = name.senses[0]
            if best.country:
                countries.setdefault(best.country, set()).add(name.key)
            for place in name.senses[:6]:
                if place.admin1:
                    regions.setdefault(place.admin1, set()).add(name.key)
    return countries, regions


def _agreement(name: Named, countries: dict[str, set[str]], regions: dict[str, set[str]]) -> str:
    """How the name's places fit with the article's other, surer names."""
    level = "none" if countries else "nothing"
    for place in name.senses[:12]:
        if place.rank < 2 and place.admin1 and regions.get(place.admin1, set()) - {name.key}:
            return "region"
        if place.country and countries.get(place.country, set()) - {name.key}:
            level = "country"
    return level


def _weigh(names: Sequence[Named], weights: Mapping[str, float]) -> None:
    for name in names:
        total = sum(weights.get(f, 0.0) for f in name.features)
        name.chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _surnames(words: Words) -> frozenset[str]:
    """Last words of the article's names of two words or more that the parser takes for people."""
    found = set()
    for i, (label, first, last) in enumerate(words.entity):
        if label == "PERSON" and i == last - 1 and last - first > 1:
            end = i - 1 if words.low[i] in ("'s", "’s") and last - first > 2 else i
            found.add(words.low[end])
    return frozenset(found)


def _sense_features(name: Named) -> Iterator[str]:
    if not name.senses:
        yield "unknown"
        return
    best = name.senses[0]
    yield f"kind={best.kind}"
    yield f"rank={best.rank}"
    yield f"kind_rank={best.kind},{best.rank}"
    usual = [c for c in name.senses if c.rank < 2]
    people = _people(name)
    yield f"people={min(7, int(math.log10(people + 1)))}"
    yield f"senses={min(4, int(math.log2(len(name.senses))))}"
    if any(c.kind in ("country", "admin1") and c.rank < 3 for c in usual):
        yield "state"
    if any(c.country == "USA" for c in usual):
        yield "american"


def _people(name: Named) -> int:
    return max((c.population for c in name.senses if c.rank < 2), default=0)


def _size(name: Named) -> str:
    """How well known the largest place of this name is: a name of a big place is less likely somebody's surname."""
    if not name.senses:
        return "unknown"
    if name.senses[0].kind in ("country", "region", "point") and name.senses[0].rank == 0:
        return "listed"
    people = _people(name)
    return (
        "huge"
        if people >= 1_000_000
        else "large"
        if people >= 100_000
        else "town"
        if people >= 10_000
        else "small"
    )


def _entity_features(words: Words, name: Named) -> Iterator[str]:
    label, first, last = words.entity[name.first]
    if not label:
        label, first, last = words.entity[name.last - 1]
    if not label:
        yield "entity=none"
        yield f"size=none,{_size(name)}"
        return
    whole = (
        "whole"
        if first >= name.first - 1 and last <= name.last + 1 and last - first - (name.last - name.first) <= 1
        else "part"
    )
    if whole == "part":
        whole = "start" if first >= name.first - 1 else "end" if last <= name.last + 1 else "middle"
    yield f"entity={label},{whole}"
    yield f"size={label},{_size(name)}"
    if not name.senses:
        yield f"unknown_entity={label}"
    elif name.senses[0].rank == 2:
        yield f"spelling_entity={label}"


def _left(
    words: Words, name: Named, lists: Mapping[str, frozenset[str]], ends: dict[int, Named]
) -> Iterator[str]:
    i = name.first - 1
    if i < 0 or words.first[name.first]:
        yield "left=start"
        return
    low, text = words.low[i], words.text[i]
    if text == "(" and i in ends and {c.id for c in ends[i].senses} & {c.id for c in name.senses}:
        yield "short_for"
    if low in lists["locative"]:
        yield f"left={low}" if low in ("in", "at", "near") else "left=locative"
    elif low in lists["motion"]:
        yield f"left={low}"
    elif low in lists["direction"]:
        yield "left=direction"
    elif low in lists["title"]:
        yield "left=title"
    elif text == ",":
        yield "left=comma,place" if i in ends else "left=comma"
    elif text in ("(", "/", "-", "–", "—", '"', "“", "and", "of", "the", "'s", "or"):
        yield f"left={text}"
        if text in ("and", "the", "-") and i > 0:
            yield f"left2={text}," + (
                "place" if i in ends else words.low[i - 1] if words.low[i - 1] in lists["locative"] else ""
            )
    elif words.named(i):
        yield "left=name"
        label = words.entity[i][0]
        if label == "PERSON" or (words.text[i].endswith(".") and len(words.text[i]) == 2):
            yield "left=person"
    elif "\n" in text:
        yield "left=start"
    else:
        yield f"left_tag={words.tag[i][:2]}"


def _right(
    words: Words, name: Named, lists: Mapping[str, frozenset[str]], starts: dict[int, Named]
) -> Iterator[str]:
    i = name.last
    if i >= len(words.text):
        yield "right=end"
        return
    low, text = words.low[i], words.text[i]
    if words.named(i):
        kind = next((k for k in ("area", "site", "civic", "company", "team") if low in lists[k]), "other")
        if kind == "other" and i in starts:
            kind = "place"
        yield f"right=name,{kind}"
        return
    if text == ",":
        if i + 1 in starts:
            yield "right=comma,place"
            if _holds(starts[i + 1], name):
                yield "right=comma,holder"
        else:
            yield "right=comma"
            if i + 1 < len(words.low) and words.low[i + 1] in ("the", "a", "an", "which", "where", "about"):
                settled = lists["settlement"] | lists["area"]
                yield (
                    "right=comma,town"
                    if settled & set(words.low[i + 2 : i + 6])
                    else f"right=comma,{words.low[i + 1]}"
                )
    elif text in ("'s", "’s", ".", "(", ")", "-", "–", "—", "--", ":", "and", ";"):
        yield f"right={text}"
    elif low in lists["area"] or low in lists["settlement"]:
        yield "right=area"
    elif low in lists["site"]:
        yield "right=site"
    elif low in lists["civic"]:
        yield "right=civic"
    elif low in lists["said"]:
        yield f"right={low}"
    else:
        yield f"right_tag={words.tag[i][:2]}"
    if text in ("(", "-", "–", "—", "--") and (
        words.first[name.first] or words.span(name.first, name.last).isupper()
    ):
        yield "dateline"


def _holds(outer: Named, inner: Named) -> bool:
    """Whether one of the outer name's regions contains one of the inner name's places."""
    for big in outer.senses:
        if big.kind == "country" and any(c.country == big.country for c in inner.senses):
            return True
        if big.kind == "admin1" and any(c.admin1 == big.admin1 for c in inner.senses):
            return True
    return False


def _form(words: Words, name: Named, persons: frozenset[str]) -> Iterator[str]:
    text = words.span(name.first, name.last)
    yield f"words={min(3, name.last - name.first)}"
    if text.isupper():
        yield f"capitals={'short' if len(text) <= 4 else 'long'}"
    if len(text) <= 3:
        yield "short"
    last = words.low[name.last - 1]
    if last in persons:
        yield "surname"
        if name.last - name.first == 1:
            yield f"surname_entity={words.entity[name.first][0]}"
    if last in place_words()["area"]:
        yield "tail=area"
    elif last in place_words()["road"] or text[-1].isdigit():
        yield "tail=road"
    elif last in place_words()["natural"]:
        yield "tail=natural"
    elif last in place_words()["site"]:
        yield "tail=site"
    tag = words.tag[name.last - 1]
    yield f"tag={tag}"
    if words.first[name.first]:
        yield f"first_tag={tag},{words.entity[name.first][0]}"
