"""What ``onrecord backfill`` does a second, what it costs, and whether its memory is flat.

    python -m bench.backfill_scale 100 1000                      # articles; with 1 and with 2 local workers
    python -m bench.backfill_scale 1000 --engines local:1 local:2 ray:2       # and by Ray with 2 actors
    python -m bench.backfill_scale 10000 100000 --quick          # memory alone, by a stand-in that reads nothing

The articles are those of examples/january-2020, over and over under new ids, as JSON lines with the page in them, in four
shards. Each backfill runs in a process of its own. CPU seconds are those of this process and all that it started, loading
the models included; articles a second are by the clock and without loading: from the first entry in a journal to the end.
Memory is the most that the main process and that any one reading process held (``ru_maxrss``).

Ray's processes belong to none of ours and Ray tells of whole shards only: with it, CPU seconds and memory are those of all
processes that carry its mark in their environment, looked at twice a second, Ray's own servers included; articles a second
are by the time between the first line in a journal and the end.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from onrecord.model import InputError, Record
from onrecord.reader import ReadOptions
from onrecord.scale.reading_process import Means
from onrecord.sources import RawDocument, open_inputs

_ARTICLES = Path(__file__).parents[1] / "examples" / "january-2020" / "articles"
_SHARDS = 4
_CHILD = """
import json, os, resource, sys, time
from multiprocessing import forkserver
from pathlib import Path
from bench.backfill_scale import means
from bench.processes import Family, first_journal
from onrecord.reader import ReadOptions
from onrecord.scale.backfill import backfill, plan
from onrecord.scale.engines import LocalEngine

if __name__ == "__main__":
    quick, engine, workers, output, *inputs = sys.argv[1:]
    work = plan(inputs, Path(output), ReadOptions())
    how = {"seconds": 600, "means": means(bool(quick))}
    with Family(os.environ["ONRECORD_BENCH"]) as family, first_journal(Path(output)) as first:
        if engine == "ray":
            from onrecord.scale.on_ray import RayEngine
            done = list(backfill(work, RayEngine(int(workers), **how), lambda _reached: None))
        else:
            done = list(backfill(work, LocalEngine(int(workers), **how), lambda _reached: None))
        seconds = time.monotonic() - first()
        forkserver._forkserver._stop()  # so that what it and its processes took is counted as ours
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    local = engine == "local"
    print(json.dumps({
        "articles": sum(one.counts.articles for one in done),
        "seconds": seconds,
        "cpu": sum(use.ru_utime + use.ru_stime for use in (own, others)) if local else family.cpu,
        "main": own.ru_maxrss / 1024,
        "reading": others.ru_maxrss / 1024 if local else family.largest,
    }))
"""


class Run(NamedTuple):
    """What one backfill took."""

    articles: int
    seconds: float
    """From the first article done to the end."""
    cpu: float
    main: float
    """Peak memory of the main process in MB."""
    reading: float
    """The same of the largest reading process."""


def read_nothing(raw: RawDocument, _options: ReadOptions) -> Record | InputError:
    """Stand in for the reader: a record as large as the real one, and no work."""
    return Record(id=raw.id, title=raw.title, text=str(raw.content) * 5)


def load_nothing(_options: ReadOptions) -> None:
    """Stand in for the loading of models."""


def means(quick: bool) -> Means:
    """Return how to read: really, or by the stand-in."""
    return Means(read=read_nothing, prepare=load_nothing) if quick else Means()


def make_shards(folder: Path, articles: int) -> list[str]:
    """Write so many articles into the shards and return their paths."""
    paths = [folder / f"{n}.jsonl" for n in range(_SHARDS)]
    streams = [path.open("w", encoding="utf-8") for path in paths]
    for number, row in enumerate(islice(cycle(_rows()), articles)):
        line = json.dumps(row | {"id": f"article-{number}"})
        streams[number % _SHARDS].write(line + "\n")
    for stream in streams:
        stream.close()
    return [str(path) for path in paths]


def _rows() -> Iterator[dict[str, str]]:
    for document in open_inputs([str(_ARTICLES)]):
        if isinstance(document, RawDocument):
            content = document.content
            text = content if isinstance(content, str) else content.decode("utf-8")
            yield {document.kind: text, "published": document.published or "2020-01-08"}


def measure(inputs: list[str], output: Path, workers: int, *, quick: bool, engine: str = "local") -> Run:
    """Run one backfill in a new process."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", dir=output.parent) as script:
        script.write(_CHILD)
        script.flush()
        call = [sys.executable, script.name, "1" if quick else "", engine, str(workers), str(output), *inputs]
        place = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        mark = {"PYTHONPATH": place, "ONRECORD_BENCH": output.parent.name, "RAY_worker_niceness": "0"}
        ran = subprocess.run(call, capture_output=True, text=True, check=False, env=os.environ | mark)
    if ran.returncode:
        raise SystemExit(f"a backfill with {workers} workers ({engine}) failed:\n{ran.stderr}")
    return Run(**json.loads(ran.stdout.splitlines()[-1]))


def table(articles: int, engines: Sequence[str], *, quick: bool) -> None:
    """Print a line for each engine; the ratio is to the first one's articles a second."""
    base = 0.0
    with tempfile.TemporaryDirectory() as folder:
        inputs = make_shards(Path(folder), articles)
        for engine in engines:
            name, _, workers = engine.partition(":")
            run = measure(
                inputs, Path(folder) / engine.replace(":", "-"), int(workers), quick=quick, engine=name
            )
            rate = run.articles / run.seconds
            base = base or rate
            print(
                f"{run.articles:>9} {engine:>9} {rate:>9.2f} {rate / base:>6.2f} {run.cpu / run.articles:>10.3f} "
                f"{run.main:>8.0f} {run.reading:>10.0f}",
                flush=True,
            )


def heading() -> str:
    """Return the line above the table."""
    return f"{'articles':>9} {'engine':>9} {'a second':>9} {'ratio':>6} {'CPU s each':>10} {'main MB':>8} {'reading MB':>10}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument(
        "--engines", nargs="*", metavar="ENGINE:WORKERS", help="instead of --workers: local:1 local:2 ray:2"
    )
    parser.add_argument("--quick", action="store_true", help="a stand-in reads: only memory means something")
    given = parser.parse_args()
    print(heading())
    for articles in given.articles:
        table(articles, given.engines or [f"local:{n}" for n in given.workers], quick=given.quick)


if __name__ == "__main__":
    main()
