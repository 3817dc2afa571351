"""Fit the decisions over rules and heads: ``python -m training.encoder.decide version BENCH --work DIR``, then
``said`` and ``told``.

``said`` fits the three decisions on attributions, on the articles of PolNeAR's training part that the encoder has not
learned from, with rules' odds by weights that have not either. ``version`` fits which version of a content is nearest the truth, on all other articles of that part, each
heard by the encoder in ``--folds`` that was fitted without it: the first on articles of even number, the second on those
of odd number. ``told`` fits the one on events, on the halves of PLV and CAMEO, each read with the encoder in ``--halves``
that was fitted without it. All write into ``data/decisions.json``. Needs scikit-learn, but no PyTorch: the encoder is the exported one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

from onrecord.reading import load_pipeline
from onrecord.reading.attribution.assemble import weigh
from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.judge import (
    CONTENT_FEATURES,
    FEATURES,
    TOGETHER_FEATURES,
    UNHEARD,
    cases,
    choices_of,
    content_features,
    features,
    views_of,
)
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.model import load_weights
from onrecord.reading.attribution.offers import CONTENT_FEATURES as VERSION_FEATURES
from onrecord.reading.attribution.offers import offers
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.spans import characters
from onrecord.reading.attribution.surroundings import Surroundings
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.encoder import Encoder, Trees, load_trees, open_encoder, trees_of
from training.attribution.train import weights_without
from training.encoder.boosting import fit_trees, fit_worth
from training.encoder.export import OUTPUT
from training.encoder.parts import kept_out

_RIGHT, _ALIKE, _FAR = 0.5, 0.02, 0.3
"""Shared words over all words: from the first on a content is right; contents that differ by less than the second, or
are both worse than the third, teach nothing about which to choose."""
_PARTS = 5
"""Parts of the articles: rules and first decision weigh an article as they do one that they have not learned from."""
_WHOLE = 0.5
"""Further weight of a choice that gets a content whole."""
_VERSION_WHOLE = 0.7
"""Further worth of a version that is a content whole, beside its shared words over all words."""


class _Truth:
    """The annotated contents of one article, as sets of words."""

    def __init__(self, text: str, attributions: Iterable[dict[str, Any]], scorer: Any) -> None:
        self._scorer = scorer
        self._words = scorer.tokens(text)
        self._attributions = scorer.att_sets(list(attributions), *self._words)
        self._gold = [a["content"] for a in self._attributions if a["content"]]

    def one_each(self, tree: Tree, proposals: Sequence[Proposal]) -> set[int]:
        """Numbers of the proposals that are right, at most one for each annotated attribution: that of its cue first, then
        that with the nearest content."""
        found = []
        for number, proposal in enumerate(proposals):
            content = self._covered(tree, proposal.version or proposal.content)
            cue = self._covered(tree, proposal.cue)
            for n, gold in enumerate(self._attributions):
                both = len(content & gold["content"])
                if both and (share := both / len(content | gold["content"])) >= _RIGHT:
                    found.append((not cue & gold["cue"], -share, number, n))
        right: dict[int, int] = {}
        for _, _, number, n in sorted(found):
            if number not in right and n not in right.values():
                right[number] = n
        return set(right)

    def _covered(self, tree: Tree, ranges: Sequence[Range]) -> frozenset[int]:
        spans = [list(s) for s in characters(tree, ranges)]
        return frozenset(self._scorer.covered(spans, *self._words))

    def share(self, tree: Tree, content: Sequence[Range]) -> float:
        """How much of a content and its nearest annotated one they share: words of both over words of either."""
        ours = self._covered(tree, content)
        return max((len(ours & g) / len(ours | g) for g in self._gold), default=0.0) if ours else 0.0


class _Heard:
    """One article with its cases and its truth."""

    def __init__(
        self, row: dict[str, Any], doc: Doc, encoder: Encoder, scorer: Any, weights: Mapping[str, float]
    ) -> None:
        """``weights``: of the rules' odds."""
        self.tree = plant(doc)
        proposals, self.quotes, _ = weigh(self.tree, load_lexicon(), weights)
        self.witness, self.cases = cases(self.tree, self.quotes, encoder.encode(doc), proposals)
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
        choices = choices_of(content, self.tree, self.quotes, self.cases)
        for case, choice in zip(self.cases, choices, strict=True):
            chosen = case.other if case.other and choice > 0 else case.evidence.proposal.content
            yield features(case, choice), self.truth.share(self.tree, chosen) >= _RIGHT

    def together(
        self, content: Trees, version: Trees, odds: Sequence[float]
    ) -> Iterable[tuple[list[float], bool]]:
        """The cases that are heard, ``odds`` by the first decision: features with all others in view, and whether it is the
        one proposal for an annotated attribution."""
        heard = [case for case, first in zip(self.cases, odds, strict=True) if first > UNHEARD]
        choices = choices_of(content, self.tree, self.quotes, heard)
        rows = [features(case, choice) for case, choice in zip(heard, choices, strict=True)]
        sure = [first for first in odds if first > UNHEARD]
        views = views_of(self.tree, self.quotes, self.witness, heard, choices, sure, version)
        around = Surroundings(self.tree, self.quotes, self.witness, views)
        right = self.truth.one_each(self.tree, [v.proposal for v in views])
        for number, row in enumerate(rows):
            yield [*row, *around.features(number)], number in right

    def versions(self) -> Iterable[tuple[list[float], float, float]]:
        """All versions of contents of which one at least is near the truth: features, worth, weight."""
        for case in self.cases:
            found = offers(self.tree, self.quotes, self.witness.words, case.evidence, case.odds, case.other)
            shares = [self.truth.share(self.tree, offer.content) for offer in found]
            if len(found) > 1 and max(shares) >= _FAR:
                for offer, share in zip(found, shares, strict=True):
                    yield (
                        offer.features,
                        share + (_VERSION_WHOLE if share > 0.99 else 0.0),
                        len(found) ** -0.5,
                    )


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
        for version in _Heard(row, doc, folds[1 - number % 2], scorer, load_weights()).versions()
    ]
    print(f"{len(found)} versions")
    features, worth, weights = zip(*found, strict=True)
    return {"version": fit_worth(VERSION_FEATURES, features, worth, weights)}


def fit_said(bench: Path, work: Path, encoder: Encoder) -> dict[str, Any]:
    """Fit the decisions on attributions."""
    from bench.data import BenchData

    scorer = BenchData(bench).scorer("score_attribution")
    rows = BenchData(bench).rows("attribution/polnear_train.jsonl")
    docs = list(DocBin().from_disk(work / "polnear_train.spacy").get_docs(load_pipeline().vocab))
    weights = weights_without(rows, docs, _PARTS)
    numbers = [number for number in range(len(rows)) if kept_out(number)]
    heard = [_Heard(rows[n], docs[n], encoder, scorer, weights[n % _PARTS]) for n in numbers]
    choices = [choice for h in heard for choice in h.choices()]
    content = fit_trees(
        CONTENT_FEATURES, [c[0] for c in choices], [c[1] for c in choices], [c[2] for c in choices], trees=100, smallest=8
    )  # fmt: skip
    decisions = [list(h.decisions(trees_of(content))) for h in heard]
    print(f"{len(heard)} articles, {len(choices)} choices, {sum(map(len, decisions))} decisions")
    attribution = _first([d for article in decisions for d in article])
    together = _together(heard, decisions, trees_of(content))
    return {"content": content, "attribution": attribution, "together": together}


def _first(decisions: Sequence[tuple[list[float], bool]]) -> dict[str, Any]:
    return fit_trees(FEATURES, [d[0] for d in decisions], [d[1] for d in decisions])


def _together(
    heard: Sequence[_Heard], decisions: Sequence[Sequence[tuple[list[float], bool]]], content: Trees
) -> dict[str, Any]:
    """Fit the decision with all proposals in view, over a first decision that has not seen their article."""
    version = load_trees("version")
    found: list[tuple[list[float], bool]] = []
    for part in range(_PARTS):
        known = [d for n, article in enumerate(decisions) if n % _PARTS != part for d in article]
        trees = trees_of(_first(known))
        for article, rows in list(zip(heard, decisions, strict=True))[part::_PARTS]:
            odds = [trees.log_odds(row) for row, _ in rows]
            found += article.together(content, version, odds)
    print(f"{len(found)} decisions with the others in view")
    return fit_trees(
        TOGETHER_FEATURES, [d[0] for d in found], [d[1] for d in found], trees=100, smallest=20, rate=0.06
    )


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
    parser.add_argument(
        "--made", action="store_true", help="teach events by the made articles too; see the README"
    )
    options = parser.parse_args()
    if options.what == "said":
        write(fit_said(options.bench, options.work, open_encoder(options.encoder)))
    elif options.what == "version":
        write(fit_version(options.bench, options.work, [open_encoder(f) for f in options.folds]))
    else:
        from training.encoder.told_decision import fit_told

        write(fit_told(options.bench, options.halves, options.made))


if __name__ == "__main__":
    main()
