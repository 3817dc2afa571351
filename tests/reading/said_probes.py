"""Our own probes of who says so (``said_probes.txt``), read as a user's article is, with the encoder.

``python -m tests.reading.said_probes`` prints what is read otherwise than the gold, and the score.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.model import Article, Attribution
from onrecord.reader import Reader
from onrecord.reading import Reading
from onrecord.reading.attributions import chain_of

_IOU = 0.75
"""Share of the words of both contents from which on a content is the one asked for."""
_SMALL = frozenset(("a", "an", "the", "of", "with"))
"""Words that a source cannot end with."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An attribution that must be found; the words of its source, its cue, its content, and its stance."""

    source: str
    cue: str
    content: str
    stance: str


@dataclass(slots=True)
class Probe:
    """A short text, the attributions asked for, and chains: words, and the sources over them with their stances."""

    text: str
    wanted: list[Wanted] = field(default_factory=list)
    chains: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def probes() -> list[Probe]:
    """Return the probes in the file's order."""
    found: list[Probe] = []
    for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        parts = rest.split(" | ")
        if kind == "T":
            found.append(Probe(rest.replace("¶", "\n\n")))
        elif kind == "A":
            found[-1].wanted.append(Wanted(*parts))
        elif kind == "C":
            links = [link.rsplit(":", 1) for link in parts[1].split(" > ")]
            found[-1].chains.append((parts[0], [(who, stance) for who, stance in links]))
    return found


@cache
def _reader() -> Reader:
    return Reader()


def misses(probe: Probe) -> Iterator[str]:
    """Yield what is asked for and not found, or found otherwise."""
    reading = _reader().layers(Article(id="p", text=probe.text))
    found = [node.attribution for node in reading.attributions]
    for wanted in probe.wanted:
        near = [a for a in found if _is_content(probe.text, a, wanted) and _is_cue(probe.text, a, wanted)]
        if not near:
            yield f"not found: {wanted}"
        elif not any(_is_source(probe.text, a, wanted) for a in near):
            yield f"source of {wanted}: {[_words(probe.text, a.source) for a in near]}"
        elif wanted.stance not in [a.stance for a in near if _is_source(probe.text, a, wanted)]:
            yield f"stance of {wanted}: {[a.stance for a in near]}"
    for words, chain in probe.chains:
        links = _chain(reading, words)
        fits = len(links) == len(chain) and all(
            stance == told and (who == "-") == (not name) and (who == "-" or who in name)
            for (who, stance), (name, told) in zip(chain, links, strict=True)
        )
        if not fits:
            yield f"chain of {words!r}: {chain}, not {links}"


def _chain(reading: Reading, words: str) -> list[tuple[str, str]]:
    start = reading.article.text.rindex(words)
    links = chain_of(reading, start, start + len(words))
    return [(f"{k.source.name} / {k.source.text}" if k.source else "", k.stance) for k in links]


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[begin:end] for begin, end in spans)


def _is_content(text: str, one: Attribution, wanted: Wanted) -> bool:
    ours = {at for begin, end in one.content for at in range(begin, end) if text[at].isalnum()}
    gold: set[int] = set()
    for piece in wanted.content.split(" … "):
        at = text.rindex(piece)
        gold |= {n for n in range(at, at + len(piece)) if text[n].isalnum()}
    return len(ours & gold) >= _IOU * len(ours | gold)


def _is_cue(text: str, one: Attribution, wanted: Wanted) -> bool:
    return any(text[begin:end] in wanted.cue or wanted.cue in text[begin:end] for begin, end in one.cue)


def _is_source(text: str, one: Attribution, wanted: Wanted) -> bool:
    """Whether a source is the one asked for, with or without a clause that comments on it ("..., who led the patrol")."""
    ours = _words(text, one.source)
    return bool(ours) and (
        wanted.source in ours or (ours in wanted.source and ours.split()[-1] not in _SMALL)
    )


def main() -> None:
    """Print each probe that is read otherwise, and the score."""
    wrong = total = 0
    for probe in probes():
        missed = list(misses(probe))
        wrong, total = wrong + len(missed), total + len(probe.wanted) + len(probe.chains)
        if missed:
            print(probe.text.replace("\n\n", "¶"), *missed, sep="\n   ")
    print(f"{total - wrong} of {total} right")


if __name__ == "__main__":
    main()
