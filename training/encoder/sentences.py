"""Where event sentences come from: our own (``sentences/*.jsonl``), PLV and CAMEO."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from onrecord.model import Article, Report
from onrecord.ontology import event_types
from onrecord.reader import Reader
from onrecord.reading import load_pipeline
from onrecord.reading.encoder.windows import Tokenizer, windows
from training.encoder.net import TYPES
from training.encoder.parts import part_of
from training.encoder.told import Main, Parties, Ranges, Told

OWN = Path(__file__).parent / "sentences"
_EVERY_MENTION = "mentions"
"""Files whose name begins so label every mention, what others are accused of too; in the rest that is left open."""
OWN_HELD_OUT = ("law_and_society", "mentions_of_diplomacy", "war_and_diplomacy")
_LONGEST = 200
"""Pieces of a sentence that are learned from."""
_EMPTY = frozenset(("DET", "ADP", "AUX", "PART", "PRON"))
_TELLING = ("VERB", "NOUN", "PROPN", "ADJ")
_TOGETHER = frozenset(("AGREE", "ASSAULT", "CONSULT", "COOPERATE"))
"""Types whose actors, where several are named and no recipient, do it with each other."""
_MERGED = {"YIELD": ("CONCEDE", "RETREAT")}
"""PLV's files merge two types."""


def held_out_of(sentence: Told, half: int) -> bool:
    """Whether an encoder that is to be measured on one half of the benchmarks learns nothing from the sentence.

    Of ours, some files are left out with either half: what the decision on events learns from fully labelled
    sentences must not be known to the encoder either.
    """
    if sentence.source == "own":
        return sentence.key.rpartition("-")[0] in OWN_HELD_OUT
    return part_of(sentence.doc.text, 2) == half


def _numbers(names: Sequence[str]) -> tuple[int, ...]:
    return tuple(TYPES.index(n) for n in names)


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def own_sentences(tokenizer: Tokenizer, folder: Path = OWN) -> Iterator[Told]:
    """Our sentences: ``t`` text, ``e`` events with ``y`` type, ``v`` word, ``a`` actors and ``r`` recipients as written."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, row in enumerate(_read(path)):
            yield _own(f"{path.stem}-{number}", row, tokenizer)


def _own(key: str, row: dict[str, Any], tokenizer: Tokenizer) -> Told:
    doc = load_pipeline()(row["t"])
    labelled: dict[int, tuple[tuple[int, Parties], ...]] = {}
    parts = set[int]()
    for event in row["e"]:
        begin, end = _tokens(doc, *_place(row["t"], event["v"], 0))
        word = _head(doc, begin, end)
        if doc[word].pos_ in _EMPTY:
            word = next((t.i for t in reversed(doc[begin:end]) if t.pos_ in _TELLING), word)
        roles = [
            tuple(_tokens(doc, *_place(row["t"], name, doc[word].idx)) for name in names)
            for names in _sides(event)
        ]
        labelled[word] = (*labelled.get(word, ()), (TYPES.index(event["y"]), (roles[0], roles[1])))
        parts |= {t for t in range(begin, end) if t != word}
        if event["y"] == "ACCUSE" and not key.startswith(_EVERY_MENTION):
            parts |= {t.i for t in doc[word].subtree if t.i > word and t.pos_ in ("VERB", "NOUN")}
    window = next(windows(doc, tokenizer, _LONGEST))
    gist = ((TYPES.index(row["e"][0]["y"]) if row["e"] else 0,),)
    return Told("own", key, doc, window, labelled, frozenset(parts - labelled.keys()), gist=gist)


def _sides(event: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Names of actors and recipients; what several do together, the first does with the others, as in PLV's labels."""
    actors, recipients = event.get("a", []), event.get("r", [])
    if event["y"] in _TOGETHER and not recipients:
        return actors[:1], actors[1:]
    return actors, recipients


def _place(text: str, words: str, near: int) -> tuple[int, int]:
    """Where ``words`` stand in the text, the place nearest to a character."""
    found = [m.start() for m in re.finditer(re.escape(words), text)]
    start = min(found, key=lambda at: abs(at - near)) if found else text.lower().index(words.lower())
    return start, start + len(words)


def _tokens(doc: Doc, start: int, end: int) -> tuple[int, int]:
    inside = [t.i for t in doc if t.idx < end and t.idx + len(t) > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _head(doc: Doc, begin: int, end: int) -> int:
    heads = (t.i for t in doc[begin:end] if not begin <= t.head.i < end or t.head.i == t.i)
    return next(heads, end - 1)


def plv_sentences(path: Path, tokenizer: Tokenizer, rules: Reader) -> Iterator[Told]:
    """PLV: (actor, type, recipient) of the main event."""
    for row in _read(path):
        events = []
        for event in row["events"]:
            named = [
                [_place(row["text"], event[side], 0)]
                if (event[side] or "") in row["text"] and event[side]
                else []
                for side in ("source_text", "target_text")
            ]
            events.append((_MERGED.get(event["event"], (event["event"],)), named))
        yield _main("plv", row, events, tokenizer, rules)


def cameo_sentences(path: Path, tokenizer: Tokenizer, rules: Reader) -> Iterator[Told]:
    """CAMEO: spans of source and target, and the quad class; 0 is no event, none given any type."""
    for row in _read(path):
        quad = row.get("quad_class")
        quad = None if quad in (None, "") else int(quad)
        named = [
            [(a["start"], a["end"]) for a in row["args"] if a["role"] == side]
            for side in ("source", "target")
        ]
        types = [name for name, kind in event_types().items() if not quad or kind.quad == quad]
        yield _main("cameo", row, [] if quad == 0 else [(types, named)], tokenizer, rules)


def _main(
    source: str, row: dict[str, Any], events: Sequence[Any], tokenizer: Tokenizer, rules: Reader
) -> Told:
    record = rules.read(Article(id=str(row["id"]), text=row["text"]))
    doc = load_pipeline()(row["text"])
    triggers = [(_trigger(doc, r), r) for r in record.reports]
    main = []
    for types, named in events:
        numbers = _numbers(types)
        parties: Parties = tuple(tuple(_tokens(doc, *span) for span in spans) for spans in named)  # type: ignore[assignment]
        fitting = [(t, r) for t, r in triggers if TYPES.index(r.event_type) in numbers]
        agreed = [t for t, r in fitting if _agree(doc, r, parties)]
        main.append(Main(numbers, parties, tuple(agreed or (t for t, _ in fitting))))
    gist = [m.types for m in main if len(m.types) < len(TYPES) - 1] or ([] if main else [(0,)])
    return Told(
        source, str(row["id"]), doc, next(windows(doc, tokenizer, _LONGEST)), main=tuple(main),
        found=tuple(t for t, _ in triggers), gist=tuple(gist),
    )  # fmt: skip


def _trigger(doc: Doc, report: Report) -> int:
    return _head(doc, *_tokens(doc, report.trigger.start, report.trigger.end))


def _agree(doc: Doc, report: Report, parties: Parties) -> bool:
    """Whether a report shares an actor or a recipient with the annotation."""
    theirs = [_ranges(doc, report.actors), _ranges(doc, report.recipients)]
    return any(
        a < d and c < b for ours, gold in zip(theirs, parties, strict=True) for a, b in ours for c, d in gold
    )


def _ranges(doc: Doc, people: Sequence[Any]) -> Ranges:
    return tuple(_tokens(doc, p.start, p.end) for p in people)
