"""``onrecord quotes``: listing, filters, formats, errors."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.formats import QUOTATION_COLUMNS, QUOTED_COLUMNS

_TEXT = (
    'Ann Berg, a farmer, spoke on Monday. She said the pump was dry. "We wait for rain," Berg added.\n\n'
    "A source familiar with the talks said a deal was near.\n"
)


def _run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["quotes", *args], input=stdin)


def _rows(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_table_lists_words_and_ends_with_counts(article: Path) -> None:
    result = _run(str(article))
    assert result.exit_code == 0, result.output
    assert '"We wait for rain,"' in result.stdout
    assert "\x1b" not in result.stdout
    summary = result.stdout.split("Who is quoted")[1]
    assert "Ann Berg" in summary
    assert "source familiar with the talks" in summary


def test_jsonl_is_one_quotation_a_line(article: Path) -> None:
    rows = _rows(_run(str(article), "--format", "jsonl"))
    assert [r["name"] for r in rows] == ["Ann Berg", "Ann Berg", "source familiar with the talks"]
    assert [r["form"] for r in rows] == ["indirect", "direct", "indirect"]


def test_json_is_one_array(article: Path) -> None:
    assert len(json.loads(_run(str(article), "--format", "json").stdout)) == 3
    assert json.loads(_run("-", "--format", "json", stdin="It rained all day in the hills.").stdout) == []


@pytest.mark.parametrize(
    ("args", "count"),
    [(["--direct"], 1), (["--indirect"], 2), (["--direct", "--indirect"], 3), (["--person", "berg"], 2),
     (["--person", "berg", "--direct"], 1), (["--person", "berg", "--person", "source"], 3), (["--person", "Nobody"], 0)],
)  # fmt: skip
def test_filters(article: Path, args: list[str], count: int) -> None:
    assert len(_rows(_run(str(article), "--format", "jsonl", *args))) == count


def test_by_person_counts(article: Path) -> None:
    rows = _rows(_run(str(article), "--by-person", "--format", "jsonl"))
    assert [(r["name"], r["total"], r["direct"]) for r in rows] == [
        ("Ann Berg", 2, 1),
        ("source familiar with the talks", 1, 0),
    ]
    assert "2: 1 direct, 1 indirect · in 1 article" in _run(str(article), "--by-person").stdout


@pytest.mark.parametrize(("args", "columns"), [([], QUOTATION_COLUMNS), (["--by-person"], QUOTED_COLUMNS)])
def test_csv_has_the_same_columns_always(article: Path, args: list[str], columns: tuple[str, ...]) -> None:
    for options in (args, [*args, "--person", "Nobody"]):
        header, *rows = csv.reader(io.StringIO(_run(str(article), "--format", "csv", *options).stdout))
        assert tuple(header) == columns
        assert all(len(row) == len(columns) for row in rows)


def test_output_file_gets_the_format_of_its_name(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "quotes.csv"
    assert _run(str(article), "--output", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("quotation_id,")


def test_a_bad_input_is_named_and_the_rest_is_read(article: Path) -> None:
    result = _run("no-such-file.txt", str(article), "--format", "jsonl")
    assert result.exit_code == 1
    assert "no-such-file.txt" in result.stderr
    assert len(_rows(result)) == 3


def test_nobody_is_quoted() -> None:
    assert "Nobody is quoted" in _run("-", stdin="It rained all day in the hills above the town.").stdout
    assert (
        "Nobody is quoted"
        in _run("-", "--by-person", stdin="It rained all day in the hills above the town.").stdout
    )


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in _run("-", stdin='"Go \x1b[31m home," Ann Berg said.').stdout
