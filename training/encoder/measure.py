"""Figures on sentences that neither encoder nor decision has learned from.

``python -m training.encoder.measure BENCH --halves HALF0 HALF1``: exports of encoders fitted with ``--held-out 0`` and
``--held-out 1``; each reads the half of PLV and CAMEO that it does not know. The decision is fitted five times, each time
without a fifth of the texts, and measured on that fifth; the example articles and sentences without events likewise.
With ``--write`` the figures at the shipped threshold go into ``bench/held_out.json``, for the table of ``make bench``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.data import BenchData
from bench.examples import read_gold, score

from onrecord.coding.desk import JUDGED, MARGIN
from onrecord.coding.judging import FEATURES
from onrecord.model import Article, Record, to_json
from onrecord.reader import rules_only
from onrecord.reading.encoder import load_encoder, trees_of
from training.encoder.parts import part_of
from training.encoder.told_decision import Decision, all_decisions, decided, example_articles

_FOLDS = 5
_MANY = 2**64
_SHIPPED = math.log(JUDGED / (1 - JUDGED))
_BY_ENCODER = [FEATURES.index(name) for name in ("retyped", "actor_found", "recipient_found")]
_KEPT = Path(__file__).parents[2] / "bench" / "held_out.json"


def _fold(decision: Decision) -> int:
    return part_of(decision.text, 2 * _FOLDS) // 2  # the last bit is that of the half


def confidences(found: Sequence[Decision]) -> list[float]:
    """Log odds of each draft, by a decision that was fitted without its fifth."""
    odds = [0.0] * len(found)
    for fold in range(_FOLDS):
        known = [d for d in found if _fold(d) != fold]
        trees = trees_of(decided(known))
        for i, decision in enumerate(found):
            if _fold(decision) == fold:
                odds[i] = trees.log_odds(decision.features)
    return odds


def likeliest(found: Sequence[Decision], odds: Sequence[float], floor: float) -> list[Decision]:
    """The version of each event that the desk would keep, if its log odds are that high."""
    best: dict[tuple[str, str, int], tuple[float, float, Decision]] = {}
    for decision, odd in zip(found, odds, strict=True):
        event = decision.source, decision.key, decision.event
        worth = odd if any(decision.features[i] for i in _BY_ENCODER) else odd + MARGIN
        if event not in best or worth > best[event][0]:
            best[event] = worth, odd, decision
    odds_of = {event: odd for event, (_, odd, _) in best.items()}

    def told_by_verb(decision: Decision, odd: float) -> bool:
        verb = decision.verb
        return verb is not None and odds_of.get((decision.source, decision.key, verb), -math.inf) >= odd

    return [d for _, odd, d in best.values() if odd >= floor and not told_by_verb(d, odd)]


def gold_of(data: BenchData, name: str) -> list[dict[str, Any]]:
    """The annotated sentences of PLV or CAMEO, as the scorer takes them."""
    rows = data.rows(f"events/{name}_train.jsonl")
    return rows if name == "plv" else list(data.scorer("adapt").cameo(rows))


def parts_of(data: BenchData) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    """Parts of the benchmarks to measure on: the benchmark's name, and sentences.

    Errors of PLV's sentences whose id has an even SHA-256 were read while the rules were written, and errors of CAMEO's.
    """
    plv, cameo = gold_of(data, "plv"), gold_of(data, "cameo")
    unread = [r for r in plv if int(hashlib.sha256(str(r["id"]).encode()).hexdigest(), 16) % 2]
    elsewhere = {part_of(r["text"], _MANY) for r in data.rows("events/cameo_train.jsonl")}
    return {
        "PLV": ("plv", plv),
        "PLV, half 1": ("plv", [r for r in plv if part_of(r["text"], 2)]),
        "PLV, errors unread": ("plv", unread),
        "PLV, errors unread, not in CAMEO": (
            "plv",
            [r for r in unread if part_of(r["text"], _MANY) not in elsewhere],
        ),
        "CAMEO": ("cameo", cameo),
        "CAMEO, half 1": ("cameo", [r for r in cameo if part_of(r["text"], 2)]),
    }


def by_rules(data: BenchData, name: str) -> dict[str, list[Any]]:
    """What rules alone report, by sentence."""
    reader, adapt = rules_only(), data.scorer("adapt")
    records = (reader.read(Article(id=str(r["id"]), text=r["text"])) for r in gold_of(data, name))
    return {r.id: next(iter(adapt.events([json.loads(to_json(r))])))["events"] for r in records}


def by_decision(name: str, kept: Sequence[Decision]) -> dict[str, list[Any]]:
    """What the decision keeps, by sentence."""
    told: dict[str, list[Any]] = defaultdict(list)
    for decision in kept:
        if decision.source == name:
            told[decision.key] += decision.events
    return told


def benchmark(
    data: BenchData, name: str, gold: Sequence[Any], told: Mapping[str, list[Any]]
) -> dict[str, float]:
    """Type macro-F1, triple F1 and what they are made of, on some sentences of PLV or CAMEO."""
    scorer = data.scorer("score_events")
    result, _ = scorer.score(gold, told, "plv15" if name == "plv" else "quad")
    return {
        ("type" if name == "plv" else "quad") + " macro-F1": result["type_macroF1"],
        "micro-F1": result["type"]["F1"],
        "precision": result["type"]["P"],
        "recall": result["type"]["R"],
        "triple F1": result["triple"]["F1"],
        "actor right, type right": result["given_type_right"]["source_ok"],
        "recipient right, type right": result["given_type_right"]["target_ok"],
    }


def examples(kept: Sequence[Decision]) -> dict[str, float]:
    """Share of the January 2020 gold that is found, and found with every field right but the text's own."""
    reports = defaultdict(list)
    for decision in kept:
        if decision.source == "example" and decision.report is not None:
            reports[decision.key].append(decision.report)
    records = [
        Record(id=r.id, text=r.text, published=r.published, reports=tuple(reports[r.id]))
        for r in example_articles()
    ]
    result = score(read_gold(part="seen"), records)
    return {
        "found": result["found"],
        "complete": result["complete"],
        "reports": float(sum(map(len, reports.values()))),
    }


def figures(bench: Path, found: Sequence[Decision], odds: Sequence[float], floor: float) -> dict[str, Any]:
    """All figures where reports are drafts of at least these log odds."""
    data = BenchData(bench)
    kept = likeliest(found, odds, floor)
    own = {(d.key, d.event) for d in found if d.source == "own" and d.right}
    told = [d for d in kept if d.source == "own"]
    return {
        **{
            part: benchmark(data, name, gold, by_decision(name, kept))
            for part, (name, gold) in parts_of(data).items()
        },
        "own sentences": {
            "precision of drafts": sum(d.right for d in told) / max(1, len(told)),
            "recall of drafts": sum(d.right for d in told) / max(1, len(own)),
        },
        "examples": examples(kept),
        "drafts in sentences without events": sum(d.source == "free" for d in kept),
    }


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--halves", type=Path, nargs=2, required=True)
    parser.add_argument(
        "--write", action="store_true", help="keep the figures for the table of the benchmarks"
    )
    parser.add_argument("--made", action="store_true", help="with the made articles, as in decide.py")
    parser.add_argument("--odds", type=float, nargs="*", default=[-1.1, -0.85, -0.62, -0.4, 0.0])
    options = parser.parse_args()
    found = all_decisions(options.bench, options.halves, load_encoder(), options.made)
    odds = confidences(found)
    data = BenchData(options.bench)
    told = {name: by_rules(data, name) for name in ("plv", "cameo")}
    for part, (name, gold) in parts_of(data).items():
        print(
            json.dumps({"by rules": part, "sentences": len(gold), **benchmark(data, name, gold, told[name])})
        )
    for floor in (*options.odds, _SHIPPED):
        measured = figures(options.bench, found, odds, floor)
        print(json.dumps({"log odds": floor, **measured}))
    if options.write:
        kept = {f"events: {name}, cross-validated": measured[name] for name in ("PLV", "CAMEO")}
        text = json.dumps({k: {f: round(v, 4) for f, v in row.items()} for k, row in kept.items()}, indent=1)
        _KEPT.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
