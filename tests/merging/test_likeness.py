"""Each feature says how alike two reports are, the same either way round; silence is no difference."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.likeness import FEATURES, UNTOLD, compare, compare_all
from onrecord.merging.tellings import Telling, tellings_of
from onrecord.model import Place
from tests.merging.made_up import ARTICLES, article

_TELLINGS = {t.id: t for record in ARTICLES for t in tellings_of(record)}


def _feature(name: str, a: Telling, b: Telling) -> float:
    return compare(a, b)[list(FEATURES).index(name)]


@given(st.sampled_from(sorted(_TELLINGS)), st.sampled_from(sorted(_TELLINGS)))
def test_it_does_not_matter_which_report_comes_first(a: str, b: str) -> None:
    assert compare(_TELLINGS[a], _TELLINGS[b]) == compare(_TELLINGS[b], _TELLINGS[a])


def test_parties_are_compared_by_side() -> None:
    (a,) = tellings_of(article("a", "2020-01-08"))
    (b,) = tellings_of(article("b", "2020-01-08", actor="USA", recipient="IRN"))
    assert _feature("actors", a, b) == 0
    assert _feature("sides changed", a, b) == 1


def test_what_one_report_does_not_say_is_no_difference() -> None:
    assert _feature("place", _TELLINGS["a"], _TELLINGS["b"]) == UNTOLD
    assert _feature("figures", _TELLINGS["a"], _TELLINGS["b"]) == UNTOLD


def test_days_apart_are_counted_from_the_nearer_ends() -> None:
    assert _feature("days apart", _TELLINGS["a"], _TELLINGS["b"]) == 1
    assert _feature("days apart", _TELLINGS["a"], _TELLINGS["d"]) == 12


def test_a_place_lies_in_its_country_and_not_in_another() -> None:
    def at(name: str, country: str, precision: str) -> Telling:
        place = Place(text=name, start=0, end=1, name=name, country=country, precision=precision)  # type: ignore[arg-type]
        return _with_place(place)

    town, country, other = (
        at("Erbil", "IRQ", "city"),
        at("Iraq", "IRQ", "country"),
        at("Oman", "OMN", "country"),
    )
    assert [_feature("place", town, x) for x in (town, country, other)] == [3, 2, 0]


def _with_place(place: Place) -> Telling:
    from dataclasses import replace

    return replace(_TELLINGS["a"], place=place)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(_TELLINGS)), st.sampled_from(sorted(_TELLINGS))), max_size=8)
)
def test_two_reports_are_as_alike_in_any_company(names: list[tuple[str, str]]) -> None:
    pairs = [(_TELLINGS[a], _TELLINGS[b]) for a, b in names]
    assert compare_all(pairs).tolist() == [list(compare(a, b)) for a, b in pairs]
