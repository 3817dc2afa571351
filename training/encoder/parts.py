"""Parts of a corpus: what is learned from, and what is measured."""

from __future__ import annotations

import hashlib


def part_of(text: str, parts: int) -> int:
    """Which of so many parts a text belongs to, the same on every machine.

    By its letters and digits, not by its number: PLV and CAMEO share sentences, and one that is learned from in either
    must not be measured in the other.
    """
    letters = "".join(c for c in text.lower() if c.isalnum())
    return int(hashlib.sha256(letters.encode()).hexdigest(), 16) % parts


def kept_out(number: int) -> bool:
    """Whether an article of PolNeAR's training part is left for fitting the decisions: every twelfth."""
    return number % 12 == 0
