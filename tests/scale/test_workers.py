"""Workers: the same outcomes in the same order, also where one dies."""

import os
from pathlib import Path

import pytest

from onrecord.model import InputError, Record, UsageError
from onrecord.reader import ReadOptions
from onrecord.scale import read_inputs


def _folder(tmp_path: Path) -> str:
    for n in range(9):
        text = "" if n == 4 else f"The army shelled village {n} on Monday, rebels said."
        (tmp_path / f"{n}.txt").write_text(text, encoding="utf-8")
    return str(tmp_path)


def _shape(outcome: Record | InputError) -> object:
    return outcome if isinstance(outcome, Record) else (outcome.name, outcome.reason)


def test_three_workers_give_what_one_gives(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    one = [_shape(o) for o in read_inputs([folder], ReadOptions())]
    three = [_shape(o) for o in read_inputs([folder], ReadOptions(), workers=3)]
    assert one == three
    assert len(one) == 9
    assert [n for n, o in enumerate(one) if not isinstance(o, Record)] == [4]


def test_no_workers_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="--workers"):
        next(read_inputs(["x"], ReadOptions(), workers=0))


def test_a_document_that_kills_its_worker_is_named_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.scale.workers.read_document", _die_on_four)
    outcomes = [_shape(o) for o in read_inputs([_folder(tmp_path)], ReadOptions(), workers=2)]
    assert len(outcomes) == 9
    dead = [o for o in outcomes if isinstance(o, tuple) and "died" in o[1]]
    assert [name.endswith("7.txt") for name, _ in dead] == [True]


def _die_on_four(raw: object, options: ReadOptions) -> Record | InputError:
    name = str(getattr(raw, "name", ""))
    if name.endswith("7.txt"):
        os._exit(9)
    return Record(id=name, text="")
