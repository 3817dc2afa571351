"""Texts that keep one expression busy, made from its own parts.

An expression is slow where a part that may be repeated can match the same characters in several ways, and what follows does
not come. So each repeated part is given what it matches, many times over, after what leads to it and before something that
fits nowhere; a search that begins anew at each of many places is met in the same way.
"""

from __future__ import annotations

import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Any

_ENDS = ("\x00", "")
_ANY = "a"
_CATEGORIES = {
    codes.CATEGORY_DIGIT: "1", codes.CATEGORY_NOT_DIGIT: "a", codes.CATEGORY_SPACE: " ", codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_WORD: "a", codes.CATEGORY_NOT_WORD: " ",
}  # fmt: skip
_PLAIN = (
    " ",
    "\n",
    "\t",
    "a",
    "A",
    "1",
    ".",
    ",",
    "-",
    "'",
    '"',
    "“",
    "”",
    "(",
    "<",
    "/",
    "a ",
    "A ",
    "A. ",
    "1 ",
    "1,",
    "a.",
    "a-",
    "\n\n",
    ". ",
    "&",
    "[",
    "=",
)
"""What long runs of text may consist of, whatever the expression."""
_MOST = 24
"""Attacks on one expression."""
_VARIANTS = 3
"""Examples that are made of one part."""
_MANY = 8
"""Repetitions from which on a bounded repeat can cost something."""

Node = tuple[Any, Any]


def attacks(pattern: str, flags: int, length: int) -> Iterator[str]:
    """Yield texts of about ``length`` characters; the same ones in every run."""
    for unit in _PLAIN:
        yield unit * (length // len(unit))
    tree = parser.parse(pattern, flags & ~256)  # 256 is DEBUG's neighbour TEMPLATE of old; never set by us
    for before, unit in islice(_pumps(list(tree), ""), _MOST):
        for end in _ENDS:
            yield before + unit * max(1, (length - len(before)) // len(unit)) + end
        if before:
            yield (before + unit) * max(1, length // len(before + unit))


def _pumps(nodes: Sequence[Node], before: str) -> Iterator[tuple[str, str]]:
    """Yield what leads to each repeated part, and an example of the part."""
    for at, (code, value) in enumerate(nodes):
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            _, most, body = value
            if most >= _MANY:
                for unit in _examples(list(body)):
                    if unit:
                        yield before, unit
                        following = _first(nodes[at + 1 :])
                        if following and following != unit:
                            yield before, unit + following
        for inner in _inside(code, value):
            yield from _pumps(inner, before)
        before += _first([(code, value)])


def _inside(code: Any, value: Any) -> Iterator[Sequence[Node]]:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        yield list(value[2])
    elif code is codes.SUBPATTERN:
        yield list(value[3])
    elif code is codes.BRANCH:
        yield from (list(branch) for branch in value[1])
    elif code is codes.ATOMIC_GROUP:
        yield list(value)
    elif code in (codes.ASSERT, codes.ASSERT_NOT):
        yield list(value[1])


def _first(nodes: Sequence[Node]) -> str:
    return next(iter(_examples(nodes)), "")


def _examples(nodes: Sequence[Node]) -> list[str]:
    """Return a few texts that a sequence of parts matches, as far as each part by itself says."""
    parts = [_of_part(code, value) for code, value in nodes]
    found = dict.fromkeys("".join(pieces) for pieces in islice(product(*parts), 4 * _VARIANTS))
    return list(found)[:_VARIANTS]


def _of_part(code: Any, value: Any) -> list[str]:
    if code is codes.LITERAL:
        return [chr(value)]
    if code is codes.NOT_LITERAL:
        return [_ANY if value != ord(_ANY) else "b"]
    if code is codes.ANY:
        return [_ANY, " "]
    if code is codes.IN:
        return _of_class(value)
    if code is codes.BRANCH:
        return [text for branch in value[1] for text in _examples(list(branch))[:1]][: 2 * _VARIANTS] or [""]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, body = value
        texts = [text * max(1, least) for text in _examples(list(body))]
        return (["", *texts] if least == 0 and most < _MANY else texts) or [""]
    if code is codes.SUBPATTERN:
        return _examples(list(value[3])) or [""]
    if code is codes.ATOMIC_GROUP:
        return _examples(list(value)) or [""]
    return [""]  # what has no width: ends, borders, what must or must not stand near


def _of_class(members: Sequence[Node]) -> list[str]:
    if members and members[0][0] is codes.NEGATE:
        return [c for c in ("a", " ", "1", "A", "-", "\x01") if not any(_holds(m, c) for m in members[1:])][
            :_VARIANTS
        ] or ["\x01"]
    found = []
    for code, value in members:
        if code is codes.LITERAL:
            found.append(chr(value))
        elif code is codes.RANGE:
            found.append(chr(value[0]))
        elif code is codes.CATEGORY:
            found.append(_CATEGORIES.get(value, _ANY))
    return found[:_VARIANTS] or [_ANY]


def _holds(member: Node, char: str) -> bool:
    code, value = member
    if code is codes.LITERAL:
        return bool(value == ord(char))
    if code is codes.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    word = char.isalnum() or char == "_"
    kinds = {
        codes.CATEGORY_DIGIT: char.isdigit(), codes.CATEGORY_SPACE: char.isspace(), codes.CATEGORY_WORD: word,
        codes.CATEGORY_NOT_DIGIT: not char.isdigit(), codes.CATEGORY_NOT_SPACE: not char.isspace(), codes.CATEGORY_NOT_WORD: not word,
    }  # fmt: skip
    return code is codes.CATEGORY and kinds.get(value, False)
