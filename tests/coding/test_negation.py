"""What is denied and what only looks so. The event's word stands between asterisks."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from onrecord.coding.grammar import Grammar
from onrecord.coding.modality import ModalityFinder
from onrecord.reading import load_pipeline

Stand = Callable[[str], tuple[str, bool]]

_DENIED = [
    "The army did not *shell* the village.",
    "The army didn't *shell* the village.",
    "The envoys never *met*.",
    "The miners are no longer *striking*.",
    "The port has not yet been *reopened*.",
    "Kenya has still not *signed* the accord.",
    "Neither Mali nor Niger *sent* troops.",
    "Neither side *opened* fire.",
    "The guards neither *fired* nor retreated.",
    "The guards neither fired nor *retreated*.",
    "The minister did not *apologise* or resign.",
    "The minister did not apologise or *resign*.",
    "The junta will not free the singer or *lift* the curfew.",
    "The ships did not turn back, nor did they *answer* the radio.",
    "Nor did the court *hear* the case.",
    "Nobody was *arrested* at the border.",
    "No one was *hurt* in the raid.",
    "None of the hostages were *released*.",
    "Not a single hostage was *released*.",
    "No hostages were *released* on Friday.",
    "The patrol *arrested* no smugglers.",
    "Hardly any farmers *joined* the march.",
    "Under no circumstances will Poland *send* troops.",
    "At no time did the crew *threaten* the pilot.",
    "There was no *attack* on the convoy.",
    "No *talks* took place in Vienna.",
    "There were no *clashes* or arrests.",
    "There were no clashes or *arrests*.",
    "The two sides held no *talks*.",
    "There were no *clashes*, *raids* or *arrests*.",
    "The guards did not *shoot*, *beat* or *insult* the men.",
    "The *meeting* did not take place.",
    "The *truce* was not signed.",
    "The *offensive* never materialised.",
    "An *agreement* was not reached.",
    "The militia withdrew without *firing* a shot.",
    "The delegates left without an *agreement*.",
    "Instead of *attacking* the town, the rebels waited.",
    "The rebels chose talks instead of *war*.",
    "The rebels withdrew rather than *surrender*.",
    "The sides failed to *reach* a deal.",
    "Norway refused to *extradite* the banker.",
    "Norway declined to *extradite* the banker.",
    "The pilot was unable to *land* the helicopter.",
    "The bank's failure to *pay* the soldiers angered them.",
    "Ghana's refusal to *sign* the treaty was criticised.",
    "The general stopped short of *blaming* the president.",
    "The general refrained from *blaming* the president.",
    "Divers prevented the captain from *scuttling* the ship.",
    "A ditch kept the tanks from *entering* the city.",
    "The treaty averted a *war*.",
    "Police prevented an *attack* on the embassy.",
    "Police thwarted a *bombing* in Lyon.",
    "The *visit* was cancelled.",
    "The *strike* was called off on Sunday.",
    "The unions called off the *strike*.",
    "The *deal* was rejected by parliament.",
    "The warlord rejected a *ceasefire*.",
    "The foiled *attack* alarmed the city.",
    "The *rally*, cancelled because of rain, was to be the last.",
    "In the absence of an *agreement*, the border stays shut.",
    "Peru has yet to *recognise* the new government.",
    "The garrison was too weak to *attack* the bridge.",
    "It is not true that Chad *invaded* its neighbour.",
    "She does not believe that Chad *invaded* its neighbour.",
    "The navy does not appear to have *sunk* the trawler.",
    "The navy did not manage to *sink* the trawler.",
    "The council decided against *deploying* troops.",
    "The sides could not *agree* on a date.",
    "Sweden cannot *accept* the offer.",
    "Nothing *happened* at the border.",
    "The cabinet abandoned plans to *raise* the tax.",
    "The bishop has no plans to *visit* the island.",
    "The bishop has no intention of *visiting* the island.",
    "Chad is not planning to *close* the border.",
    "Chad does not intend to *close* the border.",
    "Chad ruled out *closing* the border.",
    "Chad ruled out *talks* with the rebels.",
    "The court rejected a request to *free* the editor.",
]  # fmt: skip

_ASSERTED = [
    "The army *shelled* the village.",
    "The gang not only *robbed* the bank but also *burned* it.",
    "Rebels not just *looted* the shop but *torched* it.",
    "There is no doubt that the gang *robbed* the bank.",
    "No fewer than ten guards were *killed*.",
    "Not all guards *surrendered*.",
    "The parties did not *agree* until Monday.",
    "The hostages were not *released* until Thursday.",
    "Two men were *killed*, not by rebels but by a landslide.",
    "The navy did not fail to *sink* the trawler.",
    "The police could not prevent the *attack*.",
    "The treaty did not avert the *war*.",
    "The rebels never stopped *shelling* the port.",
    "Spain condemned the *attack* and did not apologise.",
    "Spain did not condemn the *attack*.",
    "Spain denied that it *attacked* the trawler.",
    "The president rejected the *accusation*.",
    "The president refused the *demand*.",
    "The strikers did not work and *blocked* the road.",
    "The convoy has not left, and rebels *surrounded* it.",
    "Chad did not say that it *closed* the border.",
    "The mayor *resigned* without delay.",
    "The mayor *resigned* despite having no opponent.",
    "The union had no choice but to *end* the strike.",
    "A policy of zero tolerance led the judge to *jail* the boy.",
    "The rebels did not attack but *negotiated*.",
    "The cabinet failed to meet and *resigned*.",
    "The no-fly zone was *enforced* by jets.",
    "Lagos halted the *shelling* of the town.",
]  # fmt: skip


def _cases(sentences: list[str]) -> list[str]:
    """One case for each marked word: the other marks of the sentence are taken away."""
    cases = []
    for sentence in sentences:
        parts = sentence.split("*")
        for n in range(1, len(parts), 2):
            cases.append("".join(f"*{p}*" if i == n else p for i, p in enumerate(parts)))
    return cases


@pytest.mark.parametrize("text", _cases(_DENIED))
def test_denied(stand: Stand, text: str) -> None:
    assert stand(text)[1]


@pytest.mark.parametrize("text", _cases(_ASSERTED))
def test_asserted(stand: Stand, text: str) -> None:
    assert not stand(text)[1]


def test_a_coordination_of_thousands_ends() -> None:
    nlp = load_pipeline()
    words = ["not", *["attacked"] * 5000]
    heads = [1, 1, *range(1, 5000)]
    deps = ["neg", "ROOT", *["conj"] * 4999]
    doc = Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=["RB", *["VBD"] * 5000], pos=["PART", *["VERB"] * 5000])  # fmt: skip
    found = ModalityFinder(Grammar(doc))
    assert found.of(1, None, ()).negated
    assert found.of(3, None, ()).negated
    assert found.of(5000, None, ()).modality == "happened"
