"""From a match of the grammar to a length, a set, a clock time or a part of the day."""

from __future__ import annotations

import re

from onrecord.reading.timex.lexicon import word_list
from onrecord.reading.timex.numbers import UNKNOWN
from onrecord.reading.timex.parts import COARSE, Builder, Parts, length
from onrecord.reading.timex.sense import Direction, Sense
from onrecord.reading.timex.zones import zone_in

_NEAR = 12
"""Tokens back in which the number of "as many weeks" is looked for."""
_MANY = 100


def _duration(p: Parts) -> Sense | None:
    words = p.all_words()
    if p.has("du"):
        return Sense("DURATION", length(1, str(p.value("du", "UNIT"))))
    unit = p.unit()
    if words[0] == "half" and unit not in ("TH", "Y", "D", "CE", "DE"):
        return None
    if not p.has("n"):
        singular = p.has("u") and p.words("u")[0] in p.lexicon.values["SPAN"]
        return Sense("DURATION", length(1 if singular else UNKNOWN, unit))
    count = p.count()
    if p.words("n") in (["a"], ["an"]) and unit in ("TS", "Q"):
        return None  # "a second" and "a quarter" count, they do not last
    if unit == "TH" and re.fullmatch(r"\d{4}", p.words("n")[0]):
        return None  # "0600 hours" is a clock time
    if count >= 1500 and re.fullmatch(r"\d{4}", p.tokens.words[p.match.parts["n"][0]]):
        return None  # "the 2016 season", "in 1990 years of work began": a year, then something else
    after = p.tokens.lower(p.match.last)
    if unit == "Q" and (count == 1 or after == "of"):
        return None
    if p.has("n2"):
        low, high = count, p.count("n2")
        return Sense("DURATION", length(UNKNOWN if high - low > 1 else low, unit))
    due = None
    if p.tokens.lower(p.match.first - 1) == "in" and count == int(count) and count > 0 and unit in COARSE:
        due = Sense("DATE", unit=unit, count=int(count))
    approx = "APPROX" if "couple" in words or words[-1] == "so" else None
    return Sense("DURATION", length(count, unit), mod=p.lexicon.before.get((words[0],), approx), due=due)


def _as_many(p: Parts) -> Sense | None:
    """ "The third attack in as many weeks": the number is the last one told before in the sentence."""
    values = p.lexicon.values
    for at in range(p.match.first - 1, max(p.match.first - _NEAR, 0) - 1, -1):
        word = p.tokens.lower(at)
        if word == ".":
            break
        count = values["ORD"].get(word) or values["NUMW"].get(word) or (int(word) if word.isdigit() else 0)
        if 1 < int(count) < _MANY:
            return Sense("DURATION", length(int(count), p.unit()))
    return Sense("DURATION", length(UNKNOWN, p.unit()))


def _half_more(p: Parts) -> Sense | None:
    return Sense("DURATION", length(1.5, p.unit()))


def _half_unit(p: Parts) -> Sense | None:
    unit = p.unit()
    return Sense("DURATION", length(0.5, unit)) if unit in ("TM", "TH", "D", "Y", "DE", "CE") else None


def _span(p: Parts) -> Sense | None:
    """ "the past two weeks": a length with the days that it covers."""
    word, unit = p.words("dir")[0], p.unit()
    count = p.count() if p.has("n") else UNKNOWN
    if p.has("n2"):
        high = p.count("n2")
        return Sense("DURATION", length(UNKNOWN if high - count > 1 else count, unit))
    if word == "coming" and count == UNKNOWN and not p.has("n"):
        return Sense("DATE", "FUTURE_REF")
    if word == "recent" and count == UNKNOWN:
        return Sense("DURATION", length(UNKNOWN, unit))
    direction: Direction | None = None
    if word in ("past", "last", "previous", "preceding", "prior", "latest"):
        direction = "past"
    elif word in ("next", "coming", "following", "ensuing"):
        direction = "future"
    if direction is None or count == UNKNOWN or count % 1:
        return Sense("DURATION", length(count, unit))
    return Sense("DURATION", length(count, unit), span=(direction, unit, int(count)))


def _whole(_: Parts) -> Sense | None:
    """A bare singular unit ("week", "day") is an expression only inside a larger one."""
    return None


def _clock(p: Parts) -> Sense | None:
    word = p.words("h")[0]
    ap = p.value("ap", "AMPM") if p.has("ap") else None
    if p.has("ap"):
        ap = 12 if p.words("ap")[0].startswith("p") else 0
    hour, minute = _hour_minute(p, word)
    if word[0] == "0" and len(word) == 4 and p.tokens.lower(p.match.first - 1) == "(":
        return None  # "at 10:35 a.m. (0735 GMT)": the same moment once more
    if hour is None or hour > 24 or minute > 59:
        return None
    if ap is not None:
        if hour > 12:
            return None
        hour = hour % 12 + int(ap)
    elif not _plain_clock(p, word):
        return None
    if p.value("p", "PART") in ("AF", "EV") and hour < 12:
        hour += 12
    written = f"{hour:02d}:{minute:02d}"
    bare = p.match.last - p.match.first == 1 and p.tokens.lower(p.match.first - 1) not in word_list(
        "clock_before"
    )
    return Sense(
        "TIME", clock=written, zone=zone_in(p), weak=bare
    )  # "John 3:16" and results of races are no clock times


def _plain_clock(p: Parts, word: str) -> bool:
    """Whether a number without a.m. or p.m. tells the time: "17:30", "1530 GMT", "five o'clock", "9 EST"."""
    if ":" in word or len(word) in (3, 4) or {"'", "\u2019"} & set(p.all_words()):
        return True
    return word.isdigit() and p.match.last - p.match.first > 1


def _hour_minute(p: Parts, word: str) -> tuple[int | None, int]:
    if ":" in word or "." in word:
        parts = word.replace(".", ":").split(":")
        return int(parts[0]), int(parts[1])
    if word.isdigit():
        number = int(word)
        return (number // 100, number % 100) if len(word) in (3, 4) else (number, 0)
    number_word = p.value("h", "NUMW")
    return (int(number_word) if number_word else None), 0


def _noon(p: Parts) -> Sense | None:
    return Sense("TIME", clock=f"{p.number('h', 'NOON')}:00")


def _part_of(p: Parts) -> Sense | None:
    words = p.all_words()
    mod = {"early": "START", "late": "END", "mid": "MID"}.get(
        next((w for w in words if w in ("early", "late", "mid")), "")
    )
    before = p.tokens.lower(p.match.first - 1)
    alone = words[-1] in word_list("daylight") and before in word_list("daylight_before")  # "at dawn"
    weak = words[0] not in ("in", "during") and not alone
    return Sense("TIME", part=str(p.value("p", "PART")), mod=mod, weak=weak)


def _small_hours(_: Parts) -> Sense | None:
    """ "The early hours of Thursday": a part of that day only with the day."""
    return Sense("TIME", part="MO", mod="START", weak=True)


def _set(p: Parts) -> Sense | None:
    if p.has("setw"):
        return Sense("SET", str(p.value("setw", "SETWORD")))
    if p.has("w"):
        return Sense("SET", f"XXXX-WXX-{p.number('w', 'WDAY')}")
    if p.has("m"):
        return Sense("SET", f"XXXX-{p.number('m', 'MONTH', 'MONTHAB'):02d}")
    if p.has("s"):
        return Sense("SET", f"XXXX-{p.value('s', 'SEASON')}")
    if p.has("p"):
        return Sense("SET", f"XXXX-XX-XXT{p.value('p', 'PART')}")
    count = p.count() if p.has("n") else 1
    return Sense("SET", length(max(count, 1), p.unit()))


def _per_unit(p: Parts) -> Sense | None:
    """ "$5 a year", "twice per week": a set after an amount, else a length (the rule of COUNT finds it)."""
    word, unit = p.all_words()[0], p.unit()
    if word in ("per", "every", "each"):
        return Sense("SET", length(1, unit))
    before = p.tokens.lower(p.match.first - 1)
    if before in word_list("amounts") or (
        before[:1].isdigit() and p.tokens.lower(p.match.first - 2) in ("$", "\u20ac", "\u00a3")
    ):
        return Sense("SET", length(1, unit))
    return None


LENGTHS: dict[str, Builder] = {
        "duration": _duration, "asmany": _as_many, "halfmore": _half_more, "halfunit": _half_unit, "span": _span, "wholeday": _whole,
        "clock": _clock, "noon": _noon, "partof": _part_of, "smallhours": _small_hours, "set": _set, "peru": _per_unit,
}  # fmt: skip
"""Kind of rule to its function."""
