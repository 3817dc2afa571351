"""Prefixes with a hyphen that the small pipeline takes for nouns of their own: "nine ex-members" are members."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.coding.grammar import Grammar

_PREFIXES = frozenset({"ex", "vice", "non", "co"})
_DESCRIBING = frozenset({"det", "nummod", "amod", "poss", "compound"})
_FAR = 6
"""Tokens before a prefix that may describe its noun."""


def mend_prefixes(g: Grammar) -> None:
    """Repair the lists of ``g``, which hold the parse: what hangs on the prefix hangs on its noun."""
    for t in range(g.size - 2):
        noun = t + 2
        alone = g.lower[t] in _PREFIXES and g.text[t + 1] == "-" and g.head[t] not in (t, t + 1, noun)
        if not alone or g.pos[noun] not in ("NOUN", "PROPN") or g.head[noun] == t:
            continue
        for k in range(max(0, t - _FAR), t):
            if g.head[k] == t and g.dep[k] in _DESCRIBING:
                g.head[k] = noun
        g.head[t], g.dep[t] = noun, "compound"
        g.head[t + 1], g.dep[t + 1] = noun, "punct"
