"""Mail, through a server that asks for STARTTLS and a login, or misbehaves."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import msgspec
import pytest

from onrecord.alerting import Alert, DeliveryError, Message
from onrecord.alerting.mail import MailTarget, mail_of
from onrecord.alerting.targets import Mail, PartlyDeliveredError
from onrecord.alerting.wording import message_of
from tests.alerting.servers import Mailbox, mailed, trusting


def _message(title: str = "Disputed: Iran attacked two bases") -> Message:
    alert = Alert(
        id="a1",
        alert="strikes",
        condition="standing",
        made="2020-01-09T12:00:00+00:00",
        title=title,
        why="“Why”.",
    )
    return message_of("m1", "strikes", "2020-01-09T12:00:00+00:00", [alert], digest=False)


def _target(box: Mailbox, login: tuple[str, str] | None = None, **more: Any) -> MailTarget:
    own: dict[str, Any] = {"allow_private": True}
    own |= {name: more.pop(name) for name in ("allow_private", "only", "longest") if name in more}
    settings = {
        "host": "localhost",
        "port": box.port,
        "from": "desk@example.org",
        "to": ["ana@example.org", "ben@example.org"],
    }
    made = msgspec.convert(settings | more, Mail)
    return MailTarget(made, login, trusted=trusting, **own)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailed() as one:
        yield one


def test_it_goes_to_all_encrypted_and_after_a_login(box: Mailbox) -> None:
    box.users = {"desk": "pass"}
    _target(box, ("desk", "pass")).deliver(_message())
    ((sender, to, data, encrypted),) = box.mails
    assert (sender, to, encrypted) == ("desk@example.org", ["ana@example.org", "ben@example.org"], True)
    made = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
    assert made["Subject"] == "strikes: Disputed: Iran attacked two bases"
    assert made["Message-ID"] == "<m1@example.org>"
    body = made.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == _message().text
    (attached,) = made.iter_attachments()
    assert msgspec.json.decode(attached.get_content(), type=Message) == _message()


def test_it_can_be_encrypted_from_the_first_byte() -> None:
    with mailed(over_tls=True) as box:
        _target(box, security="tls").deliver(_message())
        assert box.mails[0][3]


def test_without_encryption_where_that_is_configured(box: Mailbox) -> None:
    _target(box, security="none").deliver(_message())
    assert not box.mails[0][3]


def test_a_server_without_starttls_gets_nothing(box: Mailbox) -> None:
    box.offers_tls = False
    with pytest.raises(DeliveryError, match="STARTTLS"):
        _target(box, ("desk", "pass")).deliver(_message())
    assert box.mails == []


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(box: Mailbox) -> None:
    settings = msgspec.convert(
        {"host": "localhost", "port": box.port, "from": "a@b.org", "to": ["c@d.org"]}, Mail
    )
    with pytest.raises(DeliveryError, match="certificate verify failed"):
        MailTarget(settings, None, allow_private=True).deliver(_message())
    assert box.mails == []


def test_a_wrong_password_is_said_and_not_shown(box: Mailbox) -> None:
    box.users = {"desk": "pass"}
    with pytest.raises(DeliveryError, match="does not accept user and password") as error:
        _target(box, ("desk", "hunter2")).deliver(_message())
    assert "hunter2" not in str(error.value)


def test_one_whom_the_server_does_not_know_is_named_and_the_others_have_it(box: Mailbox) -> None:
    box.refuses = {"ben@example.org"}
    with pytest.raises(
        PartlyDeliveredError, match=r"refuses mail for ben@example\.org \(550 unknown\)"
    ) as error:
        _target(box).deliver(_message())
    assert error.value.left == ("ben@example.org",)
    assert [to for _, to, _, _ in box.mails] == [["ana@example.org"]]


def test_a_server_that_takes_it_for_nobody_is_tried_again(box: Mailbox) -> None:
    box.refuses = {"ana@example.org", "ben@example.org"}
    with pytest.raises(DeliveryError, match=r"none of ana@example\.org \(550 unknown\), ben") as error:
        _target(box).deliver(_message())
    assert error.value.passing
    assert box.mails == []


def test_who_is_alone_gets_the_mail_that_all_were_to_get(box: Mailbox) -> None:
    _target(box, only="ben@example.org").deliver(_message())
    ((_, to, data, _),) = box.mails
    assert to == ["ben@example.org"]
    assert b"To: ana@example.org, ben@example.org" in data


def test_how_a_server_takes_leave_does_not_undo_what_it_took(box: Mailbox) -> None:
    box.leaves_with = "421 you have been here too long"
    _target(box).deliver(_message())
    assert len(box.mails) == 1


def test_a_server_that_drips_is_left_at_the_time_limit_of_a_delivery(box: Mailbox) -> None:
    box.drips = True
    with pytest.raises(DeliveryError, match=r"took longer than 0\.3 seconds"):
        _target(box, longest=0.3).deliver(_message())
    box.drips = False


def test_a_busy_server_is_tried_again(box: Mailbox) -> None:
    box.busy = 1
    with pytest.raises(DeliveryError, match="too busy") as error:
        _target(box).deliver(_message())
    assert error.value.passing
    _target(box).deliver(_message())
    assert len(box.mails) == 1


def test_a_server_in_a_private_network_is_refused_unless_allowed(box: Mailbox) -> None:
    with pytest.raises(DeliveryError, match="private, local or reserved network"):
        _target(box, allow_private=False).deliver(_message())


@pytest.mark.parametrize(
    "title", ["Iran\r\nBcc: all@example.org", "Iran\nX: y", "Iran\u2028Bcc: z", "Iran\x00\x1b[2J", "é" * 400]
)
def test_no_word_of_an_article_becomes_a_header(title: str) -> None:
    made = mail_of(_message(title), "desk@example.org", ("ana@example.org",))
    read = email.message_from_bytes(made.as_bytes(), policy=email.policy.default)
    assert set(read.keys()) == set(mail_of(_message(), "desk@example.org", ("ana@example.org",)).keys())
    assert len(read["Subject"]) <= 180
    assert read["Bcc"] is None
