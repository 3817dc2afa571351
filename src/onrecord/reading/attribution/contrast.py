"""Where the outlet sets one account against another: "X said A, but Y said B" has two contents, side by side.

The parser hangs the second clause under the first verb that it finds, often that of A. The words say otherwise: after
a comma, "but", "while" and the like are followed at once by the next speaker, and not by "that".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.spans import without
from onrecord.reading.attribution.tree import Tree

_AGAINST = frozenset(("but", "while", "whereas", "although", "though"))
_STOPS = frozenset((",", ";", "—", "–"))


def side_by_side(tree: Tree, quotes: Quotes, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Take out of each unquoted content the account that the outlet sets against it."""
    openings = [(begin, p) for p in proposals if (begin := _opening(tree, quotes, p)) is not None]
    return [_before(proposal, openings) for proposal in proposals] if openings else list(proposals)


def _opening(tree: Tree, quotes: Quotes, proposal: Proposal) -> int | None:
    """The stop and conjunction that a speaker and his verb follow at once, both outside of quotation marks."""
    if not proposal.source or not proposal.candidate.frame.startswith("clause"):
        return None
    first = min(a for a, _ in proposal.source)
    stop = first - 2
    if stop < 1 or first > proposal.candidate.cue or quotes.of_token[first] >= 0:
        return None
    against = tree.lower[first - 1] in _AGAINST and tree.lower[stop] in _STOPS
    return stop if against and tree.sentence[stop] == tree.sentence[proposal.candidate.cue] else None


def _before(proposal: Proposal, openings: Sequence[tuple[int, Proposal]]) -> Proposal:
    content, cue = proposal.content, proposal.candidate.cue
    for stop, other in openings:
        ends = max(b for _, b in content)
        started = any(a < stop < b for a, b in content)
        if other is proposal or cue > stop or not started or other.candidate.cue >= ends:
            continue
        rest: Range = (stop, ends)
        content = tuple(without(content, [rest])) or content
    return proposal if content is proposal.content else replace(proposal, content=content)
