"""A reading process gives way to a new one after so many documents, and nobody notices; it gives entries, or records."""

from __future__ import annotations

import signal
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from onrecord.model import InputError, Record, UnsupportedLanguageError
from onrecord.reader import ReadOptions
from onrecord.scale.entries import Coded
from onrecord.scale.reading_process import Means, ReadingProcess, whole
from onrecord.sources import RawDocument
from tests.scale.stand_in import QUICK, prepare_nothing, read_by_words


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


def test_a_process_that_could_not_be_started_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the server that makes them was killed meanwhile."""
    start, failures = BaseProcess.start, [EOFError(), ConnectionRefusedError()]

    def started(process: BaseProcess) -> None:
        if failures:
            raise failures.pop()
        start(process)

    monkeypatch.setattr(BaseProcess, "start", started)
    process = ReadingProcess(ReadOptions(), seconds=60, means=QUICK)
    try:
        assert _read(process, 0) is not None
    finally:
        process.close()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_a_process_is_deaf_to_ctrl_c_from_its_first_moment() -> None:
    process = ReadingProcess(ReadOptions(), seconds=60, means=QUICK)
    try:
        status = Path(f"/proc/{_read(process, 0)}/status").read_text()
    finally:
        process.close()
    blocked = next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk"))
    assert int(blocked, 16) >> (signal.SIGINT - 1) & 1
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_for_a_ledger_it_gives_the_record_or_why_there_is_none() -> None:
    means = Means(read=read_by_words, prepare=prepare_nothing, answer=whole)
    process = ReadingProcess(ReadOptions(), seconds=0.5, means=means, setting="read_seconds")
    try:
        found = [
            process.record(RawDocument(name=f"page {text}", id=text, kind="text", content=text))
            for text in ("Read.", "FAIL", "AUF DEUTSCH", "HANG", "DIE", "And read.")
        ]
    finally:
        process.close()
    assert [one.text for one in found if isinstance(one, Record)] == ["Read.", "And read."]
    failed = [one for one in found if isinstance(one, InputError)]
    assert [one.name for one in failed] == ["page FAIL", "page AUF DEUTSCH", "page HANG", "page DIE"]
    assert isinstance(failed[1], UnsupportedLanguageError)
    assert "longer than 0.5 seconds to read: split it, or raise read_seconds" in failed[2].reason
    assert "died 3 times" in failed[3].reason
