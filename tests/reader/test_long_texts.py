"""Very long texts cost no more a word than short ones. Steps are counted and not seconds, so that no busy machine fails it."""

from __future__ import annotations

import sys
from collections import Counter
from types import CodeType, FrameType
from typing import Any

from bench.long_texts import text_of

from onrecord.model import Article
from onrecord.reader import default_reader

_SHORT, _LONG = 300, 1_800
_FREE = 2.0
"""Steps a word that a function may take more: what few words of a short text happen to have."""


def test_no_function_takes_many_more_steps_a_word_in_a_text_six_times_as_long() -> None:
    reader = default_reader()
    reader.read(Article(id="before", text=text_of("one paragraph", 100), published="2020-01-08"))
    short, long = (_steps_a_word(text_of("one paragraph", words)) for words in (_SHORT, _LONG))
    assert sum(long.values()) < 1.25 * sum(short.values())
    grown = {
        f"{code.co_filename}:{code.co_firstlineno} {code.co_name}": (short.get(code, 0.0), steps)
        for code, steps in long.items()
        if steps > 2 * short.get(code, 0.0) + _FREE
    }
    assert not grown


def _steps_a_word(text: str) -> dict[CodeType, float]:
    """Lines of the package that are run for a text, by function and word; a turn of a loop in one line is one too."""
    counted: Counter[CodeType] = Counter()

    def line(frame: FrameType, event: str, _given: Any) -> Any:
        if event == "line":
            counted[frame.f_code] += 1
        return line

    def call(frame: FrameType, _event: str, _given: Any) -> Any:
        return line if "/onrecord/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        default_reader().read(Article(id="a", text=text, published="2020-01-08"))
    finally:
        sys.settrace(before)
    words = len(text.split())
    return {code: count / words for code, count in counted.items()}
