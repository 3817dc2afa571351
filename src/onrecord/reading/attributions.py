"""Attributions: who says so, with which words, and what; and the chain of sources over a stretch of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from onrecord.model import Attributed, Attribution, Cue, Participant, Span, Stance
from onrecord.reading.attribution.assemble import decide
from onrecord.reading.attribution.asserting import asserts_content, is_accused
from onrecord.reading.attribution.background import background
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.channels import channel_of
from onrecord.reading.attribution.citing import citations
from onrecord.reading.attribution.echo import echoes
from onrecord.reading.attribution.lexicon import Lexicon, load_lexicon
from onrecord.reading.attribution.model import load_weights
from onrecord.reading.attribution.outlet import Doubt, outlet_doubts
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.spans import characters
from onrecord.reading.attribution.speakers import speaker_of
from onrecord.reading.attribution.stance import stance_of
from onrecord.reading.attribution.transcript import LABELLED, interviewed
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.layers import AttributionNode, Reading
from onrecord.reading.lookups import Stretches

_PLAIN = ("says", "reports")


class Attributions:
    """Needs syntax and mentions; adds the attributions. Uses the encoder's vectors where they are there."""

    needs = ("doc", "mentions")
    adds = ("attributions",)

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the attributions in the order of their cues."""
        tree = plant(reading.doc)
        if not len(tree):
            return {"attributions": ()}
        lexicon = load_lexicon()
        proposals = decide(tree, lexicon, load_weights(), reading.vectors)
        doubts = outlet_doubts(tree, lexicon, proposals)
        own_words = {t for doubt in doubts for a, b in doubt.cue for t in range(a, b)}
        lowered = {doubt.lowers: doubt.content for doubt in doubts if doubt.lowers is not None}
        cited = list(citations(tree, lexicon, proposals))
        told_elsewhere = own_words | {p.candidate.cue for p in cited}
        told_elsewhere |= {doubt.claim.candidate.cue for doubt in doubts if doubt.claim is not None}
        nodes = []
        for number, proposal in enumerate(proposals):
            if proposal.candidate.cue in told_elsewhere:
                continue  # "could not be confirmed" is told once, as the outlet's doubt
            kept = replace(proposal, content=lowered[number]) if number in lowered else proposal
            nodes.append(_node(reading, tree, lexicon, kept, claimed=number in lowered))
        nodes += [
            _node(reading, tree, lexicon, p, echo=True)
            for p in echoes(tree, lexicon, proposals)
            if p.candidate.cue not in own_words
        ]
        nodes += [_node(reading, tree, lexicon, p) for p in cited]
        nodes += [_doubt_node(tree, doubt) for doubt in doubts]
        nodes += [_node(reading, tree, lexicon, d.claim, doubted=True) for d in doubts if d.claim is not None]
        nodes = [n for n in nodes if n.attribution.content and n.attribution.cue]
        return {"attributions": tuple(sorted(_without_channels(nodes), key=lambda n: n.attribution.cue[0]))}


def _without_channels(nodes: list[AttributionNode]) -> list[AttributionNode]:
    """The attributions without those at words that are but the channel of another."""
    through = [n for n in nodes if n.attribution.channel is not None]
    channels = (n.attribution.channel for n in through)
    places = Stretches((channel.start, channel.end) if channel else None for channel in channels)
    return [
        node
        for node in nodes
        if not any(_is_channel(node, through[n]) for n in places.near(node.attribution.cue[0][0]))
    ]


def _is_channel(node: AttributionNode, other: AttributionNode) -> bool:
    """Whether a cue is but the channel of another: the "statement" of "said in a statement that"."""
    channel = other.attribution.channel
    if channel is None or other is node:
        return False
    at = node.attribution.cue[0][0]
    return channel.start <= at < channel.end and node.attribution.speaker == other.attribution.speaker


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
    doubted: bool = False,
) -> AttributionNode:
    """The node of a proposal; ``claimed``: the outlet casts doubt on it, so that it is a mere claim;
    ``doubted``: it is told with the outlet's doubt; ``echo``: its content is that of the claim which it confirms or denies."""
    candidate = proposal.candidate
    source = candidate.source if proposal.source or candidate.frame == LABELLED else None
    speaker = None
    role = interviewed(tree, source) if source is not None and candidate.frame == LABELLED else None
    if source is not None and role is not None:
        speaker = _interviewed(tree, source, role)
    elif source is not None:
        speaker = _after_cue(speaker_of(reading, tree, lexicon, source, proposal.source[0]), tree, candidate)
    told = replace(candidate, content=proposal.content or candidate.content)
    stance: Stance = "claims" if doubted else stance_of(tree, told, lexicon)
    if source is not None and stance == "accuses" and is_accused(tree, candidate.cue, source):
        source, speaker, proposal = None, None, replace(proposal, source=())
    cue = characters(tree, proposal.cue) or ((tree.begin[candidate.cue], tree.end[candidate.cue]),)
    attribution = Attribution(
        source=characters(tree, proposal.source),
        cue=cue,
        content=characters(tree, proposal.content),
        speaker=speaker,
        stance="claims" if claimed and stance in ("says", "reports", "announces") else stance,
        channel=channel_of(reading, tree, lexicon, candidate),
    )
    return AttributionNode(
        attribution=attribution,
        cue=candidate.cue,
        source=source,
        method=f"{candidate.frame}, log odds {proposal.odds:.1f}",
        asserts=echo or candidate.frame == "citing" or asserts_content(tree, candidate, lexicon),
        presupposed=() if echo else characters(tree, background(tree, lexicon, proposal, stance)),
        cited=candidate.frame == "citing",
    )


def _after_cue(speaker: Participant, tree: Tree, candidate: Candidate) -> Participant:
    """A name without the cue before it, which capitals made part of it: "ADDED CHIEF JOHN SMITH"."""
    begin, end = tree.begin[candidate.cue], tree.end[candidate.cue]
    cue = f"{tree.text[begin:end]} "
    if speaker.start != begin or not speaker.text.startswith(cue):
        return speaker
    name = speaker.name.removeprefix(cue)
    return msgspec.structs.replace(
        speaker, text=speaker.text.removeprefix(cue), start=begin + len(cue), name=name
    )


def _interviewed(tree: Tree, label: int, role: str) -> Participant:
    """Whoever a "Q" or an "A" stands for: not named, but of a role."""
    begin, end = tree.begin[label], tree.end[label]
    text = tree.text[begin:end].rstrip(".")
    return Participant(text=text, start=begin, end=begin + len(text), name=text, role=role)


def chain_of(reading: Reading, start: int, end: int) -> tuple[Attributed, ...]:
    """Return the chain of sources of the text from ``start`` to ``end``, outermost first.

    An attribution is a link if its content covers the stretch and its content rests on the source's word; the one
    whose own cue the stretch is (the report "X accused Y" is the outlet's) is left out, and so is one that takes the
    stretch for granted (the raid in "vowed to leave after the raid"). Empty: the outlet says so in its own voice.
    A link without source and of stance ``doubts`` is the outlet's own reservation and stands first. A source that
    two neighbouring links name is one link, with the stance that says more.
    """
    return tuple(link for link, _ in links_of(reading, start, end))


def links_of(reading: Reading, start: int, end: int) -> list[tuple[Attributed, tuple[AttributionNode, ...]]]:
    """Return the links of ``chain_of``, each with the attributions that it stands for."""
    near = reading.attributions_near(start)
    links = [n for n in near if _near(n, start, end) and why_no_link(n, start, end) is None]
    chain: list[tuple[Attributed, tuple[AttributionNode, ...]]] = []
    for node in sorted(links, key=lambda n: _rank(n, links)):
        link = _link(reading, node.attribution)
        joined = _joined(chain[-1][0], link) if chain else None
        if joined is None:
            chain.append((link, (node,)))
        else:
            chain[-1] = (joined, (*chain[-1][1], node))
    return chain


def why_no_link(node: AttributionNode, start: int, end: int) -> str | None:
    """Return why an attribution is no link of the stretch's chain of sources; ``None`` for one that is."""
    if any(a < end and start < b for a, b in node.attribution.cue):
        return "its cue is the event itself"
    if not _covers(node.attribution.content, start, end):
        return "the event stands outside of what it says"
    if not node.asserts:
        return "what it says does not rest on its source's word"
    if _covers(node.presupposed, start, end):
        return "it takes the event for granted"
    return None


def _near(node: AttributionNode, start: int, end: int) -> bool:
    """Whether a content may cover the stretch: looked at first, since a long text has thousands of each."""
    content = node.attribution.content
    return bool(content) and content[0][0] <= start and end <= content[-1][1]


def _covers(spans: tuple[Span, ...], start: int, end: int) -> bool:
    return any(a <= start and end <= b for a, b in spans)


def _rank(node: AttributionNode, others: list[AttributionNode]) -> tuple[int, int, bool, int]:
    """The number of others that it stands within; then the longer content first, and who is cited last."""
    attribution = node.attribution
    at = attribution.cue[0][0]
    own = attribution.speaker is None and not attribution.source and attribution.stance == "doubts"
    depth = sum(any(a <= at < b for a, b in o.attribution.content) for o in others if o is not node)
    size = sum(b - a for a, b in attribution.content)
    return (-1 if own else depth, -size, node.cited, at)


def _joined(outer: Attributed, inner: Attributed) -> Attributed | None:
    """One link for two that name the same source, unless both stances say more than that it spoke."""
    if _identity(outer.source) != _identity(inner.source):
        return None
    if inner.stance == outer.stance or (inner.stance in _PLAIN and inner.source is not None):
        return outer
    return inner if outer.stance in _PLAIN and outer.source is not None else None


def _identity(who: Participant | None) -> tuple[str | None, ...]:
    if who is None:
        return ()
    return (who.id,) if who.id else (who.name.casefold(), who.country)


def _link(reading: Reading, attribution: Attribution) -> Attributed:
    begin, end = attribution.cue[0]  # cues in several pieces are named by the piece with their head
    cue = Cue(text=reading.article.text[begin:end], start=begin, end=end)
    return Attributed(source=attribution.speaker, cue=cue, stance=attribution.stance)
