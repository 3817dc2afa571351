"""Write a checkpoint as the reading room runs it: int8 ONNX, heads, vocabulary.

``python -m training.encoder.export CHECKPOINT --base all-MiniLM-L6-v2 [--output FOLDER]``
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder.net import LAYERS, TYPES, Net

OUTPUT = Path(__file__).parents[2] / "src/onrecord/reading/data"


_COLUMNS = ("cue", "trigger", "said.other", "said.given", "parties.other", "parties.given", "gist", "same")
"""What the encoder's file gives of each piece, side by side."""


class _Views(nn.Module):
    """The encoder, with what each piece brings to the heads as one tensor."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.encoder = net.encoder
        self.heads = nn.ModuleList([net.get_submodule(name) for name in _COLUMNS])

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        out = self.encoder(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        layers = torch.cat([out.hidden_states[layer] for layer in LAYERS], dim=-1)
        return torch.cat(
            [
                head(layers if name == "same" else out.last_hidden_state)
                for name, head in zip(_COLUMNS, self.heads, strict=True)
            ],
            dim=-1,
        )


def export(net: Net, output: Path) -> None:
    """Write ``encoder.onnx`` and ``encoder_heads.npz``.

    The encoder's weights have seven bits (``reduce_range``), so that the sums of products fit sixteen on processors
    without VNNI too: the same input must give the same reports on every machine. The heads keep 32.
    """
    net.eval()
    ids = torch.randint(1000, 2000, (1, 20))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            _Views(net), (ids, torch.ones_like(ids)), str(whole),
            input_names=["input_ids", "attention_mask"], output_names=["views"],
            dynamic_axes={"input_ids": {1: "t"}, "attention_mask": {1: "t"}, "views": {1: "t"}},
            dynamo=False, opset_version=17,
        )  # fmt: skip
        heads = [node.name for node in onnx.load(whole).graph.node if node.name.startswith("/heads")]
        quantize_dynamic(
            whole, output / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"], nodes_to_exclude=heads,
        )  # fmt: skip
    kept = {
        n: p.numpy()
        for n, p in net.state_dict().items()
        if n.endswith(("out.weight", "out.bias", "distance.weight"))
    }
    small = {
        name: array.astype(np.float16) for name, array in kept.items() if not name.startswith("encoder.")
    }
    widths = [net.get_submodule(name).out_features for name in _COLUMNS]
    types = np.array([t or "" for t in TYPES])
    np.savez(
        output / "encoder_heads.npz",
        types=types,
        columns=np.array(_COLUMNS),
        widths=np.array(widths),
        **small,
    )


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    net = Net(options.base)
    net.load_state_dict(torch.load(options.checkpoint))
    options.output.mkdir(parents=True, exist_ok=True)
    export(net, options.output)
    words = (options.base / "vocab.txt").read_text(encoding="utf-8")
    (options.output / "encoder_vocabulary.txt").write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
