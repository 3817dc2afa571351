"""When an event happened: its own time expression, else the governing one, else the publication date.

In this order, each a rule that can be checked against the sentence:

1. the expression that the trigger governs or that its own clause has;
2. a distance from another event whose date is known ("a day after"), else the expression of a clause above, the
   nearest in the tree first; the time of a speech counts for what is said only where nothing else is there;
3. the time of the last mention before that "the call" or "that attack" points back to;
4. for a past event of a main clause, the last day told before in the same paragraph by a main clause;
5. in a history (``timex/story.py``), for such an event the last date that carried the story: as told within the
   paragraph, as a month or coarser from the paragraphs before;
6. the publication date or else the dateline, with basis "publication"; a history has none.

Lengths ("for two weeks") and sets ("every Monday") date no event; "over the past two weeks" gives a range.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from onrecord.model import Span, TimePrecision, When
from onrecord.reading.layers import Reading, TimeNode
from onrecord.reading.publication import published_on
from onrecord.reading.time_elsewhere import again, occasion, pointed, through_clause
from onrecord.reading.time_relative import relative
from onrecord.reading.time_syntax import TOO_FAR, Attachment, attachment, clause_of, cost, ladder, time_words
from onrecord.reading.timex.calendar import Days, last_day
from onrecord.reading.timex.direction import direction_of
from onrecord.reading.timex.lexicon import word_list

_DAYLIKE: tuple[TimePrecision, ...] = ("minute", "hour", "day")
_LOOK_BACK = 4
"""Expressions before the sentence that the paragraph rule looks at: further back is another matter."""
_STORY_BACK = 12
"""As far as a history is looked back through for the date that it has reached."""
_PARTICIPLES = 3
_RECENT = 14
"""Days before publication that news still tells as its own story."""
_RECORD_STEPS = 5
_FINER: tuple[TimePrecision, ...] = ("minute", "hour", "day", "week")
_REACH = 8
"""Expressions on either side of a trigger that are looked at: more stand only in tables and lists."""
_SURE = 0.95
"""Below this cost (time_syntax.cost) an expression stands with the event itself or in its own clause."""
_SPEECH = 2.9
"""Below this cost an expression is not that of a speech about the event."""
_FRAMES = {"between", "from"}
_JOINS = {"and", "to", "until", "till", "through", "-", "\u2013"}


def _inside(reading: Reading, sentence: Span, trigger: Token) -> list[TimeNode]:
    """The expressions of a sentence, of very long ones those around the trigger."""
    times = reading.times
    first = bisect_left(times, sentence[0], key=lambda n: n.timex.start)
    last = bisect_left(times, sentence[1], key=lambda n: n.timex.start)
    if last - first > 2 * _REACH:
        at = bisect_left(times, trigger.idx, key=lambda n: n.timex.start)
        first, last = max(first, at - _REACH), min(last, at + _REACH)
    return [n for n in times[first:last] if not n.dateline]


def _dates(node: TimeNode) -> bool:
    return node.start is not None and node.timex.type != "SET"


def _record(doc: Doc, node: TimeNode) -> bool:
    """ "The first summit since 2018", "the worst attack on it since May": the date is that of another one."""
    at = doc[max(node.tokens[0] - 2, 0)]
    for _ in range(_RECORD_STEPS):
        if at.pos_ not in ("NOUN", "ADP"):
            return False
        if any(c.tag_ == "JJS" or c.lower_ in ("first", "only") for c in at.children):
            return True
        at = at.head
    return False


def _closest(
    reading: Reading, nodes: list[TimeNode], trigger: Token
) -> tuple[TimeNode, Attachment, float] | None:
    event = ladder(trigger, time_words())
    best: tuple[float, int, TimeNode, Attachment] | None = None
    for node in nodes:
        if not _dates(node):
            continue
        where = attachment(reading.doc, node)
        if where.preposition == "since" and _record(reading.doc, node):
            continue
        if where.preposition in ("before", "by") and clause_of(where.governor).lemma_ in time_words().asks:
            continue
        price = cost(where, event)
        if price < TOO_FAR and node.timex.value.endswith("_REF"):
            price += 2.0  # "now" and "today" with a date beside them say less than the date
        key = (price, abs(node.tokens[0] - trigger.i))
        if price < TOO_FAR and (best is None or key < best[:2]):
            best = (*key, node, where)
    return (best[2], best[3], best[0]) if best else None


def _pair(reading: Reading, nodes: list[TimeNode], node: TimeNode) -> tuple[TimeNode, TimeNode] | None:
    """ "from Monday to Wednesday", "between 1990 and 1995": both ends of a range, if ``node`` is one of them."""
    at = nodes.index(node)
    for first, second in ((at, at + 1), (at - 1, at)):
        if first < 0 or second >= len(nodes):
            continue
        one, two = nodes[first], nodes[second]
        between = reading.doc[one.tokens[1] : two.tokens[0]].text.strip().lower()
        before = reading.doc[one.tokens[0] - 1].lower_ if one.tokens[0] else ""
        framed = before in _FRAMES or between in ("-", "\u2013") or _next_day(one, two)
        if framed and between in _JOINS and one.start and two.end and one.start <= two.end:
            return one, two
    return None


def _next_day(one: TimeNode, two: TimeNode) -> bool:
    """ "Saturday and Sunday" is a range, "in 2003 and 2011" is not."""
    return one.end is not None and two.start is not None and two.start - one.end == dt.timedelta(days=1)


def _when(start: dt.date | None, end: dt.date | None, precision: TimePrecision, text: str) -> When:
    return When(
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=precision,
        basis="text",
        text=text,
    )


def _told(reading: Reading, nodes: list[TimeNode], node: TimeNode, where: Attachment) -> When:
    """The days of an expression, opened at one end by "since" or "until", or closed by a second one."""
    pair = _pair(reading, nodes, node)
    text = reading.article.text
    if pair:
        one, two = pair
        return _when(one.start, two.end, "range", text[one.timex.start : two.timex.end])
    words, published = time_words(), reading.written
    start, end, precision = node.start, node.end, node.precision
    if published and start and end and start <= published < end and _is_earlier(reading, node):
        end = published  # "earlier this week" is over when it is told
    if node.timex.type == "TIME" and where.preposition in ("before", "after", "following"):
        return _when(start, end, precision, node.text)  # "before dawn on Thursday" is on Thursday
    if where.preposition in words.since and start:
        start = start if where.preposition == "since" else end
        end = published if published and start and published >= start else None
        return _when(start, end, "range", node.text)
    if where.preposition in words.until and end:
        last = (
            end if where.preposition != "before" or node.start is None else node.start - dt.timedelta(days=1)
        )
        return _when(None, last, "range", node.text)
    return _when(start, end, precision, node.text)


def _is_earlier(reading: Reading, node: TimeNode) -> bool:
    """Whether only the part of a stretch that has passed is meant: "earlier this month"."""
    first = node.tokens[0]
    return any(reading.doc[t].lower_ in time_words().passed for t in (first - 1, first) if t >= 0)


def _before(reading: Reading, sentence: Span) -> TimeNode | None:
    """The last day that a main clause has told before in the paragraph."""
    times = reading.times
    at = bisect_left(times, sentence[0], key=lambda n: n.timex.start)
    floor = reading.line_of(sentence[0])
    for node in reversed(times[max(0, at - _LOOK_BACK) : at]):
        if node.timex.start < floor or node.dateline:
            return None
        if node.timex.type not in ("DATE", "TIME") or node.precision not in _DAYLIKE or node.start is None:
            continue
        where = attachment(reading.doc, node)
        clause = clause_of(where.governor)
        if clause.dep_ == "xcomp" and clause.head.lemma_ in word_list("same_time_verbs"):
            clause = clause.head
        main = clause.dep_ in ("ROOT", "conj") or (clause.dep_ == "ccomp" and clause.head.dep_ == "ROOT")
        bounds = where.preposition in (time_words().since | time_words().until) and node.timex.type != "TIME"
        plain = not bounds and not where.owned
        if main and plain and not node.timex.value.endswith("_REF"):
            return None if _is_background(reading, node, sentence) else node
    return None


def _is_background(reading: Reading, node: TimeNode, sentence: Span) -> bool:
    """Whether news has only looked back to a day long past, and goes on with its own: more than a sentence ago."""
    if reading.narrative or reading.written is None or node.end is None:
        return False
    if (reading.written - node.end).days <= _RECENT:
        return False
    told = bisect_left(reading.sentences, (node.timex.end, 0))
    return bisect_left(reading.sentences, sentence) > told


def _inherits(trigger: Token) -> bool:
    """Whether the paragraph's day may date this event: a past one, not in a clause that tells of other times."""
    if direction_of(trigger) == "future" or (trigger.pos_ in ("VERB", "AUX") and _perfect(trigger)):
        return False
    clause = clause_of(trigger)
    verb = trigger
    for _ in range(_PARTICIPLES):
        if not _participle(clause):
            break
        clause = verb = clause_of(clause.head)  # "withdrew, killing three men"
    if verb.pos_ in ("VERB", "AUX") and (verb.tag_ in ("VBZ", "VBP", "VB", "VBG") or _perfect(verb)):
        return False
    return clause.dep_ in ("ROOT", "conj") or (clause.dep_ == "ccomp" and clause.head.dep_ == "ROOT")


def _participle(clause: Token) -> bool:
    """ "..., killing three men": at the time of the clause that it hangs on, unless a word before it says otherwise."""
    marked = any(c.dep_ in ("mark", "prep", "advmod") for c in clause.children if c.i < clause.i)
    return clause.dep_ == "advcl" and clause.tag_ == "VBG" and not marked


def _in_story(reading: Reading, sentence: Span) -> When | None:
    """The last date from which a history went on; from an earlier paragraph no finer than its month."""
    times = reading.times
    at = bisect_left(times, sentence[0], key=lambda n: n.timex.start)
    node = next((n for n in reversed(times[max(0, at - _STORY_BACK) : at]) if n.carries), None)
    if node is None or node.start is None or node.end is None:
        return None
    if reading.line_of(sentence[0]) <= node.timex.end or node.precision not in _FINER:
        return _when(node.start, node.end, _no_finer(node.precision), node.text)
    last = last_day(node.end.year, node.end.month)
    return _when(node.start.replace(day=1), last, "month", node.text)


def _no_finer(precision: TimePrecision) -> TimePrecision:
    """The precision of a time taken over from another sentence: its day, for the hour was that of the other event."""
    return "day" if precision in ("minute", "hour") else precision


def _perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in ("had", "has", "have", "'d") for c in verb.children)


def _own(reading: Reading, sentence: Span, trigger: Token, within: float = TOO_FAR) -> When | None:
    """The time that the sentence gives the event, from an expression no further off than ``within``."""
    nodes = _inside(reading, sentence, trigger)
    found = _closest(reading, nodes, trigger)
    return _told(reading, nodes, found[0], found[1]) if found and found[2] < within else None


def _subject(event: Token) -> Token:
    return event if event.pos_ == "NOUN" else next((c for c in event.children if c.dep_ == "nsubj"), event)


def _elsewhere(reading: Reading, sentence: Span, event: Token) -> When | None:
    """The time that another mention of the event gives, or the occasion on which it is done."""

    def own(span: Span, token: Token) -> When | None:
        return _own(reading, span, token, _SPEECH)

    def told(span: Span, token: Token) -> When | None:
        return own(span, token) or _counted(reading, span, token, _told_before)

    noun = _subject(event) if event.lemma_ in time_words().empty or event.pos_ == "NOUN" else occasion(event)
    found = pointed(reading, sentence, noun, told) if noun is not None else None
    if found is None and event.pos_ == "NOUN":
        found = through_clause(reading, sentence, event, own)
    return found or again(reading, event, own)


def _since_clause(reading: Reading, sentence: Span, trigger: Token) -> When | None:
    """ "have died since the war began in 2011", "since then": a perfect tense with what opens its range."""
    clause = clause_of(trigger)
    if not _perfect(clause):
        return None
    for child in clause.children:
        if child.lower_ == "since" and any(c.lower_ == "then" for c in child.children):
            node = _before(reading, sentence)
            return _when(node.start, reading.written, "range", child.text) if node else None
        if child.dep_ == "advcl" and any(c.lower_ == "since" for c in child.children if c.i < child.i):
            began, published = _own(reading, sentence, child, _SURE), reading.written
            if began and began.start:
                return _when(dt.date.fromisoformat(began.start), published, "range", began.text or "")
    return None


def _came_before(reading: Reading, sentence: Span, trigger: Token) -> When | None:
    """ "Sealed off the town in May after rebels killed nine": in May or before, where the clause above is dated."""
    clause = clause_of(trigger)
    for _ in range(_PARTICIPLES):
        if not _participle(clause):
            break
        clause = clause_of(clause.head)
    if clause.dep_ != "advcl" or not any(c.lower_ == "after" for c in clause.children if c.i < clause.i):
        return None
    over = _own(reading, sentence, clause_of(clause.head), _SURE)
    if over is None or over.end is None or over.end == (reading.written and reading.written.isoformat()):
        return None
    return _when(None, dt.date.fromisoformat(over.end), "range", over.text or "")


def _days(when: When | None) -> Days | None:
    if when is None or when.start is None or when.end is None:
        return None
    return dt.date.fromisoformat(when.start), dt.date.fromisoformat(when.end), when.precision


def _known(reading: Reading, sentence: Span, event: Token, itself: bool) -> Days | None:
    """The days of the other event of "a day after": told in the sentence or the paragraph, else of publication."""
    days = _days(_own(reading, sentence, event, _SURE if itself else TOO_FAR))
    if days or itself:
        return days
    return _days(_elsewhere(reading, sentence, event)) or _told_before(reading, sentence, event, itself)


def _told_before(reading: Reading, sentence: Span, event: Token, itself: bool) -> Days | None:
    """As ``_known``, without a search through other mentions, which would not end."""
    days = _days(_own(reading, sentence, event, _SURE if itself else TOO_FAR))
    if days or itself:
        return days
    node = _before(reading, sentence)
    if node and node.start and node.end:
        return node.start, node.end, node.precision
    published = reading.written
    main = clause_of(event).dep_ in ("ROOT", "conj") and direction_of(event) != "future"
    return (published, published, "day") if published and main else None


def _counted(
    reading: Reading,
    sentence: Span,
    token: Token,
    known: Callable[[Reading, Span, Token, bool], Days | None],
) -> When | None:
    """The time of an event that the sentence dates by its distance from another one."""
    nodes = _inside(reading, sentence, token)
    other = relative(reading, nodes, token, lambda event, itself: known(reading, sentence, event, itself))
    if other is None:
        return None
    (start, end, precision), distance = other
    published = reading.written
    if start and published and direction_of(token) != "future":
        if start > published:
            return (
                None  # what has happened cannot lie ahead: the distance is rounded, or counted from elsewhere
            )
        end = end or published
    return _when(start, end, precision, distance.text)


def when_of(reading: Reading, sentence: Span, trigger: int) -> When:
    """Return the time of the event whose trigger is token ``trigger`` in ``sentence``.

    ``start`` and ``end`` are ISO dates, the first and last possible day; both are ``None`` with basis "publication"
    where neither the text nor the article has a date.
    """
    return dated(reading, sentence, trigger)[0]


def dated(reading: Reading, sentence: Span, trigger: int) -> tuple[When, str]:
    """Return what ``when_of`` does, and in words the rule that gave it."""
    found = ((when, rule) for rule, when in _findings(reading, sentence, reading.doc[trigger]) if when)
    day = reading.written.isoformat() if reading.written else None
    if reading.article.posts and (posted := published_on(reading.article, reading.doc[trigger].idx)):
        day = posted.isoformat()
    rule = (
        "the text gives it no time, so it is the day of publication"
        if day
        else "the text tells a history, and no time of this event"
        if reading.narrative
        else "neither text nor article has a date"
    )
    return next(found, (When(start=day, end=day, precision="day", basis="publication"), rule))


def _findings(reading: Reading, sentence: Span, token: Token) -> Iterator[tuple[str, When | None]]:
    """What each rule gives, the best rule first."""
    nodes = _inside(reading, sentence, token)
    if nodes:
        yield "the event's own clause has the expression", _own(reading, sentence, token, _SURE)
        yield "counted from another event", _counted(reading, sentence, token, _known)
        yield "a clause above the event has the expression", _own(reading, sentence, token, _SPEECH)
        yield "another mention of the event, or its occasion, has it", _elsewhere(reading, sentence, token)
        yield "what is said of the event has the expression", _own(reading, sentence, token)
    yield "it came before what it is told as the cause of", _came_before(reading, sentence, token)
    yield "a range that opens with 'since'", _since_clause(reading, sentence, token)
    yield "another mention of the event, or its occasion, has it", _elsewhere(reading, sentence, token)
    if not any(_dates(n) for n in nodes) and _inherits(token):
        node = _before(reading, sentence)
        if node:
            rule = "the last day that a main clause of the paragraph told before"
            yield rule, _when(node.start, node.end, _no_finer(node.precision), node.text)
        if reading.narrative:
            yield "the last date that carried the story before", _in_story(reading, sentence)
