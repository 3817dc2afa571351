"""The types of a user's ontology file: new ones, and modes and scores of PLOVER's that it changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onrecord.ontology.own_file import OwnType, Problems
from onrecord.ontology.tables import QUAD_NAMES, EventKind, event_types

_NAME = re.compile(r"[A-Z][A-Z0-9_-]{1,15}")
_MODE = re.compile(r"[a-z][a-z0-9-]*")
_VERB = re.compile(r"[a-z]+(/[a-z]+/[a-z]+)?( [a-z' -]+)?")
_CAMEO = re.compile(r"\d{2,4}")
_HIGHEST = 10
"""Scores run from minus to plus this."""


def own_types(raw: Mapping[str, Any], problems: Problems) -> dict[str, EventKind]:
    """Return PLOVER's types and the user's; what is wrong is noted, and its type left out."""
    kinds = dict(event_types())
    for name, table in raw.items():
        header = f"types.{name}"
        own = problems.shaped(table, OwnType, header)
        if own is None or not _scores_right(own, header, problems):
            continue
        if name in event_types():
            _only_modes(name, own, header, problems)
            shipped = event_types()[name]
            score = shipped.score if own.score is None else own.score
            kinds[name] = replace(shipped, score=score, modes={**shipped.modes, **own.modes})
        elif _new_right(name, own, header, problems):
            kinds[name] = _kind(name, own)
    return kinds


def _kind(name: str, own: OwnType) -> EventKind:
    assert own.quad is not None
    assert own.score is not None
    return EventKind(
        name=name,
        quad=own.quad,
        quad_name=QUAD_NAMES[own.quad],
        score=own.score,
        cameo=tuple(own.cameo),
        recipient=own.recipient or "optional",
        covers=own.covers or "",
        modes=own.modes,
        verb=own.verb or "",
        preposition=own.preposition or "",
        own=True,
    )


def _scores_right(own: OwnType, header: str, problems: Problems) -> bool:
    wrong = [("score", own.score or 0.0, None), *((m, score, "modes") for m, score in own.modes.items())]
    right = True
    for name, score, key in wrong:
        if not -_HIGHEST <= score <= _HIGHEST:
            what = f"'{name}': {score:g} is no score; scores run from -{_HIGHEST} to {_HIGHEST}"
            problems.add(header, what, key=key or name)
            right = False
    for mode in own.modes:
        if not _MODE.fullmatch(mode):
            what = f"'{mode}' is no name of a mode: small letters, digits and '-', such as 'by-sea'"
            problems.add(header, what, key="modes")
            right = False
    return right


def _only_modes(name: str, own: OwnType, header: str, problems: Problems) -> None:
    fixed = ("quad", "covers", "recipient", "cameo", "verb", "preposition")
    for key in (k for k in fixed if getattr(own, k)):
        what = f"'{key}': {name} is PLOVER's and only its 'score' and 'modes' can change; give your type a name of its own"
        problems.add(header, what, key=key)


def _new_right(name: str, own: OwnType, header: str, problems: Problems) -> bool:
    wrong: list[tuple[str, str | None]] = []
    if not _NAME.fullmatch(name):
        wrong.append(
            (f"'{name}' is no name of a type: 2 to 16 capitals, digits, '-' or '_', such as EVACUATE", None)
        )
    for key, example in (("quad", "2"), ("score", "6.0"), ("covers", '"moves people out of danger"')):
        if getattr(own, key) is None:
            wrong.append((f"'{key}' is missing; a new type needs it, as in {key} = {example}", None))
    if own.verb is not None and not _VERB.fullmatch(own.verb):
        wrong.append(
            (
                f"'verb': '{own.verb}' is no verb: write it as 'evacuate', 'sink/sank/sunk' or 'go/went/gone on patrol'",
                "verb",
            )
        )
    bad = [c for c in own.cameo if not _CAMEO.fullmatch(c)]
    if bad:
        wrong.append((f"'cameo': '{bad[0]}' is no CAMEO code: two to four digits, such as \"074\"", "cameo"))
    for what, at in wrong:
        problems.add(header, what, key=at)
    return not wrong
