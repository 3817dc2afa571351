"""From a predicate's slots ("subject", "with", "owner of the object") to the tokens that fill them."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.coding.grammar import Grammar
from onrecord.coding.phrases import (
    CIRCUMSTANCES,
    CLAUSE_SUBJECTS,
    NOBODY,
    REASONS,
    between,
    clause_subject,
    late,
    location,
    nested,
)
from onrecord.ontology import Sense, word_classes

Tokens = tuple[int, ...]

_NAMED = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_ANY_RECIPIENT = (
    "against",
    "with",
    "to",
    "on",
    "from",
    "into",
    "for",
    "of",
    "by",
    "at",
    "over",
    "between",
    "in",
)
"""Where the recipient of a clause or noun without a sense of its own is looked for, best first."""
_CARRIERS = frozenset({"prt", "dobj", "prep", "advmod", "nsubjpass", "acomp", "attr", "oprd", "npadvmod"})
"""What on a verb may carry the phrase that names its recipient."""
_SENT = word_classes()["forces"] | word_classes()["aid"]
_STRUCK = ("against", "on", "into", "at", "over", "in", "of", "to")


class Slots:
    """Fills slots in one document. ``sense_of`` gives a complement verb's sense."""

    def __init__(
        self, grammar: Grammar, sense_of: Callable[[int], Sense | None], is_place: Callable[[int], bool]
    ) -> None:
        self._g = grammar
        self._sense_of = sense_of
        self._is_place = is_place

    def doer(self, verb: int) -> int | None:
        """Who does what the verb tells: the by-phrase of a passive, else the subject."""
        g = self._g
        return g.agent(verb) if g.passive(verb) else g.subject(verb)

    def undergoer(self, verb: int) -> int | None:
        """Who or what undergoes it: the subject of a passive, else the object."""
        g = self._g
        if not g.passive(verb):
            thing = g.object(verb)
            return None if thing is not None and g.pos[thing] in ("VERB", "AUX") else thing
        second = g.child(verb, "dobj")
        return g.subject(verb) if second is None else second

    def beneficiary(self, verb: int) -> int | None:
        """The indirect object."""
        g = self._g
        found = g.child(verb, "dative")
        if found is not None and g.pos[found] != "ADP":
            return found
        if found is not None and g.lower[found] in ("to", "for"):
            return g.child(found, "pobj")
        things = g.children(verb, "dobj")
        if len(things) > 1 and not g.passive(verb):
            return things[0]
        if g.passive(verb) and things:
            return g.subject(verb)
        return None

    def first(
        self,
        trigger: int,
        slots: tuple[str, ...],
        light: int | None,
        accept: Callable[[int], bool] | None = None,
    ) -> tuple[int | None, str]:
        """The token of the first slot that is filled by one who can act (``accept``), else of the first filled."""
        second: tuple[int | None, str] = None, ""
        for slot in slots:
            found = self.fill(trigger, slot, light)
            if found is None or found == trigger or self._g.entity[found] in NOBODY:
                continue
            if accept is None or accept(found):
                return found, slot
            if second[0] is None:
                second = found, slot
        return second

    def anybody(
        self, verb: int, accept: Callable[[int], bool], violent: bool = False
    ) -> tuple[int | None, str]:
        """Somebody in the prepositional phrases of a verb or its object whom no slot names.

        Of a ``violent`` deed what comes after "from", "with" or "by" is no recipient.
        """
        for word in _ANY_RECIPIENT if not violent else _STRUCK:
            found = self._verb_preposition(verb, word)
            if found is not None and self._g.entity[found] not in NOBODY and accept(found):
                return found, word
        return None, ""

    def fill(self, trigger: int, slot: str, light: int | None) -> int | None:
        """The token that fills one slot; a dotted slot steps from noun to noun."""
        head, _, rest = slot.partition(".")
        noun = self._g.pos[trigger] in ("NOUN", "PROPN", "ADJ") or light is not None
        if head == "v":
            return self._g.prepositional(trigger if light is None else light, rest)
        token = self._noun_slot(trigger, head, light) if noun else self._verb_slot(trigger, head)
        for step in rest.split(".") if rest and token is not None else ():
            if token is None:
                return None
            token = self._step(token, step)
        return token

    def _verb_slot(self, verb: int, slot: str) -> int | None:
        g = self._g
        if slot == "s":
            return self.doer(verb)
        if slot == "o":
            return self.undergoer(verb)
        if slot == "i":
            return self.beneficiary(verb)
        if slot == "by":
            return g.agent(verb)
        if slot == "loc":
            return location(g, verb)
        if slot == "xs":
            clause = next(
                (
                    k
                    for k in g.kids[verb]
                    if g.dep[k] in ("ccomp", "xcomp", "oprd") and g.child(k, *CLAUSE_SUBJECTS)
                ),
                None,
            )
            if clause is None:
                thing = self.undergoer(verb)
                return None if thing is None else clause_subject(g, thing)
            return g.child(clause, *CLAUSE_SUBJECTS)
        if slot == "x":
            inner = g.complement(verb)
            if inner is None:
                return None
            return self.recipient_of(inner)
        if slot == "ox":
            inner = self._object_infinitive(verb)
            return None if inner is None else self.recipient_of(inner)
        if slot == "pc":
            return self._purpose(verb)
        if slot == "'s":
            thing = self.undergoer(verb)
            return None if thing is None else g.child(thing, "poss")
        if slot == "comp":
            thing = self.undergoer(verb)
            return None if thing is None else self.modifier(thing)
        if slot == "late":
            return late(g, self.undergoer(verb))
        found = self._verb_preposition(verb, slot)
        return between(g, verb) if found is None and slot == "between" else found

    def _verb_preposition(self, verb: int, word: str, depth: int = 1) -> int | None:
        g = self._g
        found = g.prepositional(verb, word)
        if found is not None:
            return found
        for k in g.kids[verb]:
            if depth and g.dep[k] == "xcomp":
                found = self._verb_preposition(k, word, depth - 1)
                if found is not None:
                    return found
            if g.dep[k] in _CARRIERS and g.lower[k] not in REASONS:
                found = g.prepositional(k, word)
                if found is None and g.dep[k] == "prep" and k > verb and g.lower[k] not in CIRCUMSTANCES:
                    inner = g.child(k, "pobj")
                    found = None if inner is None or word in ("of", "in") else g.prepositional(inner, word)
                if found is None and word == "against" and g.dep[k] == "dobj":
                    found = nested(g, k, word)
                if found is not None:
                    return found
        return None

    def _object_infinitive(self, verb: int) -> int | None:
        """The infinitive of the object: "rejected an offer to meet X", hung on the verb where it stands right behind."""
        g, thing = self._g, self.undergoer(verb)
        if thing is None:
            return None
        own = [k for k in g.children(thing, "acl") if g.tag[k] == "VB"]
        near = [k for k in g.children(verb, "advcl", "xcomp") if g.tag[k] == "VB" and k == thing + 2]
        return next(iter(own + near), None)

    def _purpose(self, verb: int) -> int | None:
        """The recipient of a purpose clause: "gave a million dollars to support refugees"."""
        g = self._g
        for t in (verb, *g.children(verb, "dobj")):
            for k in g.kids[t]:
                if g.dep[k] in ("advcl", "acl", "relcl", "xcomp") and g.tag[k] == "VB":
                    return self.recipient_of(k)
        return None

    def _noun_slot(self, noun: int, slot: str, light: int | None) -> int | None:
        g = self._g
        if slot == "ls":
            return None if light is None else self._light_subject(noun, light)
        if slot == "'s":
            return g.child(noun, "poss")
        if slot == "comp":
            return self.modifier(noun)
        if slot == "loc":
            return location(g, noun) or (None if light is None else location(g, light))
        if slot == "xs":
            return clause_subject(g, noun)
        if slot == "x":
            inner = g.child(noun, "acl", "relcl")
            return None if inner is None else self.recipient_of(inner)
        found = g.prepositional(noun, slot)
        if found is None:
            deeper = g.child(noun, "acl")
            found = None if deeper is None else g.prepositional(deeper, slot)
        if found is None and light is not None:
            found = self.beneficiary(light) if slot == "to" else None
            found = found if found is not None else g.prepositional(light, slot)
        if found is None and slot == "between" and g.dep[noun] == "nsubj":
            found = g.prepositional(g.head[noun], slot)  # "fighting flared on Friday between"
        return found

    def _light_subject(self, noun: int, light: int) -> int | None:
        """Who does the light verb: "attacks launched by X", "X launched attacks"; never the event noun itself."""
        doer = self.doer(light)
        return None if doer == noun else doer

    def modifier(self, noun: int) -> int | None:
        """A named actor before the noun: "U.S. strike", "Israeli raids"."""
        g = self._g
        for k in g.kids[noun]:
            if (
                g.dep[k] in ("compound", "amod", "nmod")
                and (g.entity[k] in _NAMED or g.lemma[k] in _MODIFIERS)
                and not self._is_place(k)
            ):
                return k
        return None

    def _step(self, token: int, step: str) -> int | None:
        g = self._g
        if step == "'s":
            return g.child(token, "poss")
        if step == "xs":
            return clause_subject(g, token)
        for t in g.conjuncts(token):
            found = g.prepositional(t, step)
            if found is not None:
                return found
        for k in g.kids[token]:
            if g.dep[k] in ("acl", "relcl") and step in ("on", "against"):
                found = self._verb_preposition(k, step, 0)
                if found is not None:
                    return found  # "the ban that it imposed on X"
            if g.dep[k] == "acl" and g.tag[k] in ("VBN", "VBG"):
                if step == "by" and g.tag[k] == "VBN":
                    return g.agent(k)
                if g.lower[k] == step:
                    return g.agent(k) or g.prepositional(k, "to") or g.child(k, "dobj")
        return None

    def recipient_of(self, verb: int, depth: int = 3) -> int | None:
        """Recipient of a complement clause: by its own sense, else the likeliest of its objects."""
        if depth == 0:
            return None
        sense = self._sense_of(verb)
        if sense is not None and sense.event_type is not None:
            found, _ = self.first(verb, sense.recipients, None)
            if found is not None:
                return found
        indirect = self.beneficiary(verb)
        if indirect is not None:
            return indirect
        thing = self.undergoer(verb)
        g = self._g
        if thing is not None and (g.entity[thing] in _NAMED):
            return thing
        for word in _ANY_RECIPIENT:
            found = self._verb_preposition(verb, word)
            if found is not None and g.entity[found] not in ("DATE", "TIME", "MONEY", "CARDINAL"):
                return found
        inner = g.complement(verb)
        if inner is not None:
            found = self.recipient_of(inner, depth - 1)
            if found is not None:
                return found
        sent = thing is not None and g.lemma[thing] in _SENT
        purpose = self._purpose(verb) if sent else None  # "send troops to help the king"
        return thing if purpose is None else purpose


_MODIFIERS = frozenset(
    [
        "police",
        "army",
        "government",
        "military",
        "rebel",
        "militant",
        "opposition",
        "coalition",
        "regime",
        "navy",
        "separatist",
        "insurgent",
        "guerrilla",
        "taliban",
        "state",
        "court",
        "parliament",
        "congressional",
        "senate",
        "presidential",
        "palestinian",
    ]
)
