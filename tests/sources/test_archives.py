"""Web archives, whole and damaged."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from onrecord.model import InputError
from onrecord.sources import Limits, RawDocument, open_inputs

BODY = b"<html><body><p>The council met on Monday and voted.</p></body></html>"


def record(
    url: str, body: bytes = BODY, *, kind: str = "text/html", status: str = "200 OK", more: str = ""
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2020-01-08T12:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(
    tmp_path: Path, data: bytes, name: str = "crawl.warc", **limits: int
) -> list[RawDocument | InputError]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(open_inputs([str(path)], limits=Limits(**limits)))


def urls(out: list[RawDocument | InputError]) -> list[str | None]:
    return [o.url for o in out if isinstance(o, RawDocument)]


def failures(out: list[RawDocument | InputError]) -> list[InputError]:
    return [o for o in out if isinstance(o, InputError)]


A, B, C = (record(f"https://example.org/{x}") for x in "abc")
ALL = [f"https://example.org/{x}" for x in "abc"]


def test_pages_are_read_with_their_addresses(tmp_path: Path) -> None:
    out = read(tmp_path, A + record("https://example.org/p", kind="text/html; charset=koi8-r") + C)
    assert urls(out) == [ALL[0], "https://example.org/p", ALL[2]]
    assert isinstance(out[1], RawDocument)
    assert (out[1].id, out[1].kind, out[1].charset, out[1].content) == (out[1].url, "html", "koi8-r", BODY)


def test_compressed_archive(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(x) for x in (A, B, C))
    assert urls(read(tmp_path, data, "crawl.warc.gz")) == ALL


def test_other_types_and_answers_are_passed_over(tmp_path: Path) -> None:
    other = record("https://example.org/i", kind="image/png") + record(
        "https://example.org/n", status="404 Not Found"
    )
    assert urls(read(tmp_path, A + other + C)) == [ALL[0], ALL[2]]


def test_compressed_page_is_unpacked(tmp_path: Path) -> None:
    data = record(ALL[0], gzip.compress(BODY), more="Content-Encoding: gzip\r\n")
    (document,) = read(tmp_path, data)
    assert isinstance(document, RawDocument)
    assert document.content == BODY


def test_page_that_unpacks_to_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    bomb = record(ALL[0], gzip.compress(b"a" * 10_000_000), more="Content-Encoding: gzip\r\n")
    out = read(tmp_path, bomb + B, document_bytes=100_000)
    assert urls(out) == [ALL[1]]
    assert ["larger than" in error.reason for error in failures(out)] == [True]


def test_damaged_compressed_record_is_named_and_the_next_ones_read(tmp_path: Path) -> None:
    bad = bytearray(gzip.compress(B))
    bad[150:170] = b"\x00" * 20
    out = read(tmp_path, gzip.compress(A) + bytes(bad) + gzip.compress(C), "crawl.warc.gz")
    assert urls(out) == [ALL[0], ALL[2]]
    (error,) = failures(out)
    assert "damaged" in error.reason
    assert f"@{len(gzip.compress(A))}" in error.name


def test_rubbish_between_records_is_named_and_the_next_ones_read(tmp_path: Path) -> None:
    out = read(tmp_path, A + b"rubbish\r\n\r\n" + C)
    assert urls(out) == [ALL[0], ALL[2]]
    assert len(failures(out)) == 1


def test_record_that_claims_the_next_one_as_its_own_costs_only_itself(tmp_path: Path) -> None:
    lying = B.replace(b"Content-Length: ", b"Content-Length: 9")
    out = read(tmp_path, A + lying + C)
    assert urls(out) == [ALL[0], ALL[2]]
    assert len(failures(out)) == 1


@pytest.mark.parametrize("cut", [30, 100, 250])
def test_archive_that_ends_early_is_named(tmp_path: Path, cut: int) -> None:
    out = read(tmp_path, (A + B)[:-cut])
    assert urls(out) == [ALL[0]]
    assert len(failures(out)) == 1
    packed = read(tmp_path, (gzip.compress(A) + gzip.compress(B))[:-cut], "crawl.warc.gz")
    assert urls(packed) == [ALL[0]]
    assert len(failures(packed)) == 1


@pytest.mark.parametrize("data", [b"", b"no archive at all " * 50])
def test_what_is_no_archive_is_an_error(tmp_path: Path, data: bytes) -> None:
    out = read(tmp_path, data)
    assert not urls(out)
    assert len(out) == 1
