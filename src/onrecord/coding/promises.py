"""PLOVER's rules for words about deeds: a promise is AGREE, a threat THREATEN, whatever deed they tell of."""

from __future__ import annotations

from dataclasses import replace

from onrecord.coding.modality import Standing
from onrecord.ontology import Sense, modality_words

_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_YIELDING = frozenset({"CONCEDE", "RETREAT"})
_MATERIAL = frozenset({"AID", "COOPERATE"})
_HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "PROTEST"})
_THREATS = {
    "ASSAULT": "violence", "MOBILIZE": "violence", "COERCE": "restrict", "SANCTION": "relations", "PROTEST": "relations",
    "REJECT": "relations",
}  # fmt: skip
_THREAT_MODES = {
    ("COERCE", "arrest"): "arrest", ("COERCE", "deport"): "expel", ("SANCTION", "expel"): "expel",
    ("COERCE", "seize"): "territory",
}  # fmt: skip


def _threat(event_type: str, mode: str | None) -> str | None:
    return _THREAT_MODES.get((event_type, mode or ""), _THREATS.get(event_type))


def content_mode(sense: Sense, inner: Sense | None, assisting: bool = False) -> tuple[str, str | None]:
    """Type and mode of a request, refusal, promise or threat by the deed that it is about.

    ``assisting``: whether the content asks somebody to take part ("to become more involved").
    "Vowed to retaliate" is a threat; "refused to release" is a refusal to yield, "asked to meet" a request to meet.
    """
    event_type, mode = sense.event_type or "", sense.mode
    if event_type == "REQUEST" and mode is None and assisting:
        return event_type, "assist"
    if inner is None or inner.event_type is None:
        return event_type, mode
    deed = inner.event_type
    if event_type == "AGREE":
        if deed in _HOSTILE and sense.lemma in modality_words()["vows"]:
            return "THREATEN", _threat(deed, inner.mode)
        return event_type, mode
    if event_type == "THREATEN":
        return event_type, mode or _threat(deed, inner.mode)
    if event_type == deed == "COERCE":
        return event_type, mode or inner.mode  # "ordered the deportation of", "ordered the editors to close"
    if event_type in ("REQUEST", "REJECT") and mode is None:
        if deed in _MATERIAL:
            return event_type, "assist"
        if deed in _YIELDING:
            return event_type, "yield"
        return event_type, "meet" if deed == "CONSULT" else "change"
    return event_type, mode


def retold(event_type: str, mode: str | None, standing: Standing) -> tuple[str, str | None, Standing, str]:
    """Type, mode and standing of a deed told as future: announced cooperation is AGREE, hostility THREATEN.

    A cooperative deed that will *not* be done is REJECT (PLOVER codebook: statements about deeds are verbal events).
    The report keeps modality ``planned``, so that a promise can later be matched with the deed.
    """
    if event_type == "CONCEDE" and standing.negated and not (standing.future and declared(standing.cue)):
        return "REJECT", "yield", replace(standing, negated=False), "CONCEDE denied"
    if (
        not standing.future
        or standing.modality != "planned"
        or event_type == "AGREE"
        or not declared(standing.cue)
    ):
        return event_type, mode, standing, ""
    if event_type == "AGREE" and standing.negated and standing.cue == "":
        return "REJECT", mode, replace(standing, negated=False), "AGREE denied"
    if standing.cue.lower().startswith(("decide", "voted")) and not standing.negated:
        return event_type, mode, standing, ""  # who has decided to do it does it
    if event_type in _COOPERATIVE and standing.negated:
        refused = "yield" if event_type in _YIELDING else "assist" if event_type in _MATERIAL else None
        refused = "meet" if event_type == "CONSULT" else refused
        return "REJECT", refused, replace(standing, negated=False), f"{event_type} that will not be"
    if event_type in _COOPERATIVE:
        return "AGREE", None, standing, f"{event_type} announced"
    if event_type == "ASSAULT" and standing.cue.lower().startswith(("plan", "plot")):
        return event_type, mode, standing, ""  # others tell of a plan: it threatens nobody
    if event_type in _HOSTILE and not standing.negated:
        return "THREATEN", _threat(event_type, mode), standing, f"{event_type} announced"
    return event_type, mode, standing, ""


def declared(cue: str) -> bool:
    """Whether the word that makes the deed future states somebody's own intention, and is not a wish of others."""
    return cue.lower() in modality_words()["declarations"]
