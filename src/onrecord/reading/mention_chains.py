"""From chains to participants: name, key, country, sector and role of each, gathered from all its mentions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from onrecord.knowledge.records import Resolution
from onrecord.model import MentionKind, Participant
from onrecord.reading.layers import MentionNode
from onrecord.reading.mention_kinds import PERSONAL, Candidate
from onrecord.reading.mention_scene import Chains, Scene, owner

_FORM_RANK = {"name": 2, "nominal": 1, "pronoun": 0}
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
        self._home = self._main_countries()
        for root in roots:
            self._complete(root)

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
        members = tuple(dict.fromkeys(self.entity(m) for m in self._chains.groups.get(c.order, ())))
        return MentionNode(
            kind=kind, form=c.phrase.form, head=c.head, tokens=(c.phrase.first, c.phrase.last),
            entity=self._number[root], participant=participant, members=members if len(members) > 1 else (),
            best=self._of_root[root].best == c.order,
        )  # fmt: skip

    def _profile(self, members: list[Candidate]) -> Profile:
        members = sorted(members, key=lambda c: c.order)
        full = max((len(c.core) for c in members if c.phrase.form == "name"), default=0)
        best = max(
            members,
            key=lambda c: (_FORM_RANK[c.phrase.form], min(len(c.core), 4), not c.indefinite, -c.order),
        )
        names = [c for c in members if c.phrase.form == "name"]
        only_place = bool(names) and all(c.kind == "place" for c in names)
        known = None if only_place else self._known(members, full)  # a city's key is its country's: no actor
        country = self._first(members, known, "country")
        kind = self._kind(members)
        sector = None if kind in ("country", "place") else self._first(members, known, "sector")
        role = self._first(members, known, "role") or next((c.role for c in members if c.role), None)
        name = known.name if known is not None and known.name and known.id else self._name(best)
        return Profile(
            name=name, id=known.id if known is not None else None, country=country, sector=sector, role=role,
            kind=kind, best=best.order,
        )  # fmt: skip

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

    def _name(self, best: Candidate) -> str:
        tree = self._scene.tree
        name = best.phrase.name
        if best.phrase.form == "name":
            first, last = (
                (name.first, name.last) if name is not None else (best.phrase.first, best.phrase.last)
            )
            while last - first > len(best.core) and tree.lower[first] not in best.core[:1]:
                first += 1
            return tree.text[tree.begin[first] : tree.end[last - 1]]
        return best.text

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
            name=" and ".join(dict.fromkeys(m.name for m in members)) if len(members) > 1 else own.name,
            id=None,
            country=next(iter(countries)) if len(countries) == 1 else None,
            sector=next(iter(sectors)) if len(sectors) == 1 else None,
            role=None,
            kind="group",
            best=own.best,
        )

    def _main_countries(self) -> Counter[str]:
        """How often the article names each country, its people and its bodies."""
        return Counter(
            c.known.country for c in self._scene.candidates
            if c.known is not None and c.known.country and c.phrase.form == "name" and c.known.country not in ("IGO", "NGO")
        )  # fmt: skip

    def _complete(self, root: int) -> None:
        """A description without a country takes its owner's, else the article's own; an office its holder's name."""
        profile = self._of_root[root]
        if profile.id is not None or self._chains.name(root):
            return
        members = [c for c in self._chains.members(root) if c.phrase.form == "nominal"]
        country = profile.country
        for c in sorted(members, key=lambda c: c.order):
            country = country or self._owner_country(c) or self._home_country(c, profile)
        name, key = profile.name, profile.id
        if (
            country
            and profile.role in self._scene.words["offices"]
            and self._scene.on
            and self._is_holder(members)
        ):
            holder = self._scene.knowledge.holder(profile.role, country, self._scene.on)
            if holder is not None and holder.name:
                name, key = holder.name, holder.id
        self._of_root[root] = replace(profile, name=name, id=key, country=country)

    def _is_holder(self, members: list[Candidate]) -> bool:
        return any(c.kind in PERSONAL and c.definite and c.number == "s" for c in members)

    def _owner_country(self, c: Candidate) -> str | None:
        """ "Its foreign minister", "the country's army": whose it is."""
        if c.kind not in _OWNED:
            return None
        found = owner(self._scene, c)
        return self._of_root[self._chains.find(found.order)].country if found is not None else None

    def _home_country(self, c: Candidate, profile: Profile) -> str | None:
        """A bare "the government", "police", "the president" is of the country that the article names most."""
        if not c.noun or c.noun not in self._scene.words["institutions"] or profile.sector is None:
            return None
        if not c.definite and c.noun not in self._scene.words["bare_institutions"]:
            return None
        if owner(self._scene, c) is not None:
            return None
        if c.noun in self._scene.words["american"] and "USA" in self._home:
            return "USA"
        return max(sorted(self._home), key=lambda k: self._home[k], default=None)
