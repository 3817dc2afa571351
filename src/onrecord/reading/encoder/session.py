"""The encoder as shipped: int8 ONNX weights run by onnxruntime on one core, its word pieces, and its heads."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import onnxruntime
from spacy.tokens import Doc
from tokenizers import Tokenizer as WordPieces
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.model import OnRecordError
from onrecord.reading.encoder.heads import Heads, heads_of
from onrecord.reading.encoder.vectors import Vectors
from onrecord.reading.encoder.windows import windows
from onrecord.reading.quotation_marks import RARE_DOUBLE, RARE_SINGLE

_UNKNOWN, _OPENS, _CLOSES = "[UNK]", "[CLS]", "[SEP]"
_REMEMBERED = 50_000
"""Words whose pieces are kept: news repeats its words, and memory must not grow for ever."""


class Pieces:
    """Word pieces of words, the common ones kept."""

    def __init__(self, vocabulary: str) -> None:
        """``vocabulary``: path of the list of pieces, one a line."""
        self._words = WordPieces(WordPiece.from_file(vocabulary, unk_token=_UNKNOWN))
        self._words.normalizer = BertNormalizer(lowercase=True)
        self._words.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, tuple[int, ...]] = dict.fromkeys(RARE_DOUBLE, (self._id('"'),))
        self._known |= dict.fromkeys(RARE_SINGLE, (self._id("'"),))  # never met in training
        self._unknown = (self._id(_UNKNOWN),)
        self.frame: tuple[int, int] = (self._id(_OPENS), self._id(_CLOSES))

    def _id(self, piece: str) -> int:
        found = self._words.token_to_id(piece)
        if found is None:
            raise OnRecordError(f"the encoder's vocabulary has no '{piece}': install onrecord again")
        return int(found)

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the ids of the word's pieces."""
        found = self._known.get(word)
        if found is None:
            found = tuple(self._words.encode(word, add_special_tokens=False).ids) or self._unknown
            if len(self._known) < _REMEMBERED:
                self._known[word] = found
        return found


class Encoder:
    """Makes vectors of documents. Keeps no state between documents but the pieces of words."""

    def __init__(self, session: Any, pieces: Pieces, heads: Heads) -> None:
        self._session = session
        self._pieces = pieces
        self._heads = heads

    def encode(self, doc: Doc) -> Vectors:
        """Encode a document window by window.

        Each window runs alone: int8 scales depend on all that runs together, and a sentence's reading must depend on
        its article only.
        """
        firsts, blocks = [], []
        for window in windows(doc, self._pieces):
            ids = np.array([window.ids], dtype=np.int64)
            (out,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
            firsts.append(window.first)
            blocks.append(out[0][list(window.heads)])
        return Vectors(self._heads, firsts, blocks)


def open_encoder(folder: Traversable) -> Encoder:
    """Load the encoder whose files (``encoder.onnx``, ``encoder_heads.npz``, ``encoder_vocabulary.txt``) lie there."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are processes
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        folder.joinpath("encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    with folder.joinpath("encoder_heads.npz").open("rb") as file:
        arrays = np.load(file)
        heads = heads_of({name: arrays[name] for name in arrays.files})
    with as_file(folder.joinpath("encoder_vocabulary.txt")) as vocabulary:
        return Encoder(session, Pieces(str(vocabulary)), heads)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """Return the shipped encoder, loaded once a process."""
    return open_encoder(files("onrecord.reading").joinpath("data"))
