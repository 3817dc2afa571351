"""What memory ``onrecord add`` takes on a large JSON lines file: as much on a long one as on a short one, or not.

    python -m bench.adding_memory 2000 20000 --quick     # articles; read by a stand-in that only finds a sentence
    python -m bench.adding_memory 100 500                # the real reader

Makes a file of so many made-up articles (``bench/made_news``), adds it with the command in a process of its own, into a new
SQLite ledger, and prints the most memory that the process held at a time (VmHWM of Linux) and the sizes on disk.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.made_news import made_records
from onrecord.model import InputError, Record, Report, Trigger, When
from onrecord.reader import ReadOptions
from onrecord.sources import RawDocument

_CHILD = """
import sys
quick, cache, *arguments = sys.argv[1:]
from onrecord.cli import main
from onrecord.ledger import opening
from onrecord.scale import workers
if cache:
    opening._CACHE_KIB = int(cache)
if quick:
    from bench.adding_memory import read_quickly
    workers.read_document = read_quickly
ended = main(arguments, standalone_mode=False)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1])
sys.exit(ended or 0)
"""


class Peak(NamedTuple):
    """What adding a file took: megabytes."""

    memory: float
    file: float
    ledger: float


def read_quickly(document: RawDocument, _options: ReadOptions) -> Record | InputError:
    """Stand in for the reader: one report, of the first word of the first sentence."""
    text = str(document.content)
    end = text.find(".") + 1 or len(text)
    day = document.published
    report = Report(
        id=f"r{document.id}", sentence=(0, end), trigger=Trigger(start=0, end=1, text=text[:1]), event_type="CONSULT",
        when=When(start=day, end=day, precision="day", basis="publication"), score=0.5, coder="quick/1", why="stand-in",
    )  # fmt: skip
    return Record(
        id=document.id, title=document.title, outlet=document.outlet, published=day, language="en", text=text,
        reports=(report,),
    )  # fmt: skip


def write_articles(path: Path, count: int, *, times: int = 1) -> None:
    """Write made-up articles as JSON lines; each text stands ``times`` over."""
    with path.open("w", encoding="utf-8") as stream:
        for record in made_records(count):
            fields = {
                "id": record.id,
                "title": record.title,
                "outlet": record.outlet,
                "published": record.published,
            }
            stream.write(json.dumps(fields | {"text": record.text * times}) + "\n")


def peak(file: Path, ledger: Path, *, quick: bool = False, cache_kib: int | None = None) -> Peak:
    """Add a file to a new ledger in a process of its own. Raises ``CalledProcessError`` where that fails."""
    command = [sys.executable, "-c", _CHILD, "1" if quick else "", str(cache_kib or "")]
    command += ["add", str(file), "--ledger", f"sqlite:///{ledger}"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ)
    return Peak(
        int(done.stdout.split()[-1]) / 1024, file.stat().st_size / 2**20, ledger.stat().st_size / 2**20
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--quick", action="store_true", help="read by a stand-in")
    given = parser.parse_args()
    for count in given.articles:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "articles.jsonl"
            write_articles(file, count)
            found = peak(file, Path(folder) / "ledger.db", quick=given.quick)
        print(
            f"{count:,} articles, {found.file:.0f} MB of JSON lines: {found.memory:.0f} MB of memory at most, "
            f"{found.ledger:.0f} MB of ledger",
            flush=True,
        )


if __name__ == "__main__":
    main()
