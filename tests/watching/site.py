"""A server that misbehaves on demand, and a clock that needs no waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty
from typing import TypeVar

from onrecord.watching.clock import Inbox

_Item = TypeVar("_Item")
NOON = 1_578_484_800.0  # 2020-01-08T12:00Z


@dataclass
class Reply:
    """What the server answers; ``raw`` stands for the whole answer as bytes, after which the connection is cut."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass
class Asked:
    path: str
    headers: Mapping[str, str]


class Site:
    """One host. ``replies`` maps a path to a reply or to what makes one of the request; anything else is 404."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.replies: dict[str, Reply | Callable[[Asked], Reply]] = {}
        self.asked: list[Asked] = []
        self.released = threading.Event()

    def paths(self) -> list[str]:
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def answer(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        reply = self.replies.get(asked.path, Reply(404))
        return reply if isinstance(reply, Reply) else reply(asked)


@contextmanager
def served() -> Iterator[Site]:
    """Run a site until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = site.answer(Asked(self.path, {k.lower(): v for k, v in self.headers.items()}))
            self.close_connection = True
            try:
                if reply.raw is not None:
                    self.wfile.write(reply.raw)
                    return
                answer = self.send_response_only if "Date" in reply.headers else self.send_response
                answer(reply.status)
                for key, value in {
                    "Content-Type": reply.kind,
                    "Content-Length": str(len(reply.body)),
                    **reply.headers,
                }.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:
                pass

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False  # so that closing the server waits for them
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class FakeClock:
    """Time that passes only by waiting; at ``end`` it calls ``at_end``."""

    def __init__(self, end: float = float("inf"), at_end: Callable[[], None] = lambda: None) -> None:
        self.time = NOON
        self.end = end
        self.at_end = at_end
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, inbox: Inbox[_Item], until: float | None, *, busy: bool) -> _Item | None:
        if busy:
            return inbox.get(timeout=30)
        try:
            return inbox.get_nowait()
        except Empty:
            pass
        if until is None or until > self.end:
            self.at_end()
            return None
        self.waits.append(until - self.time)
        self.time = max(self.time, until)
        return None


def rss(*items: str) -> bytes:
    """A feed that lists paths or addresses; ``path|date`` gives one a date."""
    listed = ""
    for item in items:
        path, _, date = item.partition("|")
        listed += f"<item><title>One</title><link>{path}</link>{date and f'<pubDate>{date}</pubDate>'}</item>"
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{listed}</channel></rss>".encode()


def article(text: str = "Ten people were hurt in Basra on Tuesday, the police said.") -> bytes:
    """A page with an article."""
    return f"<html><body><article><h1>News</h1><p>{text}</p></article></body></html>".encode()
