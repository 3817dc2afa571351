"""Speech without a verb: the labels of a transcript ("SMITH: ...", "Q: ... A: ...") and signed quotations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import Quotes, groups
from onrecord.reading.attribution.tree import Tree

LABELLED, SIGNED = "transcript", "signed"
FRAMES = frozenset((LABELLED, SIGNED))
_ASKS, _ANSWERS = frozenset(("q", "question")), frozenset(("a", "answer"))
_NAME = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*[A-ZÀ-ÖØ-Þ.]"
_LABEL = re.compile(
    rf"[\s•*·–—-]*(?:\"|“)?(?:(?P<turn>Q|A|Question|Answer)[:.]|"
    rf"(?P<name>{_NAME}(?: {_NAME}){{0,3}})(?: ?\([^()\n]{{1,40}}\))?:)(?=\s*\S)"
)
_NO_SPEAKERS = frozenset(("GPE", "LOC", "DATE", "TIME"))
_SURE = 3.0
_STAGE = re.compile(r"[\"“]?[(\[][^()\[\]\n]*[)\]][\"”]?")
_DASHES = frozenset(("-", "–", "—", "--", "―"))
_LONGEST = 10  # tokens of a signature
_TURNS = 2  # turns without which a label is no transcript's


@dataclass(frozen=True, slots=True)
class _Turn:
    paragraph: int
    label: str
    speaker: Range
    sign: int
    """The token that the label ends with."""


def turns(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> list[Proposal]:
    """Return what each labelled speaker of a transcript says, up to the next label; nothing in other texts.

    What follows the last label belongs to it as far as its paragraph goes: an article may go on after the interview.
    """
    found = _labelled(tree, quotes, lexicon)
    out = []
    for number, turn in enumerate(found):
        last = found[number + 1].paragraph if number + 1 < len(found) else turn.paragraph + 1
        content = [
            (turn.sign + 1 if p == turn.paragraph else quotes.paragraphs[p][0], quotes.paragraphs[p][1])
            for p in range(turn.paragraph, last)
        ]
        content = [r for r in content if _is_said(tree, r)]
        if content:
            candidate = Candidate(turn.sign, LABELLED, turn.speaker[1] - 1, "label", tuple(content))
            source = () if turn.sign < turn.speaker[1] else (turn.speaker,)  # "Q." is one token
            out.append(Proposal(candidate, source, ((turn.sign, turn.sign + 1),), tuple(content), _SURE))
    return out


def _is_said(tree: Tree, span: Range) -> bool:
    """Whether a stretch has words and is no stage direction: "(LAUGHTER)"."""
    begin, end = span
    if not any(tree.pos[t] not in ("PUNCT", "SPACE") for t in range(begin, end)):
        return False
    return not _STAGE.fullmatch(tree.text[tree.begin[begin] : tree.end[end - 1]].strip())


def _labelled(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> list[_Turn]:
    """The turns of a transcript: questions with answers, or names in capitals, at least two of them."""
    found = list(_turns(tree, quotes, lexicon))
    labels = Counter(t.label for t in found)
    both = any(label in _ASKS for label in labels) and any(label in _ANSWERS for label in labels)
    kept = [t for t in found if both or t.label not in _ASKS | _ANSWERS]
    return kept if len(kept) >= _TURNS else []


def _turns(tree: Tree, quotes: Quotes, lexicon: Lexicon) -> Iterator[_Turn]:
    for paragraph, (first, last) in enumerate(quotes.paragraphs):
        begin, end = tree.begin[first], tree.end[last - 1]
        match = _LABEL.match(tree.text, begin, end)
        if match is None or match.end() >= end:
            continue
        group = "turn" if match["turn"] else "name"
        words = match[group].lower().rstrip(".").split()
        if group == "name" and any(w in lexicon.no_speakers for w in words):
            continue
        start = bisect_left(tree.begin, match.start(group) + 1) - 1
        stop = bisect_left(tree.begin, match.end(group))
        sign = bisect_left(tree.begin, match.end()) - 1
        if len(words) == 1 and tree.entity[start] in _NO_SPEAKERS:
            continue
        yield _Turn(paragraph, " ".join(words), (start, max(stop, start + 1)), sign)


def interviewed(tree: Tree, label: int) -> str | None:
    """Return the role that a label of questions and answers gives its speaker; ``None`` for a name."""
    word = tree.lower[label].rstrip(".")
    return "interviewer" if word in _ASKS else "interviewee" if word in _ANSWERS else None


def signatures(tree: Tree, quotes: Quotes) -> Iterator[Proposal]:
    """Yield the quotations with their speaker's name behind a dash, beside or below: "We wait." — Ann Berg, teacher"."""
    for group in groups(quotes):
        said = tuple((quotes.quotes[n].start, quotes.quotes[n].end) for n in group)
        sign = said[-1][1] if said else len(tree)
        while sign < len(tree) and tree.pos[sign] == "SPACE":
            sign += 1
        if sign < len(tree) and tree.lower[sign] in _DASHES and quotes.quotes[group[-1]].closed:
            name = _signature(tree, quotes, sign)
            if name is not None:
                candidate = Candidate(sign, SIGNED, name[1] - 1, "label", said)
                yield Proposal(candidate, (name,), ((sign, sign + 1),), said, _SURE)


def _signature(tree: Tree, quotes: Quotes, sign: int) -> Range | None:
    """The name after a dash, where it and who that is are all that is left of the paragraph."""
    last = quotes.paragraphs[quotes.paragraph_of[sign]][1]
    if not 0 < last - sign - 1 <= _LONGEST or tree.pos[sign + 1] != "PROPN":
        return None
    if any(tree.pos[t] in ("VERB", "AUX") or quotes.of_token[t] >= 0 for t in range(sign + 1, last)):
        return None
    return sign + 1, next((t for t in range(sign + 1, last) if tree.pos[t] != "PROPN"), last)
