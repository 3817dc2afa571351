"""The codebook of an ontology: its types with all that coders and users need to know of them."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from onrecord.model import UsageError
from onrecord.ontology.crosswalk import acled_pairs, cameo_of
from onrecord.ontology.lexicon import Sense
from onrecord.ontology.ontology import Ontology
from onrecord.ontology.own_file import nearest
from onrecord.ontology.tables import EventKind, contexts


class Example(msgspec.Struct, frozen=True):
    """A sentence and the reports that the coder makes of it, one a line."""

    text: str
    coded: tuple[str, ...]


class ModeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One mode of a type."""

    name: str
    score: float
    means: str
    verbs: int
    """Senses of verbs that give it."""
    nouns: int


class CameoRow(msgspec.Struct, frozen=True, kw_only=True):
    """A CAMEO code that converts to the type."""

    code: str
    mode: str | None
    contexts: tuple[str, ...]
    meaning: str


class AcledRow(msgspec.Struct, frozen=True, kw_only=True):
    """ACLED's event and sub-event type for the type or one of its modes."""

    mode: str | None
    event_type: str
    sub_event_type: str


class Predicate(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the lexicon that tells the type, with all predicates that share it."""

    entry: str
    part: str
    words: tuple[str, ...]
    mode: str | None
    conditions: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    weight: float
    written: str


class TypeEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One event type."""

    name: str
    own: bool
    """Whether a user's ontology file adds it."""
    quad: int
    quad_name: str
    score: float
    definition: str
    recipient: str
    recipient_means: str
    modes: tuple[ModeRow, ...]
    contexts: dict[str, int]
    """Contexts that its entries give, with how many do."""
    cameo_roots: tuple[str, ...]
    cameo: tuple[CameoRow, ...]
    acled: tuple[AcledRow, ...]
    rules: tuple[str, ...]
    examples: tuple[Example, ...]
    verbs: int
    nouns: int
    predicates: tuple[Predicate, ...] = ()
    """Filled where one type is asked for."""


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """The codebook of one ontology."""

    ontology: str
    """"PLOVER", with the tag of a user's file if there is one."""
    rules: tuple[str, ...]
    contexts: dict[str, str]
    types: tuple[TypeEntry, ...]


def codebook_of(ontology: Ontology, only: str | None = None) -> Codebook:
    """Return the codebook; of ``only`` one type with its predicates. Raises ``UsageError`` for an unknown type."""
    told = _told()
    kinds = ontology.kinds
    if only is not None and only.upper() not in kinds:
        hint = nearest(only.upper(), kinds)
        raise UsageError(f"no event type '{only}'{hint}; there are {', '.join(kinds)}")
    chosen = [kinds[only.upper()]] if only is not None else list(kinds.values())
    return Codebook(
        ontology=f"PLOVER+{ontology.tag}" if ontology.tag else "PLOVER",
        rules=tuple(told["rules"]),
        contexts={name: told["contexts"][name] for name in contexts()},
        types=tuple(_entry(kind, ontology, whole=only is not None) for kind in chosen),
    )


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    return tomllib.loads((files("onrecord.ontology") / "data" / "codebook.toml").read_text("utf8"))


def _entry(kind: EventKind, ontology: Ontology, whole: bool) -> TypeEntry:
    told = _told()["types"].get(kind.name, {})
    senses = [
        s
        for table in (ontology.lexicon.verbs, ontology.lexicon.nouns)
        for many in table.values()
        for s in many
        if s.event_type == kind.name
    ]
    given = Counter(c for s in senses for c in s.contexts)
    return TypeEntry(
        name=kind.name,
        own=kind.own,
        quad=kind.quad,
        quad_name=kind.quad_name,
        score=kind.score,
        definition=kind.covers,
        recipient=kind.recipient,
        recipient_means=_told()["recipient"][kind.recipient],
        modes=_modes(kind, senses, told.get("modes", {})),
        contexts=dict(given.most_common()),
        cameo_roots=kind.cameo,
        cameo=tuple(
            CameoRow(code=c.code, mode=c.mode, contexts=c.contexts, meaning=c.meaning) for c in cameo_of(kind.name)
        ),
        acled=tuple(
            AcledRow(mode=mode, event_type=event, sub_event_type=sub) for mode, event, sub in acled_pairs(kind.name)
        ),
        rules=tuple(told.get("rules", ())),
        examples=tuple(Example(e["text"], tuple(e["coded"])) for e in told.get("examples", ())),
        verbs=sum(s.part == "verb" for s in senses),
        nouns=sum(s.part == "noun" for s in senses),
        predicates=_predicates(senses) if whole else (),
    )  # fmt: skip


def _modes(kind: EventKind, senses: list[Sense], means: dict[str, str]) -> tuple[ModeRow, ...]:
    count = Counter((s.mode, s.part) for s in senses)
    return tuple(
        ModeRow(
            name=name,
            score=score,
            means=means.get(name, ""),
            verbs=count[name, "verb"],
            nouns=count[name, "noun"],
        )
        for name, score in kind.modes.items()
    )


def _predicates(senses: list[Sense]) -> tuple[Predicate, ...]:
    """The entries in the order of their files, each once with all the words that share it."""
    by_entry: dict[str, list[Sense]] = {}
    for sense in senses:
        by_entry.setdefault(sense.entry.partition(".")[0], []).append(sense)
    return tuple(
        _predicate(entry, sorted(many, key=_number)) for entry, many in sorted(by_entry.items(), key=_in_file)
    )


def _number(sense: Sense) -> int:
    """The sense's place among the words of its entry."""
    return int(sense.entry.partition(".")[2] or 0)


def _in_file(item: tuple[str, list[Sense]]) -> tuple[str, int]:
    file, _, line = item[0].partition(":")
    return file, int(line)


def _predicate(entry: str, senses: list[Sense]) -> Predicate:
    one = senses[0]
    return Predicate(
        entry=entry,
        part=one.part,
        words=tuple(s.words for s in senses),
        mode=one.mode,
        conditions=tuple(c.written for c in one.conditions),
        contexts=one.contexts,
        actors=one.actors,
        recipients=one.recipients,
        reciprocal=one.reciprocal,
        weight=one.weight,
        written=one.written,
    )
