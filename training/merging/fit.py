"""Fit what two reports' likeness weighs: ``python -m training.merging.fit BENCH`` writes ``merging/data/likeness.json``.

Learned from pairs of event mentions of ECB+'s training part, whose words, parties, times and places are read as in any
article (``bench/event_mentions.py``), and from pairs of reports of the January 2020 example, whose events are known.
``--halves``: encoders that were fitted without one half of ECB+'s topics each; each reads that half. ``--measure``
fits on parts and prints how well the rest is grouped, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
from bench.data import BenchData
from bench.event_mentions import article_of, mentions_of, tellings
from bench.example_events import paired, read_gold_events
from bench.examples import read_records
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from onrecord.merging.candidates import candidates
from onrecord.merging.likeness import FEATURES, compare
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.terms import cosine
from onrecord.reader import Reader, default_reader
from onrecord.reading.encoder import open_encoder
from training.encoder.parts import part_of
from training.encoder.told_decision import reader_with

OUTPUT = Path(__file__).parents[2] / "src/onrecord/merging/data/likeness.json"
NEAR_ARTICLES = 0.1
"""Cosine of two documents below which their mentions are not paired: no pair of ECB+ that is one event is lost by it."""
_TREES, _DEPTH, _RATE, _SMALLEST, _SHARE = 200, 4, 0.1, 30, 0.7
_EXAMPLE = 10.0
"""Weight of a pair of the example: they are few, and they are reports."""


@dataclass(frozen=True)
class Labelled:
    """Pairs with what they are learned from: ``group`` keeps together what must not be split into parts."""

    values: tuple[float, ...]
    same: bool
    weight: float
    group: str


def mention_pairs(documents: Sequence[Sequence[Telling]]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of mentions of one document, and of documents that are near."""
    for one in documents:
        yield from combinations(one, 2)
    for one, other in combinations([d for d in documents if d], 2):
        if cosine(one[0].topic, other[0].topic) >= NEAR_ARTICLES:
            yield from product(one, other)


def ecb_pairs(rows: Sequence[dict[str, Any]], read: dict[str, list[Telling]]) -> Iterator[Labelled]:
    """Pairs of ECB+ mentions."""
    events = {
        t.id: m["coref_chain"]
        for row in rows
        for t, m in zip(read[row["doc_id"]], mentions_of(row), strict=True)
    }
    topics = {row["doc_id"]: row["topic"] for row in rows}
    for a, b in mention_pairs([read[row["doc_id"]] for row in rows]):
        yield Labelled(compare(a, b), events[a.id] == events[b.id], 1.0, topics[a.article])


def example_pairs() -> Iterator[Labelled]:
    """Candidate pairs of reports of the example whose gold events are known."""
    records = read_records()
    known = gold_events_of(records)
    found = [t for record in records for t in tellings_of(record) if t.id in known]
    for a, b in candidates(found):
        yield Labelled(compare(a, b), known[a.id] == known[b.id], _EXAMPLE, min(known[a.id], known[b.id]))


def gold_events_of(records: Iterable[Any]) -> dict[str, str]:
    """The gold event of each report that tells one."""
    records = list(records)
    gold = [event for event in read_gold_events() if event["types"]]
    built = [
        {"id": r.id, "reports": [{"article": record.id, "sentence": list(r.sentence), "text": record.text[slice(*r.sentence)],
                                  "event_type": r.event_type, "trigger": [r.trigger.start, r.trigger.end]}]}
        for record in records for r in record.reports
    ]  # fmt: skip
    pairs = paired(gold, built, {record.id: record.text for record in records})
    return {str(built[b]["id"]): gold[n]["event"] for (n, _), b in pairs.items()}


def fitted(pairs: Sequence[Labelled], seed: int = 0) -> dict[str, Any]:
    """Fit an ensemble and return its JSON object."""
    rows = np.array([p.values for p in pairs])
    same = np.array([p.same for p in pairs])
    weights = np.array([p.weight for p in pairs])
    model = GradientBoostingClassifier(
        n_estimators=_TREES, max_depth=_DEPTH, learning_rate=_RATE, subsample=_SHARE, min_samples_leaf=_SMALLEST,
        max_features=0.5, random_state=seed,
    )  # fmt: skip
    model.fit(rows, same, sample_weight=weights)
    share = float(np.average(same, weights=weights))
    return {
        "features": list(FEATURES),
        "base": round(float(np.log(share / (1 - share))), 6),
        "trees": [_columns(e.tree_, model.learning_rate) for e in model.estimators_[:, 0]],
    }


def _columns(tree: Any, rate: float) -> list[list[float]]:
    leaf = tree.children_left < 0
    values = _expected(tree, tree.value[:, 0, 0] * rate)
    return [
        np.where(leaf, -1, tree.feature).tolist(),
        [round(float(t), 6) for t in np.where(leaf, 0.0, tree.threshold)],
        np.where(leaf, 0, tree.children_left).tolist(),
        np.where(leaf, 0, tree.children_right).tolist(),
        [round(float(v), 6) for v in values],
    ]


def _expected(tree: Any, leaves: NDArray[np.float64]) -> NDArray[np.float64]:
    """The value of each node: a leaf's own, above it the mean of those below by the pairs that reach them."""
    values, sizes = leaves.copy(), tree.weighted_n_node_samples
    for node in reversed(range(len(values))):
        left, right = tree.children_left[node], tree.children_right[node]
        if left >= 0:
            values[node] = (values[left] * sizes[left] + values[right] * sizes[right]) / sizes[node]
    return values


def read_ecb(rows: Sequence[dict[str, Any]], halves: Sequence[Path] | None) -> dict[str, list[Telling]]:
    """The tellings of each document."""
    readers: list[Reader] = (
        [reader_with(open_encoder(path)) for path in halves] if halves else [default_reader()] * 2
    )
    read = {}
    for row in rows:
        half = part_of(row["topic"], 2) if row["split"] == "train" else 0
        reader = readers[half] if row["split"] == "train" else default_reader()
        read[row["doc_id"]] = list(tellings(row, reader.layers(article_of(row))))
    return read


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, help="folder of the benchmarks")
    parser.add_argument(
        "--halves", type=Path, nargs=2, help="encoders fitted with --held-out 0 and --held-out 1"
    )
    options = parser.parse_args()
    rows = BenchData(options.bench).rows("merging/ecbplus_train_dev.jsonl")
    rows = [row for row in rows if row["split"] == "train"]
    pairs = [*ecb_pairs(rows, read_ecb(rows, options.halves)), *example_pairs()]
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of one event")
    OUTPUT.write_text(json.dumps(fitted(pairs), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
