"""One event as a line of a list. Lists have fifty of them and most pages a list, so they are put together by hand."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote_plus

from markupsafe import Markup

from onrecord.model import Event, Summary, summary_of
from onrecord.views.headline import headline, quad_of
from onrecord.views.wording import where_words
from onrecord.web.words import plural, span_words, standing_of, who_says


def line_of(event: Summary, as_of: str = "") -> Markup:
    """Return an event as a line of a list, with links that keep the time asked for. What is not ours is escaped."""
    mode = f" · {escape(event.mode)}" if event.mode else ""
    kept = f"?as_of={quote_plus(as_of)}" if as_of else ""
    badges = "".join(
        f'<span class="badge {escape(name)}">{escape(label)}</span>' for name, label in standing_of(event)
    )
    place = f"{escape(where_words(event.place))} · " if event.place else ""
    return Markup(
        f'<li class="{quad_of(event)}">\n'
        f'<span><time datetime="{escape(event.when.start or "")}">{escape(span_words(event))}</time><br>'
        f'<span class="kind">{escape(event.event_type)}{mode}</span></span>\n'
        f'<span class="head"><a href="/events/{escape(event.id)}{kept}">{escape(headline(event))}</a></span>\n'
        f'<span class="told">{plural(event.reports, "report")}<br>{plural(event.origins, "origin")}</span>\n'
        f'<p class="says"><span class="badges">{badges}</span> {_grade(event)} {place}{escape(who_says(event))}</p>\n'
        "</li>\n"
    )  # fmt: skip


def lines_of(events: Iterable[Event | Summary], as_of: str = "") -> Markup:
    """Return events as a list."""
    summaries = (event if isinstance(event, Summary) else summary_of(event) for event in events)
    return Markup('<ol class="events">{}</ol>').format(
        Markup("").join(line_of(one, as_of) for one in summaries)
    )


def _grade(event: Summary) -> str:
    if event.credibility is None:
        return ""
    why = escape(f"Credibility by the Admiralty code: {event.credibility.why}")
    return f'<span class="badge grade" title="{why}">{event.credibility.grade}</span>'
