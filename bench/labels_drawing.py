"""Draw sentences with number words from PolNeAR's training texts, for the labels of quantities: ``python -m bench.labels_drawing``.

Takes the part of the articles that may be looked at, leaves out what stands in ``labels/quantities.jsonl`` and every
sentence that an article of the other part holds too, and prints JSON lines ``{"id", "start", "end", "text"}``. Nothing of
the reading is used, so that what it finds has no say in what is drawn.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.data import BenchData, Row
from bench.labelled import CORPUS, is_unseen, read_labels

_WORDS = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety "
    "dozen dozens scores hundred hundreds thousand thousands million millions billion billions trillion several couple "
    "pair handful few nobody none no"
)
_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:\.|[a-z]{2,6})|march|april|may|june|july"
_NUMBER = re.compile(
    rf"(?<![\w.,:/-])\$?(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*(?![\d:/%-]| ?percent|st\b|nd\b|rd\b|th\b| [ap]\.?m|,? (?:19|20)\d\d)"
    rf"|(?<!-)\b(?:{'|'.join(_WORDS.split())})\b(?!-)(?! percent)",
    re.IGNORECASE,
)
"""Numbers that are no year, share, date or time on the face of it."""
_DAY = re.compile(rf"\b(?:{_MONTH}) $", re.IGNORECASE)
_HARM = (
    r"kill|wound|injur|shot|shoot|dead|death|die[ds]?\b|hurt|victim|arrest|detain|jail|prison|hostage|missing|displac"
    r"|flee|fled|refugee|migrant|immigrant|deport|troop|soldier|marine|police|officer|fighter|militant|attack|bomb|missile"
    r"|strike|weapon|gun|protest|rall(?:y|ie)|march|crowd"
)
_MONEY = r"dollar|euro|pound|million|billion"
_NEAR = {
    "near": re.compile(rf"\b(?:{_HARM}|{_MONEY})|\$", re.IGNORECASE),
    "harm": re.compile(rf"\b(?:{_HARM})", re.IGNORECASE),
}
"""What the first labels were drawn near of: words of harm, force, protest and money; and those without money."""
_REACH = 60
_SENTENCE = re.compile(r"[^\n]+?(?:[.?!][”\"’')\]]*(?=\s+[“\"‘'(\[]?[A-Z0-9$])|(?=\n)|\Z)")
_LENGTH = range(40, 500)
_AN_ARTICLE = 2


def main() -> None:
    """Draw ``--near`` sentences near words of harm, force, protest or money, ``--harm`` near such without money, and
    ``--any`` from all with a number."""
    parser = argparse.ArgumentParser(prog="python -m bench.labels_drawing", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the benchmark folder")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--near", type=int, default=0)
    parser.add_argument("--harm", type=int, default=0)
    parser.add_argument("--any", type=int, default=0)
    args = parser.parse_args()
    rows = BenchData(args.data).rows(CORPUS)
    for row in draw(rows, read_labels("quantities.jsonl"), seed=args.seed, sizes=vars(args)):
        print(json.dumps(row, ensure_ascii=False))


def draw(rows: list[Row], known: list[Row], *, seed: int, sizes: Mapping[str, int]) -> list[Row]:
    """Return the sentences drawn, at most two an article: ``sizes`` says how many "near", near "harm", and of "any" kind."""
    hidden = "\n".join(row["text"] for row in rows if is_unseen(row))
    pool = [
        s for row in rows if not is_unseen(row) for s in _sentences(row, known) if s["text"] not in hidden
    ]
    random.Random(seed).shuffle(pool)
    taken: Counter[str] = Counter()
    drawn: list[Row] = []
    for kind, words in _NEAR.items():
        drawn += _take([s for s in pool if s not in drawn and _is_near(s["text"], words)], sizes[kind], taken)
    texts = {s["text"] for s in drawn}
    return drawn + _take([s for s in pool if s["text"] not in texts], sizes["any"], taken)


def _take(pool: list[Row], count: int, taken: Counter[str]) -> list[Row]:
    drawn: list[Row] = []
    for sentence in pool:
        fresh = all(sentence["text"] != other["text"] for other in drawn)
        if len(drawn) < count and fresh and taken[sentence["id"]] < _AN_ARTICLE:
            taken[sentence["id"]] += 1
            drawn.append(sentence)
    return drawn


def _numbers(text: str) -> list[re.Match[str]]:
    return [m for m in _NUMBER.finditer(text) if not _DAY.search(text[: m.start()])]


def _is_near(text: str, words: re.Pattern[str]) -> bool:
    """Whether a number stands within 60 characters of one of the words."""
    return any(words.search(text[max(0, m.start() - _REACH) : m.end() + _REACH]) for m in _numbers(text))


def _sentences(row: Row, known: list[Row]) -> Iterator[Row]:
    """The sentences of an article that hold a number and overlap no row that is labelled."""
    ours = [label for label in known if label["id"] == row["id"]]
    for match in _SENTENCE.finditer(row["text"]):
        text = match.group().strip()
        start = match.start() + match.group().index(text)
        end = start + len(text)
        labelled = any(start < label["end"] and label["start"] < end for label in ours)
        if len(text) in _LENGTH and not labelled and _numbers(text):
            yield {"id": row["id"], "start": start, "end": end, "text": text}


if __name__ == "__main__":
    main()
