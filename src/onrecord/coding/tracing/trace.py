"""The traces of an article's reports: the coder's own way once more, under watch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.coding.coder import Coder, in_order, report_of
from onrecord.coding.counts import is_harm_done
from onrecord.coding.desk import Desk, Found
from onrecord.coding.draft import Draft
from onrecord.coding.tracing.identity import identified
from onrecord.coding.tracing.parties import sides, watch_parties
from onrecord.coding.tracing.phrases import shortened
from onrecord.coding.tracing.records import Counted, Factor, Link, Reason, Trace
from onrecord.coding.tracing.senses import contexts, kinds, predicate_words, trials
from onrecord.coding.tracing.standing import standing, watch_standing
from onrecord.coding.tracing.witness import Call, Witness
from onrecord.knowledge import Knowledge, default_knowledge
from onrecord.model import Quantity, Report, UsageError
from onrecord.reading import AttributionNode, Reading
from onrecord.reading.attributions import links_of, why_no_link
from onrecord.reading.when import dated
from onrecord.reading.where import located

_FEWEST = 4
"""Digits of an id that must be given at least."""
_SHOWN = 5
"""Reports that an error names."""
_CONTENT = 70
"""Characters of what a source says that are shown."""


def trace_reports(
    coder: Coder, reading: Reading, *, dropped: bool = False, knowledge: Knowledge | None = None
) -> tuple[Trace, ...]:
    """Return how each report of a reading came about, in the order of the text.

    ``dropped``: also the drafts whose score is below the coder's threshold, which are no reports. ``knowledge`` is
    what the mentions were read with.
    """
    desk, witness = Desk(reading, coder.ontology), Witness()
    _watch(desk, witness)
    knowledge = knowledge or default_knowledge()
    version = coder.version(reading)
    traces: dict[str, Trace] = {}
    told: dict[int, str] = {}
    sentence, calls = -1, Call("", ())
    for found in desk.found():
        if found.first != sentence:
            sentence, calls = found.first, witness.taken()
        threshold = coder.threshold(found)
        if found.score >= threshold or (dropped and found.score):
            report = report_of(desk, found, version, told)
            if found.score >= threshold:
                told[found.draft.trigger] = report.id
            if report.id not in traces:
                traces[report.id] = _trace(desk, found, report, calls, threshold, knowledge)
    return tuple(sorted(traces.values(), key=lambda t: in_order(t.report)))


def chosen(traces: Iterable[Trace], ids: Iterable[str]) -> tuple[Trace, ...]:
    """Return the traces of the reports with these ids; the first digits of one will do.

    Raises ``UsageError`` that says which reports there are where one is not among them.
    """
    there = list(traces)
    found: dict[str, Trace] = {}
    for wanted in ids:
        meant = [t for t in there if t.report.id == wanted]
        if not meant and len(wanted) >= _FEWEST:
            meant = [t for t in there if t.report.id.startswith(wanted)]
        if len({t.report.id for t in meant}) != 1:
            raise UsageError(_not_there(wanted, meant or there, several=bool(meant)))
        found.setdefault(meant[0].report.id, meant[0])
    return tuple(found.values())


def _not_there(wanted: str, traces: list[Trace], several: bool) -> str:
    shown = ", ".join(
        f"{t.report.id} ({t.report.event_type} '{shortened(t.report.trigger.text, 20)}')"
        for t in traces[:_SHOWN]
    )
    more = f" and {len(traces) - _SHOWN} more" if len(traces) > _SHOWN else ""
    if several:
        return f"several reports begin with '{wanted}': {shown}{more}; give more of the id"
    there = f"there are {shown}{more}" if traces else "there are no reports at all"
    return f"no report '{wanted}' in the input; {there}"


def _watch(desk: Desk, witness: Witness) -> None:
    witness.watch(desk.finder, "_draft", "_with_means", "means_of")
    witness.watch(desk.finder._rhetoric, "meant")
    witness.watch(desk.repeats, "filled", "bare")
    watch_parties(desk, witness)
    watch_standing(desk, witness)


def _trace(
    desk: Desk, found: Found, report: Report, calls: Call, threshold: float, knowledge: Knowledge
) -> Trace:
    draft, reading, judge = found.draft, desk.reading, desk.judge
    actor, recipient = sides(desk, draft, report, calls, knowledge)
    place, place_rule = located(reading, found.sentence, draft.trigger)
    when, when_rule = dated(reading, found.sentence, draft.trigger)
    return Trace(
        article=reading.article.id,
        report=report,
        sentence=reading.article.text[slice(*found.sentence)],
        kept=found.score >= threshold,
        threshold=threshold,
        predicate=predicate_words(desk, draft),
        senses=trials(desk, draft),
        kind=kinds(desk, draft, calls),
        contexts=contexts(desk, draft),
        actor=actor,
        recipient=recipient,
        standing=standing(desk, draft, calls),
        place=place,
        place_rule=place_rule,
        when=when,
        when_rule=when_rule,
        sources=tuple(_links(reading, report, knowledge)),
        not_sources=tuple(_other_attributions(reading, report)),
        quantities=tuple(Counted(quantity=q, because=_tie(desk, draft, q)) for q in report.quantities),
        score=tuple(
            Factor(factor=p.factor, because=p.because)
            for p in desk.scorer.parts(draft, found.first, found.last)
        ),
        rules=found.rules,
        encoder=judge.view(draft) if judge is not None and found.judged else None,
    )


def _links(reading: Reading, report: Report, knowledge: Knowledge) -> Iterator[Link]:
    for attributed, nodes in links_of(reading, report.trigger.start, report.trigger.end):
        token = next((n.source for n in nodes if n.source is not None), None)
        mention = None if token is None else reading.mention_of(token)
        source = attributed.source
        yield Link(
            attributed=attributed,
            methods=tuple(dict.fromkeys(n.method for n in nodes)),
            content=_content(reading, nodes[0]),
            identity=None if source is None else identified(reading, source, mention, knowledge),
        )


def _content(reading: Reading, node: AttributionNode) -> str:
    pieces = (reading.article.text[a:b] for a, b in node.attribution.content)
    return shortened(" … ".join(pieces), _CONTENT)


def _other_attributions(reading: Reading, report: Report) -> Iterator[Reason]:
    """Attributions whose cue stands in the sentence, and which are no links."""
    start, end = report.sentence
    for node in reading.attributions:
        at, until = node.attribution.cue[0]
        because = why_no_link(node, report.trigger.start, report.trigger.end)
        if start <= at < end and because is not None:
            yield Reason(what=f"'{reading.article.text[at:until]}'", because=because)


def _tie(desk: Desk, draft: Draft, quantity: Quantity) -> str:
    """What ties a quantity to the event."""
    g = desk.grammar
    node = next(
        q
        for q in desk.reading.quantities
        if (q.quantity.start, q.quantity.end) == (quantity.start, quantity.end)
    )
    counted = min(node.counted, g.size - 1)
    if counted in draft.actors or counted in draft.recipients:
        return f"counts the participant '{g.text[counted]}'"
    if node.predicate in draft.tokens:
        return f"an argument of '{g.text[draft.trigger]}'"
    if is_harm_done(node, g, draft):
        return f"harm done by '{g.text[draft.trigger]}'"
    return f"counts '{g.text[counted]}'"
