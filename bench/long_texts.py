"""Whether reading a very long text costs more a word than reading a short one: ``python -m bench.long_texts 20000 200000``.

The numbers are words. The texts are made of the sentences of examples/january-2020, in any order and each time with other
names, in four shapes: one paragraph, paragraphs of three sentences, a line a sentence, and one sentence without end. Each is read
in a process that has read another text before. Prints CPU seconds per 1,000 words, and their ratio to the first size.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterator
from random import Random

from bench.reading_memory import ARTICLES, renamed
from onrecord.cleaning import clean
from onrecord.model import Article, InputError
from onrecord.reader import Reader, default_reader, rules_only
from onrecord.sources import RawDocument, open_inputs

SHAPES = {"one paragraph": " ", "paragraphs": "\n\n", "lines": "\n", "one sentence": ", and "}
"""What stands between the pieces: three sentences in a paragraph, else one."""
_END = re.compile(r"(?<=[.!?][”\"]) +|(?<=[a-z][.!?]) +|\n+")
_SHORTEST = 4
"""Words of a sentence: less is a heading or a name."""


def sentences() -> list[str]:
    """Return the sentences of the example's articles."""
    found: list[str] = []
    for document in open_inputs([str(ARTICLES)]):
        if isinstance(document, RawDocument):
            try:
                found += _END.split(clean(document).text)
            except InputError:
                continue
    return [sentence for sentence in found if len(sentence.split()) >= _SHORTEST]


def text_of(shape: str, words: int, seed: int = 1) -> str:
    """Return a text of about so many words; the same seed gives the same text."""
    chance, stock = Random(seed), sentences()
    pieces: list[str] = []
    count = 0
    while count < words:
        piece = " ".join(chance.sample(stock, 3 if shape == "paragraphs" else 1))
        count += len(piece.split())
        pieces.append(renamed(piece, chance))
    if shape == "one sentence":
        pieces = [piece[:1].lower() + piece[1:].rstrip(".!?") for piece in pieces]
    return SHAPES[shape].join(pieces)


def measure(reader: Reader, sizes: list[int], shapes: list[str]) -> Iterator[str]:
    """Yield a line for each shape and size."""
    reader.read(Article(id="before", text=text_of("paragraphs", 300, seed=0), published="2020-01-08"))
    for shape in shapes:
        first = None
        for size in sizes:
            text = text_of(shape, size)
            words = len(text.split())
            before = time.process_time()
            record = reader.read(Article(id="long", text=text, published="2020-01-08"))
            each = (time.process_time() - before) * 1_000 / words
            first = first or each
            yield f"{shape:<14} {words:>8} {len(record.reports):>8} {each:>8.3f} {each / first:>6.2f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", type=int, nargs="*", default=[20_000, 200_000])
    parser.add_argument("--shapes", nargs="*", choices=SHAPES, default=list(SHAPES))
    parser.add_argument(
        "--rules", action="store_true", help="without the encoder, whose cost a word is the same"
    )
    given = parser.parse_args()
    print(f"{'text':<14} {'words':>8} {'reports':>8} {'CPU s':>8} {'ratio':>6}")
    for line in measure(rules_only() if given.rules else default_reader(), given.words, given.shapes):
        print(line, flush=True)


if __name__ == "__main__":
    main()
