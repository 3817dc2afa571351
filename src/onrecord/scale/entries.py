"""What became of each document of a shard, as one line of its journal."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.formats.parquet import article_rows
from onrecord.model import InputError, Record, UnsupportedLanguageError


class Coded(msgspec.Struct, frozen=True, tag="coded"):
    """An article that was read: its row of the shard's Parquet."""

    row: dict[str, Any]


class Quarantined(msgspec.Struct, frozen=True, tag="quarantined"):
    """A document that could not be read: what it is called, and why."""

    name: str
    reason: str


class OtherLanguage(msgspec.Struct, frozen=True, tag="other_language"):
    """An article that is not in English: counted, and no fault of anyone."""

    name: str


Entry = Coded | Quarantined | OtherLanguage


def entry_of(outcome: Record | InputError) -> Entry:
    """Return the entry of what reading gave."""
    if isinstance(outcome, UnsupportedLanguageError):
        return OtherLanguage(outcome.name)
    if isinstance(outcome, InputError):
        return Quarantined(outcome.name, outcome.reason)
    return Coded(next(article_rows([outcome])))
