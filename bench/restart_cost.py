"""What a stop costs: a backfill killed half way, and how much is done twice when the same command goes on.

    python -m bench.restart_cost 400

All processes of a backfill with two workers are killed at once (SIGKILL) as soon as half of the articles are read; then the
same backfill runs to its end. A stand-in reads, which notes each article that it is given and takes 20 milliseconds for it,
so that the kill falls into the middle of the work. Prints how many articles were read twice, and whether the files are those
of a backfill that was never stopped. A restart also loads the models again, once a worker; ``bench.cc_news_year`` prints that.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.backfill_scale import make_shards, read_nothing
from onrecord.model import InputError, Record
from onrecord.reader import ReadOptions
from onrecord.sources import RawDocument

_NOTES = "ONRECORD_BENCH_NOTES"
_READING = 0.02
_CHILD = """
import sys
from pathlib import Path
from bench.backfill_scale import load_nothing
from bench.restart_cost import read_and_note
from onrecord.reader import ReadOptions
from onrecord.scale.backfill import backfill, plan
from onrecord.scale.engines import LocalEngine
from onrecord.scale.reading_process import Means

if __name__ == "__main__":
    output, *inputs = sys.argv[1:]
    work = plan(inputs, Path(output), ReadOptions(), coder="stand-in")
    means = Means(read=read_and_note, prepare=load_nothing)
    list(backfill(work, LocalEngine(2, seconds=600, means=means), lambda _reached: None))
"""


class Restart(NamedTuple):
    """What a stop cost."""

    articles: int
    before: int
    """Articles read before the kill."""
    twice: int
    same: bool
    """Whether the files are as if nothing had happened."""


def read_and_note(raw: RawDocument, options: ReadOptions) -> Record | InputError:
    """Stand in for the reader, and leave a note of each article."""
    time.sleep(_READING)
    with open(os.environ[_NOTES], "ab", buffering=0) as notes:
        notes.write(b".")
    return read_nothing(raw, options)


def measure(articles: int) -> Restart:
    """Kill a backfill of so many articles half way and let it go on."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        inputs = make_shards(folder, articles)
        notes = folder / "notes"
        notes.touch()
        first = _started(folder, notes, "killed", inputs)
        while notes.stat().st_size < articles / 2 and first.poll() is None:
            time.sleep(0.01)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        time.sleep(0.2)  # what a killed process had handed to the system is written
        before = notes.stat().st_size
        for name in ("killed", "whole"):
            if _started(folder, notes if name == "killed" else folder / "others", name, inputs).wait():
                raise SystemExit(f"the backfill into {name} failed")
        after = notes.stat().st_size
        return Restart(
            articles, before, after - articles, _bytes(folder / "killed") == _bytes(folder / "whole")
        )


def _started(folder: Path, notes: Path, output: str, inputs: list[str]) -> subprocess.Popen[bytes]:
    script = folder / "backfill.py"
    script.write_text(_CHILD)
    place = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": place, _NOTES: str(notes)}
    call = [sys.executable, str(script), str(folder / output), *inputs]
    return subprocess.Popen(call, env=environment, start_new_session=True)


def _bytes(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".parquet", ".json"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="?", default=400)
    found = measure(parser.parse_args().articles)
    print(json.dumps(found._asdict()))
    if not found.same:
        raise SystemExit("the files differ from those of a backfill that was never stopped")


if __name__ == "__main__":
    main()
