"""`onrecord add` while the PostgreSQL server goes away in the middle: waited for, told, and nothing stored twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ledger import Ledger, store
from onrecord.model import Record
from tests.ledger.made_up import record
from tests.ledger.postgres import Server

_ARTICLES = 12
_BEFORE = 5
"""Articles that are stored before the server goes."""


def _add(monkeypatch: pytest.MonkeyPatch, url: str, meanwhile: Callable[[], None]) -> Result:
    """Run the command; ``meanwhile`` is done before the article after the first ones is read."""

    def reading(*_given: object, **_options: object) -> Iterator[Record]:
        for number in range(_ARTICLES):
            if number == _BEFORE:
                meanwhile()
            yield record(article=f"a{number}")

    monkeypatch.setattr("onrecord.scale.read_inputs", reading)
    return CliRunner().invoke(main, ["add", "articles.jsonl", "--ledger", url])


def _is_whole(url: str) -> bool:
    ledger = Ledger.open(url)
    names = [r.id for r in ledger.records()]
    whole = names == [f"a{n}" for n in range(_ARTICLES)] and list(ledger.check()) == []
    ledger.close()
    return whole


def test_a_server_that_comes_back_costs_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.new_database()
    back = threading.Timer(1.0, server.start)

    def go_and_come_back() -> None:
        server.stop()
        back.start()

    try:
        ended = _add(monkeypatch, url, go_and_come_back)
    finally:
        back.join()
    assert ended.exit_code == 0, ended.output
    assert f"{_ARTICLES} new" in ended.stdout
    assert _is_whole(url)


def test_a_server_that_stays_away_is_told_and_the_same_command_goes_on_later(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAITS", (0.1,))
    url = server.new_database()
    try:
        ended = _add(monkeypatch, url, server.stop)
    finally:
        server.start()
    assert ended.exit_code == 3, ended.output
    assert "run the same command again" in ended.stderr
    ended = _add(monkeypatch, url, lambda: None)
    assert ended.exit_code == 0, ended.output
    assert f"{_BEFORE} known, {_ARTICLES - _BEFORE} new" in ended.stdout
    assert _is_whole(url)
