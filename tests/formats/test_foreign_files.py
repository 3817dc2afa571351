"""Files to import: which format they are in, and what is wrong in which row."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.formats.foreign import read_export
from onrecord.formats.foreign.cells import cells_of, lines_of
from onrecord.model import InputError, Record, to_json
from onrecord.ontology import event_types
from tests.formats.made_up import RECORD, records

_SAMPLES = Path(__file__).parent / "samples"


def _read(path: Path, fmt: str | None = None) -> tuple[list[Record], list[str]]:
    found = list(read_export(path, fmt, event_types()))
    return [r for r in found if isinstance(r, Record)], [str(e) for e in found if isinstance(e, InputError)]


def _write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.lists(records, min_size=1, max_size=3))
def test_json_lines_come_back_equal(tmp_path: Path, found: list[Record]) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(to_json(record) + b"\n" for record in found))
    assert _read(path) == (found, [])


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    line = to_json(RECORD) + b"\n"
    nested = b'{"id": "1", "text": "", "more": ' + b"[" * 5_000 + b"]" * 5_000 + b"}\n"
    path.write_bytes(line + b'{"id": 3}\n' + b"\xff\n" + nested + line)
    found, errors = _read(path)
    assert found == [RECORD, RECORD]
    assert [error.partition(": ")[0] for error in errors] == [f"{path}, line {n}" for n in (2, 3, 4)]


@pytest.mark.parametrize("name", ["polecat.tsv", "gdelt.export.CSV", "acled.csv"])
def test_a_packed_file_is_read_as_the_file_itself(tmp_path: Path, name: str) -> None:
    data = (_SAMPLES / name).read_bytes()
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data))
    with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
        archive.writestr(name, data)
    expected = _read(_SAMPLES / name)
    assert len(expected[0]) == 3
    assert _read(tmp_path / f"{name}.gz") == _read(tmp_path / f"{name}.zip") == expected


def test_an_archive_of_several_files_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a", "")
        archive.writestr("b", "")
    assert _read(path) == ([], [f"{path}: holds 2 files: unpack it and import them one by one"])


def test_a_row_of_another_width_or_encoding_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    head, *rows = (_SAMPLES / "polecat.tsv").read_bytes().splitlines(keepends=True)
    path = tmp_path / "polecat.tsv"
    path.write_bytes(
        head + rows[0] + b"one\ttwo\n" + rows[1].replace(b"Minister A", b"Minister \xe9") + rows[2]
    )
    found, errors = _read(path)
    assert len(found) == 2
    assert errors == [
        f"{path}, row 3: has 2 cells, and 40 are expected",
        f"{path}, row 4: is not UTF-8: save the file as UTF-8",
    ]


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("event_date", "2031-02-30", "event_date '2031-02-30' is not a day such as 2020-01-08"),
        ("latitude", "95", "latitude 95 and longitude 14.32 are not on the globe"),
        ("latitude", "north", "latitude 'north' and longitude '14.32' are not two numbers"),
        ("fatalities", "some", "fatalities 'some' is not a whole number"),
        ("fatalities", "-1", "fatalities '-1' is below zero"),
        ("timestamp", "9" * 20, f"timestamp '{'9' * 20}' is no number of seconds since 1970"),
        ("event_id_cnty", "", "event_id_cnty is empty"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, column: str, cell: str, reason: str) -> None:
    import csv

    with (_SAMPLES / "acled.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0][column] = cell
    with (tmp_path / "acled.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    found, errors = _read(tmp_path / "acled.csv")
    assert len(found) == 2
    assert errors == [f"{tmp_path / 'acled.csv'}, row 2: {reason}"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "is in no format that can be imported"),
        ('{"type":"FeatureCollection","features":[\n', "is in no format that can be imported"),
        ("report_id,article_id\n", "is a CSV of reports"),
        ("Event ID\tEvent Date\n1\t2\n", "is no polecat file: its header lacks Event Type"),
        (
            "event_id_cnty,event_date,event_type,sub_event_type,event_date\n",
            "its header has event_date twice",
        ),
        ("\t".join(["1"] * 16) + "\n", "is of GDELT's mentions"),
        ("\t".join(["1"] * 58) + "\n", "is of GDELT 1.0"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(tmp_path: Path, text: str, reason: str) -> None:
    found, (error,) = _read(_write(tmp_path / "file", text))
    assert found == []
    assert reason in error


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert _read(tmp_path / "none.csv")[1] == [
        f"{tmp_path / 'none.csv'}: cannot be read: No such file or directory"
    ]


@pytest.mark.parametrize("fmt", ["jsonl", "gdelt", "polecat", "acled"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.binary(max_size=300))
def test_no_bytes_break_the_reading(tmp_path: Path, fmt: str, data: bytes) -> None:
    (tmp_path / "any").write_bytes(data)
    for one in read_export(tmp_path / "any", fmt, event_types()):
        assert isinstance(one, InputError | Record)


@given(st.dictionaries(st.text("abc_ ", min_size=1).map(str.strip).filter(bool), st.text(), min_size=1))
def test_the_cells_of_a_row_are_read_back(cells: dict[str, str]) -> None:
    full = {name: cell for name, cell in cells.items() if cell}
    if full:
        assert cells_of(lines_of(cells)) == full
