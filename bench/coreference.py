"""Coreference against MEANTIME: chains of gold mentions, and what pronouns and descriptions are resolved to.

A gold mention takes the chain of the mention of ours that overlaps it most; one that we lack is a chain of its own.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from onrecord.reading import Reading

Row = dict[str, Any]
Chain = tuple[int, int, int]
"""Start, end and number of the chain of one mention."""

_PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "we",
        "us",
        "our",
        "himself",
        "herself",
        "itself",
        "themselves",
    ]
)
_ACTORS = ("PER", "ORG", "LOC")


def chains_of(reading: Reading) -> list[Chain]:
    """Return an article's mentions with the numbers of their chains."""
    return [(m.participant.start, m.participant.end, m.entity) for m in reading.mentions]


def score(gold_rows: list[Row], chains: dict[str, list[Chain]], clusters: Any) -> dict[str, float]:
    """Return CoNLL F1, B3 and the share of pronouns and descriptions that reach the right named chain.

    ``chains`` are ours by document, ``clusters`` the benchmark folder's ``score_clusters`` module.
    """
    gold: dict[str, str] = {}
    ours: dict[str, str] = {}
    tally: Counter[str] = Counter()
    for row in gold_rows:
        key = str(row["doc_id"])
        mine = _aligned(row, chains[key])
        for n, mention in enumerate(row["entity_mentions"]):
            gold[f"{key}/{n}"] = f"{key}/{mention['coref_chain']}"
            ours[f"{key}/{n}"] = f"{key}/{mine.get(n, f'none {n}')}"
        tally += _reached(row, mine)
    result = clusters.score(gold, ours)
    return {
        "CoNLL F1": result["CoNLL"],
        "B3 F1": result["B3"][2],
        "MUC F1": result["MUC"][2],
        "pronouns right": tally["pronoun right"] / max(1, tally["pronoun"]),
        "descriptions right": tally["description right"] / max(1, tally["description"]),
        "short names right": tally["name right"] / max(1, tally["name"]),
    }


def _aligned(row: Row, mentions: list[Chain]) -> dict[int, int]:
    """Our chain for each gold mention: one with the same end, as titles are or are not counted in, else the one that
    shares half of its characters or more."""
    found = {}
    for n, gold in enumerate(row["entity_mentions"]):
        start, end = gold["start"], gold["end"]
        best, share = None, 0.0
        for a, b, chain in mentions:
            shared = min(b, end) - max(a, start)
            overlap = shared / (max(b, end) - min(a, start)) if shared > 0 else 0.0
            if overlap and b == end:
                overlap = 0.5 + overlap / 2
            if overlap > share:
                best, share = chain, overlap
        if best is not None and share >= 0.5:
            found[n] = best
    return found


def _reached(row: Row, mine: dict[int, int]) -> Counter[str]:
    """Count mentions whose chain of ours is, by its names, the gold chain."""
    mentions = row["entity_mentions"]
    sort = [_sort(row["text"][m["start"] : m["end"]]) for m in mentions]
    named = {m["coref_chain"] for m, s in zip(mentions, sort, strict=True) if s == "name"}
    names: dict[int, Counter[str]] = {}
    for n, chain in mine.items():
        if sort[n] == "name":
            names.setdefault(chain, Counter())[mentions[n]["coref_chain"]] += 1
    tally: Counter[str] = Counter()
    for n, m in enumerate(mentions):
        if m["coref_chain"] not in named or not m["coref_chain"].startswith(_ACTORS):
            continue
        others = Counter(names.get(mine.get(n, -1), Counter()))
        if sort[n] == "name":
            others[m["coref_chain"]] -= 1
            if (
                sum(
                    1
                    for s, x in zip(sort, mentions, strict=True)
                    if s == "name" and x["coref_chain"] == m["coref_chain"]
                )
                < 2
            ):
                continue
        tally[sort[n]] += 1
        best = others.most_common(1)
        tally[f"{sort[n]} right"] += bool(best and best[0][1] > 0 and best[0][0] == m["coref_chain"])
    return tally


def _sort(text: str) -> str:
    if text.lower() in _PRONOUNS and text != "US":
        return "pronoun"
    words = text.split()
    return "name" if words and words[-1][:1].isupper() else "description"
