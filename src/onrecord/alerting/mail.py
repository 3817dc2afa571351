"""Messages as mail, through an SMTP server, encrypted unless the configuration says otherwise."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import msgspec

from onrecord.alerting.records import Message
from onrecord.alerting.targets import DeliveryError, Mail, PartlyDeliveredError
from onrecord.model import FetchRefusedError, InputError
from onrecord.sources.deadline import Deadline
from onrecord.sources.network import check_host
from onrecord.views.plain import neutral

_SUBJECT = 180
"""Characters of a subject at most."""
_WORDS = 200
"""Characters of a server's answer that are told."""
_LONGEST = 600.0
"""Seconds of a delivery in all: less than it is kept from others (``delivering.CLAIM``)."""
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class MailTarget:
    """Sends messages to some people."""

    def __init__(
        self,
        settings: Mail,
        login: tuple[str, str] | None,
        *,
        allow_private: bool,
        only: str | None = None,
        trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        longest: float | None = None,
    ) -> None:
        """``login``: user and password; ``only``: of the recipients the one that this target is for; ``longest``: seconds that
        one delivery may take in all, ten times what one step may, but no more than ten minutes."""
        self._settings, self._login, self._allow_private = settings, login, allow_private
        self._to = settings.to if only is None else (only,)
        self._trusted = trusted
        self._longest = min(10 * settings.timeout_seconds, _LONGEST) if longest is None else longest

    def deliver(self, message: Message) -> None:
        """Send one message to all. Raises ``PartlyDeliveredError`` where the server takes it for some of them."""
        settings = self._settings
        made = mail_of(message, settings.sender, settings.to)
        deadline = Deadline(self._longest)
        try:
            with deadline:
                refused = self._sent(made, self._connected(deadline))
        except FetchRefusedError as error:
            raise DeliveryError(f"{error.name}: {error.reason}") from error
        except InputError as error:
            raise DeliveryError(str(error)) from error
        except smtplib.SMTPAuthenticationError as error:
            raise DeliveryError(
                f"{settings.host}: the server does not accept user and password (code {error.smtp_code}): correct them"
            ) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise DeliveryError(
                f"{settings.host}: the server takes mail for none of "
                + ", ".join(f"{one} ({_answer(answer)})" for one, answer in error.recipients.items())
            ) from error
        except (smtplib.SMTPException, ssl.SSLError, OSError, ValueError) as error:
            if deadline.passed:  # which cut the connection
                raise DeliveryError(f"{settings.host}: took longer than {self._longest:g} seconds") from error
            raise DeliveryError(f"{settings.host}: {neutral(str(error)) or type(error).__name__}") from error
        if refused:
            told = ", ".join(f"{one} ({_answer(answer)})" for one, answer in refused.items())
            reason = f"{settings.host}: the server refuses mail for {told}; the others have it"
            raise PartlyDeliveredError(reason, tuple(refused))

    def _sent(self, made: EmailMessage, server: smtplib.SMTP) -> dict[str, tuple[int, bytes]]:
        """Send a mail and return those for whom the server does not take it, with its answers."""
        try:
            if self._settings.security == "starttls":
                server.starttls(context=self._trusted())
            if self._login is not None:
                server.login(*self._login)
            return server.send_message(made, self._settings.sender, list(self._to))
        finally:
            # how a server takes leave says nothing of a mail that it has taken
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connected(self, deadline: Deadline) -> smtplib.SMTP:
        """Connect to a number that was checked, and speak to the name."""
        settings = self._settings
        port = settings.port or _PORTS[settings.security]
        numbers = check_host(settings.host, port, allow_private=self._allow_private)
        if settings.security == "tls":
            return _OverTls(numbers, settings, port, deadline, self._trusted())
        return _Plain(numbers, settings, port, deadline)


class _Plain(smtplib.SMTP):
    """A connection to one of some numbers instead of to what the name may mean by now."""

    def __init__(self, numbers: tuple[str, ...], settings: Mail, port: int, deadline: Deadline) -> None:
        self._numbers = numbers
        deadline.watch(lambda: self.sock)
        super().__init__(settings.host, port, timeout=settings.timeout_seconds)

    def _get_socket(self, _host: str, port: int, timeout: float) -> socket.socket:
        for number in self._numbers[:-1]:
            with suppress(OSError):
                return socket.create_connection((number, port), timeout)
        return socket.create_connection((self._numbers[-1], port), timeout)


class _OverTls(_Plain):
    """The same, encrypted from the first byte."""

    def __init__(
        self, numbers: tuple[str, ...], settings: Mail, port: int, deadline: Deadline, trusted: ssl.SSLContext
    ) -> None:
        self._context = trusted
        super().__init__(numbers, settings, port, deadline)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = super()._get_socket(host, port, timeout)
        return self._context.wrap_socket(plain, server_hostname=host)


def _answer(given: tuple[int, bytes]) -> str:
    """What a server says of a recipient: code and words, in one line."""
    code, words = given
    return neutral(f"{code} {words.decode('utf-8', 'replace')}"[:_WORDS].replace("\n", " ").strip())


def mail_of(message: Message, sender: str, to: tuple[str, ...]) -> EmailMessage:
    """Return a message as mail: plain text, with the JSON attached. No word of an article can become a header."""
    made = EmailMessage(policy=SMTP)
    subject = neutral(message.title)
    made["Subject"] = subject if len(subject) <= _SUBJECT else subject[: _SUBJECT - 1] + "…"
    made["From"], made["To"] = sender, ", ".join(to)
    made["Date"] = format_datetime(datetime.fromisoformat(message.made))
    # one id for every attempt: mail programs show a message that comes twice once
    made["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Onrecord-Idempotency-Key"] = message.id
    made.set_content(message.text)
    made.add_attachment(msgspec.json.encode(message), "application", "json", filename="alerts.json")
    return made
