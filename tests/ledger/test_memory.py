"""`onrecord add` holds an article at a time, not the file: its memory is that of a short file on a long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench.adding_memory import Peak, peak, write_articles

_CACHE_KIB = 2048
"""Pages that the ledger keeps in memory, here few: else they would be what is measured."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the most memory of a program alone")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    short, long = (_peak(tmp_path, count) for count in (10, 100))
    assert long.file - short.file > 10
    # SQLite holds up to 64 MB of pages, and both ledgers are smaller
    assert long.memory - short.memory < 4 + (long.ledger - short.ledger)


def _peak(folder: Path, count: int) -> Peak:
    file = folder / f"{count}.jsonl"
    write_articles(file, count, times=40)
    return peak(file, folder / f"{count}.db", quick=True, cache_kib=_CACHE_KIB)
