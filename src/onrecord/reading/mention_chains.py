"""From chains to participants: name, key, country, sector and role of each, gathered from all its mentions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from onrecord.knowledge.records import Resolution
from onrecord.model import MentionKind, Participant
from onrecord.reading.layers import MentionNode
from onrecord.reading.mention_kinds import PERSONAL, Candidate
from onrecord.reading.mention_scene import Chains, Scene, owner

_FORM_RANK = {"name": 2, "nominal": 1, "pronoun": 0}
_HOLDERS = frozenset({"president", "prime minister", "chancellor", "king", "supreme leader", "foreign minister", "defense minister", "defence minister", "secretary of state", "secretary general", "vice president", "pope", "interior minister"})  # fmt: skip


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
        self._home = self._main_country()

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
        profile = self._completed(c, profile)
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
        if all(c.kind == "place" for c in members if c.phrase.form == "name"):
            known = None  # a city's key is its country's: it is no actor by itself
        else:
            known = self._known(members, full)
        country = self._first(members, known, "country")
        sector = self._first(members, known, "sector")
        role = self._first(members, known, "role")
        name = known.name if known is not None and known.name and known.id else self._name(best)
        return Profile(
            name=name, id=known.id if known is not None else None, country=country, sector=sector, role=role,
            kind=self._kind(members), best=best.order,
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

    def _main_country(self) -> str | None:
        """The country that the article names most."""
        tally = Counter(
            c.known.country for c in self._scene.candidates
            if c.known is not None and c.known.country and c.phrase.form == "name" and len(c.known.country) == 3
            and c.known.country not in ("IGO", "NGO")
        )  # fmt: skip
        return tally.most_common(1)[0][0] if tally else None

    def _completed(self, c: Candidate, profile: Profile) -> Profile:
        """A description without a country takes its possessor's, or the office holder's name."""
        if c.phrase.form != "nominal" or profile.id is not None or c.order in self._chains.groups:
            return profile
        country = profile.country or self._possessor_country(c)
        name, key, role = profile.name, profile.id, profile.role
        if (
            c.kind in PERSONAL
            and c.definite
            and c.number == "s"
            and role in _HOLDERS
            and country
            and self._scene.on
        ):
            holder = self._scene.knowledge.holder(role, country, self._scene.on)
            if holder is not None and holder.name and not self._chains.name(c.order):
                name, key = holder.name, holder.id
        return Profile(name, key, country, profile.sector, role, profile.kind, profile.best)

    def _possessor_country(self, c: Candidate) -> str | None:
        """ "Its foreign minister", "the country's army": whose it is."""
        found = owner(self._scene, c)
        return self._of_root[self._chains.find(found.order)].country if found is not None else None
