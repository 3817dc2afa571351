"""Packages with plug-ins, installed into a folder, and commands run in a fresh process that finds them there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_RUN = "from onrecord.cli import main; main()"


def install(package: Path, folder: Path) -> None:
    """Install a package into a folder, with pip and without the network."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    command += ["--disable-pip-version-check", "--target", str(folder), str(package)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def declare(folder: Path, package: str, module: str, points: str) -> None:
    """Write a package of one module by hand; ``points`` are its entry points."""
    name = package.replace("-", "_")
    (folder / f"{name}.py").write_text(module, encoding="utf-8")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(points, encoding="utf-8")


def run(
    folder: Path, *words: object, at: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of ours in a fresh process that has the folder on its path, in the folder ``at`` or that one."""
    path = os.pathsep.join([str(folder), str(ROOT / "src"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", _RUN, *map(str, words)],
        capture_output=True, text=True, check=False, cwd=at or folder, env={**os.environ, "PYTHONPATH": path, **environment},
    )  # fmt: skip
