"""Attributions: who says so, with which words, and what; and the chain of sources over a stretch of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onrecord.model import Attributed, Attribution, Cue, Span
from onrecord.reading.attribution.assemble import decide
from onrecord.reading.attribution.echo import echoes
from onrecord.reading.attribution.lexicon import Lexicon, load_lexicon
from onrecord.reading.attribution.model import load_weights
from onrecord.reading.attribution.outlet import Doubt, outlet_doubts
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.spans import characters
from onrecord.reading.attribution.speakers import speaker_of
from onrecord.reading.attribution.stance import asserts_content, stance_of
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.layers import AttributionNode, Reading


class Attributions:
    """Needs syntax and mentions; adds the attributions."""

    needs = ("doc", "mentions")
    adds = ("attributions",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the attributions in the order of their cues."""
        tree = plant(reading.doc)
        if not len(tree):
            return {"attributions": ()}
        lexicon = load_lexicon()
        proposals = decide(tree, lexicon, load_weights())
        doubts = outlet_doubts(tree, lexicon, proposals)
        own_words = {t for doubt in doubts for a, b in doubt.cue for t in range(a, b)}
        lowered = {doubt.lowers: doubt.content for doubt in doubts}
        nodes = []
        for number, proposal in enumerate(proposals):
            if proposal.candidate.cue in own_words:
                continue  # "could not be confirmed" is told once, as the outlet's doubt
            kept = replace(proposal, content=lowered[number]) if number in lowered else proposal
            nodes.append(_node(reading, tree, lexicon, kept, claimed=number in lowered))
        nodes += [
            _node(reading, tree, lexicon, p, echo=True)
            for p in echoes(tree, lexicon, proposals)
            if p.candidate.cue not in own_words
        ]
        nodes += [_doubt_node(tree, doubt) for doubt in doubts]
        nodes = [n for n in nodes if n.attribution.content and n.attribution.cue]
        return {"attributions": tuple(sorted(nodes, key=lambda n: n.attribution.cue[0]))}


def _doubt_node(tree: Tree, doubt: Doubt) -> AttributionNode:
    """The outlet's own reservation as an attribution without a source."""
    attribution = Attribution(
        source=(),
        cue=characters(tree, doubt.cue),
        content=characters(tree, doubt.content),
        speaker=None,
        stance="doubts",
    )
    return AttributionNode(attribution=attribution, cue=doubt.cue[0][0], method="outlet's own doubt")


def _node(
    reading: Reading,
    tree: Tree,
    lexicon: Lexicon,
    proposal: Proposal,
    claimed: bool = False,
    echo: bool = False,
) -> AttributionNode:
    """The node of a proposal; ``claimed``: the outlet casts doubt on it, so that it is a mere claim;
    ``echo``: its content is that of the claim which it confirms or denies."""
    candidate = proposal.candidate
    source = candidate.source if proposal.source else None
    speaker = None
    if source is not None:
        speaker = speaker_of(reading, tree, lexicon, source, proposal.source[0])
    stance = stance_of(tree, candidate, lexicon)
    cue = characters(tree, proposal.cue) or ((tree.begin[candidate.cue], tree.end[candidate.cue]),)
    attribution = Attribution(
        source=characters(tree, proposal.source),
        cue=cue,
        content=characters(tree, proposal.content),
        speaker=speaker,
        stance="claims" if claimed and stance in ("says", "reports", "announces") else stance,
    )
    return AttributionNode(
        attribution=attribution,
        cue=candidate.cue,
        source=source,
        method=f"{candidate.frame}, log odds {proposal.odds:.1f}",
        asserts=echo or asserts_content(tree, candidate, lexicon),
    )


def chain_of(reading: Reading, start: int, end: int) -> tuple[Attributed, ...]:
    """Return the chain of sources of the text from ``start`` to ``end``, outermost first.

    An attribution is a link if its content covers the stretch and its content rests on the source's word; the one
    whose own cue the stretch is (the report "X accused Y" is the outlet's) is left out. Empty: the outlet says so
    in its own voice. A link without source and of stance ``doubts`` is the outlet's own reservation.
    """
    links = [
        n.attribution
        for n in reading.attributions
        if n.asserts
        and any(a <= start and end <= b for a, b in n.attribution.content)
        and not any(a < end and start < b for a, b in n.attribution.cue)
    ]
    return tuple(_link(reading, a) for a in sorted(links, key=lambda a: _rank(a, links)))


def _rank(attribution: Attribution, others: list[Attribution]) -> tuple[int, int, int]:
    """The number of others that it stands within; then the longer content first."""
    at = attribution.cue[0][0]
    own = attribution.speaker is None and not attribution.source and attribution.stance == "doubts"
    depth = sum(any(a <= at < b for a, b in o.content) for o in others if o is not attribution)
    return (-1 if own else depth, -sum(b - a for a, b in attribution.content), at)


def _link(reading: Reading, attribution: Attribution) -> Attributed:
    begin, end = hull(attribution.cue)
    cue = Cue(text=reading.doc.text[begin:end], start=begin, end=end)
    return Attributed(source=attribution.speaker, cue=cue, stance=attribution.stance)


def hull(spans: tuple[Span, ...]) -> Span:
    """Return the first span: cues in several pieces are named by the piece with their head."""
    return spans[0]
