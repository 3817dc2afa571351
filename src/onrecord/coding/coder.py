"""Layers in, reports out: events found by rules and lexicon, with all that the other layers know of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from onrecord.coding.counts import quantities_of
from onrecord.coding.deeds import deed_of, sense_of
from onrecord.coding.desk import Desk, Found
from onrecord.coding.draft import Draft
from onrecord.coding.grammar import Grammar
from onrecord.coding.retractions import taken_back_by
from onrecord.model import Attributed, Cue, Participant, Place, Report, Trigger
from onrecord.ontology import Ontology, default_ontology, modality_words
from onrecord.reading import Reading
from onrecord.reading.attributions import chain_of
from onrecord.reading.when import when_of
from onrecord.reading.where import place_of

VERSION = "rules/8"
ENCODER = "encoder/3"
THRESHOLD = 0.55
"""Drafts scored lower are left out. From .35 to .5 type precision on PLV rose by .04 and recall fell by .01."""
JUDGED = 0.33
"""The same where the encoder judges, and the score is a probability. See ``training/encoder/README.md``."""
_LONG = 60
"""Characters of light verb and noun together beyond which the noun alone is the trigger."""


class Coder:
    """Codes the events of an article by rules and lexicon. Keeps no state between articles."""

    def __init__(self, ontology: Ontology | None = None, threshold: float | None = None) -> None:
        """``threshold``: the least score of a report, instead of ``THRESHOLD`` or ``JUDGED``."""
        self._ontology = ontology
        self._threshold = threshold

    def threshold(self, found: Found) -> float:
        """The least score of a draft that becomes a report."""
        if self._threshold is not None:
            return self._threshold
        return JUDGED if found.judged else THRESHOLD

    @property
    def ontology(self) -> Ontology:
        """The types and the lexicon that it codes by."""
        return self._ontology or default_ontology()

    def version(self, reading: Reading) -> str:
        """What a report says it was coded by; a user's ontology file makes another coder."""
        name = VERSION if reading.vectors is None else f"{VERSION}+{ENCODER}"
        return f"{name}+{self.ontology.tag}" if self.ontology.tag else name

    def code(self, reading: Reading) -> tuple[Report, ...]:
        """Return the reports in the order of the text."""
        desk, version = Desk(reading, self.ontology), self.version(reading)
        reports: dict[str, Report] = {}
        told: dict[int, str] = {}
        for found in desk.found():
            if found.score >= self.threshold(found):
                report = report_of(desk, found, version, told)
                reports.setdefault(report.id, report)
                told[found.draft.trigger] = report.id
        return tuple(sorted(reports.values(), key=in_order))


def in_order(report: Report) -> tuple[int, int, str]:
    """Sort key: reports stand in the order of the text."""
    return report.trigger.start, report.trigger.end, report.event_type


def report_of(desk: Desk, found: Found, coder: str, told: Mapping[int, str]) -> Report:
    """Return the report that a draft becomes. ``told``: the reports made before it, by their triggers' tokens."""
    reading, g, draft = desk.reading, desk.grammar, found.draft
    trigger = _trigger(reading.article.text, g, draft)
    anchor = draft.trigger
    place = place_of(reading, found.sentence, anchor)
    actors, recipients = (_parties(desk, draft, side, place) for side in (draft.actors, draft.recipients))
    quantities, earlier = quantities_of(reading, g, draft)
    when = when_of(reading, found.sentence, anchor)
    key = f"{reading.article.id}\n{trigger.start}\n{trigger.end}\n{draft.event_type}\n{draft.mode or ''}"
    return Report(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        sentence=found.sentence,
        trigger=trigger,
        event_type=draft.event_type,
        mode=draft.mode,
        contexts=tuple(desk.scorer.contexts(draft)),
        actors=_ruled(desk, draft, actors, draft.actors, recipients),
        recipients=_ruled(desk, draft, recipients, draft.recipients, actors),
        place=place,
        when=when,
        modality=draft.standing.modality,
        negated=draft.standing.negated,
        quantities=quantities,
        earlier=earlier,
        attribution=_chain(desk, draft, trigger),
        score=found.score,
        coder=coder,
        why=_why(draft),
        sense=sense_of(reading, anchor),
        deed=deed_of(desk, draft, found.sentence, when),
        taken_back_by=taken_back_by(desk, anchor),
        repeats=None if draft.repeats is None else told.get(draft.repeats),
    )


def _chain(desk: Desk, draft: Draft, trigger: Trigger) -> tuple[Attributed, ...]:
    """On whose word it rests: the attributions that hold it, and who gives the count ("raised the toll to 17")."""
    chain = chain_of(desk.reading, trigger.start, trigger.end)
    verb = draft.teller
    who = None if verb is None else desk.grammar.subject(verb)
    if verb is None or who is None:
        return chain
    word, source = desk.grammar.doc[verb], desk.participants.participant(who)
    if any(link.source is not None and link.source.name == source.name for link in chain):
        return chain
    cue = Cue(text=word.text, start=word.idx, end=word.idx + len(word))
    return (*chain, Attributed(source=source, cue=cue, stance="says"))


def _parties(
    desk: Desk, draft: Draft, tokens: tuple[int, ...], place: Place | None
) -> tuple[Participant, ...]:
    """The participants at these tokens, each in the words that the draft says, with the country that its place gives."""
    found = ((desk.participants.participant(t, draft.through.get(t)), t) for t in tokens)
    return tuple(desk.localities.placed(who, t, draft.event_type, place) for who, t in found)


def _ruled(
    desk: Desk,
    draft: Draft,
    people: tuple[Participant, ...],
    tokens: tuple[int, ...],
    others: tuple[Participant, ...],
) -> tuple[Participant, ...]:
    """Participants with the country that those on the other side of the event give them."""
    pairs = zip(people, tokens, strict=True)
    return tuple(desk.localities.ruled(p, t, draft.event_type, others) for p, t in pairs)


def _trigger(text: str, g: Grammar, draft: Draft) -> Trigger:
    """The noun with its light verb where they stand close, else the word itself with its particle."""
    doc = g.doc
    tokens = list(draft.tokens)
    if draft.light is not None and g.lemma[draft.light] in modality_words()["vouching"]:
        tokens = [draft.trigger]  # "claimed responsibility for the attack": the verb is the source's
    elif draft.light is not None and doc[tokens[-1]].idx + len(doc[tokens[-1]]) - doc[tokens[0]].idx > _LONG:
        tokens = [draft.trigger]
    if draft.sense.part == "verb":
        tokens += [k for k in g.kids[draft.trigger] if g.dep[k] == "prt" and abs(k - draft.trigger) == 1]
    start, last = doc[min(tokens)].idx, doc[max(tokens)]
    end = last.idx + len(last)
    return Trigger(start=start, end=end, text=text[start:end])


def _why(draft: Draft) -> str:
    sense = draft.sense
    words = " ".join((sense.lemma, *sense.particles))
    parts = [f"{sense.part} '{words}' ({sense.entry})"]
    parts.append(f"actor from {draft.found[0]}" if draft.found[0] else "no actor")
    parts.append(f"recipient from {draft.found[1]}" if draft.found[1] else "no recipient")
    if draft.note:
        parts.append(draft.note)
    if draft.standing.cue:
        parts.append(f"{draft.standing.modality} by '{draft.standing.cue}'")
    return "; ".join(parts)
