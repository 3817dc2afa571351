"""Lemmas as the lexicon has them, where those of the small pipeline differ."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.tokens import Token

_CLOSED = re.compile("[^aeiou]+[aeiou][^aeiouwxy]$")
"""Verbs of one syllable with a short vowel and one consonant: "rap", "plan"."""
_IRREGULAR = {
    "ran": "run", "threw": "throw", "drew": "draw", "took": "take", "broke": "break", "gave": "give", "went": "go",
    "sank": "sink", "sunk": "sink", "slew": "slay", "fled": "flee", "fought": "fight", "sought": "seek", "rode": "ride",
}  # fmt: skip
"""Past forms of verbs with a prefix ("overran", "withdrew") that the pipeline may leave as they are."""


def lemma_of(token: Token) -> str:
    """spaCy's lemma, small; plurals of names ("Peacekeepers") lose their ending too."""
    lemma: str = token.lemma_.lower()
    if lemma == "basis" and token.lower_ == "bases":  # armies have bases more often than arguments have
        return "base"
    if _CLOSED.match(lemma) and token.lower_ in (lemma + "ed", lemma + "ing"):
        return lemma + "e"  # "raped" is of "rape": "rap" would double its consonant
    plural = token.tag_ == "NNPS" or (token.tag_ == "NNP" and not token.ent_type_ and len(lemma) > 4)
    return lemma[:-1] if plural and lemma.endswith("s") and not lemma.endswith("ss") else lemma


def mended_lemma(lemma: str, form: str, verbs: Collection[str]) -> str:
    """The known verb behind a wrong lemma: the small pipeline makes "stag" of "staged", "unbanne" of "unbanned"."""
    for ending in ("ed", "ing"):
        if form.endswith(ending):
            stem = form.removesuffix(ending)
            single = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
            for guess in (lemma + "e", stem + "e", single, stem):
                if guess in verbs:
                    return guess
    for past, base in _IRREGULAR.items():
        if form.endswith(past) and form.removesuffix(past) + base in verbs:
            return form.removesuffix(past) + base
    return lemma
