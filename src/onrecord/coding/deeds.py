"""The deed that a report's words are about: what is promised, threatened, planned, asked for or refused.

A report of a promise has the type of the word given (AGREE, THREATEN); its deed has the type of what is to be done, by
when, and on what condition, so that a later report can be known as its fulfilment.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterator

from onrecord.coding.desk import Desk
from onrecord.coding.draft import Draft
from onrecord.model import Condition, Deed, Span, When
from onrecord.ontology import Sense, modality_words
from onrecord.reading import Reading, TimeNode
from onrecord.reading.timex.calendar import last_day

_WORDS = frozenset(("AGREE", "THREATEN", "REJECT", "REQUEST"))
_VERBAL = ("VERB", "AUX")
_CARRIERS = ("to", "with", "on", "in")
_ASKING = (*_CARRIERS, "for")
"""With the preposition of what is asked or refused; "vowed revenge for the killing" promises no killing."""
_REVERSED = frozenset(("unless", "lest"))
_NOT_YET = frozenset(("for", "since", "from", "after", "over", "during", "until", "till"))
"""Prepositions whose time is no last day for the deed: how long it lasts, or when it begins at the earliest."""


def deed_of(desk: Desk, draft: Draft, sentence: Span, when: When) -> Deed | None:
    """Return what a draft of a promise, threat, plan, request or refusal is about; ``None`` for one that is done.

    ``when`` is the time of the report: a deed is due at the end of a time of its clause that lies after it.
    """
    found = _content(desk, draft)
    if found is None:
        return None
    token, event_type, mode = found
    reading, g = desk.reading, desk.grammar
    condition = _condition(desk, draft.trigger, token)
    start, end = _span(reading, token, condition)
    start = min(start, reading.doc[_counted_in(desk, token)].idx)
    due = _due(reading, sentence, draft, when) if draft.event_type != "REJECT" else None
    return Deed(
        event_type=event_type,
        mode=mode,
        text=reading.article.text[start:end],
        start=start,
        end=end,
        negated=token != draft.trigger and any(g.dep[k] == "neg" for k in g.kids[token]),
        due=due[0] if due else None,
        due_text=due[1] if due else None,
        condition=condition,
        sense=sense_of(reading, token),
    )


def sense_of(reading: Reading, token: int) -> str | None:
    """The token's unit vector, each number in a signed byte, in base64."""
    vector = None if reading.vectors is None else reading.vectors.sense(token)
    if vector is None:
        return None
    return base64.b64encode((vector * 127).round().astype("int8").tobytes()).decode("ascii")


def _content(desk: Desk, draft: Draft) -> tuple[int, str | None, str | None] | None:
    """The deed's word with its type and mode, where the lexicon has it."""
    own = draft.sense.event_type
    if draft.event_type not in _WORDS:
        return (draft.trigger, draft.event_type, draft.mode) if draft.standing.modality == "planned" else None
    planned = draft.standing.modality == "planned"
    if own is not None and (own not in _WORDS or (planned and own == draft.event_type == "REQUEST")):
        return draft.trigger, own, draft.sense.mode  # "will send doctors": the deed itself, told as a promise
    inner = list(_inner(desk, draft))
    for token in inner:
        sense = _sense(desk, token, draft.trigger)
        if sense is not None and sense.event_type is not None:
            return token, sense.event_type, sense.mode
    thing = inner[0] if inner else draft.trigger if planned else None
    if thing is None:
        return None
    near = desk.reading.quantities_at((draft.trigger,))
    counted = any(q.predicate == draft.trigger and q.quantity.of == "money" for q in near)
    return thing, "AID" if counted and draft.event_type == "AGREE" else None, None


def _inner(desk: Desk, draft: Draft) -> Iterator[int]:
    """Words that may tell the deed, the verb of the complement clause first; no participants."""
    g, slots, trigger = desk.grammar, desk.senses.slots, draft.trigger
    verb = g.complement(trigger)
    if verb is None:
        verb = next((k for k in g.kids[trigger] if k > trigger and _is_content(desk, k)), None)
    if verb is None and g.pos[trigger] not in _VERBAL:
        verb = g.child(trigger, "acl")
    carriers = _CARRIERS if draft.event_type in ("AGREE", "THREATEN") else _ASKING
    nouns = []
    for word in (trigger,) if verb is None else (verb, trigger):
        thing = slots.undergoer(word)
        nouns += [thing, *(g.prepositional(word, carrier) for carrier in carriers)]
        if thing is not None:
            nouns.insert(0, g.prepositional(thing, "in"))  # "20 million dollars in aid"
    if verb is not None:
        yield verb
    parties = {*draft.actors, *draft.recipients}
    yield from (
        n for n in nouns if n is not None and n not in parties and desk.reading.doc[n].ent_type_ != "DATE"
    )


def _is_content(desk: Desk, token: int) -> bool:
    """Whether a parser took "threatened on Monday to impose" for a purpose: an infinitive right behind the time."""
    g = desk.grammar
    return g.dep[token] == "advcl" and any(g.lower[k] == "to" and g.dep[k] == "aux" for k in g.kids[token])


def _sense(desk: Desk, token: int, above: int) -> Sense | None:
    if desk.grammar.pos[token] in _VERBAL:
        return desk.senses.verb(token)
    if not desk.senses.has_noun(token):
        return None
    return desk.senses.noun(token, above) or desk.senses.noun(token, None)


def _condition(desk: Desk, trigger: int, deed: int) -> Condition | None:
    """The clause of "if", "unless" or the like that hangs on the deed or on the word given."""
    g, doc = desk.grammar, desk.reading.doc
    for verb in dict.fromkeys((deed, trigger, g.head[deed], g.head[trigger])):
        for k in g.kids[verb]:
            mark = next((m for m in g.kids[k] if g.lower[m] in modality_words()["conditions"]), None)
            if g.pos[k] not in _VERBAL or mark is None or g.lower[mark] == "whether":
                continue
            tokens = [t.i for t in doc[k].subtree if t.i >= mark]
            last = doc[max(tokens)]
            sense = desk.senses.verb(k)
            return Condition(
                text=desk.reading.article.text[doc[mark].idx : last.idx + len(last)].rstrip(" ,.;\"'”"),
                start=doc[mark].idx,
                event_type=sense.event_type if sense else None,
                unless=(g.lower[mark] in _REVERSED) != any(g.dep[m] == "neg" for m in g.kids[k]),
                sense=sense_of(desk.reading, k),
            )
    return None


def _span(reading: Reading, token: int, condition: Condition | None) -> Span:
    """From the deed's word to the end of what hangs on it, without the condition."""
    doc = reading.doc
    least = _first(reading, token) if doc[token].pos_ in _VERBAL else 0
    inside = [t for t in doc[token].subtree if t.i >= least]
    start = min(t.idx for t in inside)
    end = max(t.idx + len(t) for t in inside)
    if condition is not None and start < condition.start < end:
        end = condition.start
    while end > start and not reading.article.text[end - 1].isalnum():
        end -= 1
    return start, end


def _counted_in(desk: Desk, token: int) -> int:
    """Where what a kind of help is counted in begins, "20 million dollars in aid", else the word itself."""
    g = desk.grammar
    thing = g.child(g.head[g.head[token]], "dobj") if g.lower[g.head[token]] == "in" else None
    return desk.reading.doc[thing].left_edge.i if thing is not None and thing < token else token


def _first(reading: Reading, verb: int) -> int:
    """The first word of a clause that has a subject of its own, else the verb: "those responsible would be tried"."""
    doc = reading.doc
    own = [c for c in doc[verb].children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb]
    if doc[verb].dep_ != "ccomp" or not own:
        return verb
    return int(own[0].left_edge.i)


def _due(reading: Reading, sentence: Span, draft: Draft, when: When) -> tuple[str, str] | None:
    """The last day of a time of the sentence that lies after the word was given, as ISO date, and its words."""
    made = _day(when.start) if when.basis == "text" else reading.written
    if draft.standing.modality == "planned" and reading.written is not None:
        made = min(made or reading.written, reading.written)
    if made is None:
        return None
    for node in reading.times_in(sentence):
        if node.timex.end > sentence[1] or node.dateline:
            continue
        first = reading.doc[node.tokens[0]].lower_
        before = reading.doc[node.tokens[0] - 1].lower_ if node.tokens[0] else ""
        last = _last_day(node, made, {first, before})
        if last is not None and last > made:
            return last.isoformat(), node.text
    return None


def _last_day(node: TimeNode, made: dt.date, words: set[str]) -> dt.date | None:
    if node.timex.type == "DURATION":
        return _later(made, node.timex.value) if words & {"within", "in"} else None
    return None if words & _NOT_YET or node.timex.type == "SET" else node.end


_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12}
_FARTHEST = 1200
"""Months: a promise for longer is none that can be followed up."""


def _later(made: dt.date, value: str) -> dt.date | None:
    """The day that lies a TimeML length such as ``P10D`` or ``P1M`` after another."""
    if value.startswith("PT"):
        return made + dt.timedelta(days=1)
    number, unit = value[1:-1], value[-1:]
    if not number.isdecimal() or int(number) > _FARTHEST:
        return None
    if unit in _DAYS:
        return made + dt.timedelta(days=int(number) * _DAYS[unit])
    if unit not in _MONTHS:
        return None
    years, month = divmod(made.month - 1 + int(number) * _MONTHS[unit], 12)
    last = last_day(made.year + years, month + 1)
    return made.replace(year=last.year, month=last.month, day=min(made.day, last.day))


def _day(date: str | None) -> dt.date | None:
    return dt.date.fromisoformat(date) if date else None
