"""New readings into the stored view: their reports are filed and linked, those that they replace are taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import NamedTuple

from onrecord.ledger.view import Filed
from onrecord.merging.candidates import LONGEST, blocks_and_days, may_meet
from onrecord.merging.events import LEAST, weighed
from onrecord.merging.grouping import UNLIKE
from onrecord.merging.shelf import Shelf
from onrecord.merging.tellings import Telling
from onrecord.merging.weighing import load_weights


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
    asked: dict[int, tuple[set[int], tuple[int, int]]] = {}
    for filed in come:
        blocks, days = blocks_and_days(shelf.telling(filed))
        asked[filed.number] = {_hash(block) for block in blocks}, days
    cabinet.block((block, *days, number) for number, (blocks, days) in asked.items() for block in blocks)
    new = {f.number: f for f in come}
    numbers = {shelf.telling(f).id: f.number for f in come}

    def pairs() -> Iterator[tuple[Telling, Telling]]:
        for filed in come:
            blocks, days = asked[filed.number]
            met = cabinet.sharing(blocks, *days, LONGEST) if blocks else set()
            # of two new ones the first has the pair
            others = {n: new[n] for n in met & new.keys() if n > filed.number} | cabinet.filed(
                numbers=met - new.keys()
            )
            mine = shelf.telling(filed)
            for other in sorted(
                others.values(), key=lambda f: (f.reading, f.number)
            ):  # one article after another
                theirs = shelf.telling(other)
                if may_meet(mine, theirs):
                    numbers[theirs.id] = other.number
                    yield (mine, theirs) if mine.id < theirs.id else (theirs, mine)

    # all at once: weighing many pairs takes hardly longer than weighing one
    odds = weighed(pairs(), load_weights())
    cabinet.link((numbers[a], numbers[b], value) for (a, b), value in odds.items() if value > UNLIKE)


def _hash(block: tuple[str, ...]) -> int:
    """A block as a signed number of 64 bits, which takes less room than its words."""
    return int.from_bytes(
        hashlib.blake2b("\0".join(block).encode("utf-8", "surrogatepass"), digest_size=8).digest(),
        signed=True,
    )
