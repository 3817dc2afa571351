"""Messages as mail, through an SMTP server, encrypted unless the configuration says otherwise."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import msgspec

from onrecord.alerting.records import Message
from onrecord.alerting.targets import DeliveryError, Mail
from onrecord.model import FetchRefusedError, InputError
from onrecord.sources.network import check_host
from onrecord.views.plain import neutral

_SUBJECT = 180
"""Characters of a subject at most."""
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class MailTarget:
    """Sends messages to some people."""

    def __init__(
        self,
        settings: Mail,
        login: tuple[str, str] | None,
        *,
        allow_private: bool,
        trusted: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        """``login``: user and password."""
        self._settings, self._login, self._allow_private = settings, login, allow_private
        self._trusted = trusted

    def deliver(self, message: Message) -> None:
        """Send one message to all. Where the server refuses one of them, it has not been delivered."""
        settings = self._settings
        made = mail_of(message, settings.sender, settings.to)
        try:
            with self._connected() as server:
                if settings.security == "starttls":
                    server.starttls(context=self._trusted())
                if self._login is not None:
                    server.login(*self._login)
                refused = server.send_message(made, settings.sender, list(settings.to))
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
                f"{settings.host}: the server takes mail for none of {', '.join(error.recipients)}"
            ) from error
        except (smtplib.SMTPException, ssl.SSLError, OSError, ValueError) as error:
            raise DeliveryError(f"{settings.host}: {neutral(str(error)) or type(error).__name__}") from error
        if refused:
            raise DeliveryError(f"{settings.host}: the server refuses mail for {', '.join(refused)}")

    def _connected(self) -> smtplib.SMTP:
        """Connect to the number that was checked, and speak to the name."""
        settings = self._settings
        port = settings.port or _PORTS[settings.security]
        number = check_host(settings.host, port, allow_private=self._allow_private)
        if settings.security == "tls":
            return _OverTls(number, settings, port, self._trusted())
        return _Plain(number, settings, port)


class _Plain(smtplib.SMTP):
    """A connection to a number instead of to what the name may mean by now."""

    def __init__(self, number: str, settings: Mail, port: int) -> None:
        self._number = number
        super().__init__(settings.host, port, timeout=settings.timeout_seconds)

    def _get_socket(self, _host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection((self._number, port), timeout)


class _OverTls(_Plain):
    """The same, encrypted from the first byte."""

    def __init__(self, number: str, settings: Mail, port: int, trusted: ssl.SSLContext) -> None:
        self._context = trusted
        super().__init__(number, settings, port)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = super()._get_socket(host, port, timeout)
        return self._context.wrap_socket(plain, server_hostname=host)


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
