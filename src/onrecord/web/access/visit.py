"""One request as the pages see it: who calls, and what the form that was sent says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.requests import Request

from onrecord.web.access.callers import Caller, Role
from onrecord.web.access.sessions import Forms

FIELD = "form_token"
"""The hidden field of each form."""
_MOST_FIELDS = 2_000


@dataclass
class Visit:
    """One request. The browser gets a cookie only where a page with a form was made for it."""

    caller: Caller | None
    forms: Forms
    browser: str
    """What the browser's cookie holds, or will."""
    is_new: bool
    """Whether the browser has no cookie yet."""
    session: str = ""
    signed_in: bool = False
    """Whether by the sign-in page: only then one can sign out."""
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    has_form: bool = False

    def form_token(self) -> str:
        """Return the token for a form of this page."""
        self.has_form = True
        return self.forms.token(self.browser, self.session)

    def may(self, role: Role) -> bool:
        """Whether the caller may do what needs this role."""
        return self.caller is not None and self.caller.may(role)

    def field(self, name: str, longest: int = 2_000) -> str:
        """Return one field of the form, empty where it was not sent, without white space around and cut to a length."""
        return self.every(name)[0].strip()[:longest] if self.every(name) else ""

    def every(self, name: str) -> list[str]:
        """Return all values of a field of the form."""
        return list(self.fields.get(name, ()))


def visit_of(request: Request) -> Visit:
    """Return the visit that the gate has made of a request."""
    found: Visit = request.state.visit
    return found


def fields_of(body: bytes) -> dict[str, list[str]]:
    """Return the fields of a form. Raises ``ValueError`` for too many."""
    text = body.decode("utf-8", "replace")
    return parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
