"""New readings into the stored view: their reports are filed and linked, those that they replace are taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from onrecord.ledger.view import Filed, FilingCabinet
from onrecord.merging.candidates import Meeting, blocks_and_days, may_meet, shelf_of, shelves_beside
from onrecord.merging.columns import Columns
from onrecord.merging.events import LEAST, weighed
from onrecord.merging.shelf import Shelf
from onrecord.merging.spans import LONGEST
from onrecord.merging.tellings import Days
from onrecord.merging.weighing import load_weights

_AT_ONCE = 20_000
"""Reports that are compared at once, about: some 100 MB."""


class Changed(NamedTuple):
    """Reports that came, went, or were linked to one that went."""

    names: set[str]
    numbers: set[int]


def refiled(shelf: Shelf, articles: Collection[int], upto: int) -> tuple[Changed, set[int]]:
    """File the readings of these articles that are current as of reading ``upto``; return what that changes.

    The second value has the articles of which another reading is current now.
    """
    cabinet = shelf.cabinet
    before = cabinet.shelved(articles)
    now = {a: r for a, r in cabinet.current(articles, upto).items() if before.get(a) != r}
    names = {f.name for f in cabinet.filed(articles=now).values()}
    names.update(name for reading in now.values() for name in shelf.read(reading).told)
    cabinet.shelve(now)
    counting = {f.number: f for f in cabinet.named(names).values()}
    standing = cabinet.filed(names=names)
    gone = standing.keys() - counting.keys()
    come = [f for number, f in counting.items() if number not in standing]
    widowed = cabinet.linked(gone, LEAST) | cabinet.fellows(gone)
    cabinet.unfile(gone)
    _file(shelf, come)
    changed = {f.name for f in come} | {standing[number].name for number in gone}
    return Changed(changed, widowed | gone | {f.number for f in come}), set(now)


def _file(shelf: Shelf, come: Collection[Filed]) -> None:
    """File reports and link them to those that they may be one event with."""
    cabinet = shelf.cabinet
    cabinet.file(come)
    cabinet.index((f.number, shelf.read(f.reading).record.title, shelf.told(f).sentence) for f in come)
    beside: dict[int, tuple[set[int], Days]] = {}
    blocks: list[tuple[int, int, int, int]] = []
    for filed in come:
        telling = shelf.telling(filed)
        found, days = blocks_and_days(telling)
        beside[filed.number] = {_hash((*b, s)) for b in found for s in shelves_beside(telling)}, days
        blocks += [(_hash((*b, shelf_of(telling))), *days, filed.number) for b in found]
    cabinet.block(blocks)
    for some, met in _some_with_others(cabinet, come, beside):
        _link(shelf, some, met)


def _some_with_others(
    cabinet: FilingCabinet, come: Collection[Filed], beside: Mapping[int, tuple[set[int], Days]]
) -> Iterator[tuple[list[Filed], dict[int, set[int]]]]:
    """Yield new reports, as many at once as may be in memory, with the numbers of the others that share a block with each."""
    new = {f.number for f in come}
    some: list[Filed] = []
    met: dict[int, set[int]] = {}
    everybody: set[int] = set()
    for filed in come:
        blocks, days = beside[filed.number]
        found = cabinet.sharing(blocks, *days, LONGEST) if blocks else set[int]()
        # of two new ones the first has the pair
        met[filed.number] = {n for n in found if n not in new or n > filed.number}
        some.append(filed)
        everybody |= met[filed.number]
        if len(everybody) > _AT_ONCE:
            yield some, met
            some, met, everybody = [], {}, set()
    if some:
        yield some, met


def _link(shelf: Shelf, some: Sequence[Filed], met: Mapping[int, set[int]]) -> None:
    """Compare these new reports with those that share a block with them, and write down how alike they are."""
    every = set(met).union(*met.values())
    order = sorted(shelf.cabinet.filed(numbers=every).values(), key=lambda f: (f.reading, f.number))
    at = {filed.number: n for n, filed in enumerate(order)}
    columns = Columns([shelf.telling(filed) for filed in order])  # one article after another
    numbers = {name: filed.number for name, filed in zip(columns.ids, order, strict=True)}

    def meetings() -> Iterator[Meeting]:
        for filed in some:
            one = at[filed.number]
            others = np.array(sorted(at[n] for n in met[filed.number]), dtype=np.int64)
            yield one, others[may_meet(columns, one, others)]

    odds = weighed(columns, meetings(), load_weights())
    shelf.cabinet.link((numbers[a], numbers[b], value) for (a, b), value in odds.items())


def _hash(block: tuple[str, ...]) -> int:
    """A block as a signed number of 64 bits, which takes less room than its words."""
    return int.from_bytes(
        hashlib.blake2b("\0".join(block).encode("utf-8", "surrogatepass"), digest_size=8).digest(),
        signed=True,
    )
