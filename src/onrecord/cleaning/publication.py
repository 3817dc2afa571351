"""When a page was published and last changed, to the minute and with the zone, as far as it says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import msgspec
from lxml.html import HtmlElement

from onrecord.cleaning.metadata import DATE_KEYS, PageFacts, day_in_address, guessed_day
from onrecord.cleaning.page_lines import PageLine, is_foreign, names_of
from onrecord.cleaning.stamps import Stamp, printed_stamp, read_stamp
from onrecord.cleaning.stated import date_in
from onrecord.model.addresses import host_of

_CHANGED_KEYS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article.updated", "modified", "revised", "last_updated", "updated",
)  # fmt: skip
_LABEL = re.compile(
    r"\b(?P<changed>(?:last )?(?:updated?|modified|revised|edited))\b"
    r"|\b(?:(?:first |originally )?(?:published|posted|created|issued|released|filed|submitted)|publish date|date)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"time|date|publish|posted|byline|meta\b|stamp", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_LONGEST_LINE = 160
_MOST_LINES = 400
_DAY = dt.timedelta(days=1)
_SAME = dt.timedelta(seconds=60)


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """ISO date and ISO 8601 times of an article; ``None`` where not stated."""

    published: str | None = None
    published_at: str | None = None
    updated_at: str | None = None


def publication_of(tree: HtmlElement, facts: PageFacts, lines: Sequence[PageLine]) -> Publication:
    """Return when a page says that it was published and changed.

    ``published`` is the day in the outlet's own zone: where the page states its time in UTC only, the day is that of
    the printed time or of the address, if either fits that time.
    """
    stated = _values(facts.described, ("datePublished", "dateCreated")) + [
        facts.meta[k] for k in DATE_KEYS if k in facts.meta
    ]
    changed = _values(facts.described, ("dateModified",)) + [
        facts.meta[k] for k in _CHANGED_KEYS if k in facts.meta
    ]
    for element in islice(tree.iter("time"), 40):
        machine, name = element.get("datetime") or "", names_of(element).lower()
        if machine and not any(
            is_foreign(a) for a in element.iterancestors() if a.tag not in ("body", "html")
        ):
            if "modif" in name or "updated" in name:
                changed.append(machine)
            elif element.get("pubdate") is not None or "publish" in name or "entry-date" in name:
                stated.append(machine)
    day = facts.published
    host = host_of(facts.url)
    printed = printed_times((line for line in lines if not line.foreign), host, _date(day))
    if day is None and printed[0] is not None and printed[0].day is not None:
        day = printed[0].day.isoformat()
    day = day or guessed_day(tree, facts.url)
    return _together(_date(day), facts.url, _stamps(stated), _stamps(changed), printed)


def _values(described: Iterable[dict[str, Any]], names: Sequence[str]) -> list[Any]:
    return [node.get(name) for node in described for name in names]


def _stamps(values: Iterable[Any]) -> list[Stamp]:
    return [stamp for value in values if isinstance(value, str) and (stamp := read_stamp(value)) is not None]


def printed_times(
    lines: Iterable[PageLine], host: str = "", day: dt.date | None = None
) -> tuple[Stamp | None, Stamp | None]:
    """Return the times of publication and of change that short lines print; ``day`` is meant where none is printed."""
    published = changed = None
    for line in islice(lines, _MOST_LINES):
        if len(line.text) > _LONGEST_LINE or _DIGIT.search(line.text) is None:
            continue
        for is_change, stamp in _printed(line, host, day):
            if is_change:
                changed = changed or stamp
            else:
                published = published or stamp
    return published, changed


def _printed(line: PageLine, host: str, day: dt.date | None) -> Iterator[tuple[bool, Stamp]]:
    labels = list(islice(_LABEL.finditer(line.text), 4))
    unlabelled = line.text[: labels[0].start()] if labels else line.text
    if _NAMED.search(line.names) and (stamp := printed_stamp(unlabelled, host)) and stamp.day:
        yield False, stamp
    for label, following in zip(labels, [*labels[1:], None], strict=False):
        part = line.text[label.end() : following.start() if following else None]
        if stamp := printed_stamp(part, host, day) or _day_alone(part):
            yield label["changed"] is not None, stamp


def _day_alone(text: str) -> Stamp | None:
    written = date_in(text)
    return Stamp(dt.date.fromisoformat(written)) if written else None


def _together(
    day: dt.date | None,
    url: str | None,
    stated: Sequence[Stamp],
    changed: Sequence[Stamp],
    printed: tuple[Stamp | None, Stamp | None],
) -> Publication:
    at = next((s for s in stated if s.clock is not None and _is_near(s.day, day)), None)
    shown = printed[0]
    if at is not None and at.offset == dt.timedelta(0):
        local = _local_day(at, shown, url)
        if local is not None and day == at.day:
            day = local
    if (
        shown is not None
        and shown.clock is not None
        and (at is None or _is_same(at, shown))
        and shown.day == day
    ):
        at = shown
    last = next((s for s in changed if s.clock is not None), None)
    if (
        printed[1] is not None
        and printed[1].clock is not None
        and (last is None or _is_same(last, printed[1]))
    ):
        last = printed[1]
    if last is not None and (_is_same(last, at) or _is_before(last, at, day)):
        last = None
    return Publication(
        published=day.isoformat() if day else None,
        published_at=at.iso() if at else None,
        updated_at=last.iso() if last else None,
    )


def _local_day(at: Stamp, shown: Stamp | None, url: str | None) -> dt.date | None:
    """Return the outlet's own day of a time in UTC: as printed, else as in the address; ``None`` if neither fits.

    In an address only the day before counts, as west of Greenwich; the day after may be that of the printed paper.
    """
    assert at.day is not None
    assert at.clock is not None
    if shown is not None and shown.day is not None and shown.clock is not None:
        if _is_same(at, shown):
            return shown.day
        apart = dt.datetime.combine(shown.day, shown.clock) - dt.datetime.combine(at.day, at.clock)
        minutes = round(apart.total_seconds() / 60)
        if shown.offset is None and abs(minutes) <= 14 * 60 and minutes % 15 == 0:
            return shown.day
    address = _date(day_in_address(url))
    return address if address == at.day - _DAY and at.clock.hour < 12 else None


def _is_same(one: Stamp, other: Stamp | None) -> bool:
    """Tell whether two stamps are one moment; printed times have no seconds."""
    first, second = one.instant(), other.instant() if other else None
    if first is None or second is None:
        return (
            other is not None and one.clock is not None and (one.day, one.clock) == (other.day, other.clock)
        )
    return abs(first - second) < _SAME


def _is_before(last: Stamp, at: Stamp | None, day: dt.date | None) -> bool:
    first, second = last.instant(), at.instant() if at else None
    if first is not None and second is not None:
        return first < second
    return last.day is not None and day is not None and last.day < day - _DAY


def _is_near(day: dt.date | None, published: dt.date | None) -> bool:
    return day is not None and published is not None and abs(day - published) <= _DAY


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
