"""How a source stands to what it says, by rule: what the words of the cue tell, changed by grammar.

| cue and context | stance |
|---|---|
| cue listed, nothing else | that of the list (``data/cues.toml``, ``data/stance.toml``) |
| not listed | says |
| continue *to question*, send a letter *urging* | that of the word which tells more (``telling.py``) |
| take aim at, strike down, lash out | that of the words together |
| a verb that says one thing with a clause, another with an object or *to do* | see ``stance_verbs.py`` |
| according to a text, a poll or a newspaper | reports |
| a quotation that opens with a command | asks |
| not, never, could not + confirms, claims, reports, announces, promises, asks | doubts |
| not + say, comment, know, clear | doubts: the source withholds its word |
| not + believe, think, agree, accept | denies |
| not + denies, doubts, accuses, threatens | says: a denial withheld is no confirmation |
"""

from __future__ import annotations

from onrecord.model import Stance
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.evidence import ALONE
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.negation import is_negated
from onrecord.reading.attribution.stance_verbs import verb_stance
from onrecord.reading.attribution.stance_words import StanceWords, load_stance_words
from onrecord.reading.attribution.telling import phrase, telling, with_head
from onrecord.reading.attribution.transcript import LABELLED, SIGNED, interviewed
from onrecord.reading.attribution.tree import Tree

_NEGATED: dict[Stance, Stance] = {
    "confirms": "doubts", "says": "doubts", "claims": "doubts", "reports": "doubts", "announces": "doubts",
    "promises": "doubts", "asks": "doubts", "denies": "says", "doubts": "says", "accuses": "says", "threatens": "says",
}  # fmt: skip


def stance_of(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> Stance:
    """Return the stance of a candidate's source to its content, by rule."""
    frame = candidate.frame
    if frame == "adverb":
        return lexicon.adverbs.get(tree.lower[candidate.cue], "reports")
    words = load_stance_words()
    candidate = with_head(tree, candidate)
    if frame.startswith("colon") and tree.lower[candidate.content[-1][1] - 1] == "?":
        return "asks"
    if frame == LABELLED and candidate.source is not None:
        return "asks" if interviewed(tree, candidate.source) == "interviewer" else "says"
    if frame in ("according", "citing", "colon", "view", SIGNED):
        return (
            "reports"
            if frame in ("according", "colon") and _reports(tree, candidate, lexicon, words)
            else "says"
        )
    said, cue = _told(tree, candidate, lexicon, words)
    noun = _noun_of(tree, candidate, words)
    if any(is_negated(tree, t) for t in (candidate.cue, cue, noun) if t is not None):
        deed = (
            tree.pos[cue] in ("VERB", "AUX", "ADJ") and noun is None and tree.lemma[cue] not in words.withheld
        )
        if frame == "raising" and tree.lemma[cue] in lexicon.belief:
            return "says"  # "was not expected to win": nobody is named who disbelieves it
        return _negated(said, tree.lemma[cue], deed, lexicon)
    evident = tree.lemma[cue] in words.evidential or (frame == ALONE and tree.lower[cue] in ("by", "per"))
    if said == "says" and evident and _reports(tree, candidate, lexicon, words):
        return "reports"
    if said == "says" and frame.startswith("quote") and _commands(tree, candidate, words):
        return "asks"
    return said


def _negated(said: Stance, lemma: str, deed: bool, lexicon: Lexicon) -> Stance:
    if lemma in lexicon.belief:
        return "denies"
    if lemma in lexicon.leave_open and lemma != "deny":
        return "says"
    if lemma in lexicon.attitude or said == "asks":
        return "says"  # nothing is asked; "did not want", "was not fond of": a view as any other
    if said == "announces" and deed and lemma not in lexicon.telling:
        return "says"  # "did not nominate"
    return (
        "says" if said == "says" and deed else _NEGATED[said]
    )  # "did not deter", "not fond": no word is kept back


def _told(tree: Tree, candidate: Candidate, lexicon: Lexicon, words: StanceWords) -> tuple[Stance, int]:
    """The stance that the words of the cue tell, and the word that tells it."""
    cue = candidate.cue
    together = phrase(tree, cue, words, candidate.extra)
    if together is not None:
        return together, cue
    noun = _noun_of(tree, candidate, words)
    if noun is not None:
        return words.nouns[tree.lemma[noun]], cue
    if tree.pos[cue] == "VERB":
        issued = _issued(tree, cue, lexicon, words)
        if issued is not None:
            return issued, cue
    word = telling(tree, candidate, words)
    if word != cue:
        return phrase(tree, word, words) or words.of(tree, word) or "says", word
    if tree.pos[cue] in ("NOUN", "PROPN", "ADJ"):
        return words.of(tree, cue) or "says", cue
    return verb_stance(tree, candidate, lexicon, words), cue


def _noun_of(tree: Tree, candidate: Candidate, words: StanceWords) -> int | None:
    """The noun of a light verb: "claim" of "made the claim that"."""
    return next((t for t in candidate.extra if tree.pos[t] == "NOUN" and tree.lemma[t] in words.nouns), None)


def _issued(tree: Tree, verb: int, lexicon: Lexicon, words: StanceWords) -> Stance | None:
    """The stance of what is put out or made: "issued a denial", "made a promise"."""
    thing = tree.child(verb, "dobj")
    if tree.lemma[verb] not in lexicon.issuing or thing is None or tree.pos[thing] != "NOUN":
        return None
    stance = words.nouns.get(tree.lemma[thing])
    return None if stance == "says" else stance


def _reports(tree: Tree, candidate: Candidate, lexicon: Lexicon, words: StanceWords) -> bool:
    """Whether the source is a text, a count, a newspaper or a witness, which report, rather than somebody who speaks."""
    source = candidate.source
    if source is None:
        return False
    near = [source, *(k for k in tree.kids[source] if tree.dep[k] in ("compound", "appos"))]
    if any(tree.lemma[t] in lexicon.records for t in near):
        return True
    if tree.lower[source] in words.outlets and not _is_authority(tree, source):
        return True
    if tree.lemma[source] in words.data or tree.lemma[source] in words.unnamed:
        return True
    body = any(tree.lower[t] in words.bodies for t in near)
    return candidate.frame == "according" and tree.entity[source] == "ORG" and not body


def _is_authority(tree: Tree, source: int) -> bool:
    """Whether an agency is one of the state or of aid, and none that brings news: "the security agency"."""
    kinds = [
        tree.lower[k]
        for k in tree.kids[source]
        if tree.dep[k] in ("compound", "amod") and tree.pos[k] == "NOUN"
    ]
    return tree.lower[source] == "agency" and bool(kinds) and not {"news", "press", "wire"} & set(kinds)


def _commands(tree: Tree, candidate: Candidate, words: StanceWords) -> bool:
    """Whether a quotation asks for something: "Please leave", "Get him out"."""
    begin, end = candidate.content[0]
    first = next((t for t in range(begin, end) if tree.pos[t] not in ("PUNCT", "SPACE")), None)
    if first is None:
        return False
    if tree.lower[first] in ("i", "we") and tree.dep[first] == "nsubj":
        verb = tree.head[first]  # "I urge you to leave", "We call on them"
        asked = phrase(tree, verb, words) or words.of(tree, verb)
        return asked == "asks" and tree.tag[verb] == "VBP" and tree.child(verb, "neg") is None
    bare = tree.tag[first] == "VB" and tree.child(first, "nsubj", "aux") is None
    return bare or tree.lower[first] in words.requests
