"""What ``onrecord backfill`` does a second, what it costs, and whether its memory is flat.

    python -m bench.backfill_scale 100 1000                      # articles; with 1 and with 2 local workers
    python -m bench.backfill_scale 10000 100000 --quick          # memory alone, by a stand-in that reads nothing

The articles are those of examples/january-2020, over and over under new ids, as JSON lines with the page in them, in four
shards. Each backfill runs in a process of its own. CPU seconds are those of this process and all that it started, loading
the models included; articles a second are by the clock and without loading: from the first entry in a journal to the end.
Memory is the most that the main process and that any one reading process held (``ru_maxrss``).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
import json, resource, sys, time
from multiprocessing import forkserver
from pathlib import Path
from bench.backfill_scale import means
from onrecord.reader import ReadOptions
from onrecord.scale.backfill import backfill, plan
from onrecord.scale.engines import LocalEngine

if __name__ == "__main__":
    quick, workers, output, *inputs = sys.argv[1:]
    first = []
    work = plan(inputs, Path(output), ReadOptions())
    engine = LocalEngine(int(workers), seconds=600, means=means(bool(quick)))
    def tell(_reached):
        if not first:
            first.append(time.monotonic())
    done = list(backfill(work, engine, tell))
    seconds = time.monotonic() - first[0]
    forkserver._forkserver._stop()  # so that what it and its processes took is counted as ours
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({
        "articles": sum(one.counts.articles for one in done),
        "seconds": seconds,
        "cpu": sum(use.ru_utime + use.ru_stime for use in (own, others)),
        "main": own.ru_maxrss / 1024,
        "reading": others.ru_maxrss / 1024,
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


def measure(inputs: list[str], output: Path, workers: int, *, quick: bool) -> Run:
    """Run one backfill in a new process."""
    with tempfile.NamedTemporaryFile("w", suffix=".py", dir=output.parent) as script:
        script.write(_CHILD)
        script.flush()
        call = [sys.executable, script.name, "1" if quick else "", str(workers), str(output), *inputs]
        place = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        ran = subprocess.run(
            call, capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": place}
        )
    if ran.returncode:
        raise SystemExit(f"a backfill with {workers} workers failed:\n{ran.stderr}")
    return Run(**json.loads(ran.stdout.splitlines()[-1]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--quick", action="store_true", help="a stand-in reads: only memory means something")
    given = parser.parse_args()
    print(
        f"{'articles':>9} {'workers':>7} {'a second':>9} {'ratio':>6} {'CPU s each':>10} {'main MB':>8} {'reading MB':>10}"
    )
    for articles in given.articles:
        base = 0.0
        with tempfile.TemporaryDirectory() as folder:
            inputs = make_shards(Path(folder), articles)
            for workers in given.workers:
                run = measure(inputs, Path(folder) / f"out-{workers}", workers, quick=given.quick)
                rate = run.articles / run.seconds
                base = base or rate
                print(
                    f"{run.articles:>9} {workers:>7} {rate:>9.2f} {rate / base:>6.2f} {run.cpu / run.articles:>10.3f} "
                    f"{run.main:>8.0f} {run.reading:>10.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
