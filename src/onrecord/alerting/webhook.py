"""Messages posted to an address as JSON, signed as the Standard Webhooks specification 1.0 says (standardwebhooks.com).

``webhook-id`` is the idempotency key, ``webhook-timestamp`` the time of this attempt in seconds since 1970, and
``webhook-signature`` is ``v1,`` and the HMAC-SHA256 of ``id.timestamp.body`` in base64. ``Idempotency-Key`` has the id again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import msgspec

from onrecord import __version__
from onrecord.alerting.records import Message
from onrecord.alerting.targets import DeliveryError, Webhook
from onrecord.model import FetchRefusedError, InputError, UsageError
from onrecord.sources.posting import post

_PREFIX = "whsec_"


class WebhookTarget:
    """Posts messages to one address."""

    def __init__(
        self, settings: Webhook, secret: str, *, allow_private: bool, clock: Callable[[], float] = time.time
    ) -> None:
        """Raises ``UsageError`` for a secret that begins as one of the specification and is none."""
        self._settings, self._allow_private, self._clock = settings, allow_private, clock
        self._key = key_of_secret(secret)
        parts = urlsplit(settings.address)
        # what is logged and kept names the host alone: the rest of an address may be a secret
        self._shown = f"{parts.scheme}://{parts.hostname or ''}"

    def deliver(self, message: Message) -> None:
        """Post one message. Any answer of 200 to 299 takes it; redirects are not followed."""
        body = msgspec.json.encode(message)
        seconds = int(self._clock())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"onrecord/{__version__}",
            "Idempotency-Key": message.id,
            "webhook-id": message.id,
            "webhook-timestamp": str(seconds),
            "webhook-signature": signature(self._key, message.id, seconds, body),
        }
        try:
            status, reason, answered = post(
                self._settings.address, body, headers, seconds=self._settings.timeout_seconds,
                allow_private=self._allow_private,
            )  # fmt: skip
        except FetchRefusedError as error:
            reason = f"{self._shown}: {error.reason}; or set allow_private = true in the configuration"
            raise DeliveryError(reason) from error
        except InputError as error:
            raise DeliveryError(f"{self._shown}: {error.reason}") from error
        if 200 <= status < 300:
            return
        raise self._refused(status, reason, answered)

    def _refused(self, status: int, reason: str, headers: dict[str, str]) -> DeliveryError:
        """What an answer that does not take a message means. 410 says never to ask again."""
        if 300 <= status < 400:
            there = headers.get("location", "elsewhere")
            return DeliveryError(
                f"{self._shown}: the server redirects to {there}: give that address, for a signed message is not sent on"
            )
        told = f"{self._shown}: the server answers {status} {reason}"
        return DeliveryError(
            told, passing=status != 410, after=_asked(headers.get("retry-after"), self._clock())
        )


def key_of_secret(secret: str) -> bytes:
    """Return the key of a secret: ``whsec_`` and base64, or else the bytes of the text."""
    if not secret.startswith(_PREFIX):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError(f"a secret that begins with {_PREFIX} goes on in base64: make it anew") from error


def signature(key: bytes, message: str, seconds: int, body: bytes) -> str:
    """Return the signature of a message that is posted at a time."""
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def _asked(value: str | None, now: float) -> float | None:
    """Seconds that a ``Retry-After`` asks for."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
