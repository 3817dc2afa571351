"""What templates may say: the phrases of the views, as filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from onrecord.model import Account, Event, Figure, Report, Status, Summary, Told, Voice
from onrecord.model.phrases import standing_words
from onrecord.views.headline import headline, quad_of
from onrecord.views.wording import (
    country_name,
    date_words,
    place_words,
    quad,
    quantity_words,
    source_words,
    told_quantities,
    when_words,
    where_words,
)

_SOURCES_SHOWN = 3
_PEOPLE = ("killed", "injured", "missing", "arrested", "displaced")


def who_says(event: Event | Summary) -> str:
    """ "Iran, the White House and 4 outlets": on whose word an event rests."""
    voices: Sequence[Account | Voice] = event.voices if isinstance(event, Summary) else event.accounts
    outlets = sum(voice.source.startswith("outlet ") for voice in voices)
    coders = sum(voice.source.startswith("coder ") for voice in voices)
    others = [voice for voice in voices if not voice.source.startswith(("outlet ", "coder "))]
    shown = [account_name(voice) for voice in others[:_SOURCES_SHOWN]]
    if len(others) > _SOURCES_SHOWN:
        shown.append(f"{len(others) - _SOURCES_SHOWN} more")
    if outlets:
        shown.append(
            f"{outlets} outlet{'s' * (outlets != 1)} in {'their' if outlets > 1 else 'its'} own voice"
        )
    if coders:
        shown.append(f"{coders} other coder{'s' * (coders != 1)}")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def account_name(account: Account | Voice) -> str:
    """The source of an account as a heading."""
    if account.source.startswith("state ") and account.country:
        return country_name(account.country)
    return account.name


def chain(report: Report, outlet: str | None = None) -> str:
    """ "NATO says, citing a claim by Iran", or that the outlet says so itself."""
    words = "".join(text for text, _ in source_words(report.attribution))
    return words or f"{outlet or 'the outlet'} in its own voice"


def range_of(figure: Figure) -> str:
    """ "11", "20–25", "at least 30", "dozens"."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        return figure.text
    if low is None:
        return f"at most {high:,.0f}"
    if high is None:
        return f"at least {low:,.0f}"
    return f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"


def status_words(status: Status) -> list[tuple[str, str]]:
    """Class name and label of each word of a status."""
    return [(word.replace(" ", "-"), standing_words(word, status.confirmed_by)) for word in status.words]


def standing_of(event: Event | Summary) -> list[tuple[str, str]]:
    """Class name and label of each word of an event's standing now."""
    now = event.now if isinstance(event, Summary) else event.history[-1] if event.history else None
    if now is not None:
        return status_words(now)
    return [(word.replace(" ", "-"), word) for word in event.standing]


def span_words(event: Event | Summary) -> str:
    """When an event was, as exactly as it is known."""
    words = when_words(event.when)
    return words or "undated"


def heads_of(because: Sequence[str], event: Event) -> list[Told]:
    """The first report of each article among those that give a status."""
    told = {t.report.id: t for t in event.told}
    found = {told[name].article: told[name] for name in reversed(because) if name in told}
    return list(reversed(found.values()))


def figures_by_kind(event: Event) -> list[tuple[str, list[Figure]]]:
    """Figures of each kind in order of publication: people first, then the kind told most often."""
    counts = Counter(figure.of for figure in event.figures)
    kinds = sorted(counts, key=lambda kind: (kind not in _PEOPLE, -counts[kind], kind))
    return [(kind, [f for f in event.figures if f.of == kind]) for kind in kinds]


def voices_first(accounts: Sequence[Account]) -> list[Account]:
    """Accounts of those who are quoted, then those of the outlets themselves and of other coders, each group in its order."""
    return sorted(accounts, key=lambda account: account.source.startswith(("outlet ", "coder ")))


def plural(count: int, what: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{count:,} {what}" + "s" * (count != 1)


def segment(text: object) -> str:
    """A text as one segment of an address."""
    return quote(str(text), safe="")


def _place_words(row: Mapping[str, Any]) -> str:
    """A place as a row of counts."""
    return place_words(row["name"], row["precision"], row["admin1"], row["country"])


FILTERS: dict[str, Callable[..., Any]] = {
    "headline": headline, "quad": quad_of, "quad_of_type": quad, "chain": chain, "range": range_of,
    "status_words": status_words, "standing_of": standing_of, "span": span_words, "heads_of": heads_of,
    "figures_by_kind": figures_by_kind, "voices_first": voices_first, "plural": plural, "segment": segment, "date_words": date_words,
    "where_words": where_words, "place_words": _place_words, "when_words": when_words, "quantity_words": quantity_words,
    "told_quantities": told_quantities, "account_name": account_name, "country": country_name,
}  # fmt: skip
