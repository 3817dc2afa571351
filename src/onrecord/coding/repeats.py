"""What "the call", "the attack" and "the strike" of a sentence take over from the events told before."""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.draft import Draft
from onrecord.coding.earlier import EarlierEvents, Told
from onrecord.coding.grammar import Grammar
from onrecord.coding.modality import ModalityFinder
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.senses import SenseFinder
from onrecord.ontology import Lexicon, means, modality_words

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_AFTER = frozenset({"after", "following", "during", "in", "since"})
_WEIGHT = 0.7
"""Weight of an event that a sentence only refers to; it was coded where it was told."""


class RepeatFinder:
    """Ties the definite event nouns of one document to the events told before them."""

    def __init__(
        self,
        grammar: Grammar,
        lexicon: Lexicon,
        senses: SenseFinder,
        participants: ParticipantFinder,
        modality: ModalityFinder,
    ) -> None:
        self._g = grammar
        self._senses = senses
        self._participants = participants
        self._modality = modality
        self.earlier = EarlierEvents(lexicon, participants.same)
        self._vouching = modality_words()["vouching"]
        self._modes = means()
        self._answered, self._answering = modality_words()["answered_for"], modality_words()["answering_for"]

    def remember(self, drafts: list[Draft]) -> None:
        """Keep the events of a sentence for the ones after it: those told as real, its first one as the nearest.

        What a sentence tells first is mostly its main matter, and later nouns mean that rather than its background.
        """
        for d in reversed(drafts):
            if d.standing.modality in ("happened", "ongoing") and not d.standing.negated:
                self.earlier.add(Told(d.event_type, d.mode, d.sense.lemma, d.actors, d.recipients, d.trigger))

    def filled(self, draft: Draft, nouns: list[int]) -> Draft:
        """The draft with parties that its definite event noun, one of ``nouns``, has from an event told before."""
        if draft.event_type in ("ACCUSE", "REJECT"):
            return self._blamed(draft)
        wanting = not draft.actors or not (draft.recipients or draft.sense.reciprocal)
        if draft.sense.part == "noun" and wanting:
            return self._completed(draft, draft.trigger)
        if draft.event_type == "ASSAULT" and not draft.actors:
            noun = next((n for n in nouns if self._event_noun(n)), None)
            if noun is not None:
                return self._completed(draft, noun)
        return draft

    def bare(self, noun: int) -> Draft | None:
        """The event that a definite noun without parties of its own means, where the sentence vouches for it."""
        g = self._g
        if not self._event_noun(noun) or not self._vouched(noun):
            return None
        found = self.earlier.find(g.lemma[noun], self._mode(noun, ""))
        if found is None:
            return None
        event, sense = found
        return Draft(
            trigger=noun,
            light=None,
            sense=replace(sense, weight=_WEIGHT, reciprocal=sense.reciprocal or not event.recipients),
            event_type=event.event_type,
            mode=event.mode or sense.mode,
            actors=event.actors,
            recipients=event.recipients,
            found=("earlier", "earlier" if event.recipients else ""),
            standing=self._modality.of(noun, None, ()),
            note="told before",
            repeats=event.trigger,
            through=dict.fromkeys((*event.actors, *event.recipients), noun),
        )

    def answered_for(self, noun: int) -> Draft | None:
        """The attack told before that somebody claims or denies to have made: "the group claimed responsibility"."""
        g, people = self._g, self._participants
        verb = g.head[noun]
        plain = g.lemma[noun] in self._answered and g.lemma[verb] in self._answering and g.dep[noun] == "dobj"
        if not plain or any(
            g.prepositional(t, w) is not None for t in (noun, verb) for w in ("for", "in", "of")
        ):
            return None
        who, found = g.subject(verb), self.earlier.latest("ASSAULT")
        if found is None or who is None or not people.actor_like(who) or g.lower[g.start[who]] == "no":
            return None
        event, sense = found
        actors = people.tokens(who, acting=True)
        recipients = tuple(t for t in event.recipients if not any(people.same(t, a) for a in actors))
        return Draft(
            trigger=noun,
            light=None,
            sense=replace(sense, weight=_WEIGHT),
            event_type=event.event_type,
            mode=event.mode,
            actors=actors,
            recipients=recipients,
            found=("s", "earlier" if recipients else ""),
            standing=self._modality.of(noun, None, ()),
            note=f"'{g.text[noun]}' for what was told before",
            repeats=event.trigger,
            through=dict.fromkeys(recipients, noun),
        )

    def _completed(self, draft: Draft, noun: int) -> Draft:
        g = self._g
        if not self._definite(noun) or self._indefinite_party(noun, draft):
            return draft
        mode = draft.mode if noun == draft.trigger else self._mode(noun, draft.event_type)
        whom = draft.recipients if noun == draft.trigger else ()
        found = self.earlier.find(g.lemma[noun], mode, draft.actors, whom)
        if found is None or found[0].event_type != draft.event_type:
            return draft
        event = found[0]
        actors = draft.actors or tuple(t for t in event.actors if t not in draft.recipients)
        recipients = draft.recipients
        if noun == draft.trigger and not recipients:
            recipients = tuple(t for t in event.recipients if t not in actors)
        if (actors, recipients) == (draft.actors, draft.recipients):
            return replace(draft, repeats=event.trigger)
        new = [t for t in (*actors, *recipients) if t not in (*draft.actors, *draft.recipients)]
        return replace(
            draft,
            actors=actors,
            recipients=recipients,
            found=(draft.found[0] or "earlier", draft.found[1] or ("earlier" if recipients else "")),
            mode=draft.mode or (event.mode if noun != draft.trigger or not draft.recipients else None),
            note=f"parties of '{g.text[noun]}' told before",
            repeats=event.trigger,
            through={**draft.through, **dict.fromkeys(new, noun)},
        )

    def _blamed(self, draft: Draft) -> Draft:
        """ "Condemned the strike": its doer is the recipient."""
        g, people = self._g, self._participants
        nouns = [t for t in draft.recipients if self._event_noun(t) and not people.actor_like(t)]
        if len(nouns) != 1 or len(draft.recipients) != 1:
            return draft
        found = self.earlier.find(g.lemma[nouns[0]], self._mode(nouns[0], ""))
        if found is None:
            return draft
        doers = tuple(
            t for t in found[0].actors if not any(people.same(t, a) or t == a for a in draft.actors)
        )
        if not doers:
            return draft
        return replace(
            draft,
            recipients=doers,
            note=f"doer of '{g.text[nouns[0]]}' told before",
            through={**draft.through, **dict.fromkeys(doers, nouns[0])},
        )

    def _event_noun(self, token: int) -> bool:
        return (
            self._g.pos[token] == "NOUN"
            and self._definite(token)
            and bool(self.earlier.senses(self._g.lemma[token]))
        )

    def _definite(self, noun: int) -> bool:
        g = self._g
        return any(g.dep[k] in ("det", "poss") and g.lower[k] in _DEFINITE for k in g.kids[noun])

    def _indefinite_party(self, noun: int, draft: Draft) -> bool:
        """Whether the noun itself says "by somebody": "the attack by gunmen" is another one."""
        return noun != draft.trigger and self._g.prepositional(noun, "by") is not None

    def _vouched(self, noun: int) -> bool:
        """Whether the noun is what somebody confirms, denies or claims, or opens a clause: "after the meeting"."""
        g = self._g
        head = g.head[noun]
        if g.dep[noun] in ("dobj", "nsubjpass") and g.lemma[head] in self._vouching:
            return True
        if g.dep[noun] != "pobj" or g.lower[head] not in _AFTER or g.pos[g.head[head]] not in ("VERB", "AUX"):
            return False
        consult = any(s.event_type == "CONSULT" for s in self.earlier.senses(g.lemma[noun]))
        return consult or g.lower[head] in ("after", "following")

    def _mode(self, noun: int, event_type: str) -> str | None:
        """The mode that the noun and its modifiers say by themselves: "missile attack", "airstrike"."""
        g = self._g
        tables = [self._modes[event_type]] if event_type in self._modes else list(self._modes.values())
        for t in (*g.children(noun, "compound", "amod", "nmod"), noun):
            for table in tables:
                if g.lemma[t] in table:
                    return table[g.lemma[t]]
        return None
