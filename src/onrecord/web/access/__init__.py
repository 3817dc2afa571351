"""Who may do what: tokens and roles, sign-in, protection of forms, and limits on what one client asks.

On a loopback address everything is allowed to the one user of the machine; with ``--public`` nothing is without a token.
"""

from onrecord.web.access.callers import ROLES, Caller, Role, needed_role
from onrecord.web.access.gate import Gate
from onrecord.web.access.policy import Access, is_loopback, login_name
from onrecord.web.access.sessions import Sessions
from onrecord.web.access.tokens import Token, TokenFile, token_file_of

__all__ = [
    "ROLES", "Access", "Caller", "Gate", "Role", "Sessions", "Token", "TokenFile", "is_loopback", "login_name", "needed_role",
    "token_file_of",
]  # fmt: skip
