"""What is confirmed or denied under the name "the claim": ", a claim the army rejected" speaks of the claim before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree

_COMPLEMENTS = ("acl", "relcl", "prep", "ccomp")


def echoed_noun(tree: Tree, lexicon: Lexicon, candidate: Candidate) -> int | None:
    """Return the noun by which a verb of confirming or denying names somebody's earlier words."""
    cue, frame = candidate.cue, candidate.frame
    if tree.lemma[cue] not in lexicon.rebutting:
        return None
    if frame == "gap":
        noun: int | None = tree.head[cue]
    elif frame.startswith(("object", "relative")):
        noun = tree.child(cue, "dobj")
        if noun is not None and tree.lower[noun] == "that" and tree.dep[cue] == "relcl":
            noun = tree.head[cue]  # "a claim that he denied"
    elif frame.startswith("passive"):
        noun = tree.child(cue, "nsubjpass")
    else:
        return None
    if frame.startswith("relative") and noun is not None and _is_comment(tree, lexicon, noun):
        return noun
    if noun is None or tree.lemma[noun] not in lexicon.echoes:
        return None
    own = any(
        tree.dep[k] in _COMPLEMENTS and k > noun and not tree.left[k] <= cue <= tree.right[k]
        for k in tree.kids[noun]
    )
    return None if own else noun


def _is_comment(tree: Tree, lexicon: Lexicon, which: int) -> bool:
    """Whether ", which" is all that was said before, and somebody denies or confirms it."""
    verb = tree.head[which]
    return (
        tree.lower[which] == "which"
        and which > 0
        and tree.lower[which - 1] == ","
        and tree.dep[which] == "dobj"
        and tree.dep[verb] == "relcl"
        and tree.lemma[verb] in lexicon.rebutting
    )


def before_echo(tree: Tree, quotes: Quotes, lexicon: Lexicon, ranges: Sequence[Range]) -> list[Range]:
    """Contents without a closing ", a claim that he repeated", which is the outlet's comment on them."""
    out = []
    for begin, end in ranges:
        stop = end
        for t in range(begin + 2, end):
            comment = (
                tree.lemma[t] in lexicon.echoes
                and tree.lower[t - 1] in ("a", "an")
                and tree.lower[t - 2] == ","
            )
            closes = t > begin and tree.right[tree.head[t]] >= end - 2
            comment = comment or (closes and _is_comment(tree, lexicon, t))
            if comment and quotes.of_token[t] < 0:
                stop = t - 1 if tree.lower[t] == "which" else t - 2
                break
        out.append((begin, stop))
    return [r for r in out if r[1] > r[0]]


def echoes(tree: Tree, lexicon: Lexicon, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return, for each attribution that confirms or denies "the claim", the same with the content of that claim."""
    out = []
    for number, proposal in enumerate(proposals):
        if echoed_noun(tree, lexicon, proposal.candidate) is None:
            continue
        cue = proposal.candidate.cue
        own = tree.sentence[cue]
        before = tree.sentence[own - 1] if own else own
        for earlier in (proposals[n] for n in range(number - 1, -1, -1)):
            if tree.sentence[earlier.candidate.cue] not in (own, before):
                break
            if earlier.candidate.frame.startswith(_TELLING):
                out.append(replace(proposal, content=earlier.content))
                break
    return out


_TELLING = ("clause", "quote", "parenthesis", "according", "noun-acl", "colon")
