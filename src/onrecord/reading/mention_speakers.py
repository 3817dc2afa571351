"""Who is quoted: the speaker of each quotation, for "I" and "we" inside it."""

from __future__ import annotations

from onrecord.reading.mention_kinds import Candidate
from onrecord.reading.mention_scene import Scene

_SUBJECTS = ("nsubj", "nsubjpass")


class Speakers:
    """The speakers of a scene's quotations."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._ends = self._sentence_ends()
        self._of_quote: list[Candidate | None] = []
        for n in range(len(scene.quotes.quotes)):
            self._of_quote.append(self._find(n))

    def of(self, token: int) -> Candidate | None:
        """Return the speaker of the quotation that a token stands in."""
        quote = self._scene.quotes.of_token[token]
        return self._of_quote[quote] if quote >= 0 else None

    def _sentence_ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        for i, first in enumerate(self._scene.tree.sentence):
            ends[first] = i + 1
        return ends

    def _find(self, n: int) -> Candidate | None:
        quotes = self._scene.quotes.quotes
        quote = quotes[n]
        tree = self._scene.tree
        first = tree.sentence[quote.start]
        last = self._ends[tree.sentence[quote.end - 1]]
        near = self._nearest(first, last, quote.start, quote.end) or self._person_before(quote.start)
        if near is None and last < len(tree):
            near = self._after(last)
        if near is not None:
            return near
        before = self._of_quote[n - 1] if n else None
        if (
            before is not None
            and n
            and quote.paragraph - quotes[n - 1].paragraph <= 1
            and first - quotes[n - 1].end < 60
        ):
            return before
        return self._colon(first) if first else None

    def _nearest(self, first: int, last: int, start: int, end: int) -> Candidate | None:
        """The subject of the speech verb outside the quotation that stands nearest to it in its sentences."""
        tree, scene = self._scene.tree, self._scene
        best: tuple[int, Candidate] | None = None
        for i in range(max(first, start - 60), min(last, end + 60)):
            if start <= i < end or tree.pos[i] != "VERB" or tree.lemma[i] not in scene.words["speech"]:
                continue
            subject = self._subject(i)
            distance = min(abs(i - start), abs(i - end))
            if subject is not None and (best is None or distance < best[0]):
                best = (distance, subject)
        return best[1] if best is not None else None

    def _person_before(self, start: int) -> Candidate | None:
        """The subject of the sentence that a quotation ends: "wrote a letter, saying"."""
        tree, scene = self._scene.tree, self._scene
        for i in range(tree.sentence[start], start):
            if tree.dep[i] == "nsubj" and tree.dep[tree.head[i]] == "ROOT":
                m = scene.by_head.get(i)
                return m if m is not None and m.kind in ("person", "role") else None
        return None

    def _subject(self, verb: int) -> Candidate | None:
        tree = self._scene.tree
        for _ in range(4):
            for kid in tree.kids[verb]:
                if tree.dep[kid] in _SUBJECTS:
                    return self._scene.by_head.get(kid)
            if tree.dep[verb] != "conj":
                return None
            verb = tree.head[verb]
        return None

    def _after(self, first: int) -> Candidate | None:
        """A next sentence that only names the speaker: "said Smith", cut off where the quotation ended."""
        tree, scene = self._scene.tree, self._scene
        for i in range(first, min(first + 3, len(tree))):
            if tree.pos[i] == "VERB" and tree.lemma[i] in scene.words["speech"]:
                return self._subject(i)
        return None

    def _colon(self, first: int) -> Candidate | None:
        """The subject of the sentence before, where that ends with a colon."""
        tree, scene = self._scene.tree, self._scene
        at = first - 1
        while at >= 0 and scene.texts[at].isspace():
            at -= 1
        if at < 0 or scene.texts[at] != ":":
            return None
        for i in range(at, max(tree.sentence[at] - 1, at - 60), -1):
            if tree.pos[i] == "VERB" and tree.lemma[i] in scene.words["speech"]:
                return self._subject(i)
        return None
