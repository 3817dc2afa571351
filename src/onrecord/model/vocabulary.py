"""The closed vocabularies of the contract: one place, as types, so that mypy and the JSON Schema know them."""

from typing import Annotated, Literal

from msgspec import Meta

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""PLOVER's 16 event types (PLOVER codebook, Open Event Data Alliance)."""

TypeName = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9_-]{1,15}$")]
"""Name of an event type: one of PLOVER's 16, or one that a user's ontology file adds. The JSON Schema lists which."""

Modality = Literal["happened", "ongoing", "planned", "possible", "habitual"]
"""Whether the report tells of a deed done, under way, intended, merely possible, or usual."""

Stance = Literal[
    "says", "claims", "confirms", "denies", "announces", "reports", "accuses", "doubts", "promises", "threatens", "asks",
]  # fmt: skip
"""How a source stands to what it says."""

TimePrecision = Literal[
    "minute", "hour", "day", "week", "month", "season", "quarter", "year", "decade", "century", "range"
]
"""How exact a report's time is."""

TimeBasis = Literal["text", "publication"]
"""Where a report's time comes from: an expression in the text, or the publication date for want of one."""

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
"""TimeML's four types of time expression (ISO 24617-1)."""

PlacePrecision = Literal["point", "city", "admin1", "country", "region"]
"""How large the named place is; a country is never drawn as a point."""

MentionKind = Literal[
    "person", "organization", "government", "armed-group", "country", "nationality", "place", "group", "role", "facility",
    "document", "product", "event", "other",
]  # fmt: skip
"""What a mention names."""

NoteKind = Literal["correction", "clarification", "retraction", "update", "editor"]
"""What an outlet says about its own article: that it was wrong, unclear, withdrawn or brought up to date, or anything."""
