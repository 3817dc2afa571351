"""Outlines cut at the 180th meridian."""

from itertools import pairwise

from onrecord.charts import outlines
from onrecord.charts.antimeridian import cut

_ISLAND = (((179.0, 1.0), (-179.0, 1.0), (-179.0, -1.0), (179.0, -1.0), (179.0, 1.0)),)


def test_an_island_across_the_meridian_becomes_two_parts_that_meet_there() -> None:
    west, east = cut([_ISLAND])
    assert {x for x, _ in west[0]} == {179.0, 180.0}
    assert {x for x, _ in east[0]} == {-180.0, -179.0}


def test_what_does_not_cross_stays_as_it_is() -> None:
    plain = (((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)),)
    assert cut([plain]) == (plain,)


def test_no_outline_of_a_country_runs_across_the_whole_map() -> None:
    for country in outlines.countries():
        for polygon in cut(country.polygons):
            for ring in polygon:
                assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(ring)), country.name
                assert ring[0] == ring[-1]
