"""Link lists glued into a sentence.

Some news sites put, behind a name in running text, a hidden box with the person's full name, headlines of other
stories and a closing ``MORE``. Text cut from such a page reads ``Sen. Ann LeeAnn Marie LeeHeadline oneHeadline
twoMORE (R) said``. The box is found by its two ends: a name that is at once followed by a fuller form of itself, and
``MORE`` in the same paragraph. Without both, nothing is touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_CLOSE = re.compile(r"MORE(?![A-Z0-9])")
_BEFORE = re.compile(r"[A-Z][\w'’-]*(?:,? (?:Jr|Sr)\b\.?| I{2,3}\b| IV\b)?$")
_SUFFIX = re.compile(r",? (?:(?:Jr|Sr)\.?|I{2,3}|IV)$")
_BOUNDARY = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[^\W\d_a-z])|(?<=[.)I])(?=[^\W\d_a-z][^\W\d_A-Z])|(?<=[\w.]) {1,2}(?=[^\W\d_a-z])"
)
_PARTICLE = r"(?:de|del|der|den|di|da|dos|du|la|le|van|von|bin|bint|al|el|ben|ibn|y)"
_GIVEN = r"(?:(?:Mc|Mac|De|Di|La|O'|D')?[A-Z][^\W\d_A-Z]*(?:['-][^\W\d_]+)*|[A-Z]\.(?:[A-Z]\.)*|[A-Z])"
_NAME_START = re.compile(
    rf"(?:{_GIVEN} |[\"“'‘(]{_GIVEN}(?: {_GIVEN})?[)'\"”’] |{_PARTICLE} ){{0,6}}(?:{_GIVEN}-)?"
)
_INITIALS = frozenset(
    {"Mc", "Mac", "De", "Di", "La", "Le", "Du", "Van", "Von", "El", "Al", "St", "Fitz", "O", "D"}
)
_CAPITALS = re.compile(r"\s+[A-Z]{2,}\b")
_GLUED = re.compile(r"(?<=[a-z0-9.?!'’\"”)])[A-Z\"“'‘]")
_PARTY = re.compile(r"\s*\((?:D|R|I|L)\b")
_LONGEST_NAME = 90
_MOST_CLOSES = 6
_LONGEST_LIST = 1200  # three or four headlines of at most 250 characters
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


def unglue(text: str) -> str:
    """Return the text without glued link lists; a text that has none comes back unchanged."""
    if "MORE" not in text:
        return text
    text = _unglue_lines(text)
    separator = _PARAGRAPH if _PARAGRAPH.search(text) else re.compile(r"\n+")
    pieces: list[str] = []
    end = 0
    for gap in separator.finditer(text):
        pieces += (_unglue_paragraph(text[end : gap.start()]), gap.group())
        end = gap.end()
    pieces.append(_unglue_paragraph(text[end:]))
    return "".join(pieces)


def _unglue_paragraph(text: str) -> str:
    closes = [m.start() for m in _CLOSE.finditer(text)]
    if not closes:
        return text
    anchors = _anchors(text, closes[-1])
    kept: list[str] = []
    quotes = position = first = 0
    for number, close in enumerate(closes):
        if close < position:
            continue
        while first < len(anchors) and (
            anchors[first].start() < position or close - anchors[first].end() > _LONGEST_LIST
        ):
            first += 1  # behind us, or its own MORE is missing
        box = _box(text, position, anchors[first : first + 2], closes[number : number + _MOST_CLOSES])
        if box is None:
            continue
        kept.append(text[position : box[0]])
        quotes += kept[-1].count('"')
        rest = text[box[1] : box[1] + 2]
        kept.append(_gap(kept[-1] or "".join(kept[-3:]), rest, quotes))
        position = box[1] + (len(rest) - len(rest.lstrip(" ")) if kept[-1] else 0)
    return "".join(kept) + text[position:] if kept else text


def _anchors(text: str, end: int) -> list[re.Match[str]]:
    """Return where, up to ``end``, a name ends and a fuller form of it begins."""
    found = [m for m in _BOUNDARY.finditer(text, 0, end) if _is_anchor(text, m)]
    # "Ann Lee Ann Marie Lee": the name ends at its last repeated word
    return [
        m for m, after in zip(found, [*found[1:], None], strict=False) if not _is_one_word(text, m, after)
    ]


def _is_one_word(text: str, anchor: re.Match[str], following: re.Match[str] | None) -> bool:
    if following is None or anchor.end() == anchor.start() or following.end() == following.start():
        return False
    return " " not in text[anchor.end() : following.start()]


def _box(
    text: str, position: int, anchors: Sequence[re.Match[str]], closes: Sequence[int]
) -> tuple[int, int] | None:
    """Return start and end of the link list that the first MORE in ``closes`` belongs to."""
    if not anchors or anchors[0].end() > closes[0]:
        return _nameless_box(text, position, closes[0])
    following = anchors[1].start() if len(anchors) > 1 else len(text)
    close = _close_of(text, closes, following)
    return None if close is None else (anchors[0].start(), close + len("MORE"))


def _close_of(text: str, closes: Sequence[int], following: int) -> int | None:
    """Return the MORE that ends the list, past those that stand in a headline."""
    found: int | None = None
    for close in closes:
        if found is not None and not (close < following and _goes_on(text, found + 4, close)):
            break
        if not _CAPITALS.match(text, close + 4) or text[close - 1].islower():
            found = close  # a MORE within words in capitals belongs to a headline
    return found


def _goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether the rest of a headline, not a sentence with a list of its own, stands between two MOREs."""
    between = text[start:end]
    if end - start > 400 or ". " in between or between.lstrip().startswith(("(", ",", ".", "'s", "’s")):
        return False
    return text[end - 1] != " " and not any(
        _names(text, m.start()) for m in _GLUED.finditer(text, start, end)
    )


def _is_anchor(text: str, boundary: re.Match[str]) -> bool:
    """Tell whether a name ends here and a fuller form of the same name begins."""
    before = _BEFORE.search(text, max(0, boundary.start() - 40), boundary.start())
    if before is None:
        return False
    surname = _SUFFIX.sub("", before.group())
    if surname in _INITIALS or len(surname) < 2 or surname.isupper():
        return False
    after = _plain(text[boundary.end() : boundary.end() + _LONGEST_NAME])
    surname = _plain(surname)
    found = after.find(surname)
    while found >= 0:
        following = after[found + len(surname) : found + len(surname) + 1]
        if not following.islower() and _NAME_START.fullmatch(after, 0, found):
            spaced = boundary.end() > boundary.start()
            return found > 0 and following == " " if spaced else True
        found = after.find(surname, found + 1)
    return False


def _nameless_box(text: str, position: int, close: int) -> tuple[int, int] | None:
    """A list whose full name differs from the name: told by more glued headlines and a MORE that is glued too."""
    if text[close - 1] == " " and not _PARTY.match(text, close + 4):
        return None
    low = max(position, close - _LONGEST_LIST)
    glued = [m.start() for m in _GLUED.finditer(text, low, close) if _joins_words(text, m.start())]
    return (glued[0], close + len("MORE")) if len(glued) >= 2 and _names(text, glued[0]) else None


def _joins_words(text: str, i: int) -> bool:
    """Tell whether two words of running text meet here, rather than the parts of one, as in McCain or YouTube."""
    left = re.search(r"[\w'’]*[\w.?!'’\"”)]$", text[max(0, i - 30) : i])
    word = left.group().rstrip(".?!'’\"”)") if left else ""
    if len(word) < 2 or word in _INITIALS:
        return False
    right = re.match(r"[\"“'‘]?\w+", text[i : i + 30])
    whole = f"{word}{right.group()}" if right else word
    return text.count(whole) < 2 and word.lower() not in _CAMEL


_CAMEL = frozenset({"you", "face", "buzz", "politi", "wiki", "soft", "link", "pay", "my", "i", "five", "air"})


def _names(text: str, i: int) -> bool:
    """Tell whether a capitalised word ends at ``i`` and at least two begin: a name and a full name."""
    return bool(
        re.search(r"[A-Z][\w'’-]+$", text[max(0, i - 30) : i])
        and re.match(r"[A-Z][\w'’.-]+ (?:\([A-Z]\w+\) )?[A-Z]", text[i : i + 60])
    )


def _gap(left: str, right: str, quotes: int) -> str:
    """Return what stands between the words before the list and those after it; ``quotes`` were opened or closed."""
    if not right or not left or left[-1] in " (\n":
        return ""
    first = right[0]
    if first == '"':
        return "" if quotes % 2 else " "
    return " " if first.isalnum() or first in " ([“‘—–" else ""


def _plain(text: str) -> str:
    """Without accents and typographic apostrophes; the length may only shrink where accents are separate."""
    if text.isascii():
        return text
    text = text.replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _unglue_lines(text: str) -> str:
    """Join what a converter has put on lines of their own: the name, the full name, the headlines, MORE."""
    lines = text.split("\n")
    if len(lines) < 3 or not any(line.lstrip().startswith("MORE") for line in lines):
        return text
    out: list[str] = []
    i = 0
    while i < len(lines):
        close = _line_box(out, lines, i)
        if close is None:
            out.append(lines[i])
            i += 1
            continue
        rest = lines[close].lstrip().removeprefix("MORE")
        if not rest.strip() and close + 1 < len(lines):
            close += 1
            rest = lines[close]
        left = out.pop().rstrip()
        out.append(left + _gap(left, rest.lstrip(), left.count('"')) + rest.lstrip())
        i = close + 1
    return "\n".join(out)


def _line_box(before: list[str], lines: list[str], i: int) -> int | None:
    """Return the line with the MORE that closes a list beginning with a full name on line ``i``."""
    if not before or not (surname := _BEFORE.search(before[-1].rstrip())):
        return None
    full = lines[i].strip()
    name = _plain(_SUFFIX.sub("", surname.group()))
    plain = _plain(_SUFFIX.sub("", full))
    if not plain.endswith(name) or not _NAME_START.fullmatch(plain[: len(plain) - len(name)]):
        return None
    for close in range(i + 1, min(i + 9, len(lines))):
        if _CLOSE.match(lines[close].lstrip()):
            return close
        if lines[close].rstrip().endswith("."):
            return None
    return None
