"""Definite descriptions: "the president", "the alliance", "the two leaders", by what their noun can stand for."""

from __future__ import annotations

from collections import defaultdict

from onrecord.reading.mention_groups import Groups
from onrecord.reading.mention_kinds import AGENTS, PERSONAL, Candidate
from onrecord.reading.mention_links import alike
from onrecord.reading.mention_salience import best_antecedent
from onrecord.reading.mention_scene import Chains, Scene, owner
from onrecord.reading.mention_words import Description

_WINDOW = 5
_ELSEWHERE = frozenset({"GPE", "NORP", "LOC", "PERSON", "DATE"})
"""Names before a noun that say whose or where it is, not how it is called."""
_OTHER_PERSON = frozenset({"vice", "deputy", "former", "assistant", "ex", "acting", "under"})


class Descriptions:
    """Resolves definite nouns of one scene, from left to right."""

    def __init__(self, scene: Scene, chains: Chains) -> None:
        self._scene, self._chains = scene, chains
        self._groups = Groups(scene, chains)
        self._by_role: dict[str, list[Candidate]] = defaultdict(list)
        self._by_last: dict[str, list[Candidate]] = defaultdict(list)
        self._by_noun: dict[str, Candidate] = {}
        self._bearers: dict[str, list[Candidate]] = defaultdict(list)
        for c in scene.candidates:
            if c.phrase.form == "name" and c.kind == "person":
                for role in self._roles(c):
                    self._bearers[role].append(c)

    def join(self) -> None:
        """Join each definite description with what it stands for."""
        for c in self._scene.candidates:
            if c.phrase.form == "nominal" and not self._chains.name(c.order):
                self._resolve(c)
            elif c.phrase.form == "name" and c.kind == "role":
                found = self._by_title(c)
                if found is not None:
                    self._chains.join(found.order, c.order)
            self._keep(c)

    def _keep(self, c: Candidate) -> None:
        if c.phrase.form == "name":
            for role in self._roles(c):
                self._by_role[role].append(c)
            if len(c.core) > 1 and c.kind != "person":
                self._by_last[c.core[-1]].append(c)
                if c.noun != c.core[-1]:
                    self._by_last[c.noun].append(c)  # "University of Lagos"
        elif c.phrase.form == "nominal":
            self._by_noun[c.noun] = c
            if c.kind in PERSONAL and self._chains.name(c.order):
                for role in self._roles(c):
                    self._by_role[role].append(c)

    def _roles(self, c: Candidate) -> set[str]:
        """What a mention is called: by the knowledge base, by its title, by its own noun."""
        roles = {r.role.lower() for r in (c.known, c.described) if r is not None and r.role}
        if c.phrase.form == "nominal" and c.noun:
            roles |= {c.noun, c.role} - {""}
        heads = {r.partition(" of ")[0] for r in roles}  # "the minister" after "Minister of Finance Chen"
        return roles | {r.split()[-1] for r in roles | heads if not set(r.split()) & _OTHER_PERSON}

    def _resolve(self, c: Candidate) -> None:
        members = self._groups.members(c)
        if members:
            self._chains.groups[c.order] = members
            return
        again = self._by_noun.get(c.noun)
        if again is not None and again.order in self._chains.split and self._groups.repeats(c, again):
            self._chains.join(again.order, c.order)
            return
        members = self._groups.countries(c)
        if members:
            self._chains.split[c.order] = members
            return
        if not c.definite or c.indefinite or self._scene.tree.dep[c.head] in ("attr", "appos"):
            return
        if any(
            self._scene.tree.lower[k] in self._scene.words["other"] for k in self._scene.tree.kids[c.head]
        ):
            return
        again = self._same_noun(c)
        if again is not None and not self._chains.name(again.order):
            again = None if c.noun in self._scene.words.descriptions else again
        found = (
            self._own_name(c)
            or self._by_modifier(c)
            or self._by_role_or_name(c)
            or again
            or self._by_table(c)
            or self._ahead(c)
        )
        if found is not None and not self._is_called_otherwise(c, found):
            self._chains.join(found.order, c.order)

    def _is_called_otherwise(self, c: Candidate, found: Candidate) -> bool:
        """Whether a name of its own stands before the noun: "the Red Valley group" is not the group told before."""
        tree, chains = self._scene.tree, self._chains
        if c.kind in PERSONAL:
            return False  # "the Pentagon spokesman" is called after whom he speaks for
        own = {
            tree.lower[t]
            for t in range(c.phrase.first, c.head)
            if tree.dep[t] in ("compound", "nmod")
            and tree.pos[t] == "PROPN"
            and tree.entity[t] not in _ELSEWHERE
        }
        names = {w for m in chains.members(found.order) for w in (*m.core, m.text.lower())}
        letters = {w.replace(".", "") for w in names if w.isalpha()}
        return bool(own) and not own & (names | letters)

    def _own_name(self, c: Candidate) -> Candidate | None:
        """ "The northern city of Jaipur" is Jaipur."""
        if c.kind not in ("place", "country") or c.number == "p":
            return None
        named = owner(self._scene, c)
        at_end = named is not None and named.phrase.last == c.phrase.last and named.head > c.head
        return named if named is not None and at_end and named.kind in ("place", "country") else None

    def _by_title(self, c: Candidate) -> Candidate | None:
        """ "The Minister", written like a name: whoever had this title before."""
        known = c.known or c.described
        if known is None or known.role is None or len(c.core) > 1:
            return None
        if self._scene.tree.lower[c.phrase.first] != "the":
            return None
        bearers = self._by_role.get(known.role.lower(), [])[-8:]
        return next((m for m in reversed(bearers) if self._agree(m, c)), None)

    def _by_role_or_name(self, c: Candidate) -> Candidate | None:
        if c.number == "p":
            return None
        if c.kind in PERSONAL:
            role = c.role or c.noun
            return next((m for m in reversed(self._by_role.get(role, [])[-8:]) if self._agree(m, c)), None)
        return next((m for m in reversed(self._by_last.get(c.noun, [])[-8:]) if self._agree(m, c)), None)

    def _by_modifier(self, c: Candidate) -> Candidate | None:
        """ "The Hezbollah militia" is Hezbollah; "the Ford plant" is not Ford."""
        if c.noun not in self._scene.words["naming"] or c.number == "p":
            return None
        m = self._scene.by_head.get(c.head - 1)
        if m is None or m.phrase.form != "name" or m.kind not in ("organization", "armed-group"):
            return None
        return m if self._scene.tree.dep[m.head] in ("compound", "nmod") else None

    def _ahead(self, c: Candidate) -> Candidate | None:
        """A bare "the president", "the alliance" whose name comes only later: the only one in the article."""
        rows = self._scene.words.descriptions.get(c.noun, ())
        wanted = frozenset().union(*(row.names for row in rows))
        if wanted and c.number == "s" and c.kind not in PERSONAL:
            named = [m for m in self._scene.candidates if m.known is not None and m.known.name in wanted]
            return named[0] if len({self._chains.find(m.order) for m in named}) == 1 else None
        if c.kind not in PERSONAL or c.number == "p":
            return None
        if owner(self._scene, c) is not None and self._owner_country(c) is None:
            return None
        role = c.role or c.noun
        bearers = [m for m in self._bearers.get(role, ()) if self._agree(m, c)]
        return bearers[0] if len({self._chains.find(m.order) for m in bearers}) == 1 else None

    def _by_table(self, c: Candidate) -> Candidate | None:
        rows = self._scene.words.descriptions.get(c.noun)
        if rows is None or c.number == "p":
            return None
        if c.kind in ("government",) and c.noun == "government":
            return None
        tree = self._scene.tree
        possessor = any(
            tree.dep[k] == "poss" and tree.lower[k] not in ("its", "his", "her", "their")
            for k in tree.kids[c.head]
        )
        if possessor and c.kind not in PERSONAL:
            return None  # "Iran's capital", "Apple's supplier" is not whatever stood out last

        def weigh(m: Candidate) -> float | None:
            if m.number == "p" or m.phrase.form == "pronoun" or m.order == c.order:
                return None
            if m.phrase.form == "nominal" and not self._chains.name(m.order):
                return None
            return max((w for row in rows if (w := self._weight(row, m, c)) is not None), default=None)

        return best_antecedent(self._scene, self._chains, c, _WINDOW, weigh)

    def _weight(self, row: Description, m: Candidate, c: Candidate) -> float | None:
        kind = "person" if m.kind in PERSONAL else m.kind
        if kind not in row.kinds or not self._agree(m, c):
            return None
        if self._inside(m, c):
            return None
        if row.names:
            named = m.known is not None and m.known.name in row.names
            return 60.0 if named else None
        if row.same_role:
            return None
        if row.roles or row.sectors:
            known = m.known
            roles = {
                r for r in (known.role if known else None, m.described.role if m.described else None) if r
            }
            sector = (known.sector if known is not None else None) or ""
            if row.roles and roles & row.roles:
                return 40.0
            if sector not in row.sectors:
                return None
            return 10.0 if sector else 0.0
        return 0.0

    def _inside(self, m: Candidate, c: Candidate) -> bool:
        """Whether one phrase lies within the other: "the city of Mosul" is not "Iraq's city"."""
        return m.phrase.first < c.phrase.last and c.phrase.first < m.phrase.last

    def _agree(self, m: Candidate, c: Candidate) -> bool:
        """Whether number, sex and country allow that two mentions are one."""
        if m.number != c.number or self._inside(m, c) or not _compatible(m, c):
            return False
        sex = self._chains.gender(m.order)
        if c.gender in "mf" and sex and sex != c.gender:
            return False
        mine = self._chains.country(c.order) or self._owner_country(c)
        theirs = self._chains.country(m.order)
        return mine is None or theirs is None or mine == theirs

    def _owner_country(self, c: Candidate) -> str | None:
        found = owner(self._scene, c)
        return self._chains.country(found.order) if found is not None else None

    def _same_noun(self, c: Candidate) -> Candidate | None:
        """ "The base" after "a base in Iraq": the same noun, unless their modifiers differ."""
        m = self._by_noun.get(c.noun)
        if m is None or m.number != c.number or m.kind == "other" or self._inside(m, c):
            return None
        distance = self._scene.sentence_of[c.order] - self._scene.sentence_of[m.order]
        if distance > 2 * _WINDOW and not (c.kind == "place" and self._chains.name(m.order)):
            return None  # but "the city" stays "the northern city of Jaipur" until another one is told
        mine, theirs = self._modifiers(c), self._modifiers(m)
        if self._owned(c) and (theirs - mine if not self._owned(m) else self._owners_differ(m, c)):
            return None  # "foreign forces" of somebody's are not another's "its forces"
        return m if mine <= theirs else None

    def _owned(self, c: Candidate) -> bool:
        return any(self._scene.tree.dep[k] == "poss" for k in self._scene.tree.kids[c.head])

    def _owners_differ(self, m: Candidate, c: Candidate) -> bool:
        ours, theirs = self._owner_country(c), self._owner_country(m)
        return ours is not None and theirs is not None and ours != theirs

    def _modifiers(self, c: Candidate) -> set[str]:
        tree = self._scene.tree
        lists = self._scene.words
        return {
            tree.lower[i] for i in range(c.phrase.first, c.phrase.last)
            if i != c.head and tree.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") and tree.lower[i] not in lists["definite"]
        }  # fmt: skip


def _compatible(m: Candidate, c: Candidate) -> bool:
    if c.kind in ("country", "place") or m.kind in ("country", "place"):
        return m.kind in ("country", "place") and (
            c.kind in ("country", "place") or c.noun in ("government", "regime")
        )
    if c.kind in PERSONAL or m.kind in PERSONAL:
        return alike(m, c)
    return m.kind in AGENTS and c.kind in AGENTS | {"group", "other"}
