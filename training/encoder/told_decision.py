"""The decision on events: what the rules and the encoder make of a sentence against what annotators made of it.

Four sources teach it, and a fifth if asked for. PLV and CAMEO name a sentence's main event; what is found besides counts as wrong, though some
of it is told. Our sentences, the January 2020 articles and, with ``made``, the made articles that may be looked at label every
event, as they stand in articles: inside what somebody says, negated, in the background. And half of the sentences that we
labelled as telling no event tell none.
The weights were chosen on one half of PLV and CAMEO, with the articles and sentences in view.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.data import BenchData
from bench.examples import FOLDER, agreement, pairs_of, read_gold
from bench.made_articles.gold import MadeArticle, Row, articles
from bench.made_articles.measure import UNSEEN, agreement_of
from bench.made_articles.measure import pairs_of as pairs_of_made

from onrecord.cleaning import clean
from onrecord.coding.coder import report_of
from onrecord.coding.desk import Desk, Found
from onrecord.coding.draft import Draft
from onrecord.coding.judging import FEATURES
from onrecord.model import Article, InputError, Record, Report, to_json
from onrecord.ontology import default_ontology
from onrecord.reader import Reader, rules_only
from onrecord.reading import Encoding
from onrecord.reading.encoder import Encoder, load_encoder, open_encoder
from onrecord.sources import open_inputs
from training.encoder.boosting import fit_trees
from training.encoder.parts import part_of
from training.encoder.sentences import OWN, OWN_HELD_OUT

WEIGHTS = {"plv": 0.5, "cameo": 0.5, "own": 1.0, "example": 8.0, "made": 8.0, "free": 3.0}
"""How much a draft of each source counts. With more for PLV and CAMEO their figures rise by .02, and what stands inside
another event or another's words is lost."""
SHARED = 0.5
"""Power of the number of an event's versions that its weight is divided by for each of them."""
TREES = 200
_LABELS = Path(__file__).parents[2] / "bench" / "labels" / "event_free.jsonl"


@dataclass(frozen=True)
class Proposed:
    """A draft with its features and the report that it would become."""

    features: list[float]
    draft: Draft
    report: Report
    score: float
    verb: int | None = None
    """The event of the text whose verb has this noun as its object, and tells it by it: "imposed sanctions"."""


@dataclass(frozen=True)
class Decision:
    """One draft: its features, whether the annotation has it, how much it counts, and the event as the scorer sees it."""

    source: str
    key: str
    text: str
    """What the drafts that must stay together when cases are parted have in common: the sentence, or the article."""
    event: int
    """Number of the event in its text, of which the draft is a version."""
    versions: int
    """How many of them there are."""
    features: list[float]
    right: bool
    events: tuple[Any, ...] = ()
    report: Report | None = None
    verb: int | None = None

    @property
    def weight(self) -> float:
        """How much it counts: versions of one event share its weight."""
        return WEIGHTS[self.source] / math.pow(self.versions, SHARED)


def reader_with(encoder: Encoder) -> Reader:
    """The reader, with another encoder than the shipped one."""
    return Reader(layers=(Encoding(encoder), *rules_only().layer_list))


def proposed(article: Article, reader: Reader) -> list[list[Proposed]]:
    """All events of an article, each with its versions, undecided."""
    reading = reader.layers(article)
    desk = Desk(reading, default_ontology())
    if desk.judge is None:
        raise ValueError("the decision is on what the encoder says, and there is no encoder")
    found: list[list[Proposed]] = []
    for first, last, span in desk.sentences():
        versions = desk.versions(first, last)
        heads = [group[0] for group in versions]
        begin = len(found)
        for group in versions:
            told = []
            for draft in group:
                if draft.actors or draft.recipients:
                    score = desk.scorer.score(draft, first, last)
                    weighed = Found(draft, span, first, last, min(score, 1.0), score, judged=True)
                    report = report_of(desk, weighed, "", {})
                    told.append(Proposed(desk.judge.features(draft, score, heads), draft, report, score))
            if told:
                found.append(told)
        found[begin:] = _with_verbs(desk, found[begin:], begin)
    return found


def _with_verbs(desk: Desk, sentence: list[list[Proposed]], begin: int) -> list[list[Proposed]]:
    """The events of a sentence, of which the first is number ``begin``, with those that a noun's verb tells too."""

    def verb(noun: Draft) -> int | None:
        told = (n for n, group in enumerate(sentence) if desk.echoes.told_with(group[0].draft, noun))
        return next((begin + n for n in told), None)

    return [[replace(one, verb=verb(one.draft)) for one in group] for group in sentence]


def benchmark_decisions(data: BenchData, name: str, reader: Reader, half: int) -> Iterator[Decision]:
    """All drafts of one half of a benchmark's sentences (``plv`` or ``cameo``)."""
    adapt, scorer = data.scorer("adapt"), data.scorer("score_events")
    rows = data.rows(f"events/{name}_train.jsonl")
    how = "plv15" if name == "plv" else "quad"
    gold = {str(r["id"]): r["events"] for r in (rows if name == "plv" else adapt.cameo(rows))}
    for row in rows:
        key = str(row["id"])
        if key not in gold or part_of(row["text"], 2) != half:
            continue
        truth = [{**e, "t": scorer.ev_type(e, how)} for e in gold[key]]
        for number, versions in enumerate(proposed(Article(id=key, text=row["text"]), reader)):
            told = [_as_scored(adapt, key, one.report) for one in versions]
            kinds = [{scorer.ev_type(e, how) for e in events} for events in told]
            whole, fitting = (
                [
                    any(g["t"] in kind and ok(g, e) for g in truth for e in events)
                    for kind, events in zip(kinds, told, strict=True)
                ]
                for ok in (scorer.triple_ok, lambda g, e: _no_party_wrong(scorer, g, e))
            )
            for one, events, right in zip(versions, told, whole if any(whole) else fitting, strict=True):
                yield Decision(
                    name,
                    key,
                    row["text"],
                    number,
                    len(versions),
                    one.features,
                    right,
                    tuple(events),
                    verb=one.verb,
                )


def _as_scored(adapt: Any, key: str, report: Report) -> list[dict[str, Any]]:
    """The events of a report as the benchmark's scorer sees them."""
    (told,) = adapt.events([json.loads(to_json(Record(id=key, text="", reports=(report,))))])
    return list(told["events"])


def _no_party_wrong(scorer: Any, gold: dict[str, Any], event: dict[str, Any]) -> bool:
    """Whether both parties are those of the annotation; a party that the coder does not name is not wrong."""
    sides = [s for s in ("source", "target") if event.get(f"{s}_text")]
    return scorer.triple_ok(gold, event) or all(scorer.actor_ok(gold, event, s) for s in sides)


def own_decisions(reader: Reader) -> Iterator[Decision]:
    """All drafts of our sentences that the encoder has not learned from."""
    for name in OWN_HELD_OUT:
        for number, line in enumerate((OWN / f"{name}.jsonl").read_text("utf8").splitlines()):
            row = json.loads(line)
            key = f"{name}-{number}"
            for event, versions in enumerate(proposed(Article(id=key, text=row["t"]), reader)):
                whole, fitting = (
                    [any(_fits(one.report, e, row["t"], strict) for e in row["e"]) for one in versions]
                    for strict in (True, False)
                )
                for one, right in zip(versions, whole if any(whole) else fitting, strict=True):
                    yield Decision(
                        "own", key, row["t"], event, len(versions), one.features, right, verb=one.verb
                    )


def _fits(report: Report, event: dict[str, Any], text: str, strict: bool) -> bool:
    """Whether a report is of the labelled type, told by its word, and shares those parties that both name.

    ``strict``: whether it must name every side that the label names, and no other.
    """
    if report.event_type != event["y"]:
        return False
    told = report.trigger.text
    if event["v"] not in told and told not in event["v"] and not set(told.split()) & set(event["v"].split()):
        return False
    sides = ((report.actors, event.get("a", [])), (report.recipients, event.get("r", [])))
    for found, named in sides:
        if found and named and not any(p.text in n or n in p.text for p in found for n in named):
            mentions = [text.find(n) for n in named]
            if not any(
                a <= p.start < a + len(n) for p in found for a, n in zip(mentions, named, strict=True)
            ):
                return False
        if strict and bool(found) != bool(named):
            return False
    return bool(report.actors or not event.get("a"))


def example_decisions(reader: Reader) -> Iterator[Decision]:
    """All drafts of the January 2020 articles."""
    gold = defaultdict(list)
    for row in read_gold(part="seen"):
        gold[row["article"]].append(row)
    for article in example_articles():
        found = proposed(article, reader)
        reports = tuple(one.report for versions in found for one in versions)
        paired = pairs_of(gold[article.id], Record(id=article.id, text=article.text, reports=reports))
        rows = {id(report): gold[article.id][row] for row, report in paired.items()}
        for event, versions in enumerate(found):
            right = _as_good(versions, rows)
            for number, one in enumerate(versions):
                yield Decision(
                    "example", article.id, article.text, event, len(versions), one.features,
                    number in right, report=one.report, verb=one.verb,
                )  # fmt: skip


def example_articles() -> Iterator[Article]:
    """The January 2020 articles whose gold rows may be learned from, clean."""
    seen = {row["article"] for row in read_gold(part="seen")}
    for raw in open_inputs([str(FOLDER / "articles")]):
        if isinstance(raw, InputError):
            raise raw
        article = clean(raw)
        if article.id in seen:
            yield article


def _as_good(versions: Sequence[Proposed], rows: Mapping[int, Any]) -> set[int]:
    """Numbers of the versions that agree with the gold as much as the one that is paired with it."""
    found = set[int]()
    for one in versions:
        row = rows.get(id(one.report))
        if row is not None:
            scores = [
                sum(agreement(row, v.report).values()) if v.report.event_type == row["event_type"] else -1
                for v in versions
            ]
            found |= {i for i, score in enumerate(scores) if score == max(scores)}
    return found


def looked_at() -> list[MadeArticle]:
    """The made articles that may be learned from."""
    return [made for made in articles() if not made.name.startswith(UNSEEN)]


def made_decisions(reader: Reader) -> Iterator[Decision]:
    """All drafts of the made articles that may be looked at, but for those that could fairly be coded or not."""
    for made in looked_at():
        article = Article(id=made.name, text=made.text, published=made.published, language="en")
        found = proposed(article, reader)
        reports = tuple(one.report for versions in found for one in versions)
        paired = pairs_of_made(made.rows, Record(id=article.id, text=article.text, reports=reports))
        rows = {id(reports[number]): made.rows[row] for row, number in paired.items()}
        for event, versions in enumerate(found):
            told = [rows[id(one.report)] for one in versions if id(one.report) in rows]
            if any(row.optional for row in told):
                continue
            right = _as_right(versions, told)
            for number, one in enumerate(versions):
                yield Decision(
                    "made", made.name, made.text, event, len(versions), one.features, number in right,
                    report=one.report, verb=one.verb,
                )  # fmt: skip


def _as_right(versions: Sequence[Proposed], rows: Sequence[Row]) -> set[int]:
    """Numbers of the versions that agree with a row as much as any does."""
    found = set[int]()
    for row in rows:
        fitting = {
            number: sum(agreement_of(row, one.report).values())
            for number, one in enumerate(versions)
            if one.report.event_type in row.types
        }
        best = max(fitting.values(), default=0)
        found |= {number for number, agreeing in fitting.items() if agreeing == best}
    return found


def free_decisions(data: BenchData, reader: Reader, part: Sequence[int] = (0,)) -> Iterator[Decision]:
    """All drafts of sentences that tell no event: those of even numbers, of odd ones with ``part`` (1,)."""
    texts = {r["id"]: r["text"] for r in data.rows("attribution/polnear_train.jsonl")}
    for number, line in enumerate(_LABELS.read_text("utf8").splitlines()):
        label = json.loads(line)
        if number % 2 in part:
            text = texts[label["id"]][label["start"] : label["end"]]
            for event, versions in enumerate(proposed(Article(id=str(number), text=text), reader)):
                for one in versions:
                    yield Decision(
                        "free", str(number), text, event, len(versions), one.features, False, verb=one.verb
                    )


def all_decisions(bench: Path, halves: Sequence[Path], whole: Encoder, made: bool = False) -> list[Decision]:
    """Everything that the decision on events is fitted on; ``halves``: the encoder fitted without half 0, then 1.

    Each half of PLV and CAMEO is read with the encoder that knows nothing of it. Neither has learned from our sentences
    that stand for fully labelled text. Articles and sentences without events are read with the ``whole`` encoder, which has
    not learned from them. ``made``: with the made articles that may be looked at; see the README for what that changes.
    """
    data, shipped = BenchData(bench), reader_with(whole)
    readers = [reader_with(open_encoder(folder)) for folder in halves]
    return [
        *(
            decision
            for half, reader in enumerate(readers)
            for name in ("plv", "cameo")
            for decision in benchmark_decisions(data, name, reader, half)
        ),
        *own_decisions(readers[-1]),
        *example_decisions(shipped),
        *(made_decisions(shipped) if made else ()),
        *free_decisions(data, shipped),
    ]


def fit_told(bench: Path, halves: Sequence[Path], made: bool = False) -> dict[str, Any]:
    """Fit the decision on events; ``made`` as for ``all_decisions``."""
    found = all_decisions(bench, halves, load_encoder(), made)
    print(f"{len(found)} drafts, {sum(d.right for d in found)} of them in the annotation")
    return {"event": decided(found)}


def decided(found: Sequence[Decision]) -> dict[str, Any]:
    """The trees of some decisions."""
    rows, right = [d.features for d in found], [d.right for d in found]
    return fit_trees(FEATURES, rows, right, [d.weight for d in found], trees=TREES)
