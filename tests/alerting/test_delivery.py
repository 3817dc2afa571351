"""Messages reach their targets at least once, under one key, whatever happens in between."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.alerting import Message, SavedQuery
from onrecord.alerting.delivering import CLAIM, LONGEST_PAUSE, pause_after
from onrecord.alerting.looking import Look, Looking
from onrecord.ledger import Ledger, Outbox
from onrecord.model import UsageError
from tests.alerting.conftest import SECRET, Desk, saved
from tests.alerting.servers import Hook, Mailbox, mailed
from tests.merging.made_up import ATTACK, OTHER, TALKS, article

_NEW = saved("new")


class _KilledError(BaseException):
    """Stands for a kill: nothing of ours catches it."""


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailed() as one:
        yield one


@pytest.fixture
def told(desk: Desk) -> Desk:
    """A desk whose query has something to tell that was not looked at yet."""
    desk.round(_NEW)
    desk.add(article("a", "2020-01-08", ATTACK))
    return desk


class TestSigning:
    def test_a_message_is_signed_as_the_standard_says(self, told: Desk) -> None:
        assert told.round(_NEW)["sent"] == 1
        (posted,) = told.hook.posted
        message = msgspec.json.decode(posted.body, type=Message)
        signed = f"{message.id}.{posted.headers['webhook-timestamp']}.".encode() + posted.body
        digest = hmac.new(b"between the two of us", signed, hashlib.sha256).digest()
        assert posted.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
        assert posted.headers["webhook-id"] == posted.headers["idempotency-key"] == message.id
        assert posted.headers["content-type"] == "application/json"

    def test_a_secret_in_the_form_of_the_standard_is_its_bytes(
        self, told: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(SECRET, "whsec_" + base64.b64encode(b"\x00\x01secret").decode())
        told.round(_NEW)
        (posted,) = told.hook.posted
        signed = (
            f"{posted.headers['webhook-id']}.{posted.headers['webhook-timestamp']}.".encode() + posted.body
        )
        digest = hmac.new(b"\x00\x01secret", signed, hashlib.sha256).digest()
        assert posted.headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()

    def test_without_its_secret_nothing_begins_and_its_name_is_not_shown(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv(SECRET)
        with pytest.raises(
            UsageError, match="target hook: the environment variable that `secret` names"
        ) as error:
            desk.round(_NEW)
        assert SECRET not in str(error.value)


class TestAddresses:
    def test_an_address_may_stand_in_the_environment_and_is_not_shown(
        self, told: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOOK", told.hook.origin + "/services/T0KEN")
        told.hook.answers = [(500, {}), (200, {})]
        target = {"hook": {"kind": "webhook", "address": "$HOOK", "secret": SECRET}}
        assert told.round(_NEW, target=target)["failed"] == 1
        assert told.hook.posted[0].path == "/services/T0KEN"
        assert "http://127.0.0.1: the server answers 500" in told.log[-1]
        assert "T0KEN" not in "".join(told.log)


class TestRetrying:
    def test_500_and_then_200_delivers_the_same_message_twice_under_one_key(self, told: Desk) -> None:
        told.hook.answers = [(500, {}), (200, {})]
        assert told.round(_NEW) == {"alerts": 1, "messages": 1, "failed": 1}
        assert told.round(_NEW) == {}  # not before its time
        told.pass_time(minutes=1)
        assert told.round(_NEW) == {"sent": 1}
        one, other = told.hook.posted
        assert one.body == other.body
        assert one.headers["webhook-id"] == other.headers["webhook-id"]
        told.pass_time(days=1)
        assert told.round(_NEW) == {}

    def test_a_server_that_does_not_answer_in_time_is_asked_again(self, told: Desk) -> None:
        told.hook.answers = [None, (200, {})]
        assert told.round(_NEW)["failed"] == 1
        assert "took longer than 0.3 seconds" in told.log[-1]
        told.pass_time(minutes=1)
        assert told.round(_NEW)["sent"] == 1

    def test_a_server_that_drips_its_answer_is_left_in_time(self, told: Desk) -> None:
        told.hook.drips = True
        assert told.round(_NEW)["failed"] == 1
        told.hook.drips = False
        assert "took longer than 0.3 seconds" in told.log[-1]

    def test_a_server_that_is_not_there_is_asked_again(self, told: Desk) -> None:
        nowhere = {"hook": {"kind": "webhook", "address": "http://127.0.0.1:9/", "secret": SECRET}}
        assert told.round(_NEW, target=nowhere)["failed"] == 1
        told.pass_time(minutes=1)
        assert told.round(_NEW)["sent"] == 1

    def test_a_redirect_is_not_followed_with_a_signed_message(self, told: Desk) -> None:
        told.hook.answers = [(307, {"Location": told.hook.origin + "/elsewhere"})]
        assert told.round(_NEW)["failed"] == 1
        assert [one.path for one in told.hook.posted] == ["/in"]
        assert "give that address" in told.log[-1]

    def test_a_server_says_how_long_to_wait(self, told: Desk) -> None:
        told.hook.answers = [(429, {"Retry-After": "600"}), (200, {})]
        told.round(_NEW)
        told.pass_time(minutes=9)
        assert told.round(_NEW) == {}
        told.pass_time(minutes=1)
        assert told.round(_NEW)["sent"] == 1

    def test_gone_is_given_up_at_once_and_can_be_put_back(self, told: Desk) -> None:
        told.hook.answers = [(410, {}), (200, {})]
        assert told.round(_NEW)["given up"] == 1
        told.pass_time(days=30)
        assert told.round(_NEW) == {}
        assert told.rounds(_NEW).again() == 1
        assert told.round(_NEW)["sent"] == 1

    def test_after_all_tries_it_is_given_up_and_said(self, told: Desk) -> None:
        told.hook.answers = [(500, {})]
        for _ in range(3):
            totals = told.round(_NEW, tries=3)
            told.pass_time(days=1)
        assert totals["given up"] == 1
        assert "is given up" in told.log[-1]
        assert len(told.hook.posted) == 3
        assert Outbox(told.ledger).counts(["desk/hook"]) == {("desk/hook", "given up"): 1}

    def test_a_target_that_fails_is_asked_once_a_round_however_much_waits(self, told: Desk) -> None:
        told.add(article("e", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed"))
        told.add(article("f", "2020-01-08", TALKS, kind="CONSULT", word="talks"))
        told.hook.answers = [(503, {}), (200, {})]
        assert told.round(_NEW) == {"alerts": 3, "messages": 3, "failed": 1}
        assert told.round(_NEW) == {}  # nor is it asked with the other messages meanwhile
        told.pass_time(minutes=1)
        assert told.round(_NEW)["sent"] == 3

    def test_pauses_double_up_to_six_hours(self) -> None:
        assert [pause_after(n).total_seconds() / 60 for n in (1, 2, 3, 9)] == [1, 2, 4, 256]
        assert pause_after(10) == pause_after(1_000) == LONGEST_PAUSE
        assert pause_after(1, asked=10 * 86_400).days == 1


class TestClocks:
    def test_what_a_clock_that_was_ahead_put_off_is_delivered_when_it_is_right(self, told: Desk) -> None:
        told.hook.answers = [(500, {}), (200, {})]
        told.pass_time(days=365)
        told.add(article("b", "2021-01-07", ATTACK, published="2021-01-07"))
        assert told.round(_NEW)["failed"] == 1
        told.pass_time(days=-365)
        assert told.round(_NEW) == {"sent": 1}

    def test_a_digest_that_a_clock_ahead_has_dated_does_not_hold_up_the_next(self, desk: Desk) -> None:
        daily = saved("new", digest_minutes=1440)
        desk.pass_time(days=365)
        desk.round(daily)
        desk.pass_time(days=-365)
        desk.add(article("a", "2020-01-08", ATTACK))
        assert desk.round(daily)["sent"] == 1


class TestKills:
    def test_killed_before_the_alert_is_recorded_it_is_found_again(
        self, told: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def kill(*_: object, **__: object) -> bool:
            raise _KilledError

        monkeypatch.setattr(Outbox, "note", kill)
        with pytest.raises(_KilledError):
            told.round(_NEW)
        monkeypatch.undo()
        monkeypatch.setenv(SECRET, "between the two of us")
        assert told.round(_NEW)["sent"] == 1

    def test_killed_between_recording_and_delivery_it_is_delivered_later(
        self, told: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def kill(*_: object, **__: object) -> bool:
            raise _KilledError

        monkeypatch.setattr(Outbox, "claim", kill)
        with pytest.raises(_KilledError):
            told.round(_NEW)
        monkeypatch.undo()
        monkeypatch.setenv(SECRET, "between the two of us")
        assert (len(told.made()), told.hook.posted) == (1, [])
        assert told.round(_NEW) == {"sent": 1}

    def test_killed_between_delivery_and_mark_it_comes_again_under_the_same_key(
        self, told: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def kill(*_: object, **__: object) -> None:
            raise _KilledError

        monkeypatch.setattr(Outbox, "sent", kill)
        with pytest.raises(_KilledError):
            told.round(_NEW)
        monkeypatch.undo()
        monkeypatch.setenv(SECRET, "between the two of us")
        assert told.round(_NEW) == {}  # another program might be at it
        told.pass_time(seconds=CLAIM.total_seconds())
        assert told.round(_NEW) == {"sent": 1}
        one, other = told.messages()
        assert one.id == other.id

    def test_a_query_that_breaks_the_program_does_not_keep_the_others_from_being_looked_at(
        self, told: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = saved("new", name="other")
        told.ledger.add(article("b", "2020-01-08", TALKS, kind="CONSULT", word="talks"))
        genuine = Looking.look

        def broken(self: Looking, query: SavedQuery, *given: Any, **more: Any) -> Look:
            if query.name == "other":
                raise KeyError("a bug")
            return genuine(self, query, *given, **more)

        told.round(other)
        told.ledger.add(article("c", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed"))
        with monkeypatch.context() as patched:
            patched.setattr(Looking, "look", broken)
            assert told.round(other, _NEW) == {"alerts": 3, "messages": 3, "sent": 3, "failed": 1}
        assert "could not be looked at (KeyError" in told.log[-1]
        assert told.round(other, _NEW)["sent"] == 1

    def test_two_programs_at_once_tell_it_once(self, told: Desk) -> None:
        first, second = told.rounds(_NEW), told.rounds(_NEW)
        told.hook.on_post = second.round
        assert first.round()["sent"] == 1
        assert len(told.hook.posted) == len(told.made()) == 1

    def test_a_look_that_somebody_else_has_overtaken_writes_nothing(self, told: Desk) -> None:
        outbox = Outbox(told.ledger)
        before = outbox.cursor("desk/watch")
        assert before is not None
        told.round(_NEW)
        assert not outbox.note("desk/watch", before, before._replace(state=99), now="2020-01-09")
        assert len(told.made()) == 1


def test_a_process_that_is_killed_while_it_delivers_leaves_the_message_waiting(
    hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET, "between the two of us")
    ledger = Ledger.open(f"sqlite:///{tmp_path}/l.db")
    desk = Desk(ledger, hook)
    desk.now = dt.datetime.now(dt.UTC)
    desk.round(_NEW)
    today = desk.now.date().isoformat()
    desk.add(article("a", today, ATTACK))
    (tmp_path / "desk.toml").write_text(
        f'allow_private = true\n[target.hook]\nkind = "webhook"\naddress = "{hook.origin}/in"\nsecret = "{SECRET}"\n'
        '[[alert]]\nname = "watch"\non = ["new"]\nto = ["hook"]\n',
        encoding="utf-8",
    )
    code = "from onrecord.cli import main; main()"
    words = ["alerts", str(tmp_path / "desk.toml"), "--once", "--ledger", ledger.url]
    process = subprocess.Popen([sys.executable, "-c", code, *words], stderr=subprocess.DEVNULL)
    hook.on_post = process.kill
    assert process.wait(timeout=300) == -signal.SIGKILL
    hook.on_post = lambda: None
    assert Outbox(ledger).counts(["desk/hook"]) == {("desk/hook", "waiting"): 1}
    desk.now = dt.datetime.now(dt.UTC) + CLAIM
    assert desk.round(_NEW) == {"sent": 1}
    one, other = desk.messages()
    assert one.id == other.id
    ledger.close()


class TestTargets:
    def test_each_target_has_its_own_deliveries(self, told: Desk, tmp_path: Path) -> None:
        feed = {"kind": "feed", "path": str(tmp_path / "alerts.atom")}
        both = {**told.config(_NEW).target, "feed": feed}
        query = msgspec.structs.replace(_NEW, to=("hook", "feed"))
        told.hook.answers = [(500, {}), (200, {})]
        totals = told.round(query, target=both)
        assert (totals["sent"], totals["failed"]) == (1, 1)
        assert ATTACK in (tmp_path / "alerts.atom").read_text(encoding="utf-8")
        told.pass_time(minutes=1)
        assert told.round(query, target=both) == {"sent": 1}

    def test_whom_a_mail_server_refuses_is_tried_again_alone(self, told: Desk, box: Mailbox) -> None:
        target = {"hook": {"kind": "mail", "host": "127.0.0.1", "port": box.port, "security": "none",
                           "from": "desk@example.org", "to": ["ana@example.org", "ben@example.org"]}}  # fmt: skip
        box.refuses = {"ben@example.org"}
        assert told.round(_NEW, target=target) == {"alerts": 1, "messages": 1, "sent": 1, "failed": 1}
        told.add(article("e", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed"))
        told.round(_NEW, target=target)
        told.pass_time(minutes=1)
        box.refuses = set()
        assert told.round(_NEW, target=target) == {"sent": 2}
        assert [to for _, to, _, _ in box.mails] == [["ana@example.org"]] * 2 + [["ben@example.org"]] * 2
        told.pass_time(days=1)
        assert told.round(_NEW, target=target) == {}

    def test_who_is_refused_for_good_is_given_up_and_can_be_put_back(self, told: Desk, box: Mailbox) -> None:
        target = {"hook": {"kind": "mail", "host": "127.0.0.1", "port": box.port, "security": "none",
                           "from": "desk@example.org", "to": ["ana@example.org", "ben@example.org"]}}  # fmt: skip
        box.refuses = {"ben@example.org"}
        for _ in range(2):
            totals = told.round(_NEW, target=target, tries=2)
            told.pass_time(days=1)
        assert totals == {"failed": 1, "given up": 1}
        assert told.rounds(_NEW, target=target).again() == 1

    def test_private_addresses_are_refused_unless_allowed(self, told: Desk) -> None:
        assert told.round(_NEW, allow_private=False)["failed"] == 1
        assert told.hook.posted == []
        assert "allow_private = true" in told.log[-1]

    def test_two_configurations_on_one_ledger_do_not_meet(self, told: Desk) -> None:
        told.round(_NEW, name="night desk")
        assert told.round(_NEW)["sent"] == 1
        told.add(article("e", "2020-01-08", OTHER, actor="ISR", recipient="SYR", word="bombed"))
        assert told.round(_NEW, name="night desk")["sent"] == 1
        assert told.round(_NEW)["sent"] == 1
