"""Figures on our own labels: ids, offsets and judgements over PolNeAR's training texts, which lie outside the project.

Each label file was made by reading, without rules; ``bench/labels/README.md`` says how, and how far two readers agreed.
Only the sentence or paragraph of a label is read, so that a run takes seconds.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.data import BenchData, Row
from onrecord.model import Article, Record
from onrecord.reader import default_reader

_LABELS = Path(__file__).parent / "labels"
CORPUS = "attribution/polnear_train.jsonl"
Figures = dict[str, float]


def read_labels(name: str) -> list[Row]:
    """Return the rows of a label file."""
    with (_LABELS / name).open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def is_unseen(label: Row) -> bool:
    """Whether the label belongs to the part that is not looked at while rules are written."""
    return int(hashlib.sha256(label["id"].encode()).hexdigest(), 16) % 2 == 1


def _texts(data: BenchData) -> dict[str, Row]:
    return {row["id"]: row for row in data.rows(CORPUS)}


def _read(article: Row, start: int, end: int) -> Record:
    return default_reader().read(
        Article(
            id=article["id"], text=article["text"][start:end], published=article.get("date"), language="en"
        )
    )


def event_free(data: BenchData) -> Figures:
    """Reports where a careful coder would make none, per 1,000 words; and the share of sentences left alone."""
    texts, words, alarms, clean = _texts(data), 0, 0, 0
    labels = read_labels("event_free.jsonl")
    for label in labels:
        record = _read(texts[label["id"]], label["start"], label["end"])
        words += len(record.text.split())
        alarms += len(record.reports)
        clean += not record.reports
    return {
        "false alarms per 1,000 words": 1000 * alarms / words,
        "sentences left alone": clean / len(labels),
    }


def quantities(data: BenchData) -> Figures:
    """Quantities: right where the span overlaps and kind, bounds and exactness are equal."""
    texts = _texts(data)
    labels = read_labels("quantities.jsonl")
    parts = {
        "unseen part, ": [x for x in labels if is_unseen(x)],
        "seen part, ": [x for x in labels if not is_unseen(x) and "batch" not in x],
        "seen part, drawn later, ": [x for x in labels if not is_unseen(x) and "batch" in x],
    }
    return {
        name + key: value for name, part in parts.items() for key, value in _quantities(texts, part).items()
    }


def _quantities(texts: dict[str, Row], labels: Sequence[Row]) -> Figures:
    found = right = gold = spans = 0
    for label in labels:
        ours = _quantities_in(texts[label["id"]], label["start"], label["end"])
        theirs = [
            (q["start"], q["end"], q["of"], q["low"], q["high"], q["exact"]) for q in label["quantities"]
        ]
        found, gold = found + len(ours), gold + len(theirs)
        matched = _pairs(ours, theirs)
        spans += len(matched)
        right += sum(a[2:] == b[2:] for a, b in matched)
    return {"F1": _f1(right, found, gold), "span F1": _f1(spans, found, gold)}


def _quantities_in(row: Row, start: int, end: int) -> list[tuple[Any, ...]]:
    """Return (start, end, of, low, high, exact) with offsets in the whole article."""
    article = Article(id=row["id"], text=row["text"][start:end], published=row.get("date"), language="en")
    found = (node.quantity for node in default_reader().layers(article).quantities)
    return [(q.start + start, q.end + start, q.of, q.low, q.high, q.exact) for q in found]


def _pairs(ours: Sequence[Any], theirs: Sequence[Any]) -> list[tuple[Any, Any]]:
    left, pairs = list(theirs), []
    for one in ours:
        for other in left:
            if one[0] < other[1] and other[0] < one[1]:
                pairs.append((one, other))
                left.remove(other)
                break
    return pairs


def _f1(right: int, found: int, gold: int) -> float:
    return 2 * right / (found + gold) if found + gold else 0.0


def stance(data: BenchData) -> Figures:
    """Stance of the attributions that are found by their cue."""
    texts = _texts(data)
    labels = read_labels("stance.jsonl")
    figures: Figures = {}
    for name, unseen in (("unseen part, ", True), ("seen part, ", False)):
        pairs, missed = _stances(texts, [x for x in labels if is_unseen(x) == unseen])
        figures[name + "accuracy"] = sum(a == b for a, b in pairs) / len(pairs)
        figures[name + "macro-F1"] = _macro(pairs)
        figures[name + "found"] = len(pairs) / (len(pairs) + missed)
    return figures


def _stances(texts: dict[str, Row], labels: Sequence[Row]) -> tuple[list[tuple[str, str]], int]:
    """Return (label, ours) of the attributions found, and how many were not found."""
    pairs: list[tuple[str, str]] = []
    for label in labels:
        article = texts[label["id"]]
        gold = article["attributions"][label["n"]]
        spans = [tuple(s) for role in ("source", "cue", "content") for s in gold[role]]
        start = article["text"].rfind("\n", 0, min(s[0] for s in spans)) + 1
        end = article["text"].find("\n", max(s[1] for s in spans))
        record = _read(article, start, end if end > 0 else len(article["text"]))
        cues = [(a - start, b - start) for a, b in gold["cue"]]
        hits = (a for a in record.attributions if any(x < d and c < y for x, y in a.cue for c, d in cues))
        hit = next(hits, None)
        if hit is not None:
            pairs.append((label["stance"], hit.stance))
    return pairs, len(labels) - len(pairs)


def _macro(pairs: Sequence[tuple[str, str]]) -> float:
    gold, ours = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    return sum(_f1(right[s], ours[s], gold[s]) for s in gold) / len(gold)
