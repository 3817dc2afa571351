"""The whole reading beside what else a user could run on the same texts: ``python -m bench.whole_process FOLDER``.

FOLDER is the data of ``make bench``; without it, the articles of examples/january-2020 are read. All run in turn on each
text, so that the drift of the machine cancels: the bare spaCy pipeline that we parse with, that pipeline and textacy's direct
quotations (extra ``bench``; a user needs the parse for them), our rules without the encoder, and the whole reading. Words a
CPU second are given with the ratio to the whole reading. Peak memory is that of each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.data import BenchData
from onrecord.cleaning import clean
from onrecord.model import Article, InputError
from onrecord.sources import RawDocument, open_inputs

_EXAMPLE = Path(__file__).parents[1] / "examples" / "january-2020" / "articles"
_ROWS = "attribution/polnear_dev.jsonl"
WHOLE = "the whole reading"
WAYS = (
    "bare spaCy pipeline",
    "spaCy and textacy's direct quotations",
    "our rules without the encoder",
    WHOLE,
)
NOT_RUN = {
    "PETRARCH2": "is in no package registry, and its last release is for Python 2",
    "NGEC": "is in no package registry, and needs Elasticsearch with an index of Wikipedia and one of GeoNames",
    "Mordecai 3": "is in the registry, but codes no events; it needs Elasticsearch with an index of GeoNames",
    "BBC Citron": "is in no package registry (`citron` there is something else), and is for Python 3.7 and spaCy 2",
}
"""Coders and finders of quotations that were looked for in November 2026 on Python 3.11, and why they are not here."""


class Row(NamedTuple):
    """What one way of reading took."""

    way: str
    words_a_second: float
    """Words a second of processor time."""
    ratio: float
    """The same, divided by that of the whole reading: how many times faster it is."""
    megabytes: float
    """Peak memory of a process that does nothing else."""


def articles_of(folder: Path | None, most: int) -> list[Article]:
    """Return the texts that are read."""
    if folder is not None:
        data = BenchData(folder)
        return data.articles(data.rows(_ROWS))[:most]
    found = []
    for document in open_inputs([str(_EXAMPLE)]):
        if isinstance(document, RawDocument):
            try:
                found.append(clean(document))
            except InputError:
                continue
    return found[:most]


def worker(way: str) -> Callable[[Article], object] | None:
    """Return one way of reading, loaded; ``None`` where it is not installed."""
    from onrecord.reader import Reader, rules_only

    if way == WHOLE:
        return Reader().read
    if way == WAYS[2]:
        return rules_only().read
    import spacy

    from onrecord.reading import load_pipeline

    bare = spacy.load(str(load_pipeline().path))
    if way == WAYS[0]:
        return lambda article: bare(article.text)
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return None

    def quoted(article: Article) -> int:
        try:
            return len(list(direct_quotations(bare(article.text))))
        except ValueError:  # an odd number of quotation marks: textacy gives the whole text up
            return 0

    return quoted


def measure(folder: Path | None, most: int) -> list[Row]:
    """Read the texts in all ways and return a row for each that is installed."""
    articles = articles_of(folder, most)
    found = {way: work for way in WAYS if (work := worker(way)) is not None}
    cost = dict.fromkeys(found, 0.0)
    for work in found.values():
        work(articles[0])  # what is loaded at first use is loading
    for article in articles:
        for way, work in found.items():
            before = time.process_time()
            work(article)
            cost[way] += time.process_time() - before
    words = sum(len(article.text.split()) for article in articles)
    whole = words / cost[WHOLE]
    return [Row(way, words / cost[way], words / cost[way] / whole, _peak(way, folder, most)) for way in found]


def _peak(way: str, folder: Path | None, most: int) -> float:
    call = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "bench.whole_process",
        "--alone",
        way,
        "--articles",
        str(most),
    ]
    ran = subprocess.run(
        [*call, *([str(folder)] if folder else [])], check=True, capture_output=True, text=True
    )
    return float(json.loads(ran.stdout.splitlines()[-1]))


def _alone(way: str, folder: Path | None, most: int) -> None:
    """Print the peak memory in MB of this process, which reads in one way."""
    articles, work = articles_of(folder, most), worker(way)
    assert work is not None
    for article in articles:
        work(article)
    print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--alone", choices=WAYS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        _alone(given.alone, given.folder, given.articles)
        return
    rows = measure(given.folder, given.articles)
    print("| way | words a CPU second | times the whole reading | peak memory, MB |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.way} | {row.words_a_second:,.0f} | {row.ratio:.2f} | {row.megabytes:.0f} |")
    if len(rows) < len(WAYS):
        print("\ntextacy is not installed: pip install 'onrecord[bench]'")
    for name, why in NOT_RUN.items():
        print(f"\nNot run: {name} {why}.")


if __name__ == "__main__":
    main()
