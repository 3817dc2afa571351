"""From text to matches: tokens, their classes, and the grammar's leftmost longest matches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.reading.timex.lexicon import BLANK, Lexicon

_TOKEN = re.compile(
    r"""(?P<ampm>(?i:[ap])\.\s?(?i:m)\b\.?)
    |(?P<iso>(?:1[0-9]|20)\d\d-[01]\d-[0-3]\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
    |(?P<compact>(?<![\w$\u20ac\u00a3.,/-])(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\w%/-]|[.,]\d))
    |(?P<numdate>\b\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)\b(?![/-])|\b[0-3]?\d\.[01]?\d\.(?:19|20)\d\d\b)
    |(?P<clock>\b\d{1,2}:[0-5]\d(?::[0-5]\d)?\b|\b\d{1,2}\.[0-5]\d(?=\s?(?:[ap]\.?m\b)))
    |(?P<ordinal>\b\d+(?:st|nd|rd|th)\b)
    |(?P<decade>['\u2018\u2019]?\b(?:1[5-9]|20)?\d0['\u2019]?s\b)
    |(?P<shorty>(?<!['\u2018\u2019])['\u2018\u2019]\d\d\b)
    |(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
    |(?P<poss>['\u2019]s\b)
    |(?P<word>[^\W\d_]+)
    |(?P<break>\n[^\S\n]*\n)
    |(?P<mark>[^\s\w])""",
    re.VERBOSE,
)
_MARKS = {
    ".": "DOT", ",": "COMMA", "-": "HYPHEN", "\u2010": "HYPHEN", "\u2011": "HYPHEN", "\u2013": "HYPHEN",
    "'": "APOS", "\u2019": "APOS", "/": "SLASH",
}  # fmt: skip
_FORMS = {
    "iso": "ISO",
    "compact": "ISO",
    "numdate": "NUMDATE",
    "clock": "CLOCK",
    "ordinal": "ORDD",
    "decade": "DECD",
    "shorty": "SHORTY",
}
_GLUED = {"q", "fy", "mid"}  # "Q3", "FY20"; other numbers after a letter are names and addresses
_LONGEST_RUN = 120  # tokens: bounds the work on lists and tables; real expressions have under 15


@dataclass(frozen=True, slots=True)
class Tokens:
    """The text as parallel lists: surface words, offsets, and one class character each in ``codes``."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    codes: str

    def lower(self, at: int) -> str:
        """Return a token in lower case, or the empty string outside the text."""
        return self.words[at].lower() if 0 <= at < len(self.words) else ""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: token range and the captured token ranges by label."""

    kind: str
    first: int
    last: int
    """The token after the last."""
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)


_LONGEST = 40
"""Characters of a token that are looked at: no number of a time is longer, and Python converts no 5,000 digits."""


def _number_class(word: str) -> str:
    if not word.isdigit():
        return "NUMB"
    value = int(word)
    if len(word) == 4:
        return "YEAR" if 1000 <= value <= 2100 else "NUMB"
    if len(word) <= 2:
        return "DAY" if 1 <= value <= 31 else "NUM2"
    return "NUMB"


def tokenize(text: str, lexicon: Lexicon) -> Tokens:
    """Split the text and give each token its class character; words that are no time words get a blank."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    chars, capital, upper = lexicon.chars, lexicon.capital, lexicon.upper
    for m in _TOKEN.finditer(text):
        kind, word = m.lastgroup, m[0]
        if kind == "word":
            low = word.lower()
            code = chars.get(low, BLANK)
            if code != BLANK and (
                (low in capital and not word[0].isupper()) or (low in upper and not word.isupper())
            ):
                code = BLANK
        elif kind == "number":
            glued = m.start() and text[m.start() - 1].isalpha() and words and words[-1].lower() not in _GLUED
            code = BLANK if glued or len(word) > _LONGEST else chars[_number_class(word)]
        elif kind == "mark":
            code = chars[_MARKS[word]] if word in _MARKS else BLANK
        elif kind == "ampm":
            code = chars["am" if word[0] in "aA" else "pm"]
        elif kind == "poss":
            code = chars["POSS"]
        elif kind == "break":
            code = BLANK
        else:
            code = chars[_FORMS[kind or ""]]
        words.append(word[:_LONGEST])
        starts.append(m.start())
        ends.append(m.end())
        codes.append(code)
    return Tokens(text, words, starts, ends, "".join(codes))


_RUN = re.compile(f"[^{BLANK}]+")


def _candidates(codes: str, at: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int, int, Match]]:
    for m in lexicon.phrases.finditer(codes, at, end):
        yield m.start(), -(m.end() - m.start()), -1, Match("phrase", m.start(), m.end())
    for order, rule in enumerate(lexicon.rules):
        for m in rule.pattern.finditer(codes, at, end):
            parts = {label: m.span(label) for label in m.groupdict() if m[label] is not None}
            yield m.start(), m.start() - m.end(), order, Match(rule.kind, m.start(), m.end(), parts)


def candidates(tokens: Tokens, lexicon: Lexicon) -> Iterator[list[Match]]:
    """Yield for each run of known tokens its matches: leftmost first, then longest, then in the grammar's order."""
    for run in _RUN.finditer(tokens.codes):
        first, last = run.span()
        for at in range(first, last, _LONGEST_RUN):
            end = min(at + _LONGEST_RUN, last)
            if lexicon.triggers.search(tokens.codes, at, end) or lexicon.phrases.search(
                tokens.codes, at, end
            ):
                found = sorted(_candidates(tokens.codes, at, end, lexicon), key=lambda c: c[:3])
                yield [match for *_, match in found]
