"""What could be an attribution. The frame of a candidate names how the cue holds its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.noun_frames import adjective_frame, noun_frames
from onrecord.reading.attribution.phrase_frames import according, adverb, colon, dash, view
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.attribution.verb_frames import verb_frames

_DASHES = frozenset(("-", "–", "—", "--"))


def candidates(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield what could be an attribution, in the order of the text, outside of quotation frames.

    A cue may come with several frames ("complained to officials about the noise"); the classifier picks one.
    """
    for i in range(len(tree)):
        for found in _at(tree, quotes, lexicon, i):
            if found is not None and found.content:
                yield found


def _at(tree: Tree, quotes: Quotes, lexicon: Lexicon, i: int) -> Iterable[Candidate | None]:
    """The candidates whose cue is token ``i``."""
    kind, word = tree.pos[i], tree.lower[i]
    if word in ("according", "per"):
        return (according(tree, lexicon, i),)
    if kind == "VERB":
        return verb_frames(tree, lexicon, i)
    if kind in ("NOUN", "PROPN"):
        known = tree.lemma[i] in lexicon.nouns or tree.lemma[i] in lexicon.attitude_nouns
        return noun_frames(tree, lexicon, i) if known else ()
    if kind == "ADJ" and (tree.lemma[i] in lexicon.adjectives or tree.dep[i] == "acomp"):
        return (adjective_frame(tree, i),)
    if kind == "ADV" and word in lexicon.adverbs:
        return (adverb(tree, i),)
    if word == "in":
        return (view(tree, lexicon, i),)
    if word == ":":
        return (colon(tree, quotes, lexicon, i),)
    if word in _DASHES:
        return (dash(tree, quotes, lexicon, i),)
    return ()
