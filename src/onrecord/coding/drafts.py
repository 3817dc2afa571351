"""Triggers of a document with their senses, actors and recipients: events before they become reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.later_counts import LaterCounts
from onrecord.coding.modality import ModalityFinder
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.parties import PartyFinder
from onrecord.coding.promises import content_mode, retold
from onrecord.coding.purposes import with_purposes
from onrecord.coding.repeats import RepeatFinder
from onrecord.coding.rhetoric import RhetoricFinder
from onrecord.coding.senses import SenseFinder
from onrecord.coding.tellers import not_claiming
from onrecord.ontology import Sense, means, word_classes

_CONTENT = frozenset({"REQUEST", "REJECT", "AGREE", "THREATEN"})
"""Types whose complement is what is asked, refused, promised or threatened, not an event of its own."""
_BY_ORDER = frozenset({"COERCE", "SANCTION"})
"""Types that are done by ordering what the complement tells: "told the envoys to leave"."""
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT"})
"""Types that a body does by resolving to: "voted to ask"."""
_VIOLENCE = word_classes()["attack"] | {"killing", "murder", "massacre", "assassination", "death"}
_MEANS = frozenset({"by"})
"""Prepositions of how something is done: "broke its pledge by bombing a camp" tells of a bombing."""
_THEN = frozenset({"when", "as", "after"})
_NOT_ADDRESSED = frozenset({"we", "i", "it", "you", "that", "this", "there", "one", "us"})
_SURE = 0.5
"""Weight of a sense below which it hides no other event: "insists it is enforcing the ban"."""
_CARRIERS = ("for", "to", "on", "of", "with", "against", "into", "from", "about", "by")


class DraftFinder:
    """Finds the events of one document."""

    def __init__(
        self,
        grammar: Grammar,
        senses: SenseFinder,
        participants: ParticipantFinder,
        modality: ModalityFinder,
        repeats: RepeatFinder,
        later_counts: LaterCounts,
    ) -> None:
        self._g = grammar
        self._senses = senses
        self._participants = participants
        self._modality = modality
        self._repeats = repeats
        self._later_counts = later_counts
        self._rhetoric = RhetoricFinder(grammar, participants)
        self._violence = frozenset(means()["ASSAULT"]) | _VIOLENCE
        self._parties = PartyFinder(grammar, senses.slots, participants)

    def sentence(self, first: int, last: int) -> list[Draft]:
        """The events told by tokens ``first`` to ``last`` (exclusive), in order, each once."""
        g = self._g
        used: set[int] = set()
        drafts: list[Draft] = []
        verbs = [t for t in range(first, last) if self._verbal(t)]
        for t in verbs:
            if t in used:
                continue
            sense = self._senses.verb(t)
            if sense is None:
                continue
            used.update(self._arguments_used(t, sense))
            if sense.event_type is not None:
                drafts.append(self._draft(t, None, sense))
        for t in range(first, last):
            if (
                (g.pos[t] in ("NOUN", "PROPN") or self._gerund(t))
                and t not in used
                and g.dep[t] not in ("compound", "amod", "nmod")
            ):
                drafts.extend(self._nominal(t, used))
        drafts = [d for d in drafts if d.trigger not in used or g.pos[d.trigger] in ("VERB", "AUX")]
        hidden = self._hidden(drafts)
        meant = (self._rhetoric.meant(d, first, last) for d in drafts if not self._told_as_content(d, hidden))
        kept = [d for d in meant if d is not None and not self._addressed_to_none(d)]
        whole = [self._repeats.filled(d, self.means_of(d)) for d in self._linked(with_purposes(g, kept))]
        told = _once(g, whole)
        found = sorted([*told, *self._later_counts.of(first, last, told)], key=lambda d: d.trigger)
        self._repeats.remember(found)
        return found

    def _addressed_to_none(self, draft: Draft) -> bool:
        """Whether what is said ought to be done by "we" or "it": an opinion, no request."""
        if not draft.sense.entry.startswith("verbs-speech"):
            return False
        return all(self._g.lower[t] in _NOT_ADDRESSED for t in draft.recipients)

    def _gerund(self, token: int) -> bool:
        """Whether a verb form is an event noun: "Fighting between X and Y continued"."""
        g = self._g
        return (
            g.tag[token] == "VBG"
            and g.dep[token] in ("csubj", "nsubj", "ROOT", "advcl", "dobj", "pobj")
            and self._senses.has_noun(token)
            and any(g.lower[k] in ("between", "of") for k in g.kids[token])
            and g.child(token, "nsubj", "aux", "dobj") is None
        )

    def _told_as_content(self, draft: Draft, hidden: dict[int, set[int]]) -> bool:
        """Whether the verb is only what another event of the sentence is about: what is asked, refused, agreed."""
        if self._g.pos[draft.trigger] not in ("VERB", "AUX"):
            return False
        return bool(hidden.get(draft.trigger, set()) - {draft.trigger})

    def _linked(self, drafts: list[Draft]) -> list[Draft]:
        """Violence told by two words as one: "the killing of X in a U.S. strike", "killed in an ambush by Y"."""
        violent = {d.trigger: d for d in drafts if d.event_type == "ASSAULT"}
        gone: set[int] = set()
        for d in violent.values():
            other = next((violent[t] for t in self.means_of(d) if t in violent and t != d.trigger), None)
            if other is not None and other.sense.part == "noun" and d.recipients:
                actors = d.actors if d.actors and not set(d.actors) & {other.trigger} else other.actors
                actors = tuple(
                    t for t in actors if t not in d.recipients
                )  # "rebels were killed in clashes with"
                whole = replace(
                    d, actors=actors, mode=d.mode or other.mode, note=f"with '{self._g.text[other.trigger]}'"
                )
                violent[d.trigger] = replace(whole, found=(d.found[0] or other.found[0], d.found[1]))
                gone.add(other.trigger)
        merged = [
            violent.get(d.trigger, d) if d.event_type == "ASSAULT" else d
            for d in drafts
            if d.trigger not in gone
        ]
        return [self._with_means(d) for d in merged]

    def means_of(self, draft: Draft) -> list[int]:
        """Tokens that may tell by what a violent event was done: its subject and the nouns of its phrases."""
        g = self._g
        found = [
            g.prepositional(draft.trigger, w) for w in ("in", "by", "during", "with", "from", "after", "at")
        ]
        for verb in (draft.trigger, *g.children(draft.trigger, "conj")):
            for clause in g.children(verb, "advcl"):  # "were killed and hurt when a bomb went off"
                if any(g.lower[k] in _THEN for k in g.kids[clause]):
                    found.append(g.child(clause, "nsubj"))
        if draft.event_type == "CONSULT":  # "spoke to the emir by phone", hung on the emir
            found += [g.prepositional(t, "by") for t in (*draft.actors, *draft.recipients)]
        thing = self._senses.slots.undergoer(draft.trigger) if draft.sense.part == "verb" else None
        if thing is not None and not self._senses.has_noun(thing):
            thing = None
        return [t for t in (*found, draft.doer, thing) if t is not None]

    def _with_means(self, draft: Draft) -> Draft:
        modes = means().get(draft.event_type)
        if modes is not None and draft.sense.lemma == "fire":
            return self._with_fired(draft, modes)
        if modes is not None and draft.mode == "firearms":
            return self._with_exchanged(draft, modes)
        if modes is None or (draft.mode is not None and draft.sense.lemma != "bomb"):
            return draft
        g = self._g
        for t in self.means_of(draft):
            for word in (*g.children(t, "compound", "amod"), t):  # "a suicide bomber" is no plane
                mode = modes.get(g.lemma[word])
                if mode is not None:
                    return replace(draft, mode=mode)
        return draft

    def _with_exchanged(self, draft: Draft, modes: Mapping[str, str]) -> Draft:
        """The draft with the mode of what the fire is of: "exchanged artillery fire"."""
        g = self._g
        thing = self._senses.slots.undergoer(draft.trigger) if draft.sense.part == "verb" else None
        if thing is None or g.lemma[thing] != "fire":
            return draft
        found = (modes.get(g.lemma[k]) for k in g.children(thing, "compound", "amod"))
        return replace(draft, mode=next((mode for mode in found if mode is not None), draft.mode))

    def _with_fired(self, draft: Draft, modes: Mapping[str, str]) -> Draft:
        """The draft with the mode of what is fired: rifles are no artillery."""
        thing = self._senses.slots.undergoer(draft.trigger) if draft.sense.part == "verb" else None
        mode = None if thing is None else modes.get(self._g.lemma[thing])
        return draft if mode is None else replace(draft, mode=mode)

    def _verbal(self, token: int) -> bool:
        g = self._g
        if g.pos[token] not in ("VERB", "AUX") or g.dep[token] in (
            "aux",
            "auxpass",
            "amod",
            "compound",
            "prep",
        ):
            return False
        if g.tag[token] == "VBN" and token and g.text[token - 1] == "-" and "-" not in g.lemma[token]:
            return False  # "star-struck"
        return g.lemma[token] in self._senses.verb_lemmas

    def _hidden(self, drafts: list[Draft]) -> dict[int, set[int]]:
        """Verbs that are the content of events of the sentence, with the triggers of those events."""
        hidden: dict[int, set[int]] = {}
        for d in drafts:
            for verb in self.content(d):
                hidden.setdefault(verb, set()).add(d.trigger)
        return hidden

    def content(self, draft: Draft) -> set[int]:
        """The verbs that say what a request, refusal, promise or threat is about, or what an entry asks of its clause."""
        g = self._g
        named = {w for c in draft.sense.conditions if c.kind == "X" and not c.negated for w in c.words}
        clause = g.complement(draft.trigger) if named else None
        if clause is not None and g.lemma[clause] in named:
            deed = self._senses.verb(clause)
            one = deed is None or deed.event_type in (None, draft.event_type)
            if one or draft.event_type in _BY_ORDER:
                return {clause}
        if draft.event_type not in _CONTENT or draft.sense.weight < _SURE:
            return set()
        start = g.complement(draft.trigger)
        if start is None and draft.sense.part == "noun":
            start = g.child(draft.trigger, "acl")
        if start is None or draft.standing.future or g.lower[g.head[start]] in _MEANS:
            return set()
        found, stack = set(), [start]
        while stack:
            t = stack.pop()
            if t in found:
                continue
            found.add(t)
            for k in g.kids[t]:
                if g.pos[k] in ("VERB", "AUX") and g.dep[k] in ("conj", "xcomp"):
                    stack.append(k)
        return found

    def _arguments_used(self, verb: int, sense: Sense) -> set[int]:
        """Event nouns that a verb's sense already takes in: "launched an attack", "rejected calls for talks"."""
        g = self._g
        takes = any(c.kind in ("o", "O", "p") and c.words and not c.negated for c in sense.conditions)
        if not takes and sense.event_type not in _CONTENT and sense.event_type is not None:
            return set()
        used: set[int] = set()
        roots = [verb]
        thing = self._senses.slots.undergoer(verb)
        if thing is not None and (takes or sense.event_type in _CONTENT):
            used.update(g.conjuncts(thing))
            roots.append(thing)
        if sense.event_type in _CONTENT:
            inner = g.complement(verb)
            if inner is not None:
                roots.append(inner)
                content = self._senses.slots.undergoer(inner)
                if content is not None and not self._participants.actor_like(content):
                    used.add(content)
                    roots.append(content)
        for c in sense.conditions:
            if c.kind == "p" and not c.negated:
                noun = g.prepositional(verb, c.word)
                if noun is not None:
                    used.update(g.conjuncts(noun))
                    roots.append(noun)
        if sense.event_type in _CONTENT:
            for root in roots:
                for word in _CARRIERS:
                    noun = g.prepositional(root, word)
                    if noun is None or (root != verb and word == "for" and g.lemma[noun] in self._violence):
                        continue  # "vowed revenge for the killing of": done, not asked or promised
                    if noun < root == verb and word == "on":
                        continue  # "on a visit to Doha, warned that"
                    used.update(g.conjuncts(noun))
        return used

    def _nominal(self, noun: int, used: set[int]) -> list[Draft]:
        answered = self._repeats.answered_for(noun)
        if answered is not None:
            return [answered]
        if not self._senses.has_noun(noun):
            return []
        found = self._senses.light_verb(noun)
        light = None if found is None else found[0]
        sense = self._senses.noun(noun, light)
        if sense is None or sense.event_type is None:
            bare = self._repeats.bare(noun)
            return [] if bare is None else [bare]
        draft = self._draft(noun, light, sense, suffered=found is not None and not found[1])
        if not draft.actors and not draft.recipients:
            bare = self._repeats.bare(noun)
            return [] if bare is None else [bare]
        if sense.event_type in _CONTENT:
            for word in ("for", "to"):
                inner = self._g.prepositional(noun, word)
                if inner is not None:
                    used.add(inner)
        return [draft]

    def _draft(self, trigger: int, light: int | None, sense: Sense, suffered: bool = False) -> Draft:
        parties = self._parties.of(trigger, light, sense)
        if suffered and light is not None:
            parties = self._parties.suffered(parties, sense, trigger, light)
        involved = tuple(t for t in (parties.doer, parties.undergoer) if t is not None)
        standing = self._modality.of(trigger, light, involved, sense.event_type in _SAID)
        if self._g.dep[trigger] == "pcomp" and self._g.lower[self._g.head[trigger]] == "without":
            standing = replace(standing, negated=True)
        unclaimed = not_claiming(self._g, trigger) if light is not None else ()
        if unclaimed:
            rest = tuple(t for t in parties.actors if t not in unclaimed)
            parties = replace(parties, actors=rest, doer=parties.doer if rest else None)
            standing = replace(standing, negated=False)
        if any(c.kind == "aux" and not c.negated for c in sense.conditions):
            standing = replace(standing, modality="happened", future=False)  # "must leave": that is the order
        recipients = parties.recipients
        contains = sense.event_type in _CONTENT or sense.lemma == "order"
        inner = self._senses.content_sense(trigger) if contains else None
        event_type, mode = content_mode(sense, inner, self._senses.asks_for_part(trigger))
        event_type, mode, standing, note = retold(event_type, mode, standing)
        if note and parties.found == (
            "o",
            "s",
        ):  # a host receives a visit, and is the doer of its announcement
            parties = replace(parties, actors=parties.recipients, recipients=parties.actors)
        elif event_type == "REJECT" and sense.reciprocal:
            parties = self._parties.one_sided(parties)
        elif event_type == "REJECT" and not recipients:
            parties = self._parties.conditional(parties, trigger if light is None else light)
        return Draft(
            trigger=trigger,
            light=light,
            sense=sense,
            event_type=event_type,
            mode=mode,
            actors=parties.actors,
            recipients=parties.recipients,
            found=parties.found,
            standing=standing,
            doer=parties.doer,
            note=note,
            through=parties.through,
        )


def _once(g: Grammar, drafts: list[Draft]) -> list[Draft]:
    """One draft an event: of two with one type and shared participants and linked triggers, the fuller one."""
    kept: list[Draft] = []
    # Only drafts that share a trigger, a word or a participant can be the same: a sentence may run to thousands of words.
    near: dict[object, list[Draft]] = {}
    for d in sorted(
        drafts,
        key=lambda d: (
            not d.sense.sure,
            d.sense.weight <= _SURE,
            -(bool(d.actors) + bool(d.recipients)),
            d.light is None,
            d.trigger,
        ),
    ):
        keys = {d.trigger, *((d.event_type, t) for t in (*d.tokens, *d.actors, *d.recipients))}
        if not any(_same(g, d, k) for key in keys for k in near.get(key, ())):
            kept.append(d)
            for key in keys:
                near.setdefault(key, []).append(d)
    return kept


def _beside(g: Grammar, a: Draft, b: Draft) -> bool:
    """Whether two verbs with objects of their own are joined by "and"."""
    first, second = sorted((a.trigger, b.trigger))
    joined = g.dep[second] == "conj" and (
        g.head[second] == first or (g.dep[first] == "conj" and g.head[first] == g.head[second])
    )
    verbs = a.sense.part == b.sense.part == "verb"
    return verbs and joined and all(g.child(t, "dobj") is not None for t in (first, second))


def _same(g: Grammar, a: Draft, b: Draft) -> bool:
    if a.trigger == b.trigger:
        return True
    if a.event_type != b.event_type:
        return False
    if set(a.tokens) & set(b.tokens):
        return True
    if _beside(g, a, b):
        return False  # "imposed a curfew and suspended the constitution"
    everybody = set(b.actors) | set(b.recipients)
    return bool(a.actors or a.recipients) and set(a.actors) | set(a.recipients) <= everybody
