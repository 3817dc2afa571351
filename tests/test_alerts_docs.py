"""docs/alerts.md names every setting with its default, and what it shows is what the program does."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import re
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest

from onrecord.alerting import (
    CONDITIONS,
    SCHEMA,
    Alert,
    Config,
    Message,
    Rounds,
    SavedQuery,
    load_config,
    message_schema,
)
from onrecord.alerting.targets import KINDS
from onrecord.alerting.webhook import signature
from onrecord.cli import main
from onrecord.ledger import Ledger, Outbox
from onrecord.ledger.view import EventFilters
from onrecord.model import Record
from onrecord.reader import ReadOptions, read_document
from onrecord.sources import RawDocument, open_inputs

_ROOT = Path(__file__).parents[1]
_TEXT = (_ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    return str(re.findall(rf"```{language}\n(.*?)```", _TEXT, re.DOTALL)[0])


def _rows(text: str) -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text, re.MULTILINE))


@pytest.mark.parametrize(("kind", "head"), [(Config, "| setting |"), (SavedQuery, "| of an `[[alert]]` |")])
def test_every_setting_is_there_with_its_default(kind: Any, head: str) -> None:
    rows = _rows(_TEXT.partition(head)[2].partition("\n\n")[0])
    fields = msgspec.structs.fields(kind)
    assert set(rows) == {field.encode_name for field in fields}
    for field in fields:
        if isinstance(field.default, bool | int | float):
            assert rows[field.name] == f"`{json.dumps(field.default)}`", field.name


def test_every_target_and_its_settings_are_there() -> None:
    table = _TEXT.partition("| of a target |")[2].partition("\n\n")[0]
    for kind, settings in KINDS.items():
        rows = "\n".join(re.findall(rf"^\| {kind}: (.+)$", table, re.MULTILINE))
        for field in msgspec.structs.fields(settings):
            assert f"`{field.encode_name}`" in rows, (kind, field.name)


def test_every_condition_filter_and_field_is_there() -> None:
    told = _TEXT.partition("| `on` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.+?) \|", told, re.MULTILINE)))) == set(
        CONDITIONS
    )
    assert all(f"`{name}`" in _TEXT for name in EventFilters.__struct_fields__)
    assert all(
        f"{field.name}`" in _TEXT for kind in (Message, Alert) for field in msgspec.structs.fields(kind)
    )
    assert f"| `schema` | `{SCHEMA}` |" in _TEXT


def test_the_configuration_can_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text(_block("toml"), encoding="utf-8")
    config = load_config(path)
    assert config.alert[1].filters == EventFilters(actor="IRN")
    assert set(config.target) == {"here", "desk", "mail", "feed"}


def test_every_option_exists() -> None:
    options = {option for parameter in main.commands["alerts"].params for option in parameter.opts} - {
        "config"
    }
    used = {
        word
        for line in re.findall(r"^\$ onrecord alerts (.*)$", _TEXT, re.MULTILINE)
        for word in line.split("#")[0].split()
    }
    assert {word for word in used if word.startswith("--")} == options - {"--ledger"}


def test_the_schema_is_that_of_the_program() -> None:
    kept = json.loads((_ROOT / "docs" / "alerts.schema.json").read_text(encoding="utf-8"))
    assert kept == message_schema(), "onrecord alerts --schema > docs/alerts.schema.json"


def test_the_python_knows_our_signature_and_no_other() -> None:
    names: dict[str, Any] = {}
    exec(_block("python"), names)
    body, now = b'{"a": 1}', int(time.time())
    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(now),
        "webhook-signature": signature(b"key", "m", now, body),
    }
    assert names["is_ours"](b"key", headers, body)
    assert not names["is_ours"](b"other", headers, body)
    assert not names["is_ours"](b"key", headers, body + b" ")
    old = {
        **headers,
        "webhook-timestamp": str(now - 600),
        "webhook-signature": signature(b"key", "m", now - 600, body),
    }
    assert not names["is_ours"](b"key", old, body)


def test_the_signature_is_that_of_the_standard() -> None:
    # by the words of the specification: base64 of HMAC-SHA256 over id.timestamp.body
    signed = hmac.new(b"key", b"msg_1.1614265330." + b'{"test": 2432232314}', hashlib.sha256).digest()
    assert (
        signature(b"key", "msg_1", 1614265330, b'{"test": 2432232314}')
        == "v1," + base64.b64encode(signed).decode()
    )


def _example(name: str) -> Record:
    (path,) = (_ROOT / "examples/january-2020/articles").glob(f"{name}-*")
    (document,) = open_inputs([str(path)])
    assert isinstance(document, RawDocument)
    record = read_document(document, ReadOptions())
    assert isinstance(record, Record)
    return record


def test_the_message_is_what_the_example_articles_give(tmp_path: Path) -> None:
    ledger = Ledger.open(f"sqlite:///{tmp_path}/l.db")
    query = SavedQuery(
        name="attacks in Iraq", query={"type": "ASSAULT", "place": "IRQ"}, on=("figure",), to=("feed",)
    )
    feed = {"feed": {"kind": "feed", "path": str(tmp_path / "a.atom")}}
    config = Config(alert=(query,), target=feed, name="desk", pages="https://desk.example")
    for names in (("06", "33"), ("25",), ("26",)):
        for name in names:
            ledger.add(_example(name))
        Rounds(
            config, ledger, tell=lambda _: None, clock=lambda: dt.datetime(2020, 1, 24, tzinfo=dt.UTC)
        ).round()
    bodies = Outbox(ledger).recent(limit=5)
    ledger.close()
    shown = _TEXT.partition("A message as text:\n\n```\n")[2].partition("```")[0].splitlines()
    told = [msgspec.json.decode(body, type=Message).text.splitlines() for body in bodies]
    lines = next(lines for lines in told if lines[0].startswith("Injured 34: "))
    # the event's name, what it was before and what else tells it may change with the merging; the rest may not
    assert lines[3:-1] == shown[3:-1]
    assert lines[1].startswith(shown[1].partition(";")[0])
    assert [len(lines), lines[-1].rpartition("/")[0]] == [len(shown), shown[-1].rpartition("/")[0]]
