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
