"""What no attribution has said: less is asked of a proposal that has a quotation which nobody has, since what stands in
quotation marks is somebody's words, and of one that the first decision is sure of and whose words nobody has."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.attribution.evidence import tokens_of
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quote, Quotes
from onrecord.reading.lookups import ByToken

_SPEECH = 6  # tokens with both marks; what is shorter may be a title, a nickname or a word that is doubted
_CLAIMED, _HAS = 0.3, 0.8
"""Share of a quotation up to which nobody has said it, and from which on a proposal has it."""


def claiming(
    quotes: Quotes, chosen: Sequence[Proposal], others: Sequence[Proposal], least: float
) -> list[Proposal]:
    """For each quotation that none of ``chosen`` has, the likeliest of ``others`` that has it, with log odds over ``least``."""
    covered = {t for p in chosen for t in _content(p)}
    near = [p for p in others if p.odds > least]
    at = ByToken(map(_content, near))
    found: list[Proposal] = []
    for quote in quotes.quotes:
        words = set(range(quote.start + 1, quote.end - 1))
        if quote.end - quote.start < _SPEECH or len(words & covered) > _CLAIMED * len(words):
            continue
        claims = [near[n] for n in at.of(words) if _has(near[n], quote, words)]
        if claims:
            best = max(claims, key=lambda p: p.odds)
            found.append(best)
            covered |= _content(best)
    return found


def sure_alone(chosen: Sequence[Proposal], others: Sequence[Proposal], least: float) -> list[Proposal]:
    """Those of ``others`` that the first decision gives log odds over ``least``, the likeliest first, and whose content is not
    said yet."""
    covered = {t for p in chosen for t in _content(p)}
    found: list[Proposal] = []
    for proposal in sorted(others, key=lambda p: (-p.odds, p.candidate.cue)):
        content = _content(proposal)
        if proposal.alone > least and len(content - covered) >= _HAS * len(content):
            found.append(proposal)
            covered |= content
    return found


def _has(proposal: Proposal, quote: Quote, words: set[int]) -> bool:
    within = quote.start <= proposal.candidate.cue < quote.end
    return not within and len(_content(proposal) & words) >= _HAS * len(words)


def _content(proposal: Proposal) -> set[int]:
    return tokens_of(proposal.version or proposal.content)
