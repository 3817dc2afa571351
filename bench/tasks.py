"""One function a benchmark: gold in, figures out. Texts are read verbatim, as ``onrecord read --verbatim`` does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench import labelled
from bench.data import BenchData, Row
from onrecord.model import to_json
from onrecord.reader import default_reader

Figures = dict[str, float]
Task = Callable[[BenchData], Figures]


def _read(data: BenchData, rows: list[Row]) -> list[Row]:
    reader = default_reader()
    return [json.loads(to_json(reader.read(article))) for article in data.articles(rows)]


def plv(data: BenchData) -> Figures:
    """PLV sentences: event types and (actor, type, recipient) triples from raw text."""
    gold = data.rows("events/plv_train.jsonl")
    predicted = {r["id"]: r["events"] for r in data.scorer("adapt").events(_read(data, gold))}
    result, _ = data.scorer("score_events").score(gold, predicted, "plv15")
    right = result["given_type_right"]
    return {
        "type macro-F1": result["type_macroF1"],
        "type micro-F1": result["type"]["F1"],
        "triple F1": result["triple"]["F1"],
        "actors F1": result["actors_only"]["F1"],
        "actor right, type right": right["source_ok"],
        "recipient right, type right": right["target_ok"],
        "direction": result["direction"]["acc"],
    }


def cameo(data: BenchData) -> Figures:
    """CAMEO sentences: quad class and triples."""
    rows = data.rows("events/cameo_train.jsonl")
    gold = list(data.scorer("adapt").cameo(rows))
    predicted = {r["id"]: r["events"] for r in data.scorer("adapt").events(_read(data, rows))}
    result, _ = data.scorer("score_events").score(gold, predicted, "quad")
    return {
        "quad macro-F1": result["type_macroF1"],
        "quad micro-F1": result["type"]["F1"],
        "triple F1": result["triple"]["F1"],
    }


def modality(data: BenchData) -> Figures:
    """MEANTIME: negation and modality of the events found; of "possible" ones one or two are, too few for a figure."""
    gold = data.rows("events/meantime_dev.jsonl")
    result = data.scorer("adapt").modality(gold, _read(data, gold))
    return {
        "share found": result["found"] / result["gold_mentions"],
        **{f"{name} F1": result[name]["F1"] for name in ("negated", "planned")},
    }


def modality_of_gold(data: BenchData) -> Figures:
    """MEANTIME: negation and modality of every gold event mention, found by the coder or not."""
    from bench.modality import judged, score

    rows = data.rows("events/meantime_dev.jsonl")
    reader = default_reader()
    readings = (reader.layers(article) for article in data.articles(rows))
    return score(m for row, reading in zip(rows, readings, strict=True) for m in judged(row, reading))


def attribution(data: BenchData) -> Figures:
    """PolNeAR, development part: who says so."""
    gold = data.rows("attribution/polnear_dev.jsonl")
    predicted = {r["id"]: r["attributions"] for r in _read(data, gold)}
    result = data.scorer("score_attribution").score(gold, predicted)
    return {
        "content IoU F1": result["content_overlap"]["f1"],
        "content exact F1": result["content_exact"]["f1"],
        "source accuracy": result["source_acc"],
        **{f"{role} token F1": result["token"][role]["f1"] for role in ("source", "cue", "content")},
    }


def _times(name: str) -> Task:
    def task(data: BenchData) -> Figures:
        gold = {str(r["id"]): r for r in data.rows(f"times/{name}.jsonl")}
        read = _read(data, list(gold.values()))
        result = data.scorer("score_times").score(gold, {r["id"]: {"timexes": r["times"]} for r in read})
        return {
            "value F1": result["value_F1"],
            "DATE accuracy": result["date_value_acc"],
            "span F1 (overlap)": result["relaxed_F1"],
        }

    return task


def _places(name: str) -> Task:
    def task(data: BenchData) -> Figures:
        gold = {str(r["id"]): r for r in data.rows(f"places/{name}.jsonl")}
        read = _read(data, list(gold.values()))
        result = data.scorer("score_places").score(gold, {r["id"]: r for r in read})
        return {"overlap F1": result["overlap_F1"], "accuracy@161 km": result["acc161_all"]}

    return task


@lru_cache(maxsize=1)
def _cross_validated(folder: Path) -> dict[str, Figures]:
    from training.places import cross_validate, load

    return cross_validate(load([folder / "places" / f"{name}.jsonl" for name in ("lgl", "geovirus")]))


def _unseen_places(name: str) -> Task:
    """The places model fitted on half of the outlets and pages of both sets, measured on the other half."""
    return lambda data: _cross_validated(data.folder)[name]


def pages(data: BenchData) -> Figures:
    """Web pages: the body, without residue and without loss."""
    from onrecord.cleaning import clean
    from onrecord.model import InputError
    from onrecord.sources import RawDocument

    scorer = data.scorer("score_pages")
    gold = json.loads((data.folder / "pages" / "ground_truth.json").read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    for name, html in data.pages().items():
        try:
            texts[name] = clean(RawDocument(name=name, id=name, kind="html", content=html)).text
        except InputError:
            texts[name] = ""
    return _page_figures(scorer, gold, texts)


def _page_figures(scorer: Any, gold: dict[str, Row], texts: dict[str, str]) -> Figures:
    f1, residue, lost = 0.0, 0, 0
    for name, page in gold.items():
        gold_words, words = scorer.words(page["articleBody"]), scorer.words(texts.get(name, ""))
        gold_grams, grams = scorer.grams(gold_words), scorer.grams(words)
        shared = sum((gold_grams & grams).values())
        precision = shared / sum(grams.values()) if grams else float(not gold_grams)
        recall = shared / sum(gold_grams.values()) if gold_grams else float(not grams)
        f1 += 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        residue += scorer.alien_runs(words, gold_grams, 6) > 0
        lost += scorer.alien_runs(gold_words, grams, 12) > 0
    return {"F1": f1 / len(gold), "residue pages": residue, "lost pages": lost}


def mentions(data: BenchData) -> Figures:
    """re3d: mentions on Syria and Iraq."""
    from bench.mentions import score

    gold = data.rows("mentions/re3d_dev.jsonl")
    return score(gold, _read(data, gold))


def coreference(data: BenchData) -> Figures:
    """MEANTIME: chains of people, bodies and places within an article."""
    from bench.coreference import chains_of, score

    gold = data.rows("events/meantime_dev.jsonl")
    reader = default_reader()
    chains = {article.id: chains_of(reader.layers(article)) for article in data.articles(gold)}
    return score(gold, chains, data.scorer("score_clusters"))


def stories_ecb(data: BenchData) -> Figures:
    """ECB+ documents into stories."""
    return _stories(data, "merging/stories_ecbplus_train_dev.jsonl")


def stories_uci(data: BenchData) -> Figures:
    """Dated headlines into stories."""
    return _stories(data, "merging/stories_uci_headlines.jsonl")


def _stories(data: BenchData, name: str) -> Figures:
    from onrecord.merging import group_stories

    rows = data.rows(name)
    random.Random(7).shuffle(rows)  # the order must not matter
    found = group_stories([(r["doc_id"], r["text"], (r["date"] or "")[:10] or None) for r in rows])
    _, _, f1 = data.scorer("score_clusters").b3({r["doc_id"]: r["cluster"] for r in rows}, found)
    return {"B-cubed F1": f1}


def events_ecb(data: BenchData) -> Figures:
    """ECB+'s development part: gold event mentions of all documents into events; no topic is given."""
    from bench.event_mentions import article_of, events_of, key_of, mentions_of, tellings

    rows = [row for row in data.rows("merging/ecbplus_train_dev.jsonl") if row["split"] == "dev"]
    reader = default_reader()
    found = events_of([list(tellings(row, reader.layers(article_of(row)))) for row in rows])
    gold = {key_of(row, m): m["coref_chain"] for row in rows for m in mentions_of(row)}
    scores = data.scorer("score_clusters").score(gold, found)
    return {"CoNLL F1": scores["CoNLL"], "B-cubed F1": scores["B3"][2]}


def january_events(data: BenchData) -> Figures:  # noqa: ARG001
    """The January 2020 example: reports into events, their standing, their figures."""
    from bench.example_events import measure
    from bench.examples import read_records

    return measure(read_records())


def promise_cases(data: BenchData) -> Figures:  # noqa: ARG001
    """Cases of our own, of a promise and what came after, that no rule was made with."""
    from bench.promise_cases import measure

    return measure("unseen")


TASKS: dict[str, Task] = {
    "events: PLV (learned from)": plv,
    "events: CAMEO (learned from)": cameo,
    "modality: MEANTIME": modality,
    "modality: MEANTIME, gold triggers": modality_of_gold,
    "attribution: PolNeAR dev": attribution,
    "times: TimeBank": _times("timebank"),
    "times: AQUAINT": _times("aquaint"),
    "places: LGL, cross-validated": _unseen_places("lgl"),
    "places: GeoVirus, cross-validated": _unseen_places("geovirus"),
    "places: LGL (fitted on it)": _places("lgl"),
    "places: GeoVirus (fitted on it)": _places("geovirus"),
    "pages": pages,
    "mentions: re3d": mentions,
    "coreference: MEANTIME": coreference,
    "labels: sentences without events": labelled.event_free,
    "labels: stances": labelled.stance,
    "labels: quantities": labelled.quantities,
    "merging: ECB+ stories": stories_ecb,
    "merging: UCI stories": stories_uci,
    "merging: ECB+ events": events_ecb,
    "merging: January 2020 (fitted on it)": january_events,
    "merging: promises, cases not looked at": promise_cases,
}
