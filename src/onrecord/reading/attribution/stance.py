"""How a source stands to what it says: the cue's own stance, changed by grammar.

| cue and context | stance |
|---|---|
| cue in the lexicon, nothing else | the lexicon's (``data/cues.toml``) |
| not listed | says |
| tell, want, warn ... somebody *to do* | asks |
| warn + "we/it will ..." of oneself | threatens |
| call for, call on, appeal for | asks |
| charge with a clause | claims; with an object | accuses |
| plan, intend, mean *to do* by the source itself | announces |
| refuse, decline *to confirm, comment, say* | doubts: the source withholds its word |
| refuse, decline *to rule out, deny* | says: it leaves it open |
| refuse, decline *to do* | denies |
| not, never, could not + confirms, says, claims, reports, announces | doubts |
| not + believe, think, agree, accept | denies |
| not + denies, doubts, accuses, threatens | says: a denial withheld is no confirmation |
| not + promises, asks | doubts |
| verb under confirm or deny ("later confirmed", "confirmed and said") | its own |
"""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Stance
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.evidence import ALONE
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.transcript import LABELLED, SIGNED, interviewed
from onrecord.reading.attribution.tree import Tree

_NEGATED: dict[Stance, Stance] = {
    "confirms": "doubts", "says": "doubts", "claims": "doubts", "reports": "doubts", "announces": "doubts",
    "promises": "doubts", "asks": "doubts", "denies": "says", "doubts": "says", "accuses": "says", "threatens": "says",
}  # fmt: skip
_OBJECT_FRAMES = ("object", "prep:", "passive", "participle", "gap", "relative")
_CLAUSAL_NOUNS = frozenset(("noun-acl", "noun-infinitive", "noun-ccomp", "noun-relcl", "noun-is"))
_NEGATIVES = frozenset(("not", "n't", "never", "no", "neither", "nor"))
_OWN_PLANS = frozenset(("plan", "intend", "mean", "aim", "decide", "propose", "prepare"))
_PROMISING = frozenset(("offer", "agree", "volunteer", "swear", "undertake"))


def stance_of(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> Stance:
    """Return the stance of a candidate's source to its content."""
    cue, frame = candidate.cue, candidate.frame
    lemma = tree.lemma[cue]
    if frame == "adverb":
        return lexicon.adverbs.get(tree.lower[cue], "reports")
    if frame == "according" and candidate.source is not None and _is_report(tree, candidate.source, lexicon):
        return "reports"
    if frame == LABELLED and candidate.source is not None:
        return "asks" if interviewed(tree, candidate.source) == "interviewer" else "says"
    if frame in ("according", "citing", "colon", "view", SIGNED):
        return "says"
    if frame in (ALONE, "raising"):
        cue = _telling(tree, candidate, lexicon)
        lemma = tree.lemma[cue]
        candidate = replace(candidate, cue=cue)
    noun = next(
        (t for t in candidate.extra if tree.lemma[t] in lexicon.nouns and tree.pos[t] == "NOUN"), None
    )
    if noun is not None:
        stance = lexicon.nouns[tree.lemma[noun]]
    elif tree.pos[cue] in ("NOUN", "PROPN"):
        stance = lexicon.nouns.get(lemma, "says")
    elif tree.pos[cue] == "ADJ":
        stance = lexicon.adjectives.get(lemma, "says")
    else:
        stance = _issued(tree, cue, lexicon) or _verb_stance(tree, candidate, lexicon)
    if is_negated(tree, cue) or (noun is not None and is_negated(tree, noun)):
        if lemma in lexicon.leave_open and lemma != "deny":
            return "says"
        if lemma in lexicon.attitude and lemma not in lexicon.belief:
            return "says"  # "did not want", "was not fond of": a view as any other
        return "denies" if lemma in lexicon.belief else _NEGATED[stance]
    return stance


def _issued(tree: Tree, verb: int, lexicon: Lexicon) -> Stance | None:
    """The stance of what is put out or made: "issued a denial", "made a promise"."""
    thing = tree.child(verb, "dobj")
    if tree.lemma[verb] not in lexicon.issuing or thing is None or tree.pos[thing] != "NOUN":
        return None
    stance = lexicon.nouns.get(tree.lemma[thing])
    return None if stance == "says" else stance


def _is_report(tree: Tree, source: int, lexicon: Lexicon) -> bool:
    """Whether "according to" names a text, a count or a newspaper, which report, rather than somebody who speaks."""
    if tree.lemma[source] in lexicon.records:
        return True
    return any(
        tree.lemma[k] in lexicon.records for k in tree.kids[source] if tree.dep[k] in ("compound", "appos")
    )


def _telling(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> int:
    """The word of a cue that says most of the stance: "blame" of "seemed to blame", "promises" of "made promises"."""
    words = [candidate.cue, *candidate.extra]
    words += [k for k in tree.kids[candidate.cue] if tree.dep[k] in ("xcomp", "dobj", "acomp")]
    listed = [t for t in words if _listed(tree, t, lexicon) not in (None, "says")]
    return listed[0] if listed else candidate.cue


def _listed(tree: Tree, token: int, lexicon: Lexicon) -> Stance | None:
    words = {"NOUN": lexicon.nouns, "ADJ": lexicon.adjectives}.get(tree.pos[token], lexicon.verbs)
    return words.get(tree.lemma[token])


def _verb_stance(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> Stance:
    cue, frame = candidate.cue, candidate.frame
    lemma = tree.lemma[cue]
    infinitive = frame in ("object+infinitive", "infinitive-clause")
    if lemma in lexicon.withhold and "infinitive" in frame:
        return _withheld(tree, candidate, lexicon)
    if infinitive and lemma in lexicon.to_infinitive_asks:
        return "asks"
    if frame == "infinitive" and lemma in _OWN_PLANS:
        return "announces"
    if lemma == "agree" or lemma in _PROMISING:
        return "promises" if frame == "infinitive" else "says"
    if lemma == "call":
        asks = frame in ("prep:for", "prep:on", "prep:upon") or (infinitive and _has_to(tree, cue))
        return "asks" if asks else "says"
    if lemma == "charge":
        return "claims" if frame.startswith(("clause", "quote")) else "accuses"
    if lemma == "warn":
        return "threatens" if _speaks_of_own_deed(tree, candidate, lexicon) else "says"
    if lemma in ("assure", "reassure") and not _speaks_of_own_deed(tree, candidate, lexicon):
        return "says"
    if lemma == "suggest":
        return "says"
    return lexicon.verbs.get(lemma, "says")


def _has_to(tree: Tree, verb: int) -> bool:
    """Whether a verb governs an infinitive with "to": "called them to leave", but not "called it a lie"."""
    return any(
        tree.lower[k] == "to" and tree.dep[k] == "aux"
        for kid in tree.kids[verb]
        if tree.dep[kid] in ("xcomp", "ccomp", "advcl")
        for k in tree.kids[kid]
    )


def _withheld(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> Stance:
    """ "declined to confirm" doubts, "refused to rule out" leaves open, "refused to leave" denies."""
    begin, end = candidate.content[0]
    verb = next((t for t in range(begin, end) if tree.pos[t] == "VERB"), None)
    if verb is None:
        return "denies"
    lemma = tree.lemma[verb]
    if lemma in lexicon.leave_open:
        return "says"
    if lemma in ("comment", "elaborate", "answer", "respond", "discuss", "identify", "specify"):
        return "doubts"
    return "doubts" if lemma in lexicon.telling else "denies"


def _speaks_of_own_deed(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether the content says what its own speaker will do: "warned that it would strike back"."""
    name = tree.lower[candidate.source] if candidate.source is not None else ""
    for begin, end in candidate.content:
        for t in range(begin, min(end, begin + 12)):
            if tree.lower[t] in lexicon.will and tree.dep[t] == "aux":
                subject = tree.child(tree.head[t], "nsubj")
                if subject is not None and (tree.pos[subject] == "PRON" or tree.lower[subject] == name):
                    return tree.lower[subject] not in ("you", "this", "that", "there", "which")
    return False


def is_negated(tree: Tree, token: int) -> bool:
    """Whether a cue is negated itself, by its determiner, or by the verb that it hangs on ("failed to", "did not")."""
    for kid in tree.kids[token]:
        if tree.dep[kid] in ("neg", "det", "preconj", "advmod") and tree.lower[kid] in _NEGATIVES:
            return True
    subject = tree.child(token, "nsubj", "nsubjpass")
    if subject is not None:
        words = (subject, *tree.kids[subject])
        if any(tree.lower[w] in ("no", "nobody", "none", "neither") for w in words):
            return True
    above = tree.head[token]
    if tree.dep[token] == "acomp":
        return is_negated(tree, above) if above != token and tree.dep[above] != "acomp" else False
    return tree.dep[token] == "xcomp" and tree.lemma[above] in ("fail", "decline", "refuse")


def names_a_charge(tree: Tree, candidate: Candidate) -> bool:
    """Whether an accusation says of what: "accused the guards of theft", also where the parser hangs "of" too low."""
    if candidate.frame.endswith(("+of", "+for", "+over", ":for", ":of")):
        return True
    target = tree.child(candidate.cue, "dobj", "nsubjpass")
    if target is None or not candidate.frame.startswith(("object", "passive")):
        return False
    return any(tree.dep[k] == "prep" and tree.lower[k] in ("of", "for") for k in tree.kids[target])


def asserts_content(tree: Tree, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether what happens in the content rests on the source's word.

    A source that says *that* something happened vouches for it; one that praises, discusses or opposes a thing
    does not: the thing is there anyway.
    """
    frame, cue = candidate.frame, candidate.cue
    lemma = tree.lemma[cue]
    if lemma in lexicon.deciding:
        return False  # who votes to ask has asked: the deed is the voter's, and the outlet tells it
    if frame == ALONE:
        return lemma in lexicon.verbs and lemma not in lexicon.attitude
    if frame.startswith(_OBJECT_FRAMES) and "infinitive" not in frame:
        if lexicon.verbs.get(lemma) == "accuses" and names_a_charge(tree, candidate):
            return lemma in lexicon.accusing
        if "+" in frame:  # "vowed revenge for the killing": the killing is no vow
            return False
        return lemma in (lexicon.prepositional if frame.startswith("prep:") else lexicon.nominal)
    if frame.startswith("noun-") and frame not in _CLAUSAL_NOUNS:
        noun = next((t for t in candidate.extra if tree.pos[t] == "NOUN"), cue)
        return tree.lemma[noun] in lexicon.nominal_nouns
    return not (frame.startswith("adjective-") and frame not in ("adjective-clause", "adjective-infinitive"))
