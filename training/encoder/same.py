"""Which words tell one event: ``python -m training.encoder.same BENCH --base MODEL --work WORK`` adds that head.

ECB+'s training part (A. Cybulska and P. Vossen, "Using a sledgehammer to crack a nut?", LREC 2014) says which event
mentions of different articles are one event. The fitted encoder stays as it is, and so does all that the other heads say;
a small layer over what three of its layers hold of an event's word learns to put words of one event near one another and
others apart. A batch is of one topic, so that most of what is to be told apart is alike in kind.

The head goes into ``told.pt``. Two more are fitted without one half of the topics each and kept as ``same-without-0.pt`` and
``same-without-1.pt``, to fit the merging room's weights on that half.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from bench.event_mentions import head_of, mentions_of
from spacy.tokens import Doc
from torch import Tensor, nn

from onrecord.reading import load_pipeline
from onrecord.reading.encoder.session import Pieces
from onrecord.reading.encoder.windows import Tokenizer, Window, windows
from training.encoder.net import Net, batch_of
from training.encoder.parts import part_of

_PASSES, _RATE, _BATCH = 30, 2e-3, 48
_WARM, _STEEP, _EVEN = 0.1, 12.0, 0.55
"""Temperature of the contrast; steepness and middle of the curve that ties a cosine to a probability, so that cosines
of different topics can be compared."""
_ALIKE = 2.0
"""Weight of pairs that are one event: they are the fewer."""


_KEPT = {0: "same-without-0.pt", 1: "same-without-1.pt", None: "told.pt"}
"""Files of the heads by the half of the topics that they have not learned from."""


@dataclass(frozen=True)
class Told:
    """An event mention: the vector of its word, its topic and its event."""

    vector: Tensor
    topic: str
    event: str


def told_in(row: Mapping[str, Any], doc: Doc, net: Net, tokenizer: Tokenizer) -> Iterator[Told]:
    """The mentions of an annotated document (``text``, ``event_mentions``) as the encoder sees them."""
    words = [(head_of(doc, mention), str(mention["coref_chain"])) for mention in mentions_of(row)]
    for window in windows(doc, tokenizer):
        inside = [(at - window.first, event) for at, event in words if window.first <= at < window.last]
        if inside:
            vectors = _vectors(net, window)
            yield from (Told(vectors[at], row["topic"], event) for at, event in inside)


def _vectors(net: Net, window: Window) -> Tensor:
    with torch.no_grad():
        return net.senses(batch_of([window]))[0]


def batches(mentions: Sequence[Told], chance: random.Random) -> list[list[Told]]:
    """Batches of one topic each, in an order of chance."""
    topics: dict[str, list[Told]] = defaultdict(list)
    for mention in mentions:
        topics[mention.topic].append(mention)
    found = []
    for topic in sorted(topics):
        chance.shuffle(topics[topic])
        found += [topics[topic][i : i + _BATCH] for i in range(0, len(topics[topic]), _BATCH)]
    chance.shuffle(found)
    return [batch for batch in found if len(batch) > 1]


def same_loss(senses: Tensor, events: Sequence[str]) -> Tensor:
    """Loss of unit vectors [mentions, numbers]: a contrast of each with all others, and each pair by itself."""
    others = ~torch.eye(len(events), dtype=torch.bool)
    same = torch.tensor([[a == b for b in events] for a in events]) & others
    cosines = senses @ senses.T
    pairs = nn.functional.binary_cross_entropy_with_logits(
        _STEEP * (cosines[others] - _EVEN), same[others].float(), pos_weight=torch.tensor(_ALIKE)
    )
    log = torch.log_softmax((cosines / _WARM).masked_fill(~others, -1e4), dim=1)
    twice = same.any(1)
    if not twice.any():
        return 2 * pairs
    contrast = -(log * same).sum(1)[twice] / same.sum(1)[twice]
    return contrast.mean() + 2 * pairs


def fit(layer: nn.Linear, mentions: Sequence[Told], chance: random.Random) -> None:
    """Fit the layer."""
    optimizer = torch.optim.AdamW(layer.parameters(), lr=_RATE, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda i: 1 - i / (_PASSES + 1))
    for _ in range(_PASSES):
        for batch in batches(mentions, chance):
            senses = nn.functional.normalize(layer(torch.stack([m.vector for m in batch])), dim=-1)
            optimizer.zero_grad()
            same_loss(senses, [m.event for m in batch]).backward()
            optimizer.step()
        schedule.step()


def main() -> None:
    """Fit the head and keep it in a checkpoint."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path, help="folder of the benchmarks")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder with the checkpoint of the encoder")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    net = Net(options.base)
    known = torch.load(options.work / "told.pt")
    net.load_state_dict({n: p for n, p in known.items() if not n.startswith("same.")}, strict=False)
    pieces, nlp = Pieces(str(options.base / "vocab.txt")), load_pipeline()
    lines = (options.bench / "merging" / "ecbplus_train_dev.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "train"]
    mentions = [m for row in rows for m in told_in(row, nlp(row["text"]), net.eval(), pieces)]
    for held_out, name in _KEPT.items():
        torch.manual_seed(options.seed)
        net.same.reset_parameters()
        fit(net.same, [m for m in mentions if part_of(m.topic, 2) != held_out], random.Random(options.seed))
        torch.save(net.state_dict(), options.work / name)
    print(f"{len(mentions)} mentions of {len(rows)} documents")


if __name__ == "__main__":
    main()
