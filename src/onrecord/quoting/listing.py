"""The attributions of a record as quotations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from onrecord.model import Attributed, Attribution, Cue, Record, Span
from onrecord.quoting.forms import form_of
from onrecord.quoting.identity import identities
from onrecord.quoting.records import Piece, Quotation
from onrecord.reading.quotation_marks import quoted_spans

_CITING = "citing"


def quotations(record: Record) -> tuple[Quotation, ...]:
    """Return who is quoted in a record, and with which words, in the order of the text.

    The outlet's own doubts ("could not be verified") are nobody's word and are left out, and so is what the text
    tells twice of one source, as "said in a statement that".
    """
    marks = quoted_spans(record.text)
    found: list[Quotation] = []
    seen: set[tuple[str, tuple[Span, ...]]] = set()
    for attribution, who in zip(record.attributions, identities(record), strict=True):
        if _is_outlets_own(attribution) or (who.key, attribution.content) in seen:
            continue
        seen.add((who.key, attribution.content))
        form, quoted = form_of(record.text, marks, attribution)
        content = _pieces(record.text, attribution.content)
        found.append(
            Quotation(
                id=_id(record, attribution), article=record.id, title=record.title, url=record.url,
                outlet=record.outlet, published=record.published, who=who.key, name=who.name, kind=who.kind,
                source=attribution.speaker, form=form, stance=attribution.stance,
                words=" … ".join(" ".join(p.text.split()) for p in content), content=content, quoted=quoted,
                cue=_pieces(record.text, attribution.cue), channel=attribution.channel,
                chain=_chain(record, attribution),
            )
        )  # fmt: skip
    return tuple(found)


def _is_outlets_own(attribution: Attribution) -> bool:
    return attribution.speaker is None and not attribution.source and attribution.stance == "doubts"


def _pieces(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    return tuple(Piece(text=text[a:b], start=a, end=b) for a, b in spans)


def _id(record: Record, attribution: Attribution) -> str:
    where = f"{record.id}\0{record.text}\0{attribution.cue}\0{attribution.content}\0{attribution.source}"
    return hashlib.sha256(where.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _chain(record: Record, attribution: Attribution) -> tuple[Attributed, ...]:
    """Everybody within whose words the attribution stands, the widest first, and its own source."""
    outer = [a for a in record.attributions if a is not attribution and _holds(record.text, a, attribution)]
    outer.sort(key=lambda a: -sum(e - b for b, e in a.content))
    return tuple(_link(record.text, a) for a in (*outer, attribution))


def _holds(text: str, outer: Attribution, inner: Attribution) -> bool:
    """Whether an attribution stands within what another says, or is what that one cites."""
    if _is_outlets_own(outer):
        return False
    at = inner.cue[0][0]
    if any(a <= at < b for a, b in outer.content):
        return True
    begin, end = inner.cue[0]
    cites = text[begin:end].casefold() == _CITING
    return cites and bool(set(inner.content) & set(outer.content))


def _link(text: str, attribution: Attribution) -> Attributed:
    begin, end = attribution.cue[0]
    cue = Cue(text=text[begin:end], start=begin, end=end)
    return Attributed(source=attribution.speaker, cue=cue, stance=attribution.stance)
