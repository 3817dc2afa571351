"""The accounts of an event: what each source has said of it, and each figure that a source has given, over time."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.merging.standing import source_of, word_of
from onrecord.model import Account, Figure, Told, Word


def accounts(told: Sequence[Told]) -> tuple[Account, ...]:
    """One account a source, the one that spoke first first; ``told`` in order of publication."""
    words: dict[str, list[Word]] = {}
    who: dict[str, tuple[str, str | None]] = {}
    for item in told:
        key, country = source_of(item)
        words.setdefault(key, []).append(_word(item))
        who.setdefault(key, (speaker_name(item) or item.outlet or item.article, country))
    return tuple(
        Account(source=key, name=who[key][0], country=who[key][1], words=tuple(found))
        for key, found in words.items()
    )


def figures(told: Sequence[Told]) -> tuple[Figure, ...]:
    """Every figure of the reports, by kind, then by time of publication."""
    found = [
        Figure(
            of=quantity.of,
            low=quantity.low,
            high=quantity.high,
            exact=quantity.exact,
            text=quantity.text,
            published=item.published,
            source=source_of(item)[0],
            name=speaker_name(item),
            article=item.article,
            report=item.report.id,
        )
        for item in told
        for quantity in item.report.quantities
    ]
    return tuple(sorted(found, key=lambda f: (f.of, f.published or "9999", f.source, f.article, f.report)))


def speaker_name(told: Told) -> str | None:
    """On whose word a report rests, the innermost of its chain; ``None``: the outlet's own voice. A row is its coder's."""
    if told.imported:
        return told.outlet
    if told.report.taken_back_by is not None:
        return told.report.taken_back_by.name
    if not told.report.attribution:
        return None
    named = [link.source for link in told.report.attribution if link.source is not None]
    return named[-1].name if named else "somebody"


def _word(told: Told) -> Word:
    chain = told.report.attribution
    return Word(
        published=told.published,
        article=told.article,
        outlet=told.outlet,
        report=told.report.id,
        word=word_of(told.report),
        stance=chain[-1].stance if chain else None,
        name=speaker_name(told),
        sentence=told.sentence,
    )
