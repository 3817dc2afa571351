"""What a plug-in of the group ``onrecord.alerts`` is: a kind of target (docs/plugins.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from onrecord.alerting.targets import AlertTarget


class TargetKind(Protocol):
    """A kind of target. Its entry point's name is the ``kind`` in a configuration."""

    onrecord_plugin: int
    """The version of the plug-in interface that it is written for."""

    def open(self, settings: Mapping[str, Any]) -> AlertTarget:
        """Return a target with the settings of its table but for ``kind``. Raises ``UsageError`` where they are wrong."""
        ...
