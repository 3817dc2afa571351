"""Backfill: one Parquet and one manifest a shard, done once, whatever goes wrong meanwhile."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from onrecord.formats.parquet import read_parquet
from onrecord.model import InputError, UsageError, from_json
from onrecord.reader import ReadOptions
from onrecord.scale.backfill import backfill, plan
from onrecord.scale.coding_shard import Failure, Reached
from onrecord.scale.engines import LocalEngine
from onrecord.scale.manifests import Manifest, read_manifest
from onrecord.scale.reading_process import Means
from tests.scale.stand_in import (
    CODER,
    QUICK,
    coded,
    die_at_start,
    die_once,
    files_of,
    manifest,
    planned,
    prepare_nothing,
    read_by_words,
    refuse,
)
from tests.sources.test_archives import A, B, C, record


def lines(path: Path, *texts: str) -> Path:
    rows = [json.dumps({"id": f"{path.stem}-{n}", "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def ids(output: Path, name: str) -> list[str]:
    return [from_json(line).id for line in read_parquet(output / f"{name}.parquet", "record")]


def test_a_shard_holds_the_records_in_order_and_counts_the_rest(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "One.", "FAIL", "AUF DEUTSCH", "Two.")
    archive.write_text(archive.read_text() + "no json\n")
    done = manifest(coded(planned([archive], tmp_path / "out")))
    assert ids(tmp_path / "out", "a.jsonl") == ["a-0", "a-3"]
    counts = done.counts
    assert (counts.documents, counts.articles, counts.quarantined, counts.other_language) == (5, 2, 2, 1)
    assert [(q.name, q.reason.split(":")[0]) for q in done.quarantined] == [
        (f"{archive}:2", "could not be read"),
        (f"{archive}:5", "is not JSON (Expecting value at column 1)"),
    ]
    assert (done.coder, done.input.bytes) == (CODER, archive.stat().st_size)
    assert read_manifest(tmp_path / "out" / "a.jsonl.manifest.json") == done


def test_finished_shards_are_left_alone_and_changed_ones_made_again(tmp_path: Path) -> None:
    one, two = lines(tmp_path / "1.jsonl", "One."), lines(tmp_path / "2.jsonl", "Two.")
    coded(planned([one, two], tmp_path / "out"))
    work = planned([one, two], tmp_path / "out")
    assert (len(work.tasks), [m.shard for m in work.done]) == (0, ["1.jsonl", "2.jsonl"])
    lines(two, "Two.", "Three.")
    assert [task.shard.name for task in planned([one, two], tmp_path / "out").tasks] == ["2.jsonl"]
    (tmp_path / "out" / "1.jsonl.parquet").write_bytes(b"")
    assert len(planned([one, two], tmp_path / "out").tasks) == 2


def test_a_file_that_was_only_touched_is_still_done(tmp_path: Path) -> None:
    one = lines(tmp_path / "1.jsonl", "One.")
    coded(planned([one], tmp_path / "out"))
    one.touch()
    assert planned([one], tmp_path / "out").tasks == []


@pytest.mark.parametrize("change", ["coder", "published"])
def test_another_coder_or_date_makes_shards_again(tmp_path: Path, change: str) -> None:
    one = lines(tmp_path / "1.jsonl", "One.")
    coded(planned([one], tmp_path / "out"))
    options = ReadOptions(published="2020-01-08" if change == "published" else None, allow_private=True)
    coder = "stand-in 2" if change == "coder" else CODER
    assert len(plan([str(one)], tmp_path / "out", options, coder=coder).tasks) == 1


def test_two_workers_give_the_bytes_that_one_gives(tmp_path: Path) -> None:
    archives = [lines(tmp_path / f"{n}.jsonl", *(f"Text {i}." for i in range(5))) for n in range(4)]
    coded(planned(archives, tmp_path / "one"))
    coded(planned(archives, tmp_path / "two"), LocalEngine(2, seconds=60, means=QUICK))
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert len(files_of(tmp_path / "one")) == 8


def test_a_text_that_hangs_is_quarantined_and_the_rest_is_read(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "One.", "HANG", "Two.")
    done = manifest(coded(planned([archive], tmp_path / "out"), LocalEngine(1, seconds=1, means=QUICK)))
    assert ids(tmp_path / "out", "a.jsonl") == ["a-0", "a-2"]
    assert [q.reason for q in done.quarantined] == [
        "took longer than 1 seconds to read: split it, or raise --time-limit"
    ]


def test_a_text_that_kills_its_process_is_quarantined_and_the_rest_is_read(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", "One.", "DIE", "Two.")
    done = manifest(coded(planned([archive], tmp_path / "out")))
    assert ids(tmp_path / "out", "a.jsonl") == ["a-0", "a-2"]
    assert ["died 3 times" in q.reason for q in done.quarantined] == [True]


def test_a_text_during_which_a_process_was_killed_is_read_again(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", f"{tmp_path / 'mark'} One.", "Two.")
    means = Means(read=die_once, prepare=prepare_nothing)
    done = manifest(coded(planned([archive], tmp_path / "out"), LocalEngine(1, seconds=60, means=means)))
    assert (done.counts.articles, done.counts.quarantined) == (2, 0)
    assert (tmp_path / "mark").exists()


def test_a_bad_ontology_stops_all_instead_of_failing_each(tmp_path: Path) -> None:
    work = planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    with pytest.raises(UsageError, match="correct it"):
        coded(work, LocalEngine(1, seconds=5, means=Means(read=read_by_words, prepare=refuse)))
    assert [name for name in files_of(tmp_path / "out") if "journal" not in name] == []


def test_models_that_never_load_are_an_error_and_no_quarantine(tmp_path: Path) -> None:
    work = planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    means = Means(read=read_by_words, prepare=die_at_start)
    (outcome,) = coded(work, LocalEngine(1, seconds=5, means=means))
    assert isinstance(outcome, Failure)
    assert "fewer --workers" in str(outcome.error)


def test_what_was_read_before_a_stop_is_not_read_again(tmp_path: Path) -> None:
    archive = lines(tmp_path / "a.jsonl", *(f"Text {n}." for n in range(20)))
    coded(planned([archive], tmp_path / "whole"))
    heard: list[Reached] = []

    def stop_at_seven(reached: Reached) -> None:
        heard.append(reached)
        if reached.documents == 7:
            raise InputError("a.jsonl", "stopped for the test")

    work = planned([archive], tmp_path / "out")
    (failure,) = backfill(work, LocalEngine(1, seconds=5, means=QUICK), stop_at_seven)
    assert isinstance(failure, Failure)
    assert sorted(files_of(tmp_path / "out")) == ["a.jsonl.journal"]
    heard.clear()
    list(backfill(planned([archive], tmp_path / "out"), LocalEngine(1, seconds=5, means=QUICK), heard.append))
    assert sorted({reached.documents for reached in heard}) == list(range(1, 14))
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_loose_pages_are_grouped_and_archives_keep_their_folders(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "2020").mkdir(parents=True)
    lines(folder / "2020" / "a.jsonl", "One.")
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"Page {n}.")
    outcomes = coded(planned([folder], tmp_path / "out", pages=3))
    assert [outcome.shard for outcome in outcomes] == ["2020/a.jsonl", "pages-00001", "pages-00002"]
    assert ids(tmp_path / "out", "pages-00002") == ["3.txt", "4.txt"]


def test_damaged_records_and_pages_over_the_limit_are_quarantined(tmp_path: Path) -> None:
    bad = bytearray(gzip.compress(B))
    bad[150:170] = b"\x00" * 20
    huge = gzip.compress(record("https://example.org/huge", b"<p>word</p>" * 2_000_000))
    archive = tmp_path / "crawl.warc.gz"
    archive.write_bytes(gzip.compress(A) + bytes(bad) + huge + gzip.compress(C))
    done = manifest(coded(planned([archive], tmp_path / "out")))
    assert ids(tmp_path / "out", "crawl.warc.gz") == ["https://example.org/a", "https://example.org/c"]
    assert (done.counts.documents, done.counts.quarantined) == (4, 2)
    assert ["damaged" in q.reason or "larger than" in q.reason for q in done.quarantined] == [True, True]


def test_two_files_of_one_name_are_wrong_use(tmp_path: Path) -> None:
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        lines(tmp_path / name / "a.jsonl", "One.")
    with pytest.raises(UsageError, match="would both be written"):
        planned([tmp_path / "x" / "a.jsonl", tmp_path / "y" / "a.jsonl"], tmp_path / "out")


def test_what_another_input_of_the_same_name_gave_is_not_overwritten(tmp_path: Path) -> None:
    for folder in ("jan", "feb"):
        (tmp_path / folder).mkdir()
        lines(tmp_path / folder / "news.jsonl", f"In {folder}.")
        (tmp_path / folder / f"{folder}.txt").write_text(f"A page of {folder}.")
    coded(planned([tmp_path / "jan"], tmp_path / "out"))
    before = files_of(tmp_path / "out")
    work = planned([tmp_path / "feb"], tmp_path / "out")
    assert (work.tasks, work.done) == ([], [])
    assert [error.name for error in work.failed] == [
        str(tmp_path / "feb" / name) for name in ("news.jsonl", "feb.txt")
    ]
    assert all("would take the place of" in error.reason for error in work.failed)
    assert files_of(tmp_path / "out") == before
    both = planned([tmp_path / "feb"], tmp_path / "out" / "feb")
    assert len(coded(both)) == 2


def test_an_input_that_was_moved_is_done_and_pages_that_came_to_it_are_read(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(4):
        (pages / f"m{n}.txt").write_text(f"Page {n}.")
    coded(planned([pages], tmp_path / "out", pages=2))
    moved = pages.rename(tmp_path / "moved")
    assert len(planned([moved], tmp_path / "out", pages=2).done) == 2
    pages = moved.rename(pages)
    for n in range(3):  # the first shard has none of its pages left
        (pages / f"a{n}.txt").write_text(f"New page {n}.")
    assert len(coded(planned([pages], tmp_path / "out", pages=2))) == 4
    assert ids(tmp_path / "out", "pages-00004") == ["m3.txt"]


def test_what_is_not_read_is_named_in_every_run_until_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.urls").write_text("")
    for name in ("b.warc.zst", "c.jsonl.xz", "d.txt.gz", "e.7z", "holiday.jpg.gz"):
        (tmp_path / "in" / name).write_bytes(b"\x00")
    for _ in range(2):
        work = planned([tmp_path / "in"], tmp_path / "out")
        assert (work.tasks, work.done) == ([], [])
        assert [(Path(e.name).name, e.reason.split(":")[0]) for e in work.failed] == [
            ("a.urls", "is a list of addresses of pages"),
            *((name, "is packed as nothing is that is read here") for name in ("b.warc.zst", "c.jsonl.xz")),
            *((name, "is packed as nothing is that is read here") for name in ("d.txt.gz", "e.7z")),
        ]
    assert len(planned([tmp_path / "in"], tmp_path / "out", fetch=True).tasks) == 1


def test_the_output_may_lie_in_an_input_and_is_not_read(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", "One.")
    out = tmp_path / "shards"
    assert manifest(coded(planned([tmp_path], out))).shard == "a.jsonl"
    again = planned([tmp_path], out)
    assert (again.tasks, [m.shard for m in again.done], again.failed) == ([], ["a.jsonl"], [])
    with pytest.raises(UsageError, match="is an input too"):
        planned([out, tmp_path], out)


def test_a_folder_that_cannot_be_written_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "out" / ".lock").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"nothing can be written into it .*: give another --output"):
        coded(planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out"))


def test_what_can_be_read_once_only_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    work = planned([tmp_path / "pipe.jsonl"], tmp_path / "out")
    assert [error.reason.split(":")[0] for error in work.failed] == [
        "is no file that can be read again after a stop"
    ]


def test_a_name_too_long_for_what_is_made_of_it_says_so(tmp_path: Path) -> None:
    (failure,) = coded(planned([lines(tmp_path / f"{'x' * 245}.jsonl", "One.")], tmp_path / "out"))
    assert isinstance(failure, Failure)
    assert "give its archive a shorter one" in str(failure.error)


def test_an_input_that_is_not_there_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    work = planned([tmp_path / "none.jsonl", lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    assert [error.name for error in work.failed] == [str(tmp_path / "none.jsonl")]
    assert isinstance(coded(work)[0], Manifest)


def test_a_file_that_cannot_be_opened_fails_its_shard_alone(tmp_path: Path) -> None:
    one, two = lines(tmp_path / "1.jsonl", "One."), lines(tmp_path / "2.jsonl", "Two.")
    work = planned([one, two], tmp_path / "out")
    one.unlink()
    first, second = coded(work)
    assert isinstance(first, Failure)
    assert "does not exist" in str(first.error)
    assert isinstance(second, Manifest)


def test_one_backfill_at_a_time_in_a_folder(tmp_path: Path) -> None:
    work = planned([lines(tmp_path / "a.jsonl", "One.")], tmp_path / "out")
    first = backfill(work, LocalEngine(1, seconds=5, means=QUICK), lambda _reached: None)
    next(first)
    with pytest.raises(UsageError, match="another backfill"):
        coded(work)
    first.close()
    assert coded(work)


def test_no_workers_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="--workers"):
        LocalEngine(0, seconds=1)
