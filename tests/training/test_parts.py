"""What is measured is not learned from: sentences are parted by their text."""

from training.encoder.parts import part_of


def test_one_text_belongs_to_one_part_whatever_its_spaces_and_case() -> None:
    assert part_of("The U.S. left .", 2) == part_of("the US  left.", 2)


def test_a_part_of_ten_lies_within_its_half() -> None:
    texts = [f"sentence {n}" for n in range(60)]
    assert all(part_of(t, 10) % 2 == part_of(t, 2) for t in texts)
    assert {part_of(t, 10) for t in texts} == set(range(10))
