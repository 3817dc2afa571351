"""From a match of the grammar to what it says: one function a kind of rule. ``None`` rejects the match."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from onrecord.model import TimexType
from onrecord.reading.timex.lexicon import Lexicon
from onrecord.reading.timex.numbers import UNKNOWN, count_of, year_of
from onrecord.reading.timex.scan import Match, Tokens
from onrecord.reading.timex.sense import Direction, Sense

_DURATION_UNITS = {
    "TS": ("PT", "S"), "TM": ("PT", "M"), "TH": ("PT", "H"), "D": ("P", "D"), "W": ("P", "W"), "WE": ("P", "WE"),
    "M": ("P", "M"), "Q": ("P", "Q"), "Y": ("P", "Y"),
}  # fmt: skip
_COARSE = ("D", "W", "WE", "F", "M", "Q", "Y", "DE", "CE")


@dataclass(frozen=True, slots=True)
class Parts:
    """A match with its captured words, in lower case, and their values."""

    match: Match
    tokens: Tokens
    lexicon: Lexicon

    def has(self, label: str) -> bool:
        """Whether the rule captured this label."""
        return label in self.match.parts

    def words(self, label: str) -> list[str]:
        """Return the captured words."""
        first, last = self.match.parts[label]
        return [w.lower() for w in self.tokens.words[first:last]]

    def all_words(self) -> list[str]:
        """Return every word of the match."""
        return [w.lower() for w in self.tokens.words[self.match.first : self.match.last]]

    def value(self, label: str, *classes: str) -> int | str | None:
        """Return the value of the first captured word that one of the classes knows."""
        if label in self.match.parts:
            for word in self.words(label):
                for name in classes:
                    if word in self.lexicon.values[name]:
                        found: int | str = self.lexicon.values[name][word]
                        return found
        return None

    def number(self, label: str, *classes: str) -> int | None:
        """Return a captured number, ordinal or named value."""
        named = self.value(label, *classes)
        if isinstance(named, int):
            return named
        if label in self.match.parts:
            digits = "".join(c for c in self.words(label)[0] if c.isdigit())
            return int(digits) if digits else None
        return None

    def unit(self) -> str:
        """Return the unit captured as ``u``."""
        return str(self.value("u", "UNIT", "PLURAL") or "D")

    def count(self, label: str = "n") -> float:
        """Return the count captured as ``n``."""
        if label not in self.match.parts:
            return UNKNOWN
        return count_of(self.words(label), self.lexicon.values["NUMW"])


_FINER = {"TH": (60, "M"), "TM": (60, "S"), "D": (24, "H"), "Y": (12, "M")}


def length(count: float, unit: str) -> str:
    """Return the TimeML value of a length: P2W, PT30M, PXD, P2Y6M. Decades and centuries are counted in years."""
    factor, unit = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W")}.get(unit, (1, unit))
    head, tail = _DURATION_UNITS[unit]
    if count == UNKNOWN:
        return f"{head}X{tail}"
    count *= factor
    whole = int(count)
    if count == whole or unit not in _FINER:
        return f"{head}{count:g}{tail}"
    times, finer = _FINER[unit]
    said = f"{whole}{tail}" if whole else ""
    return f"{head}{said}{'T' if unit == 'D' else ''}{round((count - whole) * times)}{finer}"


def _full_year(digits: str, pivot: int = 30) -> int:
    """Two-digit years: '98 is 1998, '05 is 2005."""
    short = int("".join(c for c in digits if c.isdigit()))
    if short >= 100:
        return short
    return 2000 + short if short < pivot else 1900 + short


def _iso(word: str) -> Sense | None:
    day, _, time = word.upper().partition("T")
    year, month, number = (int(p) for p in day.split("-"))
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    return Sense("TIME" if time else "DATE", year=year, month=month, day=number, clock=time[:5] or None)


def _numeric(word: str) -> Sense | None:
    """American order, unless only the other one is possible."""
    a, b, year = (int(p) for p in word.replace("/", "-").split("-"))
    if a > 12 >= b:
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
    return Sense("DATE", year=year, month=month, day=day, weekday=weekday)


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


_SEASON_BEFORE = {
    "in",
    "by",
    "during",
    "since",
    "until",
    "till",
    "through",
    "of",
    "from",
    "for",
    "before",
    "after",
}
_SEASON_MODS = {"early": "START", "mid": "MID", "late": "END"}


def _season(p: Parts) -> Sense | None:
    """ "spring" and "fall" alone are seasons only after an article, a preposition or "early"."""
    words = p.all_words()
    mod = next((_SEASON_MODS[w] for w in words if w in _SEASON_MODS), None)
    said = words[0] == "the" or mod is not None or p.tokens.lower(p.match.first - 1) in _SEASON_BEFORE
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
    number = p.number("h", "ORD")
    return Sense("DATE", half=number, weak=True) if number in (1, 2) else None


def _deictic(count: int, part: str | None = None) -> Callable[[Parts], Sense | None]:
    kind: TimexType = "TIME" if part else "DATE"
    return lambda _: Sense(kind, unit="D", count=count, part=part)


_STORY = {"following", "subsequent", "ensuing", "preceding", "previous"}
"""Words that count from the last date told, where "last" and "next" count from the writer's day."""


def _shift(p: Parts) -> Sense | None:
    unit = p.unit()
    if unit not in _COARSE:
        return None
    count = int(p.value("sh", "LASTW") or 0) if p.has("sh") else -1
    story = p.has("sh") and (p.words("sh")[0] in _STORY or (unit == "D" and count == 1))
    return Sense("DATE", unit=unit, count=count, hint=count, anchor="told" if story else "now")


def _told_shift(p: Parts) -> Sense | None:
    unit = p.unit()
    if unit not in _COARSE:
        return None
    words = p.all_words()
    if not p.has("sh") and p.tokens.lower(p.match.last).isalpha():
        return None  # "the day after the vote": a distance from the vote, not from the last date told
    count = p.value("sh", "LASTW") if p.has("sh") else p.value("b", "BACKW") or p.value("f", "FORTHW")
    # "the current quarter", "the coming year", "the past year" are told from now; "the following day" from the story
    now = any(w in ("current", "present", "coming", "upcoming", "past", "last", "this") for w in words)
    return Sense("DATE", unit=unit, count=int(count or 0), anchor="now" if now else "told")


_THROUGH = {"over", "within", "for", "during", "in", "throughout"}


def _last_n(p: Parts) -> Sense | None:
    """ "the past week", "the last year": a length that ends now; "the next day" a date."""
    word, unit = p.words("dir")[0], p.unit()
    if unit not in _COARSE:
        return None
    if word == "next" and (
        unit in ("DE", "CE") or (unit != "D" and p.tokens.lower(p.match.first - 1) in _THROUGH)
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
        anchor="told" if p.has("sh") and p.words("sh")[0] in _STORY else "now",
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
        not after.isalpha() or after in _AFTER_DAY
    )
    return Sense("DATE", day=day, anchor="told") if said and day is not None and 1 <= day <= 31 else None


_AFTER_DAY = {"and", "when", "to", "he", "she", "they", "it", "the", "a", "but", "by", "in", "at"}
_DISTANCE = {"after", "before", "following"}


def _told(p: Parts) -> Sense | None:
    if p.has("p"):
        return Sense("TIME", unit="D", count=0, part=str(p.value("p", "PART")), anchor="told")
    unit = p.unit()
    if unit not in _COARSE:
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
    if p.count() == UNKNOWN or p.unit() not in _COARSE:
        return Sense("DATE", "FUTURE_REF")
    count, unit = _years(p.count(), p.unit())
    return Sense("DATE", unit=unit, count=count)


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


BUILDERS: dict[str, Callable[[Parts], Sense | None]] = {
    "date": _date, "year": _year, "decade": _decade, "century": _century, "season": _season, "quarter": _quarter,
    "half": _half, "today": _deictic(0), "yesterday": _deictic(-1), "tomorrow": _deictic(1),
    "tonight": _deictic(0, "NI"), "overnight": _deictic(0, "NI"), "lastnight": _deictic(-1, "NI"),
    "dayafter": _deictic(2), "daybefore": _deictic(-2), "shift": _shift, "toldshift": _told_shift, "lastn": _last_n,
    "named": _named, "part": _part, "told": _told, "ago": _ago, "later": _later, "hence": _hence, "latest": _latest,
    "yearend": _year_end, "yearof": _year_of, "full": _full, "fiscal": _fiscal, "age": _age, "thatname": _that_name, "halflater": _half_later, "dayof": _day_of, "attacks": _attacks,
}  # fmt: skip
"""Kind of rule to its function."""
