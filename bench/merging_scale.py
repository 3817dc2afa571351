"""What merging costs, and how large events grow: ``python -m bench.merging_scale 250 2500 12500`` (articles, 8 reports each).

The reports are made up (``bench/ledger_speed.py``): few people and places within some weeks, so that far more pairs are
worth comparing than in real news. Prints seconds of each step, the largest events and the peak memory.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter

from bench.ledger_speed import made_up
from onrecord.merging.events import LEAST, weigh
from onrecord.merging.grouping import grouped
from onrecord.merging.tellings import tellings_of
from onrecord.merging.weighing import load_weights


def measure(articles: int) -> dict[str, object]:
    """Make reports of so many articles into events."""
    start = time.process_time()
    tellings = {t.id: t for record in made_up(articles) for t in tellings_of(record)}
    looked = time.process_time()
    odds = weigh(list(tellings.values()), load_weights())
    weighed = time.process_time()
    sizes = Counter(len(group) for group in grouped(tellings.keys(), odds, least=LEAST))
    return {
        "reports": len(tellings),
        "pairs": len(odds),
        "CPU seconds: reports": round(looked - start, 1),
        "CPU seconds: pairs": round(weighed - looked, 1),
        "CPU seconds: groups": round(time.process_time() - weighed, 1),
        "events": sum(sizes.values()),
        "largest events": sorted(sizes, reverse=True)[:3],
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="+")
    for articles in parser.parse_args().articles:
        for what, figure in measure(articles).items():
            print(f"{what:24}{figure}")


if __name__ == "__main__":
    main()
