"""Maps draw a place as exactly as it is known, and outlines are whole."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.charts import map_of
from onrecord.charts.ground import View, close_up, labels, overlaps
from onrecord.charts.maps import _kind, _spots
from onrecord.charts.outlines import _turn, countries, country, holds, region, regions
from onrecord.model import PlacePrecision
from tests.charts.made_up import event, place


@pytest.mark.parametrize(
    ("name", "precision", "drawn"),
    [
        ("Callao pier", "point", "point"), ("Lima", "city", "city"), ("Peru", "country", "area"), ("Cusco Region", "admin1", "area"),
        ("Andes", "region", "dashed"),
    ],
)  # fmt: skip
def test_a_place_is_drawn_as_exactly_as_it_is_known(name: str, precision: PlacePrecision, drawn: str) -> None:
    (spot,), _ = _spots([event("a", at=place(name, precision, lat=-13.5, lon=-71.9))])
    assert _kind(spot) == drawn


def test_a_country_is_never_a_symbol() -> None:
    spec = map_of([event("a", at=place("Peru", "country"))]).spec
    marks = [layer["mark"]["type"] for layer in spec["layer"] if isinstance(layer["mark"], dict)]
    # the only points are those that bring the legend, which nobody sees
    assert [layer["mark"]["opacity"] for layer in spec["layer"] if layer["mark"]["type"] == "point"] == [0]
    assert marks.count("geoshape") == 2


def test_events_of_one_place_are_one_symbol_with_their_number() -> None:
    drawn = map_of([event("a", at=place("Lima", "city")), event("b", at=place("Lima", "city"))])
    assert [(row["place"], row["events"], row["known to"]) for row in drawn.rows] == [("Lima", 2, "a city")]
    assert "Lima 2" in drawn.to_svg()


def test_thousands_of_places_are_drawn_soon() -> None:
    events = [
        event(f"{n}", at=place(f"Town {n}", "city", lat=-16 + n % 70 / 10, lon=-77 + n // 70 / 10))
        for n in range(3000)
    ]
    started = time.process_time()
    svg = map_of(events).to_svg()
    assert time.process_time() - started < 20
    assert svg.count("<path") > 3000


def test_events_without_a_place_are_counted() -> None:
    nowhere = place("Villa Sola", "city", lat=None, lon=None)
    notes = " ".join(map_of([event("a"), event("b", at=nowhere)]).notes)
    assert "1 without a place" in notes
    assert "1 at a place of unknown position" in notes


def test_a_map_of_nothing_says_so() -> None:
    drawn = map_of([event("a")])
    assert drawn.text == "No event has a place that can be drawn."
    assert "NaN" not in drawn.to_svg()


def test_a_region_is_found_by_its_name_or_by_a_point_within() -> None:
    by_name = region("PER", "Cusco Region", None, None)
    by_point = region("PER", "no such name", -71.97, -13.52)
    assert by_name is not None
    assert by_name == by_point
    assert region("PER", "no such name", None, None) is None
    assert regions("XXX") == ()


def test_a_point_does_not_tell_a_region_where_the_outlines_are_of_a_finer_level() -> None:
    assert region("FRA", "Brittany", -3.0, 48.2) is None
    assert region("FRA", "Finistère", None, None) is not None


def test_a_country_holds_its_towns_and_no_others() -> None:
    peru = country("PER")
    assert peru is not None
    assert holds(peru, -77.04, -12.05)
    assert not holds(peru, -70.65, -33.45)
    assert country("XXX") is None


@pytest.mark.parametrize("least", [0.0, 0.5])
def test_every_ring_turns_as_a_globe_needs_it(least: float) -> None:
    for outline in countries(least):
        for outer, *holes in outline.polygons:
            assert outer[0] == outer[-1]
            assert _turn(outer) > 0, outline.name
            assert all(_turn(hole) < 0 for hole in holes), outline.name


@given(st.floats(-170, 170), st.floats(-70, 75))
def test_a_pixel_and_its_place_are_each_others(lon: float, lat: float) -> None:
    view = View((-80.0, -20.0, -68.0, 0.0), 720, 430)
    back = view.place(*view.pixel(lon, lat))
    assert math.isclose(back[0], lon, abs_tol=1e-6)
    assert math.isclose(back[1], lat, abs_tol=1e-6)


def test_far_apart_events_have_a_close_up_of_most() -> None:
    box = close_up([(-77.0, -12.0, 5), (-72.0, -13.5, 3), (139.7, 35.7, 1)])
    assert box is not None
    assert box[0] < -77 < -72 < box[2] < 0
    assert close_up([(-77.0, -12.0, 5), (-72.0, -13.5, 3)]) is None


@given(
    st.lists(
        st.tuples(st.text("ab", min_size=1, max_size=8), st.floats(0, 700), st.floats(0, 400), st.just(5.0)),
        max_size=12,
    )
)
def test_labels_lie_within_the_picture_and_not_on_each_other(
    wanted: list[tuple[str, float, float, float]],
) -> None:
    placed = labels(wanted, 720, 430)
    boxes = []
    for label in placed:
        long = 6.0 * len(label.text)
        left = {"left": label.x, "right": label.x - long, "center": label.x - long / 2}[label.align]
        boxes.append((left, label.y - 6, left + long, label.y + 6))
    assert all(b[0] >= 0 and b[2] <= 720 for b in boxes)
    assert not any(overlaps(a, b) for n, a in enumerate(boxes) for b in boxes[:n])
