"""Expressions in a text: the grammar's matches, built, joined with their neighbours and given their modifiers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.reading.timex.build import BUILDERS
from onrecord.reading.timex.fiscal import fiscal_end
from onrecord.reading.timex.lexicon import Lexicon, word_list
from onrecord.reading.timex.parts import Parts
from onrecord.reading.timex.scan import Match, Tokens, candidates
from onrecord.reading.timex.sense import Sense, joined

_LINKS = {
    (), (",",), ("on",), ("of",), ("in",), ("of", "the"), ("'s",), ("\u2019s",), (",", "on"), ("at",), ("local", "time"),
    ("local", "time", "on"), ("at", "about"), ("at", "around"), ("the",), ("(",), ("in", "the"), ("-",), ("for",),
}  # fmt: skip
_DATE_LINKS = {(), (",",), ("of",), ("in",), ("of", "the"), ("'s",), ("\u2019s",), ("-",), ("for",)}
_LIST = {"and", "or", "to", "-", "\u2013", "through", "until"}


@dataclass(frozen=True, slots=True)
class Found:
    """An undated expression and its token range."""

    first: int
    last: int
    sense: Sense


_FISCAL = {"fiscal", "financial", "fy"}


def _phrase(match: Match, tokens: Tokens, lexicon: Lexicon) -> Sense | None:
    words = tokens.words[match.first : match.last]
    key = tuple(w.lower().replace("\u2019", "'") for w in words)
    if key in lexicon.holidays:
        rule, before = lexicon.holidays[key], tokens.lower(match.first - 1)
        hint = {"last": -1, "next": 1}.get(before)
        return Sense("DATE", holiday=rule, hint=hint) if words[0][0].isupper() else None
    kind, value = lexicon.fixed[key]
    return Sense("DURATION" if kind == "DURATION" else "DATE", value)


def _built(tokens: Tokens, lexicon: Lexicon) -> list[Found]:
    found: list[Found] = []
    for run in candidates(tokens, lexicon):
        free = -1
        for match in run:
            if match.first < free:
                continue
            if match.kind == "phrase":
                sense = _phrase(match, tokens, lexicon)
            else:
                sense = (
                    BUILDERS[match.kind](Parts(match, tokens, lexicon)) if match.kind in BUILDERS else None
                )
            if sense is not None and sense.type == "DATE":
                said = {w.lower() for w in tokens.words[match.first : match.last]}
                if said & _FISCAL:
                    end, known = fiscal_end(match, tokens, lexicon)
                    sense = replace(sense, fiscal=True, fiscal_end=end, fiscal_known=known)
            if sense is not None:
                found.extend(_listed_before(match, sense, tokens, free))
                found.append(Found(match.first, match.last, sense))
                free = match.last
                found.extend(_listed(found[-1], tokens))
                free = found[-1].last
    return found


def _listed(date: Found, tokens: Tokens) -> list[Found]:
    """ "April 24 and 25", "Jan. 3-5": the further days of a month."""
    sense, at = date.sense, date.last
    out: list[Found] = []
    if sense.year and not sense.month and tokens.lower(at) in ("-", "\u2013", "/"):
        return _to_year(sense.year, at, tokens)
    if not (sense.month and sense.day) or not tokens.words[at - 1].isdigit():
        return out
    while (
        tokens.lower(at) in _LIST and tokens.lower(at + 1).isdigit() and 1 <= int(tokens.lower(at + 1)) <= 31
    ):
        if tokens.codes[at + 2 : at + 3] not in ("", " ") and tokens.lower(at + 2) not in {
            ",",
            ".",
            "in",
            "at",
            "to",
            "and",
            "or",
            "the",
            "a",
            "on",
            "until",
        }:
            break
        out.append(Found(at + 1, at + 2, replace(sense, day=int(tokens.words[at + 1]))))
        at += 2
    return out


def _listed_before(match: Match, sense: Sense, tokens: Tokens, free: int) -> list[Found]:
    """ "from 10 to 12 June": the day before the one with the month."""
    at = match.first - 2
    if sense.year and sense.year < 0 and not sense.month and at >= max(free, 0):
        return _ancient_before(sense.year, at, tokens)
    if not (sense.month and sense.day) or at < max(free, 0) or not tokens.lower(match.first).isdigit():
        return []
    said = tokens.lower(at)
    if tokens.lower(at + 1) not in _LIST or not said.isdigit() or not 1 <= int(said) < sense.day:
        return []
    return [Found(at, at + 1, replace(sense, day=int(said)))]


def _ancient_before(year: int, at: int, tokens: Tokens) -> list[Found]:
    """ "from 264 to 241 BC": the earlier year before the one that says its era."""
    said, joint = tokens.lower(at), tokens.lower(at + 1)
    framed = joint != "and" or tokens.lower(at - 1) == "between"
    if joint not in _LIST or not framed or not said.isdigit() or not -year < int(said) < 10_000:
        return []
    return [Found(at, at + 1, Sense("DATE", year=-int(said)))]


def _to_year(year: int, at: int, tokens: Tokens) -> list[Found]:
    """ "1990-95": the year after the hyphen, where it is a later one of the same century."""
    said = tokens.lower(at + 1)
    until = year // 100 * 100 + int(said) if len(said) == 2 and said.isdigit() else 0
    return [Found(at + 1, at + 2, Sense("DATE", year=until))] if until > year else []


def _gap(one: Found, two: Found, tokens: Tokens) -> tuple[str, ...] | None:
    if two.first - one.last > 3:
        return None
    return tuple(w.lower() for w in tokens.words[one.last : two.first])


def _merge(found: list[Found], tokens: Tokens) -> list[Found]:
    out: list[Found] = []
    for item in found:
        while out:
            one = out[-1]
            gap = _gap(one, item, tokens)
            links = _LINKS if "TIME" in (one.sense.type, item.sense.type) else _DATE_LINKS
            sense = joined(one.sense, item.sense) if gap in links else None
            if (
                sense is None
                or (gap == ("in",) and one.sense.weekday)
                or (gap == (",",) and not _dayish(sense))
            ):
                break
            item = Found(one.first, item.last, sense)  # noqa: PLW2901
            out.pop()
        out.append(item)
    return out


def _dayish(sense: Sense) -> bool:
    """A comma joins days and hours ("Friday, Jan. 3"), not quarters or years of a list."""
    levels = sense.levels()
    return levels is not None and levels[0] <= 1


def _modified(item: Found, tokens: Tokens, lexicon: Lexicon, floor: int) -> Found:
    """Take in the words around that modify: "late" Friday, "the end of" March, "two years" or so."""
    first, last, sense = item.first, item.last, item.sense
    for size in (4, 3, 2, 1):
        at = first - size
        words = tuple(w.lower() for w in tokens.words[max(at, 0) : first])
        if words and words[-1] == "the" and sense.type != "DURATION":
            words = words[:-1]
        if at >= floor and words in lexicon.before and _fits(words, tokens.lower(first), sense):
            return Found(at, last, replace(sense, mod=sense.mod or lexicon.before[words]))
    after = tuple(w.lower() for w in tokens.words[last : last + 2])
    if after in lexicon.after:
        return Found(first, last + 2, replace(sense, mod=sense.mod or lexicon.after[after]))
    return item


def _fits(words: tuple[str, ...], first: str, sense: Sense) -> bool:
    """Parts ("early") go with dates, amounts ("more than") with lengths, approximations with both."""
    if sense.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF") or sense.type == "SET":
        return False
    if sense.type == "DURATION":
        return words[-1] not in ("over", "within", "under", "to") or first not in (
            "the",
            "past",
            "last",
            "next",
            "recent",
        )
    about = sense.clock or sense.month or sense.year or sense.decade
    return words[-1] not in word_list("amount_modifiers") or (
        bool(about) and words[-1] in ("about", "around", "circa")
    )


def _years_shared(found: list[Found], tokens: Tokens) -> list[Found]:
    """ "May-June 1942", "from July to April 1939": the first has the year of the second, or the one before."""
    out = list(found)
    for at, two in enumerate(found[1:]):
        one, s = found[at], found[at].sense
        joined_by = _gap(one, two, tokens)
        dated = (s.month or s.season) and not (s.year or s.unit or s.hint is not None or s.value)
        if dated and two.sense.year and joined_by and joined_by[0] in _LIST and len(joined_by) <= 2:
            back = bool(s.month and two.sense.month and s.month > two.sense.month)
            out[at] = replace(one, sense=replace(s, year=two.sense.year - back))
    return out


def find(tokens: Tokens, lexicon: Lexicon) -> list[Found]:
    """Return the expressions of a text in order, without overlaps."""
    out: list[Found] = []
    for item in _years_shared(_merge(_built(tokens, lexicon), tokens), tokens):
        if not item.sense.weak:
            out.append(_modified(item, tokens, lexicon, out[-1].last if out else 0))
    return out
