"""Language: English is told from the rest, cheaply."""

import pytest

from onrecord.cleaning.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le président a rencontré hier à Paris le ministre des Affaires étrangères. " * 3, "fr"),
        ("El presidente dijo ayer en Madrid que las tropas no se retirarán de la frontera. " * 3, "es"),
        ("Der Außenminister sprach am Dienstag in Berlin mit seinem Amtskollegen über den Krieg. " * 3, "de"),
        ("The minister met his colleague in Berlin on Tuesday and spoke with him about the war. " * 3, "en"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    assert language_of(text, None) == language


def test_a_sentence_full_of_foreign_names_is_english() -> None:
    text = (
        "Kazakh Energy Minister Kanat Bozumbayev and Azerbaijan's Parviz Shahbazov, with Bahrain's oil chief Mohammed "
        "bin Khalifa Al Khalifa, Gabon's Pascal Houangni Ambouroue and Sudan's Adil Ali Ibrahim met OPEC in Vienna."
    )
    assert language_of(text, None) == "en"
