"""The grade follows from the standing and from how many say so, and says why."""

import pytest

from onrecord.merging.credibility import credibility
from onrecord.model import Status


@pytest.mark.parametrize(
    ("words", "by", "origins", "sources", "grade"),
    [
        (("reported", "confirmed"), "independent", 3, 3, 1),
        (("claimed", "confirmed"), "adverse", 1, 2, 1),
        (("reported",), None, 3, 3, 2),
        (("reported", "confirmed", "denied", "disputed"), "adverse", 4, 4, 2),
        (("reported",), None, 1, 1, 3),
        (("claimed", "denied", "disputed"), None, 5, 5, 4),
        (("denied",), None, 2, 2, 5),
        (("claimed",), None, 1, 1, 6),
        (("planned",), None, 3, 3, 6),
    ],
)
def test_grades(words: tuple[str, ...], by: str | None, origins: int, sources: int, grade: int) -> None:
    standing = Status(as_of=None, words=words, because=(), confirmed_by=by)  # type: ignore[arg-type]
    found = credibility(standing, origins, sources)
    assert (found.grade, bool(found.why)) == (grade, True)


def test_copies_of_one_text_do_not_make_it_likelier() -> None:
    standing = Status(as_of=None, words=("reported",), because=())
    assert credibility(standing, origins=1, sources=4).grade == 3
