"""``onrecord alerts``, and alerts beside ``onrecord watch``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger
from tests.merging.made_up import ATTACK, OTHER, article
from tests.watching.site import Reply, rss, served
from tests.watching.site import article as page

_CONFIG = 'max_age_days = 36500\n[target.here]\nkind = "stdout"\n[[alert]]\nname = "strikes"\non = ["new"]\nto = ["here"]\n'


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path}/l.db"
    Ledger.open(address).close()
    return address


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "desk.toml"
    path.write_text(_CONFIG, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def _add(url: str, name: str, sentence: str = ATTACK, **more: str) -> None:
    ledger = Ledger.open(url)
    ledger.add(article(name, "2020-01-08", sentence, **more))  # type: ignore[arg-type]
    ledger.close()


def test_once_begins_then_tells_and_then_has_nothing_to_tell(url: str, config: Path) -> None:
    begun = run("alerts", config, "--ledger", url, "--once")
    assert (begun.exit_code, begun.stdout) == (0, "")
    assert "nothing to tell" in begun.stderr
    _add(url, "a")
    told = run("alerts", config, "--ledger", url, "--once")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[0].startswith("New: IRN")
    assert f"“{ATTACK}”" in told.stdout
    assert "1 alerts, 1 messages, 1 sent" in told.stderr
    assert run("alerts", config, "--ledger", url, "--once").stdout == ""


def test_a_rehearsal_tells_what_it_would_and_keeps_nothing(url: str, config: Path) -> None:
    assert "not looked at before" in run("alerts", config, "--ledger", url, "--dry-run").stderr
    run("alerts", config, "--ledger", url, "--once")
    _add(url, "a")
    rehearsed = run("alerts", config, "--ledger", url, "--dry-run")
    assert "New: IRN" in rehearsed.stdout
    assert run("alerts", config, "--ledger", url, "--once").stdout.startswith("New: IRN")


def test_json_is_one_message_a_line_that_keeps_to_the_schema(url: str, config: Path) -> None:
    config.write_text(_CONFIG.replace('"stdout"', '"stdout"\nformat = "json"'), encoding="utf-8")
    run("alerts", config, "--ledger", url, "--once")
    _add(url, "a")
    _add(url, "e", OTHER, actor="ISR", recipient="SYR", word="bombed")
    lines = run("alerts", config, "--ledger", url, "--once").stdout.splitlines()
    schema = json.loads(run("alerts", "--schema").stdout)
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    assert len(lines) == 2


def test_a_delivery_that_fails_is_exit_status_1(url: str, config: Path, tmp_path: Path) -> None:
    text = _CONFIG.replace('kind = "stdout"', 'kind = "feed"\npath = "none/a.atom"')
    config.write_text(text, encoding="utf-8")
    run("alerts", config, "--ledger", url, "--once")
    _add(url, "a")
    failed = run("alerts", config, "--ledger", url, "--once")
    assert failed.exit_code == 1
    assert "cannot be written" in failed.stderr


def test_without_a_ledger_or_a_configuration_it_says_what_to_do(config: Path, tmp_path: Path) -> None:
    assert run("alerts", config, "--ledger", f"sqlite:///{tmp_path}/none.db", "--once").exit_code == 3
    assert "name the configuration" in run("alerts").stderr


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Path]:
    with served() as site:
        told = "Iran fired missiles at two American bases in Iraq on Tuesday. The bases were damaged in the attack."
        site.replies |= {
            "/feed": Reply(body=rss("/a"), kind="application/rss+xml"),
            "/a": Reply(body=page(told * 2)),
        }
        path = tmp_path / "news.toml"
        path.write_text(
            f'contact = "mailto:desk@example.org"\nledger = "sqlite:///{tmp_path}/news.db"\npace_seconds = 0\n'
            f'allow_private = true\nalerts = "desk.toml"\n[[feed]]\naddress = "{site.origin}/feed"\n',
            encoding="utf-8",
        )
        yield path


def test_watch_tells_what_a_poll_brought(watched: Path, config: Path) -> None:
    result = run("watch", watched, "--once")
    assert result.exit_code == 0, result.stderr
    assert "New: Iran" in result.stdout
    assert "alerts: " in result.stderr


def test_watch_refuses_a_wrong_configuration_of_alerts_before_it_asks_anybody(
    watched: Path, config: Path
) -> None:
    config.write_text("[[alert]]\n", encoding="utf-8")
    result = run("watch", watched, "--once")
    assert result.exit_code == 2
    assert "desk.toml" in result.stderr
