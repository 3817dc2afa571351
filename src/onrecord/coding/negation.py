"""Whether a clause or a noun phrase is denied by its own words: "did not", "no longer", "nor did", "none of"."""

from __future__ import annotations

from onrecord.coding.grammar import Grammar
from onrecord.ontology import modality_words

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "dative", "csubj"})
_NOBODY = frozenset({"nobody", "none", "nothing", "no-one", "neither"})
_ONE = frozenset({"a", "an", "one", "any", "single"})
_MORE = frozenset({"more", "less", "fewer", "other"})
_BUT = frozenset({"but", "yet", "instead"})
_CHAIN = 12
"""How far back in a coordination a denial is looked for: a bound, so that no parse costs more."""
_BASE = frozenset({"VB", "VBP"})
"""Tags of the bare form: the small parser takes "negotiate" in "will not attack but negotiate" for a present."""


class Negation:
    """Finds what one document denies. Remembers, so that a long coordination stays cheap."""

    def __init__(self, grammar: Grammar) -> None:
        self._g = grammar
        self._words = modality_words()
        self._verbs: dict[int, bool] = {}

    def clause(self, verb: int, besides: int | None = None) -> bool:
        """Whether the clause of ``verb`` is denied, by "not" and the like or by a "no" on one of its arguments.

        ``besides``: an argument that is judged apart.
        """
        g = self._g
        return self.verb(verb) or any(
            self.phrase(k)
            for k in g.kids[verb]
            if k != besides and g.dep[k] in _ARGUMENTS and g.lemma[k] not in self._words["idle_nouns"]
        )

    def verb(self, verb: int) -> bool:
        """Whether the verb itself is denied."""
        g = self._g
        chain: list[int] = []
        token = verb
        while token not in self._verbs and token not in chain and len(chain) < _CHAIN:
            chain.append(token)
            if g.dep[token] == "conj":
                token = g.head[token]
        for t in reversed(chain):  # the first of a coordination decides about the next
            self._verbs[t] = self._denied(t)
        return self._verbs[verb]

    def phrase(self, noun: int) -> bool:
        """Whether the noun phrase says that there is none: "no attack", "none of them", "not a single rebel"."""
        g = self._g
        alternative = False
        for _ in range(_CHAIN):
            if self._empty(noun):
                return True
            first = g.head[noun]
            if g.dep[noun] != "conj" or g.pos[first] not in ("NOUN", "PROPN") or first > noun:
                return False
            joins = [g.lower[k] for t in (first, noun) for k in g.kids[t] if g.dep[k] == "cc"]
            alternative = alternative or "or" in joins
            if "nor" in joins:
                return True
            if not alternative or any(g.dep[k] in ("det", "poss") for k in g.kids[noun]):
                return False
            noun = first
        return False

    def _empty(self, noun: int) -> bool:
        """Whether the noun or a word before it says so, apart from what it is coordinated with."""
        g = self._g
        if g.lower[noun] in _MORE or (noun + 1 < g.size and g.lower[noun + 1] == "but"):
            return False  # "no more than ten", "nothing but an apology"
        if g.lower[noun] in _NOBODY or (
            g.lower[noun] == "one" and noun > 0 and g.lower[noun - 1] == "no" and g.head[noun - 1] == noun
        ):
            return True
        return any(self._empties(k, noun) for k in g.kids[noun] if k < noun)

    def words(self, token: int, besides: int | None = None) -> list[int]:
        """The words that deny the clause of a verb, or a noun phrase: for a trace. ``besides`` as for ``clause``."""
        g = self._g
        kids = g.kids[token]
        if g.pos[token] not in ("VERB", "AUX"):
            own = [k for k in kids if k < token and self._empties(k, token)]
            if not own and g.lower[token] == "one":
                own = [token - 1]
            return own or [token] if self.phrase(token) and g.dep[token] != "conj" else own
        found = [k for k in kids if self._denies(k, token)]
        if not found and self.verb(
            token
        ):  # what denies the first verb of a coordination, or joins the second
            first = g.head[token]
            found = [k for k in g.kids[first] if self._denies(k, first) or g.lower[k] == "nor"]
        arguments = (k for k in kids if k != besides and g.dep[k] in _ARGUMENTS and self.phrase(k))
        return found + [w for k in arguments for w in self.words(k)]

    def _empties(self, word: int, noun: int) -> bool:
        """Whether a word before a noun empties it."""
        g = self._g
        lower, after = g.lower[word], g.lower[word + 1] if word + 1 < g.size else ""
        if lower == "no":
            if after in _MORE and word + 2 < g.size and g.lower[word + 2] == "than":
                return False  # "no fewer than ten guards"
            return g.dep[word] in ("det", "neg", "preconj", "predet", "advmod", "amod")
        if lower in ("not", "n't"):
            return after in _ONE
        if lower in _ONE:
            return any(g.lower[k] in ("hardly", "scarcely", "not") for k in g.kids[word])
        return lower == "neither" or (lower == "zero" and word == noun - 1 and g.dep[word] == "nummod")

    def _denied(self, verb: int) -> bool:
        g = self._g
        kids = g.kids[verb]
        if any(self._denies(k, verb) for k in kids):
            return True
        if any(g.lower[k] == "before" and g.dep[k] == "mark" for k in kids) and any(
            g.lower[k] in self._words["ability_auxiliaries"] for k in kids
        ):
            return True  # "was shot down before it could reach the base"
        return g.dep[verb] == "conj" and self._coordinated(verb)

    def _denies(self, word: int, verb: int) -> bool:
        """Whether ``word``, which hangs on the verb, denies it."""
        g, w = self._g, self._words
        lower, relation = g.lower[word], g.dep[word]
        if lower == "longer":
            return word > 0 and g.lower[word - 1] == "no"
        if relation == "prep":
            noun = g.child(word, "pobj")
            return noun is not None and g.lemma[noun] in w["circumstances"] and self.phrase(noun)
        if relation != "neg" and lower not in w["denying"]:
            return False
        if relation not in ("neg", "cc", "preconj", "advmod", "det", "dep", "predet"):
            return False
        if word > verb and g.pos[verb] != "AUX":
            return False  # "was killed not by rebels but by police", and the "nor" of the next clause
        if word + 1 < g.size and g.lower[word + 1] in w["focusing"]:
            return False  # "not only attacked but also burned"
        return lower in w["denying"] and not self._delayed(verb)

    def _delayed(self, verb: int) -> bool:
        """Whether the clause says until when it was not so: "did not agree until Monday" tells that they agreed."""
        g = self._g
        past = any(
            g.lower[k] in ("did", "was", "were") for k in g.kids[verb] if g.dep[k] in ("aux", "auxpass")
        )
        return past and any(
            (g.dep[k] == "prep" and g.lower[k] == "until")
            or (g.dep[k] == "advcl" and any(g.lower[m] == "until" for m in g.kids[k]))
            for k in g.kids[verb]
            if k > verb
        )

    def _coordinated(self, verb: int) -> bool:
        """Whether the denial of the first verb reaches the second: "did not attack or shell", "nor did it shell"."""
        g = self._g
        first = g.head[verb]
        if g.pos[first] not in ("VERB", "AUX"):
            return False
        join = max((k for k in g.kids[first] if g.dep[k] == "cc" and first < k < verb), default=None)
        word = "" if join is None else g.lower[join]
        if word == "nor":
            return True
        between = [k for k in g.kids[first] if first < k < verb]
        if any(g.lower[k] == "than" and g.lower[k - 1] == "rather" for k in between):
            return True  # "withdrew rather than surrender"
        own = g.child(verb, "nsubj", "nsubjpass", "aux") is not None
        if own or word in _BUT or not self._verbs.get(first, False):
            return False
        bare = g.tag[verb] in _BASE and g.tag[first] == "VB"
        return word == "or" or bare or (not word and g.tag[verb] == g.tag[first])
