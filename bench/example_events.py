"""How well events are built of the January 2020 articles: grouping, standing over time, figures, promises.

``python -m bench.example_events`` reads the articles, builds events of them and prints the figures. The gold file and
the words of standing are described in ``examples/january-2020/README.md``.

Built events are plain dictionaries, so that whatever builds them can be measured::

    {"id": str,
     "reports": [{"article": str, "sentence": [start, end], "text": str,
                  "event_type": str, "trigger": [start, end]}],  # the last two where known: they tell apart the
                                                                 # reports of one sentence
     "standing": {"2020-01-08": ["reported"]} or a function of the ISO date,
     "figures": [{"of": str, "date": str, "source": str or None, "low": number, "high": number or None}],
     "outcome": "fulfilled" | "not fulfilled" | "overtaken" | "open" | None}   # of what the event promises
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.examples import FOLDER, read_records
from onrecord.merging import build_events, followed
from onrecord.model import Event, Record, Told

Built = Mapping[str, Any]
Gold = Mapping[str, Any]
Pairs = dict[tuple[int, int], int]
"""Number of the built event by the numbers of a gold event and of its report."""


def read_gold_events(path: Path = FOLDER / "gold-events.jsonl") -> list[Gold]:
    """Return the gold events in the order of the file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def score(gold: Sequence[Gold], built: Sequence[Built], texts: Mapping[str, str]) -> dict[str, float]:
    """Compare built events with gold ones; ``texts`` has the clean text of each article.

    Gold events that have no type of PLOVER's are left out: nothing that codes by PLOVER tells them.
    A gold report is found where a built report of one of its event's types stands in its sentence; each built report
    serves one. B-cubed (Bagga & Baldwin, 1998) is over the reports found. ``gold events split`` counts those whose
    reports lie in several built events, ``events that swallow`` the built ones with reports of several gold events.
    Standing, figures and promises are looked up in the built event with most of the gold event's reports; what has
    none counts as wrong.
    """
    gold = [event for event in gold if event["types"]]
    pairs = paired(gold, built, texts)
    home = homes(pairs)
    total = sum(len(event["reports"]) for event in gold)
    return {
        "reports found": len(pairs) / total if total else 0.0,
        **_grouping(pairs),
        **_standings(gold, built, home),
        "figure rows right": _share(
            _has_figure(row, built[home[n]]) if n in home else False
            for n, event in enumerate(gold)
            for row in event["figures"]
        ),
        "promise outcomes right": _share(
            n in home and built[home[n]].get("outcome") == event["promise"]["outcome"]
            for n, event in enumerate(gold)
            if "promise" in event
        ),
    }


def paired(gold: Sequence[Gold], built: Sequence[Built], texts: Mapping[str, str]) -> Pairs:
    """Pair gold reports with built ones, those first whose trigger lies within the gold words."""
    by_article: dict[str, list[tuple[int, int, Mapping[str, Any]]]] = defaultdict(list)
    for number, event in enumerate(built):
        for place, report in enumerate(event["reports"]):
            by_article[report["article"]].append((number, place, report))
    ranked = []
    for n, event in enumerate(gold):
        for m, (article, words) in enumerate(event["reports"]):
            span = _find(words, texts.get(article, ""))
            for number, place, report in by_article[article]:
                if span and _tells(report, span, event["types"]):
                    ranked.append((not _inside(report, span), n, m, number, place))
    pairs: Pairs = {}
    used: set[tuple[int, int]] = set()
    for _, n, m, number, place in sorted(ranked):
        if (n, m) not in pairs and (number, place) not in used:
            pairs[n, m] = number
            used.add((number, place))
    return pairs


def _find(words: str, text: str) -> tuple[int, int] | None:
    found = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    return found.span() if found else None


def _tells(report: Mapping[str, Any], span: tuple[int, int], types: Sequence[str]) -> bool:
    start, end = report["sentence"]
    return bool(start < span[1] and span[0] < end and report.get("event_type") in {None, *types})


def _inside(report: Mapping[str, Any], span: tuple[int, int]) -> bool:
    start, end = report.get("trigger") or report["sentence"]
    return bool(span[0] <= start and end <= span[1])


def homes(pairs: Pairs) -> dict[int, int]:
    """Return for each gold event the built one with most of its reports, the first of several."""
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for (n, _), number in pairs.items():
        counts[n][number] += 1
    return {n: min(found, key=lambda number: (-found[number], number)) for n, found in counts.items()}


def _grouping(pairs: Pairs) -> dict[str, float]:
    of_gold = Counter(n for n, _ in pairs)
    of_built = Counter(pairs.values())
    both = Counter((n, number) for (n, _), number in pairs.items())
    precision = _share(both[n, number] / of_built[number] for (n, _), number in pairs.items())
    recall = _share(both[n, number] / of_gold[n] for (n, _), number in pairs.items())
    return {
        "B-cubed precision": precision,
        "B-cubed recall": recall,
        "B-cubed F1": 2 * precision * recall / (precision + recall) if pairs else 0.0,
        "gold events split": float(sum(k > 1 for k in Counter(n for n, _ in both).values())),
        "events that swallow": float(sum(k > 1 for k in Counter(number for _, number in both).values())),
    }


def _standings(gold: Sequence[Gold], built: Sequence[Built], home: Mapping[int, int]) -> dict[str, float]:
    """Shares of the gold standings whose words are all and only those of the built event on that day."""
    right: list[bool] = []
    told_often: list[bool] = []
    for n, event in enumerate(gold):
        for row in event["standing"]:
            found = standing_on(built[home[n]], row["as_of"]) if n in home else set()
            right.append(found == set(row["words"]))
            if len(event["reports"]) > 1:
                told_often.append(right[-1])
    return {"standings right": _share(right), "standings right, told more than once": _share(told_often)}


def standing_on(event: Built, date: str) -> set[str]:
    """Return the words of an event's standing at the end of a day."""
    told = event.get("standing") or {}
    if callable(told):
        return set(told(date))
    known = [day for day in told if day <= date]
    return set(told[max(known)]) if known else set()


def _has_figure(row: Mapping[str, Any], event: Built) -> bool:
    """Whether the event has the figure, from the same source, of the day on which it was said or printed."""
    days = {row["date"], row["published"]}
    return any(
        (f["of"], f["low"], f["high"]) == (row["of"], row["low"], row["high"])
        and str(f["date"])[:10] in days
        and _is_source(row["source"], f["source"])
        for f in event.get("figures") or ()
    )


def _is_source(gold: str | None, found: str | None) -> bool:
    """Nobody is the outlet itself; else a telling word must be shared."""
    if gold is None or found is None:
        return gold is None and found is None
    return bool(_words(gold) & _words(found))


def _words(name: str) -> set[str]:
    return {w.removesuffix("'s") for w in re.findall(r"[^\W_][\w']*", name.lower())} - {
        "of",
        "the",
        "and",
        "u",
        "s",
    }


def _share(values: Iterable[float]) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def as_built(events: Iterable[Event]) -> list[Built]:
    """Return events of the library as this scorer takes them: figures by the innermost source and day of printing."""
    return [
        {
            "id": event.id,
            "reports": [_row(told) for told in event.told],
            "standing": {status.as_of or "": list(status.words) for status in event.history},
            "figures": [
                {"of": f.of, "date": f.published, "source": f.name, "low": f.low, "high": f.high}
                for f in event.figures
            ],
            "outcome": event.promise.outcome if event.promise else None,
        }
        for event in events
    ]


def _row(told: Told) -> dict[str, Any]:
    report = told.report
    return {
        "article": told.article,
        "sentence": list(report.sentence),
        "text": told.sentence,
        "event_type": report.event_type,
        "trigger": [report.trigger.start, report.trigger.end],
    }


def measure(records: Sequence[Record]) -> dict[str, float]:
    """Score the events that the library builds of these articles."""
    built = as_built(followed(build_events(records)))
    return score(read_gold_events(), built, {record.id: record.text for record in records})


def main() -> None:
    """Read, build, score and print."""
    print(json.dumps(measure(read_records()), indent=1))


if __name__ == "__main__":
    main()
