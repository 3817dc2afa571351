"""The command as a module."""

from __future__ import annotations

import subprocess
import sys


def test_python_m_onrecord_is_the_command() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("onrecord")
