"""A report's sentence with its trigger, its participants and its source marked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from onrecord.model import Record, Report, Span
from onrecord.views.look import Look, Role
from onrecord.views.wording import quad

_LONGEST = 700
"""Characters of a sentence that are shown at most; longer ones are cut around the trigger."""
_AGAIN = 200
"""The same where the sentence has just been shown whole for another report."""
_WORD = 30
"""A cut looks this far for the end of a word."""
_RANK: dict[Role, int] = {"trigger": 4, "actor": 3, "recipient": 2, "source": 1, "cue": 0}

_Part = tuple[int, int, Role]


def marked_sentence(record: Record, report: Report, look: Look, *, again: bool = False) -> Text:
    """Return the sentence with marks; ``again`` shortens one that the reader has just seen."""
    start, end = _window(record, report, _AGAIN if again else _LONGEST)
    text = Text()
    if start > report.sentence[0]:
        text += look.text("… ", "dim")
    for piece_start, piece_end, role in _pieces(_parts(report), start, end):
        _add(text, record.text[piece_start:piece_end], role, report, look)
    if end < report.sentence[1]:
        text += look.text(" …", "dim")
    return text


def _add(text: Text, piece: str, role: Role | None, report: Report, look: Look) -> None:
    # each piece is cleaned by itself, after the cut, since cleaning moves offsets
    clean = look.clean(piece)
    if clean == " " and text.plain.endswith(" "):
        return
    if role is None or not clean.strip():
        text.append(clean)
    else:
        text.append_text(look.marked(clean, role, quad(report.event_type, look.kinds)))


def _parts(report: Report) -> Iterator[_Part]:
    yield report.trigger.start, report.trigger.end, "trigger"
    for actor in report.actors:
        yield actor.start, actor.end, "actor"
    for recipient in report.recipients:
        yield recipient.start, recipient.end, "recipient"
    for link in report.attribution:
        if link.source:
            yield link.source.start, link.source.end, "source"
        if link.cue:
            yield link.cue.start, link.cue.end, "cue"


def _pieces(parts: Iterator[_Part], start: int, end: int) -> Iterator[tuple[int, int, Role | None]]:
    """Cut ``start`` to ``end`` into pieces of one role each; where parts overlap, the one of higher rank shows."""
    inside = [(max(s, start), min(e, end), role) for s, e, role in parts if s < end and e > start]
    inside.sort(key=lambda part: -_RANK[part[2]])
    taken: list[_Part] = []
    for part_start, part_end, role in inside:
        taken += [(s, e, role) for s, e in _free(part_start, part_end, taken)]
    position = start
    for part_start, part_end, role in sorted(taken):
        if position < part_start:
            yield position, part_start, None
        yield part_start, part_end, role
        position = part_end
    if position < end:
        yield position, end, None


def _free(start: int, end: int, taken: list[_Part]) -> Iterator[Span]:
    for taken_start, taken_end, _ in sorted(taken):
        if taken_end <= start or taken_start >= end:
            continue
        if start < taken_start:
            yield start, taken_start
        start = max(start, taken_end)
    if start < end:
        yield start, end


def _window(record: Record, report: Report, longest: int) -> Span:
    """Return the part of the sentence to show: all of it, or about ``longest`` characters around the trigger.

    A cut falls between words and never within a marked part.
    """
    start, end = report.sentence
    if end - start <= longest:
        return start, end
    middle = (report.trigger.start + report.trigger.end) // 2
    left = min(max(middle - longest // 2, start), end - longest)
    right = left + longest
    for part_start, part_end, _ in _parts(report):
        if part_end - part_start <= longest:
            left = max(part_start, start) if part_start < left < part_end else left
            right = min(part_end, end) if part_start < right < part_end else right
    return _back_to_space(record.text, left, start), _on_to_space(record.text, right, end)


def _back_to_space(text: str, position: int, start: int) -> int:
    lowest = max(start, position - _WORD)
    space = text.rfind(" ", lowest, position)
    return space + 1 if space >= 0 else (start if lowest == start else position)


def _on_to_space(text: str, position: int, end: int) -> int:
    highest = min(end, position + _WORD)
    space = text.find(" ", position, highest)
    return space if space >= 0 else (end if highest == end else position)
