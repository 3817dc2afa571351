"""Dates told by their distance: from the writer's day ("last week", "ago") or from the story's ("a day later")."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import TimexType
from onrecord.reading.timex.lexicon import word_list
from onrecord.reading.timex.numbers import UNKNOWN
from onrecord.reading.timex.parts import COARSE, Builder, Parts, length
from onrecord.reading.timex.sense import Direction, Sense


def _deictic(count: int, part: str | None = None) -> Builder:
    kind: TimexType = "TIME" if part else "DATE"
    return lambda _: Sense(kind, unit="D", count=count, part=part)


def _overnight(_: Parts) -> Sense | None:
    return Sense("TIME", unit="D", count=0, part="NI", overnight=True)


def _shift(p: Parts) -> Sense | None:
    unit = p.unit()
    if unit not in COARSE:
        return None
    count = int(p.value("sh", "LASTW") or 0) if p.has("sh") else -1
    story = p.has("sh") and (p.words("sh")[0] in word_list("story") or (unit == "D" and count == 1))
    return Sense("DATE", unit=unit, count=count, hint=count, anchor="told" if story else "now")


def _told_shift(p: Parts) -> Sense | None:
    unit = p.unit()
    if unit not in COARSE:
        return None
    words = p.all_words()
    if not p.has("sh") and p.tokens.lower(p.match.last).isalpha():
        return None  # "the day after the vote": a distance from the vote, not from the last date told
    count = p.value("sh", "LASTW") if p.has("sh") else p.value("b", "BACKW") or p.value("f", "FORTHW")
    # "the current quarter", "the coming year", "the past year" are told from now; "the following day" from the story
    now = any(w in ("current", "present", "coming", "upcoming", "past", "last", "this") for w in words)
    return Sense("DATE", unit=unit, count=int(count or 0), anchor="now" if now else "told")


def _last_n(p: Parts) -> Sense | None:
    """ "the past week", "the last year": a length that ends now; "the next day" a date."""
    word, unit = p.words("dir")[0], p.unit()
    if unit not in COARSE:
        return None
    if word == "latest" and unit == "Q":
        return Sense("DATE", latest=True)
    if word == "next" and (
        unit in ("DE", "CE") or (unit != "D" and p.tokens.lower(p.match.first - 1) in word_list("throughout"))
    ):
        return Sense("DURATION", length(1, unit), span=("future", unit, 1))
    if word in ("next", "following", "previous", "preceding", "prior", "subsequent", "ensuing", "latest"):
        count = 1 if word in ("next", "following", "subsequent", "ensuing") else -1
        return Sense("DATE", unit=unit, count=count, anchor="told")
    if word in ("past", "last", "coming"):
        direction: Direction = "future" if word == "coming" else "past"
        if unit == "Q":
            return Sense("DATE", unit=unit, count=-1 if direction == "past" else 1)
        return Sense("DURATION", length(1, unit), span=(direction, unit, 1))
    return Sense("DURATION", length(1, unit), weak=word in ("first", "final", "opening"))


def _named(p: Parts) -> Sense | None:
    if p.all_words()[0] in ("following", "preceding", "coming"):
        return None  # "following Monday's debate": a preposition
    hint = int(p.value("sh", "LASTW", "SAME") or 0) if p.has("sh") else -1
    return Sense(
        "DATE",
        month=p.number("m", "MONTH", "MONTHAB") if p.has("m") else None,
        day=p.number("d", "ORD"),
        weekday=p.number("w", "WDAY") if p.has("w") else None,
        season=str(p.value("s", "SEASON")) if p.has("s") else None,
        hint=hint,
        anchor="told" if p.has("sh") and p.words("sh")[0] in word_list("story") else "now",
    )


def _part(p: Parts) -> Sense | None:
    hint = int(p.value("sh", "LASTW") or 0)
    return Sense("TIME", unit="D", count=hint, part=str(p.value("p", "PART")))


def _that_name(p: Parts) -> Sense | None:
    """ "that summer" is one of the year told, "the following summer" the next one after the date told."""
    named = _named(p)
    if named is None:
        return None
    sense = replace(named, anchor="told")
    if p.has("p"):
        return Sense("TIME", unit="D", count=sense.hint or 0, part=str(p.value("p", "PART")), anchor="told")
    return replace(sense, hint=sense.hint or None) if p.has("sh") else replace(sense, hint=None)


def _day_of(p: Parts) -> Sense | None:
    """ "on the 9th": of the month told, where no noun follows that it would count."""
    day, after = p.number("d"), p.tokens.lower(p.match.last)
    said = p.tokens.lower(p.match.first - 1) in ("on", "until", "since", "by") and (
        not after.isalpha() or after in word_list("after_day")
    )
    return Sense("DATE", day=day, anchor="told") if said and day is not None and 1 <= day <= 31 else None


_DISTANCE = {"after", "before", "following"}


def _told(p: Parts) -> Sense | None:
    if p.has("p"):
        return Sense("TIME", unit="D", count=0, part=str(p.value("p", "PART")), anchor="told")
    unit = p.unit()
    if unit not in COARSE:
        return None
    if unit == "Q":
        return Sense("DATE", latest=True)
    if unit == "WE":
        return Sense("DATE", unit=unit, count=0)
    if p.all_words()[0] == "the" and p.tokens.lower(p.match.last) in _DISTANCE:
        return Sense("DURATION", length(1, unit))
    if p.all_words()[0] == "the" and p.tokens.lower(p.match.last) in (
        "ended",
        "ending",
        "ends",
        "through",
        "to",
    ):
        return Sense("DURATION", length(1, unit))  # "the year ended March 31": its end is the date
    bare = p.all_words()[0] == "the" and len(p.all_words()) == 2
    if bare and p.tokens.lower(p.match.last) == "of":
        return None  # "the day of action", "the week of March 6"
    near = 0 if bare else None
    return Sense("DATE", unit=unit, count=0, anchor="told", hint=near, weak=bare and unit in ("DE", "CE"))


def _years(count: float, unit: str) -> tuple[int, str]:
    """Whole units: decades and centuries in years, halves in the next finer unit."""
    factor, unit = {"DE": (10, "Y"), "CE": (100, "Y")}.get(unit, (1, unit))
    count *= factor
    if count % 1:
        count, unit = {"Y": (count * 12, "M"), "F": (count * 14, "D"), "W": (round(count * 7), "D")}.get(
            unit, (count, unit)
        )
    return int(count), unit


def _ago(p: Parts) -> Sense | None:
    if not p.has("n"):
        if p.has("u") and p.words("u")[0] in p.lexicon.values["PLURAL"]:
            return Sense("DATE", "PAST_REF")
        return Sense("DATE", unit="Y", count=-1, like=True) if not p.has("u") or p.unit() == "Y" else None
    if p.count() == UNKNOWN:
        return Sense("DATE", "PAST_REF")
    if p.unit() in ("TS", "TM", "TH"):
        return Sense("DATE", unit="D", count=0, hint=-1)
    count, unit = _years(p.count(), p.unit())
    return Sense("DATE", unit=unit, count=-count, like=unit == "Y" and count == 1)


def _later(p: Parts) -> Sense | None:
    back = p.has("b")
    words, after = p.all_words(), p.tokens.lower(p.match.last)
    if words[-1] in ("that", "this") and after.isalpha() and after not in word_list("after_day"):
        return None  # "two days after that meeting"
    if not p.has("n") or p.count() == UNKNOWN:
        return Sense("DATE", "PAST_REF" if back else "FUTURE_REF")
    if p.unit() in ("TS", "TM", "TH"):
        return Sense("DATE", unit="D", count=0, anchor="told")
    count, unit = _years(p.count(), p.unit())
    like = back and unit == "Y" and count == 1
    return Sense("DATE", unit=unit, count=-count if back else count, anchor="told", like=like)


def _half_later(p: Parts) -> Sense | None:
    count, unit = _years(1.5, p.unit())
    if unit in ("TS", "TM", "TH"):
        count, unit = 0, "D"
    return Sense("DATE", unit=unit, count=count, anchor="told")


def _hence(p: Parts) -> Sense | None:
    if p.count() == UNKNOWN or p.unit() not in COARSE:
        return Sense("DATE", "FUTURE_REF")
    count, unit = _years(p.count(), p.unit())
    return Sense("DATE", unit=unit, count=count)


_POINTING = {"at", "by", "until", "till", "since", "from"}


def _then(p: Parts) -> Sense | None:
    """ "at the time", "by then", "was then": the last date told, and no "then" of sequence or condition."""
    before, after = p.tokens.lower(p.match.first - 1), p.tokens.lower(p.match.last)
    if p.all_words() == ["then"]:
        return Sense("DATE", then=True) if before in _POINTING | {"was", "were"} else None
    open_ended = after.isalpha() and after not in word_list("after_day")
    return Sense("DATE", then=True) if before in _POINTING and not open_ended else None


DISTANCES: dict[str, Builder] = {
    "today": _deictic(0), "yesterday": _deictic(-1), "tomorrow": _deictic(1), "tonight": _deictic(0, "NI"),
    "overnight": _overnight, "lastnight": _deictic(-1, "NI"), "dayafter": _deictic(2), "daybefore": _deictic(-2),
    "shift": _shift, "toldshift": _told_shift, "lastn": _last_n, "named": _named, "part": _part, "told": _told,
    "ago": _ago, "later": _later, "hence": _hence, "thatname": _that_name, "halflater": _half_later, "then": _then, "dayof": _day_of,
}  # fmt: skip
"""Kind of rule to its function."""
