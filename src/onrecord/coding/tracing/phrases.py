"""Tokens as the words that stand there."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.coding.grammar import Grammar

_LONGEST = 60
"""Characters of a phrase that are shown at most."""


def phrase(g: Grammar, token: int) -> str:
    """Return the noun phrase at a token, or the token where it is no noun, shortened."""
    if g.pos[token] in ("VERB", "AUX"):
        return g.text[token]
    first, last = g.span(token)
    last = next(
        (t for t in range(token + 1, last) if g.pos[t] == "PUNCT"), last
    )  # before a clause set off by commas
    return shortened(g.doc[first:last].text)


def phrases(g: Grammar, tokens: Iterable[int]) -> str:
    """Return several as "'A' and 'B'"; "nobody" for none."""
    return " and ".join(f"'{phrase(g, t)}'" for t in tokens) or "nobody"


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Return the text as one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[:longest].rpartition(" ")[0] + " …"
