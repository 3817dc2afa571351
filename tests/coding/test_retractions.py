"""Who is told to have taken back a statement, in another's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import Report

Code = Callable[[str], tuple[Report, ...]]


def _takers(reports: tuple[Report, ...]) -> list[str]:
    return [report.taken_back_by.name for report in reports if report.taken_back_by]


@pytest.mark.parametrize(
    ("text", "who"),
    [("Iran later withdrew its claim that it had shot down the drone.", "Iran"),
     ("The ministry took back its statement that Syrian rebels had killed 12 soldiers.", "The ministry"),
     ("Russia backtracked on its claim that Ukraine had shelled Belgorod.", "Russia"),
     ("Iran's claim that it shot down the drone was later withdrawn.", "Iran"),
     ("The newspaper retracted its report that Turkey had bombed Kobani.", "The newspaper")],
)  # fmt: skip
def test_a_statement_that_is_withdrawn_names_who_withdrew_it(code: Code, text: str, who: str) -> None:
    assert _takers(code(text)) == [who]


@pytest.mark.parametrize(
    "text",
    ["Turkey rejected the claim that it had bombed Kobani.",
     "Iran did not withdraw its claim that it had shot down the drone.",
     "Iran repeated its claim that it had shot down the drone.",
     "Turkey withdrew its troops after Syria bombed Kobani."],
)  # fmt: skip
def test_what_is_rejected_kept_or_no_statement_is_not_taken_back(code: Code, text: str) -> None:
    assert _takers(code(text)) == []
