"""The predicate lexicon: which verbs and nouns tell which event, under which conditions, and who did it to whom.

The format of the files is told at the top of ``data/verbs-consult.psv`` and in ``Lexicon``'s docstring; a user can
override or add entries with files of the same format.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, NamedTuple

from onrecord.model import OnRecordError
from onrecord.ontology.tables import EventKind, contexts, event_types

PartOfSpeech = Literal["verb", "noun"]

DEFAULT_WEIGHT = 0.9
"""Confidence in a sense whose entry names none. Main-clause events with both parties were right in 91 % on PLV."""

SURE = 1.0
"""Weight of entries that hold whatever else is in the sentence, of blocking ones too."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One test that a sense puts to the syntax: ``kind`` says on what, ``words`` are the lemmas that pass."""

    kind: str
    word: str = ""
    """The preposition of a ``p`` condition."""
    words: frozenset[str] = frozenset()
    negated: bool = False
    written: str = ""
    """The condition as it stands in its entry: "-o:@forces"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a predicate. ``event_type`` is ``None`` for a sense that tells no event and blocks the others."""

    entry: str
    lemma: str
    part: PartOfSpeech
    particles: tuple[str, ...]
    conditions: tuple[Condition, ...]
    event_type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool
    weight: float
    written: str = ""
    """The entry as it stands in its file."""

    @property
    def words(self) -> str:
        """The predicate as entries write it: "call_on", "peace_talk"."""
        noun = self.part == "noun"
        return "_".join((*self.particles, self.lemma) if noun else (self.lemma, *self.particles))

    @property
    def sure(self) -> bool:
        """Whether the words leave no room for another reading: the encoder neither drops such an event nor hears one."""
        return self.weight >= SURE

    @property
    def own(self) -> bool:
        """Whether the entry stands in a user's ontology file."""
        return self.entry.startswith("own-")

    @property
    def kind(self) -> str:
        """Type and mode as entries write them: "RETREAT/withdraw", "-" for none."""
        return "/".join(p for p in (self.event_type or "-", self.mode) if p)

    @property
    def specificity(self) -> int:
        """How much the sense asks for; of several senses that fit, the one that asks most wins."""
        asked = sum(4 if c.words or c.word else 3 for c in self.conditions if not c.negated)
        return 4 * len(self.particles) + asked + 2 * (self.event_type is None)


@dataclass(frozen=True)
class Lexicon:
    """Senses by lemma, most specific first, and the word classes that conditions name."""

    verbs: dict[str, tuple[Sense, ...]]
    nouns: dict[str, tuple[Sense, ...]]
    classes: dict[str, frozenset[str]]

    @cached_property
    def hyphenated(self) -> frozenset[str]:
        """All words with a hyphen: tokenizers split them, and coding puts them together again."""
        known = {w for words in self.classes.values() for w in words} | self.nouns.keys() | self.verbs.keys()
        senses = (s for table in (self.verbs, self.nouns) for many in table.values() for s in many)
        known |= {w for s in senses for c in s.conditions for w in c.words}
        return frozenset(w for w in known if "-" in w)

    @cached_property
    def judging(self) -> frozenset[str]:
        """Verbs that condemn or praise whatever is their object."""
        return frozenset(lemma for lemma, senses in self.verbs.items() if any(map(_judges, senses)))

    @property
    def sizes(self) -> tuple[int, int]:
        """How many verb senses and how many noun senses there are."""
        return sum(map(len, self.verbs.values())), sum(map(len, self.nouns.values()))

    def of(self, part: PartOfSpeech) -> Mapping[str, tuple[Sense, ...]]:
        """The senses of one part of speech, by lemma."""
        return self.verbs if part == "verb" else self.nouns

    def changed(
        self, own: Iterable[Sense], dropped: Callable[[Sense], bool], classes: Mapping[str, frozenset[str]]
    ) -> Lexicon:
        """Return the lexicon without the dropped senses, and with own ones that win where both ask as much."""
        new = list(own)

        def merged(part: PartOfSpeech) -> dict[str, tuple[Sense, ...]]:
            shipped = (s for senses in self.of(part).values() for s in senses if not dropped(s))
            return _index([*(s for s in new if s.part == part), *shipped])

        return Lexicon(verbs=merged("verb"), nouns=merged("noun"), classes={**self.classes, **classes})


def _judges(sense: Sense) -> bool:
    asks = any(c.words and not c.negated for c in sense.conditions)
    return sense.event_type in ("ACCUSE", "SUPPORT") and not asks and not sense.particles


def _data() -> Traversable:
    return files("onrecord.ontology") / "data"


@lru_cache(maxsize=1)
def word_classes() -> dict[str, frozenset[str]]:
    """Return the named word classes; a class may hold others by ``@name``."""
    raw: dict[str, str] = tomllib.loads((_data() / "classes.toml").read_text("utf8"))
    done: dict[str, frozenset[str]] = {}
    for name, text in raw.items():
        words: set[str] = set()
        for w in text.split():
            words |= done[w[1:]] if w.startswith("@") else {w.replace("_", " ")}
        done[name] = frozenset(words)
    return done


def _words(text: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for w in text.split(","):
        if not w.startswith("@"):
            found.add(w.replace("_", " "))
        elif w[1:] in classes:
            found |= classes[w[1:]]
        else:
            raise ValueError(f"no word class '{w[1:]}'")
    return frozenset(found)


_KINDS = frozenset(
    {
        "'s",
        "o",
        "O",
        "s",
        "x",
        "xs",
        "that",
        "mand",
        "fore",
        "p",
        "P",
        "S",
        "m",
        "of",
        "lv",
        "X",
        "hum",
        "will",
        "i",
        "adv",
    }
) | {"aux"}


def _condition(text: str, classes: Mapping[str, frozenset[str]]) -> Condition:
    negated = text.startswith("-")
    kind, _, rest = text.lstrip("-").partition(":")
    if kind not in _KINDS:
        raise ValueError(f"no condition '{kind}'")
    if kind in ("p", "P"):
        word, _, words = rest.partition("=")
        return Condition(kind, word, _words(words, classes) if words else frozenset(), negated, text)
    return Condition(kind, "", _words(rest, classes) if rest else frozenset(), negated, text)


def _slots(text: str, default: tuple[str, ...]) -> tuple[str, ...]:
    if text == "-":
        return ()
    return tuple(text.split()) or default


def _check(type_name: str, mode: str | None, named: tuple[str, ...], kinds: Mapping[str, EventKind]) -> None:
    if type_name not in kinds:
        raise ValueError(f"no event type '{type_name}'")
    if mode is not None and mode not in kinds[type_name].modes:
        raise ValueError(f"{type_name} has no mode '{mode}'")
    unknown = [c for c in named if c not in contexts()]
    if unknown:
        raise ValueError(f"no context '{unknown[0]}'")


class Row(NamedTuple):
    """An entry as it is written: the cells of one line."""

    lemmas: str
    conditions: str
    kind: str
    contexts: str
    actors: str
    recipients: str
    weight: str


def senses_of(
    row: Row,
    part: PartOfSpeech,
    where: str,
    written: str,
    classes: Mapping[str, frozenset[str]],
    kinds: Mapping[str, EventKind],
) -> Iterable[Sense]:
    """Yield the senses of one entry, one a lemma. Raises ``ValueError`` that says what is wrong with it."""
    type_name, _, mode = row.kind.partition("/")
    blocked = type_name == "-"
    context_names = tuple(row.contexts.split())
    if not blocked:
        _check(type_name, mode or None, context_names, kinds)
    default_actors, default_recipients = (("s",), ("o",)) if part == "verb" else (("by", "'s", "ls"), ("of",))
    tests = tuple(_condition(c, classes) for c in row.conditions.split())
    for n, lemma in enumerate(row.lemmas.split()):
        words = lemma.split("_")
        if part == "noun":
            words = [words[-1], *words[:-1]]
        yield Sense(
            entry=f"{where}.{n}" if n else where,
            lemma=words[0],
            part=part,
            particles=tuple(words[1:]),
            conditions=tests,
            event_type=None if blocked else type_name,
            mode=mode or None,
            contexts=context_names,
            actors=_slots(row.actors, default_actors),
            recipients=_slots(row.recipients.lstrip("~").strip(), default_recipients),
            reciprocal=row.recipients.startswith("~"),
            weight=float(row.weight) if row.weight else DEFAULT_WEIGHT,
            written=written,
        )  # fmt: skip


def _row(line: str, frames: Mapping[str, tuple[str, str]]) -> Row:
    """The cells of a line, with its frame ("$visit") put in."""
    row = Row(*([c.strip() for c in line.split("|")] + [""] * 7)[:7])
    if not row.actors.startswith("$"):
        return row
    actors, recipients = frames[row.actors[1:]]
    return row._replace(actors=actors, recipients=row.recipients or recipients)


def _read(
    file: Traversable | Path, part: PartOfSpeech, classes: Mapping[str, frozenset[str]]
) -> Iterable[Sense]:
    """Yield the senses of one file. Raises ``OnRecordError`` that names the file and line of a bad entry."""
    frames: dict[str, tuple[str, str]] = {}
    for n, line in enumerate(file.read_text("utf8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("$"):
            name, _, rest = line[1:].partition("=")
            actors, _, recipients = rest.partition(";")
            frames[name.strip()] = (actors.strip(), recipients.strip())
            continue
        try:
            where = f"{file.name.removesuffix('.psv')}:{n}"
            yield from senses_of(_row(line, frames), part, where, line.strip(), classes, event_types())
        except (ValueError, KeyError) as error:
            raise OnRecordError(f"{file.name}, line {n}: {error}: {line.strip()}") from error


def _index(senses: Iterable[Sense]) -> dict[str, tuple[Sense, ...]]:
    by_lemma: dict[str, list[Sense]] = {}
    for s in senses:
        by_lemma.setdefault(s.lemma, []).append(s)
    return {k: tuple(sorted(v, key=lambda s: (-s.specificity, not s.sure))) for k, v in by_lemma.items()}


def load_lexicon(extra: Iterable[Path] = ()) -> Lexicon:
    """Return the shipped lexicon, with a user's files (``verbs*.psv``, ``nouns*.psv``) read before it so that they win.

    Raises ``OnRecordError`` where an entry cannot be read.
    """
    classes = word_classes()
    shipped = sorted(_data().iterdir(), key=lambda f: f.name)
    tables: dict[PartOfSpeech, dict[str, tuple[Sense, ...]]] = {}
    parts: tuple[PartOfSpeech, ...] = ("verb", "noun")
    for part in parts:
        groups: tuple[Iterable[Traversable | Path], ...] = (extra, shipped)
        own, ours = (_index(_all(files, part, classes)) for files in groups)
        tables[part] = {k: own.get(k, ()) + ours.get(k, ()) for k in own.keys() | ours.keys()}
    return Lexicon(verbs=tables["verb"], nouns=tables["noun"], classes=classes)


def _all(
    files: Iterable[Traversable | Path], part: PartOfSpeech, classes: Mapping[str, frozenset[str]]
) -> Iterable[Sense]:
    for file in files:
        if file.name.startswith(f"{part}s") and file.name.endswith(".psv"):
            yield from _read(file, part, classes)


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """Return the shipped lexicon, read once a process."""
    return load_lexicon()
