"""One hierarchy of errors. Each message names the input and tells the user what to do."""


class OnRecordError(Exception):
    """The base of every error that On Record raises on purpose."""


class InputError(OnRecordError):
    """One input could not be read. ``name`` is the input, ``reason`` says why and what to do."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str]]:
        """Errors travel between worker processes."""
        return type(self), (self.name, self.reason)


class UnsupportedLanguageError(InputError):
    """The text is in a language that cannot be coded; it is named and skipped."""


class NoAnswerError(InputError):
    """A server gave no answer, or not all of one, in time: it may at another time."""


class FetchRefusedError(InputError):
    """An address was refused before anything was sent: private network, scheme or size."""


class UsageError(OnRecordError):
    """The call itself is wrong: exit status 2."""


class OntologyError(UsageError):
    """A user's ontology file is missing or malformed; the message names the file, the line and what to do."""


class KnowledgeError(OnRecordError):
    """A knowledge or ontology data file is missing or malformed."""


class LedgerError(OnRecordError):
    """The ledger cannot be reached or is damaged: exit status 3."""


class ReadOnlyLedgerError(LedgerError):
    """The ledger can be read and not written."""
