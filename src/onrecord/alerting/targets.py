"""Settings of the targets that alerts go to, and what every target can do."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

import msgspec

from onrecord.alerting.records import Message
from onrecord.model import OnRecordError

Port = Annotated[int, msgspec.Meta(ge=1, le=65_535)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=600)]


class DeliveryError(OnRecordError):
    """A message could not be delivered. ``passing``: it may be at another time; ``after``: seconds asked to wait."""

    def __init__(self, reason: str, *, passing: bool = True, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passing = passing
        self.after = after


class PartlyDeliveredError(DeliveryError):
    """Some of a target's recipients have a message, and it is still to be delivered to those who are ``left``."""

    def __init__(self, reason: str, left: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.left = left


class AlertTarget(Protocol):
    """Where messages go. What ``deliver`` returns from is delivered; a message may come again, with the same ``id``."""

    def deliver(self, message: Message) -> None:
        """Deliver one message. Raises ``DeliveryError`` where that did not succeed."""
        ...


class Output(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Standard output."""

    format: Literal["text", "json"] = "text"


class Webhook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An address to which messages are posted as JSON."""

    address: str
    """Or ``$`` and the name of the environment variable that has it: some addresses are secrets."""
    secret: str
    """Name of the environment variable with the secret that signs messages."""
    timeout_seconds: Seconds = 20


class Mail(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An SMTP server and those to whom it sends."""

    host: str
    to: tuple[str, ...]
    sender: str = msgspec.field(name="from")
    port: Port | None = None
    """587, or 465 where ``security`` is ``tls``."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    """Name of the environment variable with the user name."""
    password: str | None = None
    """Name of the environment variable with the password."""
    timeout_seconds: Seconds = 30


class Feed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An Atom file."""

    path: str
    most: Annotated[int, msgspec.Meta(ge=1, le=1_000)] = 100
    """Messages that it holds."""


Settings = Output | Webhook | Mail | Feed
KINDS: dict[str, type[Settings]] = {"stdout": Output, "webhook": Webhook, "mail": Mail, "feed": Feed}
"""The kinds of targets that are built in."""


def part_of(target: str, recipient: str) -> str:
    """Return the name under which a message waits for one recipient of a target; no target is named so."""
    return f"{target}/{recipient}"
