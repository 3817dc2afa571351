"""What the answer to a request for robots.txt means (RFC 9309, 2.3.1 and 2.5)."""

from __future__ import annotations

from onrecord.model import FetchRefusedError, InputError, NoAnswerError
from onrecord.sources.addresses import Answer, get
from onrecord.sources.documents import Limits
from onrecord.sources.feeds.robots import LONGEST

_REDIRECTS = 5
"""Followed at most, to other hosts too; more are taken for a robots.txt that is not there, as the RFC allows."""
_PASSING = (408, 425, 429)
"""Statuses below 500 that say nothing of the file."""


def ask_robots(
    address: str, *, seconds: float, allow_private: bool, headers: dict[str, str] | None = None
) -> Answer:
    """Ask for a robots.txt. Of one that is larger than what counts, the beginning is had. Raises as ``get`` does."""
    limits = Limits(document_bytes=LONGEST, seconds=seconds, redirects=_REDIRECTS)
    return get(
        address, limits, allow_private=allow_private, refuse=lambda _kind: None, headers=headers or {}, cut=True
    )  # fmt: skip


def robots_text(answer: Answer | InputError) -> str | None:
    """Return the rules that an answer gives; none ("") where there is no such file, or nothing in it that can be read.

    ``None`` where it cannot be had: then nothing of the host may be fetched for now.
    """
    if isinstance(answer, FetchRefusedError | NoAnswerError):
        return None
    if isinstance(answer, InputError):
        return ""
    if answer.status in _PASSING or answer.status >= 500:
        return None
    text = answer.body.decode("utf-8", "replace")
    # half a line would forbid, or allow, more than is meant
    return text if len(answer.body) < LONGEST else text.rpartition("\n")[0]
