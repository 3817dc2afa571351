"""Alerts on standard output, as text or as one JSON object a line."""

from __future__ import annotations

import sys

import msgspec

from onrecord.alerting.records import Message
from onrecord.alerting.targets import DeliveryError, Output


class OutputTarget:
    """Prints messages."""

    def __init__(self, settings: Output) -> None:
        self._json = settings.format == "json"

    def deliver(self, message: Message) -> None:
        """Print one message, and see that it is out."""
        line = msgspec.json.encode(message).decode() if self._json else message.text
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except OSError as error:
            raise DeliveryError(f"standard output cannot be written ({error.strerror or error})") from error
