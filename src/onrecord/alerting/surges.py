"""Whether a day has more events of a query than the query's own earlier days lead one to expect.

The rule is that of outbreak detection: a bound on the next count of an overdispersed Poisson series (Farrington, Andrews, Beale
and Catchpole, "A statistical algorithm for the early detection of outbreaks of infectious disease", J. R. Stat. Soc. A 159,
1996: quasi-Poisson, variance φ·μ with φ from the series' own spread, never under 1, and the error of the estimated mean added),
with the tail of the negative binomial of that mean and variance, as Noufaily and others proposed (Stat. Med. 32, 2013). As in
EARS C2 (Hutwagner and others, J. Urban Health 80, 2003) the two days before the day at hand are left out of the baseline, so
that the beginning of a surge does not raise it. Unlike these, days on which nothing was read do not count as days of none, and
where more is read than usual more is expected.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from statistics import fmean, median, variance

import msgspec

from onrecord.alerting.records import Surge

_GAP = 2
"""Days between the baseline and the day at hand."""


class SurgeRule(msgspec.Struct, frozen=True, kw_only=True):
    """What counts as a surge."""

    days: int = 28
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


def surge_on(day: str, counts: Mapping[str, int], read: Mapping[str, int], rule: SurgeRule) -> Surge | None:
    """Return the surge of a day, or ``None``. ``counts``: events first told on each day; ``read``: articles of each day."""
    days = [one for one in baseline_of(day, rule) if read.get(one)]
    counted = counts.get(day, 0)
    if len(days) < rule.least_days or counted < rule.least_events:
        return None
    earlier = [counts.get(one, 0) for one in days]
    usual = median(read[one] for one in days)
    articles = read.get(day, 0)
    growth = max(1.0, articles / usual)
    # half an event more: a series of none does not make one event a wonder (the posterior mean under Jeffreys' prior)
    mean = (sum(earlier) + 0.5) / len(days)
    dispersion = max(1.0, variance(earlier) / fmean(earlier) if any(earlier) else 1.0)
    expected = mean * growth
    spread = dispersion * expected * (1 + growth / len(days))
    chance = tail(counted, expected, spread)
    if chance > rule.chance:
        return None
    return Surge(
        day=day, counted=counted, expected=round(expected, 2), spread=round(math.sqrt(spread), 2), chance=float(f"{chance:.2g}"),
        days=len(days), articles=articles, usual_articles=usual,
        rule=_in_words(counted, expected, math.sqrt(spread), chance, days, articles, usual, rule),
    )  # fmt: skip


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


def _in_words(
    counted: int, expected: float, spread: float, chance: float, days: list[str], articles: int, usual: float, rule: SurgeRule
) -> str:  # fmt: skip
    return (
        f"{counted} events first told on this day; {expected:.1f} ± {spread:.1f} are expected by {len(days)} earlier days on which "
        f"something was read ({days[0]} to {days[-1]}), for the {articles:,} articles read of this day ({usual:,.0f} are usual). "
        f"So many or more have a chance of {chance:.1g}; the rule asks for {rule.chance:g} at most, and for {rule.least_events} "
        "events at least (overdispersed Poisson, negative binomial tail)."
    )
