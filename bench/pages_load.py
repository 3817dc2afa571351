"""How fast the Events page answers: ``python -m bench.pages_load URL [--clients 20] [--requests 600]``.

Starts ``onrecord serve`` over the ledger, waits until it has read the events once (how long is printed), takes queries from what the ledger holds (who, type, place, standing, days, words,
orders, second pages, and several at once), and lets so many clients ask at once over loopback, each request a query that may
have been asked before or not. Prints how long answers take from the first byte sent to the last received, of all requests
and of those asked for the first time, and the processor time of the server a request (Linux), which other programs on the
machine change less; the answers must be 200.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import httpx2

from onrecord.ledger import Ledger
from onrecord.merging import events_of

SEED = 7
_REST = 40
"""Seconds until what is loaded beside the answering is there."""
_LOOKED_AT = 20_000
"""Events from which queries are made."""
QUERIES = 200
"""Different queries; requests beyond that ask one of them again."""


def queries(url: str, number: int) -> list[str]:
    """Addresses of pages, from what the events of a ledger have that are told most often."""
    ledger = Ledger.open(url, create=False)
    with events_of(ledger) as stored:
        rows = list(stored.rows(order="reports", limit=_LOOKED_AT))
    ledger.close()
    draw = random.Random(SEED)
    values = {
        "who": sorted({name for row in rows for name in row["actors"]}) + sorted({row["country"] for row in rows if row["country"]}),
        "type": sorted({row["event_type"] for row in rows}),
        "place": sorted({row["place"] for row in rows if row["place"]}) + sorted({row["country"] for row in rows if row["country"]}),
        "standing": ["reported", "claimed", "confirmed", "denied", "disputed", "planned"],
        "since": sorted({row["start"] for row in rows if row["start"]}),
        "text": ["troops", "attack", "talks", "said", "minister", "killed", "sanctions", "agreed"],
        "sort": ["newest", "time", "published", "reports", "credibility"],
        "least": ["2", "3", "5"],
    }  # fmt: skip
    found = {""}
    while len(found) < number:
        names = draw.sample(sorted(values), draw.choice([1, 1, 2, 2, 3]))
        found.add(urlencode({name: draw.choice(values[name]) for name in sorted(names) if values[name]}))
    return [f"/events?{query}" for query in sorted(found)]


async def load(address: str, asked: Sequence[str], clients: int) -> list[tuple[str, float]]:
    """Seconds of each request, so many at once."""
    waiting = asyncio.Queue[str]()
    for path in asked:
        waiting.put_nowait(path)
    took: list[tuple[str, float]] = []

    async def one(client: httpx2.AsyncClient) -> None:
        while not waiting.empty():
            path = waiting.get_nowait()
            start = time.perf_counter()
            answer = await client.get(path)
            took.append((path, time.perf_counter() - start))
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")

    async with httpx2.AsyncClient(base_url=address, timeout=600) as client:
        await asyncio.gather(*(one(client) for _ in range(clients)))
    return took


def _served(url: str) -> tuple[subprocess.Popen[bytes], str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from onrecord.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", url, "--port", str(port)]
    running = subprocess.Popen(command)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            httpx2.get(f"{address}/static/style.css")
            return running, address
        except httpx2.TransportError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


def _cpu_seconds(process: int) -> float:
    """Processor time of a process so far; 0 where the system does not say."""
    file = Path(f"/proc/{process}/stat")
    if not file.exists():
        return 0.0
    fields = file.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _warm(address: str) -> None:
    """Ask for all events and for a word until both are there: until its events are loaded a server says that it is not ready."""
    start = time.perf_counter()
    for path in ("/events", "/events?text=said"):
        while (answer := httpx2.get(f"{address}{path}", timeout=600)).status_code == 503:
            time.sleep(0.2)
        answer.raise_for_status()
    print(f"{time.perf_counter() - start:.1f} s until the first two pages", flush=True)
    time.sleep(_REST)


def _print(what: str, times: Sequence[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(f"{what:32}{len(times):6} requests  median {cuts[9] * 1e3:6.0f} ms  p95 {cuts[18] * 1e3:6.0f} ms")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="address of the ledger")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=600)
    given = parser.parse_args()
    running, address = _served(given.url)
    try:
        _warm(address)
        distinct = queries(given.url, QUERIES)
        draw = random.Random(SEED)
        asked = [*distinct, *draw.choices(distinct, k=max(0, given.requests - len(distinct)))]
        draw.shuffle(asked)
        before = _cpu_seconds(running.pid)
        took = asyncio.run(load(address, asked, given.clients))
        spent = _cpu_seconds(running.pid) - before
    finally:
        running.terminate()
        running.wait()
    seen: set[str] = set()
    first = [seconds for path, seconds in took if not (path in seen or seen.add(path))]  # type: ignore[func-returns-value]
    _print("all", [seconds for _, seconds in took])
    _print("asked for the first time", first)
    print(f"{spent / len(took) * 1e3:.1f} ms of the server's processor time a request")


if __name__ == "__main__":
    main()
