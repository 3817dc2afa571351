"""Who did it and to whom: the participants of one trigger, read from its sense's slots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from onrecord.coding.grammar import Grammar
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.phrases import deep
from onrecord.coding.slots import Slots
from onrecord.ontology import Sense, means, word_classes

_NEEDY = frozenset({"REJECT", "ACCUSE", "SUPPORT", "COERCE", "ASSAULT"})
"""Types that always have a recipient."""
_ACTS = frozenset({"ACCUSE", "REJECT"})
"""Types whose recipient may be an act, where its author is not known: "condemned the legislation"."""
_SOCIAL = frozenset({"REQUEST", "AGREE", "CONSULT", "THREATEN", "COOPERATE", "SUPPORT"})
"""Types whose recipient is somebody, never a region of the world."""
ADDRESSED = frozenset({"REQUEST", "AGREE", "CONSULT", "COOPERATE"})
"""Types whose recipient is whom one speaks or agrees with, never what about: "demanded a recount", "agreed to a truce"."""
_CONTENTS = frozenset({"x", "ox"})
"""Slots of what is refused: who "refused to hold elections" refused them to nobody named."""
_SCENES = frozenset(
    {"city", "street", "square", "capital", "town", "place", "park", "village", "university", "campus"}
)
_STRETCHES = frozenset({"region", "area", "border", "coast", "frontier", "province"})
_OPENERS = frozenset({"in", "during", "at", "after", "following", "before"})
_REACHING = frozenset(
    {"AGREE", "CONCEDE", "RETREAT", "SANCTION", "AID", "REJECT", "MOBILIZE", "PROTEST", "REQUEST", "SUPPORT"}
)
_FOR_SOMEBODY = frozenset({"AGREE", "AID"})
"""Of these the ones that are done to somebody even where a thing fills the slot: "aid for the repair of a port in X"."""
"""Types whose recipient may stand far from the verb: the country that a promise or a cut is for."""
_SPOKEN = frozenset({"SUPPORT", "ACCUSE", "AGREE", "THREATEN"})
_CALLING = frozenset({"call", "phone", "telephone", "summon", "contact"})
_ADDRESSES = frozenset({"to", "with", "in", "at", "o.to", "o.in", "before"})
_CONDITIONS = frozenset({"until", "till", "unless", "before", "if"})
_WHEREABOUTS = frozenset({"in", "o.in"})
"""Slots of places: what else stands in them is no recipient ("in a bid to end the war")."""
_FORUMS = frozenset({"court", "tribunal", "police", "prosecutor"})
"""With whom complaints are lodged: not whom they accuse."""
_ACTS_FAR = 150
"""Tokens back to the sentence that says whose statement "the statement" is."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Participants as token indices, the slots that gave them, and the tokens that they were read from."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    found: tuple[str, str]
    doer: int | None = None
    undergoer: int | None = None
    through: Mapping[int, int] = field(default_factory=dict)
    """Participants that a noun stands for, by token: of a group ("both sides") the members."""


class PartyFinder:
    """Finds the parties of triggers in one document."""

    def __init__(self, grammar: Grammar, slots: Slots, participants: ParticipantFinder) -> None:
        self._g = grammar
        self._slots = slots
        self._participants = participants
        classes = word_classes()
        self._violent = means()["ASSAULT"].keys() | classes["attack"] | classes["fighting"] | {"fire"}
        self._documents = classes["document"]
        self._things = classes["thing"]
        self._forces = classes["forces"]

    def of(self, trigger: int, light: int | None, sense: Sense) -> Parties:
        """The parties of the event that ``sense`` tells at ``trigger``."""
        who, by = self._slots.first(trigger, sense.actors, light, self._somebody)
        if by == "of" and sense.event_type == "ASSAULT" and sense.part == "noun" and not self._is_party(who):
            who, by = None, ""  # "the shelling of a market" is not the market's
        whom, to = self._slots.first(trigger, sense.recipients, light, self._somebody)
        if sense.part == "verb" and not sense.reciprocal and sense.recipients:
            whom, to = self._else_anybody(trigger, sense, who, whom, to)
        if sense.event_type == "ASSAULT" and self._g.dep[trigger] == "relcl":
            who = self._violent_antecedent(trigger, who)
        if sense.reciprocal and sense.part == "noun" and not self._is_party(who):
            who, by = self._clause_subject(trigger)
            hearer = None if not by or whom is not None else self._hearer(trigger)
            whom, to = (whom, to) if hearer is None else (hearer, "clause")
        elif sense.mode == "visit" and sense.part == "noun" and not self._is_party(who):
            who, by = self._visitor(trigger)
        who = self._author(trigger, who)
        actors = self._acting(self._participants.tokens(who, acting=True))
        recipients = self._participants.tokens(whom)
        if sense.reciprocal:
            recipients = tuple(t for t in recipients if t not in actors)
        else:
            recipients = self._apart(recipients, actors, whom)
        recipients = self._fitting(sense, actors, recipients, to)
        if sense.lemma in ("warn", "caution") and to == "xs" and who is not None:
            recipients = tuple(
                t for t in recipients if not any(self._participants.same(t, a) for a in actors)
            )
        if self._mutual(trigger, light) and len(actors) > 1:
            recipients = ()
        elif not any(map(self._somebody, recipients)) and not sense.reciprocal:
            whom_else = self._farther(trigger, light, sense, actors, bool(recipients))
            recipients, to = whom_else if whom_else[0] else (recipients, to)
        if sense.event_type in ADDRESSED or (sense.event_type == "REJECT" and to in _CONTENTS):
            recipients = tuple(t for t in recipients if self._participants.is_party(t))
        if sense.reciprocal:
            if len(actors) == 1 and not recipients:
                actors = self._participants.paired(actors[0])
            actors, recipients = (*actors, *recipients), ()
        through = self._participants.through(whom) | self._participants.through(who, acting=True)
        return Parties(
            actors, recipients, (by if actors else "", to if recipients else ""), who, whom, through
        )

    def _apart(self, found: tuple[int, ...], actors: tuple[int, ...], whom: int | None) -> tuple[int, ...]:
        """Recipients without the actors; a group whose members the actor is one of is others: "urged both sides"."""
        groups = self._participants.through(whom)
        shared = {group for t, group in groups.items() if t in actors}
        if not shared:
            return tuple(t for t in found if t not in actors)
        named = (groups[t] if groups.get(t) in shared else t for t in found)
        return tuple(t for t in dict.fromkeys(named) if t not in actors)

    def _mutual(self, trigger: int, light: int | None) -> bool:
        """Whether the actors do it to "each other", "one another" or "the other": all are actors, as in a meeting."""
        g = self._g
        verbs = [t for t in (trigger, light) if t is not None]
        near = [k for v in verbs for k in g.kids[v] if k > v]
        near += [k for t in near if g.dep[t] in ("prep", "dative", "dobj") for k in g.kids[t]]
        return any(
            (g.lower[t] == "other" and g.lower[t - 1] in ("each", "the"))
            or (t + 1 < g.size and (g.lower[t], g.lower[t + 1]) == ("one", "another"))
            or (g.lower[t], g.lower[t - 1]) == ("another", "one")
            for t in near
            if t
        )

    def suffered(self, parties: Parties, sense: Sense, trigger: int, light: int) -> Parties:
        """ "X suffered an attack by Y": the light verb's subject is the recipient."""
        slots = tuple(s for s in sense.actors if s != "ls")
        actor, slot = self._slots.first(trigger, slots, light)
        recipients = self._participants.tokens(self._slots.doer(light))
        actors = tuple(t for t in self._participants.tokens(actor) if t not in recipients)
        return Parties(actors, recipients, (slot, "ls"), parties.doer, parties.undergoer)

    def one_sided(self, parties: Parties) -> Parties:
        """ "Will not negotiate with X": what two do together only one refuses, and to the other."""
        own = self._participants.tokens(parties.doer, acting=True)
        actors = tuple(t for t in parties.actors if t in own)
        others = tuple(t for t in parties.actors if t not in own)
        if not actors or not others:
            return parties
        return replace(parties, actors=actors, recipients=others, found=(parties.found[0], "clause"))

    def conditional(self, parties: Parties, verb: int) -> Parties:
        """ "Will not end the strike until the government pays": who has to do something first is the recipient."""
        g = self._g
        for k in g.children(verb, "advcl"):
            if any(g.dep[m] == "mark" and g.lower[m] in _CONDITIONS for m in g.kids[k]):
                who = g.subject(k)
                named = () if who is None or not self._somebody(who) else self._participants.tokens(who)
                whom = tuple(
                    t for t in named if not any(self._participants.same(t, a) for a in parties.actors)
                )
                if whom:
                    return replace(parties, recipients=whom, found=(parties.found[0], "condition"))
        return parties

    def issuer(self, document: int) -> int | None:
        """Who issued "the statement": its owner, else the subject of the clause that told of it before."""
        g = self._g
        lemma = g.lemma[document]
        own = g.child(document, "poss")
        if own is not None and self._participants.actor_like(own):
            return own
        for t in range(document - 1, max(-1, document - _ACTS_FAR), -1):
            if g.lemma[t] != lemma or g.pos[t] != "NOUN":
                continue
            verb = t
            while g.pos[verb] not in ("VERB", "AUX") and g.head[verb] != verb:
                verb = g.head[verb]
            who = g.subject(verb) if g.pos[verb] in ("VERB", "AUX") else None
            for found in (self._slots.modifier(t), g.child(t, "poss"), who):
                if found is not None and found != t and self._participants.actor_like(found):
                    return found
        return None

    def _acting(self, actors: tuple[int, ...]) -> tuple[int, ...]:
        """Actors without what only is a means ("the strike killed") or says so for somebody ("the statement")."""
        g, people, kept = self._g, self._participants, []
        for t in actors:
            if people.actor_like(t) or g.entity[t] or g.pos[t] == "PROPN":
                kept.append(t)
            elif g.lemma[t] in self._documents:
                who = self.issuer(t)
                kept.append(t if who is None else who)
            elif g.lemma[t] in self._violent or g.lemma[t] in self._things:
                owner = self._slots.modifier(t)
                whose = g.child(t, "poss")
                if owner is None and whose is not None and people.actor_like(whose):
                    owner = whose
                for k in g.kids[t]:
                    if owner is None and g.dep[k] == "acl" and g.tag[k] == "VBN":
                        owner = g.agent(k)  # "the missiles fired by the army"
                kept += [] if owner is None else [owner]
            else:
                kept.append(t)
        return tuple(dict.fromkeys(kept))

    def _called(self, verb: int) -> int | None:
        """Whom somebody calls or summons to say so: "called the king to apologize"."""
        g = self._g
        above = g.head[verb]
        if g.dep[verb] == "acl" and g.dep[above] == "dobj":
            above = g.head[above]
        elif g.dep[verb] not in ("xcomp", "advcl"):
            return None
        calling = g.tag[verb] == "VB" and g.lemma[above] in _CALLING
        return self._slots.undergoer(above) if calling else None

    def _farther(
        self, trigger: int, light: int | None, sense: Sense, actors: tuple[int, ...], thing: bool
    ) -> tuple[tuple[int, ...], str]:
        """Recipients that no slot names: whom somebody calls to say so, else whoever stands nearest in the clause.

        ``thing``: a slot names a thing.
        """
        kind = sense.event_type

        def _other(token: int) -> bool:
            return (kind != "PROTEST" or not self._scene(token)) and self._somebody(token, actors)

        called = self._others(self._called(trigger), actors) if kind in _SPOKEN else ()
        if called:
            return called, "called"
        together = kind == "AGREE" and len(actors) > 1
        if not actors or together or kind not in (_FOR_SOMEBODY if thing else _REACHING):
            return (), ""
        found = deep(self._g, trigger if light is None else light, _other)
        if found is None:
            return (), ""
        return self._fitting(sense, actors, self._others(found, actors), "clause"), "clause"

    def _is_party(self, token: int | None) -> bool:
        return token is not None and self._somebody(token)

    def _author(self, trigger: int, who: int | None) -> int | None:
        """Who issued it, where a text or act is the grammatical subject: "passed a resolution criticizing X"."""
        g = self._g
        if who is None or g.dep[who] != "dobj" or self._somebody(who) or g.lemma[who] in means()["ASSAULT"]:
            return who
        if g.dep[trigger] == "pcomp":
            return who  # "accused the law of attacking the press"
        return self._slots.doer(g.head[who]) if g.pos[g.head[who]] == "VERB" else who

    def _fitting(
        self, sense: Sense, actors: tuple[int, ...], recipients: tuple[int, ...], slot: str
    ) -> tuple[int, ...]:
        """Recipients without what cannot be one: what was asked for, the place of a drill or of a rally."""
        people, g = self._participants, self._g
        kind = sense.event_type
        if kind == "MOBILIZE":
            return tuple(
                t
                for t in recipients
                if people.actor_like(t) or people.is_place(t) or g.entity[t] or g.lemma[t] in _STRETCHES
            )
        if kind == "PROTEST" and slot in ("in", "loc", "through", "to", "at", "outside", "clause"):
            near = slot in ("at", "outside")
            return tuple(t for t in recipients if (near and people.political(t)) or not self._scene(t))
        if sense.lemma == "agree" and len(actors) > 1:
            return tuple(t for t in recipients if people.actor_like(t) and not people.is_place(t))
        if kind == "ACCUSE" and slot in _ADDRESSES:
            return tuple(t for t in recipients if g.lemma[t] not in _FORUMS)
        if slot in _WHEREABOUTS:
            recipients = tuple(t for t in recipients if g.pos[t] != "NOUN" or self._whereabouts(t))
        if kind in _ACTS:
            return recipients
        if kind in _FOR_SOMEBODY:
            recipients = tuple(t for t in recipients if not self._own(t) and not people.is_product(t))
        if kind in _SOCIAL:
            recipients = tuple(t for t in recipients if g.entity[t] != "LOC" or g.lower[g.head[t]] != "in")
        return tuple(t for t in recipients if g.lemma[t] not in self._things or people.actor_like(t))

    def _whereabouts(self, noun: int) -> bool:
        """Whether a common noun names somebody or a place."""
        people, g = self._participants, self._g
        known = people.actor_like(noun) or people.is_place(noun) or bool(g.entity[noun])
        return known or g.lemma[noun] in _STRETCHES | _SCENES

    def _own(self, token: int) -> bool:
        """Whether it is a means of whoever does it: "agreed to expand its force in Mali"."""
        g = self._g
        return g.lemma[token] in self._forces and any(g.tag[k] == "PRP$" for k in g.kids[token])

    def _scene(self, token: int) -> bool:
        """Whether people gather there and protest against somebody else: a city, a street."""
        g = self._g
        return self._participants.is_place(token) or g.entity[token] == "GPE" or g.lemma[token] in _SCENES

    def _violent_antecedent(self, verb: int, who: int | None) -> int | None:
        """The noun that "that killed X" modifies: parsers often hang the clause on a noun before the attack."""
        g = self._g
        if who is None or (self._somebody(who) and g.entity[who]) or g.lemma[who] in self._violent:
            return who
        nouns = range(verb - 1, max(who, verb - 40), -1)
        return next((t for t in nouns if g.lemma[t] in self._violent and g.pos[t] == "NOUN"), who)

    def _clause_subject(self, noun: int) -> tuple[int | None, str]:
        """Who meets in "In a call with X, Y said ...": the subject of the clause that the phrase opens."""
        g = self._g
        preposition = g.head[noun]
        verb = g.head[preposition]
        if g.dep[noun] != "pobj" or g.lower[preposition] not in _OPENERS:
            return None, ""
        return (g.subject(verb), "clause") if g.pos[verb] in ("VERB", "AUX") else (None, "")

    def _visitor(self, noun: int) -> tuple[int | None, str]:
        """Who makes a visit that only a circumstance tells: "the envoy, on a visit to X", "During a visit to X, he said"."""
        g = self._g
        preposition = g.head[noun]
        above = g.head[preposition]
        if g.dep[noun] != "pobj" or g.lower[preposition] not in _OPENERS | {"on"}:
            return None, ""
        who = g.subject(above) if g.pos[above] in ("VERB", "AUX") else above
        apposed = g.lower[preposition] != "on" or (who is not None and who < noun)
        return (who, "clause") if apposed and self._is_party(who) else (None, "")

    def _hearer(self, noun: int) -> int | None:
        """Whom the clause is addressed to: Y of "X told Y in a call"."""
        g = self._g
        found = g.child(g.head[g.head[noun]], "dobj", "dative")
        return found if found is not None and self._somebody(found) else None

    def _somebody(self, token: int, but: tuple[int, ...] = ()) -> bool:
        """Whether somebody who can act is meant, other than those in ``but``."""
        return any(map(self._participants.actor_like, self._others(token, but)))

    def _others(self, token: int | None, actors: tuple[int, ...]) -> tuple[int, ...]:
        """The participants at a token without the actors."""
        people = self._participants
        return tuple(t for t in people.tokens(token) if not any(people.same(t, a) for a in actors))

    def _else_anybody(
        self, verb: int, sense: Sense, who: int | None, whom: int | None, to: str
    ) -> tuple[int | None, str]:
        """Recipient where no slot names one: somebody in the clause's phrases, else what the verb acts on."""
        if whom is not None and (self._somebody(whom) or to in ("o", "xs", "s")):
            return whom, to
        other, word = self._slots.anybody(verb, self._somebody, sense.event_type in ("ASSAULT", "AID"))
        if other is not None and other != who:
            return other, word
        named = any(c.kind in ("o", "O") and c.words and not c.negated for c in sense.conditions)
        if whom is None and sense.event_type in _NEEDY and not (named and "o" not in sense.recipients):
            thing = self._slots.undergoer(verb)
            return (thing, "o") if thing is not None and thing != who else (None, "")
        return whom, to
