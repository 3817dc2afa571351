"""Lists of addresses: GDELT's files and plain ones, fetched only when asked."""

from __future__ import annotations

import gzip
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.model import InputError
from onrecord.sources import RawDocument, open_inputs, open_path, visits
from onrecord.sources.archives_lists import addresses_in

A, B = "https://example.org/a?x=1", "http://example.org/b"


def found(name: str, data: bytes) -> list[str]:
    return list(addresses_in(BytesIO(data), name))


def row(columns: int, at: int, address: str) -> bytes:
    cells = ["0"] * columns
    cells[at] = address
    return "\t".join(cells).encode() + b"\n"


@pytest.mark.parametrize(
    ("ending", "columns", "at"),
    [("export.CSV", 61, 60), ("export.CSV", 58, 57), ("mentions.CSV", 16, 5), ("gkg.csv", 27, 4)],
)
def test_files_of_gdelt_give_each_address_once(ending: str, columns: int, at: int) -> None:
    lines = [row(columns, at, address) for address in (A, B, A, "BBC Monitoring")]
    data = b"".join([*lines, b"short\n"])
    assert found(f"20200108000000.{ending}", data) == [A, B]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one", data)
    assert found(f"20200108000000.{ending}.zip", packed.getvalue()) == [A, B]


def test_gdelt_article_lists_and_plain_lists() -> None:
    lines = b'{"url": "%b", "lang": "en"}\nno json\n{"url": "%b"}\n' % (A.encode(), B.encode())
    assert found("x.gal.json", lines) == [A, B]
    assert found("x.gal.json.gz", gzip.compress(lines)) == [A, B]
    assert found("x.urls", f"\ufeff{A}\n# a note\n\n{B}\r\n".encode()) == [A, B]


@pytest.mark.parametrize("name", ["x.export.CSV.zip", "x.gal.json.gz"])
def test_a_damaged_list_is_named(name: str) -> None:
    with pytest.raises(InputError, match="damaged"):
        found(name, b"no archive")


def test_nothing_is_fetched_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "x.urls"
    path.write_text(A)
    for out in (list(open_inputs([str(path)])), list(open_path(str(path)))):
        (error,) = out
        assert isinstance(error, InputError)
        assert "--fetch" in error.reason


class _Pages(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status = 404 if "missing" in self.path else 200
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<html><body><p>Page.</p></body></html>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(visits.Visits.__init__, "__kwdefaults__", {"pace": 0.0, "sleep": time.sleep})
    _Pages.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pages) as http:
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def test_pages_are_fetched_in_order_and_failures_keep_their_place(tmp_path: Path, server: str) -> None:
    path = tmp_path / "x.urls"
    path.write_text(f"{server}/1\n{server}/missing\n{server}/2\n")
    out = list(open_path(str(path), fetch=True, allow_private=True))
    assert [o.url if isinstance(o, RawDocument) else o.name for o in out] == [
        f"{server}/1", f"{server}/missing", f"{server}/2",
    ]  # fmt: skip
    assert isinstance(out[1], InputError)


def test_what_was_fetched_before_is_not_asked_for_again(tmp_path: Path, server: str) -> None:
    path = tmp_path / "x.urls"
    path.write_text(f"{server}/1\n{server}/2\n{server}/3\n")
    assert len(list(open_path(str(path), fetch=True, allow_private=True, skip=2))) == 1
    assert _Pages.asked == ["/robots.txt", "/3"]


def test_private_addresses_are_refused(tmp_path: Path, server: str) -> None:
    path = tmp_path / "x.urls"
    path.write_text(f"{server}/1\n")
    (error,) = open_path(str(path), fetch=True)
    assert isinstance(error, InputError)
    assert "--allow-private" in error.reason
    assert _Pages.asked == []


def test_a_line_that_nests_without_end_lists_nothing_and_the_rest_is_read() -> None:
    line = b"[" * 100_000 + b"\n"
    assert found("x.gal.json", line + b'{"url": "%b"}\n' % A.encode()) == [A]


def test_a_list_without_addresses_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.urls"
    path.write_text("nothing\n")
    (error,) = open_path(str(path), fetch=True)
    assert isinstance(error, InputError)
    assert "lists no address" in error.reason
