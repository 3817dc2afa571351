"""Links that grammar itself states: apposition, copula, relative pronoun."""

from __future__ import annotations

from onrecord.reading.mention_kinds import PERSONAL, Candidate
from onrecord.reading.mention_scene import Chains, Scene
from onrecord.reading.mention_spans import antecedent

_BODIES = frozenset({"organization", "government", "armed-group", "group"})


def join_links(scene: Scene, chains: Chains) -> None:
    """Join appositions, copulas and relative pronouns with what they belong to."""
    tree = scene.tree
    for c in scene.candidates:
        if c.phrase.form == "nominal" and c.number == "p":
            _split(c, scene, chains)
        if c.pronoun is not None and c.pronoun.person == "r":
            noun = antecedent(tree, c.head)
            found = scene.by_head.get(noun) if noun is not None else None
            if found is not None and tree.lower[c.head] == "which" and found.kind in PERSONAL:
                found = _thing_before(c, scene)
            if found is not None:
                chains.join(found.order, c.order)
        elif tree.dep[c.head] == "appos":
            found = scene.by_head.get(tree.head[c.head])
            if found is not None and _apposed(found, c, scene):
                chains.join(found.order, c.order)
        elif tree.dep[c.head] == "conj" and (other := _same_holder(c, scene)) is not None:
            chains.join(other.order, c.order)
        elif tree.dep[c.head] == "attr":
            found = _subject(c, scene)
            if found is not None and _equates(found, c):
                chains.join(found.order, c.order)


def _split(c: Candidate, scene: Scene, chains: Chains) -> None:
    """ "U.S. and Iraqi troops", "the foreign ministers of Greece and Turkey" are of each of these countries."""
    tree = scene.tree
    before = [
        m
        for kid in tree.kids[c.head]
        if kid < c.head and tree.dep[kid] in ("amod", "nmod", "compound", "poss")
        for m in _joined(kid, scene)
    ]
    if before and not any(tree.lower[i] in ("and", "or", ",") for i in range(c.phrase.first, c.head)):
        before = []
    beside = [c.head + 1] if tree.lower[c.head + 1 : c.head + 2] == ["from"] else []
    after = [m for kid in {*tree.kids[c.head], *beside} for m in _joined(_of(c, kid, scene), scene)]
    for found in (before, after):
        countries = {m.known.country for m in found if m.known is not None}
        if len(countries) > 1:
            chains.split[c.order] = tuple(m.order for m in found)
            return


def _of(c: Candidate, kid: int, scene: Scene) -> int | None:
    """What a plural of offices or bodies is "of": not the Iraqis of "thousands of Iraqis and Syrians"."""
    tree = scene.tree
    others = c.noun in scene.words["of_others"] and tree.lower[kid] == "from"
    if tree.dep[kid] != "prep" or not (tree.lower[kid] == "of" or others) or tree.lemma[c.head] != c.noun:
        return None
    owned = c.kind in PERSONAL | _BODIES
    return next((k for k in tree.kids[kid] if tree.dep[k] == "pobj"), None) if owned else None


def _is_union(m: Candidate) -> bool:
    """Whether a body of many states stands beside countries: "British and EU negotiators"."""
    return m.kind == "organization" and m.known is not None and m.known.country == "IGO"


def _joined(first: int | None, scene: Scene) -> list[Candidate]:
    """The countries of the coordination that a token opens."""
    tree = scene.tree
    found: list[Candidate] = []
    at = first
    while at is not None and len(found) < 8:
        m = scene.by_head.get(at)
        if m is not None and (m.kind in ("country", "nationality") or _is_union(m)):
            found.append(m)
        at = next((k for k in tree.kids[at] if tree.dep[k] == "conj"), None)
    return found


def _same_holder(c: Candidate, scene: Scene) -> Candidate | None:
    """The first of two offices of one person: "president and chief executive, Jane Doe"; the second has no article."""
    tree = scene.tree
    first = scene.by_head.get(tree.head[c.head])
    if first is None or any(m.kind not in PERSONAL or m.number == "p" for m in (first, c)):
        return None
    if c.phrase.form != "nominal" or first.phrase.form != "nominal":
        return None
    if any(tree.dep[k] in ("det", "poss") for k in tree.kids[c.head]):
        return None
    named = any(tree.dep[k] == "appos" for m in (first, c) for k in tree.kids[m.head])
    if not named and tree.dep[first.head] not in ("appos", "attr"):
        return None  # "the president and vice president met"
    return first if alike(first, c) else None


def _thing_before(c: Candidate, scene: Scene) -> Candidate | None:
    """ "The head of the bank, which": nobody is a "which", so it is the last thing named before."""
    for order in range(c.order - 1, max(-1, c.order - 4), -1):
        if scene.candidates[order].kind not in PERSONAL and scene.candidates[order].pronoun is None:
            return scene.candidates[order]
    return None


def _apposed(a: Candidate, b: Candidate, scene: Scene) -> bool:
    """Whether an apposition names or describes its noun; lists and places within places do not."""
    if a.pronoun is not None or b.pronoun is not None or a.number != b.number:
        return False
    if a.phrase.form == b.phrase.form == "name":
        return False  # acronyms are joined by their letters; what is left are lists and "Baghdad, Iraq"
    if any(scene.tree.dep[k] in ("conj", "cc") for k in scene.tree.kids[b.head]) and a.number == "s":
        return False
    return alike(a, b)


def alike(a: Candidate, b: Candidate) -> bool:
    """Whether two mentions can be the same sort of thing."""
    if a.kind in PERSONAL or b.kind in PERSONAL:
        return a.kind in PERSONAL and b.kind in PERSONAL and not _sexes_differ(a, b)
    if a.kind in _BODIES and b.kind in _BODIES:
        return True
    if a.kind in ("country", "place") and b.kind in ("country", "place"):
        return True
    if a.kind == b.kind:
        return True
    return "other" in (a.kind, b.kind) and "nationality" not in (a.kind, b.kind) and a.sure + b.sure < 3.0


def _sexes_differ(a: Candidate, b: Candidate) -> bool:
    return a.gender in "mf" and b.gender in "mf" and a.gender != b.gender


def _subject(c: Candidate, scene: Scene) -> Candidate | None:
    """The subject of a copula that holds: neither negated nor merely possible."""
    tree = scene.tree
    verb = tree.head[c.head]
    if tree.lemma[verb] not in ("be", "become", "remain"):
        return None
    for kid in tree.kids[verb]:
        if tree.dep[kid] == "neg" or (tree.dep[kid] == "aux" and tree.tag[kid] == "MD"):
            return None
    for kid in tree.kids[verb]:
        if tree.dep[kid] == "nsubj":
            return scene.by_head.get(kid)
    return None


def _equates(subject: Candidate, c: Candidate) -> bool:
    if c.phrase.form == "pronoun" or subject.kind in ("event", "document") or subject.order == c.order:
        return False
    if subject.pronoun is not None:
        return subject.pronoun.gender in "mf" and c.kind in PERSONAL and subject.pronoun.number == c.number
    if subject.phrase.form == "name" and c.phrase.form == "name":
        return False
    return subject.number == c.number and alike(subject, c) and c.kind != "other"
