"""What merging costs, how large events grow, and how right they are: ``python -m bench.merging_scale 1250 12500`` (articles).

The articles are made up (``bench/made_news``), 8 reports each on average, and know which of their reports are of one event.
``--per-day`` says how dense the news is: 40 a working day is one newspaper's, 400 that of a collection of many outlets.
Prints CPU seconds of each step, B-cubed (A. Bagga and B. Baldwin, 1998) against that truth, the sizes of the events beside
the true ones, and the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.made_news import PER_DAY, made_news
from onrecord.merging.candidates import Meeting, columns_of, meetings
from onrecord.merging.events import LEAST, weighed
from onrecord.merging.grouping import grouped
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.weighing import load_weights

_SIZES = (1, 2, 5, 10, 30, 100, 300)
"""Largest sizes of the classes that are counted; the last class is open."""


def measure(articles: int, per_day: int) -> dict[str, object]:
    """Make reports of so many articles into events."""
    truth: dict[str, str] = {}
    tellings: dict[str, Telling] = {}
    start = time.process_time()
    for made in made_news(articles, per_day=per_day):
        truth.update(
            (report.id, event) for report, event in zip(made.record.reports, made.events, strict=True)
        )
        tellings.update((t.id, t) for t in tellings_of(made.record))
    looked = time.process_time()
    columns, compared = columns_of(tellings.values()), 0

    def counted() -> Iterator[Meeting]:
        nonlocal compared
        for one, others in meetings(columns):
            compared += len(others)
            yield one, others

    odds = weighed(columns, counted(), load_weights())
    compared_at = time.process_time()
    groups = grouped(tellings.keys(), odds, least=LEAST)
    done = time.process_time()
    precision, recall = b_cubed(groups, truth)
    return {
        "reports": len(tellings),
        "pairs": compared,
        "pairs that may be one": len(odds),
        "CPU seconds: articles": round(looked - start, 1),
        "CPU seconds: pairs": round(compared_at - looked, 1),
        "CPU seconds: groups": round(done - compared_at, 1),
        "events, true": f"{len(groups)}, {len(set(truth.values()))}",
        "B-cubed precision": round(precision, 3),
        "B-cubed recall": round(recall, 3),
        "B-cubed F1": round(2 * precision * recall / (precision + recall), 3) if groups else 0.0,
        **sizes([len(group) for group in groups], list(Counter(truth.values()).values())),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def b_cubed(groups: Iterable[Sequence[str]], truth: Mapping[str, str]) -> tuple[float, float]:
    """Return precision and recall, the mean over all members of the groups; ``truth``: the true group of each."""
    whole = Counter(truth.values())
    precision = recall = 0.0
    for group in groups:
        for event, count in Counter(truth[name] for name in group).items():
            precision += count * count / len(group)
            recall += count * count / whole[event]
    return precision / max(1, len(truth)), recall / max(1, len(truth))


def sizes(built: Sequence[int], true: Sequence[int]) -> dict[str, str]:
    """Return how many groups of each class of sizes there are, built and true, and the largest of both."""
    counts = [Counter(bisect_left(_SIZES, size) for size in side) for side in (built, true)]
    found = {}
    for n, most in enumerate((*_SIZES, None)):
        least = _SIZES[n - 1] + 1 if n else 1
        name = f"over {least - 1}" if most is None else str(most) if most == least else f"{least} to {most}"
        found[f"reports: {name}"] = ", ".join(str(side[n]) for side in counts)
    largest = [", ".join(map(str, sorted(side, reverse=True)[:3])) for side in (built, true)]
    return found | {"largest": largest[0], "largest, true": largest[1]}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="+")
    parser.add_argument("--per-day", type=int, default=PER_DAY)
    given = parser.parse_args()
    for articles in given.articles:
        for what, figure in measure(articles, given.per_day).items():
            print(f"{what:24}{figure}", flush=True)


if __name__ == "__main__":
    main()
