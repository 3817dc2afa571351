"""A report's trace for people: a section for each question, the answer first, then what decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.model import Record
from onrecord.ontology import EventKind
from onrecord.views.look import Look, Role
from onrecord.views.sentence import marked_sentence
from onrecord.views.wording import code_of, quantity_words, source_words, when_words, where_words

if TYPE_CHECKING:  # at run time this would load spaCy for every view
    from onrecord.coding.tracing import Identity, Link, Reason, Side, Trace, Trial

_LABEL = 12
"""Columns of the labels on the left."""
_DEEPER = "  "
"""What stands before a line that gives the reason for the one above it."""
_RIVALS = 6
"""Rejected senses that are told; of more only how many there are."""
_LONGEST = 150
"""Characters of a test or an entry that are told; the JSON has them whole."""

Lines = Iterator[Text]


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
        yield from _section(label, lines, look)


def _header(trace: Trace, look: Look) -> Lines:
    report = trace.report
    yield look.text("━" * look.width, "dim")
    kept = "" if trace.kept else f", below {trace.threshold:g}: no report"
    told = f"{look.clean(trace.article)} · report {report.id} · score {report.score:g}{kept}"
    for line in look.wrap(look.text(told, "title"), look.width - 2):
        yield Text(" ") + line
    yield look.text("─" * look.width, "dim")
    for line in look.wrap(_sentence(trace, look), look.width - 2):
        yield Text(" ") + line
    yield Text()


def _sentence(trace: Trace, look: Look) -> Text:
    # the view of a sentence cuts it out of the article's text by offsets: the sentence in its place is all it needs
    start = trace.report.sentence[0]
    record = Record(id=trace.article, text=" " * start + trace.sentence)
    return marked_sentence(record, trace.report, look)


def _section(label: str, lines: Lines, look: Look) -> Lines:
    """The lines beside their label; each is wrapped, and goes on a little further in."""
    beside = look.text(f" {label:<{_LABEL}}", "dim")
    for text in lines:
        indent = len(text.plain) - len(text.plain.lstrip(" "))
        hanging = " " * (indent + len(_DEEPER))
        space = look.width - _LABEL - 2
        for number, line in enumerate(look.wrap(text, space - len(hanging))):
            yield beside + (Text(hanging) if number else Text()) + line
            beside = Text(" " * (_LABEL + 1))


def _plain(text: str, look: Look, style: str = "plain") -> Text:
    return look.text(look.clean(text), style)


def _because(reason: str, look: Look) -> Text:
    return Text(_DEEPER) + _plain(reason, look, "dim")


def _answer(answer: str, rule: str, look: Look) -> Lines:
    yield _plain(answer or "not told", look)
    yield _because(rule, look)


def _reasons(reasons: Iterable[Reason], look: Look) -> Lines:
    for reason in reasons:
        yield _plain(f"{reason.what}: ", look) + _plain(reason.because, look, "dim")


def _what(trace: Trace, look: Look) -> Lines:
    *earlier, last = trace.kind
    yield _plain(last.what.replace("/", " "), look, "title")
    for reason in (*earlier, last):
        yield _because(f"{reason.what} by {reason.because}", look)
    for reason in trace.contexts:
        yield _because(f"context {reason.what} by {reason.because}", look)


def _predicate(trace: Trace, look: Look) -> Lines:
    yield _plain(trace.predicate, look)
    for trial in (t for t in trace.senses if t.outcome == "chosen"):
        yield _because(f"entry {trial.entry} ({trial.place})", look)
        yield _because(_entry(trial), look)
        for test in trial.tests:
            yield _because(_cut(f"{_yes(test.holds)}: {test.asks}"), look)


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
        yield _plain("no other sense of this predicate", look, "dim")
    for trial in rivals[:_RIVALS]:
        kind = "no event" if trial.kind == "-" else trial.kind
        failed = next((test.asks for test in trial.tests if not test.holds), None)
        because = "fits too, but asks less or stands later" if failed is None else f"no: {failed}"
        told = _plain(f"{kind} ", look) + _plain(f"{trial.words}, {trial.entry}, ", look, "dim")
        yield told + _plain(_cut(because), look, "dim")
    if len(rivals) > _RIVALS:
        yield _plain(f"and {len(rivals) - _RIVALS} more (--format json has all)", look, "dim")


def _side(side: Side, role: Role, look: Look) -> Lines:
    if not side.who:
        yield _plain("nobody", look)
    for who in side.who:
        yield from _who(who, role, look)
    yield from (_because(line, look) for line in _slots(side))
    for step in side.steps:
        yield _because(f"{step.what}: {step.because}", look)


def _who(who: Identity, role: Role, look: Look) -> Lines:
    participant = who.participant
    code = code_of(participant)
    told = _plain(participant.name, look, role)
    yield told + _plain(f" [{code}]" if code else "", look) + _plain(f", {who.mention}", look, "dim")
    if who.stands_for is not None:
        yield _because(f"'{who.stands_for}' stands for it here", look)
    if who.chain:
        yield _because("the article also says: " + ", ".join(f"'{c}'" for c in who.chain), look)
    if who.known is not None:
        first, *rest = who.known.splitlines()
        yield _because(f"known: {first}", look)
        for line in rest:
            yield Text(_DEEPER) + _because(" ".join(line.split()), look)
    for reason in who.reasons:
        yield _because(f"{reason.what}: {reason.because}", look)


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
    yield _plain(when_words(when) or "not told", look)
    expression = f" ('{when.text}')" if when.text else ""
    yield _because(f"basis {when.basis}{expression}: {trace.when_rule}", look)


def _sources(trace: Trace, look: Look) -> Lines:
    chain = tuple(link.attributed for link in trace.sources)
    if not chain:
        yield _plain("the outlet itself", look)
        yield _because("no attribution that vouches for it covers the event", look)
    else:
        yield _plain("".join(piece for piece, _ in source_words(chain)), look, "source")
    for number, link in enumerate(trace.sources, 1):
        yield from _link(number, link, look)
    for reason in trace.not_sources:
        yield _because(f"not {reason.what}: {reason.because}", look)


def _link(number: int, link: Link, look: Look) -> Lines:
    cue = link.attributed.cue
    words = f"'{cue.text}'" if cue else "no cue"
    yield _because(
        f"{number}. cue {words}, stance {link.attributed.stance}; found by {'; '.join(link.methods)}", look
    )
    yield Text(_DEEPER) + _because(f"says: {link.content}", look)
    if link.identity is not None:
        yield from (Text(_DEEPER) + line for line in _who(link.identity, "source", look))


def _quantities(trace: Trace, look: Look) -> Lines:
    if not trace.quantities:
        yield _plain("no figures", look)
    for counted in trace.quantities:
        quantity = counted.quantity
        yield _plain(f"{quantity_words(quantity)} ('{quantity.text}')", look)
        yield _because(counted.because, look)


def _score(trace: Trace, look: Look) -> Lines:
    for number, part in enumerate(trace.score):
        factor = Text("× " if number else "  ") + _plain(f"{part.factor:.3g}", look)
        yield factor + Text("  ") + _plain(part.because, look, "dim")
    total = Text("= ") + _plain(f"{trace.report.score:g}", look)
    yield total + Text("  ") + _plain(f"threshold {trace.threshold:g}", look, "dim")
