"""What a watch holds in memory and on the disk after many articles: ``python -m bench.watch_memory 20000``.

The loop runs at full speed against a server of this machine that lists twenty new articles at each poll; nothing is read, for reading
has a process of its own that is started anew from time to time (``bench.reading_memory``). The clock stands still but for waiting.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty
from typing import TypeVar

from onrecord.model import InputError
from onrecord.sources import RawDocument
from onrecord.watching import Config, Feed, State, Watch
from onrecord.watching.clock import Inbox

_LOOKS = 10
_Item = TypeVar("_Item")
_SERVER = """
import http.server

class Handler(http.server.BaseHTTPRequestHandler):
    polls = 0
    def do_GET(self):
        kind = "text/html"
        if self.path == "/feed":
            Handler.polls += 1
            links = (f"<item><link>/{'a' * 60}/{Handler.polls}/{n}</link></item>" for n in range(20))
            body, kind = f"<rss><channel>{''.join(links)}</channel></rss>".encode(), "application/rss+xml"
        elif self.path == "/robots.txt":
            body, kind = b"User-agent: *\\nDisallow: /private", "text/plain"
        else:
            body = f"<html><body><article><p>{self.path * 20}</p></article></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{Handler.polls}"')
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
"""


class _Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.time = 1_578_484_800.0

    def now(self) -> float:
        return self.time

    def wait(self, inbox: Inbox[_Item], until: float | None, *, busy: bool) -> _Item | None:
        if busy:
            return inbox.get(timeout=60)
        try:
            return inbox.get_nowait()
        except Empty:
            self.time = max(self.time, until or 0.0)
            return None


class _Counting:
    """Keeps nothing, and looks ten times at what the watch holds."""

    def __init__(self, articles: int, state: Path, clock: _Clock) -> None:
        self._articles, self._state, self._clock, self._count = articles, state, clock, 0
        self.watch: Watch | None = None

    def keep(self, page: RawDocument) -> str | InputError:
        assert page.content
        self._count += 1
        if self._count % max(1, self._articles // _LOOKS) == 0:
            size = sum(path.stat().st_size for path in self._state.parent.glob(f"{self._state.name}*"))
            days = (self._clock.time - 1_578_484_800) / 86_400
            told = f"{_held():5.0f} MB in memory, {size / 1e6:5.1f} MB of state"
            print(f"{self._count:7,} articles, {days:4.0f} days: {told}", flush=True)
        if self._count >= self._articles and self.watch is not None:
            self.watch.stop()
        return "new"

    def failed(self, name: str, reason: str, outlet: str | None, published: str | None) -> None:
        raise AssertionError(f"{name} ({outlet}, {published}): {reason}")

    def rest(self) -> float | None:
        return None


def _held() -> float:
    """Return the memory that this process holds now, in MB (Linux)."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize() / 1e6


@contextmanager
def _served() -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/feed"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def run(articles: int) -> None:
    """Watch until so many articles were fetched, six polls a day, what is not listed any more forgotten after 30 days."""
    with tempfile.TemporaryDirectory() as folder, _served() as address:
        path, clock = Path(folder) / "watch.state.db", _Clock()
        config = Config(
            feed=(Feed(address=address),), contact="mailto:desk@example.org", allow_private=True, pace_seconds=0,
            recheck_hours=(), every_minutes=240, forget_days=30,
        )  # fmt: skip
        keeper = _Counting(articles, path, clock)
        with closing(State.open(str(path))) as state:
            keeper.watch = Watch(config, state, keeper, clock=clock, tell=lambda _line: None)
            keeper.watch.run()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("articles", type=int, nargs="?", default=20_000)
    run(options.parse_args().articles)
