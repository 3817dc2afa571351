"""Whether an expression is one: "May" the month or the verb, "2000" the year or the number."""

from __future__ import annotations

from spacy.tokens import Span, Token

from onrecord.reading.timex.find import Found
from onrecord.reading.timex.lexicon import word_list
from onrecord.reading.timex.scan import Tokens

_NAMES = {"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "GPE"}


def _year(item: Found, tokens: Tokens, span: Span) -> bool:
    """A bare number is a year after a preposition or where spaCy says so, and never before what it would count."""
    year = item.sense.year or 0
    before, after = tokens.lower(item.last - 2), tokens.lower(item.last)
    if before in word_list("no_year_before") or after in ("%", "percent", "pounds", "dollars"):
        return False
    early = span.root.dep_ == "pobj" and before in ("in", "since", "until", "till", "by")
    if not (1000 if early else 1500) <= year <= 2100:
        return False
    doc = span.doc
    if span.end < len(doc):
        following = doc[span.end]
        if following.tag_ == "NNS" and following.head.i != span.root.head.i and span.root.dep_ == "nummod":
            return False
    if before in word_list("year_before"):
        return span.root.dep_ != "nummod" or span.root.ent_type_ == "DATE"
    return span.root.ent_type_ == "DATE" or item.first == 0


def _month(item: Found, tokens: Tokens, span: Span) -> bool:
    """A bare "May", "March" or "April" must not be a verb, a march or a person."""
    root = span.root
    if root.ent_type_ == "PERSON" or root.pos_ in ("VERB", "AUX"):
        return False
    if tokens.lower(item.last) in word_list("march_after") and tokens.lower(item.first - 1) == "the":
        return False  # "the March on Rome"
    if tokens.lower(item.first) in ("may", "march"):
        return tokens.lower(item.first - 1) in word_list("month_before") or root.ent_type_ == "DATE"
    return True


def _in_name(span: Span) -> bool:
    """ "The Sunday Times", "the Good Friday Agreement": a weekday with more of a name behind it."""
    doc, last = span.doc, span[-1]
    if (last.ent_type_ not in _NAMES and last.ent_type_ != "LAW") or span.end >= len(doc):
        return False
    following = doc[span.end]
    return following.ent_iob_ == "I" and following.text[:1].isupper()


_FINISH = {"'", "\u2019", "'s", "\u2019s"}


def _proper(item: Found, tokens: Tokens) -> bool:
    """ "The Six-Day War", "the October Revolution", "Bloody Sunday": a time word in the name of something else."""
    last = tokens.words[item.last - 1]
    if not last[0].isupper() or any(c.isdigit() for c in last):
        return False
    at = item.last + (tokens.lower(item.last) in _FINISH)
    following = tokens.words[at] if at < len(tokens.words) else ""
    if following[:1].isupper() and following.lower() in word_list("name_after"):
        return True
    before = tokens.words[item.last - 2] if item.last >= 2 else ""
    return before[:1].isupper() and before.lower() in word_list("name_before")


def _is_told_of(root: Token) -> bool:
    """ "The day the deal takes effect", "the week when it began": whatever day that is, no day told before."""
    return any(c.dep_ == "relcl" and c.i > root.i for c in root.children)


def holds(item: Found, tokens: Tokens, span: Span) -> bool:
    """Return whether the expression is one in this sentence."""
    s = item.sense
    if not s.year and _proper(item, tokens):
        return False
    named = span.root.ent_type_ in _NAMES and tokens.words[item.last - 1][0].isupper()
    if (
        named
        and (s.unit or s.value or s.season)
        and item.last - item.first <= 2
        and not span.root.is_sent_start
    ):
        return False  # "USA Today", "This Week", "60 Minutes"
    if s.weekday and not s.month and _in_name(span):
        return False
    if tokens.words[item.first].isupper() and tokens.lower(item.first - 1) == "usa":
        return False  # the newspaper
    if s.season and span.root.pos_ == "VERB":
        return False
    if s.unit and s.count == s.hint == 0 and tokens.lower(item.first) == "the" and _is_told_of(span.root):
        return False
    if s.unit == "D" and s.count == s.hint == 0 and span.root.dep_ in ("dobj", "attr", "npadvmod"):
        return False  # "remembers the day", "won the day"
    only_year = s.year and not (s.month or s.quarter or s.season or s.half or s.holiday or s.part or s.clock)
    if (
        only_year
        and (s.year or 0) > 0
        and tokens.words[item.last - 1].isdigit()
        and tokens.lower(item.last - 2) not in ("year", "fiscal", "fy", "ad")
    ):
        return _year(item, tokens, span)
    if s.month and not (s.year or s.day) and item.last - item.first == 1:
        return _month(item, tokens, span)
    return True
