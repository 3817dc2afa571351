"""Where an event happened: the place among the sentence's that the event's syntax points to.

A place counts where the words join it to the event: a locative phrase of the trigger, of one of its arguments or of
its clause ("struck two bases in Iraq", "in Homs, gunmen killed"), a place as the object of a verb such as "storm",
or a nationality before a piece of ground ("fired on two Iraqi bases"). A place that acts ("Iran attacked") is no
place of the event. The dateline counts only in the sentence that it opens, and only where that sentence names no
other place and no nationality: a dateline says where the reporter wrote.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

from onrecord.model import Place, Span
from onrecord.reading.layers import Reading
from onrecord.reading.nationalities import country_of
from onrecord.reading.place_words import place_words
from onrecord.reading.time_syntax import one_breath, time_words

_STEPS = 24
"""Longest path from a place up to its event; longer ones are parsing errors in endless sentences."""
_CLAUSE = frozenset({"ccomp", "relcl", "advcl", "parataxis", "csubj", "csubjpass"})
_SUBJECT = frozenset({"nsubj", "csubj", "agent", "expl"})
_CONTENT = frozenset({"dobj", "prep", "xcomp", "nsubjpass"})
"""What a verb of speech is about: where that happens, nobody need speak."""
_HARMS = frozenset({"kill", "wound", "injure", "destroy", "damage", "hit", "leave", "claim"})
_NEVER = 99.0
_ASIDE = 1.5
"""What it costs at least to get to a verb beside the event's."""
_NEXT_DEED = 2.5
"""What it costs to take over the place of a deed told beside the event's."""
_VAGUE = {"country": 0.6, "region": 0.2, "admin1": 0.1}
"""Of two places as close to the event, the more exact one: "in Iraq's Anbar province"."""
_OTHER_CLAUSE = frozenset(
    {"after", "before", "since", "because", "although", "though", "if", "until", "unless"}
)
_DATELINE_LENGTH = 60
"""Characters that a dateline with month, day and agency may take up."""
_AFTER_HOLDER = ("—", "–", "--", " - ", " (")
_DATELINE = ("—", "–", "--", "-", "(", ":")


def place_of(reading: Reading, sentence: Span, trigger: int) -> Place | None:
    """Return the place of the event whose trigger is token ``trigger`` in ``sentence``, or ``None``."""
    return located(reading, sentence, trigger)[0]


def located(reading: Reading, sentence: Span, trigger: int) -> tuple[Place | None, str]:
    """Return what ``place_of`` does, and in words the rule that gave it."""
    doc = reading.doc
    inside = list(reading.places_in(sentence))
    rising = _rise(doc[trigger])
    best: tuple[float, int, Place] | None = None
    for place in inside:
        root = _root(doc, place.start, place.end)
        if root is None or root.i == trigger or _is_dateline(reading.article.text, place, sentence):
            continue
        cost = _cost(root, rising, place) + _VAGUE.get(place.precision, 0.0)
        if cost < _NEVER and (best is None or (cost, place.start) < best[:2]):
            best = (cost, place.start, place)
    if best is not None:
        return best[2], f"the words join it to the event, at a distance of {best[0]:.1f}"
    described = _described(reading, sentence, rising)
    if described is not None:
        return described, "a word for a place that the text names elsewhere"
    ground = _ground(doc, trigger, rising)
    if ground is not None:
        return ground, "a nationality before the ground that the event bears on"
    dateline = _dateline(reading, inside, sentence)
    if dateline is not None:
        return dateline, "the dateline, as the sentence names no other place"
    return (
        None,
        "no place of the sentence is joined to the event" if inside else "the sentence names no place",
    )


def _described(reading: Reading, sentence: Span, rising: dict[int, float]) -> Place | None:
    """The place that the event's words mean without naming it: "soldiers shelled the town", "in the city"."""
    best: tuple[float, int, Place] | None = None
    for start, head, place in reading.described_in(sentence):
        cost = _cost(reading.doc[head], rising, place)
        if head not in rising and cost < _NEVER and (best is None or (cost, start) < best[:2]):
            best = (cost, start, place)
    return None if best is None else best[2]


def _root(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def _rise(trigger: Token) -> dict[int, float]:
    """Return the tokens whose phrases may tell the event's place, with the cost of getting to each from the trigger.

    Up through objects, conjunctions and complements without subject ("agreed to meet"), never out of reported speech.
    """
    costs, token, cost = {trigger.i: 0.0}, trigger, 0.0
    for _ in range(_STEPS):
        dep = token.dep_
        if dep == "relcl" and token.i == trigger.i and _strikes(token.head, token):
            costs[token.head.i] = 0.5  # "a bombing in Kirkuk that killed nine"
        if dep in ("ROOT", "ccomp", "relcl", "parataxis", "csubj") or token.head.i == token.i:
            break
        if _elsewhere(token):
            break
        cost += {"xcomp": 0.5, "dobj": 0.5, "conj": 1.5, "advcl": 2.0, "pobj": 0.5, "prep": 0.5}.get(dep, 1.0)
        token = token.head
        costs[token.i] = cost
    joined = (c for verb in trigger.children if one_breath(verb, trigger) for c in verb.children)
    for child in (*trigger.children, *joined):
        if child.dep_ == "advcl" and child.tag_ in ("VBD", "VBG", "VBN") and child.i > trigger.i:
            marks = {c.lower_ for c in child.children if c.dep_ in ("mark", "advmod") and c.i < child.i}
            if marks & time_words().meanwhile:  # "were killed when a bomb exploded in Kirkuk"
                costs[child.i] = 1.5
    return costs


def _elsewhere(token: Token) -> bool:
    """Whether what stands above an event is another one, at another place: the answer to it, or what came after."""
    words = time_words()
    if token.dep_ == "pobj":
        prep = token.head
        return prep.lower_ in words.answers and (
            prep.lower_ != "to"
            or prep.head.pos_ == "NOUN"
            or prep.head.lemma_ in ("respond", "react", "reply")
        )
    if token.dep_ == "advcl":
        marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "prep", "advmod") and c.i < token.i}
        return bool(marks & _OTHER_CLAUSE)
    return False


def _cost(root: Token, rising: dict[int, float], place: Place) -> float:
    """Return how far the place is from the event, ``_NEVER`` where the words do not join them."""
    lists, lemma_at, below = place_words(), root, root
    cost = 0.0
    located, phrases, bound = False, 0, False
    for _ in range(_STEPS):
        token, head = lemma_at, lemma_at.head
        if token.i in rising and token.i != root.i:
            aside = bound and rising[token.i] >= _ASIDE  # "cancelled a trip to X and met his ministers"
            if not located or aside or _is_content(token, below, phrases):
                return _NEVER
            return cost + rising[token.i]
        if head.i == token.i:
            return _NEVER
        below = token
        phrases += token.dep_ == "prep"
        if token.dep_ in _SUBJECT and phrases > 1 and not _strikes(token, head):
            return _NEVER  # deep within the doer: "the strike on troops in Homs angered him"
        step = _step(token, head, place, lists, located)
        if step is None:
            return _NEVER
        gained, now_located = step
        bound = bound or (
            token.dep_ == "pobj" and head.head.pos_ == "NOUN" and head.lower_ in lists["goal_prepositions"]
        )
        cost += gained
        located = located or now_located
        lemma_at = head
    return _NEVER


def _strikes(noun: Token, verb: Token) -> bool:
    """Whether a subject or agent is the deed itself: "a rocket attack on a base near Kirkuk killed two"."""
    if noun.dep_ == "agent":
        noun = next((c for c in noun.children if c.dep_ == "pobj"), noun)
    return time_words().kinds.get(noun.lemma_) == "attack" and verb.lemma_ in _HARMS


def _is_content(verb: Token, below: Token, phrases: int) -> bool:
    """Whether the way up to a verb of speech leads through what it is about: "condemned the attack in Tripoli"."""
    if verb.lemma_.lower() not in place_words()["speaks"] or below.dep_ not in _CONTENT:
        return False
    return not (below.dep_ == "prep" and phrases == 1)


def _step(
    token: Token, head: Token, place: Place, lists: Mapping[str, frozenset[str]], located: bool
) -> tuple[float, bool] | None:
    """Return cost of one step up and whether it makes the place a location; ``None`` where the way is barred."""
    dep = token.dep_
    if dep in _CLAUSE:
        return None
    if dep == "prep":
        return (0.5, False)
    if dep == "pobj":
        return (0.5, False) if located else _preposition(head, place, lists)
    if token.lower_ == "according":
        return None  # where a source is
    if dep == "conj" and token.pos_ == "VERB" and not one_breath(token, head):
        return (
            _NEXT_DEED,
            False,
        )  # "shot a man in Homs and burned a house in Hama": each where its own words say
    if dep in ("appos", "conj", "npadvmod", "pcomp"):
        # "in Homs and Hama": the second shares the first one's preposition
        return (0.4, False) if dep in ("appos", "conj") else (1.0, dep == "npadvmod")
    if not located:
        return _bare(token, head, place, lists)
    if dep in _SUBJECT:
        return (2.0, False)
    return (0.5, False)


def _preposition(prep: Token, place: Place, lists: Mapping[str, frozenset[str]]) -> tuple[float, bool] | None:
    word, governor = prep.lower_, prep.head.lemma_.lower()
    if word == "of" and prep.head.lower_ == "out" and prep.head.head.lemma_.lower() in lists["leaves"]:
        return (1.5, True)
    if _is_theme(prep, lists):
        return None
    if word in lists["where_prepositions"]:
        return (0.5, True)
    if word in lists["goal_prepositions"]:
        return (1.5, True) if governor in lists["goes"] and word != "for" else None
    if word == "from":
        return (1.5, True) if governor in lists["leaves"] else None
    if word == "of" and prep.head.pos_ == "NOUN" and prep.head.lower_ not in lists["body"]:
        ground = prep.head.lower_ in lists["ground"] or prep.head.lower_ in lists["settlement"]
        taking = place.precision in ("city", "point", "admin1", "region")
        # "the city of Homs" is a place already; "the shelling of Homs" makes it one; "the president of Iran" does not
        return (0.3, not ground) if ground else (0.7, True) if taking or _acts_on(prep.head, lists) else None
    return None


def _is_theme(prep: Token, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a phrase names parties or what words are about: "talks between A and B", "a vote on A", "agreed on A"."""
    word, above = prep.lower_, prep.head
    if word == "between":
        sides = above.pos_ == "NOUN" or above.lemma_.lower() in lists["about"]
        return sides and not any(above.lower_ in lists[k] for k in ("ground", "site", "road", "stretches"))
    return word == "on" and above.lemma_.lower() in lists["about"]


def _acts_on(noun: Token, lists: Mapping[str, frozenset[str]]) -> bool:
    lemma = noun.lemma_.lower()
    stem = lemma.removesuffix("ing").removesuffix("ion")
    return any(verb.startswith(stem) for verb in lists["happens_at_object"]) and len(stem) > 3


def _bare(
    token: Token, head: Token, place: Place, lists: Mapping[str, frozenset[str]]
) -> tuple[float, bool] | None:
    """A place without preposition: an object, or a modifier of something that is somewhere."""
    dep = token.dep_
    if dep in ("dobj", "nsubjpass", "obj"):
        verb = head.lemma_.lower()
        if verb in lists["happens_at_object"]:
            return (0.5, True)
        return None
    if dep in ("compound", "nmod", "poss", "amod"):
        noun = head.lower_ if head.lower_ in lists["ground"] | lists["site"] else head.lemma_.lower()
        noun = head.lower_ if head.lower_ in lists["body"] else noun
        if noun in lists["body"] or (head.pos_ == "PROPN" and head.ent_type_ in ("PERSON", "ORG", "NORP")):
            return None
        if dep == "poss" and noun not in lists["ground"] and noun not in lists["settlement"]:
            return None
        exact = place.precision in ("city", "point") or noun in lists["ground"] or noun in lists["site"]
        return (1.0, True) if exact or noun in lists["area"] else None
    return None


def _country(token: Token) -> Place | None:
    found = country_of(token.text)
    if found is None:
        return None
    return Place(
        text=token.text, start=token.idx, end=token.idx + len(token.text), name=found.name, country=found.country,
        lat=found.lat, lon=found.lon, geonames_id=found.geonames_id, precision="country",
    )  # fmt: skip


def _ground(doc: Doc, trigger: int, rising: dict[int, float]) -> Place | None:
    """The nationality before a piece of ground that the event bears on: "struck two Iraqi bases"."""
    ground = place_words()["ground"]
    for noun in _arguments(doc[trigger], rising):
        if noun.lower_ in ground:
            for child in noun.lefts:
                if child.dep_ in ("amod", "compound", "nmod", "poss") and child.text[:1].isupper():
                    place = _country(child)
                    if place is not None:
                        return place
    return None


def _arguments(trigger: Token, rising: dict[int, float]) -> Iterator[Token]:
    """Objects and prepositional objects of the trigger and of what it hangs on, nearest first; never the doer."""
    doc = trigger.doc
    for index in rising:
        for child in doc[index].children:
            if child.dep_ in ("dobj", "nsubjpass", "obj"):
                yield child
                yield from _within(child)
            elif child.dep_ in ("prep", "agent") and child.lower_ not in ("by", "from"):
                yield from (c for c in child.children if c.dep_ == "pobj")


def _within(noun: Token) -> Iterator[Token]:
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ != "from":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _is_dateline(text: str, place: Place, sentence: Span) -> bool:
    """Whether the place opens the sentence in capitals before a dash, colon or agency: "KABUL (AP) -"."""
    if place.start - sentence[0] > 2 or not place.text.isupper() or len(place.text) < 4:
        return False
    after = text[place.end : place.end + 40]
    return after.lstrip().startswith(_DATELINE) or (
        after.startswith(",") and any(m in after for m in _AFTER_HOLDER)
    )


def _dateline_end(text: str, place: Place) -> int:
    """Offset where the dateline that ``place`` opens ends: "TRIPOLI, Lebanon (AP) -" as well as "KABUL -"."""
    after = text[place.end : place.end + _DATELINE_LENGTH]
    if not after.startswith(","):
        return place.end
    return place.end + min(at for m in _AFTER_HOLDER if (at := after.find(m)) >= 0)


def _dateline(reading: Reading, inside: list[Place], sentence: Span) -> Place | None:
    """The dateline, for an event of the sentence it opens (or stands right before) that names nothing else to place it."""
    text, start = reading.article.text, sentence[0]
    if inside and _is_dateline(text, inside[0], sentence):
        found, start = inside[0], _dateline_end(text, inside[0])
        if inside[-1].end > start:
            return None
    elif not inside:
        # where sentences are split after the dateline, it is the whole of the one before
        at = bisect_right(reading.sentences, (start, -1)) - 1
        before = reading.sentences[at] if at >= 0 else (0, 0)
        first = next(iter(reading.places_in(before)), None)
        if first is None or before[1] - before[0] > _DATELINE_LENGTH or not _is_dateline(text, first, before):
            return None
        found = first
    else:
        return None
    span = reading.doc.char_span(*sentence, alignment_mode="expand")
    if span is None or any(t.ent_type_ in ("NORP", "GPE") and t.idx >= start for t in span):
        return None
    return found
