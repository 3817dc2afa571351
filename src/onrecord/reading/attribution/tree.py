"""The dependency parse as plain Python lists: an article has thousands of look-ups, and spaCy's cost ten times more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, LOWER, POS, SENT_START, TAG
from spacy.tokens import Doc

_ATTRIBUTES = [HEAD, DEP, POS, TAG, LEMMA, LOWER, ENT_TYPE, IDX, LENGTH, SENT_START]


@dataclass(frozen=True, slots=True)
class Tree:
    """One list a property, all indexed by token. ``left`` and ``right`` are the ends of a token's subtree, both
    inclusive; ``begin`` and ``end`` are character offsets; ``sentence`` is the first token of the token's sentence."""

    text: str
    head: list[int]
    dep: list[str]
    pos: list[str]
    tag: list[str]
    lemma: list[str]
    lower: list[str]
    entity: list[str]
    begin: list[int]
    end: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    sentence: list[int]

    def __len__(self) -> int:
        return len(self.head)

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child with one of these relations."""
        dep = self.dep
        for kid in self.kids[token]:
            if dep[kid] in deps:
                return kid
        return None


@lru_cache(maxsize=1)
def plant(doc: Doc) -> Tree:
    """Return the parse of ``doc`` as lists; several layers ask for the same one."""
    table = doc.to_array(_ATTRIBUTES)
    names = doc.vocab.strings
    cache: dict[int, str] = {0: ""}

    def strings(column: int) -> list[str]:
        out = []
        for key in table[:, column].tolist():
            value = cache.get(key)
            if value is None:
                value = cache[key] = names[key]
            out.append(value)
        return out

    size = len(doc)
    offsets = table[:, 0].astype("int64").tolist()
    head = [min(max(i + offset, 0), size - 1) for i, offset in enumerate(offsets)]
    kids: list[list[int]] = [[] for _ in range(size)]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    begin = table[:, 7].tolist()
    sentence, first = [], 0
    for i, start in enumerate(table[:, 9].astype("int64").tolist()):
        if start == 1:
            first = i
        sentence.append(first)
    left, right = _edges(head, kids)
    return Tree(
        text=doc.text, head=head, dep=strings(1), pos=strings(2), tag=strings(3), lemma=[s.lower() for s in strings(4)],
        lower=strings(5), entity=strings(6), begin=begin, end=[b + n for b, n in zip(begin, table[:, 8].tolist(), strict=True)],
        kids=kids, left=left, right=right, sentence=sentence,
    )  # fmt: skip


def _edges(head: list[int], kids: list[list[int]]) -> tuple[list[int], list[int]]:
    """First and last token of every subtree, from the leaves up, in linear time."""
    left = list(range(len(head)))
    right = list(range(len(head)))
    waiting = [len(k) for k in kids]
    ready = [i for i, n in enumerate(waiting) if n == 0]
    while ready:
        i = ready.pop()
        h = head[i]
        if h == i:
            continue
        left[h] = min(left[h], left[i])
        right[h] = max(right[h], right[i])
        waiting[h] -= 1
        if waiting[h] == 0:
            ready.append(h)
    return left, right
