"""How long an expression is busy with a text, in CPU seconds, so that the load of the machine counts little."""

from __future__ import annotations

import re
import signal
import time
from types import FrameType
from typing import Any

from tests.expressions.attacks import attacks
from tests.expressions.collecting import Expression

SHORT, LONG = 2_000, 8_000
"""Lengths of the two texts that are compared: linear work grows four times from one to the other, quadratic 16 times."""
_NOTHING = 0.012
"""Seconds on the short text below which growth cannot be bad."""
_GROWTH = 8.0
_SLOW = 0.3
"""Seconds on the long text from which on growth counts: 40 microseconds a character."""
_ENOUGH = 2.0
"""Seconds after which a text is given up."""


class _LateError(Exception):
    pass


def worst(expression: Expression, length: int | None, *, collapse: bool) -> tuple[float, str]:
    """Return the seconds and the beginning of the text on which an expression is slow; 0 where it is on none.

    ``length`` is the most that the code ever hands it; then its seconds on such a text count, and not how they grow.
    ``collapse``: its texts have no two blanks in a row.
    """
    pattern = re.compile(expression.pattern, expression.flags & ~re.DEBUG)
    sizes = (length, length) if length else (SHORT, LONG)
    pairs = (tuple(attacks(expression.pattern, expression.flags, size)) for size in sizes)
    for short, long in zip(*pairs, strict=False):
        texts = [re.sub(r"\s+", " ", text) if collapse else text for text in (short, long)]
        first = seconds(pattern, texts[0], searched=expression.searched)
        if length:
            if first > _SLOW:
                return first, texts[0][:60]
        elif first > _NOTHING:
            second = seconds(pattern, texts[1], searched=expression.searched)
            if second > max(_SLOW, min(_GROWTH * first, _ENOUGH * 0.9)):
                return second, texts[1][:60]
    return 0.0, ""


def seconds(pattern: re.Pattern[Any], text: str, *, searched: bool) -> float:
    """Return the CPU seconds of one expression on one text, ``_ENOUGH`` at most."""
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, _ENOUGH)
    before = time.process_time()
    try:
        if searched:
            for _ in pattern.finditer(text):
                pass
        else:
            pattern.match(text)
            pattern.fullmatch(text)
    except _LateError:
        return _ENOUGH
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - before


def _late(_number: int, _frame: FrameType | None) -> None:
    raise _LateError
