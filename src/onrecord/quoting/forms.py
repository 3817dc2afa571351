"""Direct, mixed or indirect: how much of what is said stands in quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Attribution, Span
from onrecord.quoting.records import Form, Piece
from onrecord.reading.quotation_marks import Marked, inner_spans

_LABELS = (":", "q.", "a.")
_INTERVIEW = ("interviewer", "interviewee")


def form_of(text: str, marks: Sequence[Marked], attribution: Attribution) -> tuple[Form, tuple[Piece, ...]]:
    """Return the form of an attribution and what of it is quoted. ``marks`` are the quotations of the text.

    What stands within somebody else's quotation is quoted only where it has marks of its own. A turn of a transcript
    is direct though it has none.
    """
    at = attribution.cue[0][0]
    around = next((m for m in marks if m.start <= at < m.end), None)
    own = inner_spans(text, around) if around is not None else marks
    pieces = [
        piece
        for span in attribution.content
        for mark in own
        if (piece := _piece(text, *_shared(span, _inside(text, mark)))) is not None
    ]
    said, quoted = (
        sum(_letters(text, s) for s in attribution.content),
        sum(_letters(text, (p.start, p.end)) for p in pieces),
    )
    if quoted and quoted == said:
        return "direct", tuple(pieces)
    if _is_turn(text, attribution):
        return "direct", tuple(p for s in attribution.content if (p := _piece(text, *s)) is not None)
    return ("mixed" if quoted else "indirect"), tuple(pieces)


def _inside(text: str, mark: Marked) -> Span:
    """A quotation without its marks."""
    start, end = mark.start, mark.end - 1 if mark.closed else mark.end
    while (
        start < end
        and not text[start].isalnum()
        and not text[start].isspace()
        and text[start] not in "([$€£#@"
    ):
        start += 1
    while (
        end > start and mark.closed and text[end - 1] in "'’\"”`" and text[end - 1] != text[end - 2 : end - 1]
    ):
        end -= 1
    return start, end


def _shared(one: Span, other: Span) -> Span:
    return max(one[0], other[0]), min(one[1], other[1])


def _piece(text: str, start: int, end: int) -> Piece | None:
    """A piece without white space at its ends; none where it has no word."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Piece(text=text[start:end], start=start, end=end) if _letters(text, (start, end)) else None


def _letters(text: str, span: Span) -> int:
    return sum(c.isalnum() for c in text[span[0] : span[1]])


def _is_turn(text: str, attribution: Attribution) -> bool:
    """Whether a label of a transcript says who speaks: "SMITH: ..."."""
    speaker = attribution.speaker
    begin, end = attribution.cue[0]
    if speaker is None or not text[begin:end].casefold().endswith(_LABELS):
        return False
    return speaker.role in _INTERVIEW or speaker.text.isupper()
