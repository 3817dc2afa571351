"""A query as the address of a page has it."""

import pytest

from onrecord.cli.asking import asked_for
from onrecord.model import UsageError

_NOTHING = {"who": None, "since": None, "least": 1}


def test_an_address_gives_its_filters_and_not_how_the_page_shows_them() -> None:
    address = "http://127.0.0.1:8000/events?who=IRN&since=2020-01-03&sort=newest&view=map"
    assert asked_for({**_NOTHING, "query": address}) == {"who": "IRN", "since": "2020-01-03", "least": 1}


def test_an_option_stands_before_the_query() -> None:
    assert asked_for({**_NOTHING, "who": "USA", "query": "who=IRN&least=3"}) == {
        "who": "USA",
        "since": None,
        "least": 3,
    }


@pytest.mark.parametrize("query", ["whom=IRN", "least=none", "least=0", f"least={'9' * 5_000}"])
def test_what_no_filter_is_called_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match="--query"):
        asked_for({**_NOTHING, "query": query})
