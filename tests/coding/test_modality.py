from collections.abc import Callable

import pytest

from onrecord.model import Report

Code = Callable[[str], tuple[Report, ...]]


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [("Iran attacked the base.", "happened", False),
     ("Iran did not attack the base.", "happened", True),
     ("No Americans were killed by the militants.", "happened", True),
     ("The rebels never attacked the town.", "happened", True),
     ("Turkey is shelling the town.", "ongoing", False),
     ("Iran may attack the base.", "possible", False),
     ("If Iran attacks the base, oil prices will rise.", "possible", False),
     ("The rebels failed to capture the town.", "happened", True),
     ("Police often arrest journalists in Cairo.", "habitual", False),
     ("The army began shelling the town.", "happened", False),
     ("The militants planned to attack the embassy.", "planned", False)],
)  # fmt: skip
def test_standing(code: Code, text: str, modality: str, negated: bool) -> None:
    report = next(r for r in code(text) if r.event_type in ("ASSAULT", "COERCE", "THREATEN"))
    assert (report.modality, report.negated) == (modality, negated)


def test_a_speech_act_has_happened_whatever_it_asks(code: Code) -> None:
    (report,) = code("Spain urged Turkey to withdraw its troops.")
    assert (report.modality, report.negated) == ("happened", False)
