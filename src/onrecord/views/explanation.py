"""A report's trace for people: a section for each question, the answer first, then what decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.model import Record
from onrecord.ontology import EventKind
from onrecord.views.look import Look, Role
from onrecord.views.sections import DEEPER, Lines, because, header, plain, section
from onrecord.views.sentence import marked_sentence
from onrecord.views.wording import code_of, quantity_words, source_words, when_words, where_words

if TYPE_CHECKING:  # at run time this would load spaCy for every view
    from onrecord.coding.tracing import Identity, Link, Reason, Side, Trace, Trial

_RIVALS = 6
"""Rejected senses that are told; of more only how many there are."""
_LONGEST = 150
"""Characters of a test or an entry that are told; the JSON has them whole."""


def render_explanation(
    traces: Iterable[Trace],
    *,
    width: int | None = None,
    colour: bool | None = None,
    kinds: Mapping[str, EventKind] | None = None,
) -> Iterator[str]:
    """Yield the lines of an explanation of reports, without line ends; options as for ``render_table``."""
    look = Look.of(width, colour, kinds=kinds)
    for trace in traces:
        for line in _explained(trace, look):
            yield look.line(line)
        yield ""


def _explained(trace: Trace, look: Look) -> Lines:
    yield from _header(trace, look)
    sections = (
        ("what", _what(trace, look)),
        ("predicate", _predicate(trace, look)),
        ("rivals", _rivals(trace, look)),
        ("actor", _side(trace.actor, "actor", look)),
        ("recipient", _side(trace.recipient, "recipient", look)),
        ("standing", _reasons(trace.standing, look)),
        ("where", _answer(where_words(trace.place), trace.place_rule, look)),
        ("when", _when(trace, look)),
        ("who says so", _sources(trace, look)),
        ("how many", _quantities(trace, look)),
        ("score", _score(trace, look)),
    )
    for label, lines in sections:
        yield from section(label, lines, look)


def _header(trace: Trace, look: Look) -> Lines:
    report = trace.report
    kept = "" if trace.kept else f", below {trace.threshold:g}: no report"
    yield from header(f"{trace.article} · report {report.id} · score {report.score:g}{kept}", look)
    for line in look.wrap(_sentence(trace, look), look.width - 2):
        yield Text(" ") + line
    yield Text()


def _sentence(trace: Trace, look: Look) -> Text:
    # the view of a sentence cuts it out of the article's text by offsets: the sentence in its place is all it needs
    start = trace.report.sentence[0]
    record = Record(id=trace.article, text=" " * start + trace.sentence)
    return marked_sentence(record, trace.report, look)


def _answer(answer: str, rule: str, look: Look) -> Lines:
    yield plain(answer or "not told", look)
    yield because(rule, look)


def _reasons(reasons: Iterable[Reason], look: Look) -> Lines:
    for reason in reasons:
        yield plain(f"{reason.what}: ", look) + plain(reason.because, look, "dim")


def _what(trace: Trace, look: Look) -> Lines:
    *earlier, last = trace.kind
    yield plain(last.what.replace("/", " "), look, "title")
    for reason in (*earlier, last):
        yield because(f"{reason.what} by {reason.because}", look)
    for reason in trace.contexts:
        yield because(f"context {reason.what} by {reason.because}", look)


def _predicate(trace: Trace, look: Look) -> Lines:
    yield plain(trace.predicate, look)
    if not any(t.outcome == "chosen" for t in trace.senses):
        yield because("no entry of the lexicon tells it here, only the encoder does", look)
    for trial in (t for t in trace.senses if t.outcome == "chosen"):
        yield because(f"entry {trial.entry} ({trial.place})", look)
        yield because(_entry(trial), look)
        for test in trial.tests:
            yield because(_cut(f"{_yes(test.holds)}: {test.asks}"), look)


def _entry(trial: Trial) -> str:
    """The entry as written, of its lemmas only the one that is meant."""
    lemmas, bar, rest = trial.written.partition("|")
    shown = lemmas.strip() if lemmas.strip() == trial.words else f"{trial.words} …"
    return _cut(f"{shown} {bar}{rest}")


def _yes(holds: bool) -> str:
    return "yes" if holds else "no"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0] + " …"


def _rivals(trace: Trace, look: Look) -> Lines:
    rivals = [t for t in trace.senses if t.outcome != "chosen"]
    rivals.sort(key=lambda t: (t.outcome != "fits", sum(not test.holds for test in t.tests)))
    if not rivals:
        yield plain("no other sense of this predicate", look, "dim")
    for trial in rivals[:_RIVALS]:
        kind = "no event" if trial.kind == "-" else trial.kind
        failed = next((test.asks for test in trial.tests if not test.holds), None)
        because = (
            "fits too, but asks less, stands later or leaves the particle out"
            if failed is None
            else f"no: {failed}"
        )
        told = plain(f"{kind} ", look) + plain(f"{trial.words}, {trial.entry}, ", look, "dim")
        yield told + plain(_cut(because), look, "dim")
    if len(rivals) > _RIVALS:
        yield plain(f"and {len(rivals) - _RIVALS} more (--format json has all)", look, "dim")


def _side(side: Side, role: Role, look: Look) -> Lines:
    if not side.who:
        yield plain("nobody", look)
    for who in side.who:
        yield from _who(who, role, look)
    yield from (because(line, look) for line in _slots(side))
    for step in side.steps:
        yield because(f"{step.what}: {step.because}", look)


def _who(who: Identity, role: Role, look: Look) -> Lines:
    participant = who.participant
    code = code_of(participant)
    told = plain(participant.name, look, role)
    yield told + plain(f" [{code}]" if code else "", look) + plain(f", {who.mention}", look, "dim")
    if who.stands_for is not None:
        yield because(f"'{who.stands_for}' stands for it here", look)
    if who.chain:
        yield because("the article also says: " + ", ".join(f"'{c}'" for c in who.chain), look)
    if who.known is not None:
        first, *rest = who.known.splitlines()
        yield because(f"known: {first}", look)
        for line in rest:
            yield Text(DEEPER) + because(" ".join(line.split()), look)
    for reason in who.reasons:
        yield because(f"{reason.what}: {reason.because}", look)


def _slots(side: Side) -> Iterator[str]:
    """Which slot was taken, and what the ones before it held."""
    looked = [s for s in side.slots if s.outcome != "not needed"]
    taken = next((s for s in looked if s.outcome == "taken"), None)
    before = looked[: looked.index(taken)] if taken else looked
    if taken is not None:
        yield f"from {taken.slot}, the {taken.means}: '{taken.text}'"
    elif side.found:
        yield f"from {side.found}, {side.means}"
    for slot in (s for s in before if s.outcome != "empty"):
        yield f"not from {slot.slot}, the {slot.means}: '{slot.text}' is {_NO[slot.outcome]}"
    empty = [s.slot for s in before if s.outcome == "empty"]
    if empty:
        yield f"nothing in {', '.join(empty)}"


_NO = {"no party": "no party", "cannot act": "nobody who can act"}


def _when(trace: Trace, look: Look) -> Lines:
    when = trace.when
    yield plain(when_words(when) or "not told", look)
    expression = f" ('{when.text}')" if when.text else ""
    yield because(f"basis {when.basis}{expression}: {trace.when_rule}", look)


def _sources(trace: Trace, look: Look) -> Lines:
    chain = tuple(link.attributed for link in trace.sources)
    if not chain:
        yield plain("the outlet itself", look)
        yield because("no attribution that vouches for it covers the event", look)
    else:
        yield plain("".join(piece for piece, _ in source_words(chain)), look, "source")
    for number, link in enumerate(trace.sources, 1):
        yield from _link(number, link, look)
    for reason in trace.not_sources:
        yield because(f"not {reason.what}: {reason.because}", look)


def _link(number: int, link: Link, look: Look) -> Lines:
    cue = link.attributed.cue
    words = f"'{cue.text}'" if cue else "no cue"
    yield because(
        f"{number}. cue {words}, stance {link.attributed.stance}; found by {'; '.join(link.methods)}", look
    )
    yield Text(DEEPER) + because(f"says: {link.content}", look)
    if link.identity is not None:
        yield from (Text(DEEPER) + line for line in _who(link.identity, "source", look))


def _quantities(trace: Trace, look: Look) -> Lines:
    if not trace.quantities:
        yield plain("no figures", look)
    for counted in trace.quantities:
        quantity = counted.quantity
        yield plain(f"{quantity_words(quantity)} ('{quantity.text}')", look)
        yield because(counted.because, look)


def _score(trace: Trace, look: Look) -> Lines:
    for number, part in enumerate(trace.score):
        factor = Text("× " if number else "  ") + plain(f"{part.factor:.3g}", look)
        yield factor + Text("  ") + plain(part.because, look, "dim")
    total = Text("= ") + plain(f"{trace.rules:g}", look)
    if trace.encoder is None:
        yield total + Text("  ") + plain(f"threshold {trace.threshold:g}", look, "dim")
        return
    yield total + Text("  ") + plain("by rules alone", look, "dim")
    judged = Text("→ ") + plain(f"{trace.report.score:g}", look)
    yield (
        judged
        + Text("  ")
        + plain(f"decided over rules and encoder, threshold {trace.threshold:g}", look, "dim")
    )
    yield because(f"the encoder: {trace.encoder}", look)
