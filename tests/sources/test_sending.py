"""One time limit for a whole conversation, and all numbers of a host tried."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from onrecord.model import NoAnswerError
from onrecord.sources import Limits
from onrecord.sources.addresses import fetch
from onrecord.sources.posting import post
from tests.watching.site import Reply, Site, article, served

_TEXT = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


class _Dripping:
    """A server that begins every answer as told, and goes on with the same few bytes until it is closed."""

    def __init__(self, begin: bytes, again: bytes) -> None:
        self._begin, self._again = begin, again
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def _serve(self) -> None:
        with suppress(OSError):
            connection, _ = self._socket.accept()
            with closing(connection):
                connection.recv(10_000)
                connection.sendall(self._begin)
                while not self._closed.wait(0.02):
                    connection.sendall(self._again)

    def close(self) -> None:
        self._closed.set()
        with suppress(OSError):  # wakes the thread where nobody has connected
            socket.create_connection(self._socket.getsockname()).close()
        self._thread.join()
        self._socket.close()


_DRIPS = [
    pytest.param(b"HTTP/1.1 200 OK\r\nX: ", b"a", id="headers"),
    pytest.param(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", id="interim answers"),
    pytest.param(_TEXT + b"\r\n", b"a", id="body"),
    pytest.param(_TEXT + b"Transfer-Encoding: chunked\r\n\r\n5;", b"a", id="extension of a chunk"),
    pytest.param(_TEXT + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ", b"a", id="trailers"),
]


@pytest.mark.parametrize(("begin", "again"), _DRIPS)
def test_what_drips_is_left_at_the_time_limit_wherever_it_drips(begin: bytes, again: bytes) -> None:
    start = time.monotonic()
    with closing(_Dripping(begin, again)) as server, pytest.raises(NoAnswerError, match=r"longer than 0\.4"):
        fetch(server.address, Limits(seconds=0.4), None, allow_private=True)
    assert time.monotonic() - start < 10


def test_a_post_is_left_at_the_time_limit_too() -> None:
    with (
        closing(_Dripping(b"HTTP/1.1 200 OK\r\nX: ", b"a")) as server,
        pytest.raises(NoAnswerError, match=r"longer than 0\.4"),
    ):
        post(server.address, b"{}", {}, seconds=0.4, allow_private=True)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as one:
        one.replies["/a"] = Reply(body=article())
        yield one


def _numbers(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """Let every name have these numbers."""
    genuine = socket.getaddrinfo

    def lookup(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        names = numbers if host == "news.example" else (host,)
        return [one for name in names for one in genuine(name, port, type=socket.SOCK_STREAM)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


def test_a_host_of_which_one_machine_is_down_is_asked_at_the_next(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    _numbers(monkeypatch, "127.0.0.9", "127.0.0.1")
    address = site.origin.replace("127.0.0.1", "news.example") + "/a"
    assert fetch(address, Limits(seconds=5), None, allow_private=True).url == address
    (asked,) = site.asked
    assert asked.headers["host"].startswith("news.example:")


def test_a_host_of_which_all_machines_are_down_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    _numbers(monkeypatch, "127.0.0.9", "127.0.0.8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NoAnswerError, match="refused"):
        fetch(f"http://news.example:{port}/a", Limits(seconds=5), None, allow_private=True)
