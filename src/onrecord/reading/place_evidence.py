"""Whether a span is a place name: the evidence of its words, and the logistic model that weighs it.

Each span carries the names of the features that hold for it (``data/place_model.json`` has their weights).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from onrecord.reading import place_words as _lists
from onrecord.reading.mention_words import mention_words
from onrecord.reading.place_things import is_no_place
from onrecord.reading.place_tokens import Named, Words
from onrecord.reading.place_words import place_words


def weigh_names(words: Words, names: Sequence[Named]) -> None:
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
    short = {name.key for name in names if "short_for" in name.features}
    bearers = {name.key for name in names if "given=before_name" in name.features and _person(words, name)}
    for name in names:
        if name.key in short or _unmistakable(words, name) or _postal_code(words, name, ends):
            name.chance = max(name.chance, 0.97)
        elif (
            (name.key in bearers and (not name.first or words.low[name.first - 1] not in lists["locative"]))
            or is_no_place(words, name)
            or (not name.senses and "surname" in name.features)
        ):
            name.chance = min(name.chance, 0.1)


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


def _postal_code(words: Words, name: Named, ends: Mapping[int, Named]) -> bool:
    """A state's code after a town of that state: "Portland, OR"."""
    town = ends.get(name.first - 1)
    if town is None or words.text[name.first - 1] != "," or not name.senses or name.senses[0].rank != 3:
        return False
    return _holds(name, town)


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
    """Last words of the article's names of people of two words or more.

    A word that the parser takes for a place more often than for a surname is none ("Rethinking Egypt" as a person);
    after a given name it is one unless the article also tells that something is in it ("Paris Jackson of Jackson").
    """
    persons: dict[str, int] = {}
    named: set[str] = set()
    given = mention_words().given
    for i, (label, first, last) in enumerate(words.entity):
        if label == "PERSON" and i == last - 1 and last - first > 1:
            end = i - 1 if words.low[i] in ("'s", "’s") and last - first > 2 else i
            persons[words.low[end]] = persons.get(words.low[end], 0) + 1
            if words.low[first] in given:
                named.add(words.low[end])
    if not persons:
        return frozenset()
    locative = place_words()["locative"] | {","}
    for i, (label, first, _last) in enumerate(words.entity):
        if label == "GPE" and words.low[i] in persons:
            before = words.low[first - 1] if first else ""
            persons[words.low[i]] -= words.low[i] not in named or before in locative
    return frozenset(word for word, count in persons.items() if count > 0)


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
    while first < name.first and words.low[first] in ("the", "a", "an"):
        first += 1
    while last > name.last and words.low[last - 1] in ("'s", "’s", "'", "’"):
        last -= 1
    if first >= name.first:
        whole = "whole" if last <= name.last else "start"
    else:
        whole = "end" if last <= name.last else "middle"
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


def _right_name(
    words: Words, name: Named, lists: Mapping[str, frozenset[str]], starts: dict[int, Named]
) -> Iterator[str]:
    """What a capitalised word after the name is: part of a body, a paper, a team, another place, an illness."""
    i = name.last
    low = words.low[i]
    if low in lists["disease"]:
        yield "right=disease"
        return
    kinds = ("area", "paper", "site", "civic", "company", "team")
    kind = next((k for k in kinds if low in lists[k]), "place" if i in starts else "other")
    yield f"right=name,{kind}"
    label = words.entity[i][0]
    if label and words.entity[i] == words.entity[name.last - 1]:
        yield f"right=same,{label},{kind}"


def _right(
    words: Words, name: Named, lists: Mapping[str, frozenset[str]], starts: dict[int, Named]
) -> Iterator[str]:
    i = name.last
    if i >= len(words.text):
        yield "right=end"
        return
    low, text = words.low[i], words.text[i]
    if words.named(i):
        yield from _right_name(words, name, lists, starts)
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
    elif low in lists["disease"]:
        yield "right=disease"
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


def _given(words: Words, name: Named) -> Iterator[str]:
    """Whether the name is also a person's given name, or stands after one: "Chelsea Manning", "Denzel Washington"."""
    given = mention_words().given
    low = words.low[name.first]
    if name.last - name.first == 1 and (low in given or low in place_words()["also_given"]):
        yield "given=before_name" if _full_name(words, name) else "given"
    if name.first > 0 and words.low[name.first - 1] in given and words.named(name.first - 1):
        yield "given=after"


def _person(words: Words, name: Named) -> bool:
    """Whether the parser, too, takes the name and the next word for a person."""
    label, first, last = words.entity[name.first]
    return label == "PERSON" and first == name.first and last > name.last


def _full_name(words: Words, name: Named) -> bool:
    """Whether a surname, and no kind of place or body, follows: "Chad Wolf", not "Jordan Valley"."""
    if not words.named(name.last) or not words.text[name.last].isalpha() or words.text[name.last].isupper():
        return False
    lists = place_words()
    before = words.low[name.first - 1] if name.first else ""
    kinds = (
        "area",
        "site",
        "civic",
        "company",
        "team",
        "paper",
        "natural",
        "ground_name",
        "month",
        "not_a_place",
    )
    return before not in lists["locative"] and not any(words.low[name.last] in lists[k] for k in kinds)


def _form(words: Words, name: Named, persons: frozenset[str]) -> Iterator[str]:
    text = words.span(name.first, name.last)
    yield f"words={min(3, name.last - name.first)}"
    if text.isupper():
        yield f"capitals={'short' if len(text) <= 4 else 'long'}"
    if len(text) <= 3:
        yield "short"
    yield from _given(words, name)
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
