"""The decision on every proposal, from the rules' odds and the encoder's view, by boosted trees.

Four ensembles decide (``data/decisions.json``, fitted by ``training/encoder/decide.py`` on articles that the encoder has
not learned from): whether the encoder's content is nearer the truth than that of syntax; from this and more, whether there
is an attribution, each proposal by itself; which version of its content (``offers``) is kept; and again whether there is
one, with all other proposals in view (``surroundings``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from onrecord.reading.attribution.evidence import (
    ALONE,
    Evidence,
    Ranges,
    Witness,
    ranges_of,
    tokens_of,
)
from onrecord.reading.attribution.offers import FRAMES, Offer, frame_features, offers
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.spoken_by import sourced
from onrecord.reading.attribution.surroundings import FEATURES as AROUND
from onrecord.reading.attribution.surroundings import Surroundings, View
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.encoder import Trees, Vectors, load_trees

CONTENT_FEATURES = (
    "gap", "gap_a_word", "shared", "size", "other_size", "begins", "ends", "pieces", "other_pieces", "added", "dropped",
    "first_word", "words_added", "words_dropped", "quoted", "other_quoted", "sides", "cue", "odds", "opens_with_mark",
    "other_before_mark", "before_mark", *(f"frame {f}" for f in (*FRAMES, "other")),
)  # fmt: skip
"""What the trees see that compare the content of syntax and the encoder's ("other")."""
FEATURES = (
    "odds", "cue", "alone", "gap", "shared", "mean", "shared_cue", "silent", "within", "quoted", "source", "words", "sourced",
    *(f"frame {f}" for f in (*FRAMES, "other")), "choice", "agreed",
)  # fmt: skip
"""What the trees see that decide on a proposal by itself."""
TOGETHER_FEATURES = (*FEATURES, *(f"around {f}" for f in AROUND))
"""What the trees see that decide with the others in view."""
_STOPS = frozenset((".", ",", '"', "”"))
_HOPELESS, _NO_CUE = -2.0, -5.0
"""Log odds by rules, and of the cue by the encoder, below both of which nobody is heard: half of all proposals."""
UNHEARD = -1.5
"""Log odds by the first decision below which it does not matter what is said: only what language settles is heard in spite
of them."""
NO_VERSION = -1.0
"""What a version is worth that is not there."""
TREES = ("content", "attribution", "version", "together")
"""The ensembles, in the order in which they decide."""
THRESHOLD = -1.1
"""Log odds of the last decision from which on a proposal is an attribution. The articles that the trees were fitted on, each
decided by trees that had not seen it, favour about -1.0; this, and the two below, were chosen with PolNeAR's development part
in view. Below even odds: a missed source costs a report its claimant."""
UNCLAIMED = -2.0
"""The same for a quotation that nobody else has said."""
SURE = 0.9
"""Log odds of the first decision from which on a proposal stands whose words nobody else has said."""


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal before the decision, with the encoder's view of it."""

    evidence: Evidence
    odds: float
    """Log odds by rules, 0 where no rule proposed it."""
    other: Ranges
    """The encoder's content, where it is another."""
    within: float
    """How likely the cue is content of another attribution."""
    quoted: bool


def cases(
    tree: Tree, quotes: Quotes, vectors: Vectors, proposals: Sequence[Proposal]
) -> tuple[Witness, list[Case]]:
    """Hear the encoder on all proposals, and on what only it proposes."""
    witness = Witness(tree, vectors)
    proposals = [p for p in proposals if p.odds > _HOPELESS or witness.cue_odds(p) > _NO_CUE]
    taken = {t for p in proposals for t in (p.candidate.cue, *tokens_of(p.cue))}
    found = [witness.of(p) for p in (*proposals, *witness.alone(taken))]
    words = witness.words

    def other(e: Evidence) -> Ranges:
        content = _in_sentence(tree, quotes, e)
        ours = {t for t in tokens_of(e.proposal.content) if words[t]}
        theirs = {t for t in tokens_of(content) if words[t]}
        return content if theirs and ours != theirs and e.proposal.candidate.frame != ALONE else ()

    near: dict[int, list[Evidence]] = defaultdict(list)
    for e in found:
        near[e.first].append(e)
    return witness, [
        Case(
            e,
            e.proposal.odds,
            other(e),
            _within(e, near[e.first]),
            quotes.of_token[e.proposal.candidate.cue] >= 0,
        )
        for e in found
    ]


def _in_sentence(tree: Tree, quotes: Quotes, evidence: Evidence) -> Ranges:
    """The encoder's content; of "X said that ..." without quotation marks, what stands in the same sentence.

    What the outlet goes on to tell is its own, unless it says otherwise.
    """
    cue = evidence.proposal.candidate.cue
    said = tokens_of(evidence.content)
    if not evidence.proposal.candidate.frame.startswith("clause") or any(
        quotes.of_token[t] >= 0 for t in said
    ):
        return evidence.content
    return ranges_of(t for t in said if tree.sentence[t] == tree.sentence[cue])


def _within(one: Evidence, others: Sequence[Evidence]) -> float:
    cue = one.proposal.candidate.cue
    likely = 0.0
    for e in others:
        at = cue - e.first
        if e is not one and 0 <= at < len(e.inside) and cue not in tokens_of(e.proposal.cue):
            likely = max(likely, float(e.inside[at]) / (1 + np.exp(-e.cue)))
    return likely


def content_features(tree: Tree, quotes: Quotes, case: Case) -> list[float]:
    """Numbers on the choice of content, in the order of ``CONTENT_FEATURES``."""
    e = case.evidence
    ours, theirs = tokens_of(e.proposal.content), tokens_of(case.other)
    added, dropped = theirs - ours, ours - theirs
    a, b, c, d = min(ours), max(ours), min(theirs), max(theirs)
    cue = e.proposal.candidate.cue
    gap = max(e.gap, -40.0)

    def stop(token: int) -> bool:
        return token + 1 < len(tree) and tree.lower[token + 1] in _STOPS

    return [
        gap, gap / max(1, len(ours ^ theirs)), e.shared, len(ours), len(theirs), c - a, d - b,
        len(e.proposal.content), len(case.other),
        float(np.mean([e.probability(t) for t in added])) if added else 1.0,
        float(np.mean([e.probability(t) for t in dropped])) if dropped else 0.0,
        float(np.log(max(1e-3, e.probability(c)))), len(added), len(dropped), quotes.of_token[a] >= 0,
        quotes.of_token[c] >= 0, (c < cue) != (a < cue), _bounded(e.cue, 8), _bounded(case.odds, 6),
        tree.dep[c] == "punct", stop(d), stop(b), *frame_features(e.proposal.candidate.frame),
    ]  # fmt: skip


def features(case: Case, choice: float) -> list[float]:
    """Numbers on the decision, in the order of ``FEATURES``; ``choice``: log odds that the other content is better."""
    e = case.evidence
    cue = _bounded(e.cue, 8)
    return [
        _bounded(case.odds, 6), cue, e.proposal.candidate.frame == ALONE, max(e.gap, -20.0), e.shared, e.mean,
        e.shared * cue, e.words == 0, case.within, case.quoted, float(e.source.max(initial=0.0)), min(e.words, 40),
        e.proposal.candidate.source is not None, *frame_features(e.proposal.candidate.frame), choice if case.other else 0.0, not case.other,
    ]  # fmt: skip


def _bounded(value: float, size: float) -> float:
    return max(-size, min(size, value))


def judged(tree: Tree, quotes: Quotes, vectors: Vectors, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals, with those that only the encoder makes, their spans and log odds as decided."""
    content, decision, version, together = (load_trees(name) for name in TREES)
    witness, found = cases(tree, quotes, vectors, proposals)
    choices = choices_of(content, tree, quotes, found)
    rows = [features(case, choice) for case, choice in zip(found, choices, strict=True)]
    views = views_of(tree, quotes, witness, found, choices, decision.log_odds_of_all(rows), version)
    heard = [n for n, view in enumerate(views) if view.proposal.odds > UNHEARD]
    around = Surroundings(tree, quotes, witness, [views[n] for n in heard])
    out = [replace(view.proposal, alone=view.proposal.odds) for view in views]
    seen = [[*rows[n], *around.features(place)] for place, n in enumerate(heard)]
    for n, odds in zip(heard, together.log_odds_of_all(seen), strict=True):
        out[n] = replace(out[n], odds=odds)
    return out


def choices_of(content: Trees, tree: Tree, quotes: Quotes, found: Sequence[Case]) -> list[float]:
    """Log odds of each proposal that the encoder's content is the better one; 0 where it is the same."""
    others = [n for n, case in enumerate(found) if case.other]
    odds = content.log_odds_of_all([content_features(tree, quotes, found[n]) for n in others])
    known = dict(zip(others, odds, strict=True))
    return [known.get(n, 0.0) for n in range(len(found))]


def views_of(
    tree: Tree,
    quotes: Quotes,
    witness: Witness,
    found: Sequence[Case],
    choices: Sequence[float],
    odds: Sequence[float],
    version: Trees,
) -> list[View]:
    """Proposals with the content, version and source that are kept; ``odds``: by the first decision."""
    offered = [
        offers(tree, quotes, witness.words, case.evidence, case.odds, case.other) if odd > UNHEARD else []
        for case, odd in zip(found, odds, strict=True)
    ]
    worths = iter(version.log_odds_of_all([offer.features for few in offered for offer in few]))
    return [
        _view(tree, witness, case, choice, odd, few, list(islice(worths, len(few))))
        for case, choice, odd, few in zip(found, choices, odds, offered, strict=True)
    ]


def _view(
    tree: Tree,
    witness: Witness,
    case: Case,
    choice: float,
    odds: float,
    found: Sequence[Offer],
    worths: Sequence[float],
) -> View:
    words, proposal = witness.words, replace(case.evidence.proposal, odds=odds)
    if case.other and choice > 0:
        proposal = replace(proposal, content=case.other)
    if found:
        best = max(range(len(found)), key=worths.__getitem__)
        proposal = replace(proposal, version=found[best].content)
    worth, second = [*sorted(worths, reverse=True), NO_VERSION, NO_VERSION][:2]
    return View(
        case.evidence, sourced(tree, words, case.evidence, proposal), worth, second, max(1, len(worths))
    )
