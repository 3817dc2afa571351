"""``onrecord read`` by the contract: formats, exit codes, bad input named, the rest still read."""

import gzip
import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

_TEXT = "Turkish warplanes bombed a Kurdish village on Tuesday, officials said.\n"


def _run(*args: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *args], input=stdin)


def _lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_jsonl_keeps_the_contract(article: Path) -> None:
    result = _run(str(article), "--format", "jsonl", "--published", "2020-01-08")
    schema = json.loads(CliRunner().invoke(main, ["schema"]).stdout)
    assert result.exit_code == 0, result.output
    (row,) = _lines(result)
    jsonschema.validate(row, schema)
    assert row["id"] == "article.txt"
    assert row["published"] == "2020-01-08"
    assert row["reports"]


def test_verbatim_offsets_point_into_the_input(tmp_path: Path) -> None:
    text = "  Odd   spacing.\n\nRebels \u201cattacked\u201d the town \U0001f600 today.  "
    path = tmp_path / "odd.txt"
    path.write_text(text, encoding="utf-8")
    (row,) = _lines(_run(str(path), "--verbatim", "--format", "jsonl"))
    assert row["text"] == text
    for report in row["reports"]:  # type: ignore[attr-defined]
        trigger = report["trigger"]
        assert text[trigger["start"] : trigger["end"]] == trigger["text"]


def test_reading_twice_gives_the_same_bytes(article: Path) -> None:
    assert _run(str(article), "--format", "jsonl").stdout == _run(str(article), "--format", "jsonl").stdout


def test_workers_give_the_same_output_in_the_same_order(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text(f"Rebels attacked town number {n}. " + _TEXT, encoding="utf-8")
    (tmp_path / "3.bin.txt").write_bytes(b"\x00\x01\x02" * 100)
    one, two = (_run(str(tmp_path), "--format", "jsonl", "--workers", n) for n in ("1", "2"))
    assert one.stdout == two.stdout
    assert [row["id"] for row in _lines(one)] == [f"{n}.txt" for n in range(6)]
    assert one.exit_code == two.exit_code == 1
    assert "3.bin.txt" in one.stderr
    assert "3.bin.txt" in two.stderr


def test_json_is_one_array(article: Path) -> None:
    rows = json.loads(_run(str(article), "--format", "json").stdout)
    assert [row["id"] for row in rows] == ["article.txt"]


def test_table_shows_who_did_what_to_whom(article: Path) -> None:
    result = _run(str(article), "--format", "table", "--published", "2020-01-08")
    assert result.exit_code == 0
    assert "Turkish warplanes" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_output_goes_to_a_file_whose_name_gives_the_format(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert _run(str(article), "--output", str(target)).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["id"] == "article.txt"


def test_standard_input(article: Path) -> None:
    (row,) = _lines(_run("-", "--format", "jsonl", stdin=_TEXT))
    assert "warplanes" in str(row["text"])


def test_json_lines_input_keeps_what_is_known(tmp_path: Path) -> None:
    known = {"id": "x7", "text": _TEXT, "title": "A raid", "published": "2020-01-08", "outlet": "The Ledger"}
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(known) + "\n", encoding="utf-8")
    (row,) = _lines(_run(str(path), "--format", "jsonl"))
    assert {key: row[key] for key in ("id", "title", "published", "outlet")} == {
        key: known[key] for key in ("id", "title", "published", "outlet")
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n "),
        ("binary.txt", bytes(range(256)) * 40),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10),
        ("broken.jsonl", b"{not json\n"),
        (
            "french.txt",
            "Le président a rencontré hier à Paris le ministre des Affaires étrangères. ".encode() * 5,
        ),
        (
            "truncated.warc.gz",
            gzip.compress(b"WARC/1.0\r\nContent-Length: 99999\r\n\r\nhello", mtime=0)[:-12],
        ),
    ],
)
def test_one_bad_input_is_named_and_the_rest_is_read(
    tmp_path: Path, article: Path, name: str, content: bytes
) -> None:
    bad = tmp_path / "bad" / name
    bad.parent.mkdir()
    bad.write_bytes(content)
    result = _run(str(bad), str(article), "--format", "jsonl")
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.output
    assert [row["id"] for row in _lines(result)] == ["article.txt"]


def test_a_folder_with_one_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text(_TEXT, encoding="utf-8")
    result = _run(str(tmp_path), "--format", "jsonl")
    assert [row["id"] for row in _lines(result)] == ["a.txt", "c.txt"]
    assert result.exit_code == 1


def test_a_file_too_large_is_named(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"Rebels attacked the town. " * 40330)
    result = _run(str(path), "--format", "jsonl")
    assert result.exit_code == 1
    assert "huge.txt" in result.stderr


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes(_TEXT.encode("utf-16"))
    (row,) = _lines(_run(str(path), "--format", "jsonl"))
    assert row["text"] == _TEXT.strip()


def test_broken_html_is_read(tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    body = "".join(
        f"<p>{_TEXT}<div><b>More {n} troops were sent to the border by the ministry on Friday"
        for n in range(5)
    )
    path.write_text("<html><body><article>" + body, encoding="utf-8")
    (row,) = _lines(_run(str(path), "--format", "jsonl"))
    assert "bombed a Kurdish village" in str(row["text"])


def test_a_sentence_of_ten_thousand_words(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The army attacked the town and " * 2000 + "left.", encoding="utf-8")
    assert _run(str(path), "--format", "jsonl").exit_code == 0


def test_no_date_gives_none(tmp_path: Path, article: Path) -> None:
    (row,) = _lines(_run(str(article), "--format", "jsonl"))
    assert row["published"] is None
    for report in row["reports"]:  # type: ignore[attr-defined]
        assert report["when"]["start"] is None


@pytest.mark.parametrize("args", [[], ["x.txt", "--published", "yesterday"], ["x.txt", "--format", "xml"]])
def test_wrong_use_is_exit_status_two(args: list[str]) -> None:
    assert _run(*args).exit_code == 2


def test_a_missing_file_is_named() -> None:
    result = _run("no-such-file.txt")
    assert result.exit_code == 1
    assert "no-such-file.txt" in result.stderr


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/", "http://localhost:9/x", "http://10.1.2.3/", "http://[::1]/"]
)
def test_private_addresses_are_refused(address: str) -> None:
    result = _run(address)
    assert result.exit_code == 1
    assert "--allow-private" in result.stderr
