"""Fetching pages: what is refused, what is bounded."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.model import FetchRefusedError, InputError
from onrecord.sources import Limits, RawDocument, open_inputs
from onrecord.sources.network import is_public

PAGE = b"<html><body><p>The council met on Monday.</p></body></html>"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answer = {
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
            "/text": (200, {"Content-Type": "text/plain"}, "Zürich.".encode()),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/gone": (410, {"Content-Type": "text/html"}, b"gone"),
            "/empty": (200, {"Content-Type": "text/html"}, b""),
            "/to-page": (302, {"Location": "/page"}, b""),
            "/to-itself": (302, {"Location": "/to-itself"}, b""),
            "/to-file": (302, {"Location": "file:///etc/hosts"}, b""),
            "/to-inside": (302, {"Location": "http://10.0.0.1/"}, b""),
            "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
            "/bomb": (
                200,
                {"Content-Type": "text/html", "Content-Encoding": "gzip"},
                gzip.compress(b"a" * 5_000_000),
            ),
            "/large": (200, {"Content-Type": "text/html"}, b"a" * 500_000),
            "/host": (200, {"Content-Type": "text/plain"}, self.headers["Host"].encode()),
        }.get(self.path)
        if self.path == "/slow":
            self._drip()
            return
        status, headers, body = answer or (404, {}, b"")
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(address: str, *, allow_private: bool = True, limits: Limits | None = None) -> RawDocument:
    (out,) = open_inputs([address], allow_private=allow_private, limits=limits or Limits())
    if isinstance(out, InputError):
        raise out
    return out


def test_page_has_its_address_as_id(site: str) -> None:
    document = fetch(f"{site}/page")
    assert (document.id, document.url, document.kind) == (f"{site}/page",) * 2 + ("html",)
    assert (document.content, document.charset) == (PAGE, "utf-8")


def test_plain_text_is_decoded(site: str) -> None:
    assert fetch(f"{site}/text").content == "Zürich."


def test_redirect_keeps_the_given_address_as_id_and_tells_the_final_one(site: str) -> None:
    document = fetch(f"{site}/to-page")
    assert (document.id, document.url) == (f"{site}/to-page", f"{site}/page")


def test_packed_page_is_unpacked(site: str) -> None:
    assert fetch(f"{site}/packed").content == PAGE


def test_host_header_carries_the_name_not_the_number(site: str) -> None:
    port = site.rsplit(":", 1)[1]
    assert fetch(f"http://localhost:{port}/host").content == f"localhost:{port}"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/picture", "image/png"),
        ("/gone", "410"),
        ("/nowhere", "404"),
        ("/empty", "empty"),
        ("/to-itself", "more than 5 times"),
        ("/large", "larger than 0.1 MB"),
        ("/bomb", "larger than 0.1 MB"),
    ],
)
def test_what_cannot_be_used_is_said(site: str, path: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        fetch(f"{site}{path}", limits=Limits(document_bytes=100_000))


def test_dripping_server_is_left_at_the_time_limit(site: str) -> None:
    with pytest.raises(InputError, match=r"longer than 0\.5 seconds"):
        fetch(f"{site}/slow", limits=Limits(seconds=0.5))


def test_private_network_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(FetchRefusedError, match="--allow-private"):
        fetch(f"{site}/page", allow_private=False)


@pytest.mark.parametrize("path", ["/to-file"])
def test_redirect_to_another_scheme_is_refused(site: str, path: str) -> None:
    with pytest.raises(FetchRefusedError, match="only those are fetched"):
        fetch(f"{site}{path}")


def test_redirect_into_a_private_network_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # the first hop counts as public, so that only the check of the second one can refuse
    monkeypatch.setattr("onrecord.sources.network.is_public", lambda number: str(number) == "127.0.0.1")
    with pytest.raises(FetchRefusedError, match=r"10\.0\.0\.1"):
        fetch(f"{site}/to-inside", allow_private=False)


def test_name_is_resolved_once_so_that_it_cannot_change_after_the_check(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(site.rsplit(":", 1)[1])
    asked: list[object] = []
    genuine = socket.getaddrinfo

    def lookup(host: object, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return genuine("127.0.0.1", port, type=socket.SOCK_STREAM)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    fetch(f"http://news.example:{port}/page")
    assert [host for host in asked if host == "news.example"] == ["news.example"]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://user:secret@example.org/",
    ],
)
def test_addresses_that_lead_inside_are_refused(address: str) -> None:
    with pytest.raises(FetchRefusedError):
        fetch(address, allow_private=False)


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/hosts", "gopher://example.org"])
def test_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(FetchRefusedError, match="only those are fetched"):
        fetch(address)


@pytest.mark.parametrize("address", ["http://", "http://[::1", "https://exa mple.org:port/"])
def test_malformed_addresses_are_refused(address: str) -> None:
    with pytest.raises(InputError):
        fetch(address)


def test_unknown_host_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> object:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(InputError, match="cannot be found"):
        fetch("https://no-such-host.example/")


def test_closed_port_is_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(InputError, match="could not be fetched"):
        fetch(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("100.64.0.1", False),
        ("168.63.129.16", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::1", False),
        ("fd00:ec2::254", False),
    ],
)
def test_which_numbers_are_public(number: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(number)) is public
