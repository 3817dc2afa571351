"""How often the rule of surges raises a false alarm, and what it finds: ``python -m bench.surge_rule``.

Counts of days alike are drawn from one distribution, so that every alarm is a false one; then single days get four times the
mean, and the same once more where two earlier days had that too. Nothing is learned from it: the numbers say what ``surge_chance`` means.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from onrecord.alerting.surges import SurgeRule, surge_on

_DAYS = 400
_SERIES = 50
_FIRST = 31
"""The first day with a whole baseline."""
_EARLIER = (12, 20)
"""Days before the one at hand on which there was a surge too."""
_WEEK = np.array([1.3, 1.3, 1.3, 1.2, 1.1, 0.4, 0.4])
Counts = NDArray[np.int64]


def series(rng: np.random.Generator) -> dict[str, Callable[[], Counts]]:
    """Return what draws a series of each kind."""
    week = np.tile(_WEEK, _DAYS // 7 + 1)[:_DAYS]
    return {
        "Poisson, mean 0.1": lambda: rng.poisson(0.1, _DAYS),
        "Poisson, mean 1": lambda: rng.poisson(1.0, _DAYS),
        "Poisson, mean 5": lambda: rng.poisson(5.0, _DAYS),
        "Poisson, mean 30": lambda: rng.poisson(30.0, _DAYS),
        "uneven (variance 3 x mean), mean 5": lambda: rng.negative_binomial(2.5, 1 / 3, _DAYS),
        "uneven (variance 5 x mean), mean 20": lambda: rng.negative_binomial(5.0, 0.2, _DAYS),
        "fewer at weekends, mean 10": lambda: rng.poisson(10.0 * week),
    }


def measure(
    draw: Callable[[], Counts], rng: np.random.Generator, rule: SurgeRule
) -> tuple[float, float, float]:
    """Return false alarms in a thousand days, and the share of days with four times the mean that are found: alone, and after others."""
    days = [(dt.date(2020, 1, 1) + dt.timedelta(days=n)).isoformat() for n in range(_DAYS)]
    read = dict.fromkeys(days, 100)
    false = judged = found = again = raised = 0
    for _ in range(_SERIES):
        drawn = draw()
        counts = dict(zip(days, map(int, drawn), strict=True))
        for at in range(_FIRST, _DAYS):
            judged += 1
            false += surge_on(days[at], counts, read, rule) is not None
        for at in range(_FIRST, _DAYS, 37):
            fourfold = counts | {days[at]: int(rng.poisson(4 * drawn.mean()))}
            raised += 1
            found += surge_on(days[at], fourfold, read, rule) is not None
            fourfold |= {days[at - before]: int(4 * drawn.mean()) for before in _EARLIER}
            again += surge_on(days[at], fourfold, read, rule) is not None
    return 1000 * false / judged, found / raised, again / raised


def lines() -> Iterator[str]:
    """Yield the table."""
    rng = np.random.default_rng(20200108)
    for name, draw in series(rng).items():
        false, found, again = measure(draw, rng, SurgeRule())
        told = f"{false:5.2f} false alarms in 1,000 days; {found:4.0%} of fourfold days found"
        yield f"{name:36} {told}, {again:4.0%} after two more"


if __name__ == "__main__":
    print("\n".join(lines()))
