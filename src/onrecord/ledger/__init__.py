"""Keeps articles, reports and decisions, append-only."""
