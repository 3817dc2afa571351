"""Whom an attribution quotes: one key for all that one source says, whether as "John Smith", "Smith" or "he"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Attribution, MentionKind, Participant, Record
from onrecord.quoting.records import SourceKind

_KINDS: Mapping[MentionKind, SourceKind] = {
    "person": "person", "organization": "organization", "government": "organization", "armed-group": "organization",
    "country": "organization", "place": "organization", "facility": "organization", "document": "document",
    "role": "unnamed", "group": "unnamed", "nationality": "unnamed",
}  # fmt: skip
_PRONOUNS = frozenset(
    [
        "i",
        "we",
        "you",
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "this",
        "that",
        "these",
        "those",
        "who",
        "which",
        "one",
        "some",
        "others",
        "many",
        "both",
        "someone",
        "somebody",
        "my",
        "our",
        "your",
        "his",
        "their",
        "its",
        "mine",
        "ours",
    ]
)
_INTERVIEW = ("interviewer", "interviewee")
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a source is within all that is listed."""

    key: str
    name: str
    kind: SourceKind


NOBODY = Identity("", "", "none")


def identities(record: Record) -> list[Identity]:
    """Return who each attribution of a record quotes, in their order."""
    kinds = {(m.start, m.end): m.kind for m in record.mentions}
    found = [_identity(record, a, kinds) for a in record.attributions]
    fuller = _surnames(found)
    return [fuller.get(who.key, who) for who in found]


def _identity(
    record: Record, attribution: Attribution, kinds: Mapping[tuple[int, int], MentionKind]
) -> Identity:
    speaker = attribution.speaker
    if speaker is None:
        return NOBODY
    if speaker.role in _INTERVIEW and speaker.name == speaker.text:
        return Identity(f"{record.id}#{speaker.role}", speaker.role, "unnamed")
    name = bare(speaker.name)
    if name.casefold() in _PRONOUNS:
        return Identity(f"{record.id}#{name.casefold()}", name, "unresolved")
    kind = _kind(speaker, kinds.get((speaker.start, speaker.end)))
    if speaker.id is not None:
        return Identity(speaker.id, name, kind)
    if kind == "person" or speaker.country is None:
        return Identity(name.casefold(), name, kind)
    return Identity(f"{name.casefold()}|{speaker.country}", name, kind)


def _kind(speaker: Participant, mention: MentionKind | None) -> SourceKind:
    if speaker.id is not None and speaker.id.startswith("or:person/"):
        return "person"
    kind = _KINDS.get(mention, "person") if mention is not None else "person"
    if kind in ("organization", "document"):
        return kind
    if kind == "person":
        return "person" if speaker.id is not None or _is_named(speaker) else "unnamed"
    # "the police chief", "the two men": a person where the article or our knowledge has the name
    told = bare(speaker.name).casefold() in speaker.text.casefold()
    return "unnamed" if told or not _is_named(speaker) else "person"


def _is_named(speaker: Participant) -> bool:
    """Whether somebody is called by a name: "Smith", but not "Police", "a source" or "U.S. officials"."""
    words = bare(speaker.name).split()
    last = words[-1] if words else ""
    role = (speaker.role or "").casefold().split()
    if role and last.casefold().startswith(role[-1][:5]):
        return False
    return last[:1].isupper() and not any(w.islower() and w.isalpha() for w in words[:1])


def bare(name: str) -> str:
    """Return a name or description without its article."""
    first = next((a for a in _ARTICLES if name.casefold().startswith(a)), "")
    return " ".join(name[len(first) :].split())


def _surnames(found: list[Identity]) -> dict[str, Identity]:
    """By the key of a lone surname: the one person of the article who has it and is named in full."""
    people: dict[str, set[Identity]] = defaultdict(set)
    for who in found:
        words = who.name.split()
        if who.kind == "person" and len(words) > 1:
            people[words[-1].casefold()].add(who)
    fuller = {}
    for who in found:
        last = who.name.split()[-1:]
        if who.kind == "person" and last == who.name.split():
            same = people.get(last[0].casefold(), set())
            if len({w.key for w in same}) == 1:
                fuller[who.key] = min(same, key=lambda w: w.name)
    return fuller
