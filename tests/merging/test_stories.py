"""Stories: the same set gives the same groups, whatever the order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.merging import group_stories

_TEXTS = [
    ("a1", "Flood waters rose in Bihar after the river burst its banks, officials said.", "2020-07-01"),
    ("a2", "River floods in Bihar drive thousands from their homes as the water rose.", "2020-07-02"),
    ("b1", "Parliament in Oslo passed the budget after a long night of talks on taxes.", "2020-07-01"),
    ("b2", "Oslo: parliament's budget vote ends talks on taxes.", "2020-07-01"),
    ("c1", "A lighthouse keeper in Cornwall celebrated her hundredth birthday.", "2020-07-03"),
]


def test_texts_of_one_matter_meet_and_others_stay_apart() -> None:
    stories = group_stories(_TEXTS)
    assert stories["a1"] == stories["a2"]
    assert stories["b1"] == stories["b2"]
    assert len(set(stories.values())) == 3


def test_a_story_long_over_is_not_joined() -> None:
    late = [(name + "-later", text, "2021-07-01") for name, text, _ in _TEXTS]
    stories = group_stories([*_TEXTS, *late])
    assert stories["a1-later"] != stories["a1"]


def test_empty_texts_stay_alone() -> None:
    assert group_stories([("x", "", None), ("y", "", None)]) == {"x": "x", "y": "y"}


@settings(max_examples=30, deadline=None)
@given(st.permutations(_TEXTS))
def test_order_does_not_matter(texts: list[tuple[str, str, str | None]]) -> None:
    assert group_stories(texts) == group_stories(_TEXTS)
