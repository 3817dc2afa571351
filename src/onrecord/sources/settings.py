"""Settings that a user keeps in a TOML file: what is watched, what is alerted on."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from onrecord.model import UsageError

Settings = TypeVar("Settings")


def read_settings(path: Path, shape: type[Settings], docs: str) -> Settings:
    """Return the file as ``shape``. Raises ``UsageError`` that names the file, what is wrong, and ``docs`` with the settings."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror or error}): check the path") from error
    try:
        return msgspec.toml.decode(text, type=shape)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UsageError(f"{path}: {error}; {docs} lists the settings") from error
