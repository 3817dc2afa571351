"""Articles as rows of CSV and Parquet."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import InputError
from onrecord.sources import Limits, RawDocument, open_inputs
from onrecord.sources.archives_tables import read_csv
from tests.sources.test_archives import failures


def read(path: Path, **limits: int) -> list[RawDocument | InputError]:
    return list(open_inputs([str(path)], limits=Limits(**limits)))


def texts(out: list[RawDocument | InputError]) -> list[str]:
    return [str(o.content) for o in out if isinstance(o, RawDocument)]


def csv(tmp_path: Path, text: str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def test_columns_of_csv_are_the_keys_of_json_lines(tmp_path: Path) -> None:
    path = csv(tmp_path, 'id,Title,published,text,other\r\n7,Vote,2020-01-08,"One, ""two"".\r\nThree.",x\r\n')
    (document,) = read(path)
    assert isinstance(document, RawDocument)
    assert (document.id, document.title, document.published) == ("7", "Vote", "2020-01-08")
    assert document.content == 'One, "two".\r\nThree.'


def test_a_quotation_mark_within_a_cell_is_a_sign_and_costs_no_row(tmp_path: Path) -> None:
    rows = (
        'id,title,text\n1,5" gun,One.\n2,A "free" press; 6",Two.\n3,"In 3"" and, again",Three.\n4,"",Four.\n'
    )
    found = [o for o in read(csv(tmp_path, rows)) if isinstance(o, RawDocument)]
    assert [(o.id, o.title, o.content) for o in found] == [
        ("1", '5" gun', "One."),
        ("2", 'A "free" press; 6"', "Two."),
        ("3", 'In 3" and, again', "Three."),
        ("4", None, "Four."),
    ]


def test_a_quotation_that_is_never_closed_says_what_is_not_read(tmp_path: Path) -> None:
    out = read(csv(tmp_path, 'id,text\n1,One.\n2,"Two.\n3,Three.\n4,Four.\n'))
    (error,) = failures(out)
    assert texts(out) == ["One."]
    assert "a.csv, row 2: opens a quotation that is never closed, so that the 3 lines" in str(error)


def test_a_cell_of_very_many_lines_takes_time_in_proportion(tmp_path: Path) -> None:
    path = csv(tmp_path, 'id,text\n1,"' + "\n" * 400_000 + '"\n2,Two.\n')
    before = time.process_time()
    out = read(path)
    assert time.process_time() - before < 10
    assert (texts(out), len(failures(out))) == (["Two."], 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "id,text\n1,The Zürich ਊ council met.\n2,Two.\n"),
        ("a.jsonl", '{"id":"1","text":"The Zürich ਊ council met."}\n{"id":"2","text":"Two."}\n'),
    ],
)
def test_a_mark_says_in_which_unicode_a_table_is(encoding: str, name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(text.encode(encoding))
    assert texts(read(tmp_path / name)) == ["The Zürich ਊ council met.", "Two."]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_cells_are_parted_as_the_header_is(tmp_path: Path, delimiter: str) -> None:
    path = csv(tmp_path, f"id{delimiter}text\nx{delimiter}One.\n")
    assert texts(read(path)) == ["One."]


def test_a_row_without_id_is_named_by_its_number(tmp_path: Path) -> None:
    (document,) = read(csv(tmp_path, "text\nOne.\n"))
    assert isinstance(document, RawDocument)
    assert document.id == "a.csv:1"


def test_a_bad_row_costs_no_other(tmp_path: Path) -> None:
    path = csv(tmp_path, 'id,text\n1,One.\n2\n3,"x"y\n4,Four.\n5,\n')
    out = read(path)
    assert texts(out) == ["One.", "Four."]
    assert [(e.name, e.reason.split(":")[0]) for e in failures(out)] == [
        (f"{path}, row 2", "has 1 cells, and the header 2"),
        (f"{path}, row 3", "is no row of CSV (',' expected after '\"')"),
        (f"{path}, row 5", "has neither 'text' nor 'html'"),
    ]


def test_a_row_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    path = csv(tmp_path, f'id,text\n1,"{"many words, " * 100}\n and more"\n2,Two.\n')
    out = read(path, document_bytes=200)
    assert texts(out) == ["Two."]
    assert ["larger than" in e.reason for e in failures(out)] == [True]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "id,text\n"])
def test_csv_without_articles_is_an_error(tmp_path: Path, text: str) -> None:
    (error,) = failures(read(csv(tmp_path, text)))
    assert error.name.endswith("a.csv")


def test_packed_csv_and_json_lines_are_unpacked(tmp_path: Path) -> None:
    for name, data in (("a.csv.gz", b"id,text\n1,One.\n"), ("a.jsonl.gz", b'{"text": "One."}\n')):
        (tmp_path / name).write_bytes(gzip.compress(data))
        assert texts(read(tmp_path / name)) == ["One."]


def test_what_came_before_damage_in_packed_lines_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "One."}\n' * 2000)[:-9])
    out = read(path)
    assert texts(out)[0] == "One."
    assert ["damaged" in e.reason for e in failures(out)] == [True]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading_of_csv(data: bytes) -> None:
    import io

    out = list(read_csv(io.BytesIO(b"id,text\n" + data), "x", "x", Limits(document_bytes=100), None))
    assert out
    assert all(isinstance(o, RawDocument | InputError) for o in out)


def parquet(path: Path, **columns: list[str | None]) -> Path:
    write_parquet(Table.from_pydict({k: Array(v, DataType.utf8()) for k, v in columns.items()}), str(path))
    return path


def test_columns_of_parquet_are_the_keys_of_json_lines(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", id=["1", "2"], text=["One.", None], published=["2020-01-08", None])
    out = read(path)
    assert isinstance(out[0], RawDocument)
    assert (out[0].id, out[0].content, out[0].published) == ("1", "One.", "2020-01-08")
    assert [e.name for e in failures(out)] == [f"{path}, row 2"]


def test_records_that_were_read_already_are_not_articles(tmp_path: Path) -> None:
    (error,) = failures(read(parquet(tmp_path / "a.parquet", record=["{}"])))
    assert "onrecord load" in error.reason


@pytest.mark.parametrize("data", [b"", b"PAR1 no", b"PAR1 no Parquet PAR1"])
def test_what_is_no_parquet_is_an_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(data)
    (error,) = failures(read(tmp_path / "a.parquet"))
    assert "cannot be read as Parquet" in error.reason


def test_a_header_that_is_no_csv_is_named(tmp_path: Path) -> None:
    (error,) = failures(read(csv(tmp_path, '"text"x,id\r\nOne.,1\r\n')))
    assert "its header is no row of CSV" in error.reason
