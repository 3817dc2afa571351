"""Who is who: countries, bodies, armed groups and office holders with dates, as data files."""

from onrecord.knowledge.knowledge import Knowledge, default_knowledge, explain
from onrecord.knowledge.records import EntryKind, Match, Resolution, RoleNoun, RoleType, Strength

__all__ = [
    "EntryKind",
    "Knowledge",
    "Match",
    "Resolution",
    "RoleNoun",
    "RoleType",
    "Strength",
    "default_knowledge",
    "explain",
]
