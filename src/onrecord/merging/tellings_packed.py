"""Tellings as the ledger keeps them: working them out of an article takes some milliseconds, reading them back a tenth of one.

Numbers stay what they are to the last bit, so that what is compared with them comes out the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec
import numpy as np

from onrecord.merging.articles import About
from onrecord.merging.tellings import Days, Side, Telling
from onrecord.merging.terms import Vector
from onrecord.model import Place

_QUICK = 1
"""Of zlib's levels the one that takes least time; there is hardly anything to gain from others."""


class _Report(msgspec.Struct, array_like=True):
    """The fields of a telling but for the article's."""

    id: str
    sentence: int
    kind: str | None
    mode: str | None
    word: str
    words: frozenset[str]
    ahead: bool
    negated: bool
    actors: Side
    recipients: Side
    place: Place | None
    days: Days | None
    dated: bool
    figures: dict[str, tuple[float, float]]
    terms: Vector
    names: frozenset[str]
    numbers: frozenset[str]
    speaker: str | None
    sense: bytes | None
    repeats: str | None


class _Article(msgspec.Struct, array_like=True):
    """The tellings of one article."""

    article: str
    published: int | None
    coder: str | None
    about: About
    reports: list[_Report]


_ALONE = frozenset(("sense",))
_SAME = tuple(name for name in _Report.__struct_fields__ if name not in _ALONE)
_encoder, _decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(_Article)


def packed_tellings(tellings: Sequence[Telling]) -> bytes:
    """Pack the tellings of one article; of none there is nothing."""
    if not tellings:
        return b""
    first = tellings[0]
    reports = [
        _Report(
            **{name: getattr(telling, name) for name in _SAME},
            sense=None if telling.sense is None else telling.sense.tobytes(),
        )
        for telling in tellings
    ]
    article = _Article(first.article, first.published, first.coder, first.about, reports)
    return zlib.compress(_encoder.encode(article), _QUICK)


def unpacked_tellings(packed: bytes) -> list[Telling]:
    """Return the tellings; those of one article have what it is about in common."""
    if not packed:
        return []
    article = _decoder.decode(zlib.decompress(packed))
    return [
        Telling(
            **{name: getattr(report, name) for name in _SAME},
            article=article.article,
            published=article.published,
            coder=article.coder,
            about=article.about,
            sense=None if report.sense is None else np.frombuffer(report.sense, dtype=np.float32),
        )
        for report in article.reports
    ]
