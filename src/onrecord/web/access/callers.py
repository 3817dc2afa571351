"""Who calls, and what each role may do."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Role = Literal["reader", "reviewer", "admin"]
"""A reader looks, a reviewer also decides, an admin also sees the log of who decided what."""
ROLES: tuple[Role, ...] = get_args(Role)

_OPEN = ("/static/", "/sign-in")
"""What somebody without a token may see: the way to sign in, and how it looks."""
_RULES: tuple[tuple[str, Role], ...] = (("/review/log", "admin"), ("/review", "reviewer"))
"""Beginnings of paths that need more than a reader; the first that fits counts."""


class Caller(NamedTuple):
    """Somebody who may call: the name that stands in the log of decisions, and the role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this role is among what the caller may do."""
        return ROLES.index(self.role) >= ROLES.index(role)


def needed_role(method: str, path: str) -> Role | None:
    """Return the role that a request needs; ``None``: anybody may. What changes anything needs a reviewer at least."""
    if path.startswith(_OPEN):
        return None
    for beginning, role in _RULES:
        if path == beginning or path.startswith((beginning + "/", beginning + ".")):
            return role
    if path == "/sign-out":
        return "reader"
    return "reader" if method in ("GET", "HEAD", "OPTIONS") else "reviewer"
