"""Addresses of pages, as articles give them: often damaged."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str | None) -> str:
    """Return the host of an address in small letters; empty where it has none, or is none (half a bracket)."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
