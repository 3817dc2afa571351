"""Governors of a clause: "plans to attack", "failed to agree", "fears that it attacked", "landed to attack"."""

from __future__ import annotations

from onrecord.coding.steps import NOMINAL, VERBAL, Step, Steps

_COMPLEMENTS = ("xcomp", "ccomp", "acomp", "oprd", "csubj", "csubjpass", "dobj", "attr", "dep")
_COPULAS = frozenset({"be", "seem", "appear", "look", "remain", "become", "stay"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVES = frozenset({"WDT", "WP"})
_UNTIL = frozenset({"before", "until", "till"})
_CLIMB = 4
"""Verbs up in which "would" is looked for."""


class ClauseSteps(Steps):
    """Steps from a verb in one document."""

    def of(self, verb: int, relation: str, head: int) -> Step | None:
        """From what a verb's clause depends on."""
        g = self._g
        if relation == "advcl":
            return self._adverbial(verb, head)
        if relation in ("acl", "relcl") or (relation == "xcomp" and g.pos[head] in NOMINAL):
            return self._modifying(verb, head)
        if relation not in _COMPLEMENTS:
            return None
        if g.pos[head] in VERBAL and g.lemma[head] in _COPULAS and relation != "acomp":
            adjective = g.child(head, "acomp", "oprd", "attr")
            if adjective is not None and adjective != verb:
                return self._complement(verb, relation, head, g.lemma[adjective])
        return self._complement(verb, relation, head, self.name(head))

    def _complement(self, verb: int, relation: str, head: int, lemma: str) -> Step | None:
        g, w = self._g, self._words
        infinitive, cue = self.infinitive(verb) or self._bare(verb), g.text[head]
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
        if lemma == "stop":
            return Step("real", head)  # "stopped to help"
        if lemma == "have":
            return Step("real", head) if g.tag[head] in ("VBD", "VBN") else Step("planned", head, "has to")
        if lemma == "use" and g.tag[head] == "VBD" and not self._has_object(head):
            return Step("habitual", head, "used to")
        if g.pos[head] in ("ADJ", "ADV") and "too" in words:
            early = lemma in ("early", "soon")  # "too early to see a trend": nobody knows
            return Step("possible" if early else "negating", head, "too")
        if g.head[head] == head and g.pos[head] not in (*VERBAL, "ADJ"):
            return Step("planned", head, "is to")  # headlines: "Carmaker Fiat to cut jobs"
        return None

    def _has_object(self, verb: int) -> bool:
        """Whether the verb has an object or passive subject, or is the gap of a relative clause for one."""
        g = self._g
        if g.child(verb, "nsubjpass", "auxpass", "dobj") is not None:
            return True
        subject = g.child(verb, "nsubj")
        return g.dep[verb] == "relcl" and subject is not None and g.tag[subject] not in _RELATIVES

    def _that(self, verb: int, head: int, lemma: str) -> Step | None:
        """From the governor of a that-clause."""
        g, w = self._g, self._words
        denied = self._negation.clause(head, verb) if g.pos[head] in VERBAL else self._negation.phrase(head)
        cue = g.text[head]
        if lemma in w["proofs"]:
            return Step("open", head, cue) if denied else None
        if lemma in w["unlikely"]:
            return Step("negating", head, cue)
        if lemma in w["excluding"] and denied:
            return None  # "there is no doubt that"
        if denied and lemma in w["raising"]:
            return Step("real", head)  # "does not believe that Iran attacked"
        impersonal = g.pos[head] == "VERB" and g.passive(head)
        if lemma in w["reporting"] and lemma not in w["planned"] and not impersonal:
            return None
        if lemma in w["planned"]:
            passive = lemma in w["mandative"] and g.child(verb, "nsubj", "aux", "mark") is None
            return Step("planned", head, cue) if passive or not self._finite_past(verb) else None
        if lemma in ("seem", "appear") and g.child(verb, "mark") is None:
            return None  # "they appeared together" with a clause before it
        return Step("possible", head, cue) if lemma in w["supposing"] | w["possible_nouns"] else None

    def _would(self, verb: int) -> bool:
        """Whether a verb, or one that it depends on, is told as what "would" be."""
        g, token = self._g, verb
        for _ in range(_CLIMB):
            if any(g.lower[k] == "would" for k in g.children(token, "aux")):
                return True
            if g.head[token] == token or g.dep[token] not in ("xcomp", "ccomp", "conj", "pcomp", "dobj"):
                return False
            token = g.head[token]
        return False

    def _adverbial(self, verb: int, head: int) -> Step | None:
        """From the main clause of an adverbial one: purposes, circumstances, times to come."""
        g, w = self._g, self._words
        name = self.name(head)
        if self.infinitive(verb):
            if name in w["negating"] and name != "stop" and g.child(head, "dobj") is None:
                return Step(
                    "negating", head, g.text[head]
                )  # but "blocked the road to protest" tells what for
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
            to_come = g.pos[head] in VERBAL and self._tenses.of(head).future
            if marks & _UNTIL and not present and self._would(head):
                return Step("planned", None, "before")  # "said he would not stop before they were freed"
            return Step("planned", None, "before") if present and to_come else None
        bare = g.tag[verb] == "VBG" and not marks and g.child(verb, "nsubj") is None
        if not bare or head > verb or g.pos[head] not in VERBAL:
            return None
        if verb - head < 3 and "," not in g.text[head:verb]:  # "ruled out resigning"
            return self._complement(verb, "xcomp", head, name)
        return Step("aside", head)

    def _modifying(self, verb: int, noun: int) -> Step | None:
        """From the noun that a clause modifies: "a plan to", "the first to", "fears that"."""
        g, w = self._g, self._words
        lemma, cue = g.lemma[noun], g.text[noun]
        if not self.infinitive(verb):
            subject = g.child(verb, "nsubj", "nsubjpass", "expl")
            content = g.dep[verb] == "acl" and subject is not None and g.tag[subject] not in _RELATIVES
            if content and g.dep[noun] == "nsubj" and self.said_of(g.head[noun]) & w["unlikely"]:
                return Step("as-is", noun)  # "reports that he was freed were untrue"
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
        ranked = any(
            g.lower[k] in w["told_nouns"] or g.tag[k] == "JJS"
            for k in g.kids[noun]
            if g.dep[k] in ("amod", "nummod")
        )
        if ranked or lemma in w["told_nouns"]:
            return None  # "the first president to visit"
        return Step("planned", noun, cue)

    def _bare(self, verb: int) -> bool:
        """Whether it is an infinitive without "to": "helped them leave"."""
        g = self._g
        return (
            g.tag[verb] in ("VB", "VBP")
            and g.child(verb, "aux", "mark") is None
            and g.lemma[g.head[verb]] in self._words["bare"]
        )

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
