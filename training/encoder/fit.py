"""Fine-tune the shared encoder: ``python -m training.encoder.fit BENCH --base all-MiniLM-L6-v2 --work DIR``.

First the attribution heads learn from PolNeAR (three passes), then the event heads from our sentences, PLV and CAMEO
(three passes) while PolNeAR goes on in every step, so that nothing is forgotten. Checkpoints and parses stay in the
work folder, and a finished step is not done again. ``--held-out 0`` or ``1`` leaves one half of PLV and CAMEO out and
all but PolNeAR's replay, to measure on that half. Every twelfth article of PolNeAR's training part is never learned
from: ``training.encoder.decide`` fits the decisions on those. Two cores of 2024 need about an hour.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from spacy.tokens import Doc, DocBin
from torch import Tensor

from onrecord.reader import rules_only
from onrecord.reading import load_pipeline
from onrecord.reading.encoder.session import Pieces
from training.encoder.net import Net, batch_of
from training.encoder.parts import kept_out
from training.encoder.said import SaidWindow, said_loss, said_windows
from training.encoder.sentences import cameo_sentences, held_out_of, own_sentences, plv_sentences
from training.encoder.told import EventLoss, Told

SAID_PASSES, TOLD_PASSES = 3, 3
_SAID_BATCH, _TOLD_BATCH, _REPLAY = 16, 24, 6
_TWICE = ("plv", "cameo")
"""Sources whose sentences come twice a pass: they are few beside ours. On the half left out it was worth .015 of PLV's
macro-F1; four times was worth as much again there, but lost five points of the January 2020 articles' gold."""
_SIZES = (126, 96, 126, 70, 126)
"""Windows of several sizes, so that short articles and single sentences are nothing new."""
_SAID_RATE, _TOLD_RATE, _HEADS_FASTER = 1.2e-4, 7e-5, 8
T = TypeVar("T")


def articles(path: Path, work: Path) -> list[tuple[dict[str, Any], Doc]]:
    """Annotated articles with their parses, which are kept in the work folder."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    cache, nlp = work / f"{path.stem}.spacy", load_pipeline()
    if not cache.exists():
        DocBin(docs=(nlp(row["text"]) for row in rows)).to_disk(cache)
    return list(zip(rows, DocBin().from_disk(cache).get_docs(nlp.vocab), strict=True))


def _by_length(items: list[T], size: int, length: Callable[[T], int], chance: random.Random) -> list[list[T]]:
    """Batches of items of like length, in an order of chance."""
    chance.shuffle(items)
    pools = [sorted(items[i : i + size * 20], key=length) for i in range(0, len(items), size * 20)]
    batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    chance.shuffle(batches)
    return batches


class _Steps:
    """The optimizer: AdamW, warmed up, then down to nothing in a straight line."""

    def __init__(self, net: Net, rate: float, total: int) -> None:
        named = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
        groups = [
            {"params": [p for n, p in named if n.startswith("encoder.")], "lr": rate},
            {"params": [p for n, p in named if not n.startswith("encoder.")], "lr": rate * _HEADS_FASTER},
        ]
        self._net, self._total, self._done, self._sum = net, total, 0, 0.0
        self._optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        warm = max(1, int(0.06 * total))
        self._schedule = torch.optim.lr_scheduler.LambdaLR(
            self._optimizer, lambda i: min(1.0, (i + 1) / warm) * max(0.02, 1 - i / total)
        )

    def step(self, losses: Iterator[Tensor]) -> None:
        """One step down the sum of the losses, each worked out when the one before is done with."""
        for loss in losses:
            self._sum += float(loss.detach())
            loss.backward()
        torch.nn.utils.clip_grad_norm_(self._net.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._schedule.step()
        self._done += 1
        if self._done % 50 == 0:
            print(f"{self._done}/{self._total} loss {self._sum / 50:.3f}", flush=True)
            self._sum = 0.0


def _said(net: Net, batch: Sequence[SaidWindow], chance: random.Random) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = net.encode(batch_of([item.window for item in batch]))
    return said_loss(net, vectors.float(), batch, chance)


def fit_said(
    net: Net, rows: Sequence[tuple[dict[str, Any], Doc]], pieces: Pieces, chance: random.Random
) -> None:
    """The attribution heads, and the encoder with them."""

    def cut() -> list[SaidWindow]:
        return [w for row, doc in rows for w in said_windows(row, doc, pieces, chance.choice(_SIZES))]

    steps = None
    for _ in range(SAID_PASSES):
        batches = _by_length(cut(), _SAID_BATCH, lambda w: len(w.window.ids), chance)
        steps = steps or _Steps(net, _SAID_RATE, len(batches) * SAID_PASSES)
        for batch in batches:
            steps.step(iter([_said(net, batch, chance)]))


def fit_told(net: Net, sentences: list[Told], replay: list[SaidWindow], chance: random.Random) -> None:
    """The event heads, with attributions going on if there is something to replay."""
    steps = None
    chance.shuffle(replay)
    for number in range(TOLD_PASSES):
        batches = _by_length(sentences, _TOLD_BATCH, lambda s: len(s.window.ids), chance)
        steps = steps or _Steps(net, _TOLD_RATE, len(batches) * TOLD_PASSES)
        for batch in batches:
            again, replay = replay[:_REPLAY], replay[_REPLAY:] + replay[:_REPLAY]
            steps.step(_both(net, batch, again, chance, number > 0))


def _both(
    net: Net, batch: list[Told], again: list[SaidWindow], chance: random.Random, guess: bool
) -> Iterator[Tensor]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = net.encode(batch_of([item.window for item in batch]))
    yield EventLoss(net, vectors.float(), batch, chance, guess).total()
    if again:
        yield _said(net, again, chance)


def event_sentences(bench: Path, pieces: Pieces, held_out: int | None = None) -> list[Told]:
    """All sentences to learn events from, without one half of the benchmarks' if asked."""
    rules = rules_only()
    found = [
        *own_sentences(pieces),
        *plv_sentences(bench / "events" / "plv_train.jsonl", pieces, rules),
        *cameo_sentences(bench / "events" / "cameo_train.jsonl", pieces, rules),
    ]
    kept = [s for s in found if held_out is None or not held_out_of(s, held_out)]
    return kept + [s for s in kept if s.source in _TWICE]


def main() -> None:
    """Fit what is not fitted yet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, help="folder of the benchmarks")
    parser.add_argument(
        "--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2 with its vocabulary"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for parses and checkpoints")
    parser.add_argument("--held-out", type=int, choices=(0, 1))
    parser.add_argument(
        "--fold", type=int, choices=(0, 1), help="attributions only, from articles of even or of odd number"
    )
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    pieces = Pieces(str(options.base / "vocab.txt"))
    rows = articles(options.bench / "attribution" / "polnear_train.jsonl", options.work)
    rows = [
        row for number, row in enumerate(rows) if not kept_out(number) and options.fold in (None, number % 2)
    ]
    net = Net(options.base)
    if options.fold is not None:
        fit_said(net.train(), rows, pieces, chance)
        torch.save(net.state_dict(), options.work / f"fold{options.fold}.pt")
        return
    said = options.work / "said.pt"
    if not said.exists():
        fit_said(net.train(), rows, pieces, chance)
        torch.save(net.state_dict(), said)
    net.load_state_dict(torch.load(said), strict=False)
    replay = []
    if options.held_out is None:
        replay = [w for row, doc in rows for w in said_windows(row, doc, pieces, _SIZES[0])]
    fit_told(net.train(), event_sentences(options.bench, pieces, options.held_out), replay, chance)
    name = "told.pt" if options.held_out is None else f"told-without-{options.held_out}.pt"
    torch.save(net.state_dict(), options.work / name)


if __name__ == "__main__":
    main()
