"""The participant behind a source's words: its mention, or the issuer of a document."""

from __future__ import annotations

import msgspec

from onrecord.model import Participant
from onrecord.reading.attribution.candidate import Range
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.sources import subject_of
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.layers import Reading

_LOOK_BACK = 400  # tokens in which "the statement" is the one named before
_ARTICLES = frozenset(("a", "an", "the"))
_SPEAKS_FOR = frozenset(("for", "to", "of", "from", "in", "at", "with"))
_TELLING = ("amod", "acl", "prep", "relcl", "acomp", "advcl")
_LONGEST = 14  # tokens of a description
_OWNERS = ("poss", "compound", "amod", "nmod")


def speaker_of(reading: Reading, tree: Tree, lexicon: Lexicon, source: int, span: Range) -> Participant:
    """Return who speaks where ``source`` is the head token of the source and ``span`` its token range.

    A person's document is the person's word ("a tweet by the senator"); a body's document has the body's country
    and sector and a name of its own: "NATO readout". Who speaks for somebody has the country and sector of that
    one: "a spokesman for the ministry".
    """
    node = reading.mention_of(source)
    if node is None:
        begin, end = tree.begin[span[0]], tree.end[span[1] - 1]
        text = tree.text[begin:end]
        speaker = Participant(text=text, start=begin, end=end, name=_bare(text))
    else:
        speaker = node.participant
    if tree.lemma[source] in lexicon.documents and tree.pos[source] != "PROPN":
        return _document(reading, tree, lexicon, source, speaker)
    unknown = speaker.country is None and speaker.id is None
    if tree.lemma[source] in lexicon.spokespersons and (unknown or speaker.sector is None):
        return _described(tree, lexicon, source, span, _for_another(reading, tree, lexicon, source, speaker))
    issuer = issuer_of(reading, tree, lexicon, source) if unknown else None
    speaker = _described(tree, lexicon, source, span, speaker)
    if issuer is None:
        return speaker
    return msgspec.structs.replace(
        speaker, id=issuer.id, country=issuer.country, sector=issuer.sector or speaker.sector
    )


def _described(tree: Tree, lexicon: Lexicon, source: int, span: Range, who: Participant) -> Participant:
    """Somebody unnamed by all that is said of them: "source familiar with the talks", not just "source"."""
    unnamed = tree.pos[source] == "NOUN" and who.id is None and tree.lemma[source] in lexicon.described
    if not unnamed or who.name.casefold() != who.text.casefold() or not span[0] <= source < span[1]:
        return who
    end = source + 1
    for kid in tree.kids[source]:
        if kid > source and tree.left[kid] == end and tree.dep[kid] in _TELLING and tree.right[kid] < span[1]:
            end = tree.right[kid] + 1
    if not 0 < end - source - 1 <= _LONGEST or "," in tree.lower[source:end]:
        return who
    return msgspec.structs.replace(who, name=_bare(tree.text[who.start : tree.end[end - 1]]))


def _bare(text: str) -> str:
    """A description without its article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else text


def _document(
    reading: Reading, tree: Tree, lexicon: Lexicon, source: int, speaker: Participant
) -> Participant:
    """A document as a source: its author if that is a person, else named and owned by its issuer."""
    kind = tree.lower[source]
    for kid in reversed(tree.kids[source]):  # "court filing", but not whose it is or what it is like
        if tree.dep[kid] == "compound" and kid < source and _known(reading, kid) is None:
            kind = f"{tree.lower[kid]} {kind}"
    issuer = issuer_of(reading, tree, lexicon, source)
    if issuer is None:
        name = _bare(speaker.name) if speaker.id is None else speaker.name
        return msgspec.structs.replace(speaker, name=name, role=speaker.role or kind)
    if _is_person(reading, issuer):
        return msgspec.structs.replace(issuer, text=speaker.text, start=speaker.start, end=speaker.end)
    return msgspec.structs.replace(
        speaker,
        name=f"{issuer.name} {kind}" if issuer.id else f"{kind} by {_bare(issuer.name)}",
        id=issuer.id,
        country=issuer.country,
        sector=issuer.sector,
        role=kind,
    )


def _is_person(reading: Reading, who: Participant) -> bool:
    return (who.start, who.end) in reading.persons


def _for_another(
    reading: Reading, tree: Tree, lexicon: Lexicon, source: int, speaker: Participant
) -> Participant:
    """A spokesman, an aide, an office: of the country of the one spoken for, and of the same sector if in office."""
    owner, phrase = _spoken_for(reading, tree, source)
    if owner is None:
        return speaker
    noun = tree.lower[source]
    official = tree.lemma[source] in lexicon.offices or not _is_person(reading, owner)
    name = f"{owner.name}'s {noun}" if phrase is None else f"{noun} {phrase}"
    named = tree.pos[source] == "PROPN" or speaker.id is not None
    return msgspec.structs.replace(
        speaker,
        name=speaker.name if named else name,
        country=speaker.country or owner.country,
        sector=(owner.sector if official else None) or speaker.sector,
        role=speaker.role or tree.lemma[source],
    )


def _spoken_for(reading: Reading, tree: Tree, noun: int) -> tuple[Participant | None, str | None]:
    """Whom an aide, a spokesman or an office speaks for, and the phrase after the noun that says so."""
    for kid in tree.kids[noun]:
        phrase = None
        token: int | None = kid
        if tree.dep[kid] == "prep" and kid > noun and tree.lower[kid] in _SPEAKS_FOR:
            token = tree.child(kid, "pobj")
            if token is not None:
                phrase = tree.text[tree.begin[kid] : tree.end[token]]
        elif tree.dep[kid] != "poss":
            continue
        node = None if token is None else reading.mention_of(token)
        if node is not None:
            return node.participant, phrase
    return None, None


def issuer_of(reading: Reading, tree: Tree, lexicon: Lexicon, source: int) -> Participant | None:
    """Return who stands behind a document or a spokesman: its owner, its by-, from-, for- or of-phrase, or, for a
    document named again, the one who issued it before."""
    found = _named_issuer(reading, tree, lexicon, source)
    if found is not None or tree.lemma[source] not in lexicon.documents or _has_owner(tree, source):
        return found
    lemma = tree.lemma[source]
    for token in range(source - 1, max(-1, source - _LOOK_BACK), -1):
        if tree.lemma[token] != lemma or tree.pos[token] != "NOUN":
            continue
        found = _named_issuer(reading, tree, lexicon, token) or _sayer(reading, tree, token)
        if found is not None:
            return found
    return None


def _has_owner(tree: Tree, noun: int) -> bool:
    """Whether a document names whose it is, be it somebody unknown: it is not the one named before."""
    return any(
        tree.dep[k] == "poss" or (tree.dep[k] == "prep" and tree.lower[k] in ("by", "from", "of"))
        for k in tree.kids[noun]
    )


def _named_issuer(reading: Reading, tree: Tree, lexicon: Lexicon, noun: int) -> Participant | None:
    for kid in tree.kids[noun]:
        if tree.dep[kid] in _OWNERS:
            token: int | None = kid
        elif tree.dep[kid] in ("prep", "agent") and tree.lower[kid] in (
            "by",
            "from",
            "for",
            "of",
            "at",
            "with",
        ):
            token = tree.child(kid, "pobj")
        elif tree.dep[kid] == "acl":
            if tree.lemma[kid] in lexicon.seen:
                continue  # "documents seen by the agency": of somebody else
            agent = tree.child(kid, "agent", "prep")
            token = None if agent is None or tree.lower[agent] != "by" else tree.child(agent, "pobj")
        else:
            continue
        known = None if token is None else _known(reading, token)
        if known is not None:
            return known
    return None


def _sayer(reading: Reading, tree: Tree, noun: int) -> Participant | None:
    """Who said something "in a statement"."""
    prep = tree.head[noun]
    if tree.dep[noun] != "pobj" or tree.lower[prep] not in ("in", "via", "through"):
        return None
    subject, _ = subject_of(tree, tree.head[prep])
    return None if subject is None else _known(reading, subject)


def _known(reading: Reading, token: int) -> Participant | None:
    """The participant of a mention with a country, an identity or a sector; others tell nothing of the issuer."""
    node = reading.mention_of(token)
    if node is None:
        return None
    who = node.participant
    return None if who.country is None and who.id is None and who.sector is None else who
