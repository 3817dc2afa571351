"""Captions are text where there is no other."""

from __future__ import annotations

from tests.cleaning.saved import cleaned


def test_captions_of_a_gallery_are_its_text_without_numbers_and_credits() -> None:
    assert cleaned("gallery.html").text.split("\n\n") == [
        "Fishermen mend their nets on the quay of Marlow Bay before dawn.",
        "A boat leaves the harbour as the first light falls on the lighthouse.",
        "Women sort the catch on long tables behind the market hall.",
        "Empty crates wait for the next morning outside the ice house.",
    ]


def test_captions_beside_a_body_are_dropped() -> None:
    text = cleaned("gallery-with-body.html").text
    assert text.startswith("The fishermen of Marlow Bay go out six nights a week")
    assert "mend their nets" not in text
