"""What the words make of an event that it depends on. The event's word stands between asterisks."""

from collections.abc import Callable

import pytest

Stand = Callable[[str], tuple[str, bool]]


@pytest.mark.parametrize(
    "text",
    [
        "The generals plan to *invade* the island.",
        "The generals intend to *invade* the island.",
        "The generals want to *invade* the island.",
        "The generals hope to *invade* the island.",
        "The generals tried to *invade* the island.",
        "The generals decided to *invade* the island.",
        "The generals vowed to *invade* the island.",
        "The generals promised to *leave* the island.",
        "The generals threatened to *invade* the island.",
        "The generals agreed to *leave* the island.",
        "The generals are set to *invade* the island.",
        "The generals are ready to *invade* the island.",
        "The generals are about to *invade* the island.",
        "The generals are due to *leave* the island.",
        "The generals are poised to *invade* the island.",
        "The generals are expected to *leave* the island.",
        "The generals are on the verge of *invading* the island.",
        "The generals have a plan to *invade* the island.",
        "Their threat to *invade* the island angered the king.",
        "The king urged the generals to *leave* the island.",
        "The king ordered the generals to *leave* the island.",
        "The king demanded that the generals *leave* the island.",
        "The generals landed at night to *seize* the harbour.",
        "The generals landed at night in order to *seize* the harbour.",
        "The two kings are in talks to *end* the war.",
        "The king called for *talks* with the generals.",
        "The king expects an *invasion*.",
        "The king wants *talks* with the generals.",
        "The king agreed to a *ceasefire*.",
        "The *talks* will begin on Monday.",
        "The *talks* are due to start on Monday.",
        "The *talks* are scheduled for Monday.",
        "A *meeting* is planned in Oslo.",
        "The *parade* is to take place in June.",
        "There will be a *meeting* in Oslo.",
        "The generals will hold *talks* with the king.",
        "The generals will begin *shelling* the island.",
        "The king will leave before the generals *arrive*.",
        "The generals plan to land and *seize* the harbour.",
        "The *talks* are expected to resume.",
        "Ahead of *talks* with the king, the generals freed a monk.",
    ],
)
def test_planned(stand: Stand, text: str) -> None:
    assert stand(text) == ("planned", False)


@pytest.mark.parametrize(
    "text",
    [
        "The generals are suspected of *murdering* the monk.",
        "The generals are believed to have *murdered* the monk.",
        "The generals are thought to have *murdered* the monk.",
        "The generals are alleged to have *murdered* the monk.",
        "It is feared that the generals *murdered* the monk.",
        "The police suspect that the generals *murdered* the monk.",
        "It is possible that the generals *murdered* the monk.",
        "It is likely that the generals *murdered* the monk.",
        "It is unclear whether the generals *murdered* the monk.",
        "There is no evidence that the generals *murdered* the monk.",
        "There were fears that the generals *murdered* the monk.",
        "The generals are likely to *invade* the island.",
        "The generals are considering *invading* the island.",
        "The generals are able to *invade* the island.",
        "The generals are capable of *invading* the island.",
        "The generals did not rule out *invading* the island.",
        "The generals did not rule out an *invasion*.",
        "The king warned of an *invasion*.",
        "The king fears an *invasion*.",
        "The risk of an *invasion* is small.",
        "Fears of an *invasion* grew.",
        "An *invasion* is possible.",
        "An *invasion* would be a disaster.",
        "There may be an *invasion*.",
        "A storm could trigger *clashes* on the island.",
        "In the event of an *invasion*, the king will flee.",
        "The generals may decide to *invade* the island.",
        "If the generals try to *invade* the island, the king will flee.",
        "The generals could begin *shelling* the island.",
        "The generals may land, *triggering* a war.",
        "The generals would like to leave, which could *end* the war.",
    ],
)
def test_possible(stand: Stand, text: str) -> None:
    assert stand(text) == ("possible", False)


@pytest.mark.parametrize(
    "text",
    [
        "The generals stopped to *help* the wounded.",
        "The generals managed to *seize* the harbour.",
        "The generals began to *shell* the harbour.",
        "The generals began *shelling* the harbour.",
        "The generals succeeded in *seizing* the harbour.",
        "The storm forced the generals to *leave* the island.",
        "The king allowed the generals to *leave* the island.",
        "The king persuaded the generals to *leave* the island.",
        "The kings met to *discuss* the war.",
        "Crowds gathered to *protest* against the war.",
        "The generals used boats to *land* on the island.",
        "The general was the first to *land* on the island.",
        "The king said the generals *landed* on the island.",
        "The king confirmed that the generals *landed* on the island.",
        "The king believes that the generals *landed* on the island.",
        "The king condemned the *murder* of the monk.",
        "The king will condemn the *murder* of the monk.",
        "The king wants to avenge the *murder* of the monk.",
        "The *murder* of the monk will have consequences.",
        "The king promised to punish the men who *murdered* the monk.",
        "The generals *vowed* to invade the island.",
        "The generals *refused* to leave the island.",
        "Due to the *shelling*, the harbour is closed.",
        "The generals demanded the release of a man who was *arrested* in May.",
        "The generals left because the king *agreed* to pay.",
    ],
)
def test_happened(stand: Stand, text: str) -> None:
    assert stand(text) == ("happened", False)


@pytest.mark.parametrize(
    "text",
    [
        "The generals continued to *shell* the harbour.",
        "The generals kept *shelling* the harbour.",
        "The *talks* continue in Oslo.",
        "*Talks* between the kings are under way.",
        "*Talks* between the kings are in progress.",
        "Shops closed amid *clashes* between students and police.",
    ],
)
def test_ongoing(stand: Stand, text: str) -> None:
    assert stand(text) == ("ongoing", False)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The generals will fail to *seize* the harbour.", "planned"),
        ("The generals may fail to *seize* the harbour.", "possible"),
        ("The generals do not plan to *invade* the island.", "planned"),
        ("The generals are not expected to *leave* the island.", "planned"),
        ("The king wants to prevent an *invasion*.", "planned"),
        ("The king built walls to prevent an *invasion*.", "planned"),
        ("The *talks* failed to begin.", "happened"),
        ("An *invasion* is unlikely.", "happened"),
        ("It is unlikely that the generals will *invade* the island.", "planned"),
        ("The king abandoned plans to *leave* the island.", "planned"),
        ("The king promised not to *leave* the island.", "planned"),
        ("The king ordered the generals not to *land* on the island.", "planned"),
    ],
)
def test_denied_and_not_real_either(stand: Stand, text: str, modality: str) -> None:
    assert stand(text) == (modality, True)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The ferries will be able to *evacuate* the villagers in May.", "planned"),
        ("The army is able to *attack* the town.", "possible"),
        ("The ferries may be able to *evacuate* the villagers.", "possible"),
    ],
)
def test_what_one_will_be_able_to_do_lies_ahead(text: str, modality: str, stand: Stand) -> None:
    assert stand(text) == (modality, False)
