"""What the words that an event depends on make of it: "plans to", "failed to", "the risk of", "was cancelled".

The event's word is followed upwards; each governor is one :class:`Step`, and the steps are summed up: the innermost
modality holds, and every denial turns the truth around.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.tenses import UNTOLD, Tenses, Told
from onrecord.ontology import light_verbs, modality_words

_CLIMB = 6
"""How far up governors are looked at: a bound, so that no parse costs more."""
_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_OBJECTS = ("dobj", "nsubjpass", "oprd")
_COMPLEMENTS = ("xcomp", "ccomp", "acomp", "oprd", "csubj", "csubjpass", "dobj", "attr", "dep")
_COPULAS = frozenset({"be", "seem", "appear", "look", "remain", "become", "stay"})
_MILD = frozenset({"would", "should", "must", "ought"})
"""Auxiliaries that leave an intention an intention: "must be ready to", "would like to"."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})

Kind = Literal[
    "as-is", "planned", "possible", "negating", "real", "ongoing", "habitual", "open", "aside", "caused"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One governor: the token, and what it makes of what depends on it.

    ``as-is`` hands on what lies above it without a say of its own, ``real`` makes the event as real as itself,
    ``open`` leaves open what is denied of it ("did not rule out"), ``aside`` shares its tense but not its denial, ``caused`` is
    ``real`` by another's doing: who "will allow" a visit announces no visit.
    """

    kind: Kind
    head: int | None
    cue: str = ""


class Governors:
    """Follows the governors in one document."""

    def __init__(self, grammar: Grammar, negation: Negation, tenses: Tenses) -> None:
        self._g = grammar
        self._negation = negation
        self._tenses = tenses
        self._words = modality_words()
        self._lights = light_verbs()["doer"] | light_verbs()["planned"]

    def above(self, token: int) -> tuple[Told | None, bool]:
        """What the governors make of the event at ``token``, and whether they turn its truth around."""
        found: Told | None = None
        flips, first, indirect = False, token, False
        for _ in range(_CLIMB):
            step = self._step(token, first)
            if step is None:
                break
            before = found
            found, denied = self._summed(step, token, found)
            flips = flips != denied
            indirect = indirect or step.kind in ("aside", "caused")
            if indirect and before is None and found is not None:
                found = replace(found, cue=f"{found.cue} ...")
            if step.head is None or step.kind == "aside":
                break
            token = step.head
        return found, flips

    def _summed(self, step: Step, token: int, found: Told | None) -> tuple[Told | None, bool]:
        """The modality after one more step, and whether the step denies what depends on it."""
        g, kind, head = self._g, step.kind, step.head
        if kind == "as-is":
            return found, False
        if kind == "open":
            return found or Told("possible", step.cue), False
        if kind in ("planned", "possible") and _unsettled(found):
            found = Told(kind, step.cue, kind == "planned")  # type: ignore[arg-type]
        elif kind in ("ongoing", "habitual") and found is None:
            found = Told(kind, step.cue)  # type: ignore[arg-type]
        if head is None:
            return found, kind == "negating"
        if g.pos[head] in _VERBAL:
            found = self._tensed(self._tenses.of(head), found, kind == "real")
            denied = self._negation.clause(head, token)
        else:
            denied = self._negation.phrase(head)
        return found, kind != "aside" and denied != (kind == "negating")

    def _tensed(self, own: Told, found: Told | None, real: bool) -> Told | None:
        """What the governor's own tense adds: "may decide to attack" is possible, "will continue to" planned."""
        if _unsettled(found) and own.modality in ("planned", "possible"):
            return own
        if found is None and real and own.modality != "happened":
            return own
        strong = own.modality == "possible" and own.cue not in _MILD
        return own if strong and found is not None and found.modality != "possible" else found

    def _step(self, token: int, first: int) -> Step | None:
        g = self._g
        relation, head = g.dep[token], g.head[token]
        if head == token:
            return None
        if relation == "conj":
            return self._coordinated(token, head)
        if relation in ("pobj", "pcomp"):
            return self._phrase(token, head, first)
        if g.pos[token] in _VERBAL:
            return self._clause(token, relation, head)
        if relation in ("acomp", "amod") or (relation == "oprd" and g.pos[token] == "ADJ"):
            return Step("real", head) if g.pos[head] in _VERBAL else None
        return self._noun(token, relation, head, first)

    def _coordinated(self, token: int, head: int) -> Step | None:
        g = self._g
        if g.pos[head] not in (*_VERBAL, *_NOMINAL):
            return None
        if g.tag[token] in ("VBD", "VBZ", "VBN") and g.tag[head] == "VB" and self._infinitive(head):
            return None  # "failed to attack the base and withdrew", hung on the wrong verb
        return Step("as-is", head)

    def _clause(self, verb: int, relation: str, head: int) -> Step | None:
        """From what a verb's clause depends on."""
        g = self._g
        if relation == "advcl":
            return self._adverbial(verb, head)
        if relation in ("acl", "relcl") or (relation == "xcomp" and g.pos[head] in _NOMINAL):
            return self._modifying(verb, head)
        if relation not in _COMPLEMENTS:
            return None
        if g.pos[head] in _VERBAL and g.lemma[head] in _COPULAS and relation != "acomp":
            adjective = g.child(head, "acomp", "oprd", "attr")
            if adjective is not None and adjective != verb:
                return self._complement(verb, relation, head, g.lemma[adjective])
        return self._complement(verb, relation, head, self._name(head))

    def _complement(self, verb: int, relation: str, head: int, lemma: str) -> Step | None:
        g, w = self._g, self._words
        infinitive, cue = self._infinitive(verb) or self._bare(verb), g.text[head]
        clause = relation in ("ccomp", "csubj", "csubjpass") and not infinitive
        if lemma in w["disclaiming"]:
            return None  # "denied that it attacked": the source's stance, not ours
        if clause or lemma in w["proofs"]:
            return self._that(verb, head, lemma)
        special = self._idiom(verb, head, lemma) if infinitive else None
        if special is not None:
            return special
        if lemma in w["excluding"]:
            return Step("open" if self._negation.verb(head) else "negating", head, cue)
        if lemma in w["negating"]:
            return Step("negating", head, cue)
        if lemma in w["planned"] and (infinitive or lemma in w["planned_gerunds"]):
            return Step("planned", head, cue)
        if lemma in w["possible"]:
            return Step("possible", head, cue)
        if lemma in w["enduring"] and not (infinitive and lemma == "go_on"):
            return Step("ongoing", head, cue)
        if lemma in w["causing"]:
            return Step("caused", head)
        return Step("real", head) if infinitive or lemma in w["transparent"] else None

    def _idiom(self, verb: int, head: int, lemma: str) -> Step | None:
        """Governors of an infinitive that mean another thing elsewhere: "going to", "has yet to", "used to"."""
        g = self._g
        if lemma == "go" and g.tag[head] == "VBG":
            return Step("planned", head, "going")
        words = [g.lower[k] for k in (*g.kids[head], *g.kids[verb]) if k < verb]
        if lemma in ("have", "be", "remain") and "yet" in words:
            return Step("negating", None)
        if lemma == "have":
            return Step("real", head) if g.tag[head] in ("VBD", "VBN") else Step("planned", head, "has to")
        if lemma == "use" and g.tag[head] == "VBD" and not self._has_object(head):
            return Step("habitual", head, "used to")
        if g.pos[head] in ("ADJ", "ADV") and "too" in words:
            return Step("negating", head, "too")
        return None

    def _has_object(self, verb: int) -> bool:
        """Whether the verb has an object or passive subject, or is the gap of a relative clause for one."""
        g = self._g
        if g.child(verb, "nsubjpass", "auxpass", "dobj") is not None:
            return True
        subject = g.child(verb, "nsubj")
        return g.dep[verb] == "relcl" and subject is not None and g.tag[subject] not in ("WDT", "WP")

    def _that(self, verb: int, head: int, lemma: str) -> Step | None:
        """From the governor of a that-clause."""
        g, w = self._g, self._words
        denied = self._negation.clause(head, verb) if g.pos[head] in _VERBAL else self._negation.phrase(head)
        cue = g.text[head]
        if lemma in w["proofs"]:
            return Step("open", head, cue) if denied else None
        if lemma in w["unlikely"]:
            return Step("negating", head, cue)
        if lemma in w["excluding"] and denied:
            return None  # "there is no doubt that"
        if denied and lemma in w["raising"]:
            return Step("real", head)  # "does not believe that Iran attacked"
        passive = g.pos[head] == "VERB" and g.passive(head)
        if lemma in w["reporting"] and lemma not in w["planned"] and not passive:
            return None
        if lemma in w["planned"]:
            return None if self._finite_past(verb) else Step("planned", head, cue)
        if lemma in ("seem", "appear") and g.child(verb, "mark") is None:
            return None  # "they appeared together" with a clause before it
        return Step("possible", head, cue) if lemma in w["possible"] | w["possible_nouns"] else None

    def _adverbial(self, verb: int, head: int) -> Step | None:
        """From the main clause of an adverbial one: purposes, circumstances, times to come."""
        g, w = self._g, self._words
        name = self._name(head)
        if self._infinitive(verb):
            if name in w["negating"]:
                return Step("negating", head, g.text[head])
            if name in w["planned"] and g.child(head, "mark") is None:
                return Step("planned", head, g.text[head])
            if (
                name in w["assembling"]
                or g.lemma[verb] in w["voicing"]
                or any(g.lower[k] == "as" for k in g.kids[verb])
            ):
                return Step("real", head)
            if g.pos[head] in ("ADJ", "ADV"):
                return self._idiom(verb, head, name) or Step("real", head)
            return Step("planned", None, "to")
        marks = {g.lower[k] for k in g.kids[verb] if g.dep[k] == "mark" or g.tag[k] == "WRB"}
        if marks & w["conditions"]:
            return None
        if marks & w["temporal"]:
            present = g.tag[verb] in ("VBZ", "VBP") or any(
                g.tag[k] in ("VBZ", "VBP") for k in g.children(verb, "aux", "auxpass")
            )
            to_come = g.pos[head] in _VERBAL and self._tenses.of(head).future
            return Step("planned", None, "before") if present and to_come else None
        bare = g.tag[verb] == "VBG" and not marks and g.child(verb, "nsubj") is None
        return Step("aside", head) if bare and head < verb and g.pos[head] in _VERBAL else None

    def _modifying(self, verb: int, noun: int) -> Step | None:
        """From the noun that a clause modifies: "a plan to", "the first to", "fears that"."""
        g, w = self._g, self._words
        lemma, cue = g.lemma[noun], g.text[noun]
        if not self._infinitive(verb):
            subject = g.child(verb, "nsubj", "nsubjpass", "expl")
            content = g.dep[verb] == "acl" and subject is not None and g.tag[subject] not in ("WDT", "WP")
            return self._that(verb, noun, lemma) if content else None
        if g.lemma[verb] in w["voicing"]:
            return Step("as-is", noun)  # "a rally to protest"
        if lemma in w["negating"]:
            return Step("negating", noun, cue)
        if lemma in w["possible_nouns"] - w["planned"]:
            return Step("possible", noun, cue)
        if lemma in w["schemes"]:
            return Step("planned", noun, "a " + lemma)
        if lemma == "order" and g.dep[noun] == "pobj" and g.lower[g.head[noun]] == "in":
            return Step("planned", None, "to")
        ranked = any(g.lower[k] in w["told_nouns"] for k in g.kids[noun] if g.dep[k] in ("amod", "nummod"))
        if ranked or lemma in w["told_nouns"]:
            return None  # "the first president to visit"
        return Step("planned", noun, cue)

    def _phrase(self, token: int, preposition: int, first: int) -> Step | None:
        """From the preposition above a noun or gerund, with the word that it hangs on."""
        g, w = self._g, self._words
        word, head = g.lower[preposition], g.head[preposition]
        if g.pos[token] in _VERBAL and g.tag[token] != "VBG":
            return None
        if g.dep[preposition] == "prt":  # parsers take "called off the attack" for "went off the road"
            return self._object(token, head, first)
        if word in w["negated_phrases"]:
            return Step("negating", None, word)
        if word in w["ongoing_phrases"] and g.pos[token] in _NOMINAL:
            return Step("ongoing", None, word)
        name = g.lemma[head] if g.pos[head] in _VERBAL else g.lower[head]
        names = {f"{n}_{word}" for n in (name, g.lemma[head])}
        names |= {f"{g.lower[k]}_{word}" for k in (head - 1, preposition - 1) if k >= 0 and k != head}
        if names & w["negated_phrases"]:
            return Step("negating", head, g.text[head])
        if word == "of" and g.lemma[head] in w["kinds"]:
            return Step("as-is", head)  # "any kind of attack"
        cue = f"{g.text[head]} {word}"
        if names & w["planned_phrases"]:
            return Step("planned", head, cue)
        if names & w["possible_phrases"]:
            return Step("possible", head, cue)
        return Step("real", head) if names & w["real_phrases"] else None

    def _noun(self, noun: int, relation: str, head: int, first: int) -> Step | None:
        """From the verb or noun that an event noun is an argument of."""
        g, w = self._g, self._words
        if relation in _OBJECTS and g.pos[head] in _VERBAL:
            return self._object(noun, head, first)
        if relation in ("nsubj", "attr") and g.pos[head] in _VERBAL:
            return self._subject(noun, head, relation)
        if relation == "compound" and g.pos[head] in _NOMINAL:
            lemma = g.lemma[head]
            if lemma in w["schemes"] or (lemma in w["planned"] and lemma not in w["said_nouns"]):
                return Step("planned", head, "a " + lemma)
            return Step("possible", head, g.text[head]) if lemma in w["possible_nouns"] else None
        return None

    def _object(self, noun: int, verb: int, first: int) -> Step | None:
        """From the verb whose object, or passive subject, an event noun is."""
        g, w = self._g, self._words
        name, cue = self._name(verb), g.text[verb]
        if name in w["disclaiming"]:
            return None
        if name in w["excluding"]:
            return Step("open" if self._negation.verb(verb) else "negating", verb, cue)
        if name in w["negating_objects"]:
            said = g.lemma[noun] in w["said_nouns"]
            if name in w["spurning"] and said == (noun == first):
                return None  # "rejected the demand" that was made, "rejected his decision to" that stands
            return Step("negating", verb, cue)
        if name in w["forsaking"] and noun != first:
            return Step("negating", verb, cue)  # "abandoned plans to attack"
        if name in w["planned_objects"] or (name in w["announcing"] and g.lemma[noun] in w["foreseen"]):
            return Step("planned", verb, cue)
        if name in w["possible_objects"]:
            return Step("possible", verb, cue)
        if name in w["starting"] or name in self._lights:
            return Step("ongoing" if name in w["enduring"] else "real", verb, cue)
        passive = g.dep[noun] == "nsubjpass" and name in w["occurring"]
        return Step("real", verb) if passive else None

    def _subject(self, noun: int, verb: int, relation: str) -> Step | None:
        """From the verb whose subject an event noun is, or the "there is" that brings it up."""
        g, w = self._g, self._words
        lemma = self._name(verb)
        if relation == "attr":
            vague = g.lemma[g.head[verb]] in (
                "seem",
                "appear",
            )  # "what appeared to be an attack": of what kind
            if vague:
                return None
            subject = g.child(verb, "nsubj")
            about = g.lemma[subject] if subject is not None else ""
            if about in w["possible_nouns"] or about in w["schemes"]:  # "the risk is a war"
                return Step("possible" if about in w["possible_nouns"] else "planned", verb, about)
            return Step("real", verb)
        inner = g.child(verb, "xcomp")
        if inner is not None and g.lemma[inner] in w["occurring"] and self._infinitive(inner):
            return Step("real", inner)  # "the talks failed to begin", "are to take place"
        if lemma in _COPULAS:
            adjective = g.child(verb, "acomp", "oprd", "attr", "prep")
            said = g.lemma[adjective] if adjective is not None else ""
            if adjective is not None and g.dep[adjective] == "prep":
                said = " ".join(g.lower[k] for k in g.kids[adjective])
            if said in w["unlikely"]:
                return Step("negating", verb, said)
            if said in w["underway"]:
                return Step("ongoing", verb, said)
            if said in w["planned"] or said in w["planned_modifiers"]:
                return Step("planned", verb, said)
            if said in w["possible"]:
                return Step("possible", verb, said)
            would = self._tenses.of(verb).cue in ("would", UNTOLD)
            return Step("possible", verb, "would") if would else None
        if lemma in w["enduring"]:
            return Step("ongoing", verb, g.text[verb])
        return Step("real", verb) if lemma in w["occurring"] else None

    def _infinitive(self, verb: int) -> bool:
        g = self._g
        return g.pos[verb] in _VERBAL and any(g.tag[k] == "TO" or (g.lower[k] == "to" and g.dep[k] == "aux") for k in g.kids[verb])  # fmt: skip

    def _bare(self, verb: int) -> bool:
        """Whether it is an infinitive without "to": "helped them leave"."""
        g = self._g
        return (
            g.tag[verb] in ("VB", "VBP")
            and g.child(verb, "aux", "mark") is None
            and g.lemma[g.head[verb]] in self._words["bare"]
        )

    def _name(self, token: int) -> str:
        """The lemma, with its particle where the lists have both together: "call_off"."""
        g = self._g
        for k in g.kids[token]:
            if g.dep[k] in ("prt", "prep", "advmod") and 0 < k - token < 3:
                name = f"{g.lemma[token]}_{g.lower[k]}"
                if g.dep[k] == "prt" or name in self._words["particle_verbs"]:
                    return name
        return g.lemma[token]

    def _finite_past(self, verb: int) -> bool:
        """Whether the clause has a tense of its own; "demanded that they leave" has none."""
        g = self._g
        head = g.head[verb]
        if (
            g.tag[verb] == "VBP"
            and g.tag[head] in ("VBD", "VB")
            and g.lemma[head] in self._words["mandative"]
        ):
            return False
        return g.tag[verb] in _FINITE or any(g.tag[k] in _FINITE and g.dep[k] == "aux" for k in g.kids[verb])


def _unsettled(found: Told | None) -> bool:
    """Whether a governor further up decides: "expects to continue to grow" is expected, not under way."""
    return found is None or found.modality in ("ongoing", "habitual")
