"""The pages under ``pages/``: small, written for these tests, from outlets that do not exist."""

from __future__ import annotations

from pathlib import Path

from onrecord.cleaning import clean
from onrecord.model import Article
from onrecord.sources import RawDocument

FOLDER = Path(__file__).parent / "pages"


def cleaned(name: str, **fields: str) -> Article:
    """Return the article of a saved page."""
    content = (FOLDER / name).read_bytes()
    return clean(RawDocument(name=name, id=name, kind="html", content=content, **fields))


def from_text(text: str, **fields: str) -> Article:
    """Return the article of a plain text."""
    return clean(RawDocument(name="in", id="in", kind="text", content=text, **fields))


def from_body(
    body: str, head: str = "", title: str = "Council votes to close harbour", **fields: str
) -> Article:
    """Return the article of a page with a few paragraphs around ``body``."""
    html = (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return clean(RawDocument(name="in", id="in", kind="html", content=html, **fields))


PROSE = (
    "The council of Northfield voted on Tuesday to close the old harbour, its speaker said after the meeting.",
    "Two members opposed the plan, which had been debated for months, and asked for another study of the costs.",
    "The mayor told reporters that the work would begin in spring and would take about two years to finish.",
    "Residents had protested against the plan outside the town hall since Monday, according to the police.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PROSE)
