"""Make ``reading/data/person_nouns.txt``: the English nouns that name a person and nothing else, from WordNet.

``python -m training.person_nouns DICT`` takes WordNet's folder of databases (it holds ``data.noun`` and ``index.noun``;
https://wordnet.princeton.edu, here version 3.1) and writes the words below the licence that stands in the file already.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

PERSON = "18"
"""Number of WordNet's file ``noun.person``."""
_OUT = Path(__file__).parents[1] / "src/onrecord/reading/data/person_nouns.txt"
_WORD = re.compile(r"[a-z]{3,}")
_INSTANCE = " @i "
_WIDTH = 118


def person_nouns(data: Iterable[str], index: Iterable[str]) -> list[str]:
    """Return the words of one part all of whose senses are persons, sorted; names of single persons are left out.

    ``data`` and ``index`` are the lines of ``data.noun`` and ``index.noun`` (wndb(5WN)); lines of the licence begin
    with two blanks.
    """
    persons = set()
    for line in data:
        if not line.startswith("  "):
            offset, file, _ = line.split(" ", 2)
            if file == PERSON and _INSTANCE not in line:
                persons.add(offset)
    words = []
    for line in index:
        if line.startswith("  "):
            continue
        fields = line.split()
        senses = fields[-int(fields[2]) :]
        if _WORD.fullmatch(fields[0]) and persons.issuperset(senses):
            words.append(fields[0])
    return sorted(words)


def main() -> None:
    """Write the file anew, with the licence that it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dict", type=Path)
    folder = parser.parse_args().dict
    with (folder / "data.noun").open(encoding="utf-8") as data, (folder / "index.noun").open() as index:
        words = person_nouns(data, index)
    licence = [line for line in _OUT.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    _OUT.write_text("\n".join([*licence, textwrap.fill(" ".join(words), _WIDTH)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
