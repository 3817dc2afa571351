"""What an article costs as the ledger grows, its events kept: ``python -m bench.events_growth --articles 5000 --workers 2``.

Made-up articles (``bench/made_news``) are added as ``onrecord load`` adds them, and after each window of them the events are
brought up to date, in steps of ``--at-once`` articles. A line a window: CPU milliseconds an article of adding, and of the
events, those of the processes that help included, and of these what this process needs itself; and the most memory that this
process, and the largest of the others, ever held. ``--skip`` goes on with a ledger of a run before. News of 40 articles a day is
not as dense at first as later: what is told of months ago is compared too. With ``--per-day 4`` it soon is.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

from bench.made_news import PER_DAY, made_records
from onrecord.ledger import Ledger
from onrecord.merging import catch_up
from onrecord.scale.merging_crew import AT_ONCE, merging_crew


def main() -> None:
    """Add, and print a line a window."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--skip", type=int, default=0, help="articles that the ledger has from a run before")
    parser.add_argument("--per-day", type=int, default=PER_DAY)
    parser.add_argument("--window", type=int, default=500)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--ledger", help="URL (default: a temporary SQLite file)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.ledger or f"sqlite:///{folder}/ledger.db"
        with closing(Ledger.open(url)) as ledger, merging_crew(url, given.workers) as crew:
            records = islice(made_records(given.articles, per_day=given.per_day), given.skip, None)
            done = given.skip
            while some := list(islice(records, given.window)):
                done += len(some)
                began = _cpu()
                for record in some:
                    ledger.add(record)
                added, here = _cpu(), time.process_time()
                catch_up(ledger, crew=crew, at_once=given.at_once)
                here = 1000 * (time.process_time() - here) / len(some)
                cost = [1000 * (b - a) / len(some) for a, b in ((began, added), (added, _cpu()))]
                print(
                    f"{done:8,} articles: {cost[0]:6.1f} ms of CPU to add one, {cost[1]:6.1f} ms for its events, "
                    f"{here:.1f} of them here; "
                    f"{_peak('self')} MB, {max(map(_peak, _helpers()), default=0)} MB",
                    flush=True,
                )


def _cpu() -> float:
    """CPU seconds of this process, of those that help, and of those that did."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_used, _helpers()))


def _helpers() -> list[str]:
    tasks = Path("/proc/self/task").iterdir()
    return [child for task in tasks for child in (task / "children").read_text().split()]


def _used(process: str) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: str) -> int:
    """Megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


if __name__ == "__main__":
    main()
