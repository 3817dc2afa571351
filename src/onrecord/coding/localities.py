"""The country of those whom a text places rather than names: "protesters in Hong Kong", "the Baltimore mayor".

1. A place in the words themselves: before the noun, or after "in", "at", "of", "from". 2. For people and bodies that are
of the place where they act or suffer ("police arrested 20 students in Minsk"), the place of the event. 3. Protesters,
dissidents or opposition parties whom a country's police, courts or government hold are that country's. Soldiers, travellers,
refugees and officials may be from elsewhere, so that these two rules leave them open; nobody with a country is changed.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from onrecord.coding.grammar import Grammar
from onrecord.model import Participant, Place
from onrecord.ontology import Lexicon
from onrecord.reading import MentionNode, Reading

_KINDS = frozenset(
    {"person", "role", "group", "organization", "government", "armed-group", "facility", "place"}
)
_LOCATIVE = frozenset(
    {"in", "at", "from", "of", "near", "across", "outside", "inside", "around", "throughout"}
)
_ABROAD = frozenset({"MIL", "REF", "SPY", "UNK", "NGO", "IGO"})
"""Sectors of those who need not be of the place that they are "in"; "from" and "of" still say whose they are."""
_LOCAL = frozenset({"COP", "JUD", "CVL", "EDU", "MED", "LAB", "AGR", "REL", "SOC", "OPP"})
"""Sectors of those who are mostly of the country where they act or suffer."""
_EVENTS = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION", "AID"})
"""Types that happen to people where they live; a meeting may be anywhere."""
_HOLDERS = frozenset({"COP", "JUD", "GOV", "LEG"})
"""Sectors of those who rule at home only."""
_REACH = 12
"""Tokens of a phrase after its preposition that are looked at."""


class LocalityFinder:
    """Finds the countries of the unnamed participants of one document."""

    def __init__(self, reading: Reading, grammar: Grammar, lexicon: Lexicon) -> None:
        self._reading = reading
        self._g = grammar
        self._starts = [p.start for p in reading.places]
        self._strangers = lexicon.classes["strangers"]
        self._subjects = lexicon.classes["subjects"]
        self._of_chain: dict[int, str | None] = {}
        self._chains: dict[int, list[MentionNode]] | None = None

    def placed(self, who: Participant, token: int, event_type: str, place: Place | None) -> Participant:
        """Return a participant with the country that its place gives it, if it has none."""
        if who.country is not None or who.id is not None:
            return who
        mention = self._reading.mention_of(token)
        country = self._own(token, who, mention)
        if country is None and place is not None and self._local(who, mention, event_type):
            country = place.country
        return who if country is None else msgspec.structs.replace(who, country=country)

    def ruled(
        self, who: Participant, token: int, event_type: str, others: tuple[Participant, ...]
    ) -> Participant:
        """Return a participant with the country of those of the other side that hold power over such people."""
        if who.country is not None or event_type not in ("COERCE", "SANCTION", "PROTEST"):
            return who
        mention = self._reading.mention_of(token)
        if self._g.lemma[token] not in self._subjects or not self._local(who, mention, event_type):
            return who
        holders = {
            o.country for o in others if o.sector in _HOLDERS and o.country not in (None, "IGO", "NGO")
        }
        return msgspec.structs.replace(who, country=holders.pop()) if len(holders) == 1 else who

    def _own(self, token: int, who: Participant, mention: MentionNode | None) -> str | None:
        if mention is None:
            return self._of_words(token, who.start, who.sector)
        if mention.kind not in _KINDS:
            return None
        if mention.entity not in self._of_chain:
            found = (
                self._of_words(m.head, m.participant.start, who.sector) for m in self._chain(mention.entity)
            )
            self._of_chain[mention.entity] = next((c for c in found if c is not None), None)
        return self._of_chain[mention.entity]

    def _chain(self, entity: int) -> list[MentionNode]:
        if self._chains is None:
            self._chains = {}
            for m in self._reading.mentions:
                if m.form != "pronoun":
                    self._chains.setdefault(m.entity, []).append(m)
        return self._chains.get(entity, [])

    def _of_words(self, head: int, start: int, sector: str | None) -> str | None:
        """The country of a place before the head, or in a phrase after it that says where or whence."""
        doc, g = self._g.doc, self._g
        before = self._within(start, doc[head].idx + len(doc[head]))
        if before is not None:
            return before.country
        for k in g.kids[head]:
            if k < head or g.dep[k] != "prep" or g.lower[k] not in _LOCATIVE:
                continue
            elsewhere = sector in _ABROAD or self._stranger(
                self._reading.article.text[start : doc[head].idx + len(doc[head])]
            )
            if elsewhere and g.lower[k] not in ("of", "from"):
                continue
            inner = g.child(k, "pobj")
            if inner is None or (sector is None and g.lower[k] != "of"):
                continue
            known = self._reading.mention_of(inner)
            if known is not None and known.kind in ("country", "place") and known.participant.country:
                return known.participant.country
            last = min(inner + _REACH, g.size - 1, doc[inner].right_edge.i)
            last = next((t - 1 for t in range(inner, last + 1) if g.pos[t] in ("VERB", "AUX")), last)
            found = self._within(doc[k].idx, doc[last].idx + len(doc[last]))
            if found is not None:
                return found.country
        return None

    def _within(self, start: int, end: int) -> Place | None:
        """The first place between two offsets that has a country and is no part of "Iran-backed"."""
        text = self._reading.article.text
        for n in range(bisect_left(self._starts, start), len(self._starts)):
            place = self._reading.places[n]
            if place.end > end:
                return None
            after = text[place.end : place.end + 6]
            if place.country is not None and (not after.startswith("-") or after.startswith("-based")):
                return place
        return None

    def _local(self, who: Participant, mention: MentionNode | None, event_type: str) -> bool:
        """Whether somebody unnamed is mostly of the place of an event of this type."""
        if who.sector not in _LOCAL or event_type not in _EVENTS or mention is None:
            return False
        if mention.form == "name" or mention.kind == "person":
            return False
        return not self._stranger(who.text)

    def _stranger(self, words: str) -> bool:
        """Whether the words themselves say that somebody is from elsewhere."""
        return not self._strangers.isdisjoint(words.lower().replace("-", " ").split())
