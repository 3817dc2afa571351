"""Governors of an event noun: "called for talks", "the risk of war", "the visit was cancelled", "talks will begin"."""

from __future__ import annotations

from onrecord.coding.grammar import Grammar
from onrecord.coding.negation import Negation
from onrecord.coding.steps import NOMINAL, VERBAL, Kind, Step, Steps
from onrecord.coding.tenses import UNTOLD, Tenses
from onrecord.ontology import light_verbs

_OBJECTS = ("dobj", "nsubjpass", "oprd")
_COPULAS = frozenset({"be", "seem", "appear", "look", "remain", "become", "stay"})


class NounSteps(Steps):
    """Steps from a noun, or from what stands after a preposition, in one document."""

    def __init__(self, grammar: Grammar, negation: Negation, tenses: Tenses) -> None:
        super().__init__(grammar, negation, tenses)
        self._lights = light_verbs()["doer"] | light_verbs()["planned"]

    def of(self, noun: int, relation: str, head: int, first: int) -> Step | None:
        """From the verb or noun that an event noun is an argument of."""
        g, w = self._g, self._words
        if relation in _OBJECTS and g.pos[head] in VERBAL:
            return self._object(noun, head, first)
        if relation in ("nsubj", "attr") and g.pos[head] in VERBAL:
            return self._subject(head, relation)
        if relation == "compound" and g.pos[head] in NOMINAL:
            lemma = g.lemma[head]
            if lemma in w["schemes"] or (lemma in w["planned"] and lemma not in w["said_nouns"]):
                return Step("planned", head, "a " + lemma)
            return Step("possible", head, g.text[head]) if lemma in w["possible_nouns"] else None
        return None

    def phrase(self, token: int, preposition: int, first: int) -> Step | None:
        """From the preposition above a noun or gerund, with the word that it hangs on."""
        g, w = self._g, self._words
        word, head = g.lower[preposition], g.head[preposition]
        if g.pos[token] in VERBAL and g.tag[token] != "VBG":
            return None
        if g.dep[preposition] == "prt":  # parsers take "called off the attack" for "went off the road"
            return self._object(token, head, first)
        if word in w["negated_phrases"]:
            return Step("negating", None, word)
        if word in w["ongoing_phrases"] and g.pos[token] in NOMINAL:
            return Step("ongoing", None, word)
        name = g.lemma[head] if g.pos[head] in VERBAL else g.lower[head]
        names = {f"{n}_{word}" for n in (name, g.lemma[head], self.name(head))}
        names |= {f"{g.lower[k]}_{word}" for k in (head - 1, preposition - 1) if k >= 0 and k != head}
        if names & w["negated_phrases"]:
            return Step("negating", head, g.text[head])
        if word == "of" and g.lemma[head] in w["kinds"]:
            return Step("as-is", head)  # "any kind of attack"
        if g.pos[token] not in VERBAL:
            names -= w["gerund_phrases"]  # "talked about attacking", but "talked about the attack"
        cue = f"{g.text[head]} {word}"
        if names & w["planned_phrases"]:
            return Step("planned", head, cue)
        if names & w["possible_phrases"]:
            return Step("possible", head, cue)
        # "threatened to respond by shelling", but "acted to save lives by killing him" tells what was done
        purpose = g.dep[head] in ("advcl", "acl", "relcl") and self.infinitive(head)
        manner = word == "by" and g.pos[token] in VERBAL and not purpose
        return Step("real", head) if manner or names & w["real_phrases"] else None

    def _object(self, noun: int, verb: int, first: int) -> Step | None:
        """From the verb whose object, or passive subject, an event noun is."""
        g, w = self._g, self._words
        name, cue = self.name(verb), g.text[verb]
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

    def _subject(self, verb: int, relation: str) -> Step | None:
        """From the verb whose subject an event noun is, or the "there is" that brings it up."""
        g, w = self._g, self._words
        lemma = self.name(verb)
        if relation == "attr":
            if g.lemma[g.head[verb]] in ("seem", "appear"):
                return None  # "what appeared to be an attack": of what kind
            subject = g.child(verb, "nsubj")
            about = g.lemma[subject] if subject is not None else ""
            if about in w["possible_nouns"] or about in w["schemes"]:  # "the risk is a war"
                return Step("possible" if about in w["possible_nouns"] else "planned", verb, about)
            return Step("real", verb)
        inner = g.child(verb, "xcomp")
        if inner is not None and g.lemma[inner] in w["occurring"] and self.infinitive(inner):
            return Step("real", inner)  # "the talks failed to begin", "are to take place"
        if lemma in _COPULAS:
            said = self.said_of(verb)
            kinds: tuple[tuple[Kind, frozenset[str]], ...] = (
                ("negating", w["unlikely"]),
                ("ongoing", w["underway"]),
                ("planned", w["planned"] | w["planned_modifiers"]),
                ("possible", w["possible"]),
            )
            for kind, words in kinds:
                if said & words:
                    return Step(kind, verb, min(said & words))
            would = self._tenses.of(verb).cue in ("would", UNTOLD)
            return Step("possible", verb, "would") if would else None
        if lemma in w["vanishing"]:
            return Step("negating", verb, lemma)
        thing = g.child(verb, "dobj")
        if thing is not None and g.lemma[thing] not in w["idle_nouns"]:
            return None  # "the ceasefire did not end the suffering"; but "take place"
        if lemma in w["enduring"]:
            return Step("ongoing", verb, g.text[verb])
        return Step("real", verb) if lemma in w["occurring"] else None
