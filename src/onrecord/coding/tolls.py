"""Attacks told by their toll: "12 people died in the bombing", "a car bomb killed nine". Nobody need be named as doer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.coding.counts import is_harm_done
from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.ontology import word_classes
from onrecord.reading import QuantityNode, Reading

_TOLL = frozenset({"killed", "injured", "casualties", "missing"})
_STRUCK = frozenset({"attack", "bomb", "shell", "ambush", "hijack", "torpedo", "raid", "strafe", "torch"})
_THINGS = frozenset({"vehicles", "buildings"})
_BY_ATTACK = ("in", "by", "during")
_CLAUSES = frozenset({"when", "after", "as"})
_DEPTH = 8
"""Words up in which the target that a word describes is looked for."""
_DIES = frozenset({"die", "perish"})


def _led_to_by(g: Grammar, verb: int) -> int | None:
    """The verb that a participle behind it tells the outcome of: "hit" over "killing"."""
    return g.head[verb] if g.tag[verb] == "VBG" and g.dep[verb] == "advcl" else None


class Tolls:
    """Finds in one document what was counted of an attack's victims."""

    def __init__(self, grammar: Grammar, reading: Reading) -> None:
        self._g = grammar
        self._reading = reading
        classes = word_classes()
        self.attacks = classes["attack"] | classes["fighting"] | {"shooting", "massacre", "stabbing"}
        self._weapons = classes["munition_launch"] | {"mine", "landmine", "ied"}
        self._means = self._weapons | self.attacks | {"gunfire"}

    def told_by_verb(self, draft: Draft, entry: str) -> bool:
        """Whether the text counts the dead or the hurt of an attack by a verb: "12 people died in the attack".

        Nobody must be told as its doer; ``entry`` marks what no rule found.
        """
        if (
            draft.event_type != "ASSAULT"
            or draft.actors
            or draft.sense.part != "verb"
            or draft.sense.entry == entry
        ):
            return False
        g, verb = self._g, draft.trigger
        if g.lemma[verb] in _STRUCK and g.child(verb, "auxpass") is not None:
            return any(
                n.quantity.of in _THINGS and n.quantity.high != 0 and n.predicate == verb
                for n in self._reading.quantities_at((verb,))
            )  # "two tankers were attacked", "four churches were bombed"
        told = (g.prepositional(verb, word) for word in _BY_ATTACK)
        attacked = any(noun is not None and self._is_attack(noun) for noun in told)
        harm = self._harm(self._reading.quantities_at(draft.tokens))
        return (attacked or self._by_weapon(verb)) and any(n.predicate in draft.tokens for n in harm)

    def told_by_noun(self, draft: Draft, drafts: Sequence[Draft], entry: str) -> bool:
        """Whether an attack named by a noun is what hurt those counted, and no other word of the sentence tells that.

        "Forty soldiers were diagnosed with concussions after Russia's missile attack on the base".
        """
        if draft.event_type != "ASSAULT" or draft.sense.part != "noun" or draft.sense.entry == entry:
            return False
        told = {token for other in drafts if other is not draft for token in other.tokens}
        harm = self._harm(self._reading.quantities_around(draft.trigger))
        return any(n.predicate not in told and is_harm_done(n, self._g, draft) for n in harm)

    def undergoing(self, verb: int) -> frozenset[int]:
        """Those who undergo a verb by the sentence itself, so that they never do it: who dies, who "was killed"."""
        g = self._g
        passive = verb in g.headlined or g.child(verb, "auxpass") is not None
        if g.pos[verb] != "VERB" or not (g.lemma[verb] in _DIES or passive):
            return frozenset()
        subject = g.subject(verb)
        return frozenset() if subject is None else frozenset(self._phrase(subject))

    def is_weapon(self, token: int) -> bool:
        """Whether a token names what is fired, laid or thrown: a means, and nobody who acts."""
        g = self._g
        noun = g.head[token] if g.dep[token] == "nummod" else token
        return g.lemma[noun] in self._weapons and g.pos[noun] == "NOUN"

    def describes_target(self, token: int, trigger: int, targets: tuple[int, ...]) -> bool:
        """Whether a token only says which target is meant: of "hit a hospital run by nuns, killing 12" the nuns did nothing."""
        g, above = self._g, _led_to_by(self._g, trigger)
        aims = {*targets, *g.children(trigger, "dobj", "nsubjpass")}
        if above is not None:
            aims.update(g.children(above, "dobj", "nsubjpass"))
        at, clause = token, False
        for _ in range(_DEPTH):
            clause = clause or g.dep[at] in ("acl", "relcl")
            at = g.head[at]
            if at in (trigger, above) or at == g.head[at]:
                return False
            if at in aims:
                return clause
        return False

    def victims_of(self, noun: int) -> frozenset[int]:
        """Those who die or are hurt "in" what a noun names, by the verb that it hangs on: "nine died in the ambush"."""
        g = self._g
        above = g.head[noun]
        if g.dep[noun] != "pobj" or g.lower[above] not in _BY_ATTACK:
            return frozenset()
        verb = g.head[above]
        harm = self._harm(self._reading.quantities_at((verb, *g.kids[verb])))
        harmed = any(verb in (n.predicate, g.head[n.counted]) for n in harm if n.counted < g.size)
        return self.undergoing(verb) if harmed else frozenset()

    def _phrase(self, subject: int) -> Iterator[int]:
        """A subject with its number and those whom it counts: all of "nine of the soldiers"."""
        g = self._g
        for token in g.conjuncts(subject):
            yield token
            yield from g.children(token, "nummod")
            inner = g.prepositional(token, "of")
            if inner is not None:
                yield inner

    def _harm(self, quantities: Iterator[QuantityNode]) -> Iterator[QuantityNode]:
        """Those of the quantities that count harm to people."""
        return (n for n in quantities if n.quantity.of in _TOLL and n.quantity.high != 0)

    def _is_attack(self, noun: int) -> bool:
        """Whether a noun is an attack, or a blast of something that is laid or fired: "a bomb blast"."""
        g = self._g
        return g.lemma[noun] in self.attacks or any(
            g.lemma[k] in self._weapons for k in g.children(noun, "compound", "amod", "nmod")
        )

    def _by_weapon(self, verb: int) -> bool:
        """ "A car bomb killed nine", "were killed when shells hit the market", "were killed by a mine"."""
        g = self._g
        if g.dep[verb] == "relcl":
            return False  # "condemned the attack that killed nine": what the noun tells
        doer = g.agent(verb) if g.passive(verb) else g.subject(verb)
        if doer is not None and g.lemma[doer] in self._means and g.pos[doer] == "NOUN":
            return True
        over = [verb, *(k for k in g.children(verb, "conj") if g.pos[k] == "VERB")]
        for clause in (k for top in over for k in g.children(top, "advcl")):
            subject = g.child(clause, "nsubj", "nsubjpass")
            marked = any(g.lower[k] in _CLAUSES for k in g.kids[clause])
            if marked and subject is not None and g.lemma[subject] in self._means:
                return True
        return False
