"""Gold event mentions as the merging room sees reports: words, parties, time and place as the reading room finds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import numpy as np
from spacy.tokens import Doc

from onrecord.merging.articles import About, about
from onrecord.merging.events import LEAST
from onrecord.merging.grouping import grouped
from onrecord.merging.likeness import compare_all
from onrecord.merging.tellings import Telling, figures, head_word, ordinal, side, vector_of
from onrecord.merging.terms import cosine, terms
from onrecord.merging.weighing import load_weights
from onrecord.model import Article, Participant
from onrecord.reading import Reading
from onrecord.reading.attributions import chain_of
from onrecord.reading.encoder import spans
from onrecord.reading.when import when_of
from onrecord.reading.where import place_of

Row = Mapping[str, Any]

NEAR_ARTICLES = 0.1
"""Cosine of two documents below which their mentions are not paired: no pair of ECB+ that is one event is lost by it."""
_DOING = frozenset(("nsubj", "csubj", "poss"))
_DONE_TO = frozenset(("dobj", "nsubjpass", "dative"))


def article_of(row: Row) -> Article:
    """The document of a row of ECB+."""
    return Article(id=row["doc_id"], text=row["text"], language="en")


def mentions_of(row: Row) -> list[Row]:
    """The event mentions that are scored."""
    return [m for m in row["event_mentions"] if m["in_eval_sentence"]]


def key_of(row: Row, mention: Row) -> str:
    """A name for a mention."""
    return f"{row['doc_id']}:{mention['start']}-{mention['end']}"


def mention_pairs(documents: Sequence[Sequence[Telling]]) -> Iterator[tuple[Telling, Telling]]:
    """Pairs of mentions of one document, and of documents that are near."""
    for one in documents:
        yield from combinations(one, 2)
    for one, other in combinations([d for d in documents if d], 2):
        if cosine(one[0].topic, other[0].topic) >= NEAR_ARTICLES:
            yield from product(one, other)


def events_of(documents: Sequence[Sequence[Telling]]) -> dict[str, str]:
    """The event of each mention, as the merging room groups them."""
    pairs = list(mention_pairs(documents))
    odds = load_weights().log_odds(compare_all(pairs))
    weighed = {(a.id, b.id): float(x) for (a, b), x in zip(pairs, odds, strict=True)}
    names = [telling.id for document in documents for telling in document]
    return {name: group[0] for group in grouped(names, weighed, least=LEAST) for name in group}


def tellings(row: Row, reading: Reading) -> Iterator[Telling]:
    """The scored mentions of a document as tellings."""
    doc, mentions = reading.doc, mentions_of(row)
    article = about(row["text"], [head_word(doc[head_of(doc, mention)].lemma_)[0] for mention in mentions])
    for mention in mentions:
        yield _telling(row, mention, reading, article)


def _telling(row: Row, mention: Row, reading: Reading, article: About) -> Telling:
    doc, text = reading.doc, row["text"]
    at = head_of(doc, mention)
    sentence = doc[at].sent
    first, last = sentence.start_char, sentence.end_char
    when = when_of(reading, (first, last), at)
    start, end = ordinal(when.start), ordinal(when.end)
    word, words = head_word(doc[at].lemma_)
    actors, recipients = _parties(reading, at)
    chain = chain_of(reading, mention["start"], mention["end"])
    source = chain[-1].source if chain else None
    found = " ".join(text[a:b] for a, b in mention["tokens"])
    return Telling(
        id=key_of(row, mention),
        article=row["doc_id"],
        sentence=first,
        published=None,
        kind=_kind(reading, at),
        mode=None,
        word=word,
        words=words | frozenset(terms(found)),
        ahead=False,
        negated=False,
        actors=side(actors),
        recipients=side(recipients),
        place=place_of(reading, (first, last), at),
        days=(start, end) if start is not None and end is not None else None,
        dated=when.basis == "text",
        figures=figures(q.quantity for q in reading.quantities if q.predicate == at),
        terms=vector_of(text[first:last]),
        about=article,
        names=_names(reading, first, last),
        numbers=frozenset(t for t in terms(text[first:last]) if t.isdigit()),
        speaker=(source.id or source.name.lower()) if source else None,
        sense=reading.vectors.sense(at) if reading.vectors else None,
    )


def head_of(doc: Doc, mention: Row) -> int:
    """The token that heads a mention (``tokens``: spans of characters)."""
    inside = [t for t in doc if any(t.idx < b and a < t.idx + len(t) for a, b in mention["tokens"])]
    if not inside:
        return int(np.argmin([abs(t.idx - mention["start"]) for t in doc]))
    held = {t.i for t in inside}
    return next((t.i for t in inside if t.head.i not in held or t.head.i == t.i), inside[0].i)


def _kind(reading: Reading, at: int) -> str | None:
    if reading.vectors is None:
        return None
    return reading.vectors.types[int(reading.vectors.trigger(at).argmax())] or None


def _parties(reading: Reading, at: int) -> tuple[list[Participant], list[Participant]]:
    """Who the encoder takes for actor and recipient of a word, else who stands there in its syntax, as mentions say it."""
    word = reading.doc[at]
    if reading.vectors is None:
        told: list[set[int]] = [set(), set()]
    else:
        logits, first = reading.vectors.parties(at), reading.vectors.window(at)[0]
        told = [
            {t + first for a, b in spans(columns) for t in range(a, b)}
            for columns in (logits[:, :3], logits[:, 3:])
        ]
    sides = []
    for inside, relations in zip(told, (_DOING, _DONE_TO), strict=True):
        nodes = [m for m in reading.mentions if m.head in inside]
        if not nodes:
            heads = {c.i for c in word.children if c.dep_ in relations}
            heads |= {
                g.i
                for c in word.children
                for g in c.children
                if c.dep_ in ("prep", "agent")
                and (c.lower_ == "by") == (relations is _DOING)
                and c.lower_ in ("by", "of")
            }
            nodes = [m for m in reading.mentions if m.head in heads]
        sides.append([n.participant for n in nodes])
    return sides[0], sides[1]


def _names(reading: Reading, first: int, last: int) -> frozenset[str]:
    nodes = (m for m in reading.mentions if first <= m.participant.start < last and m.form == "name")
    return frozenset(n.participant.id or n.participant.name.lower() for n in nodes)
