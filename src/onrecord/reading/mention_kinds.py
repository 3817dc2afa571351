"""What each mention is by itself: its kind, number and gender, and who the knowledge base takes it for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from onrecord.knowledge.knowledge import Knowledge
from onrecord.knowledge.records import Resolution, RoleNoun
from onrecord.model import MentionKind
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.mention_spans import Phrase
from onrecord.reading.mention_words import Gender, MentionWords, Number, Pronoun

PERSONAL = frozenset({"person", "role"})
AGENTS = frozenset({"organization", "government", "armed-group", "country"})
_LABELS: dict[str, MentionKind] = {
    "PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "NORP": "nationality", "FAC": "facility",
    "EVENT": "event", "PRODUCT": "product", "WORK_OF_ART": "document", "LAW": "document",
}  # fmt: skip
_PARTITIVE_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention before coreference. ``order`` is its place among all; tokens as in ``Phrase``."""

    order: int
    phrase: Phrase
    text: str
    kind: MentionKind
    sure: float
    """How far the kind can be trusted: 3 by knowledge or title, 1 by spaCy alone."""
    number: Number
    gender: Gender
    core: tuple[str, ...] = ()
    """Words of the name, without title, lower case."""
    noun: str = ""
    """Lemma of what the phrase is about: "protester" for "dozens of protesters"."""
    role: str = ""
    """Role noun with what belongs to it: "secretary general"."""
    definite: bool = False
    indefinite: bool = False
    pronoun: Pronoun | None = None
    known: Resolution | None = None
    described: Resolution | None = None
    """What title and modifiers say, with the name left out: "Iranian Foreign Minister"."""

    @property
    def head(self) -> int:
        """Index of the head token."""
        return self.phrase.head


class Describer:
    """Describes the phrases of one document."""

    def __init__(
        self, tree: Tree, texts: list[str], words: MentionWords, knowledge: Knowledge, on: dt.date | None
    ) -> None:
        self._tree, self._texts, self._words = tree, texts, words
        self._knowledge, self._on = knowledge, on

    def describe(self, order: int, phrase: Phrase) -> Candidate:
        """Return the phrase as a candidate."""
        if phrase.form == "pronoun":
            return self._pronoun(order, phrase)
        if phrase.form == "nominal":
            return self._nominal(order, phrase)
        if self._is_office(phrase):
            return self._nominal(order, replace(phrase, form="nominal"))
        return self._name(order, phrase)

    def _is_office(self, phrase: Phrase) -> bool:
        """Whether a phrase in capitals is an office and no name: "the Secretary General"."""
        tree, first = self._tree, phrase.first
        if phrase.last - first < 3 or tree.lower[first] != "the":
            return False
        role = self._knowledge.role(self._text(first + 1, phrase.last))
        return role is not None and role.is_person

    def _text(self, first: int, last: int) -> str:
        return self._tree.text[self._tree.begin[first] : self._tree.end[last - 1]]

    def _pronoun(self, order: int, phrase: Phrase) -> Candidate:
        word = self._words.pronouns[self._tree.lower[phrase.head]]
        person = word.person in "12" or word.gender in "mfp"
        kind: MentionKind = (
            "person" if person and word.number != "p" else "group" if word.number == "p" else "other"
        )
        return Candidate(
            order=order, phrase=phrase, text=self._texts[phrase.head], kind=kind, sure=0.0, number=word.number,
            gender=word.gender, pronoun=word,
        )  # fmt: skip

    def _nominal(self, order: int, phrase: Phrase) -> Candidate:
        tree, lists = self._tree, self._words
        text = self._text(phrase.first, phrase.last)
        about = self._about(phrase.head)
        noun = tree.lemma[about]
        known = self._knowledge.resolve(text, self._on)
        if about != phrase.head and (known is None or known.role is None or known.role in lists["partitive"]):
            known = (
                self._knowledge.resolve(self._text(max(tree.left[about], phrase.first), about + 1), self._on)
                or known
            )
        if known is not None and known.kind in ("country", "nationality", "place") and self._borrowed(about):
            known = None
        if (
            about != phrase.head
            and known is not None
            and known.kind == "nationality"
            and known.id is not None
        ):
            known = replace(known, name=None, id=None, sector="CVL", kind="group")  # "thousands of Iranians"
        kind, sure = self._nominal_kind(about, known)
        role = known.role if known is not None and known.role else ""
        if not role and kind in ("other", "group", "person"):
            noun_role = self._role(phrase, about)
            if noun_role is not None:
                role = noun_role.noun
                if noun_role.is_person and kind != "person":
                    kind, sure = ("group" if noun_role.plural else "role"), 2.0
        plural = (
            tree.tag[phrase.head] in ("NNS", "NNPS") or about != phrase.head or tree.tag[phrase.head] == "CD"
        )
        if about != phrase.head and tree.lower[phrase.head] in (
            "one",
            "group",
            "member",
            "team",
            "body",
            "part",
            "each",
        ):
            plural = False
        opening = tree.lower[phrase.first]
        return Candidate(
            order=order, phrase=phrase, text=text, kind=kind, sure=sure, number="p" if plural or noun in ("people", "police") else "s",
            gender=self._noun_gender(phrase, about, kind), noun=noun, role=role.lower(),
            definite=opening in lists["definite"] or self._owned(phrase), indefinite=opening in lists["indefinite"],
            known=known, described=known,
        )  # fmt: skip

    def _role(self, phrase: Phrase, about: int) -> RoleNoun | None:
        """The longest role noun that ends with the head: "secretary-general", "chief of staff" by its head alone."""
        last = (
            phrase.last
            if about == phrase.head and phrase.last - about <= 3 and "-" in self._texts[about : phrase.last]
            else about + 1
        )
        first = about - 2 if about and self._texts[about - 1] == "-" else about
        for start in (max(phrase.first, first - 1), max(phrase.first, first)):
            found = self._knowledge.role(self._text(start, last))
            if found is not None:
                return found
        return None

    def _owned(self, phrase: Phrase) -> bool:
        return any(self._tree.dep[k] == "poss" for k in self._tree.kids[phrase.head])

    def _borrowed(self, about: int) -> bool:
        """Whether the phrase's own head is a common noun that the knowledge base does not know: "Iran deal"."""
        return self._tree.pos[about] == "NOUN"

    def _about(self, head: int) -> int:
        """The noun that a phrase is about: after "of" where the head only counts or parts it."""
        tree = self._tree
        about = head
        for _ in range(_PARTITIVE_DEPTH):
            if tree.lower[about] not in self._words["partitive"] and tree.tag[about] != "CD":
                break
            of = next((k for k in tree.kids[about] if tree.lower[k] == "of" and tree.dep[k] == "prep"), None)
            inner = (
                next((k for k in tree.kids[of] if tree.dep[k] == "pobj"), None) if of is not None else None
            )
            if inner is None or (
                tree.lower[about] in ("group", "member", "part", "team", "body")
                and tree.pos[inner] == "PROPN"
            ):
                break
            about = inner
        return about

    def _nominal_kind(self, about: int, known: Resolution | None) -> tuple[MentionKind, float]:
        tree = self._tree
        noun = tree.lemma[about]
        mine = self._words.kinds.get(noun)
        bare = known is not None and known.id is None and known.role is None and mine is not None
        if (
            known is not None
            and known.kind is not None
            and known.kind not in ("country", "nationality")
            and not bare
        ):
            kind = known.kind
            if kind in ("group", "role") and mine == "armed-group":
                kind = (
                    "armed-group"
                    if tree.tag[about] in ("NN", "NNP")
                    and noun not in ("soldier", "fighter", "militant", "gunman")
                    else "group"
                )
            if kind == "role" and tree.tag[about] in ("NNS", "NNPS"):
                kind = "group"
            if (mine in ("government", "product", "place") and kind in ("organization", "group")) or (
                mine == "product" and kind == "facility"
            ):
                kind = mine or kind
            return kind, 2.0
        if mine == "person":
            return (
                "group"
                if tree.tag[about] in ("NNS", "NNPS") or noun in ("people", "couple", "pair", "duo")
                else "person"
            ), 2.0
        if mine is not None:
            return ("group" if mine == "armed-group" else mine), 1.5
        if tree.tag[about] in ("JJ", "VBN", "CD"):
            return "group", 1.0
        return "other", 0.5

    def _noun_gender(self, phrase: Phrase, about: int, kind: MentionKind) -> Gender:
        noun = self._tree.lemma[about]
        if noun in self._words["male_nouns"]:
            return "m"
        if noun in self._words["female_nouns"]:
            return "f"
        first = self._tree.lower[phrase.first].rstrip(".")
        if first in self._words["honorifics_female"]:
            return "f"
        return "p" if kind in PERSONAL or kind == "group" else "n"

    def _name(self, order: int, phrase: Phrase) -> Candidate:
        core = self._core(phrase)
        text = self._text(phrase.first, phrase.last)
        match = phrase.name.match if phrase.name is not None else None
        words = tuple(self._tree.lower[i] for i in core)
        honorific = self._honorific(phrase, core)
        given = self._words.given.get(words[0]) if words else None
        whole = self._knowledge.resolve(text, self._on) if phrase.last - phrase.first > 1 else None
        known = match.resolution if match is not None else None
        if (
            known is None
            and whole is not None
            and (whole.id is not None or whole.kind not in ("country", "nationality"))
        ) or (known is not None and whole is not None and whole.id == known.id):
            known = whole
        if (
            known is not None
            and known.kind in ("country", "place", "nationality", "person")
            and known.id is not None
            and given
            and len(words) > 1
            and match is None
        ):
            known = None  # "Jim Jordan" is no country, nor "Omar Hadi" a president Hadi
        kind, sure = self._name_kind(phrase, words, known, honorific is not None, given is not None)
        plural = self._tree.tag[phrase.head] == "NNPS" and kind == "nationality"
        return Candidate(
            order=order, phrase=phrase, text=text, kind=kind, sure=sure, number="p" if plural else "s",
            gender=self._name_gender(kind, honorific, given, known), core=words, noun=self._tree.lower[phrase.head],
            definite=True, indefinite=plural and self._counted(phrase), known=known, described=self._titles(phrase, core),
        )  # fmt: skip

    def _counted(self, phrase: Phrase) -> bool:
        """Whether a number or "no", "some", "more" stands in the phrase before its head: not all people of that name."""
        tree, lists = self._tree, self._words
        return any(
            tree.tag[i] == "CD" or tree.lower[i] in lists["indefinite"]
            for i in range(phrase.first, phrase.head)
        )

    def _core(self, phrase: Phrase) -> list[int]:
        """Tokens of the name itself: no title, no article, no modifier in front."""
        tree, texts = self._tree, self._texts
        name = phrase.name
        if name is not None:
            first, last = name.first, name.last
        else:
            first = last = phrase.head
            while (
                first > phrase.first
                and tree.pos[first - 1] in ("PROPN", "NOUN")
                and texts[first - 1][:1].isupper()
            ):
                first -= 1
            last = phrase.head + 1
        tokens = list(range(first, last))
        addressed = tree.lower[first].rstrip(".") in self._words["forms_of_address"]
        person = name is None or name.label in ("PERSON", "") or addressed
        while (
            len(tokens) > 1 and person and self._is_title(tokens[0]) and (name is None or name.match is None)
        ):
            tokens = tokens[1:]
        return tokens

    def _is_title(self, i: int) -> bool:
        word = self._tree.lower[i].rstrip(".")
        lists = self._words
        return word in lists["honorifics"] or word in lists["honorifics_male"] or word in lists["honorifics_female"] or (
            self._tree.lower[i] not in lists.given and self._knowledge.role(self._texts[i]) is not None
        )  # fmt: skip

    def _honorific(self, phrase: Phrase, core: list[int]) -> str | None:
        """The title in front of a person's name."""
        for i in range(min(core) - 1, max(phrase.first, min(core) - 4) - 1, -1) if core else ():
            word = self._tree.lower[i].rstrip(".")
            if (
                word in self._words["honorifics_male"]
                or word in self._words["honorifics_female"]
                or word in self._words["honorifics"]
            ):
                return word
            role = self._knowledge.role(self._texts[i])
            if role is not None and role.is_person and not role.plural:
                return word
            if self._texts[i] != "-" and self._tree.dep[i] not in ("compound", "nmod"):
                return None
        return None

    def _name_kind(
        self, phrase: Phrase, words: tuple[str, ...], known: Resolution | None, titled: bool, given: bool
    ) -> tuple[MentionKind, float]:
        label = phrase.name.label if phrase.name is not None else ""
        last = words[-1] if words else ""
        if known is not None and known.kind == "person":
            return "person", 3.0
        if titled and last not in self._words["organization_names"] and label not in ("NORP",):
            return "person", 3.0
        if (
            known is not None
            and known.kind is not None
            and (known.id is not None or known.kind not in ("role", "group"))
        ):
            return known.kind, 3.0
        if last in self._words["organization_names"] and len(words) > 1 and label != "PERSON":
            return "organization", 2.0
        if given and len(words) in (2, 3) and label in ("PERSON", ""):
            return "person", 2.5
        if known is not None and known.kind in ("role", "group") and label in ("", "NORP"):
            return known.kind, 1.5
        if label:
            return _LABELS[label], (1.5 if label == "PERSON" and len(words) > 1 else 1.0)
        return self._words.kinds.get(self._tree.lemma[phrase.head], "other"), 0.3

    def _name_gender(
        self, kind: MentionKind, honorific: str | None, given: Gender | None, known: Resolution | None
    ) -> Gender:
        if kind != "person":
            return "p" if kind in ("nationality", "group", "role") else "n"
        if honorific in self._words["honorifics_male"]:
            return "m"
        if honorific in self._words["honorifics_female"]:
            return "f"
        if known is not None and known.name:
            given = self._words.given.get(known.name.split()[0].lower(), given)
        return given or "p"

    def _titles(self, phrase: Phrase, core: list[int]) -> Resolution | None:
        """What stands before the name: "Iranian Foreign Minister"."""
        if not core or core[0] <= phrase.first:
            return None
        return self._knowledge.resolve(self._text(phrase.first, core[0]), self._on)
