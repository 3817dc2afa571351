"""The layers over an article's text, and the rule that each layer says what it needs and what it adds."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, Protocol

from spacy.tokens import Doc

from onrecord.model import (
    Article,
    Attribution,
    MentionKind,
    OnRecordError,
    Participant,
    Place,
    Quantity,
    Span,
    TimePrecision,
    Timex,
)
from onrecord.reading.encoder import Vectors
from onrecord.reading.lookups import ByToken, Stretches
from onrecord.reading.place_tokens import Named, Words

_GROUND = frozenset({"place", "country"})
MentionForm = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class MentionNode:
    """A mention with its syntax: token indices into ``Reading.doc``, character offsets in ``participant``.

    ``entity`` numbers the chain of mentions of one thing within the article; ``participant`` has this mention's
    own text and offsets, and the name, id, country, sector and role of the whole chain. ``members`` lists the
    entities that a group mention ("both sides", "the two leaders") stands for; ``shares`` are the participants, one a
    member, with the text and offsets of the group: "Greek foreign minister" for one of "the two foreign ministers".
    """

    kind: MentionKind
    form: MentionForm
    head: int
    """Index of the head token; at most one mention has a given head."""
    tokens: tuple[int, int]
    """First token and the one after the last."""
    entity: int
    participant: Participant
    members: tuple[int, ...] = ()
    shares: tuple[Participant, ...] = ()
    best: bool = False
    """Whether this mention names its chain best (``Mention.head`` in the contract)."""


@dataclass(frozen=True, slots=True)
class AttributionNode:
    """An attribution, with the tokens of its cue and source heads (``None`` where there is none)."""

    attribution: Attribution
    cue: int | None = None
    source: int | None = None
    method: str = ""
    """Which rule or model found it, readable."""
    asserts: bool = True
    """Whether what happens in the content rests on the source's word: not so for "praised the raid"."""
    presupposed: tuple[Span, ...] = ()
    """Parts of the content that hold whatever the source wants: the raid in "vowed to leave after the raid"."""
    cited: bool = False
    """Whether another attribution of the same content names this source: "citing an official"."""


@dataclass(frozen=True, slots=True)
class TimeNode:
    """A time expression resolved to days. ``start`` and ``end`` are ``None`` where it cannot be dated."""

    timex: Timex
    tokens: tuple[int, int]
    text: str
    start: dt.date | None
    end: dt.date | None
    precision: TimePrecision
    dateline: bool = False
    """Whether it is the date of a dateline ("GENEVA, Jan. 8 (AP) --"), which dates the text and no event."""
    carries: bool = False
    """Whether a story goes on from it: not from "the 1938 treaty", a plan, or a length."""


@dataclass(frozen=True, slots=True)
class QuantityNode:
    """A quantity with the token it counts and the token of the predicate that it is an argument of."""

    quantity: Quantity
    number: int
    counted: int
    predicate: int | None
    earlier: bool = False
    """Whether the sentence says that a newer figure has taken its place: the 11 of "to 34 from 11"."""


@dataclass(frozen=True)
class Reading:
    """An article and the layers read so far. Layers are added, never changed in place."""

    article: Article
    doc: Doc
    sentences: tuple[Span, ...] = ()
    vectors: Vectors | None = None
    """What the shared encoder makes of the tokens; ``None`` where it is left out, and rules alone decide."""
    place_names: tuple[Words, tuple[Named, ...]] | None = None
    """The tokens as lists, and the spans that are names of places; ``None`` where that layer is left out."""
    mentions: tuple[MentionNode, ...] = ()
    times: tuple[TimeNode, ...] = ()
    written: dt.date | None = None
    """The day that the text is told from: its publication, else its dateline. ``None`` also for a history."""
    narrative: bool = False
    """Whether the text tells a story of another time than its publication; filled with ``times``."""
    places: tuple[Place, ...] = ()
    quantities: tuple[QuantityNode, ...] = ()
    attributions: tuple[AttributionNode, ...] = ()
    by_head: Mapping[int, MentionNode] = field(default_factory=dict)
    """Mentions by the index of their head token; filled with ``mentions``."""

    def mention_of(self, token: int) -> MentionNode | None:
        """Return the mention whose head is this token."""
        return self.by_head.get(token)

    def members_of(self, node: MentionNode) -> tuple[MentionNode, ...]:
        """Return for a group ("the two leaders", "U.S. and Iraqi troops") the best mention of each member.

        For any other mention it is the mention itself.
        """
        if not node.members:
            return (node,)
        best = self._best_of
        return tuple(best[e] for e in node.members if e in best)

    @cached_property
    def _best_of(self) -> Mapping[int, MentionNode]:
        return {m.entity: m for m in self.mentions if m.best}

    @cached_property
    def persons(self) -> frozenset[Span]:
        """Where persons are mentioned."""
        spans = ((m.participant.start, m.participant.end) for m in self.mentions if m.kind == "person")
        return frozenset(spans)

    @cached_property
    def localities(self) -> frozenset[Span]:
        """Where places are named that are no countries."""
        return frozenset((p.start, p.end) for p in self.places if p.precision != "country")

    def places_in(self, span: Span) -> tuple[Place, ...]:
        """Return the places that begin within a span."""
        first, last = (bisect_left(self.places, edge, key=lambda p: p.start) for edge in span)
        return self.places[first:last]

    @cached_property
    def described_places(self) -> Sequence[tuple[int, int, Place]]:
        """Where a place is meant and not named ("the city"): start, head token, and the place as it was named elsewhere."""
        named = {(p.start, p.end): p for p in self.places}
        places: dict[int, Place] = {}
        for m in self.mentions:
            place = named.get((m.participant.start, m.participant.end))
            if place is not None and m.form == "name":
                places.setdefault(m.entity, place)
        nominal = (m for m in self.mentions if m.form == "nominal" and m.entity in places)
        return sorted((m.participant.start, m.head, places[m.entity]) for m in nominal if m.kind in _GROUND)

    def described_in(self, span: Span) -> Sequence[tuple[int, int, Place]]:
        """Return those that begin within a span."""
        first, last = (bisect_left(self.described_places, edge, key=lambda d: d[0]) for edge in span)
        return self.described_places[first:last]

    def times_in(self, span: Span) -> tuple[TimeNode, ...]:
        """Return the time expressions that begin within a span."""
        first, last = (bisect_left(self.times, edge, key=lambda n: n.timex.start) for edge in span)
        return self.times[first:last]

    def quantities_at(self, tokens: Iterable[int]) -> Iterator[QuantityNode]:
        """Yield the quantities that count one of the tokens, or whose predicate or number is one of them."""
        return (self.quantities[n] for n in self._quantities.of(tokens))

    def quantities_around(self, token: int) -> Iterator[QuantityNode]:
        """Yield the quantities that have their number, predicate or what they count in the sentence of a token."""
        return (self.quantities[n] for n in self._quantities_by_sentence.of((self._sentence(token),)))

    @cached_property
    def _quantities(self) -> ByToken:
        return ByToken((q.number, q.counted, q.predicate) for q in self.quantities)

    @cached_property
    def _quantities_by_sentence(self) -> ByToken:
        tokens = ((q.number, q.counted, q.predicate) for q in self.quantities)
        return ByToken([self._sentence(t) for t in own if t is not None] for own in tokens)

    def _sentence(self, token: int) -> int:
        """The number of a token's sentence."""
        return bisect_right(self._first_tokens, token)

    @cached_property
    def _first_tokens(self) -> Sequence[int]:
        return [sentence.start for sentence in self.doc.sents]

    def attributions_near(self, place: int) -> Iterator[AttributionNode]:
        """Yield the attributions whose contents reach over a place of the text, and some that end before it or begin after."""
        return (self.attributions[n] for n in self._contents.near(place))

    @cached_property
    def _contents(self) -> Stretches:
        contents = (node.attribution.content for node in self.attributions)
        return Stretches((spans[0][0], spans[-1][1]) if spans else None for spans in contents)

    def line_of(self, place: int) -> int:
        """Return where the line of a place of the text begins."""
        return self._lines[bisect_right(self._lines, place) - 1]

    @cached_property
    def _lines(self) -> Sequence[int]:
        lines = self.article.text.split("\n")
        return list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))


class Layer(Protocol):
    """A component that reads one layer. It declares what it needs and what it adds (names of Reading's fields)."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Layers that must be there before."""
        ...

    @property
    def adds(self) -> tuple[str, ...]:
        """Layers that this one fills."""
        ...

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return the new layers by name."""
        ...


def check_order(layers: Sequence[Layer]) -> None:
    """Raise ``OnRecordError`` where a layer stands before one that it needs."""
    there = {"doc", "sentences"}
    for layer in layers:
        missing = [n for n in layer.needs if n not in there]
        if missing:
            raise OnRecordError(
                f"layer {type(layer).__name__} needs {', '.join(missing)}: put what adds it before this layer"
            )
        there.update(layer.adds)


def read_layers(reading: Reading, layers: Sequence[Layer]) -> Reading:
    """Apply the layers in order; each sees all that the ones before it added."""
    for layer in layers:
        reading = replace(reading, **layer(reading))
    return reading
