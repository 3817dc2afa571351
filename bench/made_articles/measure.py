"""``python -m bench.made_articles.measure [NAMES]``: reports found, false, and right field by field, and what is wrong.

The articles 01 to 10, 16, 17, 19 and 20 were looked at while rules were written; 11 to 15, 18 and 21 to 23 were written
last and nobody has tuned on them: their misses are not printed.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bench.examples import agreement
from bench.made_articles.gold import MadeArticle, Row, articles
from onrecord.model import Article, Participant, Record, Report
from onrecord.reader import default_reader

UNSEEN = ("11", "12", "13", "14", "15", "18", "21", "22", "23")
"""The numbers of the articles that are not looked at."""


@dataclass(slots=True)
class Tally:
    """What was counted over some articles."""

    wanted: int = 0
    found: int = 0
    false: int = 0
    complete: int = 0
    fields: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return precision, recall and F1 of reports, the share right in every field, and accuracies field by field."""
        precision = self.found / max(1, self.found + self.false)
        recall = self.found / max(1, self.wanted)
        return {
            "rows": self.wanted,
            "precision": precision,
            "recall": recall,
            "F1": 2 * precision * recall / max(1e-9, precision + recall),
            "complete": self.complete / max(1, self.wanted),
            **{name: sum(values) / len(values) for name, values in sorted(self.fields.items())},
        }


def measure(made: Iterable[MadeArticle]) -> Tally:
    """Read articles with On Record and compare."""
    tally = Tally()
    for one in made:
        article = Article(id=one.name, text=one.text, published=one.published, language="en")
        _compare(tally, one, default_reader().read(article))
    return tally


def _compare(tally: Tally, made: MadeArticle, record: Record) -> None:
    pairs = pairs_of(made.rows, record)
    for index, row in enumerate(made.rows):
        if row.optional:
            continue
        tally.wanted += 1
        if index not in pairs:
            tally.notes.append(f"{made.name}: MISSED {'/'.join(sorted(row.types))}: {row.words}")
            continue
        report = record.reports[pairs[index]]
        checks = agreement_of(row, report)
        for name, right in checks.items():
            tally.fields[name].append(right)
        bad = [name for name, right in checks.items() if not right]
        tally.found, tally.complete = tally.found + 1, tally.complete + (not bad)
        tally.notes += [f"{made.name}: WRONG {', '.join(bad)}: {row.words}: {told(report)}"] if bad else []
    for number, report in enumerate(record.reports):
        if number not in pairs.values():
            tally.false += 1
            sentence = record.text[slice(*report.sentence)].replace("\n", " ")
            tally.notes.append(f"{made.name}: FALSE {told(report)} ({report.why}) in: {sentence}")


def told(report: Report) -> str:
    """Return a report in a line."""

    def names(side: Iterable[Participant]) -> str:
        return " + ".join(f"{p.name} {p.country or ''}".strip() for p in side)

    chain = " > ".join(f"{a.source.name if a.source else '-'}:{a.stance}" for a in report.attribution)
    when = f"{report.when.start}..{report.when.end}"
    counts = "; ".join(f"{q.of} {q.low}..{q.high}" for q in report.quantities)
    place = report.place.name if report.place else "-"
    return (
        f"[{report.event_type}/{report.mode} “{report.trigger.text}” {names(report.actors)} → {names(report.recipients)}"
        f" | {report.modality}{' NOT' if report.negated else ''} | {when} | {place} | {counts} | {chain}]"
    )


def pairs_of(rows: tuple[Row, ...], record: Record) -> dict[int, int]:
    """Pair rows with reports of a right type and the same sentence, those with the trigger in the words first."""
    ranked = []
    for index, row in enumerate(rows):
        start = record.text.index(row.words)
        end = start + len(row.words)
        for number, report in enumerate(record.reports):
            if report.event_type not in row.types or not (
                report.sentence[0] < end and start < report.sentence[1]
            ):
                continue
            inside = start <= report.trigger.start and report.trigger.end <= end
            right = sum(agreement_of(row, report).values())
            ranked.append((-3 * inside - right, row.optional, index, number))
    pairs: dict[int, int] = {}
    for _, _, index, number in sorted(ranked):
        if index not in pairs and number not in pairs.values():
            pairs[index] = number
    return pairs


def agreement_of(row: Row, report: Report) -> Mapping[str, bool]:
    """Return, for each field that the row gives, whether the report agrees."""
    wanted = {k: _named(v) if k in ("actors", "recipients") else v for k, v in row.fields.items()}
    checks = agreement({**wanted, "attribution": wanted["attribution"] or []}, report)
    if wanted["attribution"] is None:
        checks = {name: right for name, right in checks.items() if name not in ("attribution", "stance")}
    if wanted["nobody"]:
        checks["actors"] = not report.actors
    if row.either:
        both = [*report.actors, *report.recipients]
        checks["parties"] = all(any(_is(p, who) for who in both) for p in row.either)
    return checks


def _named(side: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """A country alone has no name in the gold of the examples."""
    return [{k: v for k, v in p.items() if v} for p in side]


def _is(wanted: Mapping[str, str], who: Participant) -> bool:
    same_country = who.country is None or who.country == wanted.get("country")
    return same_country and (
        not wanted["name"] or bool(set(wanted["name"].split()) & set(f"{who.name} {who.text}".split()))
    )


def _parts(names: list[str]) -> Iterator[tuple[str, list[MadeArticle]]]:
    made = [a for a in articles() if not names or any(n in a.name for n in names)]
    yield "looked at", [a for a in made if not a.name.startswith(UNSEEN)]
    yield "not looked at", [a for a in made if a.name.startswith(UNSEEN)]


def main(names: list[str]) -> None:
    """Print both parts; what is wrong only of the one that is looked at."""
    for part, made in _parts(names):
        if not made:
            continue
        tally = measure(made)
        if part == "looked at":
            print(*tally.notes, sep="\n")
        print(
            f"{part}, {len(made)} articles:",
            *(f"{k} {v:.3f}" for k, v in tally.figures().items()),
            sep="\n  ",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
