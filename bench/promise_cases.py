"""How well promises are followed up in cases of our own: a promise, and what came after, or nothing.

``python -m bench.promise_cases`` reads the cases of ``tests/merging/cases/promises.jsonl``, builds events of each and
prints the figures and what is wrong. The outcome of a case was written down before any rule. The rules were made with the
part "seen" in view; the part "unseen" was written at the same time and measured once, when they were done: whoever
changes a rule because of what is missed there moves the case to "seen".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.merging import build_events, followed
from onrecord.model import Article, Event, Promise, Record
from onrecord.reader import default_reader

CASES = Path(__file__).parents[1] / "tests" / "merging" / "cases" / "promises.jsonl"
Case = Mapping[str, Any]


def read_cases(part: str, path: Path = CASES) -> list[Case]:
    """Return the cases of one part, "seen" or "unseen"."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [row for row in rows if row["part"] == part]


def records_of(case: Case) -> list[Record]:
    """Read the articles of a case."""
    reader = default_reader()
    return [
        reader.read(Article(id=f"{case['case']}-{n}", language="en", **article))
        for n, article in enumerate(case["articles"])
    ]


def promise_in(case: Case, events: tuple[Event, ...]) -> Promise | None:
    """Return the promise that is told by the words of the case, the one with most evidence of several."""
    found = [e.promise for e in events if e.promise and any(case["promise"] in t.sentence for t in e.told)]
    return max(found, key=lambda p: (len(p.evidence), p.event), default=None)


def wrong(case: Case, events: tuple[Event, ...]) -> Iterator[str]:
    """Yield what is wrong with the promise of a case: what was found in the place of what is gold."""
    promise = promise_in(case, events)
    if promise is None:
        yield "no promise"
        return
    if promise.outcome != case["outcome"]:
        yield f"outcome {promise.outcome}, not {case['outcome']}"
    elif case["evidence"] and not any(case["evidence"] in e.sentence for e in promise.evidence):
        yield f"evidence without '{case['evidence']}'"
    if promise.due != case["due"]:
        yield f"due {promise.due}, not {case['due']}"
    if promise.overdue != case["overdue"]:
        yield f"overdue {promise.overdue}"


@lru_cache(maxsize=2)
def faults(part: str) -> dict[str, tuple[str, ...]]:
    """What is wrong with each case of a part."""
    return {
        case["case"]: tuple(wrong(case, followed(build_events(records_of(case)))))
        for case in read_cases(part)
    }


def measure(part: str) -> dict[str, float]:
    """Shares of the cases of a part whose promise is found, and whose outcome, evidence and last day are all right."""
    found = faults(part).values()
    outcome_right = [not any(f.startswith(("no promise", "outcome")) for f in one) for one in found]
    return {
        "promises found": sum("no promise" not in one for one in found) / len(found),
        "outcomes right": sum(outcome_right) / len(found),
        "all right": sum(not one for one in found) / len(found),
    }


def main() -> None:
    """Measure the part "seen", with what is wrong; of the part "unseen" the figures alone."""
    for name, one in faults("seen").items():
        if one:
            print(f"{name}: {'; '.join(one)}")
    print(json.dumps({part: measure(part) for part in ("seen", "unseen")}, indent=1))


if __name__ == "__main__":
    main()
