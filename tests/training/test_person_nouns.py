from __future__ import annotations

from training.person_nouns import person_nouns

_DATA = [
    "  1 licence",
    "00000001 18 n 01 baker 0 001 @ 00000009 n 0000 | someone who bakes",
    "00000002 06 n 01 baker_s_oven 0 001 @ 00000009 n 0000 | a thing",
    "00000003 18 n 01 Curie 0 001 @i 00000009 n 0000 | a chemist",
]


def test_only_words_all_of_whose_senses_are_persons_are_taken() -> None:
    index = [
        "  1 licence",
        "baker n 1 1 @ 1 0 00000001",
        "boss n 2 1 @ 2 0 00000001 00000002",
        "curie n 1 1 @i 1 0 00000003",
        "pastry_cook n 1 1 @ 1 0 00000001",
    ]
    assert person_nouns(_DATA, index) == ["baker"]
