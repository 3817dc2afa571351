"""The stance of verbs, which say one thing with a clause, another with an object or an infinitive."""

from __future__ import annotations

from onrecord.model import Stance
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.evidence import ALONE
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.stance_words import StanceWords
from onrecord.reading.attribution.tree import Tree

_PROMISING = frozenset(("offer", "volunteer", "swear", "undertake", "assure", "reassure", "intend"))
_EXPECTING = frozenset(("like", "want"))
"""What is expected of somebody in the passive is nobody's wish: "were wanted to leave"."""
_REFLEXIVE = frozenset(("myself", "himself", "herself", "itself", "ourselves", "themselves"))
_CLAUSES = ("clause", "quote", "parenthesis")
_SPEAKING = frozenset(
    ("comment", "elaborate", "answer", "respond", "discuss", "identify", "specify", "address", "speculate")
)
_CALLING = ("prep:for", "prep:on", "prep:upon")
_NAMING_LENGTH = 25
"""Words of a content among which one of blame makes its name an accusation."""
_OWN_LENGTH = 4
"""Words that open what is revealed, among which a pronoun shows that it is one's own business."""


def verb_stance(tree: Tree, candidate: Candidate, lexicon: Lexicon, words: StanceWords) -> Stance:
    """Return the stance of a candidate whose cue is a verb.

    | verb and context | stance |
    |---|---|
    | tell, want, warn ... somebody *to do*; warn somebody *against* | asks |
    | call for, call on, call *to do*; seek a thing | asks |
    | agree *to do* | promises; with a clause confirms |
    | offer, swear, assure, intend of what the source itself will do | promises, else says |
    | warn of what the source itself will or may do | threatens, else says |
    | charge with a clause | claims, with an object accuses |
    | call, label, portray + a word of blame | accuses, else says |
    | name, pick *as*; declare somebody something; introduce a bill | announces, else says |
    | reveal, disclose | announces one's own business, else reports |
    | find with a clause; put at a figure | reports, else says |
    | challenge somebody *to do* or *to* a thing | asks; a ruling, a report doubts |
    | threaten, promise of a thing ("the dispute threatens to spread") | says: nobody has spoken |
    | maintain a thing; launch *into*; appeal *to* | says |
    | refuse, decline *to confirm, comment, say* | doubts: the source withholds its word |
    | refuse, decline *to rule out, deny* | says: it leaves it open |
    | refuse, decline *to do* | denies |
    """
    cue, frame = candidate.cue, candidate.frame
    lemma = tree.lemma[cue]
    infinitive = "infinitive" in frame
    if lemma in lexicon.withhold and (infinitive or frame == "prep:to"):
        return _withheld(tree, candidate, lexicon)
    if lemma in words.requesting and _of_somebody(tree, candidate):
        return "asks"
    if lemma in words.naming:
        calls = lemma == "call" and (frame in _CALLING or (infinitive and _has_to(tree, cue)))
        return "asks" if calls else "accuses" if blames(tree, candidate, words) else "says"
    if lemma in _PROMISING:
        own = frame == "infinitive" or _speaks_of_own_deed(tree, candidate, words.promising)
        return "promises" if own else "says"
    if lemma in words.making:
        thing = tree.child(cue, "dobj", "nsubjpass")
        if thing is not None and tree.lemma[thing] in words.acts:
            return "announces"
    return _framed(tree, candidate, words) or words.of(tree, cue) or "says"


def _of_somebody(tree: Tree, candidate: Candidate) -> bool:
    """Whether it is told *somebody to do* something, or warned *against* it."""
    cue = candidate.cue
    if tree.lower[candidate.content[0][0]] == "that":
        return False  # "told them that to leave was folly"
    if candidate.frame.startswith("object"):
        whom = tree.child(cue, "dobj")
        below = [*tree.kids[cue], *(tree.kids[whom] if whom is not None else ())]
        if any(tree.lower[k] == "against" and tree.dep[k] == "prep" for k in below):
            return True
    if candidate.frame in ("raising", "passive") and tree.lemma[cue] not in _EXPECTING:
        return tree.tag[cue] == "VBN" and _has_to(tree, cue)  # "was told to leave"
    return candidate.frame in ("object+infinitive", "infinitive-clause") and _has_to(tree, candidate.cue)


def _framed(tree: Tree, candidate: Candidate, words: StanceWords) -> Stance | None:
    """The stance of verbs that say one thing with a clause and another with an object; ``None`` for others."""
    cue, frame = candidate.cue, candidate.frame
    clause = frame.startswith(_CLAUSES) or (frame == ALONE and _is_clause(tree, candidate))
    infinitive, passive = "infinitive" in frame, frame.startswith("passive")
    match tree.lemma[cue]:
        case "agree":
            return "promises" if infinitive else "confirms" if clause else "says"
        case "charge":
            return "claims" if clause else "accuses"
        case "disagree" if frame in ("prep:on", "prep:over", "prep:about"):
            return "says"  # on how to do it: nothing is denied
        case "declare":
            return "says" if clause or _is_quoted(tree, candidate) else "announces"
        case "name" | "pick":
            return "announces" if passive or "+as" in frame else "says"
        case "threaten" | "promise" if _is_thing(tree, candidate.source, words):
            return "says"  # "the dispute threatens to spread", "the race promises to be close"
        case "launch" if frame == "prep:into":
            return "says"  # into a song, a lament
        case "challenge":
            bidden = any(tree.lower[k] == "to" and tree.dep[k] == "prep" for k in tree.kids[cue])
            return "asks" if infinitive or bidden else "doubts"  # "to a debate"
        case "appeal" if frame == "prep:to" and not _has_to(tree, cue):
            return "says"  # it is to somebody's taste
        case "maintain" if frame == "object":
            return "says"  # fondness, a lead
        case "warn":
            return "threatens" if _speaks_of_own_deed(tree, candidate, words.menacing) else "says"
        case "seek":
            return "asks" if not infinitive and frame.startswith(("object", "passive")) else "says"
        case "find":
            own = any(tree.lower[t] in _REFLEXIVE for t in range(cue + 1, min(cue + 2, len(tree))))
            return "reports" if (clause or passive) and not own else "says"
        case "put":
            return "reports" if _figures(tree, cue) else "says"
        case "reveal" | "disclose":
            return _revealed(tree, candidate, words)
    return None


def _is_quoted(tree: Tree, candidate: Candidate) -> bool:
    """Whether all that is said stands in quotation marks."""
    begin, _ = candidate.content[0]
    return tree.text[tree.begin[begin]] in "\"“'‘"


def _is_thing(tree: Tree, source: int | None, words: StanceWords) -> bool:
    """Whether who "threatens" is nobody who could speak."""
    return source is not None and (
        tree.lemma[source] in words.things
        or (tree.lower[source] in ("this", "that") and tree.dep[source] == "nsubj")
    )


def _figures(tree: Tree, verb: int) -> bool:
    """Whether a verb puts something at a number: "put his support at 40 percent"."""
    places = [
        k
        for k in tree.kids[verb]
        if tree.dep[k] in ("prep", "advmod") and tree.lower[k] in ("at", "to", "closer")
    ]
    return any(tree.pos[t] == "NUM" for p in places for t in range(tree.left[p], tree.right[p] + 1))


def _revealed(tree: Tree, candidate: Candidate, words: StanceWords) -> Stance:
    """One's own business revealed is an announcement, that of others a report."""
    source = candidate.source
    if source is None or candidate.frame.startswith("passive") or tree.lower[source] in words.data:
        return "reports"
    begin, end = candidate.content[0]
    mine = any(tree.lower[t] in words.own for t in range(begin, min(end, begin + _OWN_LENGTH)))
    clause = candidate.frame.startswith(_CLAUSES) or _is_clause(tree, candidate)
    return "announces" if mine or not clause else "reports"


def _is_clause(tree: Tree, candidate: Candidate) -> bool:
    """Whether what is said has a finite verb of its own, where the frame does not tell."""
    finite = ("VBZ", "VBP", "VBD", "MD")
    return candidate.frame == ALONE and any(
        tree.tag[t] in finite and tree.dep[t] not in ("relcl", "acl") and tree.dep[tree.head[t]] != "relcl"
        for begin, end in candidate.content
        for t in range(begin, end)
    )


def blames(tree: Tree, candidate: Candidate, words: StanceWords) -> bool:
    """Whether a word of blame is near the beginning of what is said."""
    return any(
        tree.lower[t] in words.negative
        for begin, end in candidate.content
        for t in range(begin, min(end, begin + _NAMING_LENGTH))
    )


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
    verb = tree.child(candidate.cue, "xcomp")
    if verb is None:
        verb = next((t for t in range(begin, end) if tree.pos[t] == "VERB"), None)
    if verb is None:
        return "denies"
    lemma = tree.lemma[verb]
    if lemma in lexicon.leave_open:
        return "says"
    if lemma in _SPEAKING:
        return "doubts"
    if lemma == "release":
        thing = tree.child(verb, "dobj")  # records are words kept back, prisoners are not
        return "doubts" if thing is not None and tree.lemma[thing] in lexicon.records else "denies"
    return "doubts" if lemma in lexicon.telling else "denies"


def _speaks_of_own_deed(tree: Tree, candidate: Candidate, modals: frozenset[str]) -> bool:
    """Whether the content says what its own speaker will do: "warned that it would strike back"."""
    name = tree.lower[candidate.source] if candidate.source is not None else ""
    for begin, end in candidate.content:
        for t in range(begin, min(end, begin + 12)):
            if tree.lower[t] in modals and tree.dep[t] == "aux":
                subject = tree.child(tree.head[t], "nsubj")
                if subject is not None and (tree.pos[subject] == "PRON" or tree.lower[subject] == name):
                    return tree.lower[subject] not in ("you", "this", "that", "there", "which")
    return False
