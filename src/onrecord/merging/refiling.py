"""New readings into the stored view: their reports are filed, those that they replace are taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from onrecord.ledger.folding import held
from onrecord.ledger.view import Filed
from onrecord.merging.candidates import blocks_and_days, shelf_of, shelves_beside
from onrecord.merging.crew import cut
from onrecord.merging.linking import New, link
from onrecord.merging.origins import Runs, runs_of_record
from onrecord.merging.shelf import Shelf
from onrecord.merging.tellings_packed import packed_tellings

_FEW = 5
"""Articles that are looked at in one task."""


class Changed(NamedTuple):
    """What new readings change."""

    names: set[str]
    """Reports that came or went."""
    numbers: set[int]
    """These, and those that stood in one event with one that went."""
    articles: dict[int, Runs]
    """Articles of which another reading is current now, with its runs of words."""


class Sight(NamedTuple):
    """What is to be known of an article to file it."""

    title: str | None
    runs: Runs
    reports: Mapping[str, tuple[str, New]]
    """The sentence of each report, and where it is filed."""
    tellings: bytes
    """What the next ones are compared with."""


def refiled(shelf: Shelf, articles: Collection[int], upto: int) -> Changed:
    """File the readings of these articles that are current as of reading ``upto``; return what that changes."""
    cabinet = shelf.cabinet
    before = cabinet.shelved(articles)
    now = {a: r for a, r in cabinet.current(articles, upto).items() if before.get(a) != r}
    names = {f.name for f in cabinet.filed(articles=now).values()} | cabinet.names_of(now.values())
    cabinet.shelve(now)
    counting = {f.number: f for f in cabinet.named(names).values()}
    standing = cabinet.filed(names=names)
    gone = standing.keys() - counting.keys()
    come = [f for number, f in counting.items() if number not in standing]
    widowed = cabinet.fellows(gone)
    cabinet.unfile(gone)
    seen = _sights(shelf, {*now.values(), *(f.reading for f in come)})
    cabinet.seen({reading: sight.tellings for reading, sight in seen.items()})
    _file(shelf, come, seen)
    changed = {f.name for f in come} | {standing[number].name for number in gone}
    runs = {article: seen[reading].runs for article, reading in now.items()}
    return Changed(changed, widowed | gone | {f.number for f in come}, runs)


def _sights(shelf: Shelf, readings: Collection[int]) -> dict[int, Sight]:
    tasks = cut(sorted(readings), len(readings), _FEW)
    found = shelf.share(sighted, tasks)
    return {
        reading: sight for task, seen in zip(tasks, found, strict=True) for reading, sight in zip(task, seen, strict=True)
    }  # fmt: skip


def sighted(shelf: Shelf, readings: Sequence[int]) -> list[Sight]:
    """Say of each of these readings what is to be known to file it."""
    found = []
    for reading in readings:
        record = shelf.record(reading)
        sentences = {held(r.id): record.text[slice(*r.sentence)] for r in record.reports}
        tellings, reports = shelf.tellings(reading), {}
        for name, telling in tellings.items():
            blocks, days = blocks_and_days(telling)
            own = {_hash((*b, shelf_of(telling))) for b in blocks}
            beside = {_hash((*b, s)) for b in blocks for s in shelves_beside(telling)}
            reports[name] = sentences[name], New(tuple(own), tuple(beside), *days)
        packed = packed_tellings(list(tellings.values()))
        found.append(Sight(record.title, runs_of_record(record), reports, packed))
    return found


def _file(shelf: Shelf, come: Collection[Filed], seen: Mapping[int, Sight]) -> None:
    """File reports, and link them to those that they may be one event with."""
    cabinet = shelf.cabinet
    cabinet.file(come)
    cabinet.index((f.number, seen[f.reading].title, seen[f.reading].reports[f.name][0]) for f in come)
    new = {f: seen[f.reading].reports[f.name][1] for f in come}
    cabinet.block((block, n.first, n.last, f.number) for f, n in new.items() for block in n.own)
    link(shelf, new)


def _hash(block: tuple[str, ...]) -> int:
    """A block as a signed number of 64 bits, which takes less room than its words."""
    return int.from_bytes(
        hashlib.blake2b("\0".join(block).encode("utf-8", "surrogatepass"), digest_size=8).digest(),
        signed=True,
    )
