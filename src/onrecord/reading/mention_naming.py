"""What a mention without a known name is called in a table: "people" for "at least eight people"."""

from __future__ import annotations

from onrecord.reading.mention_kinds import Candidate
from onrecord.reading.mention_scene import Scene


def own_name(c: Candidate, scene: Scene) -> str:
    """Return the name that a mention gives by itself: without title for a name, without amounts for a group."""
    tree = scene.tree
    if c.phrase.form == "pronoun":
        return c.text
    if c.phrase.form == "name" and not is_people(c):
        name = c.phrase.name
        first, last = (name.first, name.last) if name is not None else (c.phrase.first, c.phrase.last)
        while last - first > len(c.core) and tree.lower[first] not in c.core[:1]:
            first += 1
        text = tree.text[tree.begin[first] : tree.end[last - 1]]
        return text.title() if c.kind == "place" and text.isupper() and len(text) > 3 else text
    first = _after_amount(c, scene)
    return tree.text[tree.begin[first] : tree.end[c.phrase.last - 1]]


def _after_amount(c: Candidate, scene: Scene) -> int:
    """The first token after "at least eight", "no", "dozens of", which count the group but do not name it."""
    tree, lists = scene.tree, scene.words
    first = c.phrase.first
    if tree.lemma[c.head] != c.noun and tree.lower[c.head] in lists["partitive"]:
        about = next((i for i in range(c.head + 1, c.phrase.last) if tree.lemma[i] == c.noun), None)
        if about is None:
            return first
        first = max(c.head + 2, tree.left[about])
        stop = about
    else:
        stop = c.head
    counted = first
    for i in range(first, stop):
        if tree.tag[i] == "CD" or tree.lower[i] in lists["amounts"]:
            counted = i + 1
    while first < counted < stop and tree.lower[counted] in lists["after_amounts"]:
        counted += 1
    return counted


def is_people(c: Candidate) -> bool:
    """Whether a mention is of a nationality's people: "Americans", "two Iraqis"."""
    return c.kind == "nationality" and c.number == "p"


def owned_name(c: Candidate, name: str, country: str | None, kind: str, scene: Scene) -> str | None:
    """Return a description with its owner told: "World Food Programme employees" for "its three employees".

    ``name``, ``country`` and ``kind`` are the owner's; ``None`` comes back where the words need no such help.
    """
    tree = scene.tree
    mine = next((k for k in tree.kids[c.head] if tree.dep[k] == "poss" and k < c.head), None)
    if mine is None or tree.lower[mine] not in scene.words["possessive"]:
        return None
    if not name[:1].isupper() or name.lower() in scene.words.pronouns:
        return None
    first = max(_after_amount(c, scene), mine + 1)
    rest = tree.text[tree.begin[first] : tree.end[c.phrase.last - 1]]
    if kind == "person":
        return f"{name}'s {rest}"
    if country is not None and scene.knowledge.country_name(country) == name:
        return f"{scene.knowledge.adjective(country) or name} {rest}"
    return f"{name} {rest}"


def shared_name(c: Candidate, whose: Candidate, names: list[str], scene: Scene) -> str:
    """Return "foreign ministers of India and Nepal" for "the foreign ministers of both countries"."""
    tree = scene.tree
    if whose.phrase.first <= c.head:
        return own_name(c, scene)
    first = _after_amount(c, scene)
    if tree.lower[first] == "the" and first < c.head:
        first += 1
    return f"{tree.text[tree.begin[first] : tree.end[c.head]]} of {joined(names)}"


def joined(names: list[str]) -> str:
    """Return "A", "A and B" or "A, B and C", each name once."""
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} and {last}" if most else last
