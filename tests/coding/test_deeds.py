"""What a report's words are about: the deed promised, threatened or planned, its last day and its condition."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Article, Deed, Report
from onrecord.reader import default_reader

Code = Callable[[str], tuple[Report, ...]]


def _deed(text: str) -> Deed:
    """The deed of a sentence printed on Monday 1 March 2021."""
    record = default_reader().read(Article(id="a", text=text, published="2021-03-01", language="en"))
    return next(r.deed for r in record.reports if r.deed)


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [("Chad promised to withdraw its troops from Bangui.", "RETREAT", "withdraw its troops from Bangui"),
     ("Ghana threatened on Monday to impose sanctions on Togo.", "COERCE", "impose sanctions on Togo"),
     ("Kenya and Uganda agreed to hold talks.", "CONSULT", "hold talks"),
     ("Spain will send tents to Malta, the minister said.", "AID", "Spain will send tents to Malta"),
     ("Norway pledged 5 million dollars in aid to Fiji.", "AID", "5 million dollars in aid")],
)  # fmt: skip
def test_the_deed_has_a_type_of_its_own(text: str, kind: str, what: str) -> None:
    deed = _deed(text)
    assert (deed.event_type, deed.text) == (kind, what)


def test_revenge_for_a_killing_promises_no_killing() -> None:
    assert _deed("Hamas vowed revenge for the killing of a commander.").text.startswith("revenge")


@pytest.mark.parametrize(
    ("text", "due"),
    [("Chad promised to free the prisoners by the end of June.", "2021-06-30"),
     ("Chad promised to free the prisoners within ten days.", "2021-03-11"),
     ("Chad promised to free the prisoners within a month.", "2021-04-01"),
     ("Chad and Niger agreed to stop fighting for three months.", None),
     ("Chad promised on Sunday to free the prisoners.", None)],
)  # fmt: skip
def test_the_last_day_is_the_end_of_a_time_that_lies_ahead(text: str, due: str | None) -> None:
    assert _deed(text).due == due


def test_a_condition_stands_apart_from_the_deed() -> None:
    deed = _deed("Kenya threatened to impose sanctions on Somalia unless it released three sailors.")
    assert deed.condition is not None
    assert (deed.condition.text, deed.condition.unless) == ("unless it released three sailors", True)
    assert "unless" not in deed.text


def test_what_is_promised_not_to_be_done_is_negated() -> None:
    assert _deed("Turkey promised not to attack the Kurdish fighters.").negated


def test_a_deed_that_is_done_promises_nothing(code: Code) -> None:
    assert all(report.deed is None for report in code("Iran attacked the base in Iraq."))
