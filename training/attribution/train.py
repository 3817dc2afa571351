"""Train the cue classifier: PolNeAR-style articles to ``src/onrecord/reading/data/cue_weights.json``.

    python training/attribution/train.py TRAIN.jsonl [--cache FILE.spacy] [--output FILE.json]

Each line of TRAIN.jsonl is an object with ``text`` and ``attributions`` (``source``, ``cue``, ``content``: lists of
character spans). Every candidate that the reading room proposes is an example; it is right if its content covers
at least half of the union with an annotated content, and fully right if they are all but equal. Candidates inside
quotations or inside annotated contents are left out: the annotators marked outermost attributions only. The
features hold no names, so the weights know nobody.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin

from onrecord.reading.attribution.assemble import propose
from onrecord.reading.attribution.features import features
from onrecord.reading.attribution.lexicon import Lexicon, load_lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.spans import characters
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.syntax import load_pipeline

_WORD = re.compile(r"\w+")
_LEXICAL = re.compile(
    r"(?:^|\|)(?:l|sl|cl|cw|above)=-?([a-z_]{3,})"
)  # features with a word of the text in them
OUTPUT = Path(__file__).parents[2] / "src/onrecord/reading/data/cue_weights.json"
# Chosen on PolNeAR's development part; content IoU F1 moves by less than 0.5 between half and twice these.
MIN_COUNT, RIDGE, EPOCHS, RATE, BATCH = 4, 30.0, 12, 0.15, 256
SMALLEST = 0.03
_SHARE = 3  # times more often with a capital than without: sentences begin with common words too
Floats = NDArray[np.float64]


def word_sets(text: str, spans: Iterable[Sequence[int]], starts: list[int]) -> frozenset[int]:
    """Numbers of the words that overlap the spans."""
    at = np.asarray(starts)
    out: set[int] = set()
    for begin, end in spans:
        first = int(np.searchsorted(at, begin, "right")) - 1
        last = int(np.searchsorted(at, end, "left"))
        out.update(i for i in range(max(first, 0), last) if _WORD.match(text, starts[i]).end() > begin)  # type: ignore[union-attr]
    return frozenset(out)


def examples(
    rows: Sequence[dict[str, Any]], docs: Sequence[Doc], lexicon: Lexicon
) -> Iterator[tuple[list[str], float]]:
    """Yield the features of every candidate and how right it is, 0 to 1."""
    for row, doc in zip(rows, docs, strict=True):
        text = row["text"]
        tree = plant(doc)
        starts = [m.start() for m in _WORD.finditer(text)]
        gold = [
            (word_sets(text, a["content"], starts), word_sets(text, a["cue"], starts))
            for a in row["attributions"]
        ]
        inside = frozenset[int]().union(*(content for content, _ in gold))
        by_word: dict[int, list[int]] = defaultdict(list)
        for number, (content, cue) in enumerate(gold):
            for word in content | cue:
                by_word[word].append(number)
        proposals, quotes, _ = propose(tree, lexicon)
        for proposal in proposals:
            if quotes.of_token[proposal.candidate.cue] >= 0:
                continue
            cue = word_sets(text, _cue(tree, proposal), starts)
            content = word_sets(text, characters(tree, proposal.content), starts)
            if content and not cue & inside:
                near = {n for w in content for n in by_word[w]}
                right = max((rightness(proposal, content, cue, gold[n]) for n in near), default=0.0)
                yield features(tree, quotes, lexicon, proposal.candidate), right


def _cue(tree: Tree, proposal: Proposal) -> Sequence[tuple[int, int]]:
    token = proposal.candidate.cue
    return characters(tree, proposal.cue) or [(tree.begin[token], tree.end[token])]


def rightness(
    proposal: Proposal,
    content: frozenset[int],
    cue: frozenset[int],
    gold: tuple[frozenset[int], frozenset[int]],
) -> float:
    """How right a candidate is for one annotated attribution."""
    overlap = len(content & gold[0]) / len(content | gold[0])
    if overlap >= 0.5:
        return 1.0 if overlap >= 0.9 else 0.75
    speech = proposal.candidate.frame.startswith(
        ("quote", "clause")
    )  # the cue is right and its span too short
    return 0.7 if speech and overlap and (cue & gold[1] or not gold[1]) else 0.0


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Words that the texts write with a capital more often than not: taggers take some names for common words."""
    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        for word in re.findall(r"[A-Za-z]+", text):
            (upper if word[0].isupper() else lower)[word.lower()] += 1
    return frozenset(w for w, n in upper.items() if n > _SHARE * lower[w])


def fit(rows: Sequence[list[str]], target: Floats, names: frozenset[str], seed: int = 0) -> dict[str, float]:
    """Logistic regression with a ridge, by Adagrad in minibatches; returns the weight of each feature."""
    counts = Counter(f for row in rows for f in row)
    kept = {f for f in counts if not any(w in names for word in _LEXICAL.findall(f) for w in word.split("_"))}
    counts = Counter({f: c for f, c in counts.items() if f in kept})
    vocabulary = {f: i for i, f in enumerate(f for f, c in counts.items() if c >= MIN_COUNT)}
    index = [np.array([vocabulary[f] for f in row if f in vocabulary], dtype=np.int64) for row in rows]
    weights, squares = np.zeros(len(vocabulary)), np.full(len(vocabulary), 1e-8)
    random = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        order = random.permutation(len(index))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            columns = np.concatenate([index[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), [len(index[i]) for i in batch])
            odds = np.bincount(owner, weights=weights[columns], minlength=len(batch))
            error = 1 / (1 + np.exp(-odds)) - target[batch]
            gradient = np.bincount(columns, weights=error[owner], minlength=len(weights))
            used = np.unique(columns)
            step = gradient[used] + RIDGE * weights[used] * len(batch) / len(index)
            squares[used] += step * step
            weights[used] -= RATE * step / np.sqrt(squares[used])
    return {f: round(float(weights[i]), 2) for f, i in vocabulary.items() if abs(weights[i]) >= SMALLEST}


def weights_without(
    rows: Sequence[dict[str, Any]], docs: Sequence[Doc], parts: int
) -> list[dict[str, float]]:
    """Weights fitted without the articles whose number leaves 0, 1, 2 ... over when divided by ``parts``.

    What is fitted over the classifier's odds must see odds as they are on articles that it has not learned from.
    """
    names = names_in(row["text"] for row in rows)
    found = [list(examples([row], [doc], load_lexicon())) for row, doc in zip(rows, docs, strict=True)]
    out = []
    for part in range(parts):
        kept = [e for number, article in enumerate(found) if number % parts != part for e in article]
        out.append(fit([f for f, _ in kept], np.array([y for _, y in kept]), names))
    return out


def parse(rows: Sequence[dict[str, Any]], cache: Path | None) -> list[Doc]:
    """Parse the texts, or read the parses kept from an earlier run."""
    nlp = load_pipeline()
    if cache is not None and cache.exists():
        return list(DocBin().from_disk(cache).get_docs(nlp.vocab))
    docs = [nlp(row["text"]) for row in rows]
    if cache is not None:
        DocBin(docs=docs).to_disk(cache)
    return docs


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    rows = [
        json.loads(line) for line in options.train.read_text(encoding="utf8").splitlines() if line.strip()
    ]
    found = list(examples(rows, parse(rows, options.cache), load_lexicon()))
    weights = fit(
        [f for f, _ in found], np.array([y for _, y in found]), names_in(row["text"] for row in rows)
    )
    card = f"logistic regression, {len(found)} candidates of {len(rows)} articles; see training/attribution/README.md"
    options.output.write_text(
        json.dumps({"card": card, "weights": weights}, ensure_ascii=False, indent=0, sort_keys=True) + "\n",
        encoding="utf8",
    )
    print(card, f"{len(weights)} weights")


if __name__ == "__main__":
    main()
