"""A kind of target for alerts: a folder with one JSON file a message."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from onrecord.alerting import AlertTarget, DeliveryError, Message
from onrecord.model import UsageError


class Folder:
    """Opens targets for which a configuration of `onrecord alerts` says ``kind = "folder"``."""

    onrecord_plugin = 1

    def open(self, settings: Mapping[str, Any]) -> AlertTarget:
        """Return the target of a table that gives ``path``."""
        if set(settings) != {"path"}:
            raise UsageError("give path, a folder, and nothing else")
        return _OneFolder(Path(settings["path"]))


class _OneFolder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def deliver(self, message: Message) -> None:
        """Write a message: whole or not at all, and over itself where it comes again."""
        path = self._path / f"{message.id}.json"
        try:
            self._path.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".part").write_bytes(msgspec.json.encode(message))
            os.replace(path.with_suffix(".part"), path)
        except OSError as error:
            raise DeliveryError(f"{path} cannot be written: {error}") from error
