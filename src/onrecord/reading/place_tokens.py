"""An article's tokens as plain lists, and the spans among them that may be place names."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.knowledge.gazetteer import Candidate


@dataclass(slots=True)
class Named:
    """A span that may be a place name: tokens ``first`` to ``last`` (exclusive), and what it may stand for."""

    first: int
    last: int
    key: str
    senses: tuple[Candidate, ...]
    features: list[str] = field(default_factory=list)
    chance: float = 0.0
    """Probability that it is a place name."""


class Words:
    """The tokens of an article as plain lists, made once: indexing spaCy's tokens is the slow part."""

    def __init__(self, doc: Doc) -> None:
        tokens = list(doc)  # spaCy makes its tokens anew on every way through
        self.text: list[str] = [t.text for t in tokens]
        self.low: list[str] = [w.lower().rstrip(".") for w in self.text]
        self.tag: list[str] = [t.tag_ for t in tokens]
        self.start: list[int] = [t.idx for t in tokens]
        self.first: list[bool] = [bool(t.is_sent_start) for t in tokens]
        self.entity: list[tuple[str, int, int]] = [("", 0, 0)] * len(self.text)
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.entity[i] = (ent.label_, ent.start, ent.end)
        self.inside = {
            w
            for w, text, opens in zip(self.low, self.text, self.first, strict=True)
            if text[:1].isupper() and not opens
        }
        """Words that the article writes with a capital within a sentence."""
        self.nationalities: list[int] | None = None
        """Tokens that are nationalities, once somebody asks (see ``nationalities``)."""
        self.whole = doc.text

    def end(self, token: int) -> int:
        """Offset after the token."""
        return self.start[token] + len(self.text[token])

    def span(self, first: int, last: int) -> str:
        """Text of the tokens from ``first`` to ``last``, exclusive."""
        return self.whole[self.start[first] : self.end(last - 1)]

    def named(self, token: int) -> bool:
        """Whether the token is written with a capital."""
        return 0 <= token < len(self.text) and self.text[token][:1].isupper()

    def opens_as_word(self, token: int) -> bool:
        """Whether a sentence begins with the token as a common word: "Orange smoke rose", "Reading the letter"."""
        if not self.first[token] or self.entity[token][0] or self.text[token].isupper():
            return False
        if self.tag[token] in ("NNP", "NNPS") or self.low[token] in self.inside:
            return False
        return token + 1 < len(self.text) and self.text[token + 1][0].islower()

    def glued(self, token: int) -> bool:
        """Whether the token follows the one before without a space."""
        return token > 0 and self.start[token] == self.end(token - 1)
