"""Files, folders and standard input into raw documents."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from onrecord.model import InputError
from onrecord.sources import Limits, RawDocument, open_inputs

PAGE = "<!DOCTYPE html><html><body><p>The council met on Monday.</p></body></html>"


def documents(*inputs: str | Path, **options: object) -> list[RawDocument]:
    out = list(open_inputs([str(i) for i in inputs], **options))  # type: ignore[arg-type]
    assert not [o for o in out if isinstance(o, InputError)]
    return [o for o in out if isinstance(o, RawDocument)]


def failure(*inputs: str | Path, **options: object) -> InputError:
    out = list(open_inputs([str(i) for i in inputs], **options))  # type: ignore[arg-type]
    assert len(out) == 1
    assert isinstance(out[0], InputError)
    return out[0]


def test_text_file_is_taken_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "vote.txt"
    path.write_bytes(b"One.\r\n\r\nTwo.\n")
    (document,) = documents(path)
    assert (document.id, document.kind, document.content) == ("vote.txt", "text", "One.\r\n\r\nTwo.\n")
    assert document.name == str(path)


def test_page_keeps_its_bytes_because_only_it_knows_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "vote.html"
    path.write_bytes(PAGE.encode())
    (document,) = documents(path)
    assert (document.kind, document.content) == ("html", PAGE.encode())


def test_inputs_keep_their_order_and_errors_their_place(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"Text {name}.")
    paths = [str(tmp_path / name) for name in ("b.txt", "missing.txt", "a.txt")]
    out = list(open_inputs(paths))
    assert [type(o) for o in out] == [RawDocument, InputError, RawDocument]
    assert isinstance(out[1], InputError)
    assert out[1].name == paths[1]
    assert "does not exist" in out[1].reason


def test_inputs_are_opened_only_when_asked_for(tmp_path: Path) -> None:
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text("One.")
    stream = open_inputs([str(first), str(second)])
    assert isinstance(next(stream), RawDocument)
    second.write_text("Two.")
    assert isinstance(next(stream), RawDocument)


def test_publication_date_is_only_a_default(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (document,) = documents(tmp_path / "a.txt", published="2020-01-08")
    assert (document.published, document.default_published) == (None, "2020-01-08")


def test_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.html", "a/y.txt", ".hidden.txt", ".git/x.txt", "notes.csv", "C.TXT"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PAGE)
    assert [d.id for d in documents(tmp_path)] == ["C.TXT", "y.txt", "z.html", "b.txt"]


def test_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b")
    assert "no file that can be read" in failure(tmp_path).reason


def test_bad_file_in_a_folder_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("One.")
    (tmp_path / "2.txt").write_text("")
    (tmp_path / "3.txt").write_text("Three.")
    out = list(open_inputs([str(tmp_path)]))
    assert [isinstance(o, InputError) for o in out] == [False, True, False]


def test_folder_that_contains_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert [d.id for d in documents(tmp_path)] == ["a.txt"]


def test_broken_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert "link to a file that is not there" in failure(tmp_path / "gone.txt").reason
    assert "link to a file that is not there" in failure(tmp_path).reason


def test_link_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert "could not be read" in failure(tmp_path / "self.txt").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("One.")
    path.chmod(0)
    assert "may not be read" in failure(path).reason


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_empty_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    assert "empty" in failure(path).reason


@pytest.mark.parametrize("name", ["big.txt", "big.html"])
def test_too_large_a_document_is_named_with_the_limit(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"word " * 500)
    assert "larger than 0.002 MB" in failure(path, limits=Limits(document_bytes=2000)).reason


def test_sparse_file_of_fifty_megabytes_is_refused_by_default(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 20 MB" in failure(path).reason


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 rest", "PDF"),
        (b"PK\x03\x04 rest", "ZIP"),
        (b"\x89PNG\r\n\x1a\n rest", "picture"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_binary_file_is_refused_by_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    for name in ("data.txt", "data.html", "data"):
        (tmp_path / name).write_bytes(content)
        assert what in failure(tmp_path / name).reason


def test_path_that_no_system_can_open_is_an_error() -> None:
    assert "not a path" in failure("a\0b.txt").reason


def test_file_whose_name_says_nothing_is_told_by_its_content(tmp_path: Path) -> None:
    contents = {"a": PAGE, "b": "Plain words.", "c": '{"id": "x", "text": "One."}\n{"text": "Two."}\n'}
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    found = documents(*(tmp_path / name for name in contents))
    assert [(d.id, d.kind) for d in found] == [("a", "html"), ("b", "text"), ("x", "text"), ("c:2", "text")]


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "kind", "identifier"),
    [
        (b"The council met.", "text", "-"),
        (PAGE.encode(), "html", "-"),
        (b'{"id": 7, "text": "The council met."}', "text", "7"),
    ],
)
def test_standard_input_is_told_by_its_content(
    monkeypatch: pytest.MonkeyPatch, data: bytes, kind: str, identifier: str
) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(data))
    (document,) = documents("-")
    assert (document.kind, document.id) == (kind, identifier)


def test_empty_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(b""))
    error = failure("-")
    assert (error.name, "empty" in error.reason) == ("standard input", True)
