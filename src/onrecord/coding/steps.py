"""One step from an event's word to the word that governs it, and what both kinds of steps look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.tenses import Tenses
from onrecord.ontology import modality_words

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON")

Kind = Literal[
    "as-is", "planned", "possible", "negating", "real", "ongoing", "habitual", "open", "aside", "caused"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One governor: the token, and what it makes of what depends on it.

    ``as-is`` hands on what lies above it without a say of its own, ``real`` makes the event as real as itself,
    ``open`` leaves open what is denied of it ("did not rule out"), ``aside`` shares its tense but not its denial,
    ``caused`` is ``real`` by another's doing: who "will allow" a visit announces no visit. Without a head nothing
    further up matters.
    """

    kind: Kind
    head: int | None
    cue: str = ""


class Steps:
    """What steps from verbs and from nouns both look at, in one document."""

    def __init__(self, grammar: Grammar, negation: Negation, tenses: Tenses) -> None:
        self._g = grammar
        self._negation = negation
        self._tenses = tenses
        self._words = modality_words()

    def infinitive(self, verb: int) -> bool:
        """Whether the verb is an infinitive with "to"."""
        g = self._g
        return g.pos[verb] in VERBAL and any(
            g.tag[k] == "TO" or (g.lower[k] == "to" and g.dep[k] == "aux") for k in g.kids[verb]
        )

    def name(self, token: int) -> str:
        """The lemma, with its particle where it has one: "call_off"."""
        g = self._g
        for k in g.kids[token]:
            if g.dep[k] in ("prt", "prep", "advmod") and 0 < k - token < 3:
                name = f"{g.lemma[token]}_{g.lower[k]}"
                if g.dep[k] == "prt" or name in self._words["particle_verbs"]:
                    return name
        return g.lemma[token]

    def said_of(self, verb: int) -> frozenset[str]:
        """The words that a copula says of its subject: "is likely", "is under way"."""
        g = self._g
        found = set()
        for k in g.kids[verb]:
            if g.dep[k] in ("acomp", "oprd", "attr", "advmod"):
                found |= {g.lemma[k], g.lower[k]}
            elif g.dep[k] == "prep":
                found |= {g.lower[m] for m in g.kids[k]}
        return frozenset(found)
