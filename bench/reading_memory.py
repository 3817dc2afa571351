"""Whether the memory of a process that reads is flat, also where every article has words that none had before.

    python -m bench.reading_memory 300 1000 3000
    python -m bench.reading_memory 1000 --words 1000000000     # as it would be if the pipeline never began anew

The articles are those of examples/january-2020, over and over; in each, every third word with a capital becomes a made-up one, as
news has new names in every article. One process cleans and reads them, as a worker of ``onrecord backfill`` does. Prints after
so many articles what the process holds and what it held at most, in MB, how many words the pipeline keeps, and CPU seconds.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from random import Random

import msgspec

from onrecord.cleaning import clean
from onrecord.model import InputError
from onrecord.reader import Reader
from onrecord.reading import Parser
from onrecord.sources import RawDocument, open_inputs

ARTICLES = Path(__file__).parents[1] / "examples" / "january-2020" / "articles"
_SHOWN = re.compile(r">[^<]+<|^[^<]+$")
_NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
_SHARE = 1 / 3


def varied(documents: list[RawDocument]) -> Iterator[RawDocument]:
    """Yield the documents over and over, each time with other names in what they show."""
    for number, document in enumerate(cycle(documents)):
        chance = Random(number)
        content = document.content
        text = content if isinstance(content, str) else content.decode("utf-8")
        shown = _SHOWN.sub(lambda found: renamed(found[0], chance), text)  # noqa: B023
        yield msgspec.structs.replace(document, id=f"article-{number}", content=shown)


def renamed(text: str, chance: Random) -> str:
    """Return a text in which every third word with a capital is a made-up one."""
    return _NAME.sub(lambda name: _another(name[0], chance), text)


def _another(name: str, chance: Random) -> str:
    if chance.random() > _SHARE:
        return name
    return "".join(
        chance.choice("bcdfgklmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(2, 5))
    ).capitalize()


def held() -> float:
    """Return the memory that this process holds now, in MB (Linux)."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize() / 1e6


def measure(sizes: list[int], words: int | None) -> Iterator[str]:
    """Yield a line for each size."""
    reader = Reader(parser=Parser() if words is None else Parser(words))
    documents = [found for found in open_inputs([str(ARTICLES)]) if isinstance(found, RawDocument)]
    reports, start = 0, time.process_time()
    for number, document in enumerate(varied(documents), 1):
        with suppress(InputError):
            reports += len(reader.read(clean(document)).reports)
        if number in sizes:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
            spent = time.process_time() - start
            yield f"{number:>9} {reports:>8} {held():>8.0f} {peak:>8.0f} {reader.words_kept:>8} {spent:>8.0f}"
        if number >= max(sizes):
            return


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=int, nargs="*", default=[100, 300, 1000])
    parser.add_argument("--words", type=int, help="new words after which the pipeline begins anew")
    given = parser.parse_args()
    print(f"{'articles':>9} {'reports':>8} {'holds MB':>8} {'peak MB':>8} {'words':>8} {'CPU s':>8}")
    for line in measure(given.articles, given.words):
        print(line, flush=True)


if __name__ == "__main__":
    main()
