"""Processes that carry a mark, whoever started them."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from bench.processes import Family

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/environ"), reason="needs Linux's /proc")
_BUSY = "import time\nheld = bytearray(60_000_000)\nuntil = time.process_time() + 1.5\nwhile time.process_time() < until: pass\ntime.sleep(3)"


def test_cpu_and_memory_of_marked_processes_are_seen_and_others_are_not() -> None:
    with (
        Family("a-mark-of-the-test") as family,
        Family("of-nobody") as nobody,
        subprocess.Popen(
            [sys.executable, "-c", _BUSY], env=os.environ | {"ONRECORD_BENCH": "a-mark-of-the-test"}
        ) as process,
    ):
        while family.cpu < 1.4 and process.poll() is None:
            time.sleep(0.1)
        process.kill()
    assert 1.4 <= family.cpu < 5
    assert family.largest > 60
    assert (nobody.cpu, nobody.largest) == (0, 0)
