"""Fit the decisions over rules and heads: ``python -m training.encoder.decide said BENCH --work DIR``, then ``version``
and ``told``.

``said`` fits the two decisions on attributions, on the articles of PolNeAR's training part that the encoder has not
learned from. ``version`` fits which version of a content is nearest the truth, on all other articles of that part, each
heard by the encoder in ``--folds`` that was fitted without it: the first on articles of even number, the second on those
of odd number. ``told`` fits the one on events, on the halves of PLV and CAMEO, each read with the encoder in ``--halves``
that was fitted without it. All write into ``data/decisions.json``. Needs scikit-learn, but no PyTorch: the encoder is the exported one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

from onrecord.reading import load_pipeline
from onrecord.reading.attribution.assemble import weigh
from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.judge import (
    CONTENT_FEATURES,
    FEATURES,
    Case,
    cases,
    content_features,
    features,
)
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.model import load_weights
from onrecord.reading.attribution.offers import CONTENT_FEATURES as VERSION_FEATURES
from onrecord.reading.attribution.offers import offers
from onrecord.reading.attribution.quotes import Quotes
from onrecord.reading.attribution.spans import characters
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.encoder import Encoder, Trees, open_encoder, trees_of
from training.encoder.boosting import fit_trees, fit_worth
from training.encoder.export import OUTPUT
from training.encoder.parts import kept_out

_RIGHT, _ALIKE, _FAR = 0.5, 0.02, 0.3
"""Shared words over all words: from the first on a content is right; contents that differ by less than the second, or
are both worse than the third, teach nothing about which to choose."""
_WHOLE = 0.5
"""Further weight of a choice that gets a content whole."""
_VERSION_WHOLE = 0.7
"""Further worth of a version that is a content whole, beside its shared words over all words."""


class _Truth:
    """The annotated contents of one article, as sets of words."""

    def __init__(self, text: str, attributions: Iterable[dict[str, Any]], scorer: Any) -> None:
        self._scorer = scorer
        self._words = scorer.tokens(text)
        self._gold = [a["content"] for a in scorer.att_sets(list(attributions), *self._words) if a["content"]]

    def share(self, tree: Tree, content: Sequence[Range]) -> float:
        """How much of a content and its nearest annotated one they share: words of both over words of either."""
        ours = self._scorer.covered([list(s) for s in characters(tree, content)], *self._words)
        return max((len(ours & g) / len(ours | g) for g in self._gold), default=0.0) if ours else 0.0


class _Heard:
    """One article with its cases and its truth."""

    def __init__(self, row: dict[str, Any], doc: Doc, encoder: Encoder, scorer: Any) -> None:
        self.tree = plant(doc)
        proposals, self.quotes, _ = weigh(self.tree, load_lexicon(), load_weights())
        witness, self.cases = cases(self.tree, self.quotes, encoder.encode(doc), proposals)
        self.words: list[bool] = witness.is_word.tolist()
        self.truth = _Truth(row["text"], row["attributions"], scorer)

    def choices(self) -> Iterable[tuple[list[float], bool, float]]:
        """Cases with two contents that differ in rightness: features, whether the other is better, weight."""
        for case in self.cases:
            if not case.other:
                continue
            ours = self.truth.share(self.tree, case.evidence.proposal.content)
            other = self.truth.share(self.tree, case.other)
            if max(ours, other) >= _FAR and abs(ours - other) >= _ALIKE:
                whole = _WHOLE if max(ours, other) > 0.99 else 0.0
                yield content_features(self.tree, self.quotes, case), other > ours, abs(ours - other) + whole

    def decisions(self, content: Trees) -> Iterable[tuple[list[float], bool]]:
        """All cases: features, and whether the content chosen is right."""
        for case in self.cases:
            choice = _choice(content, self.tree, self.quotes, case)
            chosen = case.other if case.other and choice > 0 else case.evidence.proposal.content
            yield features(case, choice), self.truth.share(self.tree, chosen) >= _RIGHT

    def versions(self) -> Iterable[tuple[list[float], float, float]]:
        """All versions of contents of which one at least is near the truth: features, worth, weight."""
        for case in self.cases:
            found = offers(self.tree, self.quotes, self.words, case.evidence, case.odds, case.other)
            shares = [self.truth.share(self.tree, offer.content) for offer in found]
            if len(found) > 1 and max(shares) >= _FAR:
                for offer, share in zip(found, shares, strict=True):
                    yield (
                        offer.features,
                        share + (_VERSION_WHOLE if share > 0.99 else 0.0),
                        len(found) ** -0.5,
                    )


def _choice(content: Trees, tree: Tree, quotes: Quotes, case: Case) -> float:
    return content.log_odds(content_features(tree, quotes, case)) if case.other else 0.0


def fit_version(bench: Path, work: Path, folds: Sequence[Encoder]) -> dict[str, Any]:
    """Fit the choice among the versions of a content."""
    from bench.data import BenchData

    scorer = BenchData(bench).scorer("score_attribution")
    rows = BenchData(bench).rows("attribution/polnear_train.jsonl")
    docs = DocBin().from_disk(work / "polnear_train.spacy").get_docs(load_pipeline().vocab)
    found = [
        version
        for number, (row, doc) in enumerate(zip(rows, docs, strict=True))
        if not kept_out(number)
        for version in _Heard(row, doc, folds[1 - number % 2], scorer).versions()
    ]
    print(f"{len(found)} versions")
    features, worth, weights = zip(*found, strict=True)
    return {"version": fit_worth(VERSION_FEATURES, features, worth, weights)}


def fit_said(bench: Path, work: Path, encoder: Encoder) -> dict[str, Any]:
    """Fit the decisions on attributions."""
    from bench.data import BenchData

    scorer = BenchData(bench).scorer("score_attribution")
    rows = BenchData(bench).rows("attribution/polnear_train.jsonl")
    docs = DocBin().from_disk(work / "polnear_train.spacy").get_docs(load_pipeline().vocab)
    pairs = [pair for number, pair in enumerate(zip(rows, docs, strict=True)) if kept_out(number)]
    heard = [_Heard(row, doc, encoder, scorer) for row, doc in pairs]
    choices = [choice for h in heard for choice in h.choices()]
    content = fit_trees(
        CONTENT_FEATURES, [c[0] for c in choices], [c[1] for c in choices], [c[2] for c in choices], trees=100, smallest=8
    )  # fmt: skip
    decisions = [decision for h in heard for decision in h.decisions(trees_of(content))]
    print(f"{len(heard)} articles, {len(choices)} choices, {len(decisions)} decisions")
    attribution = fit_trees(FEATURES, [d[0] for d in decisions], [d[1] for d in decisions])
    return {"content": content, "attribution": attribution}


def write(found: dict[str, Any]) -> None:
    """Put decisions into the data file."""
    path = OUTPUT / "decisions.json"
    whole = json.loads(path.read_text("utf8")) if path.exists() else {}
    path.write_text(json.dumps({**whole, **found}, separators=(",", ":"), sort_keys=True) + "\n", "utf8")


def main() -> None:
    """Fit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("said", "version", "told"))
    parser.add_argument("bench", type=Path)
    parser.add_argument("--work", type=Path, help="folder with the parses that fitting the encoder left")
    parser.add_argument("--encoder", type=Path, default=OUTPUT)
    parser.add_argument(
        "--halves", type=Path, nargs=2, help="encoders fitted with --held-out 0 and --held-out 1"
    )
    parser.add_argument(
        "--folds",
        type=Path,
        nargs=2,
        help="encoders fitted on the articles of even number, and of odd number",
    )
    options = parser.parse_args()
    if options.what == "said":
        write(fit_said(options.bench, options.work, open_encoder(options.encoder)))
    elif options.what == "version":
        write(fit_version(options.bench, options.work, [open_encoder(f) for f in options.folds]))
    else:
        from training.encoder.told_decision import fit_told

        write(fit_told(options.bench, options.halves))


if __name__ == "__main__":
    main()
