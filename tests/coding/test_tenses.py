"""What a clause's own auxiliaries, conjunctions and adverbs say. The event's word stands between asterisks."""

from collections.abc import Callable

import pytest

Stand = Callable[[str], tuple[str, bool]]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Rebels *seized* the dam.", "happened"),
        ("Rebels have *seized* the dam.", "happened"),
        ("The dam was *seized* by rebels.", "happened"),
        ("Rebels *seize* the dam in a dawn raid.", "happened"),
        ("Rebels were *shelling* the dam when the rain began.", "happened"),
        ("Why did rebels *seize* the dam?", "happened"),
        ("The army had to *withdraw* from the dam.", "happened"),
        ("The rebels will *seize* the dam.", "planned"),
        ("The rebels shall *seize* the dam.", "planned"),
        ("They'll *seize* the dam.", "planned"),
        ("The rebels won't *seize* the dam.", "planned"),
        ("The rebels said they would *seize* the dam.", "planned"),
        ("Two regiments would be *withdrawn*.", "planned"),
        ("The rebels are going to *seize* the dam.", "planned"),
        ("The rebels were going to *seize* the dam.", "planned"),
        ("The envoy is to *meet* the rebels on Friday.", "planned"),
        ("The envoy was to *meet* the rebels on Friday.", "planned"),
        ("Envoy to *meet* rebels on Friday", "planned"),
        ("Their aim is to *seize* the dam.", "planned"),
        ("The envoy *visits* the rebels next week.", "planned"),
        ("The envoy is *visiting* the rebels tomorrow.", "planned"),
        ("The army has to *withdraw* from the dam.", "planned"),
        ("The army will march in and *seize* the dam.", "planned"),
        ("The rebels may *seize* the dam.", "possible"),
        ("The rebels might have *seized* the dam.", "possible"),
        ("The rebels could *seize* the dam.", "possible"),
        ("The rebels could have *seized* the dam.", "possible"),
        ("The rebels can *seize* the dam in a day.", "possible"),
        ("If the rebels *seize* the dam, the city will go dark.", "possible"),
        ("Unless the rebels *leave* the dam, the army will come.", "possible"),
        ("Nobody knows whether the rebels *seized* the dam.", "possible"),
        ("The rebels would have *seized* the dam.", "possible"),
        ("The rebels would *seize* the dam if the army left.", "possible"),
        ("Had the rebels *seized* the dam, the city would have gone dark.", "possible"),
        ("Should the rebels *seize* the dam, the army will come.", "possible"),
        ("Did the rebels *seize* the dam?", "possible"),
        ("Will the rebels *seize* the dam?", "possible"),
        ("The rebels allegedly *seized* the dam.", "possible"),
        ("The rebels possibly *seized* the dam.", "possible"),
        ("The rebels probably *seized* the dam.", "possible"),
        ("Perhaps the rebels *seized* the dam.", "possible"),
        ("A law that would *ban* marches was debated.", "possible"),
        ("The rebels should *leave* the dam.", "possible"),
        ("The rebels often *shell* the dam.", "habitual"),
        ("The rebels *shell* the dam every week.", "habitual"),
        ("Police routinely *arrest* reporters.", "habitual"),
        ("The rebels used to *shell* the dam.", "habitual"),
        ("Every Friday the widows *march* to the palace.", "habitual"),
        ("The rebels are *shelling* the dam.", "ongoing"),
        ("The dam is being *shelled*.", "ongoing"),
        ("The rebels have been *shelling* the dam since May.", "ongoing"),
        ("We're *negotiating* with the rebels.", "ongoing"),
    ],
)
def test_modality(stand: Stand, text: str, modality: str) -> None:
    assert stand(text)[0] == modality


def test_what_cannot_be_is_not_even_possible(stand: Stand) -> None:
    assert stand("The rebels cannot *seize* the dam.") == ("happened", True)
    assert stand("The rebels could not *seize* the dam.") == ("happened", True)
    assert stand("The rebels may not *seize* the dam.") == ("possible", True)
