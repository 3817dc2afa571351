"""Processor time of pages without a network between: ``python -m bench.pages_cpu URL [--requests 600] [PATH ...]``.

Where paths are given, each is asked for twice; else the queries of ``bench/pages_load`` are asked one after the other, so that
nothing but the work on pages counts, whatever else the machine does. Loading the columns is printed first.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import time

import httpx2

from bench.pages_load import QUERIES, SEED, queries
from onrecord.ledger import Ledger
from onrecord.web import create_app


async def _taken(client: httpx2.AsyncClient, path: str) -> float:
    """Seconds of processor time of one answer."""
    start = time.process_time()
    answer = await client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return time.process_time() - start


async def _measured(ledger: Ledger, paths: list[str], asked: list[str]) -> None:
    transport = httpx2.ASGITransport(app=create_app(ledger))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for path in ("/events", "/events?text=said"):
            print(f"{await _taken(client, path):7.2f} s  {path}, the first one", flush=True)
        for path in paths:
            first, again = await _taken(client, path), await _taken(client, path)
            print(f"{first * 1e3:9.1f} ms, again {again * 1e3:7.1f} ms  {path}", flush=True)
        if asked:
            took = [await _taken(client, path) for path in asked]
            print(f"{sum(took) / len(took) * 1e3:9.1f} ms a request, {len(took)} requests", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="address of the ledger")
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--requests", type=int, default=600)
    given = parser.parse_args()
    distinct = [] if given.paths else queries(given.url, QUERIES)
    draw = random.Random(SEED)
    asked = [*distinct, *draw.choices(distinct, k=max(0, given.requests - len(distinct)))] if distinct else []
    draw.shuffle(asked)
    ledger = Ledger.open(given.url, create=False)
    asyncio.run(_measured(ledger, given.paths, asked))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")
    ledger.close()


if __name__ == "__main__":
    main()
