"""The codebook as CSV: a row a type and a row a mode, the same columns always."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from onrecord.ontology import Codebook
from onrecord.ontology.codebook import TypeEntry

COLUMNS = (
    "type", "mode", "own", "quad", "quad_name", "score", "definition", "recipient", "cameo", "acled", "contexts", "verbs",
    "nouns",
)  # fmt: skip


def write_codebook(book: Codebook, stream: TextIO) -> None:
    """Write the types, each followed by its modes. Several values of one cell have ``;`` between them."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for kind in book.types:
        writer.writerows(_rows(kind))


def _rows(kind: TypeEntry) -> Iterator[tuple[str | int, ...]]:
    own = str(kind.own).lower()
    yield (
        kind.name, "", own, kind.quad, kind.quad_name, f"{kind.score:g}", kind.definition, kind.recipient,
        *_crosswalk(kind, None), ";".join(kind.contexts), kind.verbs, kind.nouns,
    )  # fmt: skip
    for mode in kind.modes:
        yield (
            kind.name, mode.name, own, kind.quad, kind.quad_name, f"{mode.score:g}", mode.means, kind.recipient,
            *_crosswalk(kind, mode.name), "", mode.verbs, mode.nouns,
        )  # fmt: skip


def _crosswalk(kind: TypeEntry, mode: str | None) -> tuple[str, str]:
    """CAMEO and ACLED of a mode; of the type itself CAMEO's roots and what ACLED pairs with it whatever the mode."""
    cameo = kind.cameo_roots if mode is None else tuple(row.code for row in kind.cameo if row.mode == mode)
    acled = (f"{row.event_type}/{row.sub_event_type}" for row in kind.acled if row.mode == mode)
    return ";".join(cameo), ";".join(acled)
