"""Fit what two reports' likeness weighs: ``python -m training.merging.fit BENCH`` writes ``likeness.json`` into
``merging/data``.

First of all: what two articles' likeness weighs (``one_story.json``): which documents have an event in common.

Learned from pairs of event mentions of ECB+'s training part, whose words, parties, times and places are read as in any
article (``bench/event_mentions.py``), and from pairs of reports of the January 2020 example, whose events are known.
``--halves``: encoders whose head for one event told twice was fitted without one half of ECB+'s topics each; each reads
that half. ``--measure`` prints how well reports of the example are grouped by weights that have not learned from their
events, and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from bench.data import BenchData
from bench.event_mentions import NEAR_ARTICLES, article_of, mention_pairs, mentions_of, tellings
from bench.example_events import paired, read_gold_events
from bench.examples import read_records
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from onrecord.merging.articles import LIKENESSES, story_weights
from onrecord.merging.candidates import candidates
from onrecord.merging.events import LEAST
from onrecord.merging.grouping import grouped
from onrecord.merging.likeness import FEATURES, UNTOLD, compare_all
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.merging.terms import cosine
from onrecord.merging.weighing import weights_of
from onrecord.reader import Reader, default_reader
from onrecord.reading.encoder import open_encoder
from training.encoder.parts import part_of
from training.encoder.told_decision import reader_with

OUTPUT = Path(__file__).parents[2] / "src/onrecord/merging/data"
_TREES, _LEAVES, _RATE, _SMALLEST, _RIDGE = 250, 15, 0.05, 40, 1.0
_STORY_RIDGE = 10.0
_FOLDS = 5
_WITHOUT_SENSE = 0.2
_EXAMPLE = 3.0
"""Weight of a pair of the example: they are few, and they are reports."""


@dataclass(frozen=True)
class Labelled:
    """Pairs with what they are learned from: ``group`` keeps together what must not be split into parts."""

    values: tuple[float, ...]
    same: bool
    weight: float
    group: str


def gold_of(rows: Sequence[dict[str, Any]], read: Mapping[str, Sequence[Telling]]) -> dict[str, str]:
    """The gold event of each mention."""
    return {
        t.id: m["coref_chain"]
        for row in rows
        for t, m in zip(read[row["doc_id"]], mentions_of(row), strict=True)
    }


def ecb_pairs(rows: Sequence[dict[str, Any]], read: dict[str, list[Telling]]) -> Iterator[Labelled]:
    """Pairs of ECB+ mentions."""
    events = gold_of(rows, read)
    topics = {row["doc_id"]: row["topic"] for row in rows}
    pairs = list(mention_pairs([read[row["doc_id"]] for row in rows]))
    for (a, b), values in zip(pairs, compare_all(pairs), strict=True):
        yield Labelled(tuple(values.tolist()), events[a.id] == events[b.id], 1.0, topics[a.article])


def story_weights_of(documents: Sequence[Sequence[Telling]], events: Mapping[str, str]) -> dict[str, float]:
    """What the likenesses of two documents weigh; ``events``: the event of each mention."""
    pairs = [
        (one, other)
        for one, other in combinations([d for d in documents if d], 2)
        if cosine(one[0].topic, other[0].topic) >= NEAR_ARTICLES
    ]
    rows = [
        [cosine(getattr(a[0].about, name), getattr(b[0].about, name)) for name in LIKENESSES]
        for a, b in pairs
    ]
    same = [not {events[t.id] for t in a}.isdisjoint(events[t.id] for t in b) for a, b in pairs]
    model = LogisticRegression(C=_STORY_RIDGE, max_iter=1000).fit(rows, same)
    found = zip(("base", *LIKENESSES), (*model.intercept_, *model.coef_[0]), strict=True)
    return {name: round(float(value), 4) for name, value in found}


def example_pairs() -> Iterator[Labelled]:
    """Candidate pairs of reports of the example whose gold events are known."""
    records = read_records()
    known = gold_events_of(records)
    found = [t for record in records for t in tellings_of(record) if t.id in known]
    pairs = list(candidates(found))
    for (a, b), values in zip(pairs, compare_all(pairs), strict=True):
        yield Labelled(
            tuple(values.tolist()), known[a.id] == known[b.id], _EXAMPLE, min(known[a.id], known[b.id])
        )


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
    # reports of other coders have no vector: the rest must do without
    without = np.random.default_rng(seed).random(len(rows)) < _WITHOUT_SENSE
    rows[without, list(FEATURES).index("sense")] = UNTOLD
    same = np.array([p.same for p in pairs])
    weights = np.array([p.weight for p in pairs])
    model = HistGradientBoostingClassifier(
        max_iter=_TREES, max_leaf_nodes=_LEAVES, learning_rate=_RATE, min_samples_leaf=_SMALLEST, l2_regularization=_RIDGE,
        early_stopping=False, random_state=seed,
    )  # fmt: skip
    model.fit(rows, same, sample_weight=weights)
    return {
        "features": list(FEATURES),
        "base": round(float(model._baseline_prediction[0, 0]), 6),
        "trees": [_columns(predictors[0].nodes) for predictors in model._predictors],
    }


def _columns(nodes: NDArray[Any]) -> list[list[float]]:
    leaf = nodes["is_leaf"].astype(bool)
    return [
        np.where(leaf, -1, nodes["feature_idx"].astype(int)).tolist(),
        [round(float(t), 6) for t in np.where(leaf, 0.0, nodes["num_threshold"])],
        np.where(leaf, 0, nodes["left"].astype(int)).tolist(),
        np.where(leaf, 0, nodes["right"].astype(int)).tolist(),
        [round(float(v), 6) for v in _expected(nodes, leaf)],
    ]


def _expected(nodes: NDArray[Any], leaf: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The value of each node: a leaf's own, above it the mean of those below by the pairs that reach them."""
    values = nodes["value"].astype(float)
    for node in reversed(range(len(nodes))):
        if not leaf[node]:
            left, right = int(nodes["left"][node]), int(nodes["right"][node])
            sizes = nodes["count"][left], nodes["count"][right]
            values[node] = (values[left] * sizes[0] + values[right] * sizes[1]) / sum(sizes)
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


def halves_of(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The documents of each half of the topics: what one encoder has read is not compared with what another has."""
    return [[row for row in rows if part_of(row["topic"], 2) == half] for half in (0, 1)]


def measure(mentions: Sequence[Labelled], scorer: Any) -> dict[str, float]:
    """B-cubed of the example's reports, each pair weighed without the fifth of the gold events that it belongs to."""
    records = read_records()
    known = gold_events_of(records)
    found = [t for record in records for t in tellings_of(record)]
    near = list(candidates(found))
    rows = compare_all(near)
    example = list(example_pairs())
    odds: dict[tuple[str, str], float] = {}
    for fold in range(_FOLDS):
        weights = weights_of(fitted([*mentions, *(p for p in example if part_of(p.group, _FOLDS) != fold)]))
        for (a, b), value in zip(near, weights.log_odds(rows).tolist(), strict=True):
            if part_of(min(known.get(a.id, "~"), known.get(b.id, "~")), _FOLDS) == fold:
                odds[a.id, b.id] = value
    groups = grouped([t.id for t in found], odds, least=LEAST)
    ours = {name: group[0] for group in groups for name in group if name in known}
    precision, recall, f1 = scorer.b3(known, ours)
    return {"precision": precision, "recall": recall, "B-cubed F1": f1}


def write(name: str, weights: Mapping[str, Any]) -> None:
    """Write weights where the merging room reads them."""
    text = json.dumps(weights, separators=(",", ":")) + "\n"
    (OUTPUT / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, help="folder of the benchmarks")
    parser.add_argument(
        "--halves", type=Path, nargs=2, help="encoders fitted with --held-out 0 and --held-out 1"
    )
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()
    data = BenchData(options.bench)
    rows = [row for row in data.rows("merging/ecbplus_train_dev.jsonl") if row["split"] == "train"]
    read = read_ecb(rows, options.halves)
    if not options.measure:
        write("one_story", story_weights_of([read[row["doc_id"]] for row in rows], gold_of(rows, read)))
        story_weights.cache_clear()
    mentions = [pair for half in halves_of(rows) for pair in ecb_pairs(half, read)]
    if options.measure:
        print(json.dumps(measure(mentions, data.scorer("score_clusters"))))
        return
    pairs = [*mentions, *example_pairs()]
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} of one event")
    write("likeness", fitted(pairs))


if __name__ == "__main__":
    main()
