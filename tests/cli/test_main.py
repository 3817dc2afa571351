"""The command as a module."""

from __future__ import annotations

import subprocess
import sys


def test_python_m_onrecord_is_the_command() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("onrecord")


def test_starting_loads_nothing_that_reads_articles() -> None:
    heavy = ("spacy", "onnxruntime", "rich", "lxml", "fastwarc")
    code = f"import sys, onrecord.cli; print([name for name in {heavy} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
