"""A reading process gives way to a new one after so many documents, and nobody notices."""

from __future__ import annotations

from onrecord.reader import ReadOptions
from onrecord.scale.entries import Coded
from onrecord.scale.reading_process import ReadingProcess
from onrecord.sources import RawDocument
from tests.scale.stand_in import QUICK


def _read(process: ReadingProcess, number: int) -> int | None:
    """Read a document and return the process that lives after it."""
    document = RawDocument(name=f"{number}", id=f"{number}", kind="text", content=f"Text {number}.")
    assert isinstance(process.read(document), Coded)
    return process.pid


def test_a_process_ends_after_so_many_documents_and_the_next_one_goes_on() -> None:
    process = ReadingProcess(ReadOptions(), seconds=60, means=QUICK, life=2)
    try:
        first, ended, second = (_read(process, number) for number in range(3))
    finally:
        process.close()
    assert first is not None
    assert ended is None
    assert second not in (None, first)
