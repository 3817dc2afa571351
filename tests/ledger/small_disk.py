"""A disk of a few megabytes to fill up: a file system in memory, which only root may mount."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WITHOUT = "no right to mount a small disk (run as root): a full disk is tested by SQLite's own limit alone"


@contextmanager
def mounted(folder: Path, megabytes: int) -> Iterator[Path]:
    """Mount an empty disk at a new folder while the context lasts. Raises ``PermissionError`` where we may not."""
    program = shutil.which("mount")
    if program is None or os.geteuid() != 0:
        raise PermissionError(WITHOUT)
    folder.mkdir()
    command = [program, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        raise PermissionError(WITHOUT)  # root of a container, most often
    try:
        yield folder
    finally:
        gc.collect()  # the trace of an exception may hold a statement, and that its file
        if subprocess.run(["umount", str(folder)], check=False, capture_output=True).returncode:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
            raise AssertionError(f"{folder}: something still has a file open there")
