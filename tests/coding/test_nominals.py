"""What a noun's own modifiers say of the event that it tells. The event's word stands between asterisks."""

from collections.abc import Callable

import pytest

Stand = Callable[[str], tuple[str, bool]]


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("The *strike* paralysed the port.", "happened", False),
        ("The planned *strike* worries the port.", "planned", False),
        ("The upcoming *talks* worry the port.", "planned", False),
        ("The proposed *ban* angered the dockers.", "planned", False),
        ("The *talks* scheduled for May worry the port.", "planned", False),
        ("The *talks* to be held in May worry the port.", "planned", False),
        ("The *talks* next week worry the port.", "planned", False),
        ("The *strike* that will take place in May worries the port.", "planned", False),
        ("The alleged *murder* shocked the port.", "possible", False),
        ("The suspected *murder* shocked the port.", "possible", False),
        ("A possible *strike* worries the port.", "possible", False),
        ("The ongoing *strike* worries the port.", "ongoing", False),
        ("The continuing *strike* worries the port.", "ongoing", False),
        ("The daily *protests* worry the port.", "habitual", False),
        ("The annual *summit* was held in the port.", "happened", False),
        ("The planned *strike* began on Monday.", "happened", False),
        ("The planned *strike* never began.", "planned", True),
        ("It was a planned *attack*.", "happened", False),
        ("The *talks*, due to start in May, worry the port.", "planned", False),
        ("The *summit* next week worries the port.", "planned", False),
        ("The cancelled *visit* cost a fortune.", "happened", True),
        ("The thwarted *attack* shocked the port.", "happened", True),
        ("The *attack* that never took place shocked the port.", "happened", True),
        ("The *visit* that was cancelled cost a fortune.", "happened", True),
        ("The *strike* that was planned for May worries the port.", "planned", False),
        ("The next *attack* killed two dockers.", "happened", False),
        ("The *attack* that killed two dockers shocked the port.", "happened", False),
        ("The *attack* launched by dockers shocked the port.", "happened", False),
        ("The *strike* plan worries the port.", "planned", False),
        ("The *strike* threat worries the port.", "possible", False),
    ],
)
def test_standing(stand: Stand, text: str, modality: str, negated: bool) -> None:
    assert stand(text) == (modality, negated)
