"""What once failed, read again; and a few new inputs for each target, the same in every run."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from onrecord.model import Article, Mention, Record
from tests.fuzz.mutation import damaged, smaller
from tests.fuzz.promises import BrokenPromiseError, keep_article, keep_record
from tests.fuzz.running import Run, made, mark_of, tried
from tests.fuzz.seeds import CORPUS
from tests.fuzz.targets import TARGETS, Target

_FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())
_CASES = 25
_FEW = {"actors": 3, "petrarch": 3, "read-page": 6, "read-text": 6}
"""Cases of targets whose every input takes long: their lookups are made anew, or they read."""
_LARGEST_CORPUS = 200_000


@pytest.mark.parametrize("path", _FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_failed_once_is_read_or_refused(path: Path) -> None:
    error = tried(path.parent.name, path.read_bytes())
    assert error is None, mark_of(error)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_new_inputs_are_read_or_refused(name: str) -> None:
    for number in range(_FEW.get(name, _CASES)):
        data = made(name, Random(f"{name}/{number}"))
        error = tried(name, data)
        assert error is None, f"case {number}, {data[:200]!r}: {mark_of(error)}"


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in _FILES) < _LARGEST_CORPUS


def test_an_input_follows_from_its_seed(tmp_path: Path) -> None:
    once, again = ([Run(tmp_path, 7).case("csv", n) for n in range(20)] for _ in range(2))
    assert once == again
    assert len({*once, *(Run(tmp_path, 8).case("csv", n) for n in range(20))}) > 30


def _working(seconds: float) -> Callable[[bytes], None]:
    def works(_data: bytes) -> None:
        until = time.process_time() + seconds
        while time.process_time() < until:
            pass

    return works


def test_each_target_gets_its_share_of_the_time_however_long_its_inputs_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds, share in (("csv", 0.05, 1), ("zip", 0.01, 1), ("tar", 0.01, 2)):
        monkeypatch.setitem(TARGETS, name, Target(lambda _chance: b"", _working(seconds), share=share))
    run = Run(tmp_path, 1)
    run.go(["csv", "zip", "tar"], 0.6)
    assert 2 <= run.counts["csv"] <= 5
    assert 8 <= run.counts["zip"] <= 18
    assert 18 <= run.counts["tar"] <= 34


def test_a_finding_is_cut_down_and_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> None:
        if b"x" in data:
            raise ValueError(str(len(data)))

    monkeypatch.setitem(TARGETS, "csv", Target(lambda _chance: b"a" * 500 + b"x" + b"b" * 500, fails))
    run = Run(tmp_path, 1)
    for number in range(2):
        error = tried("csv", data := b"a" * 500 + b"x" + b"b" * 500)
        assert error is not None
        run.note(number, "csv", data, error)
    (found,) = [path for path in tmp_path.glob("csv~*") if path.suffix != ".why"]
    assert found.read_bytes() == b"x"
    assert "seed 1, case 0, 1001 bytes cut to 1" in found.with_name(found.name + ".why").read_text()


def test_a_run_lasts_as_long_as_its_processor_time_and_one_that_died_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def works_and_waits(data: bytes) -> None:
        _working(0.05)(data)
        time.sleep(0.1)

    monkeypatch.setitem(TARGETS, "csv", Target(lambda _chance: b"", works_and_waits))
    run = Run(tmp_path, 1)
    run.go(["csv"], 0.4)
    assert 4 <= run.counts["csv"] <= 9
    after = Run(tmp_path, 1)
    after.take_up()
    assert (after.spent, after.counts) == (run.spent, run.counts)
    after.go(["csv"], 0.4)
    assert after.counts == run.counts


def test_what_was_in_hand_when_a_run_died_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class DeathError(BaseException):
        pass

    def dies(name: str, data: bytes) -> None:
        raise DeathError

    monkeypatch.setattr("tests.fuzz.running.tried", dies)
    with pytest.raises(DeathError):
        Run(tmp_path, 1).go(["csv"], 1)
    after = Run(tmp_path, 1)
    after.take_up()
    assert after.counts["csv"] == 1


def test_an_input_that_takes_too_long_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(_data: bytes) -> None:
        while True:
            pass

    monkeypatch.setitem(TARGETS, "csv", Target(lambda _chance: b"", hangs, seconds=1))
    error = tried("csv", b"")
    assert error is not None
    assert mark_of(error).startswith("TooSlowError")


@pytest.mark.parametrize(
    "mention",
    [
        Mention(start=0, end=99, text="A", kind="person"),
        Mention(start=0, end=1, text="B", kind="person"),
        Mention(start=-1, end=1, text="A", kind="person"),
    ],
)
def test_a_record_that_breaks_the_contract_is_told(mention: Mention) -> None:
    keep_record(Record(id="a", text="A man."))
    with pytest.raises((BrokenPromiseError, ValueError)):
        keep_record(Record(id="a", text="A man.", mentions=(mention,)))


def test_a_blank_article_is_told() -> None:
    with pytest.raises(BrokenPromiseError, match="blank"):
        keep_article(Article(id="a", text=" \n"))


def test_damage_stays_within_bounds_and_cuts_get_smaller() -> None:
    data = json.dumps({"text": "A man."}).encode()
    assert len({damaged(data, (data,), Random(n)) for n in range(50)}) > 25
    assert all(len(less) < len(data) for less in smaller(data))
