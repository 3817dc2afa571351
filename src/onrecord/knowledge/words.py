"""Words as the lookups see them: no case, dots, apostrophes or diacritics, hyphens split."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"  # U.S. or D.P.R.K.
    r"|[^\W_]+(?:&[^\W_]+)*(?:\.(?:com|org))?(?:['’](?!s\b)[^\W_]+)*"  # words, AT&T, O'Brien and Sana'a, but not Iran's
    r"|['’]s\b|['’]"
    r"|[-–—‑]"
    r"|[^\s]"
)
_STRIP = str.maketrans("", "", ".'’‘`ʻʼ")
_FOLD = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e"})
_HYPHENS = frozenset("-–—‑")
_POSSESSIVE = frozenset(("'s", "’s", "'", "’", "'S", "’S"))
BREAK = ""
"""Key of a punctuation mark: no alias goes across it."""

_FREE, _CAPITAL, _EXACT = 0, 1, 2


@dataclass(slots=True)
class Word:
    """One word of a phrase with what stands right after it."""

    text: str
    key: str
    possessive: bool = False
    hyphen: bool = False


def fold(text: str) -> str:
    """Return the lookup key of one word: lower case without dots, apostrophes and diacritics."""
    if text.isascii():
        return text.lower().translate(_STRIP)
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.lower().translate(_STRIP).translate(_FOLD)


def words_of(text: str) -> list[Word]:
    """Split a phrase into words; a mark of punctuation becomes a word with the key ``BREAK``."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        piece = match.group()
        if piece in _POSSESSIVE:
            if found:
                found[-1].possessive = True
        elif piece in _HYPHENS:
            if found:
                found[-1].hyphen = True
        elif piece[0].isalnum():
            found.append(Word(piece, fold(piece)))
        elif piece == "." and found and len(found[-1].text) <= 4 and found[-1].text[0].isupper():
            continue  # "Gen." and "Lt.": an abbreviation's dot, not the end of a sentence
        else:
            found.append(Word(piece, BREAK))
    return found


def parts_of(token: str) -> tuple[tuple[str, str], ...]:
    """Return the (key, text) parts of one token of a tokenised text: none for "-" and "'s", two for "U.S.-led"."""
    if token.isalpha() and token.isascii():
        return ((token.lower(), token),)
    if token.isspace():
        return ((BREAK, token),)
    return tuple((w.key, w.text) for w in words_of(token))


def key_of(text: str) -> str:
    """Return a phrase's key: its words' keys joined by blanks, without the article and the possessive."""
    keys = [w.key for w in words_of(text) if w.key]
    if len(keys) > 1 and keys[0] in ("the", "a", "an"):
        keys = keys[1:]
    return " ".join(keys)


def case_rules(words: Sequence[str]) -> tuple[int, ...]:
    """Return what each word of an alias asks of the text's case: nothing, a capital, or the very same letters.

    Names ask for capitals, so that "Apple" is not found in "apple"; short abbreviations ask for all of them, so that
    "US" is not found in "us", nor "WHO" in "who". Longer ones are often written as words: "Nato", "Unesco".
    """
    rules = []
    for word in words:
        letters = word.translate(_STRIP)
        if letters.isupper() and 1 < len(letters) <= 3:
            rules.append(_EXACT)
        elif letters[:1].isupper():
            rules.append(_CAPITAL)
        else:
            rules.append(_FREE)
    return tuple(rules)


def case_fits(rules: Sequence[int], alias: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the words of a text have the capitals that an alias asks for."""
    for rule, wanted, text in zip(rules, alias, texts, strict=True):
        if rule == _FREE:
            continue
        if rule == _EXACT:
            if text.translate(_STRIP) != wanted.translate(_STRIP):
                return False
        elif not text[:1].isupper() and not text[:1].isdigit():
            return False
    return True
