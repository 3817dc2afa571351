"""What stands inside a promise, a threat, a request or a denial and is no part of it: when, why, and who did what.

In "vowed to leave after the raid" and "vowed to punish those who shot the guards" the raid and the shooting hold
whatever is vowed. What somebody *says* happened "after the raid" is another matter: there the raid is said as well.
"""

from __future__ import annotations

from onrecord.model import Stance
from onrecord.reading.attribution.candidate import Range, subtree
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.tree import Tree

_WANTING: frozenset[Stance] = frozenset(("promises", "threatens", "asks", "denies", "doubts"))
_TELLING: frozenset[Stance] = frozenset(("claims", "confirms", "reports"))
_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_WHENEVER = frozenset(("because", "since", "although", "though"))
_PRESENT = frozenset(("VBZ", "VBP"))


def background(tree: Tree, lexicon: Lexicon, proposal: Proposal, stance: Stance) -> list[Range]:
    """Return the token ranges of a content that its source takes for granted and does not vouch for."""
    frame = proposal.candidate.frame
    wants = "infinitive" in frame and stance not in _TELLING
    if frame.startswith("quote") or not (wants or stance in _WANTING):
        return []
    cue = proposal.candidate.cue
    headline = tree.tag[cue] in _PRESENT
    found = []
    for begin, end in proposal.content:
        token = begin
        while token < end:
            part = _part(tree, lexicon, token, headline)
            if wants and tree.dep[token] == "conj" and tree.head[token] == cue and _is_finite(tree, token):
                part = subtree(tree, token)  # "vowed to answer and closed its airspace": that is done
            if part is None or part[0] <= begin or part[1] > end:
                token += 1
            else:
                found.append(part)
                token = max(token + 1, part[1])
    return found


def _part(tree: Tree, lexicon: Lexicon, token: int, headline: bool) -> Range | None:
    """The background that a token heads, or opens as its preposition."""
    relation, word = tree.dep[token], tree.lower[token]
    if relation == "prep":
        above = tree.head[token]
        reason = tree.child(token, "pobj") if word in ("in", "on", "under") else None
        back = (
            word in lexicon.back_prepositions
            or (reason is not None and tree.lemma[reason] in lexicon.back_reasons)
            or (word in lexicon.answers and tree.lemma[above] in lexicon.answering)
        )
        return subtree(tree, token) if back else None
    if relation == "relcl":
        return subtree(tree, token) if _is_finite(tree, token) else None
    if relation == "acl" and tree.tag[token] == "VBN":
        return subtree(tree, token)
    if relation == "dobj" and tree.lemma[tree.head[token]] in lexicon.answering:
        return subtree(tree, token)
    if relation == "advcl":
        for kid in tree.kids[token]:
            if tree.dep[kid] in ("mark", "advmod") and tree.lower[kid] in lexicon.back_conjunctions:
                sure = tree.lower[kid] in _WHENEVER or headline or _is_past(tree, token)
                return subtree(tree, token) if sure else None
    return None


def _is_past(tree: Tree, verb: int) -> bool:
    """Whether a clause lies back: "after rockets fell", but not "after the talks end"."""
    helpers = [k for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass")]
    if any(tree.tag[k] == "MD" for k in helpers):
        return False
    return tree.tag[verb] == "VBD" or any(tree.tag[k] == "VBD" or tree.lemma[k] == "have" for k in helpers)


def _is_finite(tree: Tree, verb: int) -> bool:
    """Whether a relative clause states a fact: no infinitive and no "would"."""
    helpers = [k for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass")]
    if any(tree.tag[k] in ("MD", "TO") for k in helpers):
        return False
    return tree.tag[verb] in _FINITE or any(tree.tag[k] in _FINITE for k in helpers)
