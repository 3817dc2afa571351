"""Whom a group stands for: "both sides", "the two leaders", "the neighbours", "each country", "they" of two who met.

Sentence by sentence, backwards: (1) a coordination of the right kind and size ("India and Pakistan"), (2) two who are
subject and object of one verb ("Macron met Merkel"), (3) the only two of that kind that the sentences looked at name.
Where three or more come into question, the group stays what it is called: nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.mention_kinds import PERSONAL, Candidate
from onrecord.reading.mention_scene import Chains, Scene, owner

_WINDOW = 4
_BACK = 60
"""Mentions looked at, backwards: bounds the work in a sentence of ten thousand words."""
_COUNTS = {
    "both": 2, "two": 2, "neither": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7,
}  # fmt: skip
_EACH = frozenset({"each", "neither"})
_OPENERS = frozenset({"the", "these", "those", "both", "all", "two", "three"}) | _EACH
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "dative", "agent"})
_TOWARDS = frozenset({"with", "against", "to", "on", "at", "from", "by"})
_STATES = frozenset({"country", "nationality"})
_CLAUSES = frozenset({"relcl", "acl"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the members of a group must be. ``count`` is ``None`` where the group says no number."""

    group: Candidate
    kinds: tuple[frozenset[str], ...]
    count: int | None
    plural: bool
    """Whether a member may be a group itself: one of "the two sides" can be "rebels"."""


class Groups:
    """Finds the members of the groups of one scene."""

    def __init__(self, scene: Scene, chains: Chains) -> None:
        self._scene, self._chains = scene, chains

    def members(self, c: Candidate) -> tuple[int, ...]:
        """Return one mention of each member of a group, in their order; none where they are not clear."""
        kinds = self._kinds(c)
        if not kinds or not self._refers_back(c):
            return ()
        plural = c.noun in self._scene.words["sides"]
        return self._search(_Wanted(c, kinds, self._count(c), plural))

    def countries(self, c: Candidate) -> tuple[int, ...]:
        """Return the countries whose institutions a plural names: "the two governments", "both foreign ministers"."""
        role = c.role or c.noun
        lists = self._scene.words
        if role not in lists["offices"] and role not in lists["institutions"]:
            return ()
        count = self._count(c)
        if count is None or not self._refers_back(c) or owner(self._scene, c) is not None:
            return ()
        return self._search(_Wanted(c, (frozenset({"country"}),), count, False))

    def repeats(self, c: Candidate, before: Candidate) -> bool:
        """Whether "the two ministers" are those of "the foreign ministers of Greece and Turkey" a few sentences ago."""
        near = self._scene.sentence_of[c.order] - self._scene.sentence_of[before.order] <= _WINDOW
        count = self._count(c)
        return near and self._refers_back(c) and count in (None, len(self._chains.split[before.order]))

    def contact(self, c: Candidate) -> tuple[int, ...]:
        """Return the two who met, called or hosted each other just before a "they" that no plural explains."""
        here = self._scene.sentence_of[c.order]
        for kind in ("person", "country"):
            wanted = _Wanted(c, (frozenset({kind}),), None, False)
            for sentence, found in self._sentences(c.order):
                if here - sentence > 1:
                    break
                pair = self._pair(wanted, [m for m in found if self._fits(m, wanted, pronouns=True)])
                if pair:
                    return pair
        return ()

    def _kinds(self, c: Candidate) -> tuple[frozenset[str], ...]:
        tree, groups = self._scene.tree, self._scene.words.groups
        plural = c.noun[:-1] + "ies" if c.noun.endswith("y") else c.noun + "s"
        return groups.get(tree.lower[c.head]) or groups.get(plural) or groups.get(c.noun) or ()

    def _count(self, c: Candidate) -> int | None:
        tree = self._scene.tree
        words = [*(tree.lower[i] for i in range(c.phrase.first, c.phrase.last)), c.noun]
        return next((_COUNTS[w] for w in words if w in _COUNTS), None)

    def _refers_back(self, c: Candidate) -> bool:
        """Whether a group can mean who was named before: definite, not "other" ones, no clause that says which."""
        tree = self._scene.tree
        opening = tree.lower[c.phrase.first]
        if opening not in _OPENERS or (opening in ("two", "three") and c.head != c.phrase.first):
            return False
        each = opening in _EACH
        if c.number != "p" and not each and c.noun not in _COUNTS:
            return False
        if self._count(c) is None and not each and c.phrase.last - c.phrase.first > 2:
            return False
        if tree.dep[c.head] in ("attr", "appos"):
            return False
        for kid in tree.kids[c.head]:
            if tree.lower[kid] in self._scene.words["other"]:
                return False
            if tree.dep[kid] in _CLAUSES and kid > c.head and tree.lower[c.head + 1 : c.head + 2] != [","]:
                return False
            if tree.dep[kid] == "prep" and tree.lower[kid] == "of" and kid > c.head:
                return False
        return True

    def _search(self, wanted: _Wanted) -> tuple[int, ...]:
        c = wanted.group
        barred = self._arguments(c)
        here = self._scene.sentence_of[c.order]
        seen: dict[int, int] = {}
        if wanted.plural and (joined := self._opposed(wanted, barred)):
            return joined
        for sentence, mentions in self._sentences(c.order):
            if here - sentence > _WINDOW:
                break
            found = [m for m in mentions if self._chains.find(m.order) not in barred]
            joined = self._coordination(wanted, found)
            if joined:
                return joined
            fits = [m for m in found if self._fits(m, wanted, pronouns=True)]
            pair = self._pair(wanted, fits) if wanted.count in (2, None) else ()
            if pair:
                return pair
            if wanted.count == 2:
                self._add(seen, fits)
                if len(seen) > 2:
                    return ()
                if len(seen) == 2:
                    return tuple(sorted(seen.values()))
        return ()

    def _opposed(self, wanted: _Wanted, barred: set[int]) -> tuple[int, ...]:
        """The last two who fight or deal with each other: "both sides" are they, not two others who call for peace."""
        here = self._scene.sentence_of[wanted.group.order]
        for sentence, mentions in self._sentences(wanted.group.order):
            if here - sentence > _WINDOW:
                break
            found = [m for m in mentions if self._chains.find(m.order) not in barred]
            joined = self._coordination(wanted, found)
            if joined and self._oppose(self._scene.candidates[joined[0]].head):
                return joined
        return ()

    def _oppose(self, head: int) -> bool:
        """Whether a coordination is "between" two, or what it does is done to each other: they fight, they meet."""
        scene = self._scene
        if scene.preposition(head) == "between":
            return True
        verb = scene.governor(head)
        return scene.relation(head) in _SUBJECTS and scene.tree.lemma[verb] in scene.words["opposing"]

    def _add(self, seen: dict[int, int], fits: list[Candidate]) -> None:
        """Add the chains that a sentence names, by one mention each; the nearest decides whether people are meant."""
        for m in reversed(fits):
            others = [self._scene.candidates[order] for order in seen.values()]
            if m.pronoun is None and self._homogeneous([*others, m]):
                seen.setdefault(self._chains.find(m.order), m.order)

    def _sentences(self, order: int) -> Iterator[tuple[int, list[Candidate]]]:
        """The mentions before one, sentence by sentence, backwards; within a sentence in the order of the text."""
        number, found = -1, list[Candidate]()
        for n in range(order - 1, max(-1, order - _BACK), -1):
            if self._scene.sentence_of[n] != number:
                if found:
                    yield number, found[::-1]
                number, found = self._scene.sentence_of[n], []
            found.append(self._scene.candidates[n])
        if found:
            yield number, found[::-1]

    def _arguments(self, c: Candidate) -> set[int]:
        """Chains that take part in the group's own clause, or belong to who does.

        "Washington urged both countries" and "envoys of Chad and Niger urged both sides" mean two others.
        """
        scene, tree = self._scene, self._scene.tree
        verb = scene.governor(c.head)
        towards = scene.relation(c.head) == "dobj" or scene.preposition(c.head) in _TOWARDS
        if scene.relation(c.head) == "pobj":
            verb = tree.head[verb]
        found: set[int] = set()
        for _ in range(3):
            for kid in tree.kids[verb]:
                m = scene.by_head.get(kid) if tree.dep[kid] in _SUBJECTS | _OBJECTS else None
                if m is not None and m.order != c.order:
                    found.add(self._chains.find(m.order))
                    found |= self._within(kid) if towards else set()
            if tree.dep[verb] not in ("conj", "xcomp", "advcl") or any(
                tree.dep[k] in _SUBJECTS for k in tree.kids[verb]
            ):
                break
            verb = tree.head[verb]
        return found

    def _within(self, argument: int) -> set[int]:
        """Chains that an argument belongs to: the two of "envoys of Chad and Niger", Chad of "the Chadian envoy"."""
        scene, tree = self._scene, self._scene.tree
        inside = range(tree.left[argument], min(tree.right[argument] + 1, tree.left[argument] + _BACK))
        found = (scene.by_head.get(t) for t in inside)
        return {
            self._chains.find(m.order)
            for m in found
            if m is not None
            and m.pronoun is None
            and (scene.relation(m.head) == "pobj" or (tree.head[m.head] == argument and m.kind in _STATES))
        }

    def _kind(self, m: Candidate) -> str:
        if m.kind in PERSONAL:
            return "person"
        return "country" if m.kind == "nationality" and m.number == "s" else m.kind

    def _fits(self, m: Candidate, wanted: _Wanted, *, pronouns: bool = False) -> bool:
        c = wanted.group
        if m.phrase.first < c.phrase.last and c.phrase.first < m.phrase.last:
            return False
        if m.pronoun is not None:
            single = m.pronoun.person == "3" and m.pronoun.gender in "mf" and not m.pronoun.possessive
            return pronouns and single and any("person" in k for k in wanted.kinds)
        known = m.known or m.described
        if wanted.plural and known is not None and (known.sector == "CVL" or known.country == "IGO"):
            return False  # bystanders and the United Nations are no side
        if m.number == "p":
            return wanted.plural and m.kind in ("group", "armed-group", "nationality", "organization")
        return any(self._kind(m) in k for k in wanted.kinds)

    def _homogeneous(self, members: list[Candidate]) -> bool:
        """Whether all are people or none is; "the two" may be either, but not one of each."""
        return len({self._kind(m) == "person" or m.pronoun is not None for m in members}) == 1

    def _coordination(self, wanted: _Wanted, found: list[Candidate]) -> tuple[int, ...]:
        """The last coordination of the right size: "Poland, Hungary and Slovakia" for "the three countries"."""
        tree, scene = self._scene.tree, self._scene
        for m in reversed(found):
            if tree.dep[m.head] != "conj" or any(tree.dep[k] == "conj" for k in tree.kids[m.head]):
                continue
            members = [m]
            while tree.dep[members[-1].head] == "conj" and len(members) < 8:
                above = scene.by_head.get(tree.head[members[-1].head])
                if above is None:
                    break
                members.append(above)
            if len(members) < 2 or tree.dep[members[-1].head] == "conj":
                continue
            if wanted.count is not None and len(members) != wanted.count:
                continue
            if not all(self._fits(x, wanted) for x in members) or not self._alike(wanted, members):
                continue
            return tuple(sorted(x.order for x in members))
        return ()

    def _alike(self, wanted: _Wanted, members: list[Candidate]) -> bool:
        if len({self._chains.find(m.order) for m in members}) != len(members):
            return False
        return wanted.plural or self._homogeneous(members)

    def _pair(self, wanted: _Wanted, fits: list[Candidate]) -> tuple[int, ...]:
        """The last two who are subject and object of one verb; without a count the verb must be one of contact."""
        sides: dict[int, tuple[list[Candidate], list[Candidate]]] = {}
        for m in fits:
            place = self._place(m)
            if place is not None:
                verb, is_object, met = place
                if is_object and wanted.count is None and not met:
                    continue
                sides.setdefault(verb, ([], []))[is_object].append(m)
        for doers, undergoers in reversed(sides.values()):
            if len(doers) == len(undergoers) == 1 and self._alike(wanted, [*doers, *undergoers]):
                return tuple(sorted(m.order for m in (*doers, *undergoers)))
        return ()

    def _place(self, m: Candidate) -> tuple[int, bool, bool] | None:
        """A mention's verb, whether it is object there, and whether verb or noun tell of contact."""
        scene, tree = self._scene, self._scene.tree
        contact = scene.words["contact"]
        relation, at = scene.relation(m.head), scene.governor(m.head)
        if relation in _SUBJECTS:
            return self._clause(at), False, True
        met = tree.lemma[at] in contact
        if relation == "pobj":
            if tree.lower[at] not in _TOWARDS:
                return None
            for _ in range(4):
                at = tree.head[at]
                met = met or tree.lemma[at] in contact
                if tree.pos[at] in ("VERB", "AUX"):
                    break
        elif relation not in _OBJECTS:
            return None
        if tree.pos[at] not in ("VERB", "AUX"):
            return None
        return self._clause(at), True, met

    def _clause(self, verb: int) -> int:
        """The first of the verbs that share a subject: "visited" in "visited Berlin and met the chancellor"."""
        tree = self._scene.tree
        for _ in range(4):
            own = any(tree.dep[k] in _SUBJECTS for k in tree.kids[verb])
            if own or tree.dep[verb] not in ("conj", "xcomp", "advcl"):
                break
            verb = tree.head[verb]
        return verb
