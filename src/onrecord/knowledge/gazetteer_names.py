"""Place names made comparable: case, accents, hyphens, full stops and the usual short forms."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ə": "a",
        "ħ": "h",
    }
)
_DROPPED = re.compile(r"[.'’‘`ʼʻ´ʿʾ\"“”]")
_SPACING = re.compile(r"[\s\-‐‑–—_/,]+")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "twp": "township", "&": "and"}
_GENERIC = (
    "province|governorate|oblast|district|department|prefecture|region|state|county|parish|emirate|raion|"
    "municipality|voivodeship|republic|krai|division|canton|borough"
)
_GENERIC_LAST = re.compile(rf"^(.+?) (?:{_GENERIC})$")
_GENERIC_FIRST = re.compile(
    rf"^(?!district of)(?:{_GENERIC}|muhafazat|wilayat|provincia|departamento|estado|region|ostan-e|mintaqat) (?:of |de |d')?(.+)$"
)
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ath",
        "ad",
        "ed",
        "adh",
        "an",
        "en",
        "az",
        "ez",
    ]
)
"""The Arabic article as it is written before a hyphen or space: its consonant becomes that of the name."""
_JOINED = re.compile(r"[ae](sh|th|dh|[rstdnz])\1(?=[aeiouy])")
"""The article written as one word with its name: "ezzor", "assuwayda"."""
_VOWELS = (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"))
_DOUBLE = re.compile(r"([b-df-hj-np-tv-z])\1")


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """Return the lookup key of a place name: lower case, ASCII where it can be, single spaces, no leading "the".

    >>> normalise("St. Étienne-du-Rouvray"), normalise("the U.S."), normalise("Mt. Sinai")
    ('saint etienne du rouvray', 'us', 'mount sinai')
    """
    folded = name.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize(
            "NFKD", unicodedata.normalize("NFKD", folded).casefold().translate(_LETTERS)
        )
        folded = "".join(c for c in folded if not unicodedata.combining(c))
    words = _SPACING.sub(" ", _DROPPED.sub("", folded)).split()
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = [_SHORT.get(w, w) for w in words]
    return " ".join(words)


def bare(key: str) -> str | None:
    """Return the key of a subdivision without its generic word, or ``None`` where it has none.

    >>> bare("anbar governorate"), bare("ohio")
    ('anbar', None)
    """
    match = _GENERIC_LAST.match(key) or _GENERIC_FIRST.match(key)
    return match[1] if match else None


@lru_cache(maxsize=16384)
def arabic_key(key: str) -> str:
    """Return the key under which the spellings of an Arabic name meet: article, long vowels, doubled letters, last "h".

    >>> arabic_key("deir ezzor"), arabic_key("dayr az zawr"), arabic_key("al hasakah"), arabic_key("hassakeh")
    ('dair al zor', 'dayr al zawr', 'hasaka', 'hasaka')
    """
    words = []
    for word in key.split():
        joined = _JOINED.match(word)
        words += ["al", word[joined.start(1) + len(joined[1]) :]] if joined else [word]
    words = ["al" if w in _ARTICLES else w for w in words]
    while len(words) > 1 and words[0] == "al":
        words = words[1:]
    return " ".join(w if w == "al" else _folded(w) for w in words)


def _folded(word: str) -> str:
    for written, meant in _VOWELS:
        word = word.replace(written, meant)
    word = _DOUBLE.sub(r"\1", word)
    return word[:-2] + "a" if len(word) > 4 and word.endswith(("ah", "eh")) else word
