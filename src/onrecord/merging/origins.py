"""Copies are one origin: articles whose texts are in good part the same words in the same order.

Near copies are found by the hashes of runs of words, smallest first (A. Broder, "On the resemblance and containment of
documents", 1997), and confirmed by counting: a cut copy is contained in its original, whatever stands before and after.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.model import Record

_RUN = 5
"""Words in a run: shorter ones are shared by any two reports of one speech."""
_BANDS, _ROWS = 24, 2
"""Two texts with a third of their runs in common meet in one of the bands with a probability of .94."""
_CONTAINED = 0.5
"""Share of the runs of the shorter text from which on it is a copy. Quotations alone reach .2."""
_SHORTEST = 12
"""Runs below which a text is too short to tell a copy from a formula."""
_PRIME = (1 << 31) - 1
_WORD = re.compile(r"\w+")

Runs = NDArray[np.int64]


def origins(records: Iterable[Record]) -> dict[str, str]:
    """The origin of each article: the first published of its copies, by id where several are of one day."""
    order: dict[str, tuple[str, str]] = {}
    runs: dict[str, Runs] = {}
    for record in records:
        order[record.id] = in_order(record)
        runs[record.id] = runs_of_record(record)
    first = {name: name for name in runs}

    def root(name: str) -> str:
        while first[name] != name:
            name = first[name]
        return name

    for a, b in sorted(_likely(runs)):
        if is_copy(runs[a], runs[b]):
            early, late = sorted((root(a), root(b)), key=order.__getitem__)
            first[late] = early
    return {name: root(name) for name in runs}


def in_order(record: Record) -> tuple[str, str]:
    """Sort key: of copies, the first is the origin."""
    return record.published or "9999", record.id


def runs_of_record(record: Record) -> Runs:
    """The runs of an article; a row of another coder's file has none: rows are alike because their coder writes them so."""
    return runs_of(record.text if record.row is None else "")


def runs_of(text: str) -> Runs:
    """Hashes of the runs of words, each once, in order."""
    words = _WORD.findall(text.lower())
    joined = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    hashes = (int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest(), "big") for run in joined)
    return np.array(sorted({h % _PRIME for h in hashes}), dtype=np.int64)


def bands_of(runs: Runs) -> list[tuple[int, ...]]:
    """The bands of smallest hashes, each with its place: texts that share one may be copies. None of a short text."""
    if len(runs) < _SHORTEST:
        return []
    factors, offsets = _hashing()
    least = ((runs[:, None] * factors + offsets) % _PRIME).min(axis=0)
    return [(band, *least[band * _ROWS : (band + 1) * _ROWS].tolist()) for band in range(_BANDS)]


@lru_cache(maxsize=1)
def _hashing() -> tuple[Runs, Runs]:
    chance = np.random.default_rng(7)
    factors = chance.integers(1, _PRIME, size=_BANDS * _ROWS)
    return factors, chance.integers(0, _PRIME, size=_BANDS * _ROWS)


def _likely(runs: Mapping[str, Runs]) -> set[tuple[str, str]]:
    """Pairs that share a band of smallest hashes."""
    filed: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name in sorted(runs):
        for band in bands_of(runs[name]):
            filed[band].append(name)
    return {(a, b) for names in filed.values() for i, a in enumerate(names) for b in names[i + 1 :]}


def is_copy(a: Runs, b: Runs) -> bool:
    """Whether the shorter text is in good part a piece of the longer one."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / min(len(a), len(b)) >= _CONTAINED
