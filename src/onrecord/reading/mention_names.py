"""Names: one kind for each over the whole article, and one chain for all forms of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from onrecord.model import MentionKind
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.mention_acronyms import initials, told
from onrecord.reading.mention_kinds import Candidate
from onrecord.reading.mention_scene import Chains, Scene
from onrecord.reading.mention_words import MentionWords

_CORPORATE = frozenset({"inc", "inc.", "corp", "corp.", "co", "co.", "company", "ltd", "ltd.", "llc", "plc", "group", "corporation", "computer", "computers", "incorporated", "limited", "ag", "sa", "gmbh", "holdings"})  # fmt: skip
_SURE = 2.0


def vote_kinds(candidates: list[Candidate], tree: Tree, words: MentionWords) -> list[Candidate]:
    """Return the candidates with one kind for each name: a surname once a person's is never a body later."""
    candidates = [_acting(c, tree, words) for c in candidates]
    people = _surnames(candidates)
    votes: dict[tuple[str, ...], dict[MentionKind, float]] = defaultdict(lambda: defaultdict(float))
    for c in candidates:
        if c.phrase.form == "name" and c.core:
            weight = c.sure * c.sure
            if (
                c.kind == "person"
                and tree.dep[c.head] == "nsubj"
                and tree.lemma[tree.head[c.head]] in words["speech"]
            ):
                weight += 1.0
            votes[c.core][c.kind] += weight
    return [_voted(c, votes, people, tree, words) for c in candidates]


def _acting(c: Candidate, tree: Tree, words: MentionWords) -> Candidate:
    """An unknown bare name that says or does something on purpose is somebody's: "Malloy sued"."""
    if c.phrase.form != "name" or c.kind != "other" or c.known is not None or not 1 <= len(c.core) <= 2:
        return c
    verb = tree.lemma[tree.head[c.head]]
    if tree.dep[c.head] != "nsubj" or not (verb in words["speech"] or verb in words["agentive"]):
        return c
    if tree.lower[c.phrase.first] in words["definite"] or not c.text[:1].isupper() or c.text.isupper():
        return c
    return replace(c, kind="person", gender="p", sure=1.0)


def _surnames(candidates: list[Candidate]) -> set[str]:
    """Last words of the full names of people."""
    return {
        c.core[-1] for c in candidates
        if c.phrase.form == "name" and c.kind == "person" and len(c.core) > 1 and c.sure >= _SURE - 0.5
    }  # fmt: skip


def _voted(
    c: Candidate,
    votes: dict[tuple[str, ...], dict[MentionKind, float]],
    people: set[str],
    tree: Tree,
    words: MentionWords,
) -> Candidate:
    if c.phrase.form == "nominal" and c.text[:1].isupper() and c.text.lower() in people:
        phrase = replace(c.phrase, form="name")  # "Jobs" that opens a sentence
        return replace(
            c,
            phrase=phrase,
            kind="person",
            gender="p",
            number="s",
            core=(c.text.lower(),),
            known=None,
            described=None,
            sure=_SURE,
        )
    if c.phrase.form != "name" or not c.core:
        return c
    if len(c.core) == 1 and c.core[0] in people and c.kind != "person":
        above = tree.head[c.head]
        placed = tree.dep[c.head] == "pobj" and tree.lower[above] in words["locative"]
        if not (placed and c.kind in ("country", "place")) and c.kind != "nationality":
            return replace(c, kind="person", gender="p", known=None, sure=_SURE)
    tally = votes[c.core]
    best = max(sorted(tally), key=lambda k: tally[k])
    if best == c.kind or tally[best] <= tally[c.kind]:
        return c
    gender = c.gender if c.gender in "mf" else ("p" if best == "person" else "n")
    return replace(c, kind=best, gender=gender, known=c.known if c.known and c.known.kind == best else None)


def join_names(scene: Scene, chains: Chains) -> None:
    """Join full names, then acronyms and short forms, then surnames."""
    named = [c for c in scene.candidates if c.phrase.form == "name" and c.core]
    _join_same(named, chains)
    bodies = [c for c in named if c.kind != "person"]
    _join_acronyms(bodies, scene, chains)
    _join_short_forms(bodies, chains)
    people = [c for c in named if c.kind == "person"]
    _join_surnames(people, chains)
    _join_given(people, chains)


def _identity(c: Candidate) -> tuple[str, ...]:
    """What two names must share to be one: the key in the knowledge base and sort of alias, else the words."""
    if c.known is not None and c.known.id is not None:
        if c.kind == "nationality" and c.number == "p" and c.indefinite:
            return ("people", str(c.order))  # "two Iraqis" here and "three Iraqis" there
        if c.kind == "nationality" and c.number == "p":
            return ("people", c.known.id)
        if c.kind == "place" and c.known.country is not None:
            return ("place", " ".join(c.core))
        return ("id", c.known.id)
    return (
        "words",
        "person" if c.kind == "person" else "",
        " ".join(w for w in c.core if w not in _CORPORATE) or " ".join(c.core),
    )


def capitals_as_states(scene: Scene) -> tuple[Candidate, ...]:
    """Return the candidates, where a capital that acts is its country."""
    return tuple(replace(c, kind="country") if _stands_for_state(c, scene) else c for c in scene.candidates)


def _stands_for_state(c: Candidate, scene: Scene) -> bool:
    """Whether a capital stands for its government: who acts or owns, not where something is."""
    tree = scene.tree
    if c.kind != "place" or c.known is None or c.known.id is None:
        return False
    relation, above = scene.relation(c.head), scene.governor(c.head)
    if relation in ("nsubj", "agent"):
        return tree.lemma[above] in scene.words["speech"] or tree.lemma[above] in scene.words["agentive"]
    if relation == "pobj":
        return tree.lower[above] in ("with", "by", "between", "against", "to", "on") and tree.lemma[tree.head[above]] not in (
            "fly", "travel", "go", "return", "come", "visit", "trip", "arrive", "flight", "move", "drive", "close", "road",
        )  # fmt: skip
    return (
        relation in ("dobj", "poss", "dative")
        and tree.lemma[above] in scene.words["agentive"] | scene.words["speech"]
    )


def _join_same(named: list[Candidate], chains: Chains) -> None:
    first: dict[tuple[str, ...], int] = {}
    sexes: dict[str, dict[str, int]] = defaultdict(dict)
    for c in named:
        key = _identity(c)
        if key[0] == "words" and key[1] == "person" and len(c.core) == 1:
            _join_by_sex(c, sexes[key[2]], chains)
        else:
            chains.join(first.setdefault(key, c.order), c.order)


def _join_by_sex(c: Candidate, known: dict[str, int], chains: Chains) -> None:
    """Mr. and Mrs. Baker are two; a bare "Baker" is the one of them named last."""
    sex = c.gender if c.gender in "mf" else ""
    found = known.get(sex) if sex else known.get("last")
    if found is None and sex and set(known) <= {"last"}:
        found = known.get("last")
    if found is not None:
        chains.join(found, c.order)
    known["last"] = c.order
    if sex:
        known[sex] = c.order


def _join_acronyms(bodies: list[Candidate], scene: Scene, chains: Chains) -> None:
    """Acronyms with the full names that the article tells, else with any known name of these initials."""
    meaning = told(scene.candidates, scene.texts)
    by_initials: dict[str, int] = {}
    for c in bodies:
        if len(c.core) > 1:
            for form in initials(c.core):
                by_initials.setdefault(form.upper(), c.order)
    for c in bodies:
        short = scene.texts[c.head].replace(".", "")
        if len(c.core) == 1 and 2 <= len(short) <= 7 and short.isupper():
            found = meaning.get(short, by_initials.get(short))
            if found is not None and not _unlike_ids(scene.candidates[found], c):
                chains.join(found, c.order)


def _unlike_ids(a: Candidate, b: Candidate) -> bool:
    """Whether the knowledge base holds two names for different ones."""
    if a.known is None or b.known is None or a.known.id is None or b.known.id is None:
        return False
    return a.known.id != b.known.id


def _join_short_forms(bodies: list[Candidate], chains: Chains) -> None:
    """ "Apple" after "Apple Inc.", "Boeing" after "Boeing Commercial Airplanes": a full name's first words."""
    longer: dict[tuple[str, ...], int] = {}
    corporate: dict[tuple[str, ...], int] = {}
    for c in bodies:
        if c.kind == "organization" and len(c.core) > 1:
            for n in range(1, len(c.core)):
                if c.known is None or c.known.id is None:
                    longer.setdefault(c.core[:n], c.order)
                if c.core[n] in _CORPORATE:
                    corporate.setdefault(c.core[:n], c.order)
    for c in bodies:
        named = corporate.get(c.core)
        if named is not None and c.kind in ("organization", "other", "product"):
            chains.join(named, c.order)
            continue
        found = longer.get(c.core)
        if (
            found is not None
            and c.kind in ("organization", "other", "product")
            and (c.known is None or c.known.id is None)
        ):
            chains.join(found, c.order)


def _join_surnames(people: list[Candidate], chains: Chains) -> None:
    """A bare surname is the full name before it, else the next one after it; by first name and title where they say."""
    full: dict[str, list[Candidate]] = defaultdict(list)
    for c in people:
        if len(c.core) > 1:
            full[c.core[-1]].append(c)
    for bearers in full.values():
        _join_middle_names(bearers, chains)
    for c in people:
        if len(c.core) != 1:
            continue
        bearers = [b for b in full.get(c.core[0], ()) if _fit(c, b, chains)]
        if not bearers:
            continue
        same = [
            b for b in bearers if c.known is not None and b.known is not None and c.known.id == b.known.id
        ]
        before = [b for b in same or bearers if b.order < c.order]
        chosen = before[-1] if before else (same or bearers)[0]
        if (
            not same
            and c.known is not None
            and c.known.id is not None
            and chains.size(c.order) > 1
            and _full(c, chains)
        ):
            continue
        chains.join(chosen.order, c.order)


def _full(c: Candidate, chains: Chains) -> bool:
    return len(chains.name(c.order)) > 1


def _fit(c: Candidate, bearer: Candidate, chains: Chains) -> bool:
    theirs = chains.gender(bearer.order)
    return c.gender not in "mf" or not theirs or theirs == c.gender


def _join_middle_names(bearers: list[Candidate], chains: Chains) -> None:
    """ "John Smith" and "John Q. Smith" are one; so are "Timothy D. Cook" and "Tim Cook" not."""
    first: dict[str, int] = {}
    for c in bearers:
        chains.join(first.setdefault(c.core[0], c.order), c.order)


def _join_given(people: list[Candidate], chains: Chains) -> None:
    """A bare first name is the one person of that name."""
    by_first: dict[str, Candidate] = {}
    for c in people:
        if len(c.core) > 1:
            by_first.setdefault(c.core[0], c)
    for c in people:
        if len(c.core) == 1 and len(chains.name(c.order)) == 1 and c.core[0] in by_first:
            chains.join(by_first[c.core[0]].order, c.order)
