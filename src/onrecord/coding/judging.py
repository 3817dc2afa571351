"""What the encoder says of an event: its type, its parties, and whether there is one at all.

The rules propose, the encoder's heads give their view, and boosted trees over both decide (``data/decisions.json``,
fitted by ``training/encoder/decide.py``): where rules and encoder see type or parties otherwise, each version is a draft,
and the likeliest is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from onrecord.coding.bystanders import Bystanders
from onrecord.coding.draft import ENTRY, Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.modality import ModalityFinder
from onrecord.coding.participants import ParticipantFinder
from onrecord.coding.settled import LEAST, Settled
from onrecord.coding.tellers import Tellers
from onrecord.ontology import Lexicon, Sense, event_types, modality_words
from onrecord.reading import Reading
from onrecord.reading.attributions import chain_of
from onrecord.reading.encoder import Trees, spans

FEATURES = (
    "score", "weight", "noun", "light", "kind", "kind_odds", "event", "rival", "sentence_best", "agrees",
    "actor", "actor_best", "actor_other", "actor_swapped", "no_actor",
    "recipient", "recipient_best", "recipient_other", "recipient_swapped", "no_recipient",
    "gist", "gist_rival", "gist_none", "type", "retyped", "actor_found", "recipient_found",
    "planned", "possible", "negated", "subordinate", "root", "reciprocal", "found_alone", "drafts", "said", "counted",
)  # fmt: skip
"""What the trees see of a draft."""
_PARTY = 0.3
"""Least probability of a party that the encoder proposes."""
_OTHER_TYPE = 0.25
"""Least probability of a type that the encoder proposes for a word of the lexicon."""
_TELLS = 0.5
"""A word that the rules pass over tells an event from this probability on."""
_SILENT = math.log(1 - _TELLS)
_TELLING = frozenset({"VERB", "NOUN"})
_TALK = frozenset({1, 3})
"""Quad classes of what is done in words."""
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_COUNTING = frozenset({"nummod", "quantmod"})
_BELOW = frozenset({"acl", "relcl", "advcl", "pcomp", "ccomp", "xcomp", "conj"})


@dataclass(frozen=True, slots=True)
class _View:
    """Probabilities that tokens of the window are actors and recipients of one event, and what its sentence tells."""

    first: int
    actor: np.ndarray
    recipient: np.ndarray
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    gist: np.ndarray
    """Log probabilities of the types of the sentence's main event."""

    def of(self, role: np.ndarray, tokens: tuple[int, ...]) -> float:
        """The highest probability of one of the tokens or of the words next to them."""
        places = [t + d - self.first for t in tokens for d in (-1, 0, 1)]
        return max((float(role[p]) for p in places if 0 <= p < len(role)), default=0.0)


class Judge:
    """The encoder's view of the drafts of one document."""

    def __init__(
        self,
        grammar: Grammar,
        participants: ParticipantFinder,
        modality: ModalityFinder,
        reading: Reading,
        lexicon: Lexicon,
    ) -> None:
        """``reading`` must have vectors."""
        if reading.vectors is None:
            raise ValueError("there is nothing to judge by without the encoder's vectors")
        self._reading = reading
        self._g = grammar
        self._participants = participants
        self._modality = modality
        self._vectors = reading.vectors
        self._tellers = Tellers(grammar, participants, reading, lexicon)
        self._settled = Settled(grammar, participants, reading)
        self._tolls = self._settled.tolls
        self._bystanders = Bystanders(grammar, participants, self._tolls)
        self._stating = modality_words()["merely_stating"]
        self._speaking = modality_words()["merely_speaking"]
        self._views: dict[int, _View] = {}
        self._talkers: dict[int, tuple[int, ...]] = {}
        self._likeliest: tuple[list[Draft], float] = [], 0.0

    def proposals(self, drafts: list[Draft], first: int, last: int) -> list[list[Draft]]:
        """What a sentence may tell: for each event the drafts that rules and encoder make of it, the rules' own first.

        ``drafts`` are those of the rules; events that only the encoder finds are added. In the order of triggers.
        """
        self._talkers = {d.trigger: d.actors for d in drafts if self._in_words(d)}
        groups = [self._versions(d) for d in drafts]
        others = [[d] for d in self._others([v for group in groups for v in group], first, last)]
        return sorted([*groups, *others], key=lambda group: group[0].trigger)

    def _in_words(self, draft: Draft) -> bool:
        kind = event_types().get(draft.event_type)
        return kind is not None and kind.quad in _TALK and draft.sense.part == "verb"

    def judges(self, draft: Draft) -> bool:
        """Whether the encoder has a say: not in types and entries of a user's own, of which it knows nothing."""
        return draft.event_type in self._vectors.types and not draft.sense.own

    def odds(self, trees: Trees, draft: Draft, score: float, drafts: list[Draft]) -> float:
        """Log odds that the event is told, of this type and with these parties; ``score`` is that of the rules."""
        if not draft.actors and not draft.recipients:
            return -math.inf
        return trees.log_odds(self.features(draft, score, drafts))

    def confidence(self, trees: Trees, draft: Draft, score: float, drafts: list[Draft]) -> float:
        """The same as a probability; no less than a half for a fight between two armed sides and for counted victims."""
        told = 1 / (1 + math.exp(min(-self.odds(trees, draft, score, drafts), 700.0)))
        return round(max(told, LEAST * self._settled.is_settled(draft, drafts)), 4)

    def view(self, draft: Draft) -> str:
        """In words, what the encoder makes of the draft's word."""
        kinds = self._kinds(draft.tokens)
        likely = sorted(range(len(kinds)), key=lambda i: -kinds[i])[:2]
        word = self._g.text[self._word(draft)]
        return f"'{word}' tells " + ", ".join(
            f"{self._vectors.types[i] or 'no event'} {kinds[i]:.2f}" for i in likely
        )

    def features(self, draft: Draft, score: float, drafts: list[Draft]) -> list[float]:
        """What the trees see, in the order of ``FEATURES``."""
        g, kinds = self._g, self._kinds(draft.tokens)
        own = self._vectors.types.index(draft.event_type)
        rival = max(p for i, p in enumerate(kinds) if i not in (0, own))
        view = self._view(self._word(draft))
        gist = view.gist
        actors, recipients = self._spread(draft.actors), self._spread(draft.recipients)
        if draft.sense.reciprocal and not recipients:
            actors, recipients = actors[:1], actors[1:]
        best = self._best(drafts)
        return [
            score, draft.sense.weight, draft.sense.part == "noun", draft.light is not None,
            kinds[own], math.log((kinds[own] + 1e-4) / (1.0001 - kinds[own])), 1 - kinds[0], rival, best, kinds[own] > rival,
            view.of(view.actor, actors), float(view.actor.max()), self._outside(view, view.actor, actors),
            view.of(view.recipient, actors), not actors,
            view.of(view.recipient, recipients), float(view.recipient.max()),
            self._outside(view, view.recipient, recipients), view.of(view.actor, recipients), not recipients,
            float(gist[own]), max(float(p) for i, p in enumerate(gist) if i not in (0, own)), float(gist[0]), own,
            draft.retyped, draft.found[0] == ENTRY, draft.found[1] == ENTRY,
            draft.standing.modality == "planned", draft.standing.modality == "possible", draft.standing.negated,
            g.dep[draft.trigger] in _BELOW, g.dep[draft.trigger] == "ROOT", draft.sense.reciprocal,
            draft.sense.entry == ENTRY, min(len(drafts), 6), self._said(draft), self._counted(draft),
        ]  # fmt: skip

    def _said(self, draft: Draft) -> int:
        """How many sources stand between the outlet and the event."""
        token = self._g.doc[draft.trigger]
        return len(chain_of(self._reading, token.idx, token.idx + len(token)))

    def _counted(self, draft: Draft) -> bool:
        """Whether the text counts what the event did to how many."""
        return any(
            n.predicate in draft.tokens or n.counted in draft.recipients
            for n in self._reading.quantities_at((*draft.tokens, *draft.recipients))
        )

    def _spread(self, tokens: tuple[int, ...]) -> tuple[int, ...]:
        """Tokens with the other words of their noun phrases' heads: a name of several words counts as one."""
        g = self._g
        return tuple(
            dict.fromkeys(w for t in tokens for w in (t, *g.children(t, "compound", "amod", "poss")))
        )

    def _best(self, drafts: list[Draft]) -> float:
        """How likely the likeliest of a sentence's words tells an event; asked for each draft, worked out once."""
        if self._likeliest[0] is not drafts:
            self._likeliest = drafts, max((1 - float(self._kinds(d.tokens)[0]) for d in drafts), default=0.0)
        return self._likeliest[1]

    def _outside(self, view: _View, role: np.ndarray, tokens: tuple[int, ...]) -> float:
        """The highest probability of a token that is not one of the given."""
        taken = {t + d - view.first for t in tokens for d in (-1, 0, 1)}
        return max((float(p) for i, p in enumerate(role) if i not in taken), default=0.0)

    def _kinds(self, tokens: tuple[int, ...]) -> np.ndarray:
        """Probabilities of the types, from the word of an event that tells most."""
        rows = [np.exp(self._vectors.trigger(t)) for t in tokens]
        return min(rows, key=lambda row: float(row[0]))

    def _word(self, draft: Draft) -> int:
        """The word of an event that tells most."""
        return min(draft.tokens, key=lambda t: float(self._vectors.trigger(t)[0]))

    def _view(self, trigger: int) -> _View:
        if trigger not in self._views:
            logits = self._vectors.parties(trigger)
            first, _ = self._vectors.window(trigger)
            begin, end = self._bounds(trigger, first, len(logits))
            logits = logits[begin - first : end - first]
            shares = [
                np.exp(part - part.max(axis=1, keepdims=True)) for part in (logits[:, :3], logits[:, 3:])
            ]
            inside = [1 - s[:, 0] / s.sum(axis=1) for s in shares]
            ranges = [
                tuple((a + begin, b + begin) for a, b in spans(part))
                for part in (logits[:, :3], logits[:, 3:])
            ]
            self._views[trigger] = _View(
                begin, inside[0], inside[1], ranges[0], ranges[1], self._vectors.gist(begin, end)
            )
        return self._views[trigger]

    def _bounds(self, trigger: int, first: int, size: int) -> tuple[int, int]:
        """The part of the trigger's sentence that lies in its window."""
        g = self._g
        begin, end = g.start[trigger], trigger + 1
        while end < first + size and g.start[end] == begin:
            end += 1
        return max(begin, first), end

    def _versions(self, draft: Draft) -> list[Draft]:
        """The draft, and what differs in type or parties where the encoder sees it otherwise."""
        if not self.judges(draft):
            return [draft]
        found: dict[tuple[object, ...], Draft] = {}
        for typed in self._typed(draft):
            for version in self._peopled(typed):
                found.setdefault((version.event_type, version.actors, version.recipients), version)
        return list(found.values())

    def _typed(self, draft: Draft) -> list[Draft]:
        """The draft, and the draft of the type that the encoder holds likelier."""
        kinds = self._kinds(draft.tokens)
        best = int(kinds[1:].argmax()) + 1
        own = self._vectors.types.index(draft.event_type)
        if best == own or kinds[best] < _OTHER_TYPE or draft.sense.sure:
            return [draft]
        was = f"'{draft.event_type}' by the lexicon, by the encoder {kinds[best]:.2f}"
        note = f"{draft.note}; {was}" if draft.note else was
        return [
            draft,
            replace(draft, event_type=self._vectors.types[best], mode=None, retyped=True, note=note),
        ]

    def _peopled(self, draft: Draft) -> Iterator[Draft]:
        """The draft, then with the encoder's parties where it has none, then with the encoder's actors or recipients."""
        yield draft
        view = self._view(self._word(draft))
        found = self._people(view, False, draft.tokens) or draft.recipients
        recipients = self._bystanders.addressed(draft, found)
        if self._has_object(draft) and set(draft.recipients).isdisjoint(recipients):
            recipients = draft.recipients
        named = self._people(view, True, (*draft.tokens, *self._tolls.undergoing(draft.trigger)))
        named = tuple(
            t
            for t in named
            if not self._tolls.describes_target(t, draft.trigger, draft.recipients + recipients)
        )
        actors = self._apart(named, draft.trigger, draft.event_type, recipients) or draft.actors
        if draft.sense.reciprocal:
            yield self._with(draft, draft.actors or actors, draft.recipients)
            return
        for ours, theirs in (
            (draft.actors or actors, draft.recipients or recipients),
            (draft.actors, recipients),
            (actors, draft.recipients),
            (actors, recipients),
        ):
            yield self._with(draft, ours, tuple(t for t in theirs if t not in ours))

    def _has_object(self, draft: Draft) -> bool:
        """Whether whom a violent verb hits is its very object: nobody of another clause stands in for "no sailors"."""
        g, verb = self._g, draft.trigger
        plain = draft.event_type == "ASSAULT" and draft.sense.part == "verb" and draft.found[1] == "o"
        return plain and any(g.head[t] == verb for t in draft.recipients)

    def _with(self, draft: Draft, actors: tuple[int, ...], recipients: tuple[int, ...]) -> Draft:
        """The draft with these parties; those that are not its own are the encoder's."""
        if (actors, recipients) == (draft.actors, draft.recipients):
            return draft
        slots = (
            ENTRY if actors != draft.actors else draft.found[0],
            ENTRY if recipients != draft.recipients else draft.found[1],
        )
        return replace(draft, actors=actors, recipients=recipients, found=slots)

    def _apart(
        self, actors: tuple[int, ...], trigger: int, event_type: str, recipients: tuple[int, ...]
    ) -> tuple[int, ...]:
        """The actors without those who only tell of the event or respond to it in words."""
        return self._tellers.apart(actors, trigger, event_type, recipients, self._talkers)

    def _people(self, view: _View, acting: bool, taken: tuple[int, ...]) -> tuple[int, ...]:
        """Participants at the heads of token ranges that the encoder is sure of. ``taken``: who is none, the trigger first."""
        g, found = self._g, list[int]()
        role, ranges = (view.actor, view.actors) if acting else (view.recipient, view.recipients)
        for begin, end in ranges:
            head = next(
                (t for t in range(begin, end) if not begin <= g.head[t] < end or g.head[t] == t), end - 1
            )
            if float(role[begin - view.first : end - view.first].max()) < _PARTY:
                continue
            if self._bystanders.is_elsewhere(head, taken[0]):
                continue
            if not acting and g.dep[head] in _COUNTING and g.pos[g.head[head]] == "NOUN":
                head = g.head[head]  # "two" of "two ministers"
            for t in self._participants.tokens(head, acting=acting):
                if t not in taken and t not in found and g.pos[t] in _NAMING and not self._is_part(t, acting):
                    found.append(t)
        return tuple(found)

    def _is_part(self, token: int, acting: bool) -> bool:
        """Whether a word only counts another ("ten" of "ten people"), or names what was hit, not who hit it."""
        if self._g.dep[token] in _COUNTING and self._g.head[token] != token:
            return True
        return acting and not self._participants.actor_like(token) and self._settled.is_struck(token)

    def _others(self, drafts: list[Draft], first: int, last: int) -> list[Draft]:
        """Events that no entry of the lexicon tells."""
        g = self._g
        taken = {t for d in drafts for t in (*d.tokens, *d.actors, *d.recipients)}
        taken |= {
            g.head[d.trigger] for d in drafts if self._settled.is_denied(d)
        }  # "denied shelling the camp"
        found = []
        for t in range(first, last):
            if g.pos[t] not in _TELLING or t in taken or self._tolls.is_weapon(t):
                continue
            if g.pos[t] == "VERB" and (g.lemma[t] in self._stating or self._keeps_silent(t)):
                continue  # who says, believes or describes has done nothing else by that
            log = self._vectors.trigger(t)
            if log[0] > _SILENT:
                continue  # most words: no type can have the probability that it takes
            kinds = np.exp(log)
            kind = int(kinds[1:].argmax()) + 1
            if kinds[kind] < _TELLS:
                continue
            draft = self._alone(t, self._vectors.types[kind], float(kinds[kind]))
            if draft is not None:
                found.append(draft)
        return found

    def _keeps_silent(self, verb: int) -> bool:
        """Whether somebody refuses a word ("declined to comment"), or was asked by nobody named ("Asked whether ...")."""
        words = modality_words()
        if self._g.lemma[verb] == "ask" and self._g.tag[verb] == "VBN" and self._g.dep[verb] == "advcl":
            return True
        told = self._g.child(verb, "xcomp")
        withheld = self._g.lemma[verb] in words["withholding"]
        return withheld and told is not None and self._g.lemma[told] in words["commenting"]

    def _alone(self, trigger: int, kind: str, weight: float) -> Draft | None:
        """An event that the encoder alone tells."""
        g, view = self._g, self._view(trigger)
        named = self._people(view, True, (trigger, *self._tolls.victims_of(trigger)))
        recipients = self._people(view, False, (trigger, *named))
        named = tuple(t for t in named if not self._tolls.describes_target(t, trigger, recipients))
        actors = self._apart(named, trigger, kind, recipients)
        if not actors or (kind == "ACCUSE" and not recipients and g.lemma[trigger] in self._speaking):
            return None  # "said that its soldiers fired": nobody is blamed
        if recipients and all(any(self._participants.is_one(r, a) for a in actors) for r in recipients):
            return None  # what somebody is said to do to himself was misheard
        sense = Sense(
            entry=ENTRY, lemma=g.lemma[trigger], part="verb" if g.pos[trigger] == "VERB" else "noun", particles=(),
            conditions=(), event_type=kind, mode=None, contexts=(), actors=(), recipients=(), reciprocal=False,
            weight=round(weight, 2),
        )  # fmt: skip
        standing = self._modality.of(trigger, None, (*actors, *recipients))
        if kind == "REJECT" and standing.negated:  # "will not take part": the "not" is the refusal
            standing = replace(standing, negated=False)
        return Draft(
            trigger=trigger, light=None, sense=sense, event_type=kind, mode=None, actors=actors,
            recipients=recipients, found=(ENTRY, ENTRY if recipients else ""), standing=standing, doer=actors[0],
        )  # fmt: skip
