"""A year of CC-NEWS on a cluster, worked out from what this machine measures: ``python -m bench.cc_news_year``.

Measured here, in CPU seconds of one process: loading the models, opening and cleaning a page, and reading an article, both as
large as asked: pages are those of examples/january-2020 with the paragraphs of several of them, and a head and menus around
them until the page has ``--kilobytes``. Everything else is assumed, can be given, and is printed as such: how many articles
a year has, which share of them is English (of the others only opening and cleaning is paid), machines, and their price.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

_ARTICLES = Path(__file__).parents[1] / "examples" / "january-2020" / "articles"
_HOUR = 3_600.0


class Costs(NamedTuple):
    """What was measured, in CPU seconds."""

    loading: float
    cleaning: float
    """Of one page."""
    reading: float
    """Of one article."""
    words: float
    """Of the articles that were read, on average."""
    kilobytes: float


class Assumed(NamedTuple):
    """What was not."""

    articles: float
    """Pages of a year: 1.35 billion from August 2016 to spring 2026 (arXiv:2605.18337) are about 140 million a year."""
    english: float
    """Share of pages that are English."""
    machines: int
    processors: int
    """Of each machine, each with one reading process."""
    slower: float
    """How many times more CPU an article costs where all processors of a machine are busy."""
    price: float
    """Of one processor for an hour."""


class Year(NamedTuple):
    """What follows."""

    cpu_hours: float
    days: float
    price: float


def year_of(costs: Costs, assumed: Assumed) -> Year:
    """Return what a year takes on the cluster; ``days`` are by the clock, all processors busy."""
    each = costs.cleaning + assumed.english * costs.reading
    workers = assumed.machines * assumed.processors
    cpu = (assumed.articles * each * assumed.slower + workers * costs.loading) / _HOUR
    return Year(cpu, cpu / workers / 24, cpu * assumed.price)


def pages(count: int, words: int, kilobytes: int) -> Iterator[str]:
    """Yield so many pages, each with an article of about so many words, and of about so many kilobytes."""
    paragraphs = cycle(_paragraphs())
    for _ in range(count):
        body, held = [], 0
        while held < words:
            body.append(next(paragraphs))
            held += len(body[-1].split())
        article = f"<article><h1>The news of the day</h1>{''.join(f'<p>{p}</p>' for p in body)}</article>"
        link = '<li class="menu-item"><a class="menu-link" href="/section/page-of-the-day">A section of the paper</a></li>'
        script = (
            "<script>window.settings={"
            + '"key":"a value of no interest to a reader",' * 20
            + '"end":0}</script>'
        )
        rest = max(0, kilobytes * 1000 - len(article))
        menus, scripts = int(rest * 0.4 / len(link)), int(rest * 0.6 / len(script))
        yield (
            f'<!DOCTYPE html><html lang="en"><head><title>News</title>{script * scripts}</head><body><nav><ul>'
            f"{link * (menus // 2)}</ul></nav>{article}<footer><ul>{link * (menus // 2)}</ul></footer></body></html>"
        )


def _paragraphs() -> list[str]:
    from onrecord.cleaning import clean
    from onrecord.model import InputError
    from onrecord.sources import RawDocument, open_inputs

    found: list[str] = []
    for document in open_inputs([str(_ARTICLES)]):
        if isinstance(document, RawDocument):
            try:
                found += [
                    p.replace("&", "&amp;").replace("<", "&lt;") for p in clean(document).text.split("\n\n")
                ]
            except InputError:
                continue
    return [p for p in found if len(p.split()) > 8]


def measure(count: int, words: int, kilobytes: int) -> Costs:
    """Clean and read so many pages in this process."""
    from onrecord.cleaning import clean
    from onrecord.reader import Reader
    from onrecord.sources import RawDocument

    made = [
        RawDocument(name="page", id=f"page-{n}", kind="html", content=page, published="2020-01-08")
        for n, page in enumerate(islice(pages(count + 2, words, kilobytes), count + 2))
    ]
    before = time.process_time()
    reader = Reader()
    for raw in made[:2]:  # what is loaded at first use is loading
        reader.read(clean(raw))
    loading = time.process_time() - before
    cleaning = reading = 0.0
    read = 0
    for raw in made[2:]:
        before = time.process_time()
        article = clean(raw)
        cleaned = time.process_time()
        reader.read(article)
        reading += time.process_time() - cleaned
        cleaning += cleaned - before
        read += len(article.text.split())
    size = sum(len(str(raw.content)) for raw in made[2:]) / 1000
    return Costs(loading, cleaning / count, reading / count, read / count, size / count)


def main() -> None:
    """Measure, work out and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=60, help="how many are measured")
    parser.add_argument("--words", type=int, default=500, help="assumed, of an article")
    parser.add_argument("--kilobytes", type=int, default=100, help="assumed, of a page")
    parser.add_argument("--articles", type=float, default=140e6, help="assumed, pages a year")
    parser.add_argument("--english", type=float, default=0.4, help="assumed, share of them")
    parser.add_argument("--machines", type=int, default=10)
    parser.add_argument("--processors", type=int, default=32, help="of each machine")
    parser.add_argument(
        "--slower", type=float, default=1.25, help="assumed, CPU of an article on a full machine to here"
    )
    parser.add_argument(
        "--price", type=float, default=0.05, help="assumed, of a processor for an hour, in dollars"
    )
    given = parser.parse_args()
    costs = measure(given.pages, given.words, given.kilobytes)
    assumed = Assumed(
        given.articles, given.english, given.machines, given.processors, given.slower, given.price
    )
    year = year_of(costs, assumed)
    print("measured:", json.dumps({name: round(value, 4) for name, value in costs._asdict().items()}))
    print("assumed: ", json.dumps(assumed._asdict()))
    print(
        f"a year:   {year.cpu_hours:,.0f} hours of a processor, {year.days:.1f} days on the cluster, "
        f"{year.price:,.0f} dollars"
    )


if __name__ == "__main__":
    main()
