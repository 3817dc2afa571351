"""The decision on events: what the rules and the encoder make of a sentence against what annotators made of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.data import BenchData

from onrecord.coding.coder import report_of
from onrecord.coding.desk import Desk, Found
from onrecord.coding.judging import FEATURES
from onrecord.model import Article, Record, to_json
from onrecord.ontology import default_ontology
from onrecord.reader import Reader, rules_only
from onrecord.reading import Encoding
from onrecord.reading.encoder import Encoder
from training.encoder.boosting import fit_trees
from training.encoder.sentences import half_of

HELD_OUT = 1
_MAYBE_TRUE = 0.5
"""Weight of an event of a type that the annotators do not name for the sentence: they were asked for the main event."""


@dataclass(frozen=True)
class Decision:
    """One draft: its features, whether the annotation has it, how much it counts, and the event as the scorer sees it."""

    key: str
    features: list[float]
    right: bool
    weight: float
    events: list[dict[str, Any]]


def decisions(
    data: BenchData, name: str, reader: Reader, held_out: int | None = HELD_OUT
) -> Iterator[Decision]:
    """All drafts of one half of a benchmark's sentences (``plv`` or ``cameo``); of all with ``None``."""
    adapt, scorer = data.scorer("adapt"), data.scorer("score_events")
    rows = data.rows(f"events/{name}_train.jsonl")
    how = "plv15" if name == "plv" else "quad"
    gold = {str(r["id"]): r["events"] for r in (rows if name == "plv" else adapt.cameo(rows))}
    for row in rows:
        key = str(row["id"])
        if key in gold and (held_out is None or half_of(key) == held_out):
            truth = [{**e, "t": scorer.ev_type(e, how)} for e in gold[key]]
            yield from _decided(Article(id=key, text=row["text"]), reader, truth, adapt, scorer, how)


def _decided(
    article: Article, reader: Reader, truth: list[dict[str, Any]], adapt: Any, scorer: Any, how: str
) -> Iterator[Decision]:
    reading = reader.layers(article)
    desk = Desk(reading, default_ontology())
    assert desk.judge is not None, "the decision is on what the encoder says"
    for first, last, span in desk.sentences():
        drafts = desk.drafts(first, last)
        for draft in drafts:
            if not draft.actors and not draft.recipients:
                continue
            score = desk.scorer.score(draft, first, last)
            report = report_of(desk, Found(draft, span, first, last, min(score, 1.0), score), "")
            record = json.loads(to_json(Record(id=article.id, text="", reports=(report,))))
            (told,) = adapt.events([record])
            events = told["events"]
            kinds = {scorer.ev_type(e, how) for e in events}
            right = any(g["t"] in kinds and scorer.triple_ok(g, e) for g in truth for e in events)
            typed = any(g["t"] in kinds for g in truth)
            weight = 1.0 if right or typed else _MAYBE_TRUE
            yield Decision(article.id, desk.judge.features(draft, score, drafts), right, weight, events)


def reader_with(encoder: Encoder) -> Reader:
    """The reader, with another encoder than the shipped one."""
    return Reader(layers=(Encoding(encoder), *rules_only().layer_list))


def fit_told(bench: Path, encoder: Encoder) -> dict[str, Any]:
    """Fit the decision on events."""
    data, reader = BenchData(bench), reader_with(encoder)
    found = [d for name in ("plv", "cameo") for d in decisions(data, name, reader)]
    print(f"{len(found)} drafts, {sum(d.right for d in found)} of them in the annotation")
    trees = fit_trees(
        FEATURES, [d.features for d in found], [d.right for d in found], [d.weight for d in found], trees=100
    )
    return {"event": trees}
