"""Damage is found, wherever it is, and named; a whole ledger has none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from onrecord.ledger import Ledger
from onrecord.ledger.opening import open_engine
from onrecord.model import LedgerError, Record
from tests.ledger.made_up import TEXT, record, report


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add(record())
    ledger.add(record(TEXT + " No one answered."))
    ledger.add(record(article="a2", reports=(report("r2", place=None, actors=()),)))
    ledger.add(record(article="a2", reports=(report("r2", coder="rules/2"), report("r3", attribution=()))))
    ledger.add(Record(id="empty", text="It rained.", title=None))
    return ledger


def _damage(ledger: Ledger, statement: str) -> list[tuple[str, int | None, str | None]]:
    address = ledger._engine.url
    if address.get_backend_name() == "sqlite":
        with closing(
            sqlite3.connect(str(address.database))
        ) as connection:  # here foreign keys are not looked at
            connection.execute(statement)
            connection.commit()
    else:
        engine = open_engine(address.render_as_string(hide_password=False))
        with engine.begin() as other:
            other.execute(text("SET session_replication_role = replica"))
            other.execute(text(statement))
        engine.dispose()
    return [(d.table, d.number, d.article) for d in ledger.check()]


def test_a_whole_ledger_has_no_damage(filled: Ledger) -> None:
    assert list(filled.check()) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE articles SET article = 'a9' WHERE number = 2", ("articles", 2, "a9")),
        ("UPDATE versions SET title = 'Another' WHERE number = 1", ("versions", 1, "a1")),
        ("UPDATE versions SET text = 'Rebels' WHERE number = 2", ("versions", 2, "a1")),
        ("UPDATE versions SET text = 'Rebels' WHERE number = 2", ("search", None, None)),
        ("UPDATE readings SET digest = 'x' WHERE number = 3", ("readings", 3, "a2")),
        ("UPDATE readings SET version = 1 WHERE number = 2", ("readings", 2, "a1")),
        ("DELETE FROM readings WHERE number = 1", ("versions", 1, "a1")),
        ("DELETE FROM readings WHERE number = 1", ("reports", 1, None)),
        ("UPDATE reports SET event_type = 'AID' WHERE number = 1", ("reports", 1, "a1")),
        ("DELETE FROM tellers WHERE report = 1", ("tellers", 1, "a1")),
        ("UPDATE participants SET identity = 99 WHERE report = 1", ("participants", 1, None)),
        ("UPDATE quantities SET low = 11 WHERE report = 1", ("quantities", 1, "a1")),
        ("UPDATE attributions SET stance = 'denies' WHERE number = 1", ("attributions", 1, "a1")),
        ("UPDATE identities SET name = 'Nobody' WHERE number = 1", ("identities", 1, None)),
        ("UPDATE places SET country = 'XXX' WHERE number = 1", ("places", 1, None)),
    ],
)  # fmt: skip
def test_damage_is_named(filled: Ledger, statement: str, found: tuple[str, int | None, str | None]) -> None:
    damage = _damage(filled, statement)
    if found[0] == "search":
        assert "search" in [table for table, _, _ in damage]
    else:
        assert found in damage


def test_a_damaged_record_does_not_hide_other_damage(filled: Ledger) -> None:
    _damage(filled, "UPDATE readings SET record = digest" if filled.url.startswith("sqlite") else
            "UPDATE readings SET record = convert_to(digest, 'UTF8')")  # fmt: skip
    damage = _damage(filled, "UPDATE versions SET title = 'Another' WHERE number = 1")
    assert len([d for d in damage if d[0] == "readings"]) == 5
    assert ("versions", 1, "a1") in damage
    with pytest.raises(LedgerError, match="onrecord check"):
        list(filled.records())


def test_pages_of_a_file_that_are_overwritten_are_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = Ledger.open(f"sqlite:///{path}")
    for number in range(40):
        ledger.add(record(TEXT * 3, f"a{number}"))
    ledger.close()
    whole = bytearray(path.read_bytes())
    for page in range(80, len(whole) // 4096, 3):
        whole[page * 4096 : page * 4096 + 2000] = b"\xff" * 2000
    path.write_bytes(whole)
    ledger = Ledger.open(f"sqlite:///{path}")
    assert [d for d in ledger.check() if d.table == "database"]
    with pytest.raises(LedgerError, match="damaged"):
        _ = [ledger.record(f"a{n}") for n in range(40)], list(ledger.records())
    ledger.close()


def test_places_are_the_same_however_their_numbers_are_written(ledger: Ledger) -> None:
    place = report().place
    assert place is not None
    whole = msgspec.structs.replace(place, lat=32, lon=20)
    ledger.add(record(reports=(report("r1", place=whole),)))
    ledger.add(record(article="a2", reports=(report("r2", place=msgspec.structs.replace(whole, lat=32.0)),)))
    assert list(ledger.check()) == []
