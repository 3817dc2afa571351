"""The word classes, entries and removals of a user's ontology file, as senses of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.ontology.lexicon import Lexicon, PartOfSpeech, Row, Sense, senses_of
from onrecord.ontology.own_file import OwnEntry, OwnRemoval, Problems, joined, nearest
from onrecord.ontology.slots import condition_problem, slot_problem
from onrecord.ontology.tables import EventKind, contexts

_PART = r"[^\W\d_](?:[^\W_]|['.-])*"
_WORD = re.compile(f"{_PART}(?:_{_PART})*")
_CLASS = re.compile(r"[a-z][a-z0-9_]*")
PARTS: tuple[tuple[str, PartOfSpeech], ...] = (("verbs", "verb"), ("nouns", "noun"))

_Key = tuple[PartOfSpeech, str, frozenset[tuple[bool, str, str, frozenset[str]]]]


class OwnEntries:
    """Reads the entries of one file against the shipped lexicon; what is wrong is noted in ``problems``."""

    def __init__(self, lexicon: Lexicon, kinds: Mapping[str, EventKind], problems: Problems) -> None:
        self._lexicon = lexicon
        self._kinds = kinds
        self._problems = problems
        self.classes: dict[str, frozenset[str]] = {}
        self.senses: list[Sense] = []
        self.places: dict[str, int | None] = {}
        """Lines on which entries stand, by key."""
        self._dropped: dict[tuple[PartOfSpeech, str, str], Sense] = {}
        self._seen: dict[_Key, str] = {}

    @property
    def removed(self) -> frozenset[tuple[PartOfSpeech, str, str | None]]:
        """Part of speech, lemma and type of the shipped senses that the file removes or replaces."""
        return frozenset((s.part, s.lemma, s.event_type) for s in self._dropped.values())

    def _drop(self, senses: Iterable[Sense]) -> None:
        self._dropped.update({(s.part, s.words, s.entry): s for s in senses})

    def dropped(self, sense: Sense) -> bool:
        """Whether the file removes or replaces a shipped sense."""
        return (sense.part, sense.words, sense.entry) in self._dropped

    def read_classes(self, raw: Mapping[str, Any]) -> None:
        """Read ``[classes]``: words, or ``@name`` of a class that stands before."""
        for name, words in raw.items():
            known = {**self._lexicon.classes, **self.classes}
            if name in known:
                what = f"'{name}' is a class of the shipped lexicon or stands twice; choose another name"
            elif not _CLASS.fullmatch(name):
                what = f"'{name}' is no name of a class: small letters, digits and '_'"
            elif not isinstance(words, str | list) or not all(isinstance(w, str) for w in words):
                what = f"'{name}': expected words, as in {name} = \"ship vessel @captive\""
            else:
                missing = [w for w in joined(words).split() if w.startswith("@") and w[1:] not in known]
                if not missing:
                    self.classes[name] = _members(joined(words).split(), known)
                    continue
                what = (
                    f"'{name}': no word class '{missing[0]}'{nearest(missing[0], (f'@{k}' for k in known))}"
                )
            self._problems.add("classes", what, key=name)

    def read_entries(self, raw: Mapping[str, Any]) -> None:
        """Read ``[[verbs]]`` and ``[[nouns]]``."""
        for header, part in PARTS:
            for number, table in enumerate(self._tables(raw, header), 1):
                entry = self._problems.shaped(table, OwnEntry, header, number)
                if entry is not None:
                    self._entry(entry, header, part, number)

    def read_removals(self, raw: Mapping[str, Any]) -> None:
        """Read ``[[remove]]``."""
        for number, table in enumerate(self._tables(raw, "remove"), 1):
            removal = self._problems.shaped(table, OwnRemoval, "remove", number)
            if removal is not None:
                self._removal(removal, number)

    def _tables(self, raw: Mapping[str, Any], header: str) -> list[Any]:
        found = raw.get(header, [])
        if isinstance(found, list):
            return found
        self._problems.add(header, f"is a single table; write [[{header}]] with two brackets")
        return []

    def _entry(self, entry: OwnEntry, header: str, part: PartOfSpeech, number: int) -> None:
        where = f"own-{header}:{number}"
        row = _row(entry)
        written = " | ".join(row).rstrip(" |")
        try:
            classes = {**self._lexicon.classes, **self.classes}
            senses = list(senses_of(row, part, where, written, classes, self._kinds))
        except ValueError as error:
            what, key = self._hinted(str(error))
            self._problems.add(header, what, number=number, key=key)
            return
        wrong: list[tuple[str, str | None]] = [
            *self._wrong_words(row),
            *_wrong_syntax(senses[:1], part),
            *_wrong_weight(entry),
        ]
        wrong += [w for s in senses if (w := self._seen_before(s, f"[[{header}]] {number}"))]
        if entry.replace:
            wrong += [w for s in senses if (w := self._replaced(s))]
        for what, at in wrong:
            self._problems.add(header, what, number=number, key=at)
        self.places[where] = self._problems.line(header, number)
        self.senses += senses

    def _wrong_words(self, row: Row) -> Iterable[tuple[str, str]]:
        if not row.lemmas:
            yield "'words' is empty; name the predicate's lemmas, as in words = \"evacuate\"", "words"
        for word in row.lemmas.split():
            if not _WORD.fullmatch(word) or word != word.lower():
                yield (
                    f"'{word}' is no lemma: small letters, '_' before a particle, such as 'call_on'",
                    "words",
                )

    def _hinted(self, error: str) -> tuple[str, str]:
        """The reason why an entry cannot be read, with what could be meant and what to do; and the key to look at."""
        kind = re.fullmatch(r"no event type '(.*)'", error)
        if kind:
            hint = nearest(kind[1], self._kinds)
            told = f"{error}{hint}; name one of {', '.join(self._kinds)}, or add [types.{kind[1] or 'NAME'}]"
            return told, "type"
        mode = re.fullmatch(r"(\S+) has no mode '(.*)'", error)
        if mode:
            modes = ", ".join(self._kinds[mode[1]].modes) or "none"
            return f"{error}; its modes are {modes}; more can be added under [types.{mode[1]}]", "type"
        context = re.fullmatch(r"no context '(.*)'", error)
        if context:
            return f"{error}{nearest(context[1], contexts())}; there are {', '.join(contexts())}", "contexts"
        named = re.fullmatch(r"no word class '(.*)'", error)
        if named:
            hint = nearest(named[1], {**self._lexicon.classes, **self.classes})
            return f"{error}{hint}; add it under [classes]", "when"
        return error, "when"

    def _seen_before(self, sense: Sense, name: str) -> tuple[str, str | None] | None:
        asks = frozenset((c.negated, c.kind, c.word, c.words) for c in sense.conditions)
        key: _Key = (sense.part, sense.words, asks)
        first = self._seen.setdefault(key, name)
        if first == name:
            return None
        return f"'{sense.words}' under the same conditions is already in {first}; drop one of the two", None

    def _replaced(self, sense: Sense) -> tuple[str, str] | None:
        old = [s for s in self._lexicon.of(sense.part).get(sense.lemma, ()) if s.words == sense.words]
        self._drop(old)
        if old:
            return None
        return (
            f"'replace': the shipped lexicon has no {sense.part} '{sense.words}'; leave 'replace' out",
            "replace",
        )

    def _removal(self, removal: OwnRemoval, number: int) -> None:
        named = [(part, word) for header, part in PARTS for word in joined(getattr(removal, header)).split()]
        if not named:
            what = 'names nothing; give verbs = "..." or nouns = "...", with type or entry where only some should go'
            self._problems.add("remove", what, number=number)
        for part, word in named:
            lemma = word.rpartition("_")[2] if part == "noun" else word.partition("_")[0]
            there = [s for s in self._lexicon.of(part).get(lemma, ()) if s.words == word]
            gone = [s for s in there if _is_meant(s, removal)]
            self._drop(gone)
            if not gone:
                senses = ", ".join(f"{s.kind} ({s.entry})" for s in there)
                which = " ".join(filter(None, (removal.type, removal.entry)))
                what = f"no sense {which} of the {part} '{word}'" if which else f"no {part} '{word}'"
                what += f"; its senses: {senses}" if senses else " in the shipped lexicon"
                self._problems.add("remove", what, number=number)


def _is_meant(sense: Sense, removal: OwnRemoval) -> bool:
    kind = removal.type
    if kind is not None and kind not in (sense.kind, sense.event_type or "-"):
        return False
    return removal.entry is None or removal.entry == sense.entry


def _members(words: list[str], known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for w in words:
        found |= known[w[1:]] if w.startswith("@") else {w.replace("_", " ")}
    return frozenset(found)


def _row(entry: OwnEntry) -> Row:
    recipient = joined(entry.recipient)
    weight = "" if entry.weight is None else f"{entry.weight:g}"
    return Row(
        joined(entry.words), joined(entry.when), entry.type.strip(), joined(entry.contexts), joined(entry.actor),
        f"~{recipient}" if entry.reciprocal else recipient, weight,
    )  # fmt: skip


def _wrong_syntax(senses: list[Sense], part: PartOfSpeech) -> Iterable[tuple[str, str]]:
    for s in senses:
        for c in s.conditions:
            what = condition_problem(c, part)
            if what is not None:
                yield what, "when"
        for key, slots in (("actor", s.actors), ("recipient", s.recipients)):
            for slot in slots:
                what = slot_problem(slot, part)
                if what is not None:
                    yield what, key


def _wrong_weight(entry: OwnEntry) -> Iterable[tuple[str, str]]:
    if entry.weight is not None and not 0 < entry.weight <= 1:
        yield f"'weight': {entry.weight:g} is no probability; give more than 0 and at most 1", "weight"
