"""What the words of accounts and of standing are called for people: one wording for commands, pages, charts and briefs."""

from __future__ import annotations

SAYS = {
    "asserts": "says so",
    "confirms": "confirms it",
    "denies": "denies it",
    "doubts": "doubts it",
    "plans": "means to do it",
    "counts": "counts none",
    "takes back": "takes it back",
}
"""What each word of an account says."""

BY = {"adverse": "by the other side", "independent": "by an independent source"}
"""By whom an event is confirmed."""


def standing_words(word: str, confirmed_by: str | None) -> str:
    """Return "denied", or "confirmed by the other side"."""
    return f"{word} {BY[confirmed_by]}" if word == "confirmed" and confirmed_by else word
