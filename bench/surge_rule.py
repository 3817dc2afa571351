"""How often the rule of surges raises a false alarm, and what it finds, beside other rules: ``python -m bench.surge_rule``.

Counts are drawn from one distribution a series, so that every alarm is a false one; then single days get what two, three or five
such days have together. The other rules are those of outbreak detection, each with the bound with which it raises as many false
alarms as ours: EARS C1 and C2 (Hutwagner and others, 2003), C2 over as many days as ours, and Farrington's bound without its seasons (1996). ``who knows``
is told the mean and the variance of each series: nobody can find more at one false alarm in a thousand days. Nothing is learned from it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.alerting.surges import SurgeRule, surge_on, tail

_DAYS = 400
_FIRST = 90
"""The first day that is judged."""
_SHARE = 11
"""Of one day in so many it is seen what is found."""
_YEAR = 365.25
_TIMES = (2, 3, 5)
_AGAIN = 0
"""Stands for five times as much where two earlier days had that too."""
_EARLIER = (12, 20)
"""Days before the one at hand on which there was a surge already."""
_WEEK = np.array([1.3, 1.3, 1.3, 1.2, 1.1, 0.4, 0.4])
Counts = NDArray[np.int64]
Days = tuple[str, ...]


class Kind(NamedTuple):
    """A kind of series: what draws one, and which days nobody read."""

    draw: Callable[[np.random.Generator], Counts]
    mean: float
    dispersion: float = 1.0
    """Variance by mean."""
    unread: int = 0
    """One day in so many; 0: none."""
    read_by_day: NDArray[np.float64] | None = None
    """Multiplies the articles that are read of each day."""
    alike: bool = True
    """Whether all days have one distribution, so that ``who knows`` can be told."""


def kind(
    mean: float,
    dispersion: float = 1.0,
    by_day: NDArray[np.float64] | None = None,
    unread: int = 0,
    read_by_day: NDArray[np.float64] | None = None,
) -> Kind:
    """Return Poisson series, or negative binomial ones where the variance is more than the mean; ``by_day`` multiplies the mean."""
    means = mean * (np.ones(_DAYS) if by_day is None else by_day)

    def draw(rng: np.random.Generator) -> Counts:
        if dispersion == 1:
            return rng.poisson(means)
        return rng.negative_binomial(means / (dispersion - 1), 1 / dispersion)

    return Kind(draw, mean, dispersion, unread, read_by_day, by_day is None)


def kinds() -> dict[str, Kind]:
    """Return the kinds of series by name."""
    week = np.tile(_WEEK, _DAYS // 7 + 1)[:_DAYS]
    return {
        "Poisson, mean 1": kind(1),
        "Poisson, mean 5": kind(5),
        "Poisson, mean 30": kind(30),
        "variance 2 times the mean, mean 1": kind(1, 2),
        "variance 3 times the mean, mean 5": kind(5, 3),
        "variance 8 times the mean, mean 5": kind(5, 8),
        "variance 5 times the mean, mean 20": kind(20, 5),
        "variance 12 times the mean, mean 30": kind(30, 12),
        "fewer at weekends, mean 10": kind(10, 1, week, read_by_day=week),
        "fewer at weekends, variance 3 times, mean 20": kind(20, 3, week, read_by_day=week),
        "fewer at weekends, though as much is read, mean 10": kind(10, 1, week),
        "as many at weekends, though less is read, mean 10": kind(10, read_by_day=week),
        "as many at weekends, though less is read, variance 3": kind(20, 3, read_by_day=week),
        "every third day not read, variance 3 times, mean 5": kind(5, 3, unread=3),
        "from 6 to 16 in 400 days": kind(10, 1, np.linspace(0.6, 1.6, _DAYS)),
        "from 6 to 16 in 400 days, variance 3 times": kind(10, 3, np.linspace(0.6, 1.6, _DAYS)),
    }


class Judged(NamedTuple):
    """What a rule made of a kind of series: of its days as they were drawn, and of days with so many times as much."""

    plain: list[float]
    raised: dict[int, list[float]]
    """By how many times as much, and ``_AGAIN``."""


Score = Callable[[Sequence[int], int], float]
"""How far a day stands out of all earlier ones: the more, the farther."""


def others(days: int) -> dict[str, Score]:
    """Return the other rules, by name."""
    return {
        "EARS C1": lambda earlier, count: _deviations(earlier[-7:], count),
        "EARS C2": lambda earlier, count: _deviations(earlier[-9:-2], count),
        f"EARS C2 of {days} days": lambda earlier, count: _deviations(earlier[-days - 2 : -2], count),
        f"Farrington of {days} days": lambda earlier, count: _farrington(earlier[-days - 2 : -2], count),
    }


def _deviations(earlier: Sequence[int], count: int) -> float:
    return float((count - np.mean(earlier)) / max(float(np.std(earlier, ddof=1)), 0.5))


def _farrington(earlier: Sequence[int], count: int) -> float:
    """Standard deviations over the mean after the power of two thirds, which makes a Poisson series symmetric."""
    mean = (sum(earlier) + 0.5) / len(earlier)
    dispersion = max(1.0, float(np.var(earlier, ddof=1)) / max(float(np.mean(earlier)), 0.02))
    spread = dispersion * (1 + 1 / len(earlier))
    return float(((count / mean) ** (2 / 3) - 1) / (2 / 3 * math.sqrt(spread / mean)))


def judge(one: Kind, rule: SurgeRule, rng: np.random.Generator, series: int) -> dict[str, Judged]:
    """Let all rules judge some series; ours gives 1 for an alarm and 0 for none."""
    found = {
        name: Judged([], {times: [] for times in (*_TIMES, _AGAIN)}) for name in ("ours", *others(rule.days))
    }
    days = tuple((dt.date(2020, 1, 1) + dt.timedelta(days=n)).isoformat() for n in range(_DAYS))
    for _ in range(series):
        drawn = one.draw(rng)
        raised = {times: sum((one.draw(rng) for _ in range(times)), np.zeros_like(drawn)) for times in _TIMES}
        read = _articles(one, days, rng)
        counts = {day: int(count) for day, count in zip(days, drawn, strict=True) if day in read}
        for at in range(_FIRST, _DAYS):
            if days[at] not in read:
                continue
            earlier = [counts[day] for day in days[:at] if day in read]
            _judged_by_all(found, days[at], counts, read, rule, earlier, counts[days[at]], None)
            if at % _SHARE:
                continue
            for times in _TIMES:
                _judged_by_all(found, days[at], counts, read, rule, earlier, int(raised[times][at]), times)
            before = {days[at - n]: int(raised[_TIMES[-1]][at - n]) for n in _EARLIER if days[at - n] in read}
            masked = counts | before | {days[at]: int(raised[_TIMES[-1]][at])}
            _put(found["ours"], _AGAIN, _ours(days[at], masked, read, rule))
    return found


def _articles(one: Kind, days: Days, rng: np.random.Generator) -> dict[str, int]:
    """Return how many articles are read of each day on which anything is read: about a hundred."""
    means = 100 * (np.ones(_DAYS) if one.read_by_day is None else one.read_by_day)
    drawn = map(int, rng.poisson(means))
    found = {day: max(1, number) for day, number in zip(days, drawn, strict=True)}
    return {day: number for n, (day, number) in enumerate(found.items()) if not one.unread or n % one.unread}


def _judged_by_all(
    found: dict[str, Judged], day: str, counts: dict[str, int], read: Mapping[str, int], rule: SurgeRule,
    earlier: Sequence[int], count: int, times: int | None,
) -> None:  # fmt: skip
    _put(found["ours"], times, _ours(day, counts | {day: count}, read, rule))
    for name, score in others(rule.days).items():
        _put(found[name], times, score(earlier, count) if count >= rule.least_events else -math.inf)


def _ours(day: str, counts: Mapping[str, int], read: Mapping[str, int], rule: SurgeRule) -> float:
    return 1.0 if surge_on(day, counts, read, rule) is not None else 0.0


def _put(judged: Judged, times: int | None, score: float) -> None:
    (judged.plain if times is None else judged.raised[times]).append(score)


def bound_for(plain: Sequence[Sequence[float]], share: float) -> float:
    """Return the bound over which that share of the days is, on average over kinds of series."""
    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        over = float(np.mean([np.mean(np.array(one) > middle) for one in plain]))
        low, high = (low, middle) if over <= share else (middle, high)
    return high


def who_knows(one: Kind, rule: SurgeRule) -> dict[int, float]:
    """Return the share of days that could be found by who knows mean and variance."""
    count = rule.least_events
    while tail(count, one.mean, one.mean * one.dispersion) > rule.chance:
        count += 1
    return {times: tail(count, times * one.mean, times * one.mean * one.dispersion) for times in _TIMES}


def settling(rule: SurgeRule, rng: np.random.Generator, series: int) -> float:
    """Return on how many of the 60 days after a Poisson series of mean 5 has become five times as busy there is an alarm."""
    days = tuple((dt.date(2020, 1, 1) + dt.timedelta(days=n)).isoformat() for n in range(_FIRST + 60))
    read = dict.fromkeys(days, 100)
    means = np.where(np.arange(len(days)) < _FIRST, 5.0, 25.0)
    alarms = 0.0
    for _ in range(series):
        counts = dict(zip(days, map(int, rng.poisson(means)), strict=True))
        alarms += sum(_ours(day, counts, read, rule) for day in days[_FIRST:])
    return alarms / series


def lines(series: int, rule: SurgeRule) -> Iterator[str]:
    """Yield the tables."""
    rng = np.random.default_rng(20200108)
    judged: dict[str, dict[str, Judged]] = {}
    yield f"{'series':52} alarms a year; found of days with 2, 3, 5 times as much, 5 times after two such days; by who knows"
    for name, one in kinds().items():
        judged[name] = judge(one, rule, rng, series)
        ours = judged[name]["ours"]
        best = " ".join(f"{share:5.0%}" for share in who_knows(one, rule).values()) if one.alike else ""
        yield f"{name:52} {_YEAR * np.mean(ours.plain):5.2f} {_shares(ours, 0.5)}  {best}"
    alike = [name for name, one in kinds().items() if one.alike]
    share = float(np.mean([np.mean(judged[name]["ours"].plain) for name in alike]))
    yield ""
    yield f"five times as busy for good: a surge on {settling(rule, rng, series):.1f} of the next 60 days"
    yield f"other rules with as many false alarms ({_YEAR * share:.2f} a year on days alike): means over all series"
    for rule_name in ("ours", *others(rule.days)):
        bound = 0.5 if rule_name == "ours" else bound_for([judged[n][rule_name].plain for n in alike], share)
        means = " ".join(
            f"{np.mean([np.mean(np.array(judged[n][rule_name].raised[times]) > bound) for n in judged]):5.0%}"
            for times in _TIMES
        )
        yield f"{rule_name:25} over {bound:5.2f}: {means}"


def _shares(judged: Judged, bound: float) -> str:
    return " ".join(f"{np.mean(np.array(judged.raised[times]) > bound):5.0%}" for times in (*_TIMES, _AGAIN))


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--series", type=int, default=40, help="drawn of each kind")
    options.add_argument("--days", type=int, default=SurgeRule().days, help="of the baseline")
    given = options.parse_args()
    for line in lines(given.series, SurgeRule(days=given.days)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
