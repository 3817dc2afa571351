"""Compiling the gazetteer: whole or not at all, in a folder that can be written to."""

import contextlib
import importlib.resources
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.knowledge import gazetteer as module
from onrecord.knowledge import gazetteer_build, gazetteer_sources
from onrecord.knowledge.gazetteer import Gazetteer, cache_folders, compiled_path, stamp, whole
from onrecord.knowledge.gazetteer_build import compile_gazetteer, entries
from onrecord.knowledge.gazetteer_sources import Entry
from onrecord.model import KnowledgeError


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two places instead of 287,000: these tests are about files."""

    def two() -> Iterator[Entry]:
        yield Entry(
            "Aleppo", "city", "SYR", "SY.09", lat=36.2, lon=37.16, population=2_098_210, names={"Aleppo": 0}
        )
        yield Entry("Aleppo Governorate", "admin1", "SYR", "SY.09", names={"Aleppo Governorate": 0})

    monkeypatch.setattr(gazetteer_build, "entries", two)


def test_the_compiled_file_answers(tmp_path: Path, small: None) -> None:
    book = Gazetteer(compile_gazetteer(tmp_path / "gazetteer-x.sqlite"))
    assert [(c.name, c.kind) for c in book.lookup("ALEPPO")] == [
        ("Aleppo", "city"),
        ("Aleppo Governorate", "admin1"),
    ]
    book.close()


def test_nothing_is_left_where_compiling_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Entry]:
        yield Entry("Aleppo", "city", names={"Aleppo": 0})
        raise ValueError("the data ends here")

    monkeypatch.setattr(gazetteer_build, "entries", broken)
    with pytest.raises(ValueError, match="ends here"):
        compile_gazetteer(tmp_path / "gazetteer-x.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_two_at_once_leave_one_good_file(tmp_path: Path, small: None) -> None:
    paths: list[Path] = []
    workers = [
        threading.Thread(target=lambda: paths.append(compile_gazetteer(tmp_path / "gazetteer-x.sqlite")))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [p.name for p in tmp_path.iterdir()] == ["gazetteer-x.sqlite"]
    assert len(paths) == 4
    book = Gazetteer(paths[0])
    assert book.lookup("Aleppo")
    book.close()


def test_what_nobody_uses_any_more_is_taken_away(tmp_path: Path, small: None) -> None:
    for name in ("gazetteer-old.sqlite", "gazetteer-old.part", "gazetteer-of-another-install.sqlite"):
        (tmp_path / name).write_bytes(b"")
    os.utime(tmp_path / "gazetteer-old.sqlite", (0, 0))
    os.utime(tmp_path / "gazetteer-old.part", (0, 0))
    compile_gazetteer(tmp_path / "gazetteer-new.sqlite")
    assert {p.name for p in tmp_path.iterdir()} == {
        "gazetteer-new.sqlite",
        "gazetteer-of-another-install.sqlite",
    }


@pytest.mark.parametrize("damage", ["cut short", "not a database", "empty"])
def test_a_damaged_file_is_compiled_again(tmp_path: Path, small: None, damage: str) -> None:
    path = compiled_path([tmp_path])
    good = path.read_bytes()
    path.write_bytes({"cut short": good[:-4096], "not a database": b"x" * len(good), "empty": b""}[damage])
    book = Gazetteer(compiled_path([tmp_path]))
    assert book.lookup("Aleppo")
    book.close()
    assert path.read_bytes() == good


def test_a_damaged_file_in_a_folder_for_reading_only_gives_way(tmp_path: Path, small: None) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    assert not whole(blocked / "gazetteer.sqlite")
    assert not whole(blocked)


def test_two_processes_at_once_both_get_a_good_file(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from onrecord.knowledge import gazetteer_build as b, gazetteer as g; "
        "b.entries = lambda: iter([b.Entry('Aleppo', 'city', names={'Aleppo': 0})]); "
        f"print(len(g.Gazetteer(g.compiled_path([Path({str(tmp_path)!r})])).lookup('Aleppo')))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in "ab"]
    assert [run.communicate(timeout=120)[0].strip() for run in runs] == ["1", "1"]
    assert [p.suffix for p in tmp_path.iterdir()] == [".sqlite"]


def test_falling_back_to_another_folder_is_said(
    tmp_path: Path, small: None, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    compiled_path([blocked / "cache", tmp_path])
    assert f"it is in {tmp_path}" in caplog.text


def test_a_row_may_lie_across_chunks_and_hold_braces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    rows = {str(n): {"name": f"Town {n} }}{{", "people": n} for n in range(40)}
    (tmp_path / "data" / "towns.json").write_text(json.dumps(rows), encoding="utf-8")
    monkeypatch.setattr(importlib.resources, "files", lambda _package: tmp_path)
    monkeypatch.setattr(gazetteer_sources, "_CHUNK", 17)
    assert list(gazetteer_sources._rows("towns.json")) == list(rows.values())


def test_the_whole_compiles_into_less_than_150_megabytes() -> None:
    assert 20e6 < compiled_path().stat().st_size < 150e6


def test_every_country_and_every_first_level_region_has_a_geonames_id() -> None:
    with contextlib.closing(sqlite3.connect(compiled_path())) as db:
        lacking = db.execute(
            "SELECT name FROM place WHERE kind IN ('country', 'admin1') AND geonames_id IS NULL"
        ).fetchall()
    assert lacking == []


def test_the_file_is_found_again(tmp_path: Path, small: None) -> None:
    first = compiled_path([tmp_path])
    before = first.stat().st_mtime_ns
    assert compiled_path([tmp_path]) == first
    assert first.stat().st_mtime_ns == before
    assert stamp() in first.name


def test_a_folder_that_cannot_be_written_to_gives_way_to_the_next(tmp_path: Path, small: None) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    assert compiled_path([blocked / "cache", tmp_path]).parent == tmp_path


def test_without_any_folder_the_error_says_what_to_do(tmp_path: Path, small: None) -> None:
    blocked = tmp_path / "a file, not a folder"
    blocked.write_text("")
    with pytest.raises(KnowledgeError, match="set ONRECORD_CACHE"):
        compiled_path([blocked / "cache"])


def test_the_cache_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    assert cache_folders() == (tmp_path,)
    monkeypatch.delenv("ONRECORD_CACHE")
    assert Path(cache_folders()[0]).name == "onrecord"


def test_other_data_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp()
    monkeypatch.setattr(module, "DATA_FILES", module.DATA_FILES[:-1])
    assert stamp() != before


def test_our_own_lists_are_whole() -> None:
    kinds = {"region", "point", "admin1", "alias"}
    rows = gazetteer_sources.table("places.csv")
    assert {r["kind"] for r in rows} <= kinds
    assert len({r["name"] for r in rows}) == len(rows)
    for row in rows:
        if row["kind"] != "alias":
            assert -90 <= float(row["lat"]) <= 90
            assert -180 <= float(row["lon"]) <= 180
    countries = gazetteer_sources.table("place_countries.csv")
    assert len(countries) > 240
    assert len({r["iso2"] for r in countries}) == len(countries)


def test_the_progress_goes_up_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[tuple[int, int]] = []
    monkeypatch.setattr(
        gazetteer_build, "entries", lambda: (Entry(f"P{n}", "city", names={f"P{n}": 0}) for n in range(4100))
    )
    compile_gazetteer(tmp_path / "gazetteer-x.sqlite", lambda done, total: steps.append((done, total)))
    assert steps[0][0] == 2000
    assert steps[-1][0] == steps[-1][1]
    with sqlite3.connect(tmp_path / "gazetteer-x.sqlite") as db:
        assert db.execute("SELECT count(*) FROM place").fetchone() == (4100,)
    db.close()


def test_every_place_has_a_kind_and_the_whole_takes_less_than_a_minute() -> None:
    seen: dict[str, int] = {}
    for entry in entries():
        seen[entry.kind] = seen.get(entry.kind, 0) + 1
    assert seen["city"] > 230_000
    assert seen["country"] > 240
    assert seen["admin1"] > 3000
    assert seen["admin2"] > 40_000
