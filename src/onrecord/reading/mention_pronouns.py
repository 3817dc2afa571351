"""Pronouns: who "he", "it" and "they" are, and who says "I" and "we" in a quotation."""

from __future__ import annotations

from onrecord.reading.mention_groups import Groups
from onrecord.reading.mention_kinds import AGENTS, PERSONAL, Candidate
from onrecord.reading.mention_salience import best_antecedent
from onrecord.reading.mention_scene import Chains, Scene, affiliation
from onrecord.reading.mention_spans import antecedent
from onrecord.reading.mention_speakers import Speakers

_WINDOW = 4
_THINGS = frozenset({"organization", "government", "armed-group", "country", "place", "facility", "product", "document", "event", "other"})  # fmt: skip
_COLLECTIVE = frozenset({"organization", "government", "armed-group", "group", "nationality", "country"})


class Pronouns:
    """Resolves the pronouns of one scene, from left to right, on the chains that names have made."""

    def __init__(self, scene: Scene, chains: Chains) -> None:
        self._scene, self._chains = scene, chains
        self._speakers = Speakers(scene)
        self._groups = Groups(scene, chains)

    def join(self) -> None:
        """Join each pronoun with what it stands for."""
        for c in self._scene.candidates:
            if c.pronoun is None or c.pronoun.person == "r":
                continue
            if c.pronoun.reflexive and c.pronoun.person == "3":
                self._reflexive(c)
            elif c.pronoun.person in "12":
                self._spoken(c)
            elif c.pronoun.gender in "mf":
                self._person(c)
            elif c.pronoun.number == "p":
                self._they(c)
            else:
                self._it(c)

    def _reflexive(self, c: Candidate) -> None:
        """ "Blew himself up": the subject of the clause, whoever that is; nobody else."""
        scene, tree = self._scene, self._scene.tree
        verb = scene.governor(c.head)
        for _ in range(6):
            subject = tree.child(verb, "nsubj", "nsubjpass")
            if subject is not None or tree.head[verb] == verb:
                break
            verb = tree.head[verb]
        found = None if subject is None or subject == c.head else scene.by_head.get(subject)
        if found is not None:
            self._chains.join(found.order, c.order)

    def _spoken(self, c: Candidate) -> None:
        """ "I" is whoever is quoted; "we" is the side that the speaker speaks for, settled with the chain."""
        speaker = self._speakers.of(c.head)
        if speaker is None or c.pronoun is None or c.pronoun.person == "2":
            return
        if c.pronoun.number == "s":
            self._chains.join(speaker.order, c.order)
        elif speaker.kind in PERSONAL:
            side = affiliation(self._scene, self._chains, speaker)
            if side is not None:
                self._chains.join(side.order, c.order)
            else:
                self._chains.groups[c.order] = (speaker.order,)
        else:
            self._chains.join(speaker.order, c.order)

    def _person(self, c: Candidate) -> None:
        wanted = c.pronoun.gender if c.pronoun is not None else "m"
        barred = self._barred(c)

        def weigh(m: Candidate) -> float | None:
            if m.kind not in PERSONAL or m.number == "p" or self._chains.find(m.order) in barred:
                return None
            if m.pronoun is not None and m.pronoun.person in "12r":
                return None
            sex = self._chains.gender(m.order)
            if sex and sex != wanted:
                return None
            bonus = 25.0 if sex else 0.0
            return (
                bonus
                - (40.0 if m.indefinite and m.phrase.form == "nominal" else 0.0)
                - (20.0 if wanted == "f" and not sex else 0.0)
            )

        found = best_antecedent(self._scene, self._chains, c, _WINDOW, weigh) or self._ahead(c, weigh)
        if found is not None:
            self._chains.join(found.order, c.order)

    def _ahead(self, c: Candidate, weigh: object) -> Candidate | None:
        """ "When he arrived, Mr. Smith said": the subject of the clause that the pronoun's clause belongs to."""
        scene, tree = self._scene, self._scene.tree
        verb = tree.head[c.head]
        for _ in range(6):
            if tree.dep[verb] in ("advcl", "prep", "pcomp") and tree.pos[tree.head[verb]] in ("VERB", "AUX"):
                subject = next(
                    (k for k in tree.kids[tree.head[verb]] if tree.dep[k] in ("nsubj", "nsubjpass")), None
                )
                if subject is not None and subject > c.head:
                    found = scene.by_head.get(subject)
                    return found if found is not None and weigh(found) is not None else None  # type: ignore[operator]
            if tree.head[verb] == verb:
                return None
            verb = tree.head[verb]
        return None

    def _barred(self, c: Candidate) -> set[int]:
        """Chains that the pronoun cannot be by grammar: its co-arguments and, in a quotation, the speaker."""
        scene, tree, chains = self._scene, self._scene.tree, self._chains
        barred: set[int] = set()
        if c.pronoun is not None and not c.pronoun.reflexive:
            relation = tree.dep[c.head]
            above = scene.governor(c.head)
            if relation in ("nsubj", "nsubjpass", "dobj", "dative", "pobj"):
                verb = tree.head[above] if relation == "pobj" else above
                rivals = ("nsubj", "nsubjpass") if relation != "nsubj" else ("dobj", "dative")
                barred |= self._heads([k for k in tree.kids[verb] if tree.dep[k] in rivals and k != c.head])
                own = any(tree.dep[k] in ("nsubj", "nsubjpass") for k in tree.kids[verb])
                if relation != "nsubj" and not own and tree.dep[verb] in ("conj", "xcomp"):
                    barred |= self._heads(
                        [k for k in tree.kids[tree.head[verb]] if tree.dep[k] in rivals and k != c.head]
                    )
                if (
                    tree.dep[verb] in ("relcl",)
                    and relation != "nsubj"
                    and not any(tree.dep[k] in ("nsubj", "nsubjpass") for k in tree.kids[verb])
                ):
                    barred |= self._heads([tree.head[verb]])
            if relation == "poss":
                barred |= self._heads([above])
        quote = scene.quotes.of_token[c.head]
        if quote >= 0:
            speaker = self._speakers.of(c.head)
            if speaker is not None:
                barred.add(chains.find(speaker.order))
        return barred

    def _heads(self, tokens: list[int]) -> set[int]:
        found: set[int] = set()
        for token in tokens:
            m = self._scene.by_head.get(token)
            if m is not None and m.pronoun is not None and m.pronoun.person == "r":
                noun = antecedent(self._scene.tree, token)
                m = self._scene.by_head.get(noun) if noun is not None else m
            if m is not None:
                found.add(self._chains.find(m.order))
        return found

    def _they(self, c: Candidate) -> None:
        barred, tree = self._barred(c), self._scene.tree

        def weigh(m: Candidate) -> float | None:
            if self._chains.find(m.order) in barred or (m.pronoun is not None and m.pronoun.person in "12r"):
                return None
            if tree.lower[m.phrase.first] == "no" or self._is_share(m, c):
                return None  # "no soldiers were hurt" speaks of none that could be meant
            if m.pronoun is not None:
                return 20.0 if m.pronoun.number == "p" else None
            joined = self._partners(m)
            if joined and m.kind != "other":
                return 30.0
            if m.number == "p":
                return 10.0 if m.kind in _COLLECTIVE else -30.0
            if m.kind in ("organization", "government", "armed-group", "group"):
                return -20.0
            return -60.0 if m.kind == "country" else None

        found = best_antecedent(self._scene, self._chains, c, _WINDOW - 1, weigh)
        if found is None or self._weak(c, found):
            pair = self._groups.contact(c)
            if pair and not {self._chains.find(m) for m in pair} & barred:
                self._chains.groups[c.order] = pair
                return
        if found is None:
            return
        share = self._scene.by_head.get(self._scene.tree.head[self._scene.tree.head[c.head]])
        if share is not None and self._is_share(share, c) and self._says(share):
            self._chains.join(found.order, share.order)  # some of a group say so: told as the group's word
        partners = self._partners(found)
        if partners:
            self._chains.groups[c.order] = (found.order, *partners)
        else:
            self._chains.join(found.order, c.order)
            if c.order not in self._chains.groups and found.order in self._chains.groups:
                self._chains.groups[c.order] = self._chains.groups[found.order]

    def _is_share(self, m: Candidate, c: Candidate) -> bool:
        """Whether a mention is a part of what the pronoun means: "three of them"."""
        tree = self._scene.tree
        return tree.lower[tree.head[c.head]] == "of" and tree.head[tree.head[c.head]] == m.head

    def _says(self, m: Candidate) -> bool:
        """Whether a mention is the subject of a verb that has a clause: those who say or think something."""
        tree, verb = self._scene.tree, self._scene.tree.head[m.head]
        return tree.dep[m.head] == "nsubj" and any(tree.dep[k] == "ccomp" for k in tree.kids[verb])

    def _weak(self, c: Candidate, found: Candidate) -> bool:
        """Whether a "they" rather means two who met than this: one body, or somebody of an earlier sentence."""
        if found.pronoun is not None or self._partners(found):
            return False
        far = self._scene.sentence_of[c.order] - self._scene.sentence_of[found.order] > 1
        return found.number != "p" or far

    def _partners(self, m: Candidate) -> tuple[int, ...]:
        """Further members of the coordination that a mention opens: "Trump and Merkel"."""
        tree = self._scene.tree
        if tree.dep[m.head] == "conj":
            return ()
        found: list[int] = []
        at = m.head
        for _ in range(8):
            after = next((k for k in tree.kids[at] if tree.dep[k] == "conj"), None)
            other = self._scene.by_head.get(after) if after is not None else None
            if after is None or other is None or (other.kind == "other") != (m.kind == "other"):
                break
            found.append(other.order)
            at = after
        return tuple(found)

    def _it(self, c: Candidate) -> None:
        if self._empty(c):
            self._chains.barred.add(c.order)
            return
        scene, tree = self._scene, self._scene.tree
        barred = self._barred(c)
        verb = scene.governor(c.head)
        acts = scene.relation(c.head) == "nsubj" and (
            tree.lemma[verb] in scene.words["speech"] or tree.lemma[verb] in scene.words["agentive"]
        )

        def weigh(m: Candidate) -> float | None:
            if m.number == "p" or m.kind not in _THINGS or self._chains.find(m.order) in barred:
                return None
            if m.pronoun is not None and (m.pronoun.person != "3" or m.order in self._chains.barred):
                return None
            if acts and m.kind not in AGENTS and m.pronoun is None:
                return None
            return {
                "organization": 25.0,
                "government": 20.0,
                "armed-group": 20.0,
                "country": 15.0,
                "other": -70.0,
                "event": -50.0,
                "place": -15.0,
                "facility": -10.0,
            }.get(m.kind, 0.0)

        found = best_antecedent(scene, self._chains, c, _WINDOW - 2, weigh)
        if (
            found is None
            or found.kind in ("event", "other")
            or scene.sentence_of[found.order] != scene.sentence_of[c.order]
        ):
            ahead = self._ahead(c, weigh)
            found = ahead if ahead is not None and ahead.kind in AGENTS else found
        if found is not None:
            self._chains.join(found.order, c.order)

    def _empty(self, c: Candidate) -> bool:
        """ "It is clear that", "it seems", "it was Smith who", "it rained": stands for nothing."""
        scene, tree = self._scene, self._scene.tree
        if tree.lower[c.head] != "it":
            return False
        verb = tree.head[c.head]
        if tree.dep[c.head] == "expl" or tree.lemma[verb] in scene.words["weather"]:
            return True
        if tree.dep[c.head] not in ("nsubj", "nsubjpass", "dobj"):
            return False
        kids = tree.kids[verb]
        clause = any(
            tree.dep[k] in ("ccomp", "xcomp", "csubj", "advcl", "relcl", "acl")
            and k > verb
            and tree.pos[k] in ("VERB", "AUX")
            for k in kids
        )
        if tree.lemma[verb] in scene.words["raising"] and clause:
            return True
        if tree.lemma[verb] == "be":
            complement = next((k for k in kids if tree.dep[k] in ("acomp", "attr")), None)
            if (
                complement is not None
                and tree.dep[complement] == "attr"
                and any(tree.dep[k] == "relcl" for k in tree.kids[complement])
                and tree.pos[complement] in ("PROPN", "PRON")
            ):
                return True
            inner = (
                complement is not None
                and tree.dep[complement] == "acomp"
                and any(tree.dep[k] in ("ccomp", "xcomp", "advcl") for k in tree.kids[complement])
            )
            return inner or (complement is not None and tree.dep[complement] == "acomp" and clause)
        return tree.dep[c.head] == "nsubjpass" and any(tree.dep[k] == "ccomp" and k > verb for k in kids)
