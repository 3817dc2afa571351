"""What one says that another promised, denied, confirmed: "the envoy told the council that Ethiopia had promised to withdraw"."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.tree import Tree

_ACTS = frozenset(("promises", "denies", "confirms", "threatens", "accuses", "claims", "announces"))
"""Stances of verbs that are acts of speech whatever else they take."""
_FRAMES = frozenset(("clause", "infinitive", "infinitive-clause", "object+of", "object+infinitive"))
_LEAST = -1.0
"""Log odds of the first decision from which on the language settles the rest."""
_HANGING = frozenset(("ccomp", "conj"))


def is_told_act(tree: Tree, lexicon: Lexicon, proposal: Proposal, cues: Collection[int]) -> bool:
    """Whether a proposal is an act of speech by somebody named, as the main verb of what one of ``cues`` says."""
    candidate = proposal.candidate
    cue, source = candidate.cue, candidate.source
    if source is None or tree.pos[source] not in ("NOUN", "PROPN") or candidate.frame not in _FRAMES:
        return False
    if proposal.alone <= _LEAST or lexicon.verbs.get(tree.lemma[cue]) not in _ACTS:
        return False
    verb = cue
    while tree.dep[verb] == "conj" and tree.head[verb] != verb:
        verb = tree.head[verb]
    real = not any(
        tree.dep[k] == "neg" or tree.tag[k] == "MD" for k in tree.kids[cue]
    )  # not "could threaten to"
    return real and tree.dep[verb] in _HANGING and tree.head[verb] in cues
