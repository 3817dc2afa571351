"""Which sense of the lexicon a verb or noun has in its sentence, if any."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.coding.grammar import Grammar
from onrecord.coding.slots import Slots
from onrecord.ontology import (
    Condition,
    Lexicon,
    PartOfSpeech,
    Sense,
    light_verbs,
    modality_words,
    word_classes,
)

_HUMAN_ENTITIES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_PARTICLE_RELATIONS = frozenset(
    {"prt", "prep", "advmod", "dobj", "oprd", "acomp", "npadvmod", "ccomp", "agent", "dative"}
)
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_HUMAN_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "who", "whom", "us", "we", "me", "i", "you", "himself"})  # fmt: skip

_TERRITORY = "town"
"""Where an object may be a town, it may be one by its name: "rebels took the town", "rebels took Bunia"."""
_FAR_UP = 6
"""Words up in which the disaster is looked for that a verb tells the outcome of."""


class SenseFinder:
    """Finds senses in one document, and remembers them."""

    def __init__(
        self,
        grammar: Grammar,
        lexicon: Lexicon,
        is_place: Callable[[int], bool],
        political: Callable[[int], bool] = lambda _: False,
        stand_in: Callable[[int], int] = lambda token: token,
    ) -> None:
        self._g = grammar
        self._lexicon = lexicon
        self._is_place = is_place
        self._political = political
        self._stand_in = stand_in
        self._disasters = word_classes()["disaster"]
        self._shooting = word_classes()["shooting"]
        self._known: dict[int, Sense | None] = {}
        self._lights = light_verbs()
        self._reporting = modality_words()["reporting"]
        self._human = lexicon.classes["people"] | lexicon.classes["political"] | lexicon.classes["forces"]
        self.slots = Slots(grammar, self.verb, is_place)
        self.verb_lemmas = lexicon.verbs.keys()

    def has_noun(self, token: int) -> bool:
        """Whether the lexicon knows the noun at all."""
        nouns = self._lexicon.nouns
        return self._g.lemma[token] in nouns or self._g.lower[token] in nouns

    def content_sense(self, trigger: int) -> Sense | None:
        """The sense of what a speech act is about: its complement clause, or the event noun that it takes."""
        g = self._g
        inner = g.complement(trigger)
        if inner is None and g.pos[trigger] in ("NOUN", "PROPN"):
            inner = g.child(trigger, "acl")
        if inner is not None:
            found = self.verb(inner)
            if found is not None:
                return found
            inner = self.slots.undergoer(inner)
        nouns = [
            inner,
            self.slots.undergoer(trigger),
            *(g.prepositional(trigger, w) for w in ("for", "to", "with", "on")),
        ]
        for noun in nouns:
            if noun is not None and self.has_noun(noun):
                found = self.noun(noun, trigger)
                if found is not None and found.event_type is not None:
                    return found
        return None

    def asks_for_part(self, trigger: int) -> bool:
        """Whether the clause of a request asks to take part: "to become more involved", "to contribute"."""
        g = self._g
        inner = g.complement(trigger)
        if inner is None:
            return False
        words = modality_words()["assisting"]
        return g.lemma[inner] in words or any(
            g.lower[k] in words for k in g.kids[inner] if g.dep[k] in ("acomp", "attr", "oprd")
        )

    def verb(self, token: int) -> Sense | None:
        """The sense of a verb; ``None`` where the lexicon has none that fits, a blocking sense as it is."""
        if token not in self._known:
            self._known[token] = None  # a clause within itself (a parser error) ends the search
            fitting = [s for s in self.candidates(token, "verb") if self._verb_fits(token, s)]
            phrasal = [s for s in fitting if self._phrasal(token, s)]
            self._known[token] = next(iter(phrasal or fitting), None)
        return self._known[token]

    def _phrasal(self, verb: int, sense: Sense) -> bool:
        """Whether the sense is that of the verb with the particle that stands here: "backed down" is no backing."""
        g = self._g
        return any(g.dep[k] == "prt" and g.lower[k] in sense.particles for k in g.kids[verb])

    def noun(self, token: int, light: int | None) -> Sense | None:
        """The sense of an event noun, object of the light verb ``light`` if there is one."""
        return next((s for s in self.candidates(token, "noun") if self._noun_fits(token, s, light)), None)

    def candidates(self, token: int, part: PartOfSpeech) -> tuple[Sense, ...]:
        """All senses of the predicate, in the order in which they are tried."""
        senses, g = self._lexicon.of(part), self._g
        return senses.get(g.lemma[token]) or (senses.get(g.lower[token], ()) if part == "noun" else ())

    def tests(self, token: int, sense: Sense, light: int | None) -> list[tuple[str | Condition, bool]]:
        """What a sense asks of the predicate, a particle or a condition each, with whether it is met: for a trace."""
        if sense.part == "verb":
            particles = [(p, self._particle(token, p)) for p in sense.particles]
            return [*particles, *((c, self._holds(token, c) != c.negated) for c in sense.conditions)]
        n = len(sense.particles)
        before = self._g.lower[max(0, token - n) : token]
        words = [(p, len(before) == n and before[i] == p) for i, p in enumerate(sense.particles)]
        return [*words, *((c, self._noun_holds(token, c, light) != c.negated) for c in sense.conditions)]

    def light_verb(self, noun: int) -> tuple[int, bool] | None:
        """The light verb that the noun is an argument of, and whether its subject is the doer."""
        g = self._g
        token = noun
        while g.dep[token] == "conj" and g.pos[g.head[token]] in ("NOUN", "PROPN") and g.head[token] != token:
            token = g.head[token]
        head, relation = g.head[token], g.dep[token]
        if relation in ("dobj", "nsubjpass", "oprd") and g.pos[head] == "VERB":
            return self._as_light(head, [k for k in g.kids[head] if g.dep[k] == "prt"])
        if relation == "pobj" and g.lemma[g.head[head]] == "responsibility" and g.lower[head] == "for":
            claimed = g.head[g.head[head]]  # "claimed responsibility for the attack"
            return (claimed, True) if g.pos[claimed] == "VERB" else None
        if relation == "pobj" and g.lemma[g.head[head]] == "responsible" and g.lower[head] == "for":
            stated = g.head[g.head[head]]  # "were responsible for the attack"
            return (stated, True) if g.lemma[stated] == "be" else None
        if relation == "pobj" and g.lemma[g.head[head]] == "part" and g.lower[head] == "in":
            taken = g.head[g.head[head]]  # "took part in the demonstration"
            return (taken, True) if g.lemma[taken] == "take" else None
        if relation == "pobj" and g.lemma[g.head[head]] == "take" and g.lower[head] == "in":
            thing = g.child(g.head[head], "dobj")
            return (g.head[head], True) if thing is not None and g.lemma[thing] == "part" else None
        if relation == "pobj" and g.pos[g.head[head]] == "VERB":
            return self._as_light(g.head[head], [head])
        for k in g.kids[noun]:
            if (
                g.dep[k] in ("acl", "relcl")
                and g.tag[k] in ("VBN", "VBD", "VBZ", "VBP")
                and g.child(k, "dobj") is None
            ):
                light = self._as_light(k, [p for p in g.kids[k] if g.dep[p] == "prt"])
                if light is not None and (g.dep[k] == "acl" or g.child(k, "nsubj") is not None):
                    return light
        return None

    def _as_light(self, verb: int, particles: list[int]) -> tuple[int, bool] | None:
        g = self._g
        names = [g.lemma[verb] + "_" + g.lower[p] for p in particles]
        if not any(g.dep[p] == "prep" for p in particles):
            names.append(g.lemma[verb])
        for name in names:
            if name in self._lights["doer"] or name in self._lights["planned"]:
                return verb, True
            if name in self._lights["sufferer"]:
                return verb, False
        return None

    def _verb_fits(self, verb: int, sense: Sense) -> bool:
        return all(self._particle(verb, p) for p in sense.particles) and all(
            self._holds(verb, c) != c.negated for c in sense.conditions
        )

    def _particle(self, verb: int, word: str) -> bool:
        g = self._g
        for k in g.kids[verb]:
            if g.lower[k] == word and g.dep[k] in _PARTICLE_RELATIONS:
                inner = g.child(k, "pobj")
                if inner is None or g.entity[inner] not in ("DATE", "TIME"):
                    return True
            if g.dep[k] in ("prt", "advmod", "prep") and any(g.lower[n] == word for n in g.kids[k]):
                return True
        return False

    def _holds(self, verb: int, c: Condition) -> bool:
        g, kind = self._g, c.kind
        if kind in ("o", "O", "hum"):
            thing = self.slots.undergoer(verb)
            if thing is None:
                return kind == "O" and self._in_children(verb, c.words, "oprd", "ccomp", "npadvmod")
            if kind == "hum":
                return self.human(thing)
            if not c.words:
                return True
            if kind == "O":
                return self._phrase_has(thing, c.words) or self._in_children(verb, c.words, "dobj", "oprd")
            named = _TERRITORY in c.words and g.pos[thing] == "PROPN" and self._is_place(thing)
            return named or self._one_of(thing, c.words) or self._group_of(thing, c.words)
        if kind == "s":
            who = self.slots.doer(verb)
            if self._disasters <= c.words and self._by_disaster(verb):
                return True
            if who is not None and g.lemma[who] == "fire" and self._is_gunfire(who):
                return "gunfire" in c.words
            return who is not None and (
                self._acts(who, c.words)
                or self._group_of(who, c.words)
                or self._one_of(self._stand_in(who), c.words)
            )
        if kind == "S":
            who = self.slots.doer(verb)
            return who is not None and self._phrase_has(who, c.words)
        if kind == "x":
            inner = g.complement(verb)
            return inner is not None and self._nonfinite(inner)
        if kind == "adv":
            return self._in_children(verb, c.words, "advmod")
        if kind == "i":
            return self.slots.beneficiary(verb) is not None
        if kind == "that":
            return any(g.dep[k] == "ccomp" and g.pos[k] in ("VERB", "AUX") for k in g.kids[verb])
        if kind == "X":
            return self._complement_has(verb, c.words)
        if kind in ("p", "P"):
            return self._preposition_holds(verb, c)
        if kind == "'s":
            thing = self.slots.undergoer(verb)
            owner = None if thing is None else g.child(thing, "poss")
            return owner is not None and (not c.words or self._one_of(owner, c.words))
        return False

    def _is_gunfire(self, fire: int) -> bool:
        """ "Sniper fire", "Israeli fire": what is fired, not what burns."""
        g = self._g
        near = g.children(fire, "compound", "amod", "nmod", "poss")
        return any(g.lemma[k] in self._shooting or g.entity[k] in ("NORP", "GPE", "ORG") for k in near)

    def _by_disaster(self, verb: int) -> bool:
        """Whether a verb without a subject of its own tells the outcome of a disaster, which parsers may hide.

        "Dug after a quake shook the town, killing nine"; "a wildfire killed 61, most of them trapped, and injured 62".
        """
        g = self._g
        if g.child(verb, "nsubj", "nsubjpass") is not None:
            return False
        above = verb
        for _ in range(_FAR_UP):
            over = g.head[above]
            if over == above:
                return False
            near = [g.child(over, "nsubj")]
            if (
                near == [None] and g.dep[over] == "advcl"
            ):  # parsers take "after a quake shook" for "after a quake"
                near = [g.prepositional(g.head[over], "after")]
            if g.tag[verb] == "VBG":
                near += [g.child(k, "nsubj") for k in g.children(over, "advcl") if over < k < verb]
            if any(s is not None and g.lemma[s] in self._disasters for s in near):
                return True
            above = over
        return False

    def _nonfinite(self, verb: int) -> bool:
        g = self._g
        if any(g.lower[k] == "to" and g.dep[k] == "aux" for k in g.kids[verb]):
            return True
        if g.tag[verb] == "VBG":
            return not any(g.dep[k] == "aux" and g.tag[k] in _FINITE for k in g.kids[verb])
        return g.tag[verb] == "VB" and g.child(verb, "nsubj", "aux") is None

    def _preposition_holds(self, token: int, c: Condition) -> bool:
        g = self._g
        if not c.words:
            return any(
                g.lower[k] == c.word and g.dep[k] in ("prep", "agent", "dative", "prt") for k in g.kids[token]
            )
        found = self.slots.fill(token, c.word, None)
        if c.kind == "P":
            return found is not None and self._phrase_has(found, c.words)
        return found is not None and any(self._acts(t, c.words) for t in g.conjuncts(found))

    def _in_children(self, verb: int, words: frozenset[str], *deps: str) -> bool:
        g = self._g
        return any(g.lemma[k] in words or g.lower[k] in words for k in g.children(verb, *deps))

    def _complement_has(self, verb: int, words: frozenset[str]) -> bool:
        g = self._g
        inner = g.complement(verb)
        if inner is not None and g.lemma[inner] in words:
            return True
        for thing in g.children(verb, "dobj"):  # "called the killing an act of terror"
            if any(g.lemma[k] in words for k in g.children(thing, "dobj", "appos")):
                return True
        for k in g.kids[verb]:
            if g.dep[k] == "advcl" and g.tag[k] == "VBG" and g.lemma[k] in self._reporting:
                continue  # "refused talks, saying ..."
            if g.dep[k] in ("xcomp", "ccomp", "advcl", "acl", "oprd", "acomp", "attr"):
                if g.lemma[k] in words:
                    return True
                if any(
                    g.lower[n] in words or g.lemma[n] in words
                    for n in g.kids[k]
                    if g.dep[n] in ("aux", "acomp", "attr")
                ):
                    return True
        return False

    def _one_of(self, token: int, words: frozenset[str]) -> bool:
        g = self._g
        if g.lemma[token] in words or g.lower[token] in words:
            return True
        if g.entity[token] == "PERSON":
            return "person" in words
        if g.entity[token] == "ORG" and "org" in words:
            return True
        return bool(g.entity[token] == "MONEY" and "money" in words)

    def _acts(self, token: int, words: frozenset[str]) -> bool:
        """As ``_one_of``; countries, bodies and politicians, and pronouns that stand for them, pass as political."""
        g = self._g
        if self._one_of(token, words):
            return True
        if "government" not in words:
            return False
        if g.entity[token] == "PERSON" or (g.pos[token] == "PROPN" and not g.entity[token]):
            return self._political(token)
        return g.entity[token] in ("GPE", "NORP", "ORG") or g.lower[token] in ("they", "it", "he", "she")

    def _group_of(self, token: int, words: frozenset[str]) -> bool:
        g = self._g
        grouped = g.lemma[token] in self._lexicon.classes["group"] or g.pos[token] == "NUM"
        inner = g.prepositional(token, "of") if grouped else None
        return inner is not None and self._one_of(inner, words)

    def _phrase_has(self, token: int, words: frozenset[str]) -> bool:
        """Whether any word of the noun phrase, of what it is coordinated with or of its of-phrase is one of them."""
        g = self._g
        inner = [t for t in (g.prepositional(token, "of"), g.prepositional(token, "in")) if t is not None]
        for head in (*g.conjuncts(token), *inner):
            if g.lemma[head] in words or g.lower[head] in words:
                return True
            for k in g.kids[head]:
                if (g.dep[k] in ("amod", "compound", "nmod", "poss") or g.lower[k] == "no") and (
                    g.lemma[k] in words or g.lower[k] in words
                ):
                    return True
        return False

    def human(self, token: int) -> bool:
        """Whether the token is a person, body, country or force."""
        g = self._g
        return (
            g.entity[token] in _HUMAN_ENTITIES
            or g.lemma[token] in self._human
            or g.lower[token] in _HUMAN_PRONOUNS
            or self._group_of(token, self._human)
        )

    def _noun_fits(self, noun: int, sense: Sense, light: int | None) -> bool:
        g = self._g
        n = len(sense.particles)
        if n and tuple(g.lower[max(0, noun - n) : noun]) != sense.particles:
            return False
        return all(self._noun_holds(noun, c, light) != c.negated for c in sense.conditions)

    def _noun_holds(self, noun: int, c: Condition, light: int | None) -> bool:
        g = self._g
        if c.kind == "lv":
            return light is not None
        if c.kind == "m":
            return any(
                g.dep[k] in ("amod", "compound", "nmod", "nummod", "poss")
                and (g.lemma[k] in c.words or g.lower[k] in c.words)
                for k in g.kids[noun]
            ) or any(g.lower[noun - b] in c.words for b in (1, 2) if noun >= b and g.head[noun - b] == noun)
        if c.kind == "p":
            found = self.slots.fill(noun, c.word, light)
            return found is not None and (
                not c.words or any(self._one_of(t, c.words) for t in g.conjuncts(found))
            )
        if c.kind == "'s":
            owner = g.child(noun, "poss")
            return owner is not None and (
                not c.words or self._one_of(owner, c.words) or g.entity[owner] in _HUMAN_ENTITIES
            )
        if c.kind == "x":
            return any(g.dep[k] == "acl" and g.tag[k] == "VB" for k in g.kids[noun])
        return False
