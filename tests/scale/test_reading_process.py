"""A reading process gives way to a new one after so many documents, and nobody notices."""

from __future__ import annotations

import signal
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

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
