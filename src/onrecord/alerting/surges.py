"""Whether a day has more events of a query than the query's own earlier days lead one to expect.

The rule is that of outbreak detection: a bound on the next count of an overdispersed Poisson series (Farrington, Andrews, Beale
and Catchpole, "A statistical algorithm for the early detection of outbreaks of infectious disease", J. R. Stat. Soc. A 159,
1996: quasi-Poisson, variance φ·μ with φ from the series' own spread, never under 1, and the error of the estimated mean added),
with the tail of the negative binomial of that mean and variance, as Noufaily and others proposed (Stat. Med. 32, 2013). As in
EARS C2 (Hutwagner and others, J. Urban Health 80, 2003) the two days before the day at hand are left out of the baseline, so
that the beginning of a surge does not raise it. Unlike these,

- the error of φ counts too, as Student's t counts that of a variance: the chance is the mean of the tails over the φ that the
  baseline allows, which is φ · ν / χ² with ν degrees of freedom. A negative binomial's variance is known less well than a normal
  one's: ν follows from its kurtosis (Satterthwaite's way: ν = 2 / relative variance of the sample variance);
- earlier days that are themselves surges by the other earlier days are left out, a quarter of them at most, where Farrington
  and Noufaily weigh them down;
- days on which nothing was read do not count as days of none, and where more is read than usual more is expected;
- days of the week on which clearly fewer articles are read have a mean of their own, as weekdays and weekends have in Tokars and
  others (Emerg. Infect. Dis. 15, 2009), who found longer baselines better too. Which days those are, the articles say: weekends are not
  everywhere on Saturday and Sunday. How uneven the series is, all days say together.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist, fmean, median
from typing import NamedTuple

import msgspec

from onrecord.alerting.records import Surge

_GAP = 2
"""Days between the baseline and the day at hand."""
_SHARE = 4
"""One earlier day in so many may be left out as a surge itself."""
_QUIET = 0.75
_LEAST_LIKE = 8
"""Days that have a mean of their own, at least."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PARTS = 15
_MIDDLES = tuple(NormalDist().inv_cdf((part + 0.5) / _PARTS) for part in range(_PARTS))
"""Middles of equally likely parts of the normal distribution."""


class SurgeRule(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as a surge."""

    days: int = 56
    """Earlier days that make the baseline."""
    least_days: int = 14
    """Of these, days on which something was read at least: with fewer nothing is judged."""
    least_events: int = 5
    """Events of the day at least."""
    chance: float = 0.001
    """Chance of so many or more on a day like the earlier ones, at most."""


def baseline_of(day: str, rule: SurgeRule) -> list[str]:
    """Return the days before a day that make its baseline, the oldest first."""
    at = dt.date.fromisoformat(day)
    return [(at - dt.timedelta(days=n)).isoformat() for n in range(rule.days + _GAP, _GAP, -1)]


class _Day(NamedTuple):
    """An earlier day."""

    events: int
    growth: float
    """How much more was read of it than usual."""
    is_quiet: bool
    """Whether it is on a day of the week on which little is read."""


def surge_on(day: str, counts: Mapping[str, int], read: Mapping[str, int], rule: SurgeRule) -> Surge | None:
    """Return the surge of a day, or ``None``. ``counts``: events first told on each day; ``read``: articles of each day."""
    days = [one for one in baseline_of(day, rule) if read.get(one)]
    counted = counts.get(day, 0)
    if len(days) < rule.least_days or counted < rule.least_events:
        return None
    quiet = _quiet_days({one: read[one] for one in days})
    usual = {
        is_quiet: median(read[one] for one in days if (_weekday(one) in quiet) == is_quiet)
        for is_quiet in {_weekday(one) in quiet for one in days}
    }
    is_quiet, articles = _weekday(day) in quiet, read.get(day, 0)
    earlier = [
        _Day(counts.get(one, 0), max(1.0, read[one] / usual[_weekday(one) in quiet]), _weekday(one) in quiet)
        for one in days
    ]
    kept = _without_surges(earlier, rule)
    baseline = _Baseline.of(kept, is_quiet)
    growth = max(1.0, articles / usual[is_quiet])
    chance = baseline.chance(counted, growth, rule.chance)
    if chance > rule.chance:
        return None
    told = _Told(
        expected=baseline.expected(growth), spread=math.sqrt(baseline.spread(growth)), chance=chance,
        left_out=len(days) - len(kept), like=baseline.days, articles=articles, usual=usual[is_quiet],
    )  # fmt: skip
    return Surge(
        day=day, counted=counted, expected=round(told.expected, 2), spread=round(told.spread, 2), chance=float(f"{chance:.2g}"),
        days=len(kept), articles=articles, usual_articles=told.usual,
        rule=_in_words(counted, told, days, sorted(quiet), is_quiet=is_quiet, rule=rule),
    )  # fmt: skip


def _weekday(day: str) -> int:
    return dt.date.fromisoformat(day).weekday()


def _quiet_days(read: Mapping[str, int]) -> frozenset[int]:
    """Return the days of the week (0 is Monday) of which less than three quarters as many articles are read as of all days.

    None where they, or the other days, are too few to have a mean of their own.
    """
    by_weekday: dict[int, list[int]] = {}
    for day, number in read.items():
        by_weekday.setdefault(_weekday(day), []).append(number)
    usual = median(read.values())
    quiet = frozenset(weekday for weekday, some in by_weekday.items() if median(some) < _QUIET * usual)
    days = sum(len(by_weekday[weekday]) for weekday in quiet)
    return quiet if min(days, len(read) - days) >= _LEAST_LIKE else frozenset()


def _without_surges(earlier: Sequence[_Day], rule: SurgeRule) -> list[_Day]:
    """Return the earlier days without those that are surges by the others.

    The highest are tried together, many first, for two surges of one height hide each other.
    """
    ranked = sorted(earlier)
    for highest in range(len(ranked) // _SHARE, 0, -1):
        least, rest = ranked[-highest], ranked[:-highest]
        if (
            least.events >= rule.least_events
            and _Baseline.of(rest, least.is_quiet).chance(least.events, least.growth, rule.chance)
            <= rule.chance
        ):
            return rest
    return ranked


class _Baseline(NamedTuple):
    """What earlier days say of the next one."""

    mean: float
    dispersion: float
    """Variance by mean as it is found; nothing is expected to be evener than Poisson, where it is 1."""
    freedom: float
    """Degrees of freedom of the dispersion."""
    days: int
    """Days that the mean is of."""

    @classmethod
    def of(cls, earlier: Sequence[_Day], is_quiet: bool) -> _Baseline:
        """The mean is of the days that are as quiet as the one at hand, the dispersion of all, each beside its own mean."""
        kinds = [[day.events for day in earlier if day.is_quiet == kind] for kind in (is_quiet, not is_quiet)]
        alike = kinds[0] or kinds[1]
        # half an event more: a series of none does not make one event a wonder (the posterior mean under Jeffreys' prior)
        mean = (sum(alike) + 0.5) / len(alike)
        there = [(counts, fmean(counts)) for counts in kinds if counts]
        days = len(earlier)
        spread = math.fsum((count - own) ** 2 / own for counts, own in there if own for count in counts)
        dispersion = spread / (days - len(there)) if any(own for _, own in there) else 1.0
        least = max(1.0, dispersion)
        # of a negative binomial, over a normal distribution's
        kurtosis = 6 * (least - 1) / mean + 1 / (least * mean)
        return cls(mean, dispersion, 2 / (2 / (days - len(there)) + kurtosis / days), len(alike))

    def expected(self, growth: float) -> float:
        return self.mean * growth

    def spread(self, growth: float, dispersion: float | None = None) -> float:
        """Variance of the day, the error of the mean included."""
        one = self.dispersion if dispersion is None else dispersion
        return max(1.0, one) * self.expected(growth) * (1 + growth / self.days)

    def chance(self, counted: int, growth: float, most: float) -> float:
        """Chance of so many or more, over the dispersions that the days allow; 1 where it is more than ``most``."""
        expected = self.expected(growth)
        if counted <= expected:
            return 1.0
        total = 0.0
        for factor in _inverse_chi_squares(self.freedom):
            total += tail(counted, expected, self.spread(growth, self.dispersion * factor))
            if total > most * _PARTS:
                return 1.0
        return total / _PARTS


def _inverse_chi_squares(freedom: float) -> Iterator[float]:
    """Yield ν / χ² at the middles of equally likely parts, the largest first.

    By Wilson and Hilferty's approximation (PNAS 17, 1931).
    """
    share = 2 / (9 * freedom)
    for z in _MIDDLES:
        yield max(0.05, 1 - share + z * math.sqrt(share)) ** -3


def tail(count: int, mean: float, spread: float) -> float:
    """Return the chance of ``count`` or more of a negative binomial of a mean and variance; of a Poisson where these are equal."""
    if count <= 0:
        return 1.0
    below = 0.0
    if spread <= mean * (1 + 1e-9):
        below = math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count))
    else:
        size = mean * mean / (spread - mean)
        share = mean / spread
        below = math.fsum(
            math.exp(
                math.lgamma(k + size)
                - math.lgamma(size)
                - math.lgamma(k + 1)
                + size * math.log(share)
                + k * math.log1p(-share)
            )
            for k in range(count)
        )
    return min(1.0, max(0.0, 1.0 - below))


class _Told(NamedTuple):
    """What the rule says of a day."""

    expected: float
    spread: float
    chance: float
    left_out: int
    like: int
    """Days that the mean is of."""
    articles: int
    usual: float


def _in_words(
    counted: int, told: _Told, days: list[str], quiet: list[int], *, is_quiet: bool, rule: SurgeRule
) -> str:
    surges = f", without {told.left_out} that were surges themselves" if told.left_out else ""
    names = ", ".join(_WEEKDAYS[weekday] for weekday in quiet)
    which = f"on {names}, of which little is read" if is_quiet else f"not on {names}, of which little is read"
    alike = f"; the {told.like} of them that were {which}, give the mean" if quiet else ""
    return (
        f"{counted} events first told on this day; {told.expected:.1f} ± {told.spread:.1f} are expected by {len(days) - told.left_out} "
        f"earlier days on which something was read ({days[0]} to {days[-1]}{surges}{alike}), for the {told.articles:,} articles read of "
        f"this day ({told.usual:,.0f} are usual). So many or more have a chance of {told.chance:.1g}; the rule asks for {rule.chance:g} "
        f"at most, and for {rule.least_events} events at least (overdispersed Poisson, negative binomial tail, the error of its mean and "
        "spread included)."
    )
