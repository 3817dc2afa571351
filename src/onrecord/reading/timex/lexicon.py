"""The words and rules of the time tagger, compiled once a process.

Every word that a class or rule names gets one private character, so that a text becomes a string with one
character a token and the grammar becomes ordinary regular expressions over it (the finite-state method of GATE's
JAPE and of TokensRegex, at the speed of ``re``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

DIGIT_CLASSES = (
    "DAY", "YEAR", "NUM2", "NUMB", "ORDD", "DECD", "SHORTY", "CLOCK", "ISO", "NUMDATE",
    "DOT", "COMMA", "HYPHEN", "POSS", "APOS", "SLASH",
)  # fmt: skip
"""Classes that the scanner gives by form."""

BLANK = " "
_NUMBER = ("DAY", "YEAR", "NUM2", "NUMB", "NUMW")
_ITEM = re.compile(
    r"(?P<group>[a-z0-9]+):(?=\()|(?:(?P<label>[a-z0-9]+):)?(?P<item>\[[A-Z0-9 ]+\]|[A-Z][A-Z0-9]*|[a-z]+)"
    r"|(?P<sign>[()|?*+])|\s+"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled pattern and the kind of expression that it finds."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the scanner and the senses look up."""

    chars: dict[str, str]
    """Lower-case word to its character; a class of ``DIGIT_CLASSES`` to its character."""
    values: dict[str, dict[str, Any]]
    """Class name to its words' values."""
    rules: tuple[Rule, ...]
    triggers: re.Pattern[str]
    """A token without which a run of known tokens cannot hold an expression."""
    phrases: re.Pattern[str]
    """Fixed phrases and holidays."""
    capital: frozenset[str]
    upper: frozenset[str]
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]
    fixed: dict[tuple[str, ...], tuple[str, str]]
    """Words of a phrase to its type and value."""
    holidays: dict[tuple[str, ...], str]
    lists: dict[str, frozenset[str]]


def _words_of(pattern: str) -> list[str]:
    return [m["item"] for m in _ITEM.finditer(pattern) if m["item"] and m["item"].islower()]


def _read_grammar(text: str) -> tuple[list[tuple[str, str]], dict[str, str]]:
    rules, macros = [], {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        name, sign, body = line.partition(" = ")
        if sign and name.isupper() and " " not in name:
            macros[name] = body
        else:
            kind, _, pattern = line.partition(" | ")
            rules.append((kind.strip(), pattern))
    return rules, macros


class _Compiler:
    """Turns a pattern of the grammar into a regular expression over token characters."""

    def __init__(self, chars: dict[str, str], classes: dict[str, list[str]], macros: dict[str, str]) -> None:
        self._chars, self._macros = chars, macros
        self._classes = {n: "".join(re.escape(chars[w]) for w in ws) for n, ws in classes.items()}

    def _class(self, name: str) -> str:
        return self._classes[name] if name in self._classes else re.escape(self._chars[name])

    def regex(self, pattern: str) -> str:
        out, at = [], 0
        while at < len(pattern):
            m = _ITEM.match(pattern, at)
            if m is None:
                raise ValueError(f"time grammar: cannot read {pattern[at:]!r}")
            at = m.end()
            label, item, sign = m["label"], m["item"], m["sign"]
            if m["group"]:
                out.append(f"(?P<{m['group']}>")
                at += 1
            elif sign:
                out.append("(?:" if sign == "(" else sign)
            elif item:
                out.append(f"(?P<{label}>{self._item(item)})" if label else self._item(item))
        return "".join(out)

    def _item(self, item: str) -> str:
        if item in self._macros:
            return f"(?:{self.regex(self._macros[item])})"
        if item.startswith("["):
            return "[" + "".join(self._class(n) for n in item[1:-1].split()) + "]"
        if item.islower():
            return re.escape(self._chars[item])
        return "[" + self._class(item) + "]"


def phrase_words(phrase: str) -> tuple[str, ...]:
    """Split a phrase of the data file as the scanner splits text."""
    return tuple(re.findall(r"'s\b|[^\W\d_]+|\d+|\S", phrase))


def _allocate(data: dict[str, Any], grammar: list[str], phrases: list[tuple[str, ...]]) -> dict[str, str]:
    """Give each word its character. Words of phrases get one too: they may stand inside a run."""
    chars: dict[str, str] = {}
    for name in DIGIT_CLASSES:
        chars[name] = chr(0xE000 + len(chars))
    words = [w for words in data["classes"].values() for w in words]
    words += [w for pattern in grammar for w in _words_of(pattern)]
    words += [w for phrase in phrases for w in phrase]
    for word in words:
        if word not in chars and word[0].isalpha():
            chars[word] = chr(0xE000 + len(chars))
    return chars


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the compiled lexicon and grammar (about 20 ms, once a process)."""
    folder = resources.files("onrecord.reading") / "data"
    data = tomllib.loads((folder / "timex.toml").read_text("utf-8"))
    rules, macros = _read_grammar((folder / "timex_grammar.txt").read_text("utf-8"))
    before = {phrase_words(p): mod for p, mod in data["before"].items()}
    after = {phrase_words(p): mod for p, mod in data["after"].items()}
    holidays = {phrase_words(p): rule for p, rule in data["holidays"].items()}
    fixed = {
        phrase_words(p): (entry["type"], value)
        for value, entry in data["fixed"].items()
        for p in entry["phrases"]
    }
    grammar = [p for _, p in rules] + list(macros.values())
    chars = _allocate(data, grammar, [*before, *after, *holidays, *fixed])
    classes = {name: list(words) for name, words in data["classes"].items()}
    classes["NUMBER"] = [w for n in _NUMBER for w in (classes.get(n) or [n])]
    compiler = _Compiler(chars, classes, macros)
    return Lexicon(
        chars=chars,
        values=data["classes"],
        rules=tuple(Rule(kind, re.compile(compiler.regex(p))) for kind, p in rules),
        triggers=_triggers(chars, classes, [*holidays, *fixed]),
        phrases=_phrases(chars, [*holidays, *fixed]),
        capital=frozenset(data["capital"]["words"]),
        upper=frozenset(data["capital"]["upper"]),
        before=before,
        after=after,
        fixed=fixed,
        holidays=holidays,
        lists={name: frozenset(words) for name, words in data["lists"].items()},
    )


def word_list(name: str) -> frozenset[str]:
    """Return one of the data file's ``[lists]``."""
    return lexicon().lists[name]


def _triggers(
    chars: dict[str, str], classes: dict[str, list[str]], phrases: list[tuple[str, ...]]
) -> re.Pattern[str]:
    names = (
        "MONTH", "MONTHAB", "WDAY", "WDAYAB", "SEASON", "PART", "NOON", "UNIT", "DECW", "SETWORD", "AMPM", "TZ",
    )  # fmt: skip
    core = {chars[w] for n in names for w in classes[n]}
    core |= {chars[n] for n in ("YEAR", "ORDD", "SLASH", "DECD", "SHORTY", "CLOCK", "ISO", "NUMDATE")}
    core |= {
        chars[w] for w in ("today", "yesterday", "tomorrow", "tonight", "overnight", "hundred", "ten", "then")
    }
    core |= {
        chars[w]
        for w in ("two", "nineteen", "period", "end", "q", "fy", "age", "old", "bc", "bce", "b", "ad", "ce")
    }
    core |= {chars[w] for p in phrases for w in p if w[0].isalpha() and len(w) > 3}
    return re.compile(f"[{''.join(sorted(core))}]")


_MARKS = {".": "DOT", ",": "COMMA", "-": "HYPHEN", "'s": "POSS", "'": "APOS", "/": "SLASH"}


def _phrases(chars: dict[str, str], phrases: list[tuple[str, ...]]) -> re.Pattern[str]:
    """One alternation, the longest phrase first."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join("".join(re.escape(chars[_MARKS.get(w, w)]) for w in p) for p in ordered))
