"""Which articles of the stored view are copies of one another, kept as articles come and change."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from onrecord.merging.origins import Runs, bands_of, in_order, is_copy
from onrecord.merging.shelf import Shelf


def recopied(shelf: Shelf, articles: Mapping[int, Runs]) -> set[int]:
    """Look for the copies of articles that are new or have changed; return all articles whose origin may be another now.

    ``articles``: each with its runs of words.
    """
    cabinet = shelf.cabinet
    touched = _alike(shelf, articles)
    for article, runs in sorted(articles.items()):
        bands = {_hash(band) for band in bands_of(runs)}
        likely = cabinet.in_bands(bands) - {article}
        cabinet.band(article, bands)
        readings = cabinet.shelved([other for other in likely if other not in articles])
        others = {
            other: articles[other] if other in articles else shelf.runs(readings[other]) for other in likely
        }
        cabinet.set_copies(article, [other for other in likely if is_copy(runs, others[other])])
    return touched | _alike(shelf, articles)


def roots_of(shelf: Shelf, articles: Collection[int]) -> dict[int, str]:
    """The origin of each of these articles, as ``origins`` gives it over all articles."""
    cabinet, found = shelf.cabinet, dict[int, str]()
    every = _alike(shelf, articles)
    copies, published = cabinet.copies(every), _published(shelf, every)
    left = set(every)
    while left:
        part, stack = set[int](), [left.pop()]
        while stack:
            part.add(article := stack.pop())
            stack += copies.get(article, set()) - part
        left -= part
        first = min(published[article] for article in part)[1]
        found.update((article, first) for article in part)
    return found


def _published(shelf: Shelf, articles: Collection[int]) -> dict[int, tuple[str, str]]:
    """Of each article what says which is the first; of what no database can hold the ledger has a stand-in alone."""
    readings = shelf.cabinet.shelved(articles)
    return {
        article: in_order(shelf.record(readings[article]))
        if "\ufffd" in f"{day}{name}"
        else (day or "9999", name)
        for article, (day, name) in shelf.cabinet.published(articles).items()
    }


def _alike(shelf: Shelf, articles: Collection[int]) -> set[int]:
    """These articles and all that are copies of theirs, or of a copy."""
    every, edge = set(articles), set(articles)
    while edge:
        edge = {other for others in shelf.cabinet.copies(edge).values() for other in others} - every
        every |= edge
    return every


def _hash(band: tuple[int, ...]) -> int:
    return int.from_bytes(hashlib.blake2b(repr(band).encode(), digest_size=8).digest(), signed=True)
