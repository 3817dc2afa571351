"""JSON lines: one article an object, one error a bad line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.model import InputError
from onrecord.sources import Limits, RawDocument, open_inputs
from onrecord.sources.documents import iso_date, iso_time


def read(tmp_path: Path, *lines: str | bytes, limits: Limits | None = None) -> list[RawDocument | InputError]:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else x.encode() for x in lines))
    return list(open_inputs([str(path)], limits=limits or Limits()))


def reason(tmp_path: Path, line: str | bytes) -> str:
    (error,) = read(tmp_path, line)
    assert isinstance(error, InputError)
    assert error.name.endswith("news.jsonl:1")
    return error.reason


def test_every_field_is_kept(tmp_path: Path) -> None:
    fields = {
        "id": "a1",
        "text": "The council met.\n",
        "title": "Council",
        "published": "2020-01-08",
        "url": "https://example.org/a",
        "outlet": "The Example",
        "language": "en-GB",
    }
    (document,) = read(tmp_path, json.dumps(fields))
    assert isinstance(document, RawDocument)
    assert (document.id, document.content, document.title) == ("a1", "The council met.\n", "Council")
    assert (document.published, document.outlet, document.language) == ("2020-01-08", "The Example", "en")


def test_absent_and_null_fields_are_none_and_the_id_names_file_and_line(tmp_path: Path) -> None:
    (document,) = read(tmp_path, '{"text": "One.", "title": null, "published": "", "unknown": 3}')
    assert isinstance(document, RawDocument)
    assert document.id == "news.jsonl:1"
    assert (document.title, document.published, document.url) == (None, None, None)


def test_page_in_a_line(tmp_path: Path) -> None:
    (document,) = read(tmp_path, '{"id": 5, "html": "<p>One.</p>"}')
    assert isinstance(document, RawDocument)
    assert (document.id, document.kind) == ("5", "html")


def test_bad_line_is_named_by_file_and_line_and_the_rest_goes_on(tmp_path: Path) -> None:
    out = read(tmp_path, '{"text": "One."}', "", '{"text": ', '{"text": "Four."}')
    assert [isinstance(o, InputError) for o in out] == [False, True, False]
    assert isinstance(out[1], InputError)
    assert out[1].name.endswith("news.jsonl:3")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[1, 2]", "not a JSON object"),
        ('{"title": "x"}', "neither 'text' nor 'html'"),
        ('{"text": 5}', "not a string"),
        ('{"text": "  "}', "empty"),
        ('{"text": "x", "published": "soon"}', "YYYY-MM-DD"),
        ('{"text": "x", "published": "2020-13-45"}', "YYYY-MM-DD"),
        ('{"text": "x", "url": 5}', "'url' is not a string"),
        (b'{"text": "\xff\xfe"}', "UTF-8"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(tmp_path: Path, line: str | bytes, expected: str) -> None:
    assert expected in reason(tmp_path, line)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2020-01-08T23:15:00-05:00", "2020-01-08"),
        ("20200108", "2020-01-08"),
        ("Wed, 08 Jan 2020 13:20:00 GMT", "2020-01-08"),
    ],
)
def test_dates_are_cut_to_the_day_that_the_publisher_wrote(tmp_path: Path, given: str, day: str) -> None:
    (document,) = read(tmp_path, json.dumps({"text": "x", "published": given}))
    assert isinstance(document, RawDocument)
    assert document.published == day


@pytest.mark.parametrize("given", ["3 Jan 2222222020 2:05:00", "3 Jan 2020 99999999999999999999:05:00"])
def test_a_date_that_no_calendar_has_is_none(given: str) -> None:
    assert (iso_date(given), iso_time(given)) == (None, None)


def test_half_a_surrogate_pair_keeps_its_offset(tmp_path: Path) -> None:
    (document,) = read(tmp_path, '{"text": "a\\ud800b"}')
    assert isinstance(document, RawDocument)
    assert document.content == "a\ufffdb"


def test_mark_at_the_start_of_the_file_is_no_error(tmp_path: Path) -> None:
    (document,) = read(tmp_path, b'\xef\xbb\xbf{"text": "One."}')
    assert isinstance(document, RawDocument)


def test_too_long_a_line_is_named_and_the_next_one_read(tmp_path: Path) -> None:
    out = read(
        tmp_path, json.dumps({"text": "x" * 900}), '{"text": "Two."}', limits=Limits(document_bytes=200)
    )
    assert [isinstance(o, InputError) for o in out] == [True, False]


def test_file_of_blank_lines_is_empty(tmp_path: Path) -> None:
    (error,) = read(tmp_path, "", "  ", "")
    assert isinstance(error, InputError)
    assert "empty" in error.reason


def test_cells_that_a_table_left_empty_are_absent(tmp_path: Path) -> None:
    """NaN is no JSON, but Python writes it so."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One.", "title": NaN, "published": NaN}\n{"text": NaN}\n')
    first, second = open_inputs([str(path)])
    assert isinstance(first, RawDocument)
    assert (first.title, first.published) == (None, None)
    assert "has neither 'text' nor 'html'" in str(second)
