"""Acronyms: what an article itself says that "RSF" is holds against what is known of the letters elsewhere.

"Rapid Support Forces (RSF)" says it outright. Else it is the full name in the article with these initials. Where the
article has neither and several known bodies bear the letters, it is the one whose country the article names most
(cf. Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions", 2003).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.mention_kinds import Candidate

_BODIES = frozenset({"organization", "government", "armed-group", "group", "other", "facility", "role"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "al", "-", "'s", "’s", "&", "to"})
_SHORTEST = 3
"""Letters from which initials alone say it: "AP" and "UN" are too many names' initials."""


def letters(c: Candidate) -> str:
    """Return the letters of a mention that is an acronym, else nothing."""
    if c.phrase.form != "name" or len(c.core) != 1 or c.kind in ("country", "nationality"):
        return ""
    text = c.text.split()[-1].replace(".", "") if c.text else ""
    return text if 2 <= len(text) <= 7 and text.isalpha() and text.isupper() else ""


def initials(core: tuple[str, ...]) -> set[str]:
    """Return the initials of a name, with and without its small words, lower case."""
    return {"".join(w[0] for w in core if w not in _SMALL), "".join(w[0] for w in core if w[0].isalnum())}


def told(candidates: Sequence[Candidate], texts: Sequence[str]) -> dict[str, int]:
    """Return the order of the full name of each acronym that the article tells, anywhere in it."""
    found: dict[str, int] = {}
    outright: dict[str, int] = {}
    before: Candidate | None = None
    full = [c for c in candidates if c.phrase.form == "name" and len(c.core) > 1 and c.kind in _BODIES]
    for c in full:
        for form in initials(c.core):
            if len(form) >= _SHORTEST:
                found.setdefault(form.upper(), c.order)
    for c in candidates:
        short = letters(c)
        if short and before is not None and _in_brackets(before, c, texts) and _stands_for(short, before):
            outright.setdefault(short, before.order)
        if c.phrase.form == "name":
            before = c
    return found | outright


def _in_brackets(full: Candidate, short: Candidate, texts: Sequence[str]) -> bool:
    """Whether one stands right after the other between round brackets: "X (ABC)"."""
    gap = texts[full.phrase.last : short.phrase.first]
    end = short.phrase.last
    return list(gap) == ["("] and end < len(texts) and texts[end] == ")"


def _stands_for(short: str, full: Candidate) -> bool:
    """Whether the letters can be a name's: it is a body's, and opens with the first letter of one of its words.

    The rest may be another language's: "the Revolutionary Armed Forces of Colombia (FARC)".
    """
    if full.kind not in _BODIES or len(full.core) < 2:
        return False
    return any(w[:1].upper() == short[0] for w in full.core)


def with_told_acronyms(candidates: Sequence[Candidate], texts: Sequence[str]) -> tuple[Candidate, ...]:
    """Return the candidates, where each acronym is who the article says that it is."""
    shorts = {c.order: short for c in candidates if (short := letters(c))}
    if not shorts:
        return tuple(candidates)
    meaning = told(candidates, texts)
    countries: Counter[str | None] = Counter(
        c.known.country for c in candidates
        if c.known is not None and c.known.country not in (None, "IGO", "NGO") and c.order not in shorts
    )  # fmt: skip
    by_order = {c.order: c for c in candidates}

    def settled(c: Candidate) -> Candidate:
        short = shorts.get(c.order)
        if short is None:
            return c
        full = by_order[meaning[short]] if short in meaning else None
        if full is not None:
            if full.known is not None and c.known is not None and full.known.id == c.known.id:
                return c
            return replace(c, known=full.known, kind=full.kind, sure=max(c.sure, full.sure), gender="n")
        return _in_context(c, countries)

    return tuple(settled(c) for c in candidates)


def _in_context(c: Candidate, countries: Counter[str | None]) -> Candidate:
    """Choose among known bodies of the same letters by the countries that the article names."""
    match = c.phrase.name.match if c.phrase.name is not None else None
    if match is None or not match.others or c.known is None:
        return c
    likeliest = max((c.known, *match.others), key=lambda r: countries[r.country])
    if countries[likeliest.country] <= countries[c.known.country]:
        return c
    return replace(c, known=likeliest, kind=likeliest.kind or c.kind)
