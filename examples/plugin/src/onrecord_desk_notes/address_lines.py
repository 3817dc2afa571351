"""A kind of feed: a text with one address a line, and behind it, if known, a date."""

from collections.abc import Iterator

from onrecord.sources.feeds import Entry


class AddressLines:
    """Reads feeds for which a configuration of `onrecord watch` says ``kind = "address-lines"``."""

    onrecord_plugin = 1

    def entries(self, body: bytes, address: str) -> Iterator[Entry]:
        """Yield what the text lists. Relative addresses and repeated ones need no care here."""
        for line in body.decode("utf-8", "replace").splitlines():
            link, _, date = line.strip().partition(" ")
            if link:
                yield Entry(address=link, published=date.strip() or None)
