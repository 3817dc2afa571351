"""Quotations by source: how often each person, body or document is quoted, and how."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from onrecord.model import Participant, Stance
from onrecord.quoting.identity import bare
from onrecord.quoting.records import Quotation, Quoted

_WORD = re.compile(r"\w+")


def by_source(quotations: Iterable[Quotation]) -> tuple[Quoted, ...]:
    """Return everybody who is quoted, the most quoted first, at equal counts by name.

    Known actors are one over all articles, and so are people of one name; unnamed sources are one where their
    description and country are the same ("officials"), which does not say that they are the same people.
    """
    groups: dict[str, list[Quotation]] = {}
    for quotation in quotations:
        groups.setdefault(quotation.who, []).append(quotation)
    return tuple(
        sorted((_quoted(g) for g in groups.values()), key=lambda q: (-q.total, q.name.casefold(), q.who))
    )


def is_of(quotation: Quotation, name: str) -> bool:
    """Whether a quotation is by somebody of this name: all words of ``name`` are in its name, or it is its id."""
    source = quotation.source
    wanted = _words(name)
    if source is not None and source.id is not None and source.id.casefold() == name.strip().casefold():
        return True
    named = [quotation.name, *((source.name, source.text) if source is not None else ())]
    return bool(wanted) and any(wanted <= _words(n) for n in named)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _quoted(group: list[Quotation]) -> Quoted:
    own = [q for q in group if q.kind != "document"] or group
    names = Counter(q.name for q in own)
    name = max(names, key=lambda n: (names[n], len(n), n))
    forms = Counter(q.form for q in group)
    people = [q.source for q in own if q.source is not None]
    stances: Counter[Stance] = Counter(q.stance for q in group)
    called = Counter(bare(q.source.text) for q in group if q.source is not None)
    return Quoted(
        who=group[0].who, name=name, kind=next(q.kind for q in own if q.name == name),
        id=_first(people, "id"), country=_first(people, "country"), sector=_first(people, "sector"),
        role=_first(people, "role"), names=tuple(sorted(called, key=lambda n: (-called[n], n))),
        total=len(group), direct=forms["direct"], mixed=forms["mixed"], indirect=forms["indirect"],
        articles=len({q.article for q in group}), stances=dict(sorted(stances.items())),
        quotations=tuple(q.id for q in group),
    )  # fmt: skip


def _first(people: list[Participant], field: str) -> str | None:
    return next((value for p in people if (value := getattr(p, field))), None)
