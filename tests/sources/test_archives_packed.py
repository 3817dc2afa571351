"""Pages packed as ZIP and tar."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from onrecord.model import InputError
from onrecord.sources import Limits, RawDocument, open_inputs
from tests.sources.test_archives import failures

PAGE = "<!DOCTYPE html><html><body><p>The council met on Monday.</p></body></html>"
FILES = {
    "b/page.html": PAGE,
    "a.txt": "The army withdrew.",
    "two.jsonl": '{"text": "One."}\n{"text": "Two.", "id": "t"}\n',
    "b/style.css": "p {}",
    ".hidden.txt": "Hidden.",
    "__MACOSX/a.txt": "Attributes.",
}
IDS = [":b/page.html", ":a.txt", ":two.jsonl:1", "t"]


def packed(path: Path, files: dict[str, str]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path
    packing = {".gz": "gz", ".tgz": "gz", ".bz2": "bz2", ".tbz2": "bz2", ".xz": "xz", ".txz": "xz"}.get(
        path.suffix, ""
    )
    with tarfile.open(str(path), f"w:{packing}") as tar:  # type: ignore[call-overload]
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    return path


def read(path: Path, **limits: int) -> list[RawDocument | InputError]:
    return list(open_inputs([str(path)], limits=Limits(**limits)))


def ids(out: list[RawDocument | InputError]) -> list[str]:
    return [o.id for o in out if isinstance(o, RawDocument)]


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz", "x.tgz", "x.tar.bz2", "x.txz"])
def test_members_are_read_as_their_names_say(tmp_path: Path, name: str) -> None:
    out = read(packed(tmp_path / name, FILES))
    assert ids(out) == [i if i == "t" else name + i for i in IDS]
    assert [o.kind for o in out if isinstance(o, RawDocument)] == ["html", "text", "text", "text"]
    assert isinstance(out[0], RawDocument)
    assert out[0].name == f"{tmp_path / name}:b/page.html"


@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz"])
@pytest.mark.parametrize(
    ("big", "text"), [("big.txt", "word " * 1000), ("big.json", json.dumps([{"text": "word " * 1000}]))]
)
def test_a_member_over_the_limit_costs_only_itself(tmp_path: Path, name: str, big: str, text: str) -> None:
    out = read(packed(tmp_path / name, {big: text, "a.txt": "One."}), document_bytes=1000)
    assert ids(out) == [f"{name}:a.txt"]
    assert ["larger than" in e.reason for e in failures(out)] == [True]


def test_objects_a_line_that_a_tar_calls_json_are_refused_when_they_are_too_large_to_look_at(
    tmp_path: Path,
) -> None:
    big = "".join(json.dumps({"text": "word " * 50}) + "\n" for _ in range(20))
    out = read(packed(tmp_path / "x.tar", {"big.json": big, "a.txt": "One."}), document_bytes=1000)
    assert ids(out) == ["x.tar:a.txt"]
    assert ["larger than" in e.reason for e in failures(out)] == [True]


@pytest.mark.parametrize("name", ["x.zip", "x.tar"])
def test_an_archive_in_an_archive_is_named(tmp_path: Path, name: str) -> None:
    out = read(packed(tmp_path / name, {"in.zip": "PK", "a.txt": "One."}))
    assert ids(out) == [f"{name}:a.txt"]
    assert ["is an archive or a list in an archive" in e.reason for e in failures(out)] == [True]


def test_a_damaged_member_of_a_zip_costs_only_itself(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"1.txt": "One, two, three.", "2.txt": "Four."})
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(bytes(data))
    out = read(path)
    assert ids(out) == ["x.zip:2.txt"]
    assert [e.name for e in failures(out)] == [f"{path}:1.txt"]


def test_a_member_packed_by_an_unknown_method_is_named_as_such_and_not_as_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", {"1.txt": "One.", "2.txt": "Two."})
    data = bytearray(path.read_bytes())
    data[8:10] = b"\x09\x00"  # Deflate64, as Windows packs large files
    directory = data.index(b"PK\x01\x02")
    data[directory + 10 : directory + 12] = b"\x09\x00"
    path.write_bytes(bytes(data))
    out = read(path)
    assert ids(out) == ["x.zip:2.txt"]
    assert ["cannot be unpacked here" in e.reason for e in failures(out)] == [True]


@pytest.mark.parametrize("name", ["a.warc.zst", "a.csv.xz", "a.txt.gz", "a.rar"])
def test_what_is_packed_in_another_way_is_named_with_what_to_do(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x28\xb5\x2f\xfd")
    (error,) = failures(read(tmp_path / name))
    assert error.reason.endswith("unpack it, and give what was in it")


def test_objects_a_line_under_a_name_of_packed_json_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b'{"text": "One."}\n{"text": "Two."}\n'))
    assert ids(read(tmp_path / "a.json.gz")) == ["a.json.gz:1", "a.json.gz:2"]


def test_a_tar_that_ends_early_keeps_what_came_before(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.tar", {"1.txt": "One.", "2.txt": "word " * 1000})
    path.write_bytes(path.read_bytes()[:2000])
    out = read(path)
    assert ids(out)[:1] == ["x.tar:1.txt"]
    assert failures(out)


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x.tar.gz"])
@pytest.mark.parametrize("data", [b"", b"no archive " * 100, b"\x1f\x8b\x08"])
def test_what_is_no_archive_is_an_error(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = failures(read(tmp_path / name))
    assert error.name == str(tmp_path / name)


def test_an_archive_without_articles_is_an_error(tmp_path: Path) -> None:
    (error,) = failures(read(packed(tmp_path / "x.zip", {"style.css": "p {}"})))
    assert "holds no file that can be read" in error.reason
