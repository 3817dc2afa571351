"""Mentions of people, bodies, countries, groups and roles (baseline; see the mentions issue)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.model import MentionKind, Participant
from onrecord.reading.layers import MentionNode, Reading

_KINDS: dict[str, MentionKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "country", "LOC": "place", "NORP": "nationality", "FAC": "facility",
}  # fmt: skip


class Mentions:
    """Needs syntax; adds the mentions with their chains."""

    needs = ("doc",)
    adds = ("mentions", "by_head")

    def __call__(self, reading: Reading) -> Mapping[str, Any]:
        """Return one mention a noun chunk."""
        nodes = []
        for n, chunk in enumerate(reading.doc.noun_chunks):
            participant = Participant(
                text=chunk.text, start=chunk.start_char, end=chunk.end_char, name=chunk.text
            )
            nodes.append(
                MentionNode(
                    kind=_KINDS.get(chunk.root.ent_type_, "other"),
                    form="nominal",
                    head=chunk.root.i,
                    tokens=(chunk.start, chunk.end),
                    entity=n,
                    participant=participant,
                )  # fmt: skip
            )
        return {"mentions": tuple(nodes), "by_head": {m.head: m for m in nodes}}
