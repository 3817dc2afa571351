"""A ledger to and from the files of other programs, by the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from onrecord.cli.export import EXPORTS
from onrecord.cli.main import main
from onrecord.ledger import Ledger
from tests.formats.made_up import RECORD
from tests.merging.made_up import ARTICLES

_SAMPLES = Path(__file__).parents[1] / "formats" / "samples"


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'ledger.db'}"
    ledger = Ledger.open(address)
    for record in (RECORD, *ARTICLES):
        ledger.add(record)
    ledger.close()
    return address


def _run(*words: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result


def test_json_lines_and_parquet_come_back_as_the_same_records(url: str, tmp_path: Path) -> None:
    lines = _run("export", "--as", "jsonl", "--ledger", url).stdout
    (tmp_path / "out.jsonl").write_text(lines, encoding="utf-8")
    _run("export", "--as", "parquet", "--ledger", url, "--output", tmp_path / "parquet")
    for source in ("out.jsonl", "parquet"):
        other = f"sqlite:///{tmp_path / source}.db"
        assert _run("import", tmp_path / source, "--ledger", other).stdout == f"{other}: 7 new\n"
        assert _run("export", "--as", "jsonl", "--ledger", other).stdout == lines
        assert _run("import", tmp_path / source, "--ledger", other).stdout == f"{other}: 7 known\n"


@pytest.mark.parametrize("fmt", [f for f in EXPORTS if f not in ("parquet", "gdelt")])
def test_a_file_is_what_standard_output_is(url: str, tmp_path: Path, fmt: str) -> None:
    told = _run("export", "--as", fmt, "--ledger", url).stdout_bytes
    assert told
    _run("export", "--as", fmt, "--ledger", url, "--output", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == told


def test_filters_choose_the_events_and_their_reports_and_articles(url: str) -> None:
    def lines(fmt: str) -> list[str]:
        return _run("export", "--as", fmt, "--who", "ISR", "--ledger", url).stdout.splitlines()

    (event,) = (json.loads(line) for line in lines("events"))
    assert [told["article"] for told in event["told"]] == ["article e"]
    assert [json.loads(line)["id"] for line in lines("jsonl")] == ["article e"]
    assert [row["report_id"] for row in csv.DictReader(lines("csv"))] == ["e"]
    assert len(lines("polecat")) == 2


def test_filters_choose_the_rows_of_parquet(url: str, tmp_path: Path) -> None:
    _run(
        "export",
        "--as",
        "parquet",
        "--type",
        "assault",
        "--since",
        "2031-01-01",
        "--ledger",
        url,
        "--output",
        tmp_path / "p",
    )
    counts = {name: len(pl.read_parquet(tmp_path / "p" / f"{name}.parquet")) for name in
              ("articles", "reports", "quantities", "attributions", "events")}  # fmt: skip
    assert counts == {"articles": 1, "reports": 1, "quantities": 1, "attributions": 0, "events": 1}


def test_unmerged_reports_are_events_of_their_own(url: str) -> None:
    merged = _run("export", "--as", "events", "--ledger", url).stdout.splitlines()
    alone = _run("export", "--as", "events", "--unmerged", "--ledger", url).stdout.splitlines()
    assert (len(merged), len(alone)) == (5, 7)


def test_unmerged_reports_are_those_of_the_events_asked_for(url: str) -> None:
    words = ("export", "--as", "events", "--unmerged", "--least", "3", "--ledger", url)
    assert {json.loads(line)["id"] for line in _run(*words).stdout.splitlines()} == {"a", "b", "c"}


def test_what_was_known_at_a_time_is_exported(url: str) -> None:
    assert _run("export", "--as", "jsonl", "--as-of", "2020-01-01", "--ledger", url).stdout == ""


def test_gdelt_is_two_files_in_a_folder(url: str, tmp_path: Path) -> None:
    _run("export", "--as", "gdelt", "--ledger", url, "--output", tmp_path / "gdelt")
    events = (tmp_path / "gdelt" / "events.export.CSV").read_text().splitlines()
    mentions = (tmp_path / "gdelt" / "events.mentions.CSV").read_text().splitlines()
    assert {len(row.split("\t")) for row in events} == {61}
    assert {len(row.split("\t")) for row in mentions} == {16}
    assert {row.split("\t")[0] for row in events} == {row.split("\t")[0] for row in mentions}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "name the format: --as jsonl"),
        (["--as", "gdelt"], "give a folder with --output"),
        (["--as", "xls"], "'xls' is not one of"),
    ],
)
def test_wrong_use_says_what_is_missing(url: str, words: list[str], reason: str) -> None:
    assert reason in _run("export", *words, "--ledger", url, code=2).stderr


def test_no_ledger_and_no_folder_are_errors_that_name_them(url: str, tmp_path: Path) -> None:
    assert (
        "there is no ledger here"
        in _run("export", "--as", "csv", "--ledger", f"sqlite:///{tmp_path}/no.db", code=3).stderr
    )
    (tmp_path / "file").touch()
    told = _run(
        "export", "--as", "parquet", "--ledger", url, "--output", tmp_path / "file" / "x", code=1
    ).stderr
    assert f"{tmp_path / 'file' / 'x'}: cannot be written" in told


def test_explain_says_what_a_format_loses() -> None:
    told = _run("export", "--explain", "acled").stdout
    assert "| who says so, contexts, score, why | lost |" in told
    assert "| `event_id_cnty` |" in told


def test_rows_of_other_coders_are_kept_as_their_articles(tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    told = _run(
        "import",
        _SAMPLES / "polecat.tsv",
        _SAMPLES / "gdelt.export.CSV",
        _SAMPLES / "acled.csv",
        "--ledger",
        other,
    )
    assert (
        told.stdout == f"{other}: 9 new\n2 of them tell no event of PLOVER's types: kept without a report\n"
    )
    ledger = Ledger.open(other, create=False)
    assert {record.outlet for record in ledger.records()} == {"POLECAT", "GDELT", "ACLED"}
    assert list(ledger.check()) == []
    ledger.close()
    for fmt, sample in (("polecat", "polecat.tsv"), ("acled", "acled.csv")):
        rows = set(_run("export", "--as", fmt, "--unmerged", "--ledger", other).stdout.splitlines())
        assert set((_SAMPLES / sample).read_text(encoding="utf-8").splitlines()[:3]) <= rows


def test_a_bad_row_is_named_logged_and_the_rest_is_kept(tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    lines = (_SAMPLES / "gdelt.export.CSV").read_text().splitlines(keepends=True)
    path = tmp_path / "bad.CSV"
    path.write_text(lines[0] + lines[1].replace("20310305\t203103", "20311305\t203113", 1) + lines[2])
    told = _run("import", path, tmp_path / "none", "--ledger", other, code=1)
    assert told.stdout == f"{other}: 2 new, 2 failed\n"
    assert f"{path}, row 2: Day '20311305' is not a day" in told.stderr
    assert f"{tmp_path / 'none'}: cannot be read" in told.stderr
    failed = _run("coverage", "--failed", "--format", "jsonl", "--ledger", other).stdout.splitlines()
    assert {json.loads(line)["input"] for line in failed} == {f"{path}, row 2", str(tmp_path / "none")}


def test_many_bad_rows_of_a_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    head = (_SAMPLES / "polecat.tsv").read_text().splitlines()[0]
    path.write_text(head + "\n" + "x\n" * 30)
    told = _run("import", path, "--ledger", f"sqlite:///{tmp_path}/other.db", code=1)
    assert told.stderr.count("has 1 cells") == 20
    assert f"{path}: 10 more rows failed" in told.stderr


def test_compare_shows_what_both_have_and_what_only_one_has(url: str) -> None:
    told = _run("compare", "--with", _SAMPLES / "polecat.tsv", "--ledger", url).stdout
    assert told.startswith("ours 1 · theirs 3 · both 1\n")
    assert "2031-03-04  TCD      ASSAULT          1       1     1" in told
    assert "only theirs: 2" in told
    assert "Farmers → PROTEST → ?" in told


def test_compare_gives_a_row_for_each_event(url: str) -> None:
    told = _run("compare", "--with", _SAMPLES / "acled.csv", "--ledger", url, "--format", "jsonl").stdout
    rows = [json.loads(line) for line in told.splitlines()]
    assert [(row["who"], row["our_type"], row["their_type"]) for row in rows] == [
        ("both", "ASSAULT", "ASSAULT"), ("theirs", None, "PROTEST"),
    ]  # fmt: skip


def test_compare_with_what_is_imported_leaves_it_out_of_ours(url: str) -> None:
    told = _run("import", _SAMPLES / "gdelt.export.CSV", "--compare", "--ledger", url).stdout
    assert "ours 1 · theirs 2 · both 1" in told
    assert _run("compare", "--with", "GDELT", "--ledger", url).stdout.startswith(
        "ours 1 · theirs 2 · both 1\n"
    )
    assert "has no event of ACLED" in _run("compare", "--with", "ACLED", "--ledger", url, code=2).stderr


def test_compare_can_be_cut_to_some_days(url: str) -> None:
    told = _run(
        "compare", "--with", _SAMPLES / "polecat.tsv", "--since", "2031-03-05", "--ledger", url
    ).stdout
    assert told.startswith("ours 0 · theirs 2 · both 0\n")


def test_compare_knows_what_was_known_then(url: str) -> None:
    told = _run(
        "compare", "--with", _SAMPLES / "polecat.tsv", "--as-of", "2001-01-01", "--ledger", url
    ).stdout
    assert told.startswith("ours 0 · theirs 3 · both 0\n")
