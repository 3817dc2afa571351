"""From candidates to attributions: spans, decision, nesting, and quotations that go on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.reading.attribution import judge
from onrecord.reading.attribution.after_clause import after_clause, settled_by_clause
from onrecord.reading.attribution.asserting import names_a_charge
from onrecord.reading.attribution.candidate import Candidate, Range
from onrecord.reading.attribution.contrast import side_by_side
from onrecord.reading.attribution.echo import before_echo, echoed_noun
from onrecord.reading.attribution.features import features
from onrecord.reading.attribution.frames import candidates
from onrecord.reading.attribution.judge import judged
from onrecord.reading.attribution.lexicon import Lexicon
from onrecord.reading.attribution.model import log_odds
from onrecord.reading.attribution.phrases import whole
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotations import Spoken, tie_quotations
from onrecord.reading.attribution.quotes import Quotes, find_quotes
from onrecord.reading.attribution.spans import (
    after_dateline,
    cue_ranges,
    source_range,
    unquoted,
    whole_quotes,
    without,
)
from onrecord.reading.attribution.told_acts import is_told_act
from onrecord.reading.attribution.transcript import FRAMES, signatures, turns
from onrecord.reading.attribution.tree import Tree
from onrecord.reading.attribution.unclaimed import claiming, sure_alone
from onrecord.reading.encoder import Vectors
from onrecord.reading.lookups import Stretches

# An attribution inside another's content adds a link to the chain of sources; only a sure one is worth it.
_NESTED_ODDS = 0.99  # a little below what the language settles
_NESTED_FRAMES = (
    "clause",
    "clause-before",
    "parenthesis",
    "according",
    "quote-before",
    "quote-after",
    "noun-acl",
    "colon",
)
# Chosen on the development part: a little below even odds, since a missed source costs a report its claimant.
_TERRITORIAL = frozenset(("GPE", "LOC", "FAC", "NORP"))
_FIGURES = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"))
_NAME_END = 4  # tokens: a first name, a surname, a title
_CERTAIN_ODDS = 1.0
THRESHOLD = -0.4
_BEST = (1, 1)  # of what a quotation can go on from: a quotation of its own paragraph


def propose(tree: Tree, lexicon: Lexicon) -> tuple[list[Proposal], Quotes, Spoken]:
    """Return everything that could be an attribution, undecided, with the quotations of the text."""
    quotes = find_quotes(tree)
    spoken = tie_quotations(tree, quotes, lexicon)
    taken = {s.cue for s in spoken.speeches}
    found = [*spoken.speeches, *(c for c in candidates(tree, quotes, lexicon) if c.cue not in taken)]
    proposals = [_cut(tree, quotes, lexicon, c) for c in found]
    return [p for p in proposals if p.content], quotes, spoken


def _cut(tree: Tree, quotes: Quotes, lexicon: Lexicon, candidate: Candidate) -> Proposal:
    """The token ranges of a candidate, none overlapping another."""
    cue = cue_ranges(tree, candidate)
    source = []
    if candidate.source is not None:
        whole = source_range(tree, candidate.source, candidate.cue)
        source = _around(without([unquoted(quotes, whole, candidate.source)], cue), candidate.source)
    content = whole_quotes(quotes, after_dateline(tree, quotes, candidate.content), candidate.cue)
    content = before_echo(tree, quotes, lexicon, content)
    return Proposal(candidate, tuple(source), tuple(cue), tuple(without(content, [*cue, *source])))


def _around(ranges: list[Range], head: int) -> list[Range]:
    """Where the cue has cut a source in two, the piece with its head."""
    return [r for r in ranges if r[0] <= head < r[1]] or ranges[:1]


def weigh(
    tree: Tree, lexicon: Lexicon, weights: Mapping[str, float]
) -> tuple[list[Proposal], Quotes, Spoken]:
    """Return all proposals with the log odds that words and syntax give them, with the quotations of the text."""
    proposals, quotes, spoken = propose(tree, lexicon)
    scored = [
        replace(p, odds=log_odds(weights, features(tree, quotes, lexicon, p.candidate)))
        for p in proposals
        if not _is_deed(tree, lexicon, p.candidate) and not _is_date(tree, p.candidate)
    ]
    return scored, quotes, spoken


def decide(
    tree: Tree, lexicon: Lexicon, weights: Mapping[str, float], vectors: Vectors | None = None
) -> list[Proposal]:
    """Return the attributions of a text in the order of their cues. Without ``vectors`` rules alone decide."""
    scored, quotes, spoken = weigh(tree, lexicon, weights)
    threshold = THRESHOLD
    settled = [*turns(tree, quotes, lexicon), *signatures(tree, quotes)]
    scored = _beside(scored, settled)
    if vectors is not None:
        scored, threshold = _beside(judged(tree, quotes, vectors, scored), settled), judge.THRESHOLD
    sure = [
        replace(p, odds=max(p.odds, _CERTAIN_ODDS), alone=max(p.alone, _CERTAIN_ODDS))
        if _certain(tree, quotes, lexicon, p.candidate)
        else p
        for p in scored
    ]
    chosen = [*settled, *(p for p in sure if p.odds > threshold)]
    others = [p for p in sure if p.odds <= threshold]
    if vectors is not None:
        chosen += claiming(quotes, chosen, others, judge.UNCLAIMED)
        chosen += sure_alone(chosen, others, judge.SURE)
    inner = _not_among(others, chosen)
    chosen = _nested(tree, quotes, lexicon, side_by_side(tree, quotes, _one_a_cue(chosen)), inner)
    told = side_by_side(tree, quotes, [replace(p, content=p.version) if p.version else p for p in chosen])
    told = settled_by_clause(_outside(told), list(after_clause(tree, quotes, lexicon)))
    told = whole(tree, quotes, go_on(told, quotes, spoken))
    return sorted(told, key=lambda p: p.candidate.cue)


def _beside(proposals: Sequence[Proposal], settled: Sequence[Proposal]) -> list[Proposal]:
    """Proposals without those at the sign of a label or signature, their contents without its words."""
    if not settled:
        return list(proposals)
    signs = {p.candidate.cue for p in settled}
    labels = [r for p in settled for r in (*p.source, *p.cue)]
    kept = [
        replace(p, content=tuple(without(p.content, labels)), version=tuple(without(p.version, labels)))
        for p in proposals
        if not any(t in signs for a, b in p.cue for t in range(a, b))
    ]
    return [p for p in kept if p.content]


def _not_among(proposals: Sequence[Proposal], others: Sequence[Proposal]) -> list[Proposal]:
    """The proposals that are none of the others; only those at one cue are compared."""
    at: dict[int, list[Proposal]] = {}
    for other in others:
        at.setdefault(other.candidate.cue, []).append(other)
    return [p for p in proposals if p not in at.get(p.candidate.cue, ())]


def _outside(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Take "according to Z" out of the content of "X said Y, according to Z": it covers "X said" and stands around."""
    around = [p for p in proposals if p.candidate.frame == "according"]
    places = Stretches(
        (min(p.content)[0], max(b for _, b in p.content)) if p.content else None for p in around
    )
    out = []
    for proposal in proposals:
        cue = proposal.candidate.cue
        for other in (around[n] for n in places.near(cue)):
            if other is not proposal and any(a <= cue < b for a, b in other.content):
                content = tuple(without(proposal.content, [*other.cue, *other.source]))
                proposal = replace(proposal, content=content or proposal.content)  # noqa: PLW2901
        out.append(proposal)
    return out


def _is_headline(tree: Tree, candidate: Candidate) -> bool:
    """Whether a name, a colon and a finite clause without a full stop make up a title: "Trump: We will stay"."""
    begin, end = candidate.content[0]
    named = (
        candidate.source is not None and tree.pos[candidate.source] == "PROPN" and candidate.cue < _NAME_END
    )
    finite = any(tree.tag[t] in ("VBZ", "VBP", "VBD", "MD") for t in range(begin, end))
    return named and finite and tree.lower[end - 1] != "."


def _is_date(tree: Tree, candidate: Candidate) -> bool:
    """Whether what stands before a colon is a date or a figure: "Jan. 8: the army said ..."."""
    source = candidate.source
    return candidate.frame.startswith("colon") and source is not None and tree.entity[source] in _FIGURES


def _is_deed(tree: Tree, lexicon: Lexicon, candidate: Candidate) -> bool:
    """Whether "attacked" and the like are meant with weapons: done by or to a country, a place or an army."""
    if tree.lemma[candidate.cue] not in lexicon.physical or not candidate.frame.startswith(
        ("object", "passive")
    ):
        return False
    target = tree.child(candidate.cue, "dobj", "nsubjpass")
    parties = [t for t in (candidate.source, target) if t is not None]
    return any(tree.entity[t] in _TERRITORIAL for t in parties)


def _certain(tree: Tree, quotes: Quotes, lexicon: Lexicon, candidate: Candidate) -> bool:
    """What the language settles and a corpus of election news seldom shows: "allegedly", "denied involvement",
    "was accused of"."""
    frame, cue = candidate.frame, candidate.cue
    if frame in ("adverb", "dash", "colon-quote"):
        return True
    if frame == "according":
        return tree.lower[cue] == "according" or (
            candidate.source is not None and tree.lemma[candidate.source] in lexicon.agreed
        )
    if frame == "colon":
        return quotes.paragraph_of[cue] == 0 and _is_headline(tree, candidate)
    if frame == "clause" and tree.tag[cue] == "VBD" and tree.lemma[cue] == "say" and tree.dep[cue] == "ROOT":
        return candidate.source is not None and candidate.source < cue < candidate.content[0][0]
    if echoed_noun(tree, lexicon, candidate) is not None:
        return True
    if tree.lemma[cue] == "accuse":
        return names_a_charge(tree, candidate)
    if frame == "infinitive" and tree.lemma[cue] in lexicon.facing:
        done = tree.child(cue, "xcomp")  # "denied shooting the boy", "denies having shot him"
        return done is not None and any(tree.tag[t] == "VBG" for t in (done, *tree.kids[done]))
    return frame == "object" and _settled_object(tree, lexicon, cue)


def _settled_object(tree: Tree, lexicon: Lexicon, cue: int) -> bool:
    """Whether a verb has as its object what one answers for, or what happened: "denied a role", "confirmed the arrest"."""
    target, verb = tree.child(cue, "dobj"), tree.lemma[cue]
    if target is None or tree.child(cue, "dative") is not None:  # "denied the lawyers a meeting"
        return False
    if verb in lexicon.facing and tree.lemma[target] in lexicon.events:
        return True
    return verb in lexicon.nominal and tree.lemma[target] in lexicon.nominal_objects


def _one_a_cue(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Where two attributions share a cue word, the likelier one."""
    taken: set[int] = set()
    kept = []
    for proposal in sorted(proposals, key=lambda p: (-p.odds, p.candidate.cue)):
        words = {t for a, b in proposal.cue for t in range(a, b)}
        if not words & taken:
            taken |= words
            kept.append(proposal)
    return kept


def _nested(
    tree: Tree, quotes: Quotes, lexicon: Lexicon, proposals: Sequence[Proposal], inner: Sequence[Proposal]
) -> list[Proposal]:
    """Drop attributions inside another's content unless they name a source of their own.

    ``inner``: proposals that are kept only there. What the corpus has is outermost, so that a decision with the others in
    view leaves out what is nested; by itself it may be sure.
    """
    depth = [0] * (len(tree) + 1)
    for proposal in proposals:
        for begin, end in proposal.content:
            depth[begin] += 1
            depth[end] -= 1
    for i in range(1, len(depth)):
        depth[i] += depth[i - 1]

    def inside(p: Proposal) -> bool:
        return depth[p.candidate.cue] > 0 or quotes.of_token[p.candidate.cue] >= 0

    outer = [p for p in proposals if not inside(p) or p.candidate.frame in FRAMES or _adds_a_source(tree, p)]
    surely = [p for p in inner if inside(p) and p.alone > _NESTED_ODDS and _adds_a_source(tree, p)]
    cues = {p.candidate.cue for p in outer}
    acts = [p for p in (*proposals, *inner) if inside(p) and is_told_act(tree, lexicon, p, cues)]
    return _one_a_cue([*outer, *surely, *acts])


def _adds_a_source(tree: Tree, proposal: Proposal) -> bool:
    source = proposal.candidate.source
    return (
        max(proposal.odds, proposal.alone) > _NESTED_ODDS
        and proposal.candidate.frame in _NESTED_FRAMES
        and source is not None
        and tree.pos[source] in ("NOUN", "PROPN")
    )


def go_on(proposals: Sequence[Proposal], quotes: Quotes, spoken: Spoken) -> list[Proposal]:
    """Give quotations without a reporting verb to whoever spoke last, in this paragraph or the one before."""
    pieces = (quotes.quotes[n] for group in spoken.over_paragraphs for n in group)
    gone_on = frozenset((quote.start, quote.end) for quote in pieces)
    out = sorted((_over_paragraphs(p, gone_on) for p in proposals), key=lambda p: p.candidate.cue)
    covered = {t for p in out for a, b in p.content for t in range(a, b)}
    for number in spoken.loose:
        quote = quotes.quotes[number]
        if quote.start in covered:
            continue
        speaker = _last_speaker(out, quotes, quote.start, quote.paragraph)
        if speaker is not None:
            longer = tuple(sorted((*out[speaker].content, (quote.start, quote.end))))
            out[speaker] = replace(out[speaker], content=longer)
    return out


def _over_paragraphs(proposal: Proposal, gone_on: frozenset[Range]) -> Proposal:
    """A speech with all its paragraphs, whichever of them the content that was chosen has.

    ``gone_on``: the quotations that are one with others, over paragraphs.
    """
    if not proposal.candidate.frame.startswith("quote"):
        return proposal
    whole = sorted(gone_on.intersection(proposal.candidate.content))
    if not whole:
        return proposal
    return replace(proposal, content=tuple(sorted((*without(proposal.content, whole), *whole))))


def _last_speaker(proposals: Sequence[Proposal], quotes: Quotes, start: int, paragraph: int) -> int | None:
    """Index of the last attribution before a quotation that its words can go on from."""
    best, rank = None, (-1, -1)
    for i in range(bisect_left(proposals, start, key=lambda p: p.candidate.cue) - 1, -1, -1):
        proposal = proposals[i]
        distance = paragraph - _paragraph_of(proposal, quotes, start)
        if distance > 1 or (distance == 1 and start > quotes.paragraphs[paragraph][0]):
            break  # only a quotation that opens its paragraph goes on from the one before
        here = (1 - distance, int(proposal.candidate.frame.startswith("quote")))
        if here > rank:
            best, rank = i, here
        if rank == _BEST:
            break
    return best


def _paragraph_of(proposal: Proposal, quotes: Quotes, start: int) -> int:
    """The last paragraph before ``start`` that a speech has come to: that of its cue or of its last quotation."""
    cue = quotes.paragraph_of[proposal.candidate.cue]
    if not proposal.candidate.frame.startswith("quote"):
        return cue
    spoken = (b for _, b in proposal.content if b <= start and quotes.of_token[b - 1] >= 0)
    return max(cue, max((quotes.paragraph_of[b - 1] for b in spoken), default=cue))
