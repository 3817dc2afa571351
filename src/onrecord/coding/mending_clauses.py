"""Repairs of clauses that the small pipeline hangs on the wrong word, beside those of ``mending``.

Each is one construction that cannot be what the parser took it for, told by a token and its neighbours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.reading.mention_words import mention_words

if TYPE_CHECKING:
    from onrecord.coding.grammar import Grammar

_CLAUSE_MARKS = frozenset({"WDT", "WP", "WP$", "WRB"})
_CHARGING = frozenset({"accuse", "convict", "suspect", "acquit"})
"""Verbs of whose passive "of" tells the deed."""
_PARTS = frozenset({"hand", "turn", "take", "give"})
"""Verbs of which a following "over" is a part: "handed over 13 hostages"."""


def mend_clauses(g: Grammar) -> None:
    """Repair the lists of ``g``, which hold the parse."""
    for t in range(g.size):
        if g.dep[t] == "quantmod" and g.lower[t] == "over":
            _particle(g, t)
        elif g.dep[t] == "relcl" and g.tag[t] in ("VBD", "VBZ", "VBP"):
            _named_subject(g, t)
        elif g.dep[t] == "prep" and g.lower[t] == "of" and g.dep[g.head[t]] == "pobj":
            _charge(g, t)
        elif g.dep[t] == "conj" and g.tag[t] in ("VBD", "VBN"):
            _gapped_passive(g, t)


def _particle(g: Grammar, over: int) -> None:
    """A particle taken for a part of a number: "handed over 13 hostages" is not "more than 13"."""
    verb = over - 1
    if verb < 0 or g.lemma[verb] not in _PARTS or g.pos[verb] != "VERB":
        return
    if over + 1 < g.size and g.lower[over + 1] == "to":
        return
    g.head[over], g.dep[over], g.tag[over], g.pos[over] = verb, "prt", "RP", "ADP"


def _named_subject(g: Grammar, verb: int) -> None:
    """A sentence taken for a clause on the noun that its subject's name explains: "The bloc COMESA condemned the coup".

    A relative clause without a relative word has a gap where its noun would stand; this one has an object.
    """
    noun = g.head[verb]
    kids = [k for k in range(noun + 1, min(verb + 12, g.size)) if g.head[k] == verb]
    name = next((k for k in kids if g.dep[k] == "nsubj" and k < verb), None)
    filled = any(g.dep[k] in ("dobj", "ccomp", "xcomp") and k > verb for k in kids)
    if (
        name != noun + 1
        or not filled
        or g.lemma[noun] not in mention_words()["naming"]
        or not g.text[name][0].isupper()
    ):
        return
    if any(g.tag[k] in _CLAUSE_MARKS for k in range(noun + 1, verb)) or g.dep[noun] != "ROOT":
        return
    g.head[verb], g.dep[verb] = verb, "ROOT"
    g.head[noun], g.dep[noun] = name, "nmod"
    g.pos[name], g.tag[name] = "PROPN", "NNP"


def _charge(g: Grammar, of: int) -> None:
    """A charge taken for a part of who makes it: "was accused by the union of beating a driver"."""
    by = g.head[g.head[of]]
    deed = of + 1 < g.size and g.head[of + 1] == of and g.dep[of + 1] == "pcomp"
    if g.dep[by] == "agent" and deed and g.lemma[g.head[by]] in _CHARGING:
        g.head[of] = g.head[by]


def _gapped_passive(g: Grammar, verb: int) -> None:
    """A passive whose auxiliary stands with the one before it: "the parliament was dissolved and the airports closed"."""
    above = g.head[verb]
    near = range(max(0, above - 12), verb)
    marks = [g.tag[k] for k in near if g.head[k] == above and g.dep[k] in ("aux", "auxpass") and k < above]
    if above > verb or "MD" in marks or not any(g.dep[k] == "auxpass" and g.head[k] == above for k in near):
        return  # "should be cut and 14 closed": whether that is done is the modal's to say, not a passive's
    subject = next((k for k in range(above + 1, verb) if g.head[k] == verb and g.dep[k] == "nsubj"), None)
    own = range(subject if subject is not None else verb, min(verb + 6, g.size))
    if subject is None or any(
        g.head[k] == verb and g.dep[k] in ("aux", "auxpass", "dobj", "ccomp", "xcomp", "dative") for k in own
    ):
        return
    g.dep[subject], g.tag[verb] = "nsubjpass", "VBN"
