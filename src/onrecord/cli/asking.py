"""A query of events as the address of a page has it, for commands that take the same filters as options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from onrecord.model import UsageError

_NOT_ASKED = frozenset(("sort", "view", "after", "as_of", "limit"))
"""What an address may have besides, which says how events are shown, not which."""
_DIGITS = 9
"""A number of more is none that anything is counted by."""


def asked_for(wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filters with those of their ``query`` in place of what no option gives.

    ``query`` is what stands behind the question mark of a page's address, or the address. Raises ``UsageError`` for a
    name that no filter has, and for ``least`` that is no whole number.
    """
    filters = {name: value for name, value in wanted.items() if name != "query"}
    text = wanted.get("query") or ""
    for name, value in parse_qsl(text.rpartition("?")[2]):
        if name in _NOT_ASKED:
            continue
        if name not in filters:
            known = ", ".join(sorted(filters))
            raise UsageError(f"--query: no filter is called {name}; there are {known}")
        if name == "least":
            if not value.isdecimal() or len(value) > _DIGITS or int(value) < 1:
                raise UsageError(f"--query: least is a whole number from 1 on, not '{value}'")
            filters[name] = max(filters[name], int(value))
        else:
            filters[name] = filters[name] or value
    return filters
