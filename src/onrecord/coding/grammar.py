"""A document's syntax as plain lists, and the grammatical relations that events are read from.

spaCy's token objects cost about a microsecond a look; coding looks many times at the same few attributes, so they
are copied into lists once a document. Relations are those of ClearNLP's dependency labels, which spaCy's English
pipelines use.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc

from onrecord.coding.headlines import read_passives
from onrecord.coding.lemmas import lemma_of, mended_lemma
from onrecord.coding.mending import mend
from onrecord.coding.mending_clauses import mend_clauses
from onrecord.coding.mending_headlines import mend_headlines
from onrecord.coding.mending_prefixes import mend_prefixes
from onrecord.ontology import word_classes

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PASSIVE_MARKS = frozenset({"nsubjpass", "auxpass"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
_PREPOSITIONAL = frozenset({"prep", "agent", "dative"})
_DASHES = frozenset({"-", "--", "–", "—"})
_TIMES = frozenset({"DATE", "TIME"})
_CLAUSES = frozenset({"xcomp", "ccomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BODIES = frozenset({"GPE", "ORG", "NORP"})
_OWN_DEEDS = frozenset(
    {"promise", "vow", "threaten", "call", "phone", "telephone", "contact", "summon", "visit", "meet"}
)
"""Verbs whose subject does what their infinitive tells, though they have an object: "called him to apologize"."""
_OTHERS_PLANS = word_classes()["others_plans"]
"""Verbs whose object is what somebody else plans or asks: who rejects a request to meet does not ask."""
_STEPS = 12
"""How many governors a search for a subject may climb: a bound, so that no parse costs more."""
_CIRCUMSTANCE = frozenset({"without", "after", "before", "since", "despite", "while", "following", "besides"})
"""Prepositions whose clause tells another circumstance, not what the verb is about."""


class Grammar:
    """The syntax of one document. Tokens are indices."""

    def __init__(
        self, doc: Doc, hyphenated: frozenset[str] = frozenset(), verbs: Collection[str] = ()
    ) -> None:
        tokens = list(doc)
        self.doc = doc
        self.size = len(tokens)
        self.text = [t.text for t in tokens]
        self.lower = [t.lower_.replace("\u2019", "'") for t in tokens]  # "Iran's" however it is printed
        self.lemma = [lemma_of(t) for t in tokens]
        self.tag = [t.tag_ for t in tokens]
        self.pos = [t.pos_ for t in tokens]
        self.dep = [t.dep_ for t in tokens]
        self.head = [t.head.i for t in tokens]
        self.entity = [t.ent_type_ for t in tokens]
        for i in range(self.size):
            if self.pos[i] == "VERB" and self.lemma[i] not in verbs:
                self.lemma[i] = mended_lemma(self.lemma[i], self.lower[i], verbs)
            if i > 1 and self.text[i - 1] == "-":
                joined = f"{self.lower[i - 2]}-{self.lemma[i]}"
                if joined in hyphenated:
                    self.lemma[i] = joined
        mend_clauses(self)
        mend_headlines(self)
        mend_prefixes(self)
        self.mended = mend(self, verbs)
        """Verbs that the parser had taken for parts of a noun phrase."""
        self.start = [0] * self.size
        """First token of each token's sentence."""
        for sentence in doc.sents:
            first, last = sentence.start, sentence.end
            self.start[first:last] = [first] * (last - first)
        self.kids: list[list[int]] = [[] for _ in tokens]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)
        self.headlined = read_passives(self)
        """Verbs of headlines that are passives without an auxiliary."""

    def children(self, token: int, *deps: str) -> list[int]:
        """Children of ``token`` with one of the relations."""
        dep = self.dep
        return [k for k in self.kids[token] if dep[k] in deps]

    def child(self, token: int, *deps: str) -> int | None:
        """The first child with one of the relations."""
        dep = self.dep
        for k in self.kids[token]:
            if dep[k] in deps:
                return k
        return None

    def passive(self, verb: int) -> bool:
        """Whether the verb is a passive, or a past participle that modifies a noun ("troops killed by")."""
        dep = self.dep
        if any(dep[k] in _PASSIVE_MARKS for k in self.kids[verb]):
            return True
        if self.tag[verb] != "VBN":
            return False
        if dep[verb] == "acl":
            return True
        if dep[verb] == "conj":
            own = any(dep[k] in ("aux", "nsubj", "dobj") for k in self.kids[verb])
            return not own and self.passive(self.head[verb])
        if dep[verb] == "advcl":
            return not any(dep[k] in ("aux", "nsubj", "dobj") for k in self.kids[verb])
        bare = not any(dep[k] in ("aux", "nsubj", "dobj") for k in self.kids[verb])
        return (
            bare
            and dep[verb] in ("ccomp", "xcomp", "ROOT")
            and any(dep[k] == "agent" for k in self.kids[verb])
        )

    def subject(self, verb: int) -> int | None:
        """Surface subject, found through relative clauses, control, coordination and participles."""
        return self._subject(verb, _STEPS)

    def _subject(self, verb: int, steps: int) -> int | None:
        # The last of several is the subject: the first is a dateline ("LIMA, Peru - The president ...").
        own = [k for k in self.kids[verb] if self.dep[k] in _SUBJECTS]
        if own:
            nearest = max((k for k in own if k < verb), default=own[0])
            return self._antecedent(self._undated(nearest, verb), verb)
        relation, head = self.dep[verb], self.head[verb]
        if head == verb and self._finite(verb):
            return self._beside(verb)
        if steps == 0 or head == verb:
            return None
        if relation in ("relcl", "acl"):
            return self._modified(verb, head, steps)
        if relation == "xcomp":
            controller = self.child(head, "dobj", "dative")
            if controller is not None and self.lemma[head] not in _OWN_DEEDS and not self.passive(head):
                return controller
            return self._subject(head, steps - 1)
        if relation in ("conj", "advcl", "ccomp", "dep", "prep"):
            return self._subject(head, steps - 1) if self.pos[head] in ("VERB", "AUX") else None
        if relation == "pcomp":
            above = self.head[head]
            if self.pos[above] in ("VERB", "AUX"):
                if self.lower[head] in ("without", "by") and self.passive(above):
                    return self.agent(above)
                return self._accused(above, head) or self._subject(above, steps - 1)
            return self._answerable(above, steps)
        if relation == "acomp" or (relation == "xcomp" and self.pos[head] == "ADJ"):
            return self._subject(head, steps - 1)
        return None

    def _finite(self, verb: int) -> bool:
        """Whether the verb, or the first of its auxiliaries, has a tense: "left", "had left"."""
        auxiliary = self.child(verb, "aux", "auxpass")
        return self.tag[verb if auxiliary is None else auxiliary] in _FINITE | {"MD"}

    def _beside(self, verb: int) -> int | None:
        """The noun right before a main verb that the parser left without a subject."""
        t = verb - 1
        while t > self.start[verb] and (self.pos[t] in ("ADV", "AUX") and not self.entity[t]):
            t -= 1
        if t < 0 or not (self.pos[t] in ("NOUN", "PROPN") or self.entity[t] in _BODIES):
            return None
        while self.dep[t] == "compound" and t < self.head[t] < verb:
            t = self.head[t]
        return None if self.entity[t] in _TIMES or self.dep[t] == "pobj" else t

    def _accused(self, verb: int, preposition: int) -> int | None:
        """Who did it in "accused X of torturing", "condemned X for attacking": the object, not the subject."""
        if self.lower[preposition] not in ("of", "for", "from", "with", "into"):
            return None
        return self.subject(verb) if self.passive(verb) else self.child(verb, "dobj")

    def _answerable(self, noun: int, steps: int) -> int | None:
        """Who did it in "claimed responsibility for launching", "its role in killing": whose the noun is."""
        owner = self.child(noun, "poss")
        if owner is not None:
            return owner
        above = self.head[noun]
        if self.dep[noun] in ("dobj", "attr", "acomp") and self.pos[above] in ("VERB", "AUX"):
            return self._subject(above, steps - 1)
        return None

    def _undated(self, subject: int, verb: int) -> int:
        """The noun after a dateline that the parser took for the subject: "LIMA, Peru -- A court ..."."""
        if not self.text[subject].isupper() or self.lower[subject] in ("i", "he", "she", "it"):
            return subject
        dash = next((t for t in range(subject + 1, min(subject + 12, verb)) if self.text[t] in _DASHES), None)
        if dash is None:
            return subject
        after = [
            k for k in self.kids[subject] if dash < k < verb and self.pos[k] in ("NOUN", "PROPN", "PRON")
        ]
        return after[0] if after else subject

    def _modified(self, verb: int, head: int, steps: int) -> int | None:
        """Subject of a clause that modifies a noun: the noun, or for "plan to", "decision to" the noun's owner."""
        if self.tag[verb] == "VB" and self.dep[verb] == "acl":
            owner = self._owner(head)
            if owner is not None:
                return owner
            above = self.head[head]
            if (
                self.dep[head] in ("dobj", "attr")
                and self.pos[above] in ("VERB", "AUX")
                and self.lemma[above] not in _OTHERS_PLANS
            ):
                return self._subject(above, steps - 1)
            return None
        if self.pos[head] in ("VERB", "AUX"):
            return self._subject(head, steps - 1)
        return head

    def _owner(self, noun: int) -> int | None:
        """Whose plan or request a noun is: "the king's plan", "a request by the king", "a White House plan"."""
        owner = self.child(noun, "poss")
        for word in ("by", "from"):
            owner = self.prepositional(noun, word) if owner is None else owner
        if owner is None:
            owner = next(
                (k for k in self.children(noun, "compound", "nmod") if self.entity[k] in _BODIES), None
            )
        return owner

    def _antecedent(self, pronoun: int, verb: int) -> int:
        """The noun that a relative pronoun stands for, else the token itself."""
        if self.tag[pronoun] not in _RELATIVE_TAGS:
            return pronoun
        clause: int = verb
        for _ in range(_STEPS):
            if self.dep[clause] == "relcl":
                return self.head[clause]
            if self.dep[clause] not in ("conj", "xcomp", "ccomp") or self.head[clause] == clause:
                break
            clause = self.head[clause]
        return pronoun

    def object(self, verb: int) -> int | None:
        """Direct object as written, found through relative pronouns and a shared object ("shelled and burned it")."""
        own = (
            self.child(verb, "dobj", "oprd") if self.child(verb, "dobj") is None else self.child(verb, "dobj")
        )
        if own is not None:
            return self._antecedent(own, verb)
        down = next((k for k in self.kids[verb] if self.lower[k] == "down" and k == verb + 1), None)
        if down is not None and self.child(down, "pobj") is not None:
            return self.child(down, "pobj")  # parsers take "shot down the plane" for "went down the road"
        if self.dep[verb] == "relcl" and not self.passive(verb) and self._gap(verb):
            return self.head[verb]
        raised = self._raised(verb)
        if raised is not None:
            return raised
        for k in self.kids[verb]:
            if self.dep[k] == "conj" and self.pos[k] == "VERB" and self.tag[k] == self.tag[verb]:
                shared = self.child(k, "dobj")
                if shared is not None and self.child(k, "nsubj") is None and not self._completed(verb, k):
                    return shared
        return None

    def _completed(self, verb: int, before: int) -> bool:
        """Whether a verb has a phrase of its own before another: "flew to Doha and thanked the hosts" shares no object."""
        own = (k for k in self.kids[verb] if verb < k < before and self.dep[k] in ("prep", "agent"))
        return any(self.child(k, "pobj") is not None for k in own)

    def _raised(self, verb: int) -> int | None:
        """The object that parsers hang on the infinitive after it: "convicted the bank to pay", "helped the FBI find"."""
        for k in self.kids[verb]:
            if self.dep[k] == "ccomp" and self.tag[k] == "VB" and k > verb:
                who = self.child(k, "nsubj")
                marked = any(self.dep[m] == "mark" or self.tag[m] == "MD" for m in self.kids[k])
                if who is not None and who > verb and not marked:
                    return who
        return None

    def _gap(self, verb: int) -> bool:
        """Whether a relative clause has a subject of its own, so that its noun is its object."""
        subject = self.child(verb, "nsubj")
        return subject is not None and self.tag[subject] not in _RELATIVE_TAGS

    def agent(self, verb: int) -> int | None:
        """The noun of a passive's by-phrase."""
        for k in self.kids[verb]:
            if self.dep[k] == "agent" or (self.dep[k] == "prep" and self.lower[k] == "by"):
                inner = self.child(k, "pobj")
                if inner is not None:
                    return inner
        if self.dep[verb] == "conj" and self.passive(verb):
            return None
        for k in self.kids[verb]:
            if self.dep[k] == "conj" and self.tag[k] == "VBN":
                return self.agent(k)
        return None

    def prepositional(self, token: int, word: str) -> int | None:
        """The noun after preposition ``word`` that hangs on ``token``."""
        nearest = token + 1
        own = self.kids[token]
        if nearest < self.size and self.lower[nearest] == word and self.pos[token] == "NOUN":
            own = [nearest, *own]  # parsers hang it elsewhere: "launched an attack on X, calling it ..."
        for k in own:
            if self.lower[k] == word and (self.dep[k] in _PREPOSITIONAL or self.pos[k] in ("ADP", "SCONJ")):
                inner = self.child(k, "pobj")
                if inner is not None:
                    if self.entity[inner] in _TIMES:
                        continue
                    return self._antecedent(inner, token)
                nested = self.child(k, "prep")
                if nested is not None:
                    deeper = self.child(nested, "pobj")
                    if deeper is not None:
                        return deeper
            if word == "for" and self.dep[k] in ("acl", "advcl", "relcl", "ccomp") and self._for_clause(k):
                return self.child(k, "nsubj", "nsubjpass")
        return None

    def _for_clause(self, verb: int) -> bool:
        """Whether the clause is of the kind "(approval) for the U.N. to deliver"."""
        return self.tag[verb] == "VB" and any(
            self.lower[m] == "for" and self.dep[m] == "mark" for m in self.kids[verb]
        )

    def complement(self, verb: int) -> int | None:
        """The verb of the complement clause: "agreed to lend", "accused of torturing", "ready to help"."""
        for k in self.kids[verb]:
            if self.pos[k] in ("VERB", "AUX") and (
                self.dep[k] in _CLAUSES or (self.dep[k] == "advcl" and self._for_clause(k))
            ):
                return k
        for k in self.kids[verb]:
            if self.lower[k] in _CIRCUMSTANCE:
                continue
            if self.dep[k] in ("acomp", "prep") or (self.dep[k] == "acl" and self.tag[k] == "VB"):
                inner = self.child(k, "pcomp", "xcomp")
                if inner is not None:
                    return inner
                if self.dep[k] == "acl":
                    return k
        return None

    def conjuncts(self, token: int) -> list[int]:
        """The token and what is coordinated with it, in order; loops in a bad parse are cut."""
        found = [token]
        for t in found:
            for k in self.kids[t]:
                if k not in found and (
                    (self.dep[k] == "conj" and self.pos[k] not in ("VERB", "AUX"))
                    # parsers take the second of "Canada, Ukraine and Britain" for an apposition
                    or (
                        self.dep[k] == "appos"
                        and self.entity[k] == "GPE" == self.entity[t]
                        and self.child(k, "conj", "appos")
                    )
                ):
                    found.append(k)
            if len(found) > 12:
                break
        return found

    def span(self, token: int) -> tuple[int, int]:
        """First token and the one after the last of the noun phrase at ``token``, without clauses and coordination."""
        first, last = token, token
        stack = [token]
        while stack:
            t = stack.pop()
            first, last = min(first, t), max(last, t)
            for k in self.kids[t]:
                if self.dep[k] in _INSIDE and (t == token or self.dep[k] != "conj"):
                    stack.append(k)
        return first, last + 1


_INSIDE = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "case", "quantmod", "advmod", "punct", "predet", "npadvmod"})  # fmt: skip
