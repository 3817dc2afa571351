"""``onrecord report`` and ``chart``: files of the kind that is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made_up_ledger import made_up_ledger
from tests.cli.made_up_ledger import run as _run


@pytest.fixture
def url(tmp_path: Path) -> str:
    return made_up_ledger(tmp_path)


@pytest.mark.parametrize(
    ("name", "begins"), [("b.html", b"<!doctype html>"), ("b.md", b"# On record"), ("b.pdf", b"%PDF")]
)
def test_a_brief_is_written_as_its_name_ends(url: str, tmp_path: Path, name: str, begins: bytes) -> None:
    said = _run(url, "report", "--who", "IRN", "--output", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert "footnotes" in said


def test_a_brief_as_something_else_is_refused(url: str, tmp_path: Path) -> None:
    assert ".html" in _run(url, "report", "--output", str(tmp_path / "b.docx"), code=2)


def test_a_brief_of_nothing_is_refused(url: str, tmp_path: Path) -> None:
    assert "widen the query" in _run(
        url, "report", "--who", "Peru", "--output", str(tmp_path / "b.md"), code=2
    )


def test_a_brief_as_of_a_time_says_so(url: str, tmp_path: Path) -> None:
    _run(url, "report", "--as-of", "2199-01-01", "--output", str(tmp_path / "b.md"))
    assert "what the ledger knew at 1 Jan 2199" in (tmp_path / "b.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "begins"), [("c.svg", b"<svg"), ("c.png", b"\x89PNG"), ("c.csv", b"day,class"), ("c.html", b"<!doctype html>")]
)  # fmt: skip
def test_a_chart_is_written_as_its_name_ends(url: str, tmp_path: Path, name: str, begins: bytes) -> None:
    _run(url, "chart", "timeline", "--output", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_chart_as_json_is_its_specification(url: str, tmp_path: Path) -> None:
    _run(url, "chart", "dyad", "IRN", "USA", "--dark", "--output", str(tmp_path / "c.json"))
    spec = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert spec["title"]["text"] == "Iran and United States: conflict and cooperation"


@pytest.mark.parametrize(
    "words", [("dyad", "IRN"), ("map", "IRN", "USA"), ("map", "--by", "type"), ("timeline", "--by", "colour"), ("figures",)]
)  # fmt: skip
def test_a_chart_that_cannot_be_drawn_is_wrong_use(url: str, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "Error:" in _run(url, "chart", *words, "--output", str(tmp_path / "c.svg"), code=2)
