"""Windows of text for the encoder: whole sentences, packed until a window is full, with the pieces of each token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc, Token

WINDOW = 126
"""Word pieces a window holds at most, besides its two frame pieces. Attention is cheap up to here."""


class Tokenizer(Protocol):
    """What is asked of a tokenizer: the piece ids of one word."""

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the ids of the word's pieces, at least one."""
        ...

    frame: tuple[int, int]
    """The ids that open and close a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first`` up to ``last``, not included; ``ids`` of their pieces; ``heads``: where each token's first piece is.

    The end of a paragraph is a frame piece. Other white space has no piece and shares the place of the token before it.
    """

    first: int
    last: int
    ids: tuple[int, ...]
    heads: tuple[int, ...]


def windows(doc: Doc, tokenizer: Tokenizer, size: int = WINDOW) -> Iterator[Window]:
    """Cut a document into windows of whole sentences.

    A full window ends with a paragraph where one ends in its second half, else with a sentence. Only a sentence longer
    than a window is cut.
    """
    pieces = [_pieces(token, tokenizer)[:size] for token in doc]
    first, count = 0, 0
    for begin, end, opens in _sentences(doc):
        length = sum(len(pieces[i]) for i in range(begin, end))
        if count and (
            count + length > size or (opens and count > size // 2 and length + count > size * 3 // 4)
        ):
            yield _window(pieces, first, begin, tokenizer)
            first, count = begin, 0
        if length > size:
            for cut in _cuts(pieces, begin, end, size):
                yield _window(pieces, first, cut, tokenizer)
                first = cut
            length = sum(len(pieces[i]) for i in range(first, end))
        count += length
    if first < len(doc):
        yield _window(pieces, first, len(doc), tokenizer)


def _pieces(token: Token, tokenizer: Tokenizer) -> tuple[int, ...]:
    if not token.is_space:
        return tokenizer.pieces(token.text)
    return tokenizer.frame[1:] if "\n" in token.text else ()


def _sentences(doc: Doc) -> Iterator[tuple[int, int, bool]]:
    """First token, the one after the last, and whether the sentence opens a paragraph."""
    begin, opens = 0, True
    for i in range(1, len(doc) + 1):
        if i == len(doc) or doc[i].is_sent_start:
            yield begin, i, opens
            begin, opens = i, "\n" in doc[i - 1].text


def _cuts(pieces: list[tuple[int, ...]], begin: int, end: int, size: int) -> Iterator[int]:
    """Where a sentence longer than a window is cut."""
    count = 0
    for i in range(begin, end):
        if count + len(pieces[i]) > size:
            yield i
            count = 0
        count += len(pieces[i])


def _window(pieces: list[tuple[int, ...]], first: int, last: int, tokenizer: Tokenizer) -> Window:
    ids, heads = [tokenizer.frame[0]], []
    for i in range(first, last):
        heads.append(len(ids) if pieces[i] else len(ids) - 1)
        ids.extend(pieces[i])
    return Window(first, last, (*ids, tokenizer.frame[1]), tuple(heads))
