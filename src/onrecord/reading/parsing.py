"""The pipeline at work for months: spaCy keeps each new word of each text, so from time to time it begins anew."""

from __future__ import annotations

import gc

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.reading.syntax import load_pipeline

_WORDS = 50_000
"""New words that are kept: each takes .7 kB, so some 35 MB. Loading again takes .6 processor seconds, and news has so many
new words (names, figures, mistakes) in some thousands of articles."""


class Parser:
    """Parses texts by the process's pipeline, which is loaded again when it keeps too many words. The parse is the same."""

    def __init__(self, words: int = _WORDS) -> None:
        """``words``: new words that are kept at most. Raises ``UsageError`` where the pipeline is not installed."""
        self._most = words
        self._take(load_pipeline())

    @property
    def pipeline(self) -> Language:
        """The pipeline as it is now."""
        return self._nlp

    def __call__(self, text: str) -> Doc:
        """Return a text parsed."""
        if len(self._nlp.vocab) - self._known > self._most:
            self._begin_anew()
        return self._nlp(text)

    def _begin_anew(self) -> None:
        if load_pipeline() is self._nlp:  # else another parser of this process has already done it
            load_pipeline.cache_clear()
        self._take(load_pipeline())
        gc.collect()  # a pipeline refers to itself, and the old one would be kept for long

    def _take(self, nlp: Language) -> None:
        self._nlp, self._known = nlp, len(nlp.vocab)
