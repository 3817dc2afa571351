"""Who is signed in, and the signs that a form was made here and for this browser. Both last as long as the server runs."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from onrecord.web.access.tokens import digest_of

LASTS = 12 * 3600
"""Seconds after which one must sign in again."""
_MOST = 10_000
"""Sessions at once; the oldest go first."""


class Sessions:
    """Sessions of those who signed in with a token, kept in memory by the hash of what the cookie holds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def begin(self, token_digest: str) -> str:
        """Begin a session of a token and return what the cookie holds."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            self._known[digest_of(name)] = token_digest, self._clock() + LASTS
            while len(self._known) > _MOST:
                self._known.popitem(last=False)
        return name

    def token_digest(self, name: str) -> str | None:
        """Return with which token a session began; ``None``: there is no such session, or no longer."""
        with self._lock:
            found = self._known.get(digest_of(name))
            if found is None or found[1] < self._clock():
                self._known.pop(digest_of(name), None)
                return None
            return found[0]

    def end(self, name: str) -> None:
        """End a session."""
        with self._lock:
            self._known.pop(digest_of(name), None)


class Forms:
    """Form tokens: a keyed hash (HMAC-SHA-256) of what the browser's cookies hold.

    A page of another site can send a form here, and the browser adds the cookies; the token it can neither read nor make.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, browser: str, session: str) -> str:
        """Return the token of a form for a browser and a session."""
        return hmac.new(self._key, f"{browser}\n{session}".encode(), hashlib.sha256).hexdigest()

    def is_ours(self, token: str, browser: str, session: str) -> bool:
        """Whether a form was made here for this browser and session."""
        expected = self.token(browser, session).encode()
        return bool(browser) and hmac.compare_digest(token.encode("utf-8", "replace"), expected)
