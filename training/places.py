"""Fit the weights of the places layer: ``python -m training.places DATA... --out src/onrecord/reading/data/place_model.json``.

DATA are JSON lines with ``text`` and ``toponyms`` (start, end, lat, lon, geonames_id). Two logistic models say which
spans are place names, two conditional logits which place a name stands for. ``--cross-validate`` fits on one half of
the data and measures on the other, both ways, and prints the figures of each file; the halves share no outlet or page.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.model import Article, Place
from onrecord.reading import place_words
from onrecord.reading.layers import Reading
from onrecord.reading.nationalities import adjective_keys, nations
from onrecord.reading.place_names import find_names
from onrecord.reading.place_senses import CONTEXT, STATIC, context_of, units_of, weigh
from onrecord.reading.place_tokens import Named, Words
from onrecord.reading.places import Places
from onrecord.reading.syntax import load_pipeline

Floats = npt.NDArray[np.float64]
Figures = dict[str, float]
_HIT_KM = 161.0
_PRIOR = {"capital": (2.0, 30.0), "capital_not_state": (2.0, 30.0), "holds": (1.5, 3.0), "held": (2.0, 30.0)}
"""Value and strength. Most of the data are local papers picked because towns there share their names with famous
places; in other news a bare "Washington" or "Santiago" is the capital. A place told with its region ("Tripoli,
Lebanon") lies there, however famous the other."""

_BY_HAND = {"home": 4.5, "home_region": 1.5}
"""The data have no outlets: an outlet's country weighs more than that country's being named once."""


@dataclass(slots=True)
class Example:
    """A parsed document with its gold toponyms, and its weight: sets count alike whatever their size."""

    group: str
    source: str
    doc: Doc
    gold: list[dict[str, Any]]
    weight: float = 1.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (latitude, longitude) points."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def logistic(
    rows: Sequence[Sequence[str]], labels: Sequence[bool], weights: Sequence[float], ridge: float = 2.0
) -> dict[str, float]:
    """Fit a ridge logistic regression by Newton's method; return the weight of each feature."""
    index: dict[str, int] = {}
    for row in rows:
        for name in row:
            index.setdefault(name, len(index))
    x = np.zeros((len(rows), len(index)))
    for i, row in enumerate(rows):
        x[i, [index[f] for f in row]] = 1.0
    y, w, share = np.array(labels, dtype=float), np.zeros(len(index)), np.array(weights)
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (share * p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (share * (y - p)) - ridge * w)
    return {name: round(float(w[i]), 3) for name, i in index.items() if abs(w[i]) >= 0.02}


def conditional(
    groups: Sequence[tuple[Floats, npt.NDArray[np.bool_], float]], size: int, ridge: float = 1.0
) -> list[float]:
    """Fit a conditional logit: raise the chance of the right places of each group. Plain Newton on the softmax."""
    prior, hold = np.zeros(size), np.full(size, ridge)
    for feature, (value, strength) in _PRIOR.items():
        prior[STATIC.index(feature)], hold[STATIC.index(feature)] = value, strength
    w = prior.copy()
    for _ in range(25):
        gradient, hessian = -hold * (w - prior), np.diag(hold)
        for x, right, weight in groups:
            s = x @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            q = np.where(right, p, 0)
            q /= max(q.sum(), 1e-12)
            mean = p @ x
            gradient += weight * (q @ x - mean)
            hessian += weight * ((x * p[:, None]).T @ x - np.outer(mean, mean))
        w += np.linalg.solve(hessian, gradient)
    return [round(float(v), 4) for v in w]


def _right(place: Candidate | Place, gold: dict[str, Any]) -> bool:
    if gold.get("geonames_id") and place.geonames_id == int(gold["geonames_id"]):
        return True
    if place.lat is None or place.lon is None or gold.get("lat") is None:
        return False
    return kilometres((place.lat, place.lon), (gold["lat"], gold["lon"])) <= _HIT_KM


def _overlap(words: Words, name: Named, gold: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    start, end = words.start[name.first], words.end(name.last - 1)
    return next((g for g in gold if g["start"] < end and start < g["end"]), None)


def _names(examples: Sequence[Example]) -> Iterator[tuple[Words, list[Named], Example]]:
    book, adjectives = gazetteer(), adjective_keys()
    for example in examples:
        words = Words(example.doc)
        yield words, find_names(words, book, adjectives), example


@contextmanager
def _in_use(model: dict[str, Any]) -> Iterator[None]:
    """Let the layer read with these weights for a while."""
    before = place_words.place_model
    place_words.place_model = lambda: model  # type: ignore[assignment]
    try:
        yield
    finally:
        place_words.place_model = before


def fit(examples: Sequence[Example]) -> dict[str, Any]:
    """Fit all four models, one after the other: each sees what the ones before it say."""
    model: dict[str, Any] = {"name_alone": {}, "name_in_article": {}, "threshold": 0.4}
    with _in_use(model):
        _fit_into(examples, model)
    return model


def _fit_into(examples: Sequence[Example], model: dict[str, Any]) -> None:
    for stage in ("name_alone", "name_in_article"):
        rows, labels, weights = [], [], []
        for words, names, example in _names(examples):
            for name in names:
                late = ("elsewhere", "best_elsewhere", "alone=", "agrees=")
                rows.append(
                    [f for f in name.features if stage == "name_in_article" or not f.startswith(late)]
                )
                labels.append(_overlap(words, name, example.gold) is not None)
                weights.append(example.weight)
        model[stage] = logistic(rows, labels, weights)
    fit_senses(examples, model)
    for feature, weight in _BY_HAND.items():
        model["sense_in_article"][len(STATIC) + CONTEXT.index(feature)] = weight


def fit_senses(examples: Sequence[Example], model: dict[str, Any]) -> None:
    """Fit the two conditional logits on the gold names, so that they do not learn from wrong spans."""
    documents = []
    for words, names, example in _names(examples):
        kept = [n for n in names if n.chance >= 0.5 and n.senses]
        documents.append((units_of(words, kept), words, example, nations(words)))
    for stage, size in (("sense_alone", len(STATIC)), ("sense_in_article", len(STATIC) + len(CONTEXT))):
        for _ in range(1 if stage == "sense_alone" else 3):
            groups = []
            for units, words, example, told in documents:
                if stage == "sense_alone":
                    tables = [u.static for u in units]
                else:
                    tables = [
                        np.hstack((u.static, c))
                        for u, c in zip(units, context_of(units, nations=told), strict=True)
                    ]
                for unit, table in zip(units, tables, strict=True):
                    right = _right_places(unit.places, unit.mentions, words, example)
                    if right.any() and not right.all():
                        groups.append((table, right, example.weight * math.sqrt(len(unit.mentions))))
            model[stage] = conditional(groups, size)
            for units, _words, _example, told in documents:
                tables = [u.static for u in units]
                if stage != "sense_alone":
                    tables = [
                        np.hstack((u.static, c))
                        for u, c in zip(units, context_of(units, nations=told), strict=True)
                    ]
                weigh(units, tables, np.array(model[stage]))


def _right_places(
    places: Sequence[Candidate], mentions: Sequence[Named], words: Words, example: Example
) -> npt.NDArray[np.bool_]:
    for name in mentions:
        gold = _overlap(words, name, example.gold)
        if gold is not None and gold.get("lat") is not None:
            same = np.array(
                [bool(gold.get("geonames_id")) and c.geonames_id == gold.get("geonames_id") for c in places],
                dtype=bool,
            )
            # the very place where the gold standard names it: town and province of one name are not the same thing
            return same if same.any() else np.array([_right(c, gold) for c in places])
    return np.zeros(len(places), dtype=bool)


def _gold(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Toponyms as they stand, or the named locations of an entity corpus (a country may act: it is named all the same)."""
    if "toponyms" in row:
        found: list[dict[str, Any]] = row["toponyms"]
        return found
    named = [e for e in row["entities"] if any(c.isupper() for c in e["text"])]
    countries = [
        e
        for e in named
        if e["type"] == "Organisation" and any(c.kind == "country" for c in gazetteer().lookup(e["text"]))
    ]
    return [e for e in named if e["type"] == "Location"] + countries


def load(paths: Sequence[Path]) -> list[Example]:
    """Read and parse the documents. A group is an outlet or page: halves share none."""
    nlp = load_pipeline()
    examples = []
    for path in paths:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
        golds = [_gold(row) for row in rows]
        weight = math.sqrt(
            5000 / sum(map(len, golds))
        )  # small sets count for more, but not as much as large ones
        docs = nlp.pipe((r["text"] for r in rows), batch_size=16)
        for row, doc, gold in zip(rows, docs, golds, strict=True):
            group = row["url"].split("/")[2] if "wikinews" not in row["url"] else row["url"]
            examples.append(Example(group, path.stem, doc, gold, weight))
    return examples


def _half(group: str) -> int:
    """Which half a group belongs to, the same on every machine."""
    return hashlib.sha256(group.encode()).digest()[0] % 2


def cross_validate(examples: Sequence[Example]) -> dict[str, Figures]:
    """Fit on each half, measure on the other, and return the figures of each file that gives points.

    ``overlap F1`` is that of the names; ``accuracy@161 km`` the share of gold places, missed ones included, that are
    put within 161 km of their point or given their GeoNames id.
    """
    tallies: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    layer = Places()
    for half in (0, 1):
        with _in_use(fit([e for e in examples if _half(e.group) != half])):
            for example in examples:
                if _half(example.group) == half:
                    found = layer(Reading(article=Article(id="", text=example.doc.text), doc=example.doc))[
                        "places"
                    ]
                    counts = _counts(found, example.gold)
                    tallies[example.source] = [
                        a + b for a, b in zip(tallies[example.source], counts, strict=True)
                    ]
    return {source: _figures(*counts) for source, counts in sorted(tallies.items())}


def _counts(found: Sequence[Place], gold: Sequence[dict[str, Any]]) -> tuple[int, int, int, int, int, int]:
    """Places found, of them right; gold names, of them found; gold points, of them hit."""
    right = sum(any(p.start < g["end"] and g["start"] < p.end for g in gold) for p in found)
    met = points = hit = 0
    for g in gold:
        over = [p for p in found if p.start < g["end"] and g["start"] < p.end]
        met += bool(over)
        if g.get("lat") is not None:
            points += 1
            placed = [p for p in over if p.lat is not None]
            if placed:
                hit += _right(max(placed, key=lambda p: min(p.end, g["end"]) - max(p.start, g["start"])), g)
    return len(found), right, len(gold), met, points, hit


def _figures(found: int, right: int, gold: int, met: int, points: int, hit: int) -> Figures:
    precision, recall = right / max(found, 1), met / max(gold, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"overlap F1": f1} | ({"accuracy@161 km": hit / points} if points else {})


def main() -> int:
    """Fit on all the data and write the model file, or measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path)
    what.add_argument("--cross-validate", action="store_true")
    options = parser.parse_args()
    examples = load(options.data)
    if options.cross_validate:
        print(json.dumps(cross_validate(examples), indent=1))
        return 0
    model = fit(examples)
    options.out.write_text(json.dumps(model, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
