"""What our reader finds in news: the shares of ``data/shares.toml``, printed. ``python -m bench.made_news.measure --data FOLDER``.

Reads 200 texts of PolNeAR's training part, drawn from a seed.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.data import BenchData
from onrecord.model import Record
from onrecord.reader import default_reader

_TEXTS = 200


def counted(records: Iterable[Record]) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """Count the reports by their fields, and what the records hold."""
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    held: Counter[str] = Counter()
    for record in records:
        held["texts"] += 1
        held["characters"] += len(record.text)
        for name in ("reports", "mentions", "attributions", "times", "toponyms"):
            held[name] += len(getattr(record, name))
        for report in record.reports:
            shares["types"][report.event_type] += 1
            shares["modality"][report.modality] += 1
            shares["negated"][str(report.negated)] += 1
            shares["dated"][report.when.basis] += 1
            shares["placed"][str(report.place is not None)] += 1
            shares["told by"][str(len(report.attribution))] += 1
            shares["stances"].update(link.stance for link in report.attribution[-1:])
            shares["actors"][str(len(report.actors))] += 1
            shares["recipients"][str(len(report.recipients))] += 1
            shares["known"].update(str(p.id is not None) for p in (*report.actors, *report.recipients))
    return shares, held


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, required=True, help="the benchmark folder")
    data = BenchData(parser.parse_args().data)
    rows = data.rows("attribution/polnear_train.jsonl")
    random.Random(5).shuffle(rows)
    reader = default_reader()
    shares, held = counted(reader.read(article) for article in data.articles(rows[:_TEXTS]))
    for name, counts in shares.items():
        print(f"[{name}]")
        for value, count in counts.most_common():
            print(f"{value} = {count / counts.total():.3f}")
    print("[per_1000_characters]")
    for name, count in held.items():
        print(f"{name} = {1000 * count / held['characters']:.1f}")


if __name__ == "__main__":
    main()
