"""Memory for what never changes: bounded, shared by all threads of a process, gone with it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """Values by key, the least recently read ones forgotten first.

    `room` is how much may be kept in the unit of `size`, which says how much one value takes; a larger value is handed
    out and not kept.
    """

    def __init__(self, *, room: int, size: Callable[[Value], int]) -> None:
        self._room = room
        self._size = size
        self._used = 0
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Value | None:
        """The value of `key`, None where it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, made where it is missing. Two threads may make the same one; both get an equal one."""
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def keep(self, key: Hashable, value: Value) -> Value:
        """Keep the value, and hand it out."""
        with self._lock:
            self._keep(key, value)
        return value

    def _keep(self, key: Hashable, value: Value) -> None:
        size = self._size(value)
        if key in self._values or size > self._room:
            return
        self._values[key] = value
        self._used += size
        while self._used > self._room:
            _, oldest = self._values.popitem(last=False)
            self._used -= self._size(oldest)
