"""Which words are names: those that the knowledge base knows, spaCy's, and the gazetteer's towns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.knowledge.knowledge import Knowledge
from onrecord.knowledge.records import Match
from onrecord.model import Span
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.mention_words import mention_words

_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_GROUNDS = frozenset({"GPE", "LOC", "FAC"})
_NOT_IN_NAMES = frozenset(
    {"the", "a", "an", "near", "in", "at", "from", "outside", "around", "across", "inside", "on", "by"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: tokens from ``first`` up to ``last``, not included."""

    first: int
    last: int
    label: str
    """spaCy's entity type, or nothing where only the knowledge base knows it."""
    match: Match | None = None


def find_names(
    doc: Doc,
    tree: Tree,
    texts: list[str],
    knowledge: Knowledge,
    on: dt.date | None,
    places: Iterable[Span] = (),
) -> list[Name]:
    """Return the names without overlap, in order: those known, and spaCy's where they say more.

    ``places``: tokens of those that the gazetteer and the words around them tell for places. spaCy's small model takes
    two in three towns that war reports name for persons, bodies or no name at all (88 towns in five frames, measured).
    """
    grounds = set(places)
    matches = [m for m in knowledge.scan(texts, on) if not _inside_word(m, tree, texts)]
    spans: list[Name] = []
    for ent in doc.ents:
        if ent.label_ in _NAMED:
            first, last = _trimmed(ent.start, ent.end, tree, texts)
            if first < last and not _title_part(first, last, texts, knowledge):
                is_ground = (first, last) in grounds and ent.label_ not in _GROUNDS
                spans.append(Name(first, last, "GPE" if is_ground else ent.label_))
                grounds.discard((first, last))
    spans = _with_grounds(spans, grounds)
    given = mention_words().given
    return _merged([m for m in matches if not _namesake(m, texts, given)], spans, texts, tree)


def _with_grounds(spans: list[Name], grounds: set[Span]) -> list[Name]:
    """Add the places that lie in none of the names."""
    taken = {token for name in spans for token in range(name.first, name.last)}
    more = [Name(first, last, "GPE") for first, last in grounds if taken.isdisjoint(range(first, last))]
    return sorted((*spans, *more), key=lambda name: name.first)


def _namesake(match: Match, texts: list[str], given: Mapping[str, str]) -> bool:
    """Whether a known surname stands after somebody else's first name: "Omar Hadi", "Michael Jordan"."""
    if (
        match.end - match.start != 1
        or match.start == 0
        or match.entry_kind not in ("person", "country", "capital")
    ):
        return False
    before = texts[match.start - 1]
    return before[:1].isupper() and before.lower() in given


def _title_part(first: int, last: int, texts: list[str], knowledge: Knowledge) -> bool:
    """Whether a short name only opens a title, as the "Defense" of "Defense Secretary"."""
    if last - first > 2 or last >= len(texts) or not texts[last][:1].isupper():
        return False
    return knowledge.role(" ".join(texts[first : last + 1])) is not None


def _inside_word(match: Match, tree: Tree, texts: list[str]) -> bool:
    """Whether an alias is a part of one token ("U.S.-led") or a verb; capitals are a name: "the bloc ECOWAS met"."""
    if match.end - match.start > 1 or tree.pos[match.start] not in ("VERB", "AUX", "PRON", "SCONJ"):
        return False
    word, beside = texts[match.start], texts[max(0, match.start - 1) : match.end + 1]
    return not (len(word) > 2 and word.isalpha() and word.isupper() and any(w.islower() for w in beside))


def _trimmed(first: int, last: int, tree: Tree, texts: list[str]) -> tuple[int, int]:
    """A name without article, possessive mark, punctuation and blanks at its ends, and without brackets."""
    last = next((i for i in range(first + 1, last) if texts[i] in ("(", "[")), last)
    while first < last and (tree.lower[first] in _NOT_IN_NAMES or not texts[first][:1].isalnum()):
        first += 1
    while (
        first < last
        and (tree.dep[last - 1] == "case" or not texts[last - 1][-1:].isalnum())
        and not texts[last - 1].endswith(".")
    ):
        last -= 1
    return first, last


def _merged(matches: list[Match], spans: list[Name], texts: list[str], tree: Tree) -> list[Name]:
    """Known names and spaCy's, left to right: the longer wins where all its further words are part of a name."""
    result: list[Name] = []
    at = 0
    for match in matches:
        inside = Name(match.start, match.end, "", match)
        while at < len(spans) and spans[at].last <= match.start:
            result.append(spans[at])
            at += 1
        overlap = spans[at] if at < len(spans) and spans[at].first < match.end else None
        if overlap is None:
            result.append(inside)
        elif (
            overlap.first <= match.start
            and match.end <= overlap.last
            and _extends(overlap, match, texts, tree)
        ):
            if not result or result[-1].last <= overlap.first:
                same = (overlap.first, overlap.last) == (match.start, match.end)
                result.append(Name(overlap.first, overlap.last, overlap.label, match if same else None))
                at += 1
        else:
            result.append(Name(match.start, match.end, overlap.label, match))
            if overlap.last <= match.end:
                at += 1
            elif overlap.first < match.end:
                rest = Name(match.end, overlap.last, overlap.label)
                spans[at] = (
                    rest if _all_capital(rest, texts) and tree.pos[rest.last - 1] == "PROPN" else _NOTHING
                )
                if spans[at] is _NOTHING:
                    spans[at] = Name(overlap.last, overlap.last, "")
    result.extend(spans[at:])
    return _disjoint(result)


_NOTHING = Name(0, 0, "")


def _disjoint(names: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for name in names:
        if name.first < name.last and (not kept or kept[-1].last <= name.first):
            kept.append(name)
    return kept


def _extends(span: Name, match: Match, texts: list[str], tree: Tree) -> bool:
    """Whether spaCy's longer span is a name of its own: "U.S. Central Command" is, "Trump 's administration" not."""
    if (span.first, span.last) == (match.start, match.end):
        return True
    if span.label == "PERSON":
        return match.resolution.kind != "person" and _all_capital(span, texts)
    if span.label in ("GPE", "NORP", "LOC") and match.entry_kind in ("adjective", "people", "country"):
        return span.label == "LOC" and _all_capital(span, texts)
    if match.resolution.kind == "person" and span.last == match.end:
        return False
    return _all_capital(span, texts) and tree.pos[span.last - 1] in ("PROPN", "NOUN")


def _all_capital(span: Name, texts: list[str]) -> bool:
    small = (
        "of",
        "the",
        "and",
        "for",
        "in",
        "al",
        "de",
        "bin",
        "ul",
        "-",
        "&",
        "ibn",
        "du",
        "la",
        "von",
        "van",
        "del",
    )
    return all(
        t[:1].isupper() or t[:1].isdigit() or t.lower() in small for t in texts[span.first : span.last]
    )
