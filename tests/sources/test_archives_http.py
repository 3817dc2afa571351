"""Answers of servers in web archives: in the encodings that their headers say, and out of them although they say so."""

from __future__ import annotations

import gzip
import io
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter, ZstdWriter
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import InputError
from onrecord.sources import RawDocument
from onrecord.sources.archives_http import DamagedAnswerError, charset_in, media_type, unpacked
from tests.sources.test_archives import ALL, BODY, A, C, failures, read, record, urls

_LIMIT = 20_000_000


def chunks(body: bytes, size: int = 20) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;q=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(body) + packer.flush()


def by(writer: type[BrotliWriter] | type[ZstdWriter], body: bytes) -> bytes:
    made = io.BytesIO()
    with writer(made) as stream:
        stream.write(body)
    return made.getvalue()


PACKED = {
    "Transfer-Encoding: chunked": chunks(BODY),
    "Content-Encoding: gzip": gzip.compress(BODY),
    "Content-Encoding: x-gzip": gzip.compress(BODY),
    "Content-Encoding: GZIP": gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]),
    "Content-Encoding: deflate": zlib.compress(BODY),
    "content-encoding: Deflate": bare(BODY),
    "Content-Encoding: br": by(BrotliWriter, BODY),
    "Content-Encoding: zstd": by(ZstdWriter, BODY),
    "Content-Encoding: gzip, br": by(BrotliWriter, gzip.compress(BODY)),
    "Transfer-Encoding: chunked\r\nContent-Encoding: gzip": chunks(gzip.compress(BODY)),
    "Transfer-Encoding: gzip, chunked": chunks(gzip.compress(BODY)),
}
HEADERS = [*PACKED, "Content-Encoding: utf-8", "Content-Encoding: none", "Content-Encoding: identity"]


def pages(out: list[RawDocument | InputError]) -> list[str | bytes]:
    assert failures(out) == []
    return [o.content for o in out if isinstance(o, RawDocument)]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
@pytest.mark.parametrize("header", PACKED)
def test_an_answer_is_taken_out_of_its_encodings_and_the_next_record_is_read(
    header: str, name: str, tmp_path: Path
) -> None:
    one = record(ALL[1], PACKED[header], more=f"{header}\r\n")
    archive = [gzip.compress(r) if name.endswith("gz") else r for r in (A, one, C)]
    out = read(tmp_path, b"".join(archive), name)
    assert urls(out) == ALL
    assert pages(out) == [BODY] * 3


@pytest.mark.parametrize("header", HEADERS)
def test_an_answer_that_is_stored_unpacked_under_its_old_headers_is_read(header: str, tmp_path: Path) -> None:
    out = read(tmp_path, A + record(ALL[1], b"\n" + BODY, more=f"{header}\r\n") + C)
    assert urls(out) == ALL
    assert pages(out) == [BODY, b"\n" + BODY, BODY]


def test_an_answer_of_which_only_the_chunks_were_undone_is_unpacked(tmp_path: Path) -> None:
    header = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    assert pages(read(tmp_path, record(ALL[0], gzip.compress(BODY), more=header))) == [BODY]


@pytest.mark.parametrize("header", ["Transfer-Encoding: chunked", "Content-Encoding: gzip"])
def test_an_answer_that_its_crawler_cut_off_is_read_as_far_as_it_goes(header: str, tmp_path: Path) -> None:
    (page,) = pages(read(tmp_path, record(ALL[0], PACKED[header][:50], more=f"{header}\r\n")))
    assert isinstance(page, bytes)
    assert 20 < len(page) < len(BODY)
    assert BODY.startswith(page)


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(BODY)[:10] + b"\xff" * 40),
        ("Content-Encoding: br", b"\xff" * 40),
        ("Content-Encoding: zstd", b"\x28\xb5\x2f\xfd" + b"\xff" * 40),
        ("Content-Encoding: deflate", b"\xff" * 40),
        ("Transfer-Encoding: chunked", b"5\r\n<html\r\nno size of a chunk stands here\r\n"),
    ],
)
def test_an_answer_that_cannot_be_unpacked_is_named_by_its_address(
    header: str, body: bytes, tmp_path: Path
) -> None:
    out = read(tmp_path, A + record(ALL[1], body, more=f"{header}\r\n") + C)
    (error,) = failures(out)
    assert (error.name, "cannot be unpacked" in error.reason) == (ALL[1], True)
    assert urls(out) == [ALL[0], ALL[2]]


@pytest.mark.parametrize("kind", ["text/html, text/html; charset=utf-8", "TEXT/HTML ;charset=utf-8"])
def test_a_type_that_is_said_twice_or_loudly_is_understood(kind: str, tmp_path: Path) -> None:
    (page,) = read(tmp_path, record(ALL[0], kind=kind))
    assert isinstance(page, RawDocument)
    assert page.charset == "utf-8"


def test_an_answer_that_does_not_say_its_type_is_a_page_where_it_begins_as_one(tmp_path: Path) -> None:
    page, film = (
        record(url, body).replace(b"Content-Type: text/html\r\n", b"X-Given-By: nobody-at-a\r\n")
        for url, body in ((ALL[0], BODY), (ALL[1], b"%PDF-1.7 and so on"))
    )
    out = read(tmp_path, page + film)
    assert urls(out) == [ALL[0]]


def test_answers_of_other_protocols_are_no_damage(tmp_path: Path) -> None:
    dns = A.replace(ALL[0].encode(), b"dns:example.org").replace(
        b"application/http; msgtype=response", b"text/dns"
    )
    out = read(tmp_path, dns + C)
    assert (urls(out), failures(out)) == ([ALL[2]], [])


def test_a_page_kept_without_an_answer_around_it_is_read(tmp_path: Path) -> None:
    head = (
        f"WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: <{ALL[0]}>\r\nWARC-Date: 2020-01-08T12:00:00.123456Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(BODY)}\r\n\r\n"
    )
    out = read(tmp_path, head.encode() + BODY + b"\r\n\r\n")
    assert urls(out) == [ALL[0]]
    assert pages(out) == [BODY]


def test_a_page_that_unpacks_to_more_than_the_limit_is_never_held_whole() -> None:
    for header, packed in (
        ("gzip", gzip.compress(b"<p>" * 99_999)),
        ("br", by(BrotliWriter, b"<p>" * 99_999)),
    ):
        assert len(unpacked(packed, None, header, 1_000)) == 1_001


@given(
    body=st.binary(max_size=300) | st.sampled_from([*PACKED.values(), BODY]),
    transfer=st.sampled_from([None, "chunked", "gzip, chunked", "x"]),
    content=st.sampled_from([None, "gzip", "deflate", "br", "zstd", "gzip, br", ",", "utf-8"]),
)
def test_any_bytes_are_unpacked_or_refused(body: bytes, transfer: str | None, content: str | None) -> None:
    with suppress(DamagedAnswerError):
        assert len(unpacked(body, transfer, content, 1_000)) <= 1_001


@given(st.binary(min_size=1, max_size=300), st.integers(1, 50))
def test_chunks_come_back_as_they_were(body: bytes, size: int) -> None:
    assert unpacked(chunks(body, size), "chunked", None, _LIMIT) == body


def test_what_a_header_does_not_say_is_absent() -> None:
    assert [media_type(h) for h in (None, "", ";", "text/html")] == [None, None, None, "text/html"]
    assert [charset_in(h) for h in (None, "text/html", 'text/html; Charset="KOI8-R"')] == [
        None,
        None,
        "koi8-r",
    ]
