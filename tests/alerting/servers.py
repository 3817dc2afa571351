"""Servers that take messages, or misbehave on demand: one for HTTP, one for mail."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

CERTIFICATE = Path(__file__).parent / "localhost-for-tests.pem"
"""Key and certificate of a server called localhost. They protect nothing."""


@dataclass
class Posted:
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Hook:
    """A web server. ``answers`` are given in turn, the last one again and again; ``None``: none within the time-out."""

    origin: str
    answers: list[tuple[int, dict[str, str]] | None] = field(default_factory=lambda: [(200, {})])
    posted: list[Posted] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    on_post: Callable[[], object] = lambda: None
    drips: bool = False
    """Whether it begins the headers of its answer and never ends them, a byte at a time."""

    def next_answer(self) -> tuple[int, dict[str, str]] | None:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def hooked() -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.posted.append(Posted(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            hook.on_post()
            while hook.drips:
                self.wfile.write(b"H")
                time.sleep(0.05)
            answer = hook.next_answer()
            self.close_connection = True
            if answer is None:
                hook.released.wait(30)
                return
            self.send_response(answer[0])
            for name, value in answer[1].items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook = Hook(f"http://127.0.0.1:{server.server_address[1]}")
    with _running(server):
        yield hook
        hook.released.set()


@dataclass
class Mailbox:
    """A mail server. ``offers`` STARTTLS, ``users`` may log in (none: anybody), ``refuses`` mail for some."""

    port: int = 0
    offers_tls: bool = True
    users: dict[str, str] = field(default_factory=dict)
    refuses: set[str] = field(default_factory=set)
    leaves_with: str = "221 bye"
    """What it says at the end."""
    drips: bool = False
    """Whether it begins its greeting and never ends it, a byte at a time."""
    busy: int = 0
    """So many connections are sent away before one is taken."""
    mails: list[tuple[str, list[str], bytes, bool]] = field(default_factory=list)
    """Sender, recipients, data, and whether it came encrypted."""


@contextmanager
def mailed(*, over_tls: bool = False) -> Iterator[Mailbox]:
    """Run a mail server until the block ends; ``over_tls``: encrypted from the first byte."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _Talk(self.request, box, context, over_tls=over_tls).go()

    socketserver.ThreadingTCPServer.daemon_threads = True
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    box = Mailbox(port=server.server_address[1])
    with _running(server):
        yield box


def trusting() -> ssl.SSLContext:
    """A context that trusts the mail server."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


class _Talk:
    """One connection, as RFC 5321, 3207 and 4954 have it, for as much as Python's client uses."""

    def __init__(self, connection: Any, box: Mailbox, context: ssl.SSLContext, *, over_tls: bool) -> None:
        self._socket = context.wrap_socket(connection, server_side=True) if over_tls else connection
        self._box, self._context, self._tls = box, context, over_tls
        self._file = self._socket.makefile("rb")
        self._user: str | None = None
        self._sender, self._to = "", list[str]()

    def go(self) -> None:
        if self._box.busy:
            self._box.busy -= 1
            self._say("421 too busy")
            self._socket.close()
            return
        while self._box.drips:
            self._socket.sendall(b"2")
            time.sleep(0.05)
        self._say("220 here")
        while line := self._file.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "QUIT":
                self._say(self._box.leaves_with)
                break
            self._do(word.upper(), rest)
        self._socket.close()

    def _do(self, word: str, rest: str) -> None:
        if word == "EHLO":
            tls = ["STARTTLS"] if self._box.offers_tls and not self._tls else []
            offered = ["localhost", *tls, *(["AUTH PLAIN"] if self._tls else [])]
            for n, one in enumerate(offered):
                self._say(f"250{' ' if n == len(offered) - 1 else '-'}{one}")
        elif word == "STARTTLS":
            self._say("220 go")
            self._socket, self._tls = self._context.wrap_socket(self._socket, server_side=True), True
            self._file = self._socket.makefile("rb")
        elif word == "AUTH":
            _, user, password = b64decode(rest.split()[1]).decode().split("\0")
            is_known = self._box.users.get(user) == password
            self._user = user if is_known else None
            self._say("235 welcome" if is_known else "535 no")
        elif word == "MAIL":
            may = self._user is not None or not self._box.users
            self._sender, self._to = rest.partition("<")[2].partition(">")[0], []
            self._say("250 ok" if may else "530 log in first")
        elif word == "RCPT":
            name = rest.partition("<")[2].partition(">")[0]
            if name in self._box.refuses:
                self._say("550 unknown")
            else:
                self._to.append(name)
                self._say("250 ok")
        elif word == "DATA":
            self._data()
        else:
            self._say("250 ok")

    def _data(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self._file.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        self._box.mails.append((self._sender, self._to, b"".join(lines), self._tls))
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self._socket.sendall(line.encode() + b"\r\n")


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
