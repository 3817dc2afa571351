"""The whole reading beside what else a user could run on the same texts: ``python -m bench.whole_process FOLDER``.

FOLDER is the data of ``make bench``; without it, the articles of examples/january-2020 are read. All run in turn on each
text, so that the drift of the machine cancels: the bare spaCy pipeline that we parse with, that pipeline and textacy's direct
quotations (extra ``bench``; a user needs the parse for them), our rules without the encoder, and the whole reading. Words a
CPU second are given with the ratio to the whole reading. Peak memory is that of each in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model import Article


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
    "PETRARCH2": "is in no package registry, and is written for Python 2",
    "NGEC": "is in no package registry, and needs Elasticsearch with an index of Wikipedia and one of GeoNames",
    "Mordecai 3": "is in the registry, but codes no events; it needs Elasticsearch with an index of GeoNames",
    "BBC Citron": "is in no package registry (`citron` there is something else)",
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
    from bench.data import BenchData
    from onrecord.cleaning import clean
    from onrecord.model import InputError
    from onrecord.sources import RawDocument, open_inputs

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


def worker(way: str, pipeline: str) -> Callable[[str], object] | None:
    """Return one way of reading a text, loaded; ``None`` where it is not installed. ``pipeline``: spaCy's, by its path."""
    if way in (WHOLE, WAYS[2]):
        from onrecord.model import Article
        from onrecord.reader import Reader, rules_only

        reader = Reader() if way == WHOLE else rules_only()
        return lambda text: reader.read(Article(id="text", text=text, published="2020-01-08"))
    import spacy

    bare = spacy.load(pipeline)
    if way == WAYS[0]:
        return bare
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        return None

    def quoted(text: str) -> int:
        try:
            return len(list(direct_quotations(bare(text))))
        except ValueError:  # an odd number of quotation marks: textacy gives the whole text up
            return 0

    return quoted


def measure(texts: list[str], ways: Sequence[str] = WAYS) -> list[Row]:
    """Read the texts in these ways, the whole reading among them, and return a row for each that is installed."""
    from onrecord.reading import load_pipeline

    pipeline = str(load_pipeline().path)
    found = {way: work for way in ways if (work := worker(way, pipeline)) is not None}
    cost = dict.fromkeys(found, 0.0)
    for work in found.values():
        work(texts[0])  # what is loaded at first use is loading
    for text in texts:
        for way, work in found.items():
            before = time.process_time()
            work(text)
            cost[way] += time.process_time() - before
    words = sum(len(text.split()) for text in texts)
    whole = words / cost[WHOLE]
    return [
        Row(way, words / cost[way], words / cost[way] / whole, _peak(way, pipeline, texts)) for way in found
    ]


def _peak(way: str, pipeline: str, texts: list[str]) -> float:
    """Return the peak memory in MB of a process that reads the texts in one way and does nothing else."""
    call = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "bench.whole_process",
        "--alone",
        way,
        "--pipeline",
        pipeline,
    ]
    ran = subprocess.run(call, input=json.dumps(texts), check=True, capture_output=True, text=True)
    return float(json.loads(ran.stdout.splitlines()[-1]))


def _alone(way: str, pipeline: str) -> None:
    work = worker(way, pipeline)
    assert work is not None
    for text in json.load(sys.stdin):
        work(text)
    # VmHWM of Linux: what ``resource`` tells of a new process is not less than what its parent held
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps(int(peak.split()[1]) / 1024))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--alone", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--pipeline", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        _alone(given.alone, given.pipeline)
        return
    rows = measure([article.text for article in articles_of(given.folder, given.articles)])
    print("| way | words a CPU second | times the whole reading | peak memory, MB |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.way} | {row.words_a_second:,.0f} | {row.ratio:.2f} | {row.megabytes:.0f} |")
    if len(rows) < len(WAYS):
        print("\ntextacy is not installed: pip install 'onrecord[bench]'")
    for name, why in NOT_RUN.items():
        print(f"\nNot run: {name} {why}.")


if __name__ == "__main__":
    main()
