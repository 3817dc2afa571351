"""From tokens to participants: whole coordinated groups, and the actor within "a Supreme Court decision"."""

from __future__ import annotations

import msgspec

from onrecord.coding.grammar import Grammar
from onrecord.model import Participant
from onrecord.ontology import Lexicon, modality_words
from onrecord.reading import MentionNode, Reading

_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_MATTERS = frozenset({"event", "document"})
"""Kinds of mentions of what something is said about."""
_ONE = frozenset({"a", "an"})
_QUANTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"})
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "we", "us", "i", "me", "you", "his", "their", "its", "our", "my", "it", "two", "both", "all", "others"})  # fmt: skip
_EMPTY = frozenset({"that", "which", "what", "this", "there", "itself", "himself", "themselves", "herself", "those", "these", "it", "such"})  # fmt: skip
_PRIVATE = frozenset({None, "CVL", "BUS", "UNK", "MED", "EDU"})
"""Sectors that do not make somebody a political actor."""
_WORDS_BETWEEN = frozenset({"VERB", "AUX", "PUNCT", "ADP", "SCONJ", "ADV"})
_PAIRS = ("the two", "both", "the pair", "the leaders", "the sides")
_RECENT = 120
"""Tokens back to the pair that "the two" can still mean: some four sentences."""
_INNER = (
    "by",
    "of",
    "from",
    "against",
    "on",
    "with",
    "to",
    "for",
    "in",
    "into",
    "over",
    "at",
    "between",
    "among",
)
_DOERS = ("by", "of", "from", "between")
"""Where the actor within an abstract noun phrase is looked for, after its owner and its modifiers."""


class ParticipantFinder:
    """Finds participants in one document."""

    def __init__(self, reading: Reading, grammar: Grammar, lexicon: Lexicon) -> None:
        self._reading = reading
        self._g = grammar
        classes = lexicon.classes
        self._group = classes["group"]
        self._persons = classes["people"] | classes["political"] | classes["forces"]
        words = classes["abstract"] | classes["document"] | classes["restriction"] | classes["demand"]
        self._abstract = (words | lexicon.nouns.keys()) - self._persons
        self._reporting = modality_words()["reporting"]
        self._chains: dict[int, list[int]] | None = None
        self._in_sentence: dict[tuple[int, int], list[int]] = {}
        """Heads as in ``_chains``, by chain and first token of the sentence."""
        self._pairs: dict[int, bool] = {}
        """Whether a chain is called "the two" or the like."""
        self._political = classes["political"] | classes["forces"]
        self._events = lexicon.nouns.keys() - self._persons
        self._forces = classes["forces"]
        self._pair: tuple[int, ...] = ()

    def remember(self, pair: tuple[int, ...]) -> None:
        """Keep the parties of the last reciprocal event: "the two" of the next sentences are they."""
        self._pair = pair

    def tokens(self, token: int | None, acting: bool = False) -> tuple[int, ...]:
        """Head tokens of all participants that ``token`` stands for, after coordination and refinement.

        ``acting``: who did it, so that "a rocket attack on a base" does not stand for the base.
        """
        return tuple(self._meant(token, acting))

    def through(self, token: int | None, acting: bool = False) -> dict[int, int]:
        """The participants of ``tokens`` that a group names together ("both sides"), with the group's token."""
        return {t: group for t, group in self._meant(token, acting).items() if group is not None}

    def _meant(self, token: int | None, acting: bool) -> dict[int, int | None]:
        if token is None:
            return {}
        found: dict[int, int | None] = {}
        for t in self._standing(token):
            for r in self._g.conjuncts(self.stand_in(self.refine(t, acting=acting))):
                members = self._members(r)
                for m in members:
                    if m not in found and not self._nobody(m):
                        found[m] = None if members == (r,) else r
        return found

    def _standing(self, token: int) -> tuple[int, ...]:
        """What a token and those coordinated with it stand for: of "it and Israel" both the noun meant and Israel."""
        named = self._g.conjuncts(self.stand_in(token))
        return tuple(dict.fromkeys((*named, *map(self.stand_in, self._g.conjuncts(token)[1:]))))

    def paired(self, token: int) -> tuple[int, ...]:
        """The sides that a plural noun stands for: "British and EU negotiators", "Russia and Turkey's ministers"."""
        g = self._g
        if g.tag[token] not in ("NNS", "NNPS"):
            return (token,)
        for k in g.children(token, "amod", "nmod", "compound", "poss"):
            sides = g.conjuncts(k)
            if len(sides) > 1 and all(g.entity[s] in _NAMED for s in sides):
                return tuple(sides)
        return (token,)

    def _members(self, token: int) -> tuple[int, ...]:
        """The named members of a group ("the two leaders"), else the token itself."""
        mention = self._reading.mention_of(token)
        if mention is None:
            return (token,)
        heads = [self._named()[e][0] for e in mention.members if e in self._named()]
        if heads and len(heads) == len(mention.members):
            return tuple(heads)
        near = bool(self._pair) and self._g.start[token] - self._pair[0] < _RECENT
        return self._pair if near and self._means_pair(mention) else (token,)

    def _means_pair(self, mention: MentionNode) -> bool:
        """Whether the chain of the mention is called "the two", "both sides" or the like."""
        g = self._g
        if (
            g.prepositional(mention.head, "of") is not None
            or g.child(mention.head, "relcl", "acl") is not None
        ):
            return False
        return _is_pair(mention) or self._chain_is_pair(mention.entity)

    def _chain_is_pair(self, entity: int) -> bool:
        if entity not in self._pairs:
            chain = (self._reading.mention_of(t) for t in self._named().get(entity, ()))
            self._pairs[entity] = any(_is_pair(m) for m in chain if m is not None)
        return self._pairs[entity]

    def stand_in(self, token: int) -> int:
        """For a pronoun the noun of its sentence that it stands for: a mention of its chain, else who says so."""
        g = self._g
        if g.lower[token] not in _PRONOUNS:
            return token
        speaker = self._speaker(token)
        if speaker is not None:
            return speaker
        mention = self._reading.mention_of(token)
        if mention is not None:
            self._named()
            here = self._in_sentence.get((mention.entity, g.start[token]), ())
            before = [t for t in here if t < token]
            if before:
                return before[-1]
            if mention.participant.name.lower() != mention.participant.text.lower():
                return token
        return token

    def _speaker(self, pronoun: int) -> int | None:
        """Who says so, where the pronoun is the subject of what is said and fits: "Germany said it would"."""
        g = self._g
        verb = g.head[pronoun]
        above = g.head[verb]
        if (
            g.dep[pronoun] not in ("nsubj", "nsubjpass")
            or g.dep[verb] != "ccomp"
            or g.lemma[above] not in self._reporting
        ):
            return None
        speaker = g.subject(above)
        if speaker is None or speaker > pronoun or g.lower[speaker] in _PRONOUNS:
            return None
        mention = self._reading.mention_of(speaker)
        person = g.entity[speaker] == "PERSON" or (mention is not None and mention.kind in ("person", "role"))
        plural = g.tag[speaker] in ("NNS", "NNPS") or len(g.conjuncts(speaker)) > 1
        fits = {"it": not person and not plural, "they": not person or plural}.get(
            g.lower[pronoun], person and not plural
        )
        return speaker if fits else None

    def _named(self) -> dict[int, list[int]]:
        """Heads of the mentions that are no pronouns, by chain."""
        if self._chains is None:
            self._chains = {}
            for m in self._reading.mentions:
                if m.form != "pronoun":
                    self._chains.setdefault(m.entity, []).append(m.head)
                    here = m.entity, self._g.start[m.head]
                    self._in_sentence.setdefault(here, []).append(m.head)
        return self._chains

    def _nobody(self, token: int) -> bool:
        g = self._g
        if g.tag[token] == "PRP$" or g.lower[token].endswith(("self", "selves")):
            return True  # "blew himself up" is done to nobody else
        if g.lower[token] == "place" and not g.kids[token]:
            return True  # "kept its forces in place"
        if g.lower[token] in _EMPTY:
            return self._reading.mention_of(token) is None
        if (
            g.pos[token] == "ADJ"
            and g.entity[token] not in _NAMED
            and self._reading.mention_of(token) is None
        ):
            return True
        if g.pos[token] == "ADV" and g.entity[token] in _NAMED:
            return False
        return g.entity[token] in _QUANTITIES or g.pos[token] in _WORDS_BETWEEN

    def actor_like(self, token: int) -> bool:
        """Whether the token names somebody who can act: a person, a body, a country, a force."""
        g = self._g
        if g.lemma[token] in self._events and g.entity[token] not in _NAMED:
            return False
        mention = self._reading.mention_of(token)
        if mention is not None and (
            mention.participant.country or mention.participant.sector or mention.participant.id
        ):
            return mention.kind not in ("document", "event", "product") or g.lemma[token] in self._forces
        return g.entity[token] in _NAMED or g.lemma[token] in self._persons or g.lower[token] in _PRONOUNS

    def same(self, one: int, other: int) -> bool:
        """Whether two tokens mean one participant, or a body and its country."""
        if one == other or self._g.lower[one] == self._g.lower[other]:
            return True
        a, b = self._reading.mention_of(one), self._reading.mention_of(other)
        if a is None or b is None:
            return False
        return a.entity == b.entity or (
            a.participant.country is not None and a.participant.country == b.participant.country
        )

    def is_one(self, token: int, other: int) -> bool:
        """Whether two tokens mean one and the same."""
        one, two = self._reading.mention_of(token), self._reading.mention_of(other)
        return one is not None and two is not None and one.entity == two.entity

    def is_party(self, token: int) -> bool:
        """Whether the token names somebody or a place, and no text, talk or thing: "the owners", not "higher wages"."""
        g = self._g
        if g.pos[token] != "NOUN" or g.entity[token] in _NAMED or self.actor_like(token):
            return True
        mention = self._reading.mention_of(token)
        if mention is not None and mention.kind != "other":
            return mention.kind not in _MATTERS
        # a person or body would have been found: "demanded a recount"
        return g.lemma[token] not in self._abstract and not any(g.lower[k] in _ONE for k in g.kids[token])

    def is_event(self, token: int) -> bool:
        """Whether a noun names a deed: "the killing", "talks"."""
        return self._g.lemma[token] in self._events and not self._g.entity[token]

    def sector(self, token: int) -> str | None:
        """The sector of the mention at the token."""
        mention = self._reading.mention_of(token)
        return None if mention is None else mention.participant.sector

    def is_person(self, token: int) -> bool:
        """Whether the token names or stands for a single person."""
        g = self._g
        mention = self._reading.mention_of(token)
        if mention is not None and mention.kind in ("person", "role"):
            return g.entity[token] == "PERSON" or g.tag[token] not in ("NNS", "NNPS")
        return g.entity[token] == "PERSON" or g.lower[token] in (
            "he",
            "she",
            "i",
            "you",
            "him",
            "her",
            "me",
            "who",
        )

    def is_product(self, token: int) -> bool:
        """Whether a thing is named that is made and given: a tank, a vaccine."""
        mention = self._reading.mention_of(token)
        return mention is not None and mention.kind == "product"

    def is_place(self, token: int) -> bool:
        """Whether the token names a town, province or region: where something happens rather than who does it."""
        mention = self._reading.mention_of(token)
        if mention is None or mention.kind in ("place", "facility"):
            return mention is not None
        who = mention.participant
        if mention.kind != "organization" or who.id or who.sector or who.country:
            return False
        # a name that the knowledge base lacks and the gazetteer has: "the Benghazi attack"
        return (who.start, who.end) in self._reading.localities

    def political(self, token: int) -> bool:
        """Whether the token names somebody who acts politically."""
        g = self._g
        mention = self._reading.mention_of(token)
        if mention is not None and (
            mention.participant.country or mention.participant.sector not in _PRIVATE
        ):
            return True
        if g.entity[token] in ("GPE", "NORP") or g.lemma[token] in self._political:
            return True
        return any(g.entity[k] in ("GPE", "NORP") or g.lemma[k] in self._political for k in g.kids[token])

    def refine(self, token: int, depth: int = 3, acting: bool = False) -> int:
        """The participant within a noun phrase: the members of a group, the actor behind an abstract noun."""
        g = self._g
        if depth and (g.lemma[token] in self._group or g.pos[token] == "NUM"):
            inner = g.prepositional(token, "of")
            if inner is not None and g.pos[inner] in ("NOUN", "PROPN", "PRON"):
                return self.refine(inner, depth - 1)
        if depth == 0 or self.actor_like(token) or g.lemma[token] not in self._abstract:
            return token
        for k in (g.child(token, "poss"), self._modifier(token)):
            if k is not None and self.actor_like(k):
                return k
        for k in g.kids[token]:
            if g.dep[k] in ("acl", "relcl") and g.tag[k] == "VBN":
                agent = g.agent(k)
                if agent is not None:
                    return self.refine(agent, depth - 1)
        for word in _DOERS if acting and g.lemma[token] in self._events else _INNER:
            inner = g.prepositional(token, word)
            if inner is None or g.entity[inner] in _QUANTITIES:
                continue
            refined = self.refine(inner, depth - 1)
            if self.actor_like(refined):
                return refined
        return token

    def _modifier(self, token: int) -> int | None:
        g = self._g
        for k in g.kids[token]:
            if g.dep[k] in ("compound", "amod", "nmod") and g.entity[k] in _NAMED and not self.is_place(k):
                return k
        return None

    def participant(self, token: int, through: int | None = None) -> Participant:
        """The participant at a head token: the mention there, else the words of its noun phrase.

        With ``through`` the participant has the words and offsets of that noun phrase, which stands for it.
        """
        if through is not None:
            return self._through(token, through)
        mention = self._reading.mention_of(token) or self._name_around(token)
        if mention is None or any(mention.tokens[0] <= v < token for v in self._g.mended):
            own = self._words(token)
            return own if mention is None else self._trimmed(mention, own)
        return mention.participant

    def _name_around(self, token: int) -> MentionNode | None:
        """The name that a token without a mention of its own is a part of: "U.S." in "the U.S. military"."""
        for later in range(token + 1, min(token + 4, self._g.size)):
            mention = self._reading.mention_of(later)
            if mention is not None and mention.form == "name" and mention.tokens[0] <= token:
                return mention if self._g.doc[mention.tokens[0] : later].text.count("-") == 0 else None
        return None

    def _through(self, token: int, noun: int) -> Participant:
        """The participant at a token as another noun names it: a member of a group, or the doer of "the attack"."""
        own, group = self.participant(token), self._reading.mention_of(noun)
        words = self._words(noun)
        if group is not None and group.members:
            words = group.participant
            mention = self._reading.mention_of(token)
            if mention is not None and mention.entity in group.members:
                return group.shares[group.members.index(mention.entity)]
        return msgspec.structs.replace(own, text=words.text, start=words.start, end=words.end)

    def _trimmed(self, mention: MentionNode, words: Participant) -> Participant:
        """The mention without the verb that the parser took for a part of it."""
        whole = mention.participant
        name = words.name if whole.name == whole.text else whole.name
        return msgspec.structs.replace(whole, text=words.text, start=words.start, end=words.end, name=name)

    def _words(self, token: int) -> Participant:
        first, last = self._g.span(token)
        span = self._g.doc[first:last]
        return Participant(text=span.text, start=span.start_char, end=span.end_char, name=span.text)


def _is_pair(mention: MentionNode) -> bool:
    return mention.participant.text.lower().startswith(_PAIRS)
