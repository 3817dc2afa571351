"""From chains to participants: name, key, country, sector and role of each, gathered from all its mentions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from msgspec.structs import replace as replace_fields

from onrecord.knowledge.phrase import word_classes
from onrecord.knowledge.records import Resolution
from onrecord.model import MentionKind, Participant
from onrecord.reading.layers import MentionNode
from onrecord.reading.mention_homes import Homes
from onrecord.reading.mention_kinds import PERSONAL, Candidate
from onrecord.reading.mention_naming import is_people, joined, own_name, owned_name, shared_name
from onrecord.reading.mention_scene import Chains, Scene, owner

_FORM_RANK = {"name": 2, "nominal": 1, "pronoun": 0}
_STATES = frozenset({"country", "nationality"})
_OWNED = frozenset(
    {"person", "role", "group", "government", "armed-group", "organization", "facility", "product"}
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article says of one chain."""

    name: str
    id: str | None
    country: str | None
    sector: str | None
    role: str | None
    kind: MentionKind
    best: int
    """Order of the mention that names it best."""


class Profiles:
    """The profiles of all chains of one scene."""

    def __init__(self, scene: Scene, chains: Chains) -> None:
        self._scene, self._chains = scene, chains
        roots = list(dict.fromkeys(chains.find(c.order) for c in scene.candidates))
        self._of_root: dict[int, Profile] = {root: self._profile(chains.members(root)) for root in roots}
        self._number = {root: n for n, root in enumerate(roots)}
        self._homes = Homes(scene)
        for root in roots:
            self._complete(root)
        self._split = {chains.find(order): members for order, members in chains.split.items()}

    def entity(self, order: int) -> int:
        """Return the number of a mention's chain, in order of first mention."""
        return self._number[self._chains.find(order)]

    def node(self, c: Candidate) -> MentionNode:
        """Return a mention with what its chain is known to be."""
        tree = self._scene.tree
        root = self._chains.find(c.order)
        profile = self._of_root[root]
        if c.order in self._chains.groups:
            profile = self._shared(c, profile)
        elif c.phrase.form == "name" and profile.kind == "country" and c.known is not None and c.known.sector:
            profile = replace(
                profile, sector=c.known.sector
            )  # "Tehran" and "the White House" are governments
        start, end = tree.begin[c.phrase.first], tree.end[c.phrase.last - 1]
        participant = Participant(
            text=tree.text[start:end], start=start, end=end, name=profile.name, id=profile.id,
            country=profile.country, sector=profile.sector, role=profile.role,
        )  # fmt: skip
        kind = c.kind if c.phrase.form != "pronoun" and c.kind in ("nationality", "role") else profile.kind
        members = {self.entity(m): m for m in self._chains.groups.get(c.order) or self._split.get(root, ())}
        if len(members) < 2:
            members = {}
        return MentionNode(
            kind=kind, form=c.phrase.form, head=c.head, tokens=(c.phrase.first, c.phrase.last),
            entity=self._number[root], participant=participant, members=tuple(members),
            shares=self._shares(c, profile, participant, list(members.values())),
            best=self._of_root[root].best == c.order,
        )  # fmt: skip

    def _shares(
        self, c: Candidate, group: Profile, whole: Participant, members: list[int]
    ) -> tuple[Participant, ...]:
        """The participants that a group stands for; their text has all of "the ministers of Greece and Turkey"."""
        tree = self._scene.tree
        last = max(
            (self._scene.candidates[m].phrase for m in members), key=lambda p: p.last, default=c.phrase
        )
        inside = tree.left[c.head] <= last.head <= tree.right[c.head]
        if inside and last.last > c.phrase.last:
            end = tree.end[last.last - 1]
            whole = replace_fields(whole, text=tree.text[whole.start : end], end=end)
        return tuple(self._share(c, group, whole, m) for m in members)

    def _share(self, c: Candidate, group: Profile, whole: Participant, member: int) -> Participant:
        """One member of a group, or of the troops of several countries the one country's."""
        own = self._of_root[self._chains.find(member)]
        scene, country = self._scene, own.country
        if c.order in self._chains.groups:
            body = c.known.sector if c.known is not None and own.kind in _STATES else None
            return replace_fields(
                whole, name=own.name, id=own.id, country=country, sector=own.sector or body, role=own.role
            )
        if country and group.role in scene.words["offices"] and scene.on:
            holder = scene.knowledge.holder(group.role, country, scene.on)
            if holder is not None and holder.name:
                return replace_fields(
                    whole,
                    name=holder.name,
                    id=holder.id,
                    country=country,
                    sector=holder.sector,
                    role=holder.role,
                )
        noun, sector = self._share_name(group, own), group.sector or own.sector
        return replace_fields(whole, name=noun, id=None, country=country, sector=sector, role=group.role)

    def _share_name(self, group: Profile, own: Profile) -> str:
        """ "Iraqi troops" for one of "U.S. and Iraqi troops", "Greek government" for one of "their governments"."""
        scene, best = self._scene, self._scene.candidates[group.best]
        single = best.noun in scene.words["institutions"] or group.role in scene.words["offices"]
        noun = (group.role or best.noun) if single else scene.tree.lower[best.head]
        state = own.kind in _STATES or single
        adjective = scene.knowledge.adjective(own.country) if own.country and state else None
        return f"{adjective} {noun}" if adjective else f"{noun} of {own.name}"

    def _profile(self, members: list[Candidate]) -> Profile:
        members = sorted(members, key=lambda c: c.order)
        full = max((len(c.core) for c in members if c.phrase.form == "name"), default=0)
        best = max(
            members,
            key=lambda c: (
                _FORM_RANK[c.phrase.form],
                not self._is_share_of_them(c),
                min(len(c.core), 4),
                not c.indefinite,
                -c.order,
            ),
        )
        names = [c for c in members if c.phrase.form == "name"]
        people = bool(names) and all(is_people(c) for c in names)
        only_place = bool(names) and all(c.kind == "place" for c in names)
        known = (
            None if only_place or people else self._known(members, full)
        )  # a city's key is its country's: no actor
        country = self._first(members, known, "country")
        kind = self._kind(members)
        sector = None if kind in ("country", "place") else self._first(members, known, "sector")
        if (
            people
            and sector is None
            and not any(self._scene.tree.lower[c.phrase.first] == "the" for c in names)
        ):
            sector = "CVL"  # "the Russians" may be their state
        role = self._first(members, known, "role") or next((c.role for c in members if c.role), None)
        name = known.name if known is not None and known.name and known.id else own_name(best, self._scene)
        return Profile(
            name=name, id=known.id if known is not None else None, country=country, sector=sector, role=role,
            kind=kind, best=best.order,
        )  # fmt: skip

    def _is_share_of_them(self, c: Candidate) -> bool:
        """ "Seventeen of them" names nobody: the rest of the chain does."""
        tree = self._scene.tree
        return any(
            tree.dep[k] == "pobj" and tree.pos[k] == "PRON"
            for kid in tree.kids[c.head]
            if tree.lower[kid] == "of"
            for k in tree.kids[kid]
        )

    def _known(self, members: list[Candidate], full: int) -> Resolution | None:
        """The knowledge base's answer for the chain; a bare surname's does not count against a full name unknown."""
        answers = [
            c.known for c in members
            if c.known is not None and c.known.id is not None and (c.phrase.form == "name" or c.known.kind != "country")
            and (full < 2 or c.kind != "person" or len(c.core) > 1 or c.phrase.form != "name")
        ]  # fmt: skip
        return answers[0] if answers else None

    def _first(self, members: list[Candidate], known: Resolution | None, field: str) -> str | None:
        """The knowledge base's value, else the title's, else the commonest that any description gives."""
        if known is not None and (value := getattr(known, field)) is not None:
            return str(value)
        if known is not None and field == "sector" and known.kind == "country":
            return None
        described = Counter(
            str(v) for c in members for r in (c.described, c.known)
            if r is not None and (v := getattr(r, field)) is not None and c.phrase.form != "pronoun"
        )  # fmt: skip
        return described.most_common(1)[0][0] if described else None

    def _kind(self, members: list[Candidate]) -> MentionKind:
        named = [c for c in members if c.phrase.form == "name"] or [
            c for c in members if c.phrase.form == "nominal"
        ]
        if not named:
            return members[0].kind
        tally: dict[MentionKind, float] = {}
        for c in named:
            kind = c.kind
            if kind == "nationality" and c.number == "s" and c.known is not None and c.known.id is not None:
                kind = "country" if c.known.name and any(m.kind == "country" for m in members) else kind
            tally[kind] = tally.get(kind, 0.0) + c.sure + 0.1
        return max(sorted(tally), key=lambda k: tally[k])

    def _shared(self, c: Candidate, own: Profile) -> Profile:
        """What the members of a group have in common; "we" is the speaker's side."""
        members = [self._of_root[self._chains.find(m)] for m in self._chains.groups[c.order]]
        countries = {m.country for m in members}
        sectors = {m.sector for m in members}
        return Profile(
            name=joined([m.name for m in members]) if len(members) > 1 else own.name,
            id=None,
            country=next(iter(countries)) if len(countries) == 1 else None,
            sector=next(iter(sectors)) if len(sectors) == 1 else None,
            role=None,
            kind="group",
            best=own.best,
        )

    def _complete(self, root: int) -> None:
        """A description without a country takes its owner's, else the article's own; an office its holder's name."""
        profile = self._of_root[root]
        if profile.id is not None:
            return
        mentions = sorted(self._chains.members(root), key=lambda c: c.order)
        if self._chains.name(root):
            self._complete_name(root, profile, mentions)
            return
        members = [c for c in mentions if c.phrase.form == "nominal"]
        country, body = profile.country, None
        for c in members:
            country = country or self._owner_country(c) or self._home_country(c, profile)
            bare = self._homes.is_bare(c) and not self._is_former(c)
            body = body or (self._homes.body(c, country) if country and bare else None)
        name, key = profile.name, profile.id
        if (
            country
            and profile.role in self._scene.words["offices"]
            and self._scene.on
            and self._is_holder(members)
        ):
            body = self._scene.knowledge.holder(profile.role, country, self._scene.on) or body
        if body is not None and body.name:
            name, key = body.name, body.id
        elif members:
            name = self._owned_name(members[0]) or name
        self._of_root[root] = replace(profile, name=name, id=key, country=country)

    def _complete_name(self, root: int, profile: Profile, members: list[Candidate]) -> None:
        """A bare "Parliament" or "The Supreme Court" is that of the country that the article is about."""
        if profile.country is not None or any(
            c.kind == "person" or not self._homes.is_bare(c) for c in members if c.phrase.form == "name"
        ):
            return
        named = next(c for c in members if c.phrase.form == "name")
        country = self._homes.country(named)
        body = self._homes.body(named, country) if country else None
        if body is not None:
            self._of_root[root] = replace(
                profile, name=body.name or profile.name, id=body.id, country=country,
                sector=body.sector or profile.sector, kind=body.kind or profile.kind,
            )  # fmt: skip

    def _owned_name(self, c: Candidate) -> str | None:
        """ "World Food Programme employees" for "its three employees"."""
        found = owner(self._scene, c)
        if found is None:
            return None
        if found.order in self._chains.groups:
            members = self._chains.groups[found.order]
            if c.number == "p" and c.kind in _OWNED:
                self._chains.split[c.order] = members
            return shared_name(
                c, found, [self._of_root[self._chains.find(m)].name for m in members], self._scene
            )
        theirs = self._of_root[self._chains.find(found.order)]
        return owned_name(c, theirs.name, theirs.country, theirs.kind, self._scene)

    def _is_holder(self, members: list[Candidate]) -> bool:
        """Whether a description means who holds the office now."""
        if any(self._is_former(c) for c in members):
            return False
        return any(c.kind in PERSONAL and c.definite and c.number == "s" for c in members)

    def _is_former(self, c: Candidate) -> bool:
        """Whether a word before the noun says that its holder no longer is: "the ousted president"."""
        tree, former = self._scene.tree, word_classes()["former"]
        return any(tree.lower[t] in former for t in range(c.phrase.first, c.head))

    def _owner_country(self, c: Candidate) -> str | None:
        """ "Its foreign minister", "the country's army": whose it is."""
        if c.kind not in _OWNED or c.noun in self._scene.words["of_others"]:
            return None
        found = owner(self._scene, c)
        return self._of_root[self._chains.find(found.order)].country if found is not None else None

    def _home_country(self, c: Candidate, profile: Profile) -> str | None:
        """The article's own country for a bare "the government", "police", "the president"."""
        of_state = self._homes.is_bare(c) or self._homes.is_staff(c)
        return self._homes.country(c) if profile.sector is not None and of_state else None
