"""Calendar dates: what a match says of day, month, season, quarter, year, decade and century."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.timex.lexicon import word_list
from onrecord.reading.timex.numbers import year_of
from onrecord.reading.timex.parts import Builder, Parts, length
from onrecord.reading.timex.sense import Sense


def _full_year(digits: str, pivot: int = 30) -> int:
    """Two-digit years: '98 is 1998, '05 is 2005."""
    short = int("".join(c for c in digits if c.isdigit()))
    if short >= 100:
        return short
    return 2000 + short if short < pivot else 1900 + short


def _iso(word: str) -> Sense | None:
    day, _, time = word.upper().partition("T")
    if day.isdigit():  # 20130108
        day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    year, month, number = (int(p) for p in day.split("-"))
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    return Sense("TIME" if time else "DATE", year=year, month=month, day=number, clock=time[:5] or None)


def _numeric(word: str) -> Sense | None:
    """American order, unless only the other one is possible; with dots the European one."""
    a, b, year = (int(p) for p in word.replace("/", "-").replace(".", "-").split("-"))
    if a > 12 >= b or "." in word:
        a, b = b, a
    if not (1 <= a <= 12 and 1 <= b <= 31):
        return None
    return Sense("DATE", year=_full_year(str(year)) if year < 100 else year, month=a, day=b)


def _date(p: Parts) -> Sense | None:
    if p.has("iso"):
        return _iso(p.words("iso")[0])
    if p.has("nd"):
        return _numeric(p.words("nd")[0])
    day = p.number("d", "ORD")
    if day is not None and not 1 <= day <= 31:
        return None
    if p.value("d", "ORD") and p.tokens.lower(p.match.last) in ("-", "quarter", "half", "week", "weekend"):
        return None  # "in March first-quarter results"
    year = p.number("y")
    if p.has("sy"):
        year = _full_year(p.words("sy")[0])
    if p.has("yw"):
        year = year_of(p.words("yw"), p.lexicon.values["NUMW"])
        if year is None:
            return None
    weekday = p.number("w", "WDAY", "WDAYAB") if p.has("w") else None
    if p.has("w") and p.words("w")[0].endswith("days"):
        return Sense("SET", f"XXXX-WXX-{weekday}")
    month = p.number("m", "MONTH", "MONTHAB") if p.has("m") else None
    if (month, day, year) == (9, 11, None) and p.tokens.lower(p.match.last) in word_list("attack_after"):
        year = 2001
    return Sense("DATE", year=year, month=month, day=day, weekday=weekday)


def _night_of(p: Parts) -> Sense | None:
    """ "The night of 13-14 June" is the one that begins on the 13th."""
    date = _date(p)
    return replace(date, type="TIME", part="NI") if date is not None else None


def _week_of(p: Parts) -> Sense | None:
    """ "The first week of June", "the last week of 1944", "the week of March 4"."""
    date = _date(p)
    if date is None or not p.has("o"):
        return replace(date, week=0) if date is not None else None
    week = p.number("o", "ORD", "ENDW")
    return replace(date, week=week) if week in (-1, 1, 2, 3, 4, 5) else None


def _edge_of(p: Parts) -> Sense | None:
    """ "The opening days of 1944", "the last weeks of May": the first or last part of that month or year."""
    date = _date(p)
    mod = "END" if p.value("o", "ENDW") else "START"
    return replace(date, mod=mod) if date is not None else None


def _season_months(p: Parts) -> Sense | None:
    return Sense("DATE", season=str(p.value("s", "SEASON")))


def _era(p: Parts) -> Sense | None:
    """ "218 BC", "21 June 217 BC", "AD 69", "the third century BC"."""
    before = any(w in ("bc", "bce", "b") for w in p.words("e"))
    if p.has("c"):
        number = p.number("c", "ORD")
        if number is None or not 1 <= number <= 60:
            return None
        return Sense("DATE", century=-number if before else number - 1)
    year = p.number("y")
    if not year or "." in p.words("y")[0] or year > 9999:
        return None
    day = p.number("d", "ORD")
    if day is not None and not 1 <= day <= 31:
        return None
    month = p.number("m", "MONTH", "MONTHAB") if p.has("m") else None
    season = str(p.value("s", "SEASON")) if p.has("s") else None
    return Sense("DATE", year=-year if before else year, month=month, day=day, season=season)


def _year(p: Parts) -> Sense | None:
    if p.has("sy"):
        return Sense("DATE", year=_full_year(p.words("sy")[0]))
    return Sense("DATE", year=p.number("fy" if p.has("fy") else "y"))


def _decade(p: Parts) -> Sense | None:
    if p.has("dec"):
        digits = "".join(c for c in p.words("dec")[0] if c.isdigit())
        if len(digits) == 4:
            return Sense("DATE", decade=digits[:3])
        around = {p.tokens.lower(p.match.first - n) for n in (1, 2, 3)}
        if around & {"his", "her", "their", "my", "your", "our", "its"}:
            return None  # "in his early 30s"
        return Sense("DATE", decade=("20" if digits in ("00", "10") else "19") + digits[0])
    tens = int(p.value("dw", "DECW") or 0) // 10
    return Sense("DATE", decade=("18" if "eighteen" in p.all_words() else "19") + str(tens))


def _century(p: Parts) -> Sense | None:
    number = p.number("c", "ORD")
    if number is None and "twenty" in p.all_words():
        return None
    if number is None:
        return Sense("DATE", unit="CE", count=0)
    return Sense("DATE", century=number - 1) if 1 <= number <= 25 else None


_SEASON_MODS = {"early": "START", "mid": "MID", "late": "END"}


def _season(p: Parts) -> Sense | None:
    """ "spring" and "fall" alone are seasons only after an article, a preposition or "early"."""
    words = p.all_words()
    mod = next((_SEASON_MODS[w] for w in words if w in _SEASON_MODS), None)
    said = (
        words[0] == "the"
        or mod is not None
        or p.tokens.lower(p.match.first - 1) in word_list("season_before")
    )
    if p.has("y"):
        return Sense("DATE", season="WI", year=p.number("y"))
    return Sense("DATE", season=str(p.value("s", "SEASON")), mod=mod, weak=not said)


def _quarter(p: Parts) -> Sense | None:
    number = p.number("q", "ORD")
    if number is None or not 1 <= number <= 4:
        return None
    ago = "ago" in p.all_words() or ("earlier" in p.all_words())
    year = p.number("y") if p.has("y") else None
    period = p.all_words()[-1] == "period"
    return Sense(
        "DATE", quarter=number, year=year, unit="Y" if ago else None, count=-1 if ago else None, weak=period
    )


def _half(p: Parts) -> Sense | None:
    number = p.number("h", "ORD") if p.has("h") else 2
    return Sense("DATE", half=number, weak=True) if number in (1, 2) else None


def _attacks(p: Parts) -> Sense | None:
    """ "9/11" is the day of 2001; other numbers with a slash are mostly fractions."""
    return Sense("DATE", year=2001, month=9, day=11) if p.all_words() == ["9", "/", "11"] else None


def _latest(_: Parts) -> Sense | None:
    return Sense("DATE", latest=True)


def _year_of(p: Parts) -> Sense | None:
    return Sense("DATE", year=p.number("y"), like=True)


def _full(p: Parts) -> Sense | None:
    """ "the full year" is the one that the report is about; other full units are lengths."""
    unit = p.unit()
    return Sense("DATE", unit=unit, count=0) if unit == "Y" else Sense("DURATION", length(1, unit))


def _fiscal(p: Parts) -> Sense | None:
    return Sense("DURATION", length(1, p.unit()))


def _age(_: Parts) -> Sense | None:
    """An age is no time: neither of the corpora that tune the grammar marks "six-year-old"."""
    return Sense("DURATION", weak=True)


def _year_end(p: Parts) -> Sense | None:
    return Sense("DATE", unit="Y", count=0, mod="END") if "year" in p.all_words() else None


DATES: dict[str, Builder] = {
    "date": _date, "year": _year, "decade": _decade, "century": _century, "season": _season, "quarter": _quarter,
    "half": _half, "latest": _latest, "yearend": _year_end, "yearof": _year_of, "full": _full, "fiscal": _fiscal,
    "age": _age, "attacks": _attacks, "era": _era, "nightof": _night_of, "weekof": _week_of, "edgeof": _edge_of,
    "seasonmonths": _season_months,
}  # fmt: skip
"""Kind of rule to its function."""
