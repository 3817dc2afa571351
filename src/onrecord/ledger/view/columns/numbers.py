"""Columns of whole numbers, as narrow as their values allow."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]


def narrow(found: Numbers, values: int) -> Numbers:
    """Return the same numbers, each below ``values`` and -1 at least, in two bytes each where they fit, else in four."""
    return found.astype(np.int16 if values <= np.iinfo(np.int16).max else np.int32, copy=False)


class Masks:
    """The masks asked for last, a bit an event: who narrows a query down asks for its parts again."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._known: OrderedDict[Hashable, tuple[int, NDArray[np.uint8]]] = OrderedDict()

    def of(self, about: Hashable, work: Callable[[], Mask]) -> Mask:
        """Return the mask that is known under a name, else work it out."""
        with self._lock:
            found = self._known.get(about)
            if found is not None:
                self._known.move_to_end(about)
        if found is not None:
            events, packed = found
            return np.unpackbits(packed, count=events).view(np.bool_)
        mask = work()
        with self._lock:
            self._known[about] = len(mask), np.packbits(mask)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return mask
