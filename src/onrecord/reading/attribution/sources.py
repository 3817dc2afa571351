"""Who is the subject of a cue: through conjunction, control, participles and the passive's agent."""

from __future__ import annotations

from onrecord.reading.attribution.tree import Tree

SUBJECTS = ("nsubj", "csubj")
# Verbs whose object, not subject, is understood as doing what the infinitive says.
_OBJECT_CONTROL = frozenset(
    [
        "ask",
        "urge",
        "tell",
        "order",
        "want",
        "force",
        "allow",
        "let",
        "make",
        "help",
        "encourage",
        "invite",
        "persuade",
        "convince",
        "expect",
        "get",
        "see",
        "hear",
        "require",
        "press",
        "beg",
        "implore",
        "call",
    ]
)
_PASSING_ON = frozenset(("quote", "cite", "describe", "report"))
_MAX_CLIMB = 8


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is in the passive, reduced relatives ("claims made by X") included."""
    dep = tree.dep
    if any(dep[k] in ("nsubjpass", "auxpass", "agent") for k in tree.kids[verb]):
        return True
    if tree.tag[verb] != "VBN":
        return False
    asked = dep[verb] == "advcl" and not any(
        dep[k] == "aux" for k in tree.kids[verb]
    )  # "Asked whether ..., he said"
    return asked or dep[verb] == "acl"


def agent_of(tree: Tree, verb: int) -> int | None:
    """Return the head of the by-phrase of a passive."""
    by = tree.child(verb, "agent")
    return None if by is None else tree.child(by, "pobj")


def subject_of(tree: Tree, verb: int) -> tuple[int | None, str]:
    """Return the head of the one who does what ``verb`` says, and by which path it was found."""
    path = "subject"
    for _ in range(_MAX_CLIMB):
        if is_passive(tree, verb):
            if path != "subject":  # "was asked to say": the passive's subject is who speaks
                subject = tree.child(verb, "nsubjpass")
                if subject is not None:
                    return subject, path
            agent = agent_of(tree, verb)
            if agent is not None or path == "subject":
                return agent, "agent" if agent is not None else "passive"
        subject = tree.child(verb, *SUBJECTS)
        if subject is not None:
            return subject, path
        step = _climb(tree, verb)
        if step is None:
            return None, "none"
        verb, path, noun = step
        if noun:
            return verb, path
    return None, "none"


def _climb(tree: Tree, verb: int) -> tuple[int, str, bool] | None:
    """The next verb upwards that shares its subject, or the noun that is the subject (third item True)."""
    relation, head = tree.dep[verb], tree.head[verb]
    if head == verb:
        return None
    if relation == "conj":
        return head, "conj", False
    if relation == "xcomp":
        if tree.lemma[head] in _OBJECT_CONTROL:
            patient = tree.child(head, "dobj")
            if patient is not None:
                return patient, "control", True
        return head, "control", False
    if relation in ("advcl", "ccomp", "dep", "prep") and tree.pos[head] in ("VERB", "AUX"):
        return head, "control", False
    if relation in ("acl", "relcl") and tree.pos[head] in ("NOUN", "PROPN", "PRON"):
        return head, "modified", True
    if relation == "acl":
        return head, "control", False
    if relation == "pcomp":
        above = tree.head[head]
        if tree.pos[above] in ("VERB", "AUX"):
            quoted = tree.child(above, "dobj") if tree.lower[head] == "as" else None
            if quoted is not None and tree.lemma[above] in _PASSING_ON:
                return quoted, "control", True  # "quoted an official as saying": the official says it
            return above, "control", False
        owner = tree.child(above, "poss")
        if owner is not None:
            return owner, "control", True
        if tree.dep[above] in ("dobj", "attr", "pobj"):
            return tree.head[above], "control", False
    if relation in ("acomp", "attr", "oprd"):
        return head, "subject", False
    return None


def noun_source(tree: Tree, noun: int) -> tuple[int | None, str]:
    """Return who makes the claim that a noun names: its owner, its by- or from-phrase, or the light verb's subject."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return owner, "possessor"
    for kid in tree.kids[noun]:
        if tree.dep[kid] in ("prep", "agent") and tree.lower[kid] in ("by", "from"):
            return tree.child(kid, "pobj"), "agent"
    for kid in tree.kids[noun]:
        if tree.dep[kid] == "acl" and tree.tag[kid] == "VBN":
            agent = agent_of(tree, kid)
            if agent is not None:
                return agent, "agent"
    above = tree.head[noun]
    if tree.dep[noun] in ("dobj", "attr") and tree.pos[above] in ("VERB", "AUX") and above != noun:
        return subject_of(tree, above)
    for kid in tree.kids[noun]:
        if tree.dep[kid] == "prep" and tree.lower[kid] in ("of", "among", "in"):
            return tree.child(kid, "pobj"), "of"
    for kid in tree.kids[noun]:
        if tree.dep[kid] in ("compound", "amod") and tree.entity[kid]:
            return kid, "modifier"
    return None, "none"
