"""Repairs of parses that the small pipeline gets wrong in a regular way, before events are read from them.

Each repair is one construction that cannot be what the parser took it for; all look at a token and its neighbours
only, so that mending is linear.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from onrecord.ontology import word_classes

if TYPE_CHECKING:
    from onrecord.coding.grammar import Grammar

_FAR = 12
"""Tokens that a noun phrase may stretch over: a bound."""
_ACTORS = frozenset({"ORG", "GPE", "NORP", "PERSON"})
_COMPOUNDED = frozenset(
    {"base", "back", "lead", "own", "bear", "found", "build", "make", "hold", "run", "fund"}
)
"""Participles that stand with a name before a noun: "a London based firm"."""


_FINITE = frozenset({"VBD", "VBP", "VBZ"})
_GIVING = frozenset({"give", "grant", "offer", "deny", "refuse", "award", "lend", "promise", "pay"})
_LETTING = _GIVING | {"allow", "guarantee", "permit"}
_GIVEN = word_classes()["given"]
"""What is given to somebody; before it a name without a preposition is the receiver: "gave the Pentagon permission"."""

_ATTACKS = word_classes()["attack"] | {"shooting", "killing"}
_MEANT = word_classes()["meant"]
"""Verbs whose infinitive is what is meant: "voted on Sunday to expel"."""


def mend(g: Grammar, verbs: Collection[str] = ()) -> frozenset[int]:
    """Repair the lists of ``g``, which hold the parse. Returns the verbs freed from noun phrases."""
    freed: set[int] = set()
    kids: dict[int, list[int]] = {}
    for i, h in enumerate(g.head):
        if h != i and g.dep[i] in ("aux", "nsubj", "npadvmod", "mark", "compound", "det", "neg", "auxpass"):
            kids.setdefault(h, []).append(i)
    for t in range(g.size):
        own = kids.get(t, [])
        if g.dep[t] == "amod" and g.tag[t] in ("VBN", "VBD") and t < g.head[t] and g.text[t - 1] != "-":
            if _adjective(g, t, own):
                freed.add(t)
        elif g.tag[t] == "VB" and g.dep[t] == "advcl" and g.lemma[g.head[t]] in _MEANT:
            _meant(g, t, own)
        elif g.dep[t] == "dobj" and g.pos[t] == "NOUN" and g.lemma[g.head[t]] in _GIVING:
            _receiver(g, t, own)
        elif (
            g.pos[t] == "NOUN"
            and g.dep[t] == "ccomp"
            and g.lower[t] in _GIVEN
            and g.lemma[g.head[t]] in _LETTING
        ):
            _let(g, t, own)
        elif g.pos[t] == "NOUN" and g.dep[t] == "ROOT" and g.lemma[t] in verbs:
            _predicate(g, t, own)
        elif (
            g.tag[t] == "VBG"
            and g.dep[t] == "pcomp"
            and g.lower[t] in _ATTACKS
            and g.lower[t + 1 : t + 2] == ["of"]
        ):
            g.pos[t], g.tag[t], g.lemma[t], g.dep[t] = (
                "NOUN",
                "NN",
                g.lower[t],
                "pobj",
            )  # "in shelling of a market"
        elif g.tag[t] == "VBG" and g.dep[t] == "pcomp" and g.lemma[t] == "visit":
            _visitor(g, t)
        elif g.dep[t] == "ccomp" and g.pos[t] == "NOUN" and any(g.dep[k] == "mark" for k in own):
            _clause(g, t, own)
        elif (
            g.tag[t] == "VBG"
            and g.dep[t] in ("dobj", "nsubj", "pobj", "nsubjpass")
            and any(g.dep[k] == "det" for k in own)
        ):
            g.pos[t], g.lemma[t] = "NOUN", g.lower[t]  # "condemned the killing"
        _beside_finite(g, t, own)
    return frozenset(freed)


def _meant(g: Grammar, verb: int, own: list[int]) -> None:
    """What is meant taken for a purpose, mostly behind a date: "agreed on Tuesday to lift the ban"."""
    above = g.head[verb]
    infinitive = any(g.dep[k] == "aux" and g.lower[k] == "to" for k in own)
    bare = not any(g.head[k] == above and g.dep[k] in ("dobj", "ccomp", "xcomp") for k in range(above, verb))
    if infinitive and above < verb <= above + _FAR and bare and g.lower[verb - 2] != "order":
        g.dep[verb] = "xcomp"


def _receiver(g: Grammar, thing: int, own: list[int]) -> None:
    """A receiver taken for a part of what is given: "granted the Portuguese government permission"."""
    verb = g.head[thing]
    if g.lower[thing] not in _GIVEN or thing - verb > _FAR:
        return
    who = next((k for k in reversed(own) if g.dep[k] == "compound" and _recipient(g, k)), None)
    if who is None or any(g.head[k] == verb and g.dep[k] == "dative" for k in range(verb, thing)):
        return
    if any(g.lower[k] in ("to", "for") and g.tag[k] == "IN" for k in (thing + 1, thing + 2) if k < g.size):
        return
    g.head[who], g.dep[who] = verb, "dative"
    for k in range(verb + 1, who):
        if g.head[k] == thing:
            g.head[k] = who


def _recipient(g: Grammar, token: int) -> bool:
    return g.entity[token] in _ACTORS or g.lemma[token] in (
        "government",
        "army",
        "police",
        "ministry",
        "opposition",
    )


def _let(g: Grammar, thing: int, own: list[int]) -> None:
    """A receiver taken for the subject of what is given: "allowed aid agencies access"."""
    who = next((k for k in own if g.dep[k] == "nsubj"), None)
    if who is not None:
        verb = g.head[thing]
        g.head[who], g.dep[who], g.dep[thing] = verb, "dative", "dobj"


def _predicate(g: Grammar, noun: int, own: list[int]) -> None:
    """A verb taken for a noun, with its subject and object in place: "The EU and Japan hand over supplies".

    In the object's place may stand a second verb: "The king, thus, rejects and condemns it".
    """
    subject = any(g.dep[k] == "nsubj" and k < noun for k in own)
    thing = any(
        g.head[k] == noun and (g.dep[k] == "dobj" or (g.dep[k] == "conj" and g.tag[k] in _FINITE))
        for k in range(noun + 1, min(noun + _FAR, g.size))
    )
    if subject and thing and not any(g.dep[k] == "det" for k in own):
        g.pos[noun], g.tag[noun] = "VERB", "VBP"


def _visitor(g: Grammar, verb: int) -> None:
    """ "Talks with visiting President Xi": the verb only describes him."""
    who = next((k for k in range(verb + 1, min(verb + _FAR, g.size)) if g.head[k] == verb), None)
    if who is None or g.dep[who] != "dobj" or g.entity[who] != "PERSON":
        return
    g.head[who], g.dep[who] = g.head[verb], "pobj"
    g.head[verb], g.dep[verb], g.pos[verb] = who, "amod", "ADJ"


def _adjective(g: Grammar, verb: int, own: list[int]) -> bool:
    """A finite verb taken for an adjective of its object: "it had targeted civilians", "the FAA barred airlines"."""
    auxiliary = next((k for k in own if g.dep[k] == "aux"), None)
    subject = next((k for k in own if g.dep[k] == "npadvmod" and g.entity[k] in _ACTORS), None)
    if g.lemma[verb] in _COMPOUNDED:
        subject = None
    noun = g.head[verb]
    beside = g.dep[verb - 1] == "nsubj" and g.head[verb - 1] == noun and g.pos[noun] == "NOUN"
    if auxiliary is None and subject is None and not (beside and g.dep[noun] in ("ROOT", "ccomp", "conj")):
        return False
    g.head[verb] = verb if g.head[noun] == noun else g.head[noun]
    clausal = g.dep[noun] in ("dobj", "attr", "oprd")
    g.dep[verb] = "ROOT" if g.head[verb] == verb else "ccomp" if clausal else g.dep[noun]
    g.pos[verb], g.head[noun], g.dep[noun] = "VERB", verb, "dobj"
    if subject is not None:
        g.dep[subject] = "nsubj"
    for k in range(max(0, verb - 6), verb):
        if (auxiliary is not None and g.head[k] == auxiliary and g.dep[k] in ("nsubj", "mark")) or (
            g.head[k] == noun and g.dep[k] == "nsubj"
        ):
            g.head[k] = verb
    return True


def _clause(g: Grammar, verb: int, own: list[int]) -> None:
    """A verb taken for a noun with its subject as modifier: "demanded that Kiir resign"."""
    subject = next((k for k in own if g.dep[k] == "compound" and g.entity[k] in _ACTORS), None)
    if subject is not None:
        g.pos[verb], g.tag[verb] = "VERB", "VB"
        g.dep[subject] = "nsubj"


def _beside_finite(g: Grammar, verb: int, own: list[int]) -> None:
    """A finite verb cannot go on with an infinitive: "called on them to wait and urged its citizens to leave"."""
    if g.dep[verb] != "conj" or g.tag[verb] not in ("VBD", "VBZ") or g.tag[g.head[verb]] != "VB":
        return
    if any(g.dep[k] in ("nsubj", "aux", "auxpass") for k in own):
        return
    above = g.head[verb]
    for _ in range(_FAR):
        if g.head[above] == above or g.tag[above] in _FINITE:
            break
        above = g.head[above]
    if g.tag[above] in _FINITE and above < verb:
        g.head[verb] = above
