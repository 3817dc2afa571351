"""The shared encoder: one vector a token, made once, and the heads that look at it."""

from onrecord.reading.encoder.heads import Heads, spans
from onrecord.reading.encoder.session import Encoder, load_encoder, open_encoder
from onrecord.reading.encoder.trees import Trees, load_trees, trees_of
from onrecord.reading.encoder.vectors import Vectors

__all__ = [
    "Encoder",
    "Heads",
    "Trees",
    "Vectors",
    "load_encoder",
    "load_trees",
    "open_encoder",
    "spans",
    "trees_of",
]
