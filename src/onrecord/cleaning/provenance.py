"""Whose text it is: datelines, and agencies in bylines and credits. The words of a dateline stay in the text."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

import msgspec

from onrecord.cleaning.stated import MONTH, MONTHS
from onrecord.model import Dateline

_NAME = r"[A-Z\u00c0-\u00de][\w\u00c0-\u024f.'’-]*"
_PLACE = rf"(?P<place>{_NAME}(?:[ /]{_NAME}| (?:de|del|al|el|la|le|of|and) ){{0,4}}(?:, {_NAME}(?: {_NAME}){{0,2}}){{0,2}})"
_DAY = (
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?"
    rf"(?:(?i:(?P<m1>{MONTH})) ?(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?i:(?P<m2>{MONTH})))(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?"
)
_AGENCY = r"(?:\((?P<a1>[A-Z][^()\n]{1,50})\)|/(?P<a2>[A-Z][\w. -]{1,40})/\.?)"
_DASH = r"(?:\s?(?:--|_|[-–—]{1,2})\s|:\s|\.\s?[-–—]\s)"

_FORMS = (
    # KABUL, Jan. 8 (Xinhua) -- · NORTHFIELD (AP) — Jan. 8, 2020 — · MOSCOW, January 8. /TASS/.
    re.compile(rf"{_PLACE}(?:[,.]? {_DAY}[.,]?)? ?{_AGENCY}(?P<dash>{_DASH}(?:{_DAY.replace('?P<', '?P<x')}{_DASH})?|\s?(?=[A-Z“\"]))"),
    # NORTHFIELD, Jan. 8, 2020 -
    re.compile(rf"{_PLACE}[,.]? \(?{_DAY}\)?(?P<dash>{_DASH})"),
    # NORTHFIELD, Ohio – 8 January 2020:
    re.compile(rf"{_PLACE}\s?[-–—]\s?{_DAY}(?P<dash>{_DASH}|:\s)"),
    # (CNN)The council · (Reuters) - The council
    re.compile(rf"{_AGENCY}(?P<dash>{_DASH}|\s?(?=[A-Z“\"]))"),
)  # fmt: skip
_CAPITALS = re.compile(
    r"(?P<place>[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'’-]+(?:[ /-][A-Z\u00c0-\u00de.'’]+){0,4}"
    rf"(?:, {_NAME}(?: {_NAME}){{0,2}}){{0,2}})(?P<dash>\s?(?:--|[–—]{{1,2}})\s?|\s-\s|:\s)(?=[A-Z\u00c0-\u00de“\"'‘\d])"
)
"""NORTHFIELD, Ohio — The council; without agency or day only a place in capitals is a dateline."""
_SPEAKER = re.compile(r"\n[A-Z][A-Z.'’ -]{2,30}: ")
_LONGEST = 120
_PLAIN = frozenset({"Reuters", "REUTERS", "AFP", "Xinhua", "PTI", "IANS"})
"""One-word forms that are nobody's surname, so that a byline may have them anywhere: "Reuters Staff"."""
_NOT_PLACES = re.compile(
    r"(?:WASHINGTON POST|UPDATED?|BREAKING|EXCLUSIVE|CORRECTION|WATCH|LIVE|NEWS|VIDEO|OPINION|ANALYSIS|PHOTOS?|READ|NOTE|"
    r"WARNING|FACTBOX|TIMELINE|EXPLAINER|POLL|REVIEW|COLUMN|SUMMARY|BACKGROUND|QUESTION|ANSWER|Q|A|[A-Z]{1,2}|INTERVIEW|MORE|"
    r"RELATED|THE|DEAR .*|HOST|NATO|OPEC|UNESCO|UNICEF|UNHCR|FIFA|UEFA|FBI|CIA|MR\.?.*|MRS\.?.*|MS\.?.*|DR\.?.*|SEN\.?.*|REP\.?.*|GOV\.?.*|PRESIDENT.*|SECRETARY.*|SPEAKER.*|JUDGE.*|CNN.*|NPR.*)",
)
_BYLINE = re.compile(
    r"(?:(?:written|reported|story|report|posted|published) )?(?:by|from|source|via)\b[:\s]\s{0,2}(.{2,80})",
    re.IGNORECASE,
)
_CREDITS = (
    re.compile(
        r"[\[(]?(?P<who>(?:The )?[A-Z][\w .,'’&/-]{1,90}?)(?: also)? contributed (?:to|reporting|from)\b",
    ),
    re.compile(
        r"[\[(*]?(?:with (?:additional )?(?:reporting|files|inputs?|material|information|reports?|contributions?)|(?:additional )?(?:reporting|files|inputs?)|source) (?:from|by|:)\s*(?P<who>[A-Z][\w .,'’&/-]{1,90})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4})?(?: by)?\s*(?P<who>(?:The )?[A-Z][\w '’&/-]{1,60})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:this|the) (?:article|story|report|piece|post|content|material|copy) (?:was|is|has been|originally|first) (?:originally |first )?(?:published|appeared|produced|provided|supplied|distributed|syndicated|written|created|auto-generated)[^.]{0,30}? (?:by|on|in|from)\s+(?P<who>.{2,60})",
        re.IGNORECASE,
    ),
    re.compile(r"[\[(](?P<who>[A-Z][\w .,'’&/-]{1,40})[\])]$"),
)


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """What a text says about where it comes from."""

    agency: str | None = None
    credit: str | None = None


class _Agencies(msgspec.Struct, frozen=True):
    by_form: dict[str, str]
    short: frozenset[str]
    anywhere: re.Pattern[str]


@lru_cache(maxsize=1)
def _agencies() -> _Agencies:
    path = resources.files("onrecord.cleaning") / "data" / "agencies.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    by_form = {form: name for name, forms in data["names"].items() for form in (*forms, name)}
    short = frozenset(data["brackets_only"]["names"])
    running = sorted((form for form in by_form if form not in short), key=len, reverse=True)
    anywhere = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, running))})(?![\w-])")
    return _Agencies(by_form, short, anywhere)


def dateline_of(text: str, published: str | None) -> Dateline | None:
    """Return the dateline that opens a text, or ``None``. Offsets are into ``text``."""
    head = text[:_LONGEST].split("\n", 1)[0]
    for form in _FORMS:
        if found := form.match(head):
            groups = found.groupdict()
            place = (groups.get("place") or "").strip() or None
            agency = _agency(groups.get("a1") or groups.get("a2"), alone=place is None)
            if place is not None and place.startswith("The "):
                continue
            if agency is None and (groups.get("a1") or groups.get("a2")):
                continue  # brackets that hold something else
            day = _day(groups, published)
            if agency or (day and place):
                end = len(found.group().rstrip())
                return Dateline(text=text[:end], start=0, end=end, place=place, date=day, agency=agency)
    found = _CAPITALS.match(head)
    if found is None or _NOT_PLACES.fullmatch(found["place"]):
        return None
    if ":" in found["dash"] and _SPEAKER.search(text, found.end()):
        return None  # a transcript: every speaker's name stands so
    end = len(found.group().rstrip())
    return Dateline(text=text[:end], start=0, end=end, place=found["place"])


def _agency(name: str | None, *, alone: bool) -> str | None:
    """Return the agency in a dateline's brackets. One that is not listed counts where a place stands before it."""
    if not name:
        return None
    known = _agencies().by_form
    for part in (name, *re.split(r"[/,;]| via ", name)):
        if agency := known.get(part.strip()):
            return agency
    return None if alone or not _looks_like_agency(name) else name.strip()


def _looks_like_agency(name: str) -> bool:
    return (
        len(name.split()) <= 4
        and re.search(r"\b(?:News|Press|Agency|Wire|Media|Service|TV|Radio)\b", name) is not None
    )


def _day(groups: dict[str, str | None], published: str | None) -> str | None:
    """Return the ISO date of a dateline; the year is the one that puts it at or shortly before publication."""
    prefix = "" if groups.get("m1") or groups.get("m2") else "x"
    number = "1" if groups.get(f"{prefix}m1") else "2"
    month, day = groups.get(f"{prefix}m{number}"), groups.get(f"{prefix}d{number}")
    if not month or not day:
        return None
    stated = groups.get(f"{prefix}year")
    latest = _date(published) if published else None
    if not stated and latest is None:
        return None
    numbers = MONTHS.index(month[:3].lower()) + 1, int(day)
    years = [int(stated)] if stated else [latest.year + 1, latest.year, latest.year - 1]  # type: ignore[union-attr]
    for year in years:
        try:
            found = dt.date(year, *numbers)
        except ValueError:
            continue
        if stated or (latest is not None and found <= latest + dt.timedelta(days=1)):
            return found.isoformat()
    return None


def _date(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def provenance_of(authors: Iterable[str], lines: Sequence[str], dateline: Dateline | None) -> Provenance:
    """Return the agency of a text, and the words that name it: the dateline's, else a byline's, else a credit's.

    ``authors`` are those that the page's description names, ``lines`` the short lines around the text, in order.
    """
    if dateline is not None and dateline.agency:
        return Provenance(agency=dateline.agency, credit=dateline.text)
    for author in authors:
        if agency := _in_byline(author):
            return Provenance(agency=agency, credit=author[:200])
    for line in lines:
        if (byline := _BYLINE.fullmatch(line)) and (agency := _in_byline(byline[1])):
            return Provenance(agency=agency, credit=line[:200])
    for line in lines:
        for pattern in _CREDITS:
            if (found := pattern.match(line)) and (agency := _in_words(found["who"])):
                return Provenance(agency=agency, credit=line[:200])
    return Provenance()


def _in_byline(author: str) -> str | None:
    """Return the agency of a byline: "Associated Press", "Ann Lee, Reuters", "Ann Lee | AP", "AFP, Reuters"."""
    known = _agencies().by_form
    for part in (author, *re.split(r"[,|/;–—-]| and | for | of | at |\(", author)):
        if agency := known.get(part.strip(" ).")):
            return agency
    found = _agencies().anywhere.search(author)
    return (
        _agencies().by_form[found.group()]
        if found and (" " in found.group() or found.group() in _PLAIN)
        else None
    )


def _in_words(text: str) -> str | None:
    if agency := _agencies().by_form.get(text.strip(" ).")):
        return agency
    found = _agencies().anywhere.search(text)
    return _agencies().by_form[found.group()] if found else None
