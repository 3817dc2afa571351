"""Pages of labelled sections: the label on the left, what it is about beside it, wrapped with a hanging indent."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from onrecord.views.look import Look

LABEL = 12
"""Columns of the labels on the left."""
DEEPER = "  "
"""What stands before a line that gives the reason for the one above it."""

Lines = Iterator[Text]


def section(label: str, lines: Lines, look: Look) -> Lines:
    """Yield the lines beside their label; each is wrapped, and goes on a little further in."""
    beside = look.text(f" {label:<{LABEL}}", "dim")
    for text in lines:
        indent = len(text.plain) - len(text.plain.lstrip(" "))
        hanging = " " * (indent + len(DEEPER))
        space = look.width - LABEL - 2
        for number, line in enumerate(look.wrap(text, space - len(hanging))):
            yield beside + (Text(hanging) if number else Text()) + line
            beside = Text(" " * (LABEL + 1))


def header(told: str, look: Look) -> Lines:
    """Yield a title between two rules."""
    yield look.text("━" * look.width, "dim")
    for line in look.wrap(plain(told, look, "title"), look.width - 2):
        yield Text(" ") + line
    yield look.text("─" * look.width, "dim")


def plain(text: str, look: Look, style: str = "plain") -> Text:
    """Return a stranger's or our own text, made harmless."""
    return look.text(look.clean(text), style)


def because(reason: str, look: Look) -> Text:
    """Return a line that gives a reason for the one above it."""
    return Text(DEEPER) + plain(reason, look, "dim")
