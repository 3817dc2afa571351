"""Which articles of the stored view are copies of one another, kept as articles come and change."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from onrecord.merging.origins import bands_of, in_order, is_copy
from onrecord.merging.shelf import Shelf


def recopied(shelf: Shelf, articles: Collection[int]) -> set[int]:
    """Look for the copies of articles that are new or have changed; return all articles whose origin may be another now."""
    cabinet = shelf.cabinet
    touched = _alike(shelf, articles)
    shelved = cabinet.shelved(articles)
    for article in sorted(articles):
        runs = shelf.runs(shelved[article])
        bands = {_hash(band) for band in bands_of(runs)}
        likely = cabinet.in_bands(bands) - {article}
        cabinet.band(article, bands)
        readings = cabinet.shelved(likely)
        cabinet.set_copies(article, [other for other in likely if is_copy(runs, shelf.runs(readings[other]))])
    return touched | _alike(shelf, articles)


def roots_of(shelf: Shelf, articles: Collection[int]) -> dict[str, str]:
    """The origin of each of these articles by their ids, as ``origins`` gives it over all articles."""
    cabinet, found = shelf.cabinet, dict[str, str]()
    every = _alike(shelf, articles)
    copies, readings = cabinet.copies(every), cabinet.shelved(every)
    left = set(every)
    while left:
        part, stack = set[int](), [left.pop()]
        while stack:
            part.add(article := stack.pop())
            stack += copies.get(article, set()) - part
        left -= part
        records = [shelf.read(readings[article]).record for article in part]
        first = min(records, key=in_order).id
        found.update((record.id, first) for record in records)
    return found


def _alike(shelf: Shelf, articles: Collection[int]) -> set[int]:
    """These articles and all that are copies of theirs, or of a copy."""
    every, edge = set(articles), set(articles)
    while edge:
        edge = {other for others in shelf.cabinet.copies(edge).values() for other in others} - every
        every |= edge
    return every


def _hash(band: tuple[int, ...]) -> int:
    return int.from_bytes(hashlib.blake2b(repr(band).encode(), digest_size=8).digest(), signed=True)
