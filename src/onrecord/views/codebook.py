"""The codebook for people: the rules, then a page for each type."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from onrecord.ontology import Codebook
from onrecord.ontology.codebook import TypeEntry
from onrecord.views.look import Look
from onrecord.views.sections import DEEPER, Lines, because, header, plain, section

_NAME = 16
"""Columns of names of types and modes, before what they mean."""
_CONTEXT = 22
"""The same of contexts."""
_FEW = 8
"""Contexts of a type that are told in the whole codebook."""


def render_codebook(book: Codebook, *, width: int | None = None, colour: bool | None = None) -> Iterator[str]:
    """Yield the lines of a codebook, without line ends; of a single type its predicates too."""
    look = Look.of(width, colour)
    whole = len(book.types) > 1
    if whole:
        for line in _opening(book, look):
            yield look.line(line)
        yield ""
    for kind in book.types:
        for line in _type(kind, look, deep=not whole):
            yield look.line(line)
        yield ""


def _opening(book: Codebook, look: Look) -> Lines:
    yield from header(f"{book.ontology} · {len(book.types)} event types", look)
    yield from section("types", _list(book, look), look)
    yield from section("rules", (plain(rule, look) for rule in book.rules), look)
    contexts = (_named(name, _CONTEXT, "", means, look) for name, means in book.contexts.items())
    yield from section("contexts", contexts, look)
    yield from section(
        "more", iter([plain("onrecord ontology TYPE shows one type with its predicates", look)]), look
    )


def _list(book: Codebook, look: Look) -> Lines:
    quad = 0
    for kind in sorted(book.types, key=lambda t: t.quad):
        if kind.quad != quad:
            quad = kind.quad
            yield plain(f"{quad} {kind.quad_name}", look, "title")
        own = ", your own" if kind.own else ""
        yield Text(DEEPER) + _named(kind.name, _NAME, _score(kind.score), f"{kind.definition}{own}", look)


def _named(name: str, columns: int, score: str, means: str, look: Look) -> Text:
    return look.text(f"{look.clean(name):<{columns}} {score}") + plain(means, look, "dim")


def _score(score: float) -> str:
    return f"{score:+5.1f}  " if score else "  0.0  "


def _type(kind: TypeEntry, look: Look, deep: bool) -> Lines:
    own = " · your own" if kind.own else ""
    yield from header(
        f"{kind.name} · {kind.quad} {kind.quad_name} · score {_score(kind.score).strip()}{own}", look
    )
    sections = (
        ("what", iter([plain(kind.definition, look)])),
        ("recipient", iter([plain(f"{kind.recipient}: {kind.recipient_means}", look)])),
        ("modes", _modes(kind, look)),
        ("rules", (plain(rule, look) for rule in kind.rules)),
        ("examples", _examples(kind, look)),
        ("contexts", _contexts(kind, look, deep)),
        ("CAMEO", _cameo(kind, look, deep)),
        ("ACLED", _acled(kind, look)),
        ("lexicon", iter([plain(f"{kind.verbs} senses of verbs, {kind.nouns} of nouns", look)])),
        ("predicates", _predicates(kind, look)),
    )
    for label, lines in sections:
        yield from section(label, lines, look)


def _modes(kind: TypeEntry, look: Look) -> Lines:
    if not kind.modes:
        yield plain("none", look, "dim")
    for mode in kind.modes:
        count = mode.verbs + mode.nouns
        entries = "1 sense" if count == 1 else f"{count} senses"
        means = f"{mode.means}; {entries}" if mode.means else entries
        yield _named(mode.name, _NAME, _score(mode.score), means, look)


def _examples(kind: TypeEntry, look: Look) -> Lines:
    for example in kind.examples:
        yield plain(example.text, look)
        yield from (because(line, look) for line in example.coded)


def _contexts(kind: TypeEntry, look: Look, deep: bool) -> Lines:
    given = [f"{name} {n}" for name, n in kind.contexts.items()]
    more = "" if deep or len(given) <= _FEW else f" and {len(given) - _FEW} more"
    yield plain(", ".join(given if deep else given[:_FEW]) + more or "none by its entries", look)


def _cameo(kind: TypeEntry, look: Look, deep: bool) -> Lines:
    roots = ", ".join(kind.cameo_roots) or "none"
    codes = f": {len(kind.cameo)} codes" if kind.cameo else ""
    yield plain(f"{roots}{codes}", look)
    for row in kind.cameo if deep else ():
        tags = ", ".join((*([row.mode] if row.mode else []), *row.contexts))
        yield because(f"{row.code:<5} {row.meaning}" + (f" [{tags}]" if tags else ""), look)


def _acled(kind: TypeEntry, look: Look) -> Lines:
    if not kind.acled:
        yield plain("none", look, "dim")
    by_pair: dict[tuple[str, str], list[str]] = {}
    for row in kind.acled:
        modes = by_pair.setdefault((row.event_type, row.sub_event_type), [])
        modes += [row.mode] if row.mode else []
    for (event, sub), modes in by_pair.items():
        yield plain(f"{event}: {sub}" + (f" ({', '.join(modes)})" if modes else ""), look)


def _predicates(kind: TypeEntry, look: Look) -> Lines:
    """Verbs and nouns by mode as plain lists, then the entries as they are written."""
    for part in ("verb", "noun"):
        by_mode: dict[str, dict[str, None]] = {}
        for p in (p for p in kind.predicates if p.part == part):
            by_mode.setdefault(p.mode or "no mode", {}).update(dict.fromkeys(p.words))
        for mode, words in by_mode.items():
            shown = ", ".join(sorted(w.replace("_", " ") for w in words))
            yield plain(f"{part}s, {mode}: ", look) + plain(shown, look, "dim")
    for p in kind.predicates:
        yield plain(p.entry, look)
        yield because(p.written.replace(",", ", "), look)
